using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>What a safety case consists of and says (<c>urn:maestro:safety-case:v1</c>): the signed list of its files, so that none can be added, taken or changed.</summary>
/// <param name="Verdict">What the case says.</param>
/// <param name="Base">The state compared with; null where there was no comparison.</param>
/// <param name="Head">The state of the change.</param>
/// <param name="SelfReported">Nobody but the build itself computed the verdicts.</param>
/// <param name="Uncommitted">The change is a working tree that was not committed.</param>
/// <param name="Counts">Nodes by status word.</param>
/// <param name="Files">Digests by path relative to the case folder, with <c>/</c>.</param>
public sealed record SafetyCaseManifest(
    CaseVerdict Verdict,
    Revision? Base,
    Revision Head,
    bool SelfReported,
    bool Uncommitted,
    IReadOnlyDictionary<string, int> Counts,
    IReadOnlyDictionary<string, Digest> Files) : IPredicate<SafetyCaseManifest>
{
    /// <summary>The words of verdicts.</summary>
    public static JsonWords<CaseVerdict> Words { get; } = new(
        (CaseVerdict.Holds, "holds"),
        (CaseVerdict.Open, "open"),
        (CaseVerdict.Fails, "fails"));

    /// <inheritdoc/>
    public static string Type => PredicateTypes.SafetyCase;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <summary>True for a path that stays within the folder and is the same on every system: relative, <c>/</c>, no <c>.</c>, <c>..</c> or empty part, no control character.</summary>
    public static bool IsPlainPath(string path) =>
        path.Split('/').All(part => part is not ("" or "." or "..")) && !path.Any(c => c is '\\' or ':' || char.IsControl(c));

    /// <summary>Reads a manifest; a path that leaves the folder is an error.</summary>
    public static SafetyCaseManifest FromJson(JsonFields fields)
    {
        var files = new SortedDictionary<string, Digest>(StringComparer.Ordinal);
        foreach (var (path, sha256) in fields.List("files", f => (Path: f.Text("path"), Sha256: f.Digest("sha256"))))
        {
            if (!IsPlainPath(path) || !files.TryAdd(path, sha256))
            {
                throw fields.Unexpected("files", "distinct paths within the folder");
            }
        }

        var counts = new SortedDictionary<string, int>(
            fields.Object("counts", c => c.Source.Members.ToDictionary(m => m.Key, m => c.Count(m.Key))),
            StringComparer.Ordinal);
        return new(
            fields.Word("verdict", Words),
            fields.OptionalObject("base", Revision.FromJson),
            fields.Object("head", Revision.FromJson),
            fields.Flag("selfReported"),
            fields.Flag("uncommitted"),
            counts,
            files);
    }

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("verdict", Words[Verdict]),
        ("base", Base is null ? JsonNull.Instance : Base.ToJson()),
        ("head", Head.ToJson()),
        ("selfReported", SelfReported),
        ("uncommitted", Uncommitted),
        ("counts", new JsonObject(Counts.Select(c => KeyValuePair.Create(c.Key, (JsonValue)c.Value)))),
        ("files", JsonArray.Of(
            Files.OrderBy(f => f.Key, StringComparer.Ordinal),
            f => JsonObject.Of(("path", f.Key), ("sha256", f.Value.Hex)))));
}

/// <summary>What a safety case says, best to worst.</summary>
public enum CaseVerdict
{
    /// <summary>Everything is shown or accepted.</summary>
    Holds,

    /// <summary>Something is undecided.</summary>
    Open,

    /// <summary>Something is stale, missing, failed or defeated.</summary>
    Fails,
}
