using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>What the compiler and its analyzers reported on a compilation (<c>urn:maestro:finding:v1</c>). No finding is a finding too: the list is empty, the heartbeat is there.</summary>
/// <param name="Scope">What was compiled.</param>
/// <param name="Tools">With what.</param>
/// <param name="RuleSetVersion">The version that the heartbeat gave; null where the analyzers left none.</param>
/// <param name="Items">The findings; written in the order of file, line, rule, message.</param>
public sealed record Findings(CompilationScope Scope, ToolVersions Tools, string? RuleSetVersion, IReadOnlyList<Finding> Items) : IPredicate<Findings>
{
    /// <inheritdoc/>
    public static string Type => PredicateTypes.Finding;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <inheritdoc/>
    public static Findings FromJson(JsonFields fields) => new(
        fields.Object("scope", CompilationScope.FromJson),
        fields.Object("tools", ToolVersions.FromJson),
        fields.OptionalText("ruleSetVersion"),
        fields.List("findings", Finding.FromJson));

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("scope", Scope.ToJson()),
        ("tools", Tools.ToJson()),
        ("ruleSetVersion", RuleSetVersion),
        ("findings", JsonArray.Of(
            Items.OrderBy(f => f.File, StringComparer.Ordinal).ThenBy(f => f.Line).ThenBy(f => f.RuleId, StringComparer.Ordinal).ThenBy(f => f.Message, StringComparer.Ordinal),
            f => f.ToJson())));
}

/// <summary>How serious a finding is, in SARIF's words.</summary>
public enum FindingLevel
{
    /// <summary>Breaks the build.</summary>
    Error,

    /// <summary>Should be mended.</summary>
    Warning,

    /// <summary>For information.</summary>
    Note,

    /// <summary>No severity applies.</summary>
    None,
}

/// <summary>One report of one rule.</summary>
/// <param name="RuleId">Such as <c>MAE1001</c> or <c>CS8602</c>.</param>
/// <param name="Level">The level.</param>
/// <param name="Message">The message.</param>
/// <param name="File">Relative to the repository, with <c>/</c>; empty where it has no place.</param>
/// <param name="Line">From 1; 0 where it has no place.</param>
/// <param name="Suppressed">The source silences it.</param>
/// <param name="Justification">Why, in the source's words; null where none is given.</param>
public sealed record Finding(string RuleId, FindingLevel Level, string Message, string File, int Line, bool Suppressed, string? Justification)
{
    /// <summary>The words of levels.</summary>
    public static JsonWords<FindingLevel> Words { get; } = new(
        (FindingLevel.Error, "error"),
        (FindingLevel.Warning, "warning"),
        (FindingLevel.Note, "note"),
        (FindingLevel.None, "none"));

    internal static Finding FromJson(JsonFields fields) => new(
        fields.Text("ruleId"),
        fields.Word("level", Words),
        fields.Text("message"),
        fields.Text("file"),
        fields.Count("line"),
        fields.Flag("suppressed"),
        fields.OptionalText("justification"));

    internal JsonObject ToJson() => JsonObject.Of(
        ("ruleId", RuleId),
        ("level", Words[Level]),
        ("message", Message),
        ("file", File),
        ("line", Line),
        ("suppressed", Suppressed),
        ("justification", Justification));
}
