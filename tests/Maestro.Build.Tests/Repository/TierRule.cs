using System.Xml.Linq;

namespace Maestro.Build.Tests.Repository;

/// <summary>A room and the rooms that its project file references as code.</summary>
internal sealed record Room(string Name, IReadOnlyList<string> References)
{
    /// <summary>Reads a project. What is only packed beside the output (<c>ReferenceOutputAssembly="false"</c>) is no use of a room.</summary>
    public static Room Parse(string name, string xml) => new(name, [.. XDocument.Parse(xml).Descendants("ProjectReference")
        .Where(r => !"false".Equals((string?)r.Attribute("ReferenceOutputAssembly") ?? r.Element("ReferenceOutputAssembly")?.Value, StringComparison.OrdinalIgnoreCase))
        .Select(r => Path.GetFileNameWithoutExtension(((string)r.Attribute("Include")!).Replace('\\', '/')))]);
}

/// <summary>Which room may use which: only those of lower tiers.</summary>
internal static class TierRule
{
    private static readonly string[][] Tiers =
    [
        ["Maestro.Annotations"],
        ["Maestro.Verification", "Maestro.Policy", "Maestro.Guards", "Maestro.Evidence"],
        [
            "Maestro.Analyzers", "Maestro.CodeFixes", "Maestro.Generators", "Maestro.SafetyCase", "Maestro.BuildGraph", "Maestro.Identity",
            "Maestro.Enforcement", "Maestro.Routing", "Maestro.Codegen", "Maestro.Simulation", "Maestro.Knowledge", "Maestro.Operations",
            "Maestro.Review",
        ],
        ["Maestro.Build", "Maestro.Cli"],
    ];

    // Ids and shared symbols of rules.
    private static readonly (string From, string To)[] Exceptions =
    [
        ("Maestro.CodeFixes", "Maestro.Analyzers"),
        ("Maestro.Generators", "Maestro.Analyzers"),
    ];

    public static IEnumerable<string> Violations(IEnumerable<Room> rooms)
    {
        foreach (var room in rooms)
        {
            if (TierOf(room.Name) is not { } tier)
            {
                yield return $"{room.Name} has no tier";
                continue;
            }

            foreach (var used in room.References.Where(used => !Exceptions.Contains((room.Name, used))))
            {
                if (TierOf(used) is not { } lower || lower >= tier)
                {
                    yield return $"{room.Name} must not reference {used}";
                }
            }
        }
    }

    private static int? TierOf(string room) => Array.FindIndex(Tiers, t => t.Contains(room)) is >= 0 and var tier ? tier : null;
}
