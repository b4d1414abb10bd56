using Maestro.Evidence.Json;

namespace Maestro.SafetyCase.Gsn;

/// <summary>The words of the node types.</summary>
public static class GsnNodeTypes
{
    /// <summary>As <c>case.json</c> writes them and messages say them.</summary>
    public static JsonWords<GsnNodeType> Words { get; } = new(
        (GsnNodeType.Goal, "goal"),
        (GsnNodeType.Strategy, "strategy"),
        (GsnNodeType.Solution, "solution"),
        (GsnNodeType.Context, "context"),
        (GsnNodeType.Assumption, "assumption"),
        (GsnNodeType.Justification, "justification"));
}
