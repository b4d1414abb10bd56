using Maestro.Evidence;

namespace Maestro.SafetyCase.Gsn;

/// <summary>The rules of an argument: GSN Community Standard v3, and the stricter ones of this tool.</summary>
/// <remarks>
/// Stricter than the standard: a strategy is supported by goals only; one root goal a module; everything reachable;
/// a goal or strategy is either supported or marked undeveloped, never both and never neither.
/// </remarks>
public static class GsnRules
{
    /// <summary>All violations, by rule and then in the order of the nodes; empty for a well-formed argument.</summary>
    public static IReadOnlyList<Problem> Check(IReadOnlyList<GsnNode> nodes)
    {
        var graph = new GsnGraph(nodes);
        return
        [
            .. Ids(nodes),
            .. nodes.SelectMany(n => Relations(graph, n)),
            .. nodes.SelectMany(Development),
            .. nodes.SelectMany(n => Challenges(graph, n)),
            .. Cycles(graph),
            .. Roots(graph),
        ];
    }

    private static IEnumerable<Problem> Ids(IReadOnlyList<GsnNode> nodes)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Id.Length == 0)
            {
                yield return SafetyCaseProblems.EmptyId.At("", Name(node.Type));
            }
            else if (!seen.Add(node.Id))
            {
                yield return SafetyCaseProblems.DuplicateId.At(node.Id);
            }
        }
    }

    private static IEnumerable<Problem> Relations(GsnGraph graph, GsnNode node)
    {
        foreach (var (relation, targets) in new[] { ("supportedBy", node.SupportedBy), ("inContextOf", node.InContextOf) })
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var id in targets)
            {
                if (!seen.Add(id))
                {
                    yield return SafetyCaseProblems.RepeatedRelation.At(node.Id, relation, id);
                }

                if (graph.Find(id) is not { } target)
                {
                    yield return SafetyCaseProblems.UnknownNode.At(node.Id, relation, id);
                }
                else
                {
                    foreach (var problem in Edge(node, relation, target))
                    {
                        yield return problem;
                    }
                }
            }
        }
    }

    private static IEnumerable<Problem> Edge(GsnNode node, string relation, GsnNode target)
    {
        if (relation == "supportedBy" && !MaySupport(node.Type, target.Type))
        {
            yield return SafetyCaseProblems.SupportNotAllowed.At(node.Id, Name(node.Type), $"{Name(target.Type)} ({target.Id})");
        }

        if (relation == "inContextOf" && !MayBeContext(node.Type, target.Type))
        {
            yield return SafetyCaseProblems.ContextNotAllowed.At(node.Id, Name(node.Type), $"{Name(target.Type)} ({target.Id})");
        }

        if (relation == "supportedBy" && node.IsCounter != target.IsCounter)
        {
            yield return SafetyCaseProblems.MixedSides.At(node.Id, target.Id);
        }

        if (!string.Equals(node.Module, target.Module, StringComparison.Ordinal))
        {
            yield return SafetyCaseProblems.CrossesModules.At(node.Id, relation, target.Id);
        }
    }

    private static bool MaySupport(GsnNodeType node, GsnNodeType support) => (node, support) switch
    {
        (GsnNodeType.Goal, GsnNodeType.Goal or GsnNodeType.Strategy or GsnNodeType.Solution) => true,
        (GsnNodeType.Strategy, GsnNodeType.Goal) => true,
        _ => false,
    };

    private static bool MayBeContext(GsnNodeType node, GsnNodeType context) =>
        node is GsnNodeType.Goal or GsnNodeType.Strategy
        && context is GsnNodeType.Context or GsnNodeType.Assumption or GsnNodeType.Justification;

    private static IEnumerable<Problem> Development(GsnNode node)
    {
        var developable = node.Type is GsnNodeType.Goal or GsnNodeType.Strategy;
        if (node.Undeveloped && !developable)
        {
            yield return SafetyCaseProblems.CannotBeUndeveloped.At(node.Id, Name(node.Type));
        }
        else if (node.Undeveloped && node.SupportedBy.Count > 0)
        {
            yield return SafetyCaseProblems.UndevelopedWithSupport.At(node.Id);
        }
        else if (!node.Undeveloped && developable && node.SupportedBy.Count == 0)
        {
            yield return SafetyCaseProblems.Unsupported.At(node.Id, Name(node.Type));
        }
    }

    private static IEnumerable<Problem> Challenges(GsnGraph graph, GsnNode node)
    {
        if (node.Challenges.Count > 0 && !node.IsCounter)
        {
            yield return SafetyCaseProblems.ChallengeNotAllowed.At(node.Id, "only a counter-argument may challenge");
        }

        foreach (var challenge in node.Challenges)
        {
            if (graph.Find(challenge.Target) is not { } target)
            {
                yield return SafetyCaseProblems.UnknownNode.At(node.Id, "challenges", challenge.Target);
            }
            else if (challenge.RelatedTo is { } end && !IsRelation(graph, target, end))
            {
                yield return SafetyCaseProblems.ChallengeNotAllowed.At(node.Id,
                    $"there is no relation between {challenge.Target} and {end}");
            }
        }
    }

    // A challenged relation may be a challenge itself, named from the node that is challenged (gsn2x: "G2 -> CG1").
    private static bool IsRelation(GsnGraph graph, GsnNode start, string end) =>
        start.SupportedBy.Contains(end) || start.InContextOf.Contains(end)
        || graph.Find(end) is { } other && other.Challenges.Any(c => c.Target == start.Id);

    private static IEnumerable<Problem> Cycles(GsnGraph graph)
    {
        if (graph.FindCycle() is { } cycle)
        {
            yield return SafetyCaseProblems.Cycle.At(cycle[0], string.Join(" → ", cycle));
        }
    }

    private static IEnumerable<Problem> Roots(GsnGraph graph)
    {
        var used = graph.Nodes.SelectMany(n => n.SupportedBy.Concat(n.InContextOf)).ToHashSet(StringComparer.Ordinal);
        var modules = graph.Nodes.Select(n => n.Module).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (modules.Count == 0)
        {
            yield return SafetyCaseProblems.NotOneRoot.At("", "there is no node");
        }

        var reached = new HashSet<string>(StringComparer.Ordinal);
        foreach (var module in modules)
        {
            var roots = graph.Nodes
                .Where(n => n.Module == module && n.Type == GsnNodeType.Goal && !n.IsCounter && !used.Contains(n.Id))
                .Select(n => n.Id).ToList();
            if (roots.Count != 1)
            {
                yield return SafetyCaseProblems.NotOneRoot.At(module, roots.Count == 0 ? "none" : string.Join(", ", roots));
            }

            if (roots.Count > 0)
            {
                Reach(graph, roots[0], reached);
            }
        }

        foreach (var node in graph.Nodes.Where(n => !reached.Contains(n.Id)))
        {
            yield return SafetyCaseProblems.Unreachable.At(node.Id);
        }
    }

    private static void Reach(GsnGraph graph, string from, HashSet<string> reached)
    {
        var open = new Stack<string>([from]);
        while (open.TryPop(out var id))
        {
            if (reached.Add(id) && graph.Find(id) is { } node)
            {
                foreach (var next in graph.DependenciesOf(node))
                {
                    open.Push(next);
                }
            }
        }
    }

    private static string Name(GsnNodeType type) => GsnNodeTypes.Words[type];
}
