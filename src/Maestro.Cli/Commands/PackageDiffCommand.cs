using System.Globalization;
using Maestro.Cli.Checking;
using Maestro.Cli.Comparing;
using Maestro.Cli.Packages;
using Maestro.Cli.Projects;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Verification;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Commands;

/// <summary>What the user asked for.</summary>
/// <param name="Package">The package's id.</param>
/// <param name="Old">One version.</param>
/// <param name="New">The other.</param>
/// <param name="Project">Whose calls count; null for the solution of this folder.</param>
/// <param name="Source">Where versions lie that are not restored; may be null.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Rlimit">Budget of a query.</param>
/// <param name="Json">Print JSON.</param>
internal sealed record PackageDiffOptions(string Package, string Old, string New, string? Project, string? Source, string Configuration, uint Rlimit, bool Json);

/// <summary><c>maestro diff --package</c>: what two versions of a package do differently for the members that a solution calls.</summary>
internal sealed class PackageDiffCommand(Terminal terminal)
{
    public async Task<ExitCode> RunAsync(PackageDiffOptions options, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        var (old, now) = (PackageFolder.Find(options.Package, options.Old, options.Source, scratch.Sub("old")), PackageFolder.Find(options.Package, options.New, options.Source, scratch.Sub("new")));
        var target = SolutionLocator.Find(options.Project, Directory.GetCurrentDirectory());
        if ((old.Problem ?? now.Problem ?? target.Problem) is { } missing)
        {
            return Fail(missing);
        }

        var captured = await new ProjectCapture(terminal).RunAsync(target.Value, scratch.Sub("solution"), options.Configuration, cancellation).ConfigureAwait(false);
        if (captured.Problem is { } broken)
        {
            return Fail(broken);
        }

        var projects = CompilationLoader.Load(captured.Value, cancellation).Where(p => !p.Project.IsTest).ToList();
        var used = UsedOf(projects, options.Package);
        if (used.Count == 0)
        {
            return Fail(CliProblems.PackageNotUsed.At("", options.Package));
        }

        using var solver = ProverSolver.Start();
        if (solver.Problem is { } noSolver)
        {
            return Fail(noSolver);
        }

        var calls = CalledMembers.Of(projects, a => used.ContainsKey(a.Name), Path.GetDirectoryName(target.Value)!, cancellation);
        var rows = new List<ComparedMethod>();
        foreach (var (assembly, (path, framework, references)) in used.OrderBy(u => u.Key, StringComparer.Ordinal))
        {
            terminal.Progress("reading " + assembly);
            PackageImage? Open(string folder) => PackageFolder.Assemblies(folder, framework).FirstOrDefault(f => Path.GetFileNameWithoutExtension(f) == assembly) is { } file
                ? PackageImage.Open(file, references)
                : null;
            using var before = Open(old.Value);
            using var after = Open(now.Value);
            var members = calls.Where(c => c.Assembly == assembly).Select(c => c.Symbol).ToList();
            if (before is null || after is null)
            {
                // An assembly that a version lacks, or that cannot be read, is not known to be the same.
                rows.AddRange(members.Select(m => new ComparedMethod(m, m, BehaviourWord.Unknown, ContractWord.Equal, $"version {(before is null ? options.Old : options.New)} has no readable {assembly}.dll for {framework}", null)));
                continue;
            }

            var comparer = new PackageComparer(
                before, after, (image, open) => DecompiledAssembly.Of(image, open, references, cancellation), solver.Solver, new VerifierOptions(Rlimit: options.Rlimit));
            rows.AddRange(comparer.Compare(members, (done, total) => terminal.Progress("comparing " + assembly, string.Create(CultureInfo.InvariantCulture, $"{done}/{total}")), cancellation));
        }

        terminal.Clear();
        Print(options, calls, rows);
        return rows.Any(r => r.Verdict is BehaviourWord.Different or BehaviourWord.Removed) ? ExitCode.DoesNotHold
            : rows.All(r => r.Verdict is BehaviourWord.Same or BehaviourWord.New) ? ExitCode.Holds
            : ExitCode.Open;
    }

    /// <summary>The package's assemblies that the solution compiles with: file, framework folder, and all that the same project compiles with.</summary>
    private static Dictionary<string, (string Path, string Framework, IReadOnlyDictionary<string, string> References)> UsedOf(IReadOnlyList<LoadedProject> projects, string package)
    {
        var used = new Dictionary<string, (string, string, IReadOnlyDictionary<string, string>)>(StringComparer.Ordinal);
        var folder = Path.DirectorySeparatorChar + package.ToLowerInvariant() + Path.DirectorySeparatorChar;
        foreach (var project in projects)
        {
            var files = project.Compilation.References.OfType<PortableExecutableReference>().Select(r => r.FilePath).OfType<string>().ToList();
            var references = files.GroupBy(f => Path.GetFileNameWithoutExtension(f), StringComparer.OrdinalIgnoreCase).ToDictionary(g => g.Key, g => g.First(), StringComparer.OrdinalIgnoreCase);
            foreach (var file in files.Where(f => f.StartsWith(PackageFolder.Global, StringComparison.Ordinal) && f.Contains(folder, StringComparison.OrdinalIgnoreCase)))
            {
                used.TryAdd(Path.GetFileNameWithoutExtension(file), (file, Path.GetFileName(Path.GetDirectoryName(file)!), references));
            }
        }

        return used;
    }

    private void Print(PackageDiffOptions options, IReadOnlyList<CalledMember> calls, IReadOnlyList<ComparedMethod> rows)
    {
        if (options.Json)
        {
            terminal.Output.WriteLine(CanonicalJson.Text(JsonArray.Of(rows.OrderBy(r => r.Symbol ?? r.OldSymbol, StringComparer.Ordinal), r => r.ToJson())));
            return;
        }

        var places = calls.ToDictionary(c => c.Symbol, c => c.CalledAt, StringComparer.Ordinal);
        var called = rows.Where(r => places.ContainsKey((r.Symbol ?? r.OldSymbol)!)).ToList();
        int Count(BehaviourWord word) => called.Count(r => r.Verdict == word);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{options.Package} {options.Old} to {options.New}: of {called.Count} methods you call, {Count(BehaviourWord.Same)} the same for every input, {Count(BehaviourWord.Different)} differ as shown, {Count(BehaviourWord.Unknown) + Count(BehaviourWord.Bounded)} unknown, {Count(BehaviourWord.Removed)} removed, {Count(BehaviourWord.New)} new"));
        foreach (var row in rows.Where(r => r.Verdict != BehaviourWord.Same).OrderBy(r => r.Verdict == BehaviourWord.Unknown).ThenBy(r => r.Symbol ?? r.OldSymbol, StringComparer.Ordinal))
        {
            var symbol = (row.Symbol ?? row.OldSymbol)!;
            var place = places.TryGetValue(symbol, out var at) ? $" (you call it at {at})" : " (may run in place of one that you call)";
            var what = row.Witness is { } witness ? $"{witness.Statement} was {witness.Old}, is {witness.New}" : row.Reason ?? "";
            terminal.Output.WriteLine($"{ComparedMethod.Verdicts[row.Verdict]} {symbol}{place}{(what.Length > 0 ? ": " + what : "")}");
        }
    }

    private ExitCode Fail(Problem problem)
    {
        terminal.Problem(problem);
        return problem.ExitCode;
    }
}
