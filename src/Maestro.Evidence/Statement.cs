using Maestro.Evidence.Json;

namespace Maestro.Evidence;

/// <summary>An in-toto Statement v1: a predicate of a type about subjects.</summary>
/// <param name="Subjects">What the predicate is about; at least one.</param>
/// <param name="PredicateType">A URI, see <see cref="Predicates.PredicateTypes"/>.</param>
/// <param name="Predicate">The predicate as JSON; the records in <c>Maestro.Evidence.Predicates</c> read and write it.</param>
public sealed record Statement(IReadOnlyList<Subject> Subjects, string PredicateType, JsonObject Predicate)
{
    /// <summary>The type of every statement.</summary>
    public const string Type = "https://in-toto.io/Statement/v1";

    /// <summary>The payload type of an envelope with a statement.</summary>
    public const string PayloadType = "application/vnd.in-toto+json";

    /// <summary>The statement of a typed predicate.</summary>
    public static Statement Of(IPredicate predicate, params IEnumerable<Subject> subjects) =>
        new(subjects.ToArray(), predicate.PredicateType, predicate.ToJson());

    /// <summary>Reads the UTF-8 JSON of a statement.</summary>
    /// <param name="utf8">The bytes; canonical or not.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<Statement> Parse(ReadOnlySpan<byte> utf8, string where) =>
        StrictJson.Read(utf8, where).Then(value => JsonFields.Read(value, where, FromJson));

    /// <summary>The statement as JSON, subjects in the order of their names.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("_type", Type),
        ("subject", JsonArray.Of(Subjects.OrderBy(s => s.Name, StringComparer.Ordinal), s => s.ToJson())),
        ("predicateType", PredicateType),
        ("predicate", Predicate));

    /// <summary>The canonical bytes: what is stored, hashed and signed.</summary>
    public byte[] ToBytes() => CanonicalJson.Bytes(ToJson());

    /// <summary>The predicate as a record.</summary>
    /// <param name="where">What to name in a problem.</param>
    public Result<T> PredicateAs<T>(string where)
        where T : IPredicate<T> => PredicateType == T.Type
            ? JsonFields.Read(Predicate, where, T.FromJson)
            : EvidenceProblems.OtherPredicate.At(where, PredicateType, T.Type);

    private static Statement FromJson(JsonFields fields)
    {
        fields.Constant("_type", Type);
        var subjects = fields.List("subject", Subject.FromJson);
        return subjects.Count == 0
            ? throw fields.Unexpected("subject", "at least one subject")
            : new(subjects, fields.Text("predicateType"), fields.Raw("predicate"));
    }
}

/// <summary>What a statement is about.</summary>
/// <param name="Name">A file's path, a method's documentation id, or <c>change</c>.</param>
/// <param name="Digests">What identifies it.</param>
public sealed record Subject(string Name, DigestSet Digests)
{
    /// <summary>A file by its bytes.</summary>
    public static Subject File(string path, Digest sha256) => new(path, DigestSet.Of(sha256));

    /// <summary>A change by its tree, so that squash and rebase keep it, with the commit beside it.</summary>
    public static Subject Change(GitObjectId tree, GitObjectId? commit) => new("change", DigestSet.Of(null, tree, commit));

    /// <summary>A method by its meaning and the bytes of its file.</summary>
    public static Subject Method(string documentationId, Digest? semanticHash, Digest file) =>
        new(documentationId, DigestSet.Of(file, semanticHash: semanticHash));

    internal static Subject FromJson(JsonFields fields) => new(fields.Text("name"), DigestSet.FromJson(fields, "digest"));

    internal JsonObject ToJson() => JsonObject.Of(("name", Name), ("digest", Digests.ToJson()));
}

/// <summary>Digests of one thing by the names of their algorithms (in-toto DigestSet).</summary>
public sealed class DigestSet : IEquatable<DigestSet>
{
    private const string Sha256Name = "sha256";
    private const string GitTreeName = "gitTree";
    private const string GitCommitName = "gitCommit";
    private const string SemanticHashName = "semanticHash";

    private readonly JsonObject _json;

    private DigestSet(JsonObject json) => _json = json;

    /// <summary>SHA-256 of the bytes.</summary>
    public Digest? Sha256 => Digest.TryParse(Hex(Sha256Name), out var digest) ? digest : null;

    /// <summary>The git tree.</summary>
    public GitObjectId? GitTree => GitObjectId.TryParse(Hex(GitTreeName), out var id) ? id : null;

    /// <summary>The git commit.</summary>
    public GitObjectId? GitCommit => GitObjectId.TryParse(Hex(GitCommitName), out var id) ? id : null;

    /// <summary>The digest of a method's meaning.</summary>
    public Digest? SemanticHash => Digest.TryParse(Hex(SemanticHashName), out var digest) ? digest : null;

    /// <summary>The digests that are there; at least one.</summary>
    /// <exception cref="ArgumentException">None is there.</exception>
    public static DigestSet Of(Digest? sha256, GitObjectId? gitTree = null, GitObjectId? gitCommit = null, Digest? semanticHash = null)
    {
        var json = JsonObject.Of(
            (Sha256Name, sha256?.Hex is { } file ? (JsonValue)file : null),
            (GitTreeName, gitTree?.Hex is { } tree ? (JsonValue)tree : null),
            (GitCommitName, gitCommit?.Hex is { } commit ? (JsonValue)commit : null),
            (SemanticHashName, semanticHash?.Hex is { } meaning ? (JsonValue)meaning : null));
        return json.Members.Count > 0 ? new(json) : throw new ArgumentException("A subject needs a digest.", nameof(sha256));
    }

    /// <inheritdoc/>
    public bool Equals(DigestSet? other) => other is not null && _json.Equals(other._json);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DigestSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _json.GetHashCode();

    /// <summary>Digests of algorithms unknown here are kept, those that are known must be well-formed.</summary>
    internal static DigestSet FromJson(JsonFields fields, string name)
    {
        var set = new DigestSet(fields.Raw(name));
        foreach (var (algorithm, value) in set._json.Members)
        {
            var valid = value is JsonString text && algorithm switch
            {
                Sha256Name or SemanticHashName => Digest.TryParse(text.Value, out _),
                GitTreeName or GitCommitName => GitObjectId.TryParse(text.Value, out _),
                _ => text.Value.Length > 0,
            };
            if (!valid)
            {
                throw fields.Unexpected(name, $"a digest set with a well-formed {algorithm}");
            }
        }

        return set._json.Members.Count > 0 ? set : throw fields.Unexpected(name, "a digest set with a digest");
    }

    internal JsonObject ToJson() => _json;

    private string? Hex(string algorithm) => (_json[algorithm] as JsonString)?.Value;
}
