using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;

namespace Maestro.SafetyCase.Status;

/// <summary>The one verdict function: command line, gate and viewer ask here and nowhere else.</summary>
public static class CaseVerdicts
{
    /// <summary>The words in JSON and on screens: <c>holds</c>, <c>open</c>, <c>fails</c>.</summary>
    public static JsonWords<CaseVerdict> Words => SafetyCaseManifest.Words;

    /// <summary>The verdict of a case whose top goal has <paramref name="root"/>: only valid and accepted hold, only open is undecided.</summary>
    public static CaseVerdict Of(NodeStatus root) => root switch
    {
        NodeStatus.Valid or NodeStatus.Accepted => CaseVerdict.Holds,
        NodeStatus.Open => CaseVerdict.Open,
        _ => CaseVerdict.Fails,
    };
}
