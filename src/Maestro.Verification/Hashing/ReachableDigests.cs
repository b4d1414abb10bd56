namespace Maestro.Verification.Hashing;

/// <summary>
/// For each node of a graph the digest of all that it reaches, itself included: by strongly connected components (Tarjan 1972), each hashed with the
/// components that it leads to. Without recursion: calls may stand in a chain of thousands.
/// </summary>
internal static class ReachableDigests
{
    /// <param name="own">Digest of each node.</param>
    /// <param name="next">Where each leads; names of no node are passed over.</param>
    public static IReadOnlyDictionary<string, string> Of(IReadOnlyDictionary<string, string> own, Func<string, IReadOnlyCollection<string>> next)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        var index = new Dictionary<string, int>(StringComparer.Ordinal);
        var low = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Stack<string>();
        var isOpen = new HashSet<string>(StringComparer.Ordinal);
        var path = new Stack<(string Node, List<string> Next, int At)>();
        foreach (var start in own.Keys)
        {
            if (!index.ContainsKey(start))
            {
                Enter(start);
            }

            while (path.Count > 0)
            {
                var (node, following, at) = path.Pop();
                if (at < following.Count)
                {
                    path.Push((node, following, at + 1));
                    if (!index.TryGetValue(following[at], out var seen))
                    {
                        Enter(following[at]);
                    }
                    else if (isOpen.Contains(following[at]))
                    {
                        low[node] = Math.Min(low[node], seen);
                    }

                    continue;
                }

                if (path.Count > 0)
                {
                    low[path.Peek().Node] = Math.Min(low[path.Peek().Node], low[node]);
                }

                if (low[node] == index[node])
                {
                    Close(node);
                }
            }
        }

        return found;

        void Enter(string node)
        {
            low[node] = index[node] = index.Count;
            open.Push(node);
            isOpen.Add(node);
            path.Push((node, next(node).Where(own.ContainsKey).ToList(), 0));
        }

        void Close(string root)
        {
            var members = new List<string>();
            do
            {
                members.Add(open.Pop());
                isOpen.Remove(members[members.Count - 1]);
            }
            while (members[members.Count - 1] != root);

            var inside = members.Select(m => own[m]).OrderBy(d => d, StringComparer.Ordinal);
            var outside = members.SelectMany(next).Where(n => own.ContainsKey(n) && found.ContainsKey(n)).Select(n => found[n]).Distinct(StringComparer.Ordinal)
                .OrderBy(d => d, StringComparer.Ordinal);
            var digest = Hashed.Text(string.Join("\n", inside) + "\n\n" + string.Join("\n", outside));
            foreach (var member in members)
            {
                found[member] = digest;
            }
        }
    }
}
