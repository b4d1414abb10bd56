using System.Globalization;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Reading;
using Maestro.Verification.Contracts;
using Maestro.Verification.Sidecars;

namespace Maestro.Build.Sidecars;

/// <summary>
/// The contracts of an assembly (<c>Name.contracts.json</c> beside it): contract calls vanish in compilation, so they travel in a file of their own, bound
/// to the assembly and to its reference assembly by digest (schema: docs/schemas/contracts.schema.json).
/// </summary>
/// <param name="Assembly">The assembly's simple name.</param>
/// <param name="Sha256">Digest of the assembly.</param>
/// <param name="ReferenceSha256">Digest of its reference assembly; null where none was made.</param>
/// <param name="Members">By documentation id.</param>
public sealed record ContractSidecar(string Assembly, Digest Sha256, Digest? ReferenceSha256, IReadOnlyList<MemberContract> Members)
{
    /// <summary>What comes after the assembly's name.</summary>
    public const string Suffix = ".contracts.json";

    private const string Schema = "urn:maestro:contracts:v1";
    private const string Rule = "MAE1013";

    private static readonly Dictionary<string, ClauseKind> Kinds =
        new[] { ClauseKind.Requires, ClauseKind.Ensures, ClauseKind.EnsuresOnThrow }.ToDictionary(k => k.ToString(), StringComparer.Ordinal);

    /// <summary>A file that is no sidecar.</summary>
    public static ProblemKind Unreadable { get; } = new(
        "MAE0009", "The contract sidecar cannot be read: {0}.", "Rebuild the project that it belongs to, or delete it.", ExitCode.BadInput);

    /// <summary>The members that the analyzers named in the compiler's log.</summary>
    public static Result<IReadOnlyList<MemberContract>> MembersIn(SarifLog log, string where)
    {
        var members = new SortedDictionary<string, MemberContract>(StringComparer.Ordinal);
        foreach (var result in log.Results.Where(r => r.RuleId == Rule))
        {
            var lines = result.Properties.TryGetValue("clauses", out var text) ? text.Split('\n') : [];
            var clauses = lines.Select(Clause).ToList();
            if (!result.Properties.TryGetValue("symbol", out var symbol) || !result.Properties.TryGetValue("carrier", out var carrier) || clauses.Contains(null))
            {
                return Unreadable.At(where, $"a result of {Rule} has no member");
            }

            members[symbol] = MemberWords.Read(symbol, carrier, (result.Properties.GetValueOrDefault("words") ?? "").Split(' ')) with { Clauses = [.. clauses.OfType<MemberClause>()] };
        }

        return Result.Of<IReadOnlyList<MemberContract>>([.. members.Values]);
    }

    /// <summary>Canonical JSON, and a line end.</summary>
    public byte[] Write() =>
    [
        .. CanonicalJson.Bytes(JsonObject.Of(
            ("assembly", Object(("name", Assembly), ("referenceSha256", ReferenceSha256?.ToString()), ("sha256", Sha256.ToString()))),
            ("members", new JsonArray([.. Members.Select(Json)])),
            ("schema", Schema))),
        (byte)'\n',
    ];

    /// <summary>Reads one; strict, for it may come from anywhere.</summary>
    public static Result<ContractSidecar> Read(ReadOnlySpan<byte> utf8, string where) => StrictJson.Read(utf8, where)
        .Then(value => JsonFields.Read(value, where, fields =>
        {
            fields.Constant("schema", Schema);
            var (name, sha256, reference) = fields.Object("assembly", a => (a.Text("name"), a.Digest("sha256"), a.OptionalDigest("referenceSha256")));
            return new ContractSidecar(name, sha256, reference, fields.List("members", ReadMember));
        }));

    private static MemberClause? Clause(string line) =>
        line.Split('\t') is [var kind, var condition, var exception, var binds, var text, var file, var number]
        && Kinds.TryGetValue(kind, out var clause) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var at)
            ? new MemberClause(clause, condition.Length == 0 ? null : condition, exception.Length == 0 ? null : exception, binds, text, file, at)
            : null;

    private static JsonObject Json(MemberContract member) => Object(
        ("carrier", member.Carrier),
        ("clauses", new JsonArray([.. member.Clauses.Select(c => Object(
            ("binds", c.Binds), ("condition", c.Condition), ("exception", c.Exception), ("file", c.File), ("kind", c.Kind.ToString()), ("line", c.Line), ("text", c.Text)))])),
        ("symbol", member.Symbol),
        ("words", new JsonArray([.. MemberWords.Of(member).Select(w => (JsonValue)w)])));

    private static JsonObject Object(params (string Name, JsonValue Value)[] fields) => JsonObject.Of([.. fields.Where(f => f.Value is not JsonNull)]);

    private static MemberContract ReadMember(JsonFields member) => MemberWords.Read(Line(member, "symbol"), Line(member, "carrier"), [.. member.Texts("words")]) with
    {
        Clauses = [.. member.List("clauses", c => new MemberClause(
            Kinds.TryGetValue(c.Text("kind"), out var kind) ? kind : throw c.Unexpected("kind", "Requires, Ensures or EnsuresOnThrow"),
            OptionalLine(c, "condition"),
            OptionalLine(c, "exception"),
            Line(c, "binds"),
            Line(c, "text"),
            Line(c, "file"),
            c.Count("line")))],
    };

    // It becomes a line of C#: another line could be anything.
    private static string Line(JsonFields fields, string name) => fields.Text(name) is var text && text.AsSpan().IndexOfAny("\r\n\u0085\u2028\u2029") < 0
        ? text : throw fields.Unexpected(name, "text of one line");

    private static string? OptionalLine(JsonFields fields, string name) => fields.OptionalText(name) is null ? null : Line(fields, name);
}
