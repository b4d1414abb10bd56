using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers.Tests.Registry;

/// <summary>Pages of rules, from their descriptors and samples.</summary>
internal static class RulePages
{
    internal static string Page(DiagnosticDescriptor rule, string? sample)
    {
        string[] head =
        [
            $"# {rule.Id}: {rule.Title}",
            "",
            "| Category | Severity | Configurable |",
            "|---|---|---|",
            $"| {rule.Category} | {rule.DefaultSeverity} | {(IsConfigurable(rule) ? "yes" : "no")} |",
            "",
            rule.Description.ToString(),
            "",
            $"Message: `{rule.MessageFormat.ToString().Replace("`", "'", StringComparison.Ordinal)}`",
            "",
        ];
        string[] example = sample is null ? [] : ["## Example", "", "```csharp", sample.TrimEnd(), "```", ""];
        string[] silence = IsConfigurable(rule)
            ? ["## Severity", "", "```ini", $"dotnet_diagnostic.{rule.Id}.severity = error", "```", ""]
            : [];
        return string.Join('\n', [.. head, .. example, .. silence]);
    }

    internal static string Index(IEnumerable<DiagnosticDescriptor> rules) => string.Join('\n', [
        "# Rules",
        "",
        "| Id | Severity | Title |",
        "|---|---|---|",
        .. rules.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {rule.DefaultSeverity} | {rule.Title} |"),
        "",
    ]);

    internal static bool IsConfigurable(DiagnosticDescriptor rule) => !rule.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable);
}

/// <summary>What <c>MaestroAnalysisMode</c> chooses from: one global configuration a mode.</summary>
internal static class Presets
{
    internal static IReadOnlyList<string> Modes { get; } = ["None", "Default", "AllWarnings", "AllErrors"];

    internal static string Render(string mode, IEnumerable<DiagnosticDescriptor> rules) => string.Join('\n', [
        "# Made from the rule registry; do not edit.",
        "is_global = true",
        // Below a user's own global configurations, which have level 100.
        "global_level = -1",
        .. rules.Where(RulePages.IsConfigurable).Select(rule => $"dotnet_diagnostic.{rule.Id}.severity = {Severity(mode, rule)}"),
        "",
    ]);

    private static string Severity(string mode, DiagnosticDescriptor rule) => mode switch
    {
        "None" => "none",
        "AllWarnings" => "warning",
        "AllErrors" => "error",
        _ => rule.DefaultSeverity switch
        {
            DiagnosticSeverity.Info => "suggestion",
            var severity => severity.ToString().ToLowerInvariant(),
        },
    };
}
