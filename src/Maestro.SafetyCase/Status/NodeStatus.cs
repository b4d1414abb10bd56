using Maestro.Evidence.Json;

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
    /// <summary>The words in JSON and on screens.</summary>
    public static JsonWords<NodeStatus> Words { get; } = new(
        (NodeStatus.Valid, "valid"),
        (NodeStatus.Accepted, "accepted"),
        (NodeStatus.Open, "open"),
        (NodeStatus.Stale, "stale"),
        (NodeStatus.Missing, "missing"),
        (NodeStatus.Failed, "failed"),
        (NodeStatus.Defeated, "defeated"));

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
}
