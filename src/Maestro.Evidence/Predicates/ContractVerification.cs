using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>Verdicts on the contracts and implicit obligations of a compilation's methods (<c>urn:maestro:contract-verification:v1</c>).</summary>
/// <param name="Scope">What was compiled.</param>
/// <param name="RecomputedBy">Who computed the verdicts.</param>
/// <param name="Tools">With what.</param>
/// <param name="Methods">A verdict each; written in the order of file, then symbol.</param>
public sealed record ContractVerification(
    CompilationScope Scope,
    RecomputedBy RecomputedBy,
    ToolVersions Tools,
    IReadOnlyList<MethodVerification> Methods) : IPredicate<ContractVerification>
{
    /// <inheritdoc/>
    public static string Type => PredicateTypes.ContractVerification;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <inheritdoc/>
    public static ContractVerification FromJson(JsonFields fields) => new(
        fields.Object("scope", CompilationScope.FromJson),
        fields.Word("recomputedBy", PredicateWords.RecomputedBy),
        fields.Object("tools", ToolVersions.FromJson),
        fields.List("methods", MethodVerification.FromJson));

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("scope", Scope.ToJson()),
        ("recomputedBy", PredicateWords.RecomputedBy[RecomputedBy]),
        ("tools", Tools.ToJson()),
        ("methods", JsonArray.Of(MethodVerification.Sorted(Methods), m => m.ToJson())));

    /// <summary>The array that <c>maestro prove --json</c> prints.</summary>
    public JsonArray ToProveJson() => JsonArray.Of(MethodVerification.Sorted(Methods), m => m.ToProveJson());
}

/// <summary>What is known of a method or an obligation.</summary>
public enum ProofVerdict
{
    /// <summary>Shown for every execution that the contracts allow.</summary>
    Proved,

    /// <summary>Fails on a witness that was replayed.</summary>
    Refuted,

    /// <summary>Searched without failure up to a bound.</summary>
    Bounded,

    /// <summary>Undecided.</summary>
    Unknown,
}

/// <summary>What is known of one method.</summary>
/// <param name="File">Relative to the project, with <c>/</c>.</param>
/// <param name="Symbol">The documentation id.</param>
/// <param name="Verdict">Refuted if any obligation is, else unknown, else bounded, else proved.</param>
/// <param name="Reason">Why the method as a whole is undecided; null otherwise.</param>
/// <param name="Total">Termination was shown too.</param>
/// <param name="HasContract">It has a non-trivial clause of its own or of its type's invariant.</param>
/// <param name="SemanticHash">The digest of its meaning; null where it has none.</param>
/// <param name="Assumptions">What the proof trusts.</param>
/// <param name="Obligations">In source order, then by kind.</param>
public sealed record MethodVerification(
    string File,
    string Symbol,
    ProofVerdict Verdict,
    string? Reason,
    bool Total,
    bool HasContract,
    Digest? SemanticHash,
    IReadOnlyList<TrustedAssumption> Assumptions,
    IReadOnlyList<ObligationVerification> Obligations)
{
    /// <summary>Loop invariants that nobody wrote and that the proof rests on; shown by <c>maestro prove --invariants --json</c>, no part of the evidence; null where nobody asked.</summary>
    public IReadOnlyList<InferredInvariantText>? InferredInvariants { get; init; }

    /// <summary>Preconditions that nobody wrote and that help; shown by <c>maestro prove --preconditions --json</c>, no part of the evidence; null where nobody asked.</summary>
    public MissingPreconditionsText? MissingPreconditions { get; init; }

    /// <summary>How often an undecided method was executed without failure or with; null where it was not.</summary>
    public TestedEvidence? Tested { get; init; }

    /// <summary>How much of the method its contract says; null where it was not measured.</summary>
    public StrengthEvidence? Strength { get; init; }

    /// <summary>How far all executions were searched, where that is the verdict.</summary>
    public int? Depth => Verdict == ProofVerdict.Bounded ? Obligations.Where(o => o.Verdict == ProofVerdict.Bounded).Min(o => o.Depth) : null;

    /// <summary>The words of verdicts.</summary>
    public static JsonWords<ProofVerdict> Words { get; } = new(
        (ProofVerdict.Proved, "proved"),
        (ProofVerdict.Refuted, "refuted"),
        (ProofVerdict.Bounded, "bounded"),
        (ProofVerdict.Unknown, "unknown"));

    /// <summary>The least favourable verdict that the parts allow: refuted if any obligation is, else unknown (also by <see cref="Reason"/>), else bounded, else proved.</summary>
    public static ProofVerdict Overall(string? reason, IEnumerable<ObligationVerification> obligations)
    {
        var verdicts = obligations.Select(o => o.Verdict).ToHashSet();
        return verdicts.Contains(ProofVerdict.Refuted) ? ProofVerdict.Refuted
            : reason is not null || verdicts.Contains(ProofVerdict.Unknown) ? ProofVerdict.Unknown
            : verdicts.Contains(ProofVerdict.Bounded) ? ProofVerdict.Bounded
            : ProofVerdict.Proved;
    }

    /// <summary>Reads a method; a verdict better than its obligations allow is an error.</summary>
    public static MethodVerification FromJson(JsonFields fields)
    {
        var method = new MethodVerification(
            fields.Text("file"),
            fields.Text("symbol"),
            fields.Word("verdict", Words),
            fields.OptionalText("reason"),
            fields.Flag("total"),
            fields.Flag("hasContract"),
            fields.OptionalDigest("semanticHash"),
            fields.List("assumptions", TrustedAssumption.FromJson),
            fields.List("obligations", ObligationVerification.FromJson))
        {
            Tested = fields.OptionalObject("tested", TestedEvidence.FromJson),
            Strength = fields.OptionalObject("strength", StrengthEvidence.FromJson),
        };
        var allowed = Overall(method.Reason, method.Obligations);
        return method.Verdict == allowed ? method : throw fields.Unexpected("verdict", $"'{Words[allowed]}', which follows from the obligations");
    }

    /// <summary>The method as evidence.</summary>
    public JsonObject ToJson() => JsonObject.Of(
        ("file", File),
        ("symbol", Symbol),
        ("verdict", Words[Verdict]),
        ("reason", Reason),
        ("depth", Depth is { } depth ? (JsonValue)(long)depth : null),
        ("tested", Tested?.ToJson()),
        ("strength", Strength?.ToJson()),
        ("total", Total),
        ("hasContract", HasContract),
        ("semanticHash", SemanticHash?.Hex),
        ("assumptions", JsonArray.Of(Assumptions.OrderBy(a => a.Line).ThenBy(a => a.Kind, StringComparer.Ordinal).ThenBy(a => a.Text, StringComparer.Ordinal), a => a.ToJson())),
        ("obligations", JsonArray.Of(Obligations, o => o.ToJson(withText: true))));

    /// <summary>The method as <c>maestro prove --json</c> prints it.</summary>
    public JsonObject ToProveJson() => JsonObject.Of(
        ("file", File),
        ("symbol", Symbol),
        ("verdict", Words[Verdict]),
        ("reason", Reason),
        ("depth", Depth is { } depth ? (JsonValue)(long)depth : null),
        ("tested", Tested?.ToJson()),
        ("strength", Strength?.ToJson()),
        ("total", Total),
        ("obligations", JsonArray.Of(Obligations, o => o.ToJson(withText: false))),
        ("inferredInvariants", InferredInvariants is { } invariants ? JsonArray.Of(invariants, i => i.ToJson()) : null),
        ("missingPreconditions", MissingPreconditions?.ToJson()));

    /// <summary>In the order of file, then symbol.</summary>
    public static IEnumerable<MethodVerification> Sorted(IEnumerable<MethodVerification> methods) =>
        methods.OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Symbol, StringComparer.Ordinal);
}

/// <summary>A loop invariant that was found.</summary>
/// <param name="Line">The loop statement's line, from 1.</param>
/// <param name="Text">As C#.</param>
public sealed record InferredInvariantText(int Line, string Text)
{
    internal JsonObject ToJson() => JsonObject.Of(("line", Line), ("text", Text));
}

/// <summary>Preconditions with which obligations of a method were proved.</summary>
/// <param name="Suffice">True where the whole method is.</param>
/// <param name="Conditions">As C#, each with the ids of the obligations that it was found for.</param>
public sealed record MissingPreconditionsText(bool Suffice, IReadOnlyList<(string Text, IReadOnlyList<string> Obligations)> Conditions)
{
    internal JsonObject ToJson() => JsonObject.Of(
        ("suffice", Suffice),
        ("conditions", JsonArray.Of(Conditions, c => JsonObject.Of(("text", c.Text), ("obligations", JsonArray.Of(c.Obligations, o => (JsonValue)o))))));
}

/// <summary>Executions of a method that the proof leaves open: never a proof.</summary>
/// <param name="Inputs">Inputs that the contracts allow and on which it ended.</param>
/// <param name="Seed">Of those that were made by chance.</param>
public sealed record TestedEvidence(int Inputs, int Seed)
{
    /// <summary>Inputs on which the real runtime ran it, confined; null where that was not asked for.</summary>
    public int? Executed { get; init; }

    internal static TestedEvidence FromJson(JsonFields fields) => new(fields.Count("inputs"), fields.Count("seed")) { Executed = fields.OptionalCount("executed") };

    internal JsonObject ToJson() => JsonObject.Of(("inputs", Inputs), ("seed", Seed), ("executed", Executed is { } executed ? (JsonValue)(long)executed : null));
}

/// <summary>How much of a method its contract says, by small changes of the body that were seen to behave differently.</summary>
/// <param name="Mutants">The changes.</param>
/// <param name="Killed">Those that an execution was seen to break the contract of.</param>
/// <param name="Survivors">Those under which the contract is still proved; what is in neither is undecided.</param>
public sealed record StrengthEvidence(int Mutants, int Killed, IReadOnlyList<SurvivorEvidence> Survivors)
{
    internal static StrengthEvidence FromJson(JsonFields fields)
    {
        var strength = new StrengthEvidence(fields.Count("mutants"), fields.Count("killed"), fields.List("survivors", SurvivorEvidence.FromJson));
        return strength.Killed + strength.Survivors.Count <= strength.Mutants ? strength : throw fields.Unexpected("killed", "no more killed and surviving than there are mutants");
    }

    internal JsonObject ToJson() => JsonObject.Of(("mutants", Mutants), ("killed", Killed), ("survivors", JsonArray.Of(Survivors, s => s.ToJson())));
}

/// <summary>A change of a body that its contract lets pass.</summary>
/// <param name="Line">From 1.</param>
/// <param name="Mutation">The change in words.</param>
/// <param name="Accepts">What the contract therefore accepts, with a call that was executed.</param>
public sealed record SurvivorEvidence(int Line, string Mutation, string Accepts)
{
    internal static SurvivorEvidence FromJson(JsonFields fields) => new(fields.Count("line"), fields.Text("mutation"), fields.Text("accepts"));

    internal JsonObject ToJson() => JsonObject.Of(("line", Line), ("mutation", Mutation), ("accepts", Accepts));
}

/// <summary>Something that a proof trusts without proof.</summary>
/// <param name="Kind">Such as <c>assume</c>, <c>non-null-field</c>, <c>open-override</c>.</param>
/// <param name="Text">What is trusted.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
public sealed record TrustedAssumption(string Kind, string Text, int Line)
{
    internal static TrustedAssumption FromJson(JsonFields fields) => new(fields.Text("kind"), fields.Text("text"), fields.Count("line"));

    internal JsonObject ToJson() => JsonObject.Of(("kind", Kind), ("text", Text), ("line", Line));
}

/// <summary>What is known of one obligation.</summary>
/// <param name="Id">Stable within the method, as in <c>index-2</c>.</param>
/// <param name="Kind">One of the kinds of issue and schema: <c>post</c>, <c>pre-caller</c>, …</param>
/// <param name="Line">From 1.</param>
/// <param name="Text">The clause or expression as written.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Reason">Why it is undecided, or how far it was searched; null otherwise.</param>
/// <param name="Witness">There exactly when it is refuted.</param>
/// <param name="Replayed">The verdict rests on an execution by the interpreter.</param>
/// <param name="SmtSha256">The digest of the query that decided it; null where none was asked.</param>
/// <param name="Solver">Solver and version; empty where none was asked.</param>
/// <param name="Rlimit">The budget of the query, in the solver's units.</param>
/// <param name="Encoding"><c>bv</c>, <c>int</c>, or empty.</param>
public sealed record ObligationVerification(
    string Id,
    string Kind,
    int Line,
    string Text,
    ProofVerdict Verdict,
    string? Reason,
    WitnessEvidence? Witness,
    bool Replayed,
    Digest? SmtSha256,
    string Solver,
    long Rlimit,
    string Encoding)
{
    /// <summary>How far all executions were searched, where that is the verdict.</summary>
    public int? Depth { get; init; }

    internal static ObligationVerification FromJson(JsonFields fields)
    {
        var obligation = new ObligationVerification(
            fields.Text("id"),
            fields.Text("kind"),
            fields.Count("line"),
            fields.OptionalText("text") ?? "",
            fields.Word("verdict", MethodVerification.Words),
            fields.OptionalText("reason"),
            fields.OptionalObject("witness", WitnessEvidence.FromJson),
            fields.Flag("replayed"),
            fields.OptionalDigest("smtSha256"),
            fields.Text("solver"),
            fields.Integer("rlimit"),
            fields.Text("encoding"))
        {
            Depth = fields.OptionalCount("depth"),
        };
        if (obligation.Depth is not null && obligation.Verdict != ProofVerdict.Bounded)
        {
            throw fields.Unexpected("depth", "a depth of a bounded verdict only");
        }

        var refuted = obligation.Verdict == ProofVerdict.Refuted;
        return refuted == obligation.Replayed && refuted == obligation.Witness is not null
            ? obligation
            : throw fields.Unexpected("verdict", "a verdict that is refuted exactly when there is a replayed witness");
    }

    internal JsonObject ToJson(bool withText) => JsonObject.Of(
        ("id", Id),
        ("kind", Kind),
        ("line", Line),
        ("text", withText ? (JsonValue)Text : null),
        ("verdict", MethodVerification.Words[Verdict]),
        ("reason", Reason),
        ("depth", Depth is { } depth ? (JsonValue)(long)depth : null),
        ("witness", Witness is null ? JsonNull.Instance : Witness.ToJson()),
        ("replayed", Replayed),
        ("smtSha256", SmtSha256?.Hex),
        ("solver", Solver),
        ("rlimit", Rlimit),
        ("encoding", Encoding));
}
