namespace Maestro.SafetyCase.Viewer.Layout;

/// <summary>
/// The argument as an acyclic graph under one virtual root (index 0), with its dominator tree: what only one element leads to
/// belongs to that element, what several share belongs to the lowest element above them all.
/// </summary>
internal sealed class DominatorTree
{
    private readonly List<int>[] _parents;
    private readonly int[] _depth;

    private DominatorTree(IReadOnlyList<ArgumentNode> nodes, List<int>[] children, List<int>[] parents, int[] order)
    {
        Nodes = nodes;
        Children = children;
        Order = order;
        _parents = parents;
        _depth = new int[children.Length];
        ImmediateDominator = new int[children.Length];
        Dominated = [.. children.Select(_ => new List<int>())];
        foreach (var node in order.Skip(1))
        {
            // On an acyclic graph in topological order one pass is enough.
            var dominator = _parents[node].Aggregate(LowestCommonDominator);
            ImmediateDominator[node] = dominator;
            _depth[node] = _depth[dominator] + 1;
            Dominated[dominator].Add(node);
        }
    }

    /// <summary>The elements; index i here is index i + 1 everywhere else.</summary>
    public IReadOnlyList<ArgumentNode> Nodes { get; }

    /// <summary>Acyclic successors: edges that would close a cycle are left out.</summary>
    public List<int>[] Children { get; }

    /// <summary>Topological order, the virtual root first.</summary>
    public int[] Order { get; }

    public int[] ImmediateDominator { get; }

    /// <summary>Children in the dominator tree, in topological order.</summary>
    public List<int>[] Dominated { get; }

    public ArgumentNode this[int index] => Nodes[index - 1];

    public static DominatorTree Of(IReadOnlyList<ArgumentNode> nodes)
    {
        var indexOf = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < nodes.Count; i++)
        {
            indexOf.TryAdd(nodes[i].Id, i + 1);
        }

        var successors = new List<int>[nodes.Count + 1];
        var hasParent = new bool[nodes.Count + 1];
        successors[0] = [];
        for (var i = 0; i < nodes.Count; i++)
        {
            successors[i + 1] = [.. nodes[i].Below.Concat(nodes[i].Beside)
                .Where(indexOf.ContainsKey).Select(id => indexOf[id]).Where(child => child != i + 1).Distinct()];
            successors[i + 1].ForEach(child => hasParent[child] = true);
        }

        successors[0].AddRange(Enumerable.Range(1, nodes.Count).Where(i => !hasParent[i]));
        var order = BreakCycles(successors);
        var parents = successors.Select(_ => new List<int>()).ToArray();
        foreach (var node in order)
        {
            successors[node].ForEach(child => parents[child].Add(node));
        }

        return new DominatorTree(nodes, successors, parents, order);
    }

    /// <summary>Whether <paramref name="ancestor"/> dominates <paramref name="node"/>; the child of the ancestor that does so.</summary>
    public int ChildTowards(int ancestor, int node)
    {
        while (ImmediateDominator[node] != ancestor)
        {
            node = ImmediateDominator[node];
        }

        return node;
    }

    /// <summary>Whether something besides <paramref name="dominator"/> leads to a node it dominates immediately.</summary>
    public bool HasOutsideParents(int node, int dominator) => _parents[node].Exists(parent => parent != dominator);

    private int LowestCommonDominator(int a, int b)
    {
        while (a != b)
        {
            if (_depth[a] >= _depth[b])
            {
                a = ImmediateDominator[a];
            }
            else
            {
                b = ImmediateDominator[b];
            }
        }

        return a;
    }

    /// <summary>Depth-first without recursion (chains may be long); drops edges back to an open node. Returns topological order.</summary>
    private static int[] BreakCycles(List<int>[] successors)
    {
        var state = new byte[successors.Length];
        var postorder = new List<int>(successors.Length);
        Visit(0);
        for (var node = 1; node < successors.Length; node++)
        {
            if (state[node] == 0)
            {
                // Reachable only from a cycle: hang it from the virtual root.
                successors[0].Add(node);
                postorder.Remove(0);
                Visit(node);
                postorder.Add(0);
            }
        }

        postorder.Reverse();
        return [.. postorder];

        void Visit(int start)
        {
            var stack = new Stack<(int Node, int Next)>();
            state[start] = 1;
            stack.Push((start, successors[start].Count - 1));
            while (stack.TryPop(out var top))
            {
                if (top.Next < 0)
                {
                    state[top.Node] = 2;
                    postorder.Add(top.Node);
                    continue;
                }

                // Last child first, so that the reversed postorder reads in document order.
                var child = successors[top.Node][top.Next];
                stack.Push((top.Node, top.Next - 1));
                if (state[child] == 1)
                {
                    successors[top.Node].RemoveAt(top.Next);
                }
                else if (state[child] == 0)
                {
                    state[child] = 1;
                    stack.Push((child, successors[child].Count - 1));
                }
            }
        }
    }
}
