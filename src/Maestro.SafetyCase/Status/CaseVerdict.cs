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

    /// <summary>The word in JSON and on screens: <c>holds</c>, <c>open</c> or <c>fails</c>.</summary>
    public static string Word(CaseVerdict verdict) => verdict switch
    {
        CaseVerdict.Holds => "holds",
        CaseVerdict.Open => "open",
        _ => "fails",
    };

    /// <summary>The verdict that a word names; false for any other word.</summary>
    public static bool TryParse(string word, out CaseVerdict verdict)
    {
        verdict = word switch
        {
            "holds" => CaseVerdict.Holds,
            "open" => CaseVerdict.Open,
            _ => CaseVerdict.Fails,
        };
        return word is "holds" or "open" or "fails";
    }
}
