using Maestro.Evidence.Json;

namespace Maestro.SafetyCase.Status;

/// <summary>What the case as a whole says.</summary>
public enum CaseVerdict
{
    /// <summary>Everything is valid or accepted.</summary>
    Holds,

    /// <summary>Something is undecided; nothing is worse.</summary>
    Open,

    /// <summary>Something is stale, missing, failed or defeated.</summary>
    Fails,
}

/// <summary>The one verdict function: command line, gate and viewer ask here and nowhere else.</summary>
public static class CaseVerdicts
{
    /// <summary>The verdict of a case whose top goal has <paramref name="root"/>.</summary>
    public static CaseVerdict Of(NodeStatus root) => root switch
    {
        NodeStatus.Valid or NodeStatus.Accepted => CaseVerdict.Holds,
        NodeStatus.Open => CaseVerdict.Open,
        _ => CaseVerdict.Fails,
    };

    /// <summary>The words in JSON and on screens.</summary>
    public static JsonWords<CaseVerdict> Words { get; } = new(
        (CaseVerdict.Holds, "holds"),
        (CaseVerdict.Open, "open"),
        (CaseVerdict.Fails, "fails"));
}
