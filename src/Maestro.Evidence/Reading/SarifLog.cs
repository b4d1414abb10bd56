using Maestro.Evidence.Predicates;

namespace Maestro.Evidence.Reading;

/// <summary>What a run of the C# compiler logged.</summary>
/// <param name="CompilerVersion">The compiler's full version.</param>
/// <param name="Results">What was reported, in the log's order.</param>
/// <param name="DisabledRules">Ids of rules that configuration turned off for the whole compilation or a part of it.</param>
public sealed record SarifLog(string CompilerVersion, IReadOnlyList<SarifResult> Results, IReadOnlySet<string> DisabledRules)
{
    /// <summary>The rule whose one result proves that the analyzers ran.</summary>
    public const string HeartbeatRule = "MAE0001";

    /// <summary>The property of the heartbeat that has the rule set's version.</summary>
    public const string RuleSetVersionProperty = "ruleSetVersion";

    /// <summary>The version of the rule set that ran; null where the analyzers left no sign of life. Two that differ are listed, so that they equal neither.</summary>
    public string? RuleSetVersion
    {
        get
        {
            var versions = Results
                .Where(r => r.RuleId == HeartbeatRule)
                .Select(r => r.Properties.GetValueOrDefault(RuleSetVersionProperty, ""))
                .Distinct()
                .Order(StringComparer.Ordinal)
                .ToArray();
            return versions.Length == 0 ? null : string.Join(", ", versions);
        }
    }
}

/// <summary>One result of one rule.</summary>
/// <param name="RuleId">Such as <c>MAE1001</c>.</param>
/// <param name="Level">The level.</param>
/// <param name="Message">The message.</param>
/// <param name="Location">The place; null where it has none.</param>
/// <param name="RelatedLocations">Further places.</param>
/// <param name="Suppressions">What silences it; empty where nothing does.</param>
/// <param name="Properties">What the analyzer put into <c>Diagnostic.Properties</c>.</param>
public sealed record SarifResult(
    string RuleId,
    FindingLevel Level,
    string Message,
    SarifLocation? Location,
    IReadOnlyList<SarifLocation> RelatedLocations,
    IReadOnlyList<SarifSuppression> Suppressions,
    IReadOnlyDictionary<string, string> Properties);

/// <summary>A place in a source file.</summary>
/// <param name="Path">The file's local path, or the URI as it is where it is not one.</param>
/// <param name="Line">From 1; 0 where only the file is known.</param>
/// <param name="Column">From 1; 0 where only the file is known.</param>
public sealed record SarifLocation(string Path, int Line, int Column)
{
    /// <summary>The path relative to <paramref name="root"/> with <c>/</c>; the last part alone where it lies outside, so that no machine path enters evidence; empty where there is no path.</summary>
    public string RelativeTo(string root)
    {
        if (Path.Length == 0 || Path.Contains('\0', StringComparison.Ordinal))
        {
            return "";
        }

        var relative = System.IO.Path.GetRelativePath(root, Path).Replace('\\', '/');
        return relative.StartsWith("../", StringComparison.Ordinal) || System.IO.Path.IsPathRooted(relative) ? System.IO.Path.GetFileName(Path) : relative;
    }
}

/// <summary>What silences a result in the source.</summary>
/// <param name="Kind">Such as <c>Pragma Directive</c>, <c>SuppressMessageAttribute</c>, <c>DiagnosticSuppressor …</c>.</param>
/// <param name="Justification">In the source's words; null where none is given.</param>
public sealed record SarifSuppression(string Kind, string? Justification);
