using Maestro.SafetyCase.Gsn;

namespace Maestro.SafetyCase.Exchange;

/// <summary>How gsn2x tells a node's type: by <c>nodeType</c>, else by the letters that the id begins with.</summary>
internal static class Gsn2xIds
{
    // Longer prefixes first: "CSn1" is a counter-solution, "C1" a context, "Sn1" a solution.
    private static readonly (string Prefix, string Name, GsnNodeType Type, bool Counter)[] s_types =
    [
        ("CSn", "CounterSolution", GsnNodeType.Solution, true),
        ("CG", "CounterGoal", GsnNodeType.Goal, true),
        ("CS", "CounterStrategy", GsnNodeType.Strategy, true),
        ("Sn", "Solution", GsnNodeType.Solution, false),
        ("G", "Goal", GsnNodeType.Goal, false),
        ("S", "Strategy", GsnNodeType.Strategy, false),
        ("C", "Context", GsnNodeType.Context, false),
        ("A", "Assumption", GsnNodeType.Assumption, false),
        ("J", "Justification", GsnNodeType.Justification, false),
    ];

    internal static bool TryParseType(string id, string? nodeType, out GsnNodeType type, out bool counter)
    {
        foreach (var candidate in s_types)
        {
            if (nodeType is null ? id.StartsWith(candidate.Prefix, StringComparison.Ordinal) : nodeType == candidate.Name)
            {
                (type, counter) = (candidate.Type, candidate.Counter);
                return true;
            }
        }

        (type, counter) = (GsnNodeType.Goal, false);
        return false;
    }

    /// <summary>The nodeType to write; null where the id tells it.</summary>
    internal static string? NodeTypeToWrite(GsnNode node) =>
        TryParseType(node.Id, null, out var type, out var counter) && type == node.Type && counter == node.IsCounter
            ? null
            : s_types.First(t => t.Type == node.Type && t.Counter == node.IsCounter).Name;
}
