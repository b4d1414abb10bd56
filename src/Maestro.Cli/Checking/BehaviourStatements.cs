using Maestro.Cli.Comparing;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Verification;
using Maestro.Verification.Comparison;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Checking;

/// <summary>The comparison of behaviour of every method that both sides have and whose own meaning differs, as evidence: one statement a compilation.</summary>
internal static class BehaviourStatements
{
    /// <summary>Statements by project.</summary>
    /// <param name="changes">What the change touches.</param>
    /// <param name="order">What both sides are.</param>
    /// <param name="solver">Who decides.</param>
    /// <param name="onProgress">Receives done and total, from any thread.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public static IReadOnlyList<Statement> Of(
        IReadOnlyList<MethodDifference> changes, ReproofOrder order, ISolver solver, Action<int, int> onProgress, CancellationToken cancellation)
    {
        if (order.Base is not { } from)
        {
            return [];
        }

        var modified = changes.Where(c => c.Kind == MethodChange.Modified).ToList();
        var behaviours = new MethodComparer(solver, new VerifierOptions(Rlimit: order.Rlimit))
            .Behaviours([.. modified.Select(c => (c.Base!, c.Head!))], onProgress, cancellation);
        return
        [
            .. modified.GroupBy(c => c.Head!.Project).OrderBy(g => g.Key.Id, StringComparer.Ordinal).Select(g => Statement.Of(
                new BehaviourChange(
                    new CompilationScope(g.Key.Name, g.Key.Loaded.Project.TargetFramework, order.Configuration),
                    from,
                    order.Head,
                    RecomputedBy.CleanWorker,
                    order.Tools with { Solver = solver.Version },
                    [.. g.Select(c => Row(c, behaviours[(c.Base!, c.Head!)]))]),
                Subject.Change(order.Head.Tree, order.Head.Commit))),
        ];
    }

    /// <summary>The reason, and what a reader should know beside the verdict: another name, and where the method alone, or inputs that the base refused, tell another story.</summary>
    private static string? Told(MethodDifference change, Verification.Comparison.BehaviourVerdict verdict)
    {
        var parts = new List<string>();
        if (verdict.Reason is { } reason)
        {
            parts.Add(reason);
        }

        if (change.Base!.Symbol != change.Head!.Symbol)
        {
            parts.Add($"was {change.Base.Symbol}");
        }

        if (verdict.Alone is { } alone && alone != verdict.Relation)
        {
            parts.Add($"this method alone: {alone.ToString().ToLowerInvariant()}");
        }

        if (verdict.AllInputs is { } all && all.Relation != verdict.Relation)
        {
            parts.Add(all.Witness is { } seen ? $"where the base refused: {seen.Statement} was {seen.Old}, is {seen.New}" : $"for all inputs: {all.Relation.ToString().ToLowerInvariant()}");
        }

        return parts.Count == 0 ? null : string.Join("; ", parts);
    }

    private static MethodBehaviourChange Row(MethodDifference change, Verification.Comparison.BehaviourVerdict verdict)
    {
        var folder = Path.GetDirectoryName(change.Head!.Project.Loaded.Project.ProjectPath)!;
        var path = change.Head.Method.Locations.First(l => l.IsInSource).SourceTree!.FilePath;
        return new MethodBehaviourChange(
            ProjectInventory.Relative(folder, path),
            change.Head.Symbol,
            change.Base!.Symbol,
            change.Head.Line,
            verdict.Relation switch
            {
                BehaviourRelation.Same => Evidence.Predicates.BehaviourVerdict.Same,
                BehaviourRelation.Different => Evidence.Predicates.BehaviourVerdict.Different,
                BehaviourRelation.Bounded => Evidence.Predicates.BehaviourVerdict.Bounded,
                _ => Evidence.Predicates.BehaviourVerdict.Unknown,
            },
            Told(change, verdict),
            verdict.Witness is { } seen ? new DifferenceEvidence(seen.Statement, seen.Old, seen.New) : null);
    }
}
