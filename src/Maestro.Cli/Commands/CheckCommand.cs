using Maestro.Cli.Checking;
using Maestro.Cli.Git;
using Maestro.Cli.Projects;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.Cli.Commands;

/// <summary>What the user asked for.</summary>
internal sealed record CheckOptions(string? Solution, string? Base, string? Output, string? SigningKey, string Configuration, uint Rlimit, bool Json);

/// <summary>
/// <c>maestro check</c>: builds, proves, tests, assembles, signs. Each step leaves files for the next; the key is opened after everything that
/// runs code of the change has ended.
/// </summary>
internal sealed class CheckCommand(Terminal terminal)
{
    public async Task<ExitCode> RunAsync(CheckOptions options, CancellationToken cancellation)
    {
        var target = SolutionLocator.Find(options.Solution, Directory.GetCurrentDirectory());
        if (target.Problem is { } missing)
        {
            return Fail(missing);
        }

        using var scratch = new ScratchFolder();
        var solution = target.Value;
        var sides = await CheckedSides.FindAsync(Path.GetDirectoryName(solution)!, options.Base, scratch.Sub("git"), cancellation).ConfigureAwait(false);
        if (sides.Problem is { } noSides)
        {
            return Fail(noSides);
        }

        var output = OutputFolder.Prepare(options.Output, Path.GetDirectoryName(solution)!);
        if (output.Problem is { } unwritable)
        {
            return Fail(unwritable);
        }

        // Asked before anything is built: a check without a solver has nothing to say, and minutes later is late to learn it.
        using (var solver = ProverSolver.Start())
        {
            if (solver.Problem is { } noSolver)
            {
                return Fail(noSolver);
            }
        }

        var made = await MakeEvidenceAsync(solution, sides.Value, options, scratch, cancellation).ConfigureAwait(false);
        if (made.Problem is { } failure)
        {
            return Fail(failure);
        }

        terminal.Progress("signing");
        var key = options.SigningKey is { } named ? KeyFiles.Open(named) : KeyFiles.OpenOrCreate(KeyFiles.DevelopmentKeyPath);
        if (key.Problem is { } noKey)
        {
            return Fail(noKey);
        }

        using var signer = key.Value;
        var written = CaseWriting.Write(made.Value, signer, output.Value);
        if (written.Problem is { } unsigned)
        {
            return Fail(unsigned);
        }

        terminal.Clear();
        var document = written.Value;
        if (options.Json)
        {
            terminal.Output.WriteLine(System.Text.Encoding.UTF8.GetString(SafetyCaseJson.Write(document)));
        }
        else
        {
            var shown = Path.GetRelativePath(Directory.GetCurrentDirectory(), output.Value);
            foreach (var line in CheckSummary.Lines(
                document, TypedCommand.Of("verify", shown, "--key", Path.Combine(shown, "maestro.pub")), TypedCommand.Of("view", shown)))
            {
                terminal.Output.WriteLine(line);
            }
        }

        return document.Verdict switch
        {
            // As `maestro verify` exits: what no gate may admit is undecided.
            CaseVerdict.Holds => document.SelfReported || document.Uncommitted ? ExitCode.Open : ExitCode.Holds,
            CaseVerdict.Open => ExitCode.Open,
            _ => ExitCode.DoesNotHold,
        };
    }

    private async Task<Result<UnsignedCase>> MakeEvidenceAsync(string solution, CheckedSides sides, CheckOptions options, ScratchFolder scratch, CancellationToken cancellation)
    {
        var root = sides.Repository.Root;
        var tools = await ToolVersion.AllAsync(Path.GetDirectoryName(solution)!, cancellation).ConfigureAwait(false);
        var headCapture = scratch.Sub("head");
        var head = await new ProjectCapture(terminal).RunAsync(solution, headCapture, options.Configuration, cancellation).ConfigureAwait(false);
        if (head.Problem is { } broken)
        {
            return broken;
        }

        var baseProblem = sides.BaseProblem;
        CapturedBase? before = null;
        if (sides.Base is { } commit)
        {
            var built = await BaseStore.OfUser(terminal)
                .GetAsync(sides.Repository, commit, ProjectInventory.Relative(root, solution), options.Configuration, cancellation).ConfigureAwait(false);
            before = built.Problem is null ? built.Value : null;
            baseProblem = built.Problem is { } unbuilt ? $"the base could not be built: {unbuilt.What} {unbuilt.WayOut}" : null;
        }

        var tests = await RunTestsAsync(solution, head.Value, options.Configuration, scratch, cancellation).ConfigureAwait(false);
        var order = new ReproofOrder(headCapture, root, before?.Capture, before?.Root, sides.Head, before is null ? null : sides.BaseRevision, options.Configuration, tools, options.Rlimit);
        var reproved = await new CleanWorker(terminal).RunAsync(order, scratch, cancellation).ConfigureAwait(false);
        if (reproved.Problem is { } unproved)
        {
            return unproved;
        }

        var statements = new List<Statement>(reproved.Value.Statements);
        var subject = Subject.Change(sides.Head.Tree, sides.Head.Commit);
        var withSolver = tools with { Solver = reproved.Value.Solver };
        if (tests is not null)
        {
            statements.Add(Statement.Of(tests, subject));
        }

        var baseProjects = before is null ? null : ProjectCapture.Read(before.Capture, solution);
        var uncompared = UncomparedChanges.Find(
            sides.ChangedPaths,
            CompilerInputs.Of(head.Value, root),
            baseProjects is { Problem: null } compiled ? CompilerInputs.Of(compiled.Value, before!.Root) : null);
        foreach (var project in head.Value)
        {
            var name = ProjectInventory.Relative(root, project.ProjectPath);
            var twin = baseProjects is { Problem: null } read
                ? read.Value.FirstOrDefault(p => p.TargetFramework == project.TargetFramework && ProjectInventory.Relative(before!.Root, p.ProjectPath) == name)
                : null;
            var findings = FindingCollector.Collect(
                project, root, twin, before?.Root, new CompilationScope(name, project.TargetFramework, options.Configuration), withSolver);
            if (findings.Problem is { } unreadable)
            {
                return unreadable;
            }

            statements.Add(Statement.Of(findings.Value, subject));
        }

        var provenance = ProvenanceBuilder.Build(new BuildRecord(
            null,
            sides.Head,
            ProjectInventory.Relative(root, solution),
            options.Configuration,
            new Dictionary<string, string>(StringComparer.Ordinal),
            LockFiles(root, head.Value),
            withSolver,
            new Dictionary<string, Digest>(StringComparer.Ordinal)));
        if (provenance.Problem is { } noProvenance)
        {
            return noProvenance;
        }

        statements.Add(Statement.Of(provenance.Value, subject));
        return new UnsignedCase(
            statements,
            items => new CaseInput
            {
                Title = $"{Path.GetFileNameWithoutExtension(solution)}: change {(sides.Head.Commit?.Hex ?? sides.Head.Tree.Hex)[..10]}",
                Change = sides.ToCase(baseProblem),
                Toolchain = new CaseToolchain(withSolver.Maestro, withSolver.Sdk, withSolver.Compiler, withSolver.Solver),
                Uncommitted = sides.Uncommitted,
                Touched = reproved.Value.Scope.Touched,
                Callers = reproved.Value.Scope.Callers,
                HasTests = tests is not null,
                Evidence = items,
                Problems = [.. reproved.Value.Scope.Problems, .. uncompared],
            });
    }

    private async Task<TestResult?> RunTestsAsync(string solution, IReadOnlyList<CapturedProject> head, string configuration, ScratchFolder scratch, CancellationToken cancellation)
    {
        var assemblies = head.Where(p => p.IsTest).ToList();
        if (assemblies.Count == 0)
        {
            return null;
        }

        var report = await new TestRunner(terminal).RunAsync(solution, configuration, scratch.Sub("tests"), cancellation).ConfigureAwait(false);
        // By name alone: xunit's generated entry point is named after the project's full path, so the same source gives other bytes in another folder.
        return report.ToEvidence([.. assemblies.Select(a => new ResourceDescriptor(a.AssemblyName + ".dll", null, null))]);
    }

    private static Dictionary<string, Digest> LockFiles(string root, IReadOnlyList<CapturedProject> projects) =>
        projects.Select(p => Path.Combine(Path.GetDirectoryName(p.ProjectPath)!, "packages.lock.json")).Distinct(StringComparer.Ordinal).Where(File.Exists)
            .ToDictionary(f => ProjectInventory.Relative(root, f), Digest.OfFile, StringComparer.Ordinal);

    private ExitCode Fail(Problem problem)
    {
        terminal.Problem(problem);
        return problem.ExitCode;
    }
}
