using Maestro.SafetyCase.Gsn;

namespace Maestro.SafetyCase.Status;

/// <summary>From what is known of single nodes to the status of every node: each is its worst dependency.</summary>
/// <remarks>
/// A counter-argument counts as far as it stands. Against the argument, doubt counts for it: only when it was defeated or its own
/// evidence failed is it without effect, an open one leaves its target open, and one whose evidence vanished still defeats.
/// Against a counter-argument, doubt counts against it: it must be valid or accepted to defeat. So taking evidence away never
/// improves a status on the argument's own side.
/// </remarks>
public static class StatusPropagation
{
    /// <summary>The status of every node.</summary>
    /// <param name="nodes">An argument that passes <see cref="GsnRules.Check"/>.</param>
    /// <param name="own">What is known of a node apart from its relations. A solution that is not listed is missing, an assumption open.</param>
    /// <exception cref="ArgumentException">The nodes depend on each other in a cycle.</exception>
    public static IReadOnlyDictionary<string, NodeStatus> Compute(
        IReadOnlyList<GsnNode> nodes,
        IReadOnlyDictionary<string, NodeStatus> own)
    {
        var graph = new GsnGraph(nodes);
        var order = graph.DependenciesFirst() ?? throw new ArgumentException("The argument has a cycle.", nameof(nodes));
        var opposing = Opposing(graph);
        var statuses = new Dictionary<string, NodeStatus>(order.Count, StringComparer.Ordinal);
        foreach (var node in order)
        {
            var status = Own(node, own);
            foreach (var id in node.SupportedBy.Concat(node.InContextOf))
            {
                status = StatusLattice.Worst(status, statuses.TryGetValue(id, out var known) ? known : NodeStatus.Missing);
            }

            foreach (var id in graph.ChallengersOf(node.Id))
            {
                status = StatusLattice.Worst(status, Effect(statuses[id], opposing.Contains(node.Id)));
            }

            statuses[node.Id] = status;
        }

        return statuses;
    }

    private static NodeStatus Own(GsnNode node, IReadOnlyDictionary<string, NodeStatus> own)
    {
        if (node.MarkedDefeated)
        {
            return NodeStatus.Defeated;
        }

        var known = own.TryGetValue(node.Id, out var status);
        return node.Type switch
        {
            GsnNodeType.Solution => known ? status : NodeStatus.Missing,
            GsnNodeType.Assumption => known ? status : NodeStatus.Open,
            GsnNodeType.Context or GsnNodeType.Justification => known ? status : NodeStatus.Valid,
            _ when node.Undeveloped => StatusLattice.Worst(NodeStatus.Open, known ? status : NodeStatus.Open),
            _ when node.SupportedBy.Count == 0 => NodeStatus.Missing,
            _ => known ? status : NodeStatus.Valid,
        };
    }

    private static NodeStatus Effect(NodeStatus challenger, bool targetOpposes) => challenger switch
    {
        NodeStatus.Valid or NodeStatus.Accepted => NodeStatus.Defeated,
        _ when targetOpposes => NodeStatus.Valid,
        NodeStatus.Defeated or NodeStatus.Failed => NodeStatus.Valid,
        NodeStatus.Open => NodeStatus.Open,
        _ => NodeStatus.Defeated,
    };

    // A counter-argument opposes the argument; a counter to that one is on the argument's side again.
    private static HashSet<string> Opposing(GsnGraph graph)
    {
        var opposing = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var open = new Queue<(GsnNode Node, bool Opposes)>();
        foreach (var node in graph.Nodes.Where(n => !n.IsCounter))
        {
            open.Enqueue((node, false));
        }

        while (open.TryDequeue(out var item))
        {
            if (!seen.Add(item.Node.Id))
            {
                continue;
            }

            if (item.Opposes)
            {
                opposing.Add(item.Node.Id);
            }

            foreach (var id in graph.ChallengersOf(item.Node.Id))
            {
                open.Enqueue((graph.Find(id)!, !item.Opposes));
            }

            foreach (var id in item.Node.SupportedBy)
            {
                if (graph.Find(id) is { } support)
                {
                    open.Enqueue((support, item.Opposes));
                }
            }
        }

        return opposing;
    }
}
