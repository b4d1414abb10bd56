namespace Maestro.SafetyCase.Status;

/// <summary>How well a node of the argument stands, best to worst. The order of the members is the order of the lattice.</summary>
public enum NodeStatus
{
    /// <summary>Backed by evidence.</summary>
    Valid,

    /// <summary>Backed by a person: a waiver or an assumption with an owner and an expiry.</summary>
    Accepted,

    /// <summary>Undecided or undeveloped.</summary>
    Open,

    /// <summary>Backed by evidence or acceptance that is out of date.</summary>
    Stale,

    /// <summary>The evidence that the case names is not there.</summary>
    Missing,

    /// <summary>The evidence says the opposite.</summary>
    Failed,

    /// <summary>A counter-argument against it stands.</summary>
    Defeated,
}

/// <summary>The lattice of statuses: a total order with <see cref="Worst(NodeStatus, NodeStatus)"/> as its only operation. There is no mean.</summary>
public static class StatusLattice
{
    private static readonly string[] s_words = ["valid", "accepted", "open", "stale", "missing", "failed", "defeated"];

    /// <summary>Every status, best first.</summary>
    public static IReadOnlyList<NodeStatus> All { get; } = Enum.GetValues<NodeStatus>();

    /// <summary>The worse of two.</summary>
    public static NodeStatus Worst(NodeStatus left, NodeStatus right) => left >= right ? left : right;

    /// <summary>The worst of many; <paramref name="ofNone"/> when there are none, so that the caller says what silence means.</summary>
    public static NodeStatus Worst(IEnumerable<NodeStatus> statuses, NodeStatus ofNone)
    {
        NodeStatus? worst = null;
        foreach (var status in statuses)
        {
            worst = worst is { } w ? Worst(w, status) : status;
        }

        return worst ?? ofNone;
    }

    /// <summary>The word in JSON and on screens.</summary>
    public static string Word(NodeStatus status) => s_words[(int)status];

    /// <summary>The status that a word names; false for any other word.</summary>
    public static bool TryParse(string word, out NodeStatus status)
    {
        var index = Array.IndexOf(s_words, word);
        status = index < 0 ? NodeStatus.Defeated : (NodeStatus)index;
        return index >= 0;
    }
}
