using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;

namespace Maestro.Evidence.Reading;

/// <summary>Reads the SARIF 2.1 that the C# compiler writes for <c>ErrorLog=…,version=2.1</c>: results, suppressions, custom properties, rules turned off.</summary>
public static class SarifReader
{
    private const string Version = "2.1.0";
    private const string Compiler = "Microsoft (R) Visual C# Compiler";

    /// <summary>Reads a log from a file.</summary>
    public static Result<SarifLog> ReadFile(string path) => Storage.Files.Read(path).Then(bytes => Read(bytes, path));

    /// <summary>Reads a log.</summary>
    /// <param name="utf8">The bytes; a byte-order mark is skipped.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<SarifLog> Read(ReadOnlySpan<byte> utf8, string where)
    {
        ReadOnlySpan<byte> mark = [0xEF, 0xBB, 0xBF];
        return StrictJson.Read(utf8.StartsWith(mark) ? utf8[mark.Length..] : utf8, where)
            .Then(value => JsonFields.Read(value, where, fields => (Version: fields.OptionalText("version"), Runs: fields.OptionalList("runs", ReadRun))))
            .Then(log => log switch
            {
                { Version: not Version } => EvidenceProblems.NotCompilerLog.At(where, $"its version is '{log.Version}'"),
                { Runs: not [{ Name: Compiler }] } => EvidenceProblems.NotCompilerLog.At(where, "it has no run of the C# compiler, or several"),
                _ => Result.Of(log.Runs[0].Log),
            });
    }

    private static (string Name, SarifLog Log) ReadRun(JsonFields run)
    {
        var (name, version) = run.Object("tool", t => t.Object("driver", d => (d.Text("name"), d.OptionalText("version") ?? "")));
        var disabled = run.OptionalList("invocations", i => i.OptionalList("ruleConfigurationOverrides", ReadDisabled))
            .SelectMany(ids => ids)
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        return (name, new(version, run.OptionalList("results", ReadResult), disabled));
    }

    private static string? ReadDisabled(JsonFields rule)
    {
        var enabled = rule.OptionalObject("configuration", c => c.Source["enabled"]) is not JsonBoolean { Value: false };
        return enabled ? null : rule.Object("descriptor", d => d.Text("id"));
    }

    private static SarifResult ReadResult(JsonFields result) => new(
        result.Text("ruleId"),
        // SARIF 2.1.0, section 3.27.10: a result without a level is a warning.
        result.OptionalText("level") is null ? FindingLevel.Warning : result.Word("level", Finding.Words),
        result.Object("message", m => m.OptionalText("text") ?? ""),
        result.OptionalList("locations", ReadLocation).FirstOrDefault(),
        result.OptionalList("relatedLocations", ReadLocation),
        result.OptionalList("suppressions", s => new SarifSuppression(
            s.OptionalObject("properties", p => p.OptionalText("suppressionType")) ?? s.OptionalText("kind") ?? "",
            s.OptionalText("justification"))),
        result.OptionalObject("properties", ReadCustomProperties) ?? new Dictionary<string, string>());

    /// <summary>Roslyn allows null for a property's value: read as absent.</summary>
    private static Dictionary<string, string> ReadCustomProperties(JsonFields properties) => properties.Raw("customProperties").Members
        .Where(m => m.Value is JsonString)
        .ToDictionary(m => m.Key, m => ((JsonString)m.Value).Value, StringComparer.Ordinal);

    private static SarifLocation ReadLocation(JsonFields location) =>
        location.OptionalObject("physicalLocation", ReadPlace) ?? new("", 0, 0);

    private static SarifLocation ReadPlace(JsonFields place)
    {
        var uri = place.OptionalObject("artifactLocation", a => a.OptionalText("uri")) ?? "";
        var whole = new SarifLocation(PathOf(uri), 0, 0);
        return place.OptionalObject("region", r => whole with { Line = r.Count("startLine"), Column = r.Count("startColumn") }) ?? whole;
    }

    private static string PathOf(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
}
