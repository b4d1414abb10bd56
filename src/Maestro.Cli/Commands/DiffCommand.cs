using System.Globalization;
using Maestro.Cli.Checking;
using Maestro.Cli.Comparing;
using Maestro.Cli.Projects;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Verification;

namespace Maestro.Cli.Commands;

/// <summary>What the user asked for.</summary>
/// <param name="Projects">None for the solution of this folder, one solution or project with <see cref="Base"/>, or two projects.</param>
/// <param name="Base">What to compare with; null for the default of <c>check</c>.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Rlimit">Budget of a query.</param>
/// <param name="Json">Print JSON.</param>
internal sealed record DiffOptions(IReadOnlyList<string> Projects, string? Base, string Configuration, uint Rlimit, bool Json);

/// <summary><c>maestro diff</c>: compares methods of two versions by behaviour and contract.</summary>
internal sealed class DiffCommand(Terminal terminal)
{
    public async Task<ExitCode> RunAsync(DiffOptions options, CancellationToken cancellation)
    {
        using var scratch = new ScratchFolder();
        var sides = options.Projects.Count == 2
            ? await TwoProjectsAsync(options, scratch, cancellation).ConfigureAwait(false)
            : await AgainstBaseAsync(options, scratch, cancellation).ConfigureAwait(false);
        if (sides.Problem is { } problem)
        {
            return Fail(problem);
        }

        using var solver = ProverSolver.Start();
        if (solver.Problem is { } noSolver)
        {
            return Fail(noSolver);
        }

        var comparer = new MethodComparer(solver.Solver, new VerifierOptions(Rlimit: options.Rlimit));
        var methods = comparer.Compare(
            sides.Value.Old,
            sides.Value.New,
            (done, total) => terminal.Progress("comparing", $"{done.ToString(CultureInfo.InvariantCulture)}/{total.ToString(CultureInfo.InvariantCulture)}"),
            cancellation);
        terminal.Clear();
        if (options.Json)
        {
            terminal.Output.WriteLine(CanonicalJson.Text(JsonArray.Of(methods, m => m.ToJson())));
        }
        else
        {
            Print(methods);
        }

        return methods.Any(m => m.Verdict == BehaviourWord.Different || m.Contract is ContractWord.Breaking or ContractWord.Incomparable) ? ExitCode.DoesNotHold
            : methods.All(m => m.Verdict is BehaviourWord.Same) ? ExitCode.Holds
            : ExitCode.Open;
    }

    private async Task<Result<(IReadOnlyList<ProjectInventory> Old, IReadOnlyList<ProjectInventory> New)>> TwoProjectsAsync(DiffOptions options, ScratchFolder scratch, CancellationToken cancellation)
    {
        var old = await LoadAsync(options.Projects[0], "old", options.Configuration, scratch, cancellation).ConfigureAwait(false);
        if (old.Problem is { } unreadable)
        {
            return unreadable;
        }

        var now = await LoadAsync(options.Projects[1], "new", options.Configuration, scratch, cancellation).ConfigureAwait(false);
        return now.Map(n => (old.Value, n));
    }

    private async Task<Result<IReadOnlyList<ProjectInventory>>> LoadAsync(string named, string side, string configuration, ScratchFolder scratch, CancellationToken cancellation)
    {
        var target = SolutionLocator.Find(named, Directory.GetCurrentDirectory());
        if (target.Problem is { } missing)
        {
            return missing;
        }

        var captured = await new ProjectCapture(terminal).RunAsync(target.Value, scratch.Sub(side), configuration, cancellation).ConfigureAwait(false);
        return captured.Then(projects => Inventory(projects, Path.GetDirectoryName(target.Value)!, cancellation));
    }

    private async Task<Result<(IReadOnlyList<ProjectInventory> Old, IReadOnlyList<ProjectInventory> New)>> AgainstBaseAsync(DiffOptions options, ScratchFolder scratch, CancellationToken cancellation)
    {
        var target = SolutionLocator.Find(options.Projects.FirstOrDefault(), Directory.GetCurrentDirectory());
        if (target.Problem is { } missing)
        {
            return missing;
        }

        var sides = await CheckedSides.FindAsync(Path.GetDirectoryName(target.Value)!, options.Base, scratch.Sub("git"), cancellation).ConfigureAwait(false);
        if (sides.Problem is { } noSides)
        {
            return noSides;
        }

        if (sides.Value.Base is not { } commit)
        {
            return CliProblems.NoEarlierCommit.At(sides.Value.Repository.Root);
        }

        var root = sides.Value.Repository.Root;
        var before = await BaseStore.OfUser(terminal).GetAsync(sides.Value.Repository, commit, ProjectInventory.Relative(root, target.Value), options.Configuration, cancellation).ConfigureAwait(false);
        var old = before.Then(b => ProjectCapture.Read(b.Capture, target.Value).Then(projects => Inventory(projects, b.Root, cancellation)));
        if (old.Problem is { } noBase)
        {
            return noBase;
        }

        var captured = await new ProjectCapture(terminal).RunAsync(target.Value, scratch.Sub("new"), options.Configuration, cancellation).ConfigureAwait(false);
        return captured.Then(projects => Inventory(projects, root, cancellation)).Map(n => (old.Value, n));
    }

    private static Result<IReadOnlyList<ProjectInventory>> Inventory(IReadOnlyList<CapturedProject> projects, string root, CancellationToken cancellation)
    {
        var loaded = CompilationLoader.Load(projects, cancellation);
        return loaded.SelectMany(p => p.Missing).FirstOrDefault() is { } file
            ? CliProblems.MissingInput.At(file)
            : Result.Of<IReadOnlyList<ProjectInventory>>(ProjectInventory.Of(loaded, root).Where(p => !p.Loaded.Project.IsTest).ToList());
    }

    private void Print(IReadOnlyList<ComparedMethod> methods)
    {
        int Count(BehaviourWord word) => methods.Count(m => m.Verdict == word);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{methods.Count} methods touched: {Count(BehaviourWord.Same)} the same for every input, {Count(BehaviourWord.Different)} differ as shown, {Count(BehaviourWord.Bounded)} alike as far as searched, {Count(BehaviourWord.Unknown)} unknown, {Count(BehaviourWord.New)} new, {Count(BehaviourWord.Removed)} removed"));
        foreach (var method in methods.Where(m => m.Verdict != BehaviourWord.Same || m.Contract != ContractWord.Equal || m.Beside().Length > 0 || m.Symbol != m.OldSymbol))
        {
            var beside = method.Beside();
            var renamed = method is { Symbol: { } symbol, OldSymbol: { } oldSymbol } && symbol != oldSymbol ? $", was {oldSymbol}" : "";
            var what = method.Witness is { } witness ? $"{witness.Statement} was {witness.Old}, is {witness.New}" : method.Reason ?? "";
            var contract = method.Contract == ContractWord.Equal ? "" : $" (contract {ComparedMethod.Contracts[method.Contract]})";
            terminal.Output.WriteLine($"{ComparedMethod.Verdicts[method.Verdict]} {method.Symbol ?? method.OldSymbol}{renamed}{contract}{(what.Length > 0 ? ": " + what : "")}{(beside.Length > 0 ? $" ({beside})" : "")}");
        }
    }

    private ExitCode Fail(Problem problem)
    {
        terminal.Problem(problem);
        return problem.ExitCode;
    }
}
