using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Judging;

/// <summary>The argument of a document as the GSN rules and the propagation see it.</summary>
public static class CaseArgument
{
    /// <summary>The nodes as GSN nodes. A node that challenges, and all that supports it, is a counter-argument.</summary>
    public static IReadOnlyList<GsnNode> ToGsn(IReadOnlyList<CaseNode> nodes)
    {
        var counters = Counters(nodes);
        return
        [
            .. nodes.Select(n => new GsnNode(n.Id, n.Type, n.Text)
            {
                Module = n.Module,
                IsCounter = counters.Contains(n.Id),
                SupportedBy = n.SupportedBy,
                InContextOf = n.InContextOf,
                Challenges = [.. n.Challenges.Select(c => new GsnChallenge(c))],
                Undeveloped = n.Undeveloped,
            }),
        ];
    }

    /// <summary>The status of every node from the evidence alone; what the nodes say of themselves is not read.</summary>
    /// <param name="nodes">An argument that passes <see cref="GsnRules.Check"/>.</param>
    /// <param name="evidence">What there is.</param>
    /// <param name="today">The day on which acceptances are judged; null leaves their dates unread.</param>
    public static IReadOnlyDictionary<string, NodeStatus> Statuses(IReadOnlyList<CaseNode> nodes, EvidenceIndex evidence, DateOnly? today)
    {
        var own = new Dictionary<string, NodeStatus>(StringComparer.Ordinal);
        foreach (var node in nodes)
        {
            if (node.Type == GsnNodeType.Solution)
            {
                own[node.Id] = evidence.StatusOf(node.Subject, node.Evidence);
            }
            else if (node.Type == GsnNodeType.Assumption)
            {
                own[node.Id] = OfAcceptance(node, today);
            }
        }

        return StatusPropagation.Compute(ToGsn(nodes), own);
    }

    /// <summary>True when an acceptance has run out on a day.</summary>
    public static bool IsExpired(CaseNode node, DateOnly today) =>
        node.AcceptedUntil is { } until && Acceptance.TryParseDate(until, out var last) && last < today;

    private static NodeStatus OfAcceptance(CaseNode node, DateOnly? today) =>
        node.AcceptedBy is null || node.AcceptedUntil is null || !Acceptance.TryParseDate(node.AcceptedUntil, out _) ? NodeStatus.Open
        : today is { } day && IsExpired(node, day) ? NodeStatus.Stale
        : NodeStatus.Accepted;

    private static HashSet<string> Counters(IReadOnlyList<CaseNode> nodes)
    {
        var byId = nodes.GroupBy(n => n.Id, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        var counters = new HashSet<string>(StringComparer.Ordinal);
        var open = new Stack<string>(nodes.Where(n => n.Challenges.Count > 0).Select(n => n.Id));
        while (open.TryPop(out var id))
        {
            if (counters.Add(id) && byId.TryGetValue(id, out var node))
            {
                foreach (var support in node.SupportedBy)
                {
                    open.Push(support);
                }
            }
        }

        return counters;
    }
}
