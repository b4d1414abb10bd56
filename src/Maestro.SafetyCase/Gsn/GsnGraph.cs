namespace Maestro.SafetyCase.Gsn;

/// <summary>The argument as a graph: an edge from each node to what its status depends on.</summary>
/// <remarks>A node depends on its support, its context, and the counter-arguments against it or against one of its relations.</remarks>
public sealed class GsnGraph
{
    private readonly Dictionary<string, GsnNode> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _challengers = new(StringComparer.Ordinal);

    /// <summary>Indexes <paramref name="nodes"/>; of two nodes with one id the first counts, relations to unknown nodes are left out.</summary>
    public GsnGraph(IReadOnlyList<GsnNode> nodes)
    {
        Nodes = nodes;
        foreach (var node in nodes)
        {
            _byId.TryAdd(node.Id, node);
        }

        foreach (var node in _byId.Values)
        {
            foreach (var challenge in node.Challenges)
            {
                if (_byId.ContainsKey(challenge.Target))
                {
                    var target = Disputed(challenge);
                    var list = _challengers.TryGetValue(target, out var known) ? known : _challengers[target] = [];
                    list.Add(node.Id);
                }
            }
        }
    }

    /// <summary>All nodes, in the order given.</summary>
    public IReadOnlyList<GsnNode> Nodes { get; }

    /// <summary>The node of an id; null when there is none.</summary>
    public GsnNode? Find(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Ids of the counter-arguments against a node or against a relation that starts there.</summary>
    public IReadOnlyList<string> ChallengersOf(string id) => _challengers.TryGetValue(id, out var list) ? list : [];

    // Who disputes the relation between G and its counter-argument CG argues against CG, not against G.
    private string Disputed(GsnChallenge challenge) =>
        challenge.RelatedTo is { } end && Find(end) is { } other && other.Challenges.Any(c => c.Target == challenge.Target)
            ? end
            : challenge.Target;

    /// <summary>Ids that the status of <paramref name="node"/> depends on, known ones only.</summary>
    public IEnumerable<string> DependenciesOf(GsnNode node) =>
        node.SupportedBy.Concat(node.InContextOf).Where(_byId.ContainsKey).Concat(ChallengersOf(node.Id));

    /// <summary>Every node after all that it depends on; null when a cycle makes that impossible.</summary>
    public IReadOnlyList<GsnNode>? DependenciesFirst()
    {
        var (order, blocked) = Sort();
        return blocked.Count == 0 ? order : null;
    }

    /// <summary>The ids along one cycle, the first repeated at the end; null when there is none.</summary>
    public IReadOnlyList<string>? FindCycle()
    {
        var (_, blocked) = Sort();
        if (blocked.Count == 0)
        {
            return null;
        }

        // From a blocked node, a step to a blocked dependency is always possible, so the walk must come back to itself.
        var path = new List<string>();
        var position = new Dictionary<string, int>(StringComparer.Ordinal);
        var at = blocked.Min(StringComparer.Ordinal)!;
        while (position.TryAdd(at, path.Count))
        {
            path.Add(at);
            at = DependenciesOf(_byId[at]).First(blocked.Contains);
        }

        return [.. path.Skip(position[at]), at];
    }

    private (List<GsnNode> Order, HashSet<string> Blocked) Sort()
    {
        var waiting = new Dictionary<string, int>(StringComparer.Ordinal);
        var dependents = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        var ready = new Queue<string>();
        foreach (var node in _byId.Values)
        {
            var count = 0;
            foreach (var id in DependenciesOf(node))
            {
                var list = dependents.TryGetValue(id, out var known) ? known : dependents[id] = [];
                list.Add(node.Id);
                count++;
            }

            waiting[node.Id] = count;
            if (count == 0)
            {
                ready.Enqueue(node.Id);
            }
        }

        var order = new List<GsnNode>(_byId.Count);
        while (ready.TryDequeue(out var id))
        {
            order.Add(_byId[id]);
            waiting.Remove(id);
            foreach (var dependent in dependents.TryGetValue(id, out var list) ? list : [])
            {
                if (--waiting[dependent] == 0)
                {
                    ready.Enqueue(dependent);
                }
            }
        }

        return (order, new HashSet<string>(waiting.Keys, StringComparer.Ordinal));
    }
}
