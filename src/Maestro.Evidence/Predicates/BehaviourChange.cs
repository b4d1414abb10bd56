using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>How the behaviour of a change's methods differs from its base's (<c>urn:maestro:behaviour-diff:v1</c>, kind <c>behaviour</c>).</summary>
/// <param name="Scope">What was compiled.</param>
/// <param name="Base">The state compared with.</param>
/// <param name="Head">The state of the change.</param>
/// <param name="RecomputedBy">Who computed the comparison.</param>
/// <param name="Tools">With what.</param>
/// <param name="Methods">One for each method that both sides have and whose meaning differs; written in the order of file, then symbol.</param>
public sealed record BehaviourChange(
    CompilationScope Scope,
    Revision Base,
    Revision Head,
    RecomputedBy RecomputedBy,
    ToolVersions Tools,
    IReadOnlyList<MethodBehaviourChange> Methods) : IPredicate<BehaviourChange>
{
    /// <summary>The value of <c>kind</c>: the same predicate type carries the comparison of contracts.</summary>
    public const string KindWord = "behaviour";

    /// <inheritdoc/>
    public static string Type => PredicateTypes.BehaviourDiff;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <summary>True for a statement that holds this predicate and not the comparison of contracts.</summary>
    public static bool Is(Statement statement) =>
        statement.PredicateType == Type && statement.Predicate["kind"] is JsonString { Value: KindWord };

    /// <inheritdoc/>
    public static BehaviourChange FromJson(JsonFields fields)
    {
        fields.Constant("kind", KindWord);
        return new(
            fields.Object("scope", CompilationScope.FromJson),
            fields.Object("base", Revision.FromJson),
            fields.Object("head", Revision.FromJson),
            fields.Word("recomputedBy", PredicateWords.RecomputedBy),
            fields.Object("tools", ToolVersions.FromJson),
            fields.List("methods", MethodBehaviourChange.FromJson));
    }

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("kind", KindWord),
        ("scope", Scope.ToJson()),
        ("base", Base.ToJson()),
        ("head", Head.ToJson()),
        ("recomputedBy", PredicateWords.RecomputedBy[RecomputedBy]),
        ("tools", Tools.ToJson()),
        ("methods", JsonArray.Of(
            Methods.OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Symbol, StringComparer.Ordinal),
            m => m.ToJson())));
}

/// <summary>What is known of two versions of a method.</summary>
public enum BehaviourVerdict
{
    /// <summary>Proved for every input that the base allowed.</summary>
    Same,

    /// <summary>Both were executed on one input and differ.</summary>
    Different,

    /// <summary>Alike for all executions up to a depth.</summary>
    Bounded,

    /// <summary>Undecided.</summary>
    Unknown,
}

/// <summary>The comparison of one method's behaviour.</summary>
/// <param name="File">Relative to the project, with <c>/</c>.</param>
/// <param name="Symbol">The documentation id.</param>
/// <param name="OldSymbol">The documentation id in the base: another one where the method was renamed.</param>
/// <param name="Line">From 1.</param>
/// <param name="Verdict">The result.</param>
/// <param name="Reason">Why it is undecided, how far it was searched, or what the proof rests on; null where there is nothing to say.</param>
/// <param name="Witness">There exactly for <see cref="BehaviourVerdict.Different"/>.</param>
public sealed record MethodBehaviourChange(
    string File,
    string Symbol,
    string OldSymbol,
    int Line,
    BehaviourVerdict Verdict,
    string? Reason,
    DifferenceEvidence? Witness)
{
    /// <summary>The words of verdicts.</summary>
    public static JsonWords<BehaviourVerdict> Words { get; } = new(
        (BehaviourVerdict.Same, "same"),
        (BehaviourVerdict.Different, "different"),
        (BehaviourVerdict.Bounded, "bounded"),
        (BehaviourVerdict.Unknown, "unknown"));

    internal static MethodBehaviourChange FromJson(JsonFields fields)
    {
        var method = new MethodBehaviourChange(
            fields.Text("file"),
            fields.Text("symbol"),
            fields.Text("oldSymbol"),
            fields.Count("line"),
            fields.Word("verdict", Words),
            fields.OptionalText("reason"),
            fields.OptionalObject("witness", DifferenceEvidence.FromJson));
        // A difference that nobody saw is none, and what differs is not the same.
        return method.Verdict == BehaviourVerdict.Different == method.Witness is not null
            ? method
            : throw fields.Unexpected("witness", "a witness exactly where the verdict is 'different'");
    }

    internal JsonObject ToJson() => JsonObject.Of(
        ("file", File),
        ("symbol", Symbol),
        ("oldSymbol", OldSymbol),
        ("line", Line),
        ("verdict", Words[Verdict]),
        ("reason", Reason),
        ("witness", Witness is null ? JsonNull.Instance : Witness.ToJson()));
}

/// <summary>An input on which both versions were executed.</summary>
/// <param name="Inputs">One statement of C# that makes the call.</param>
/// <param name="Old">What the base does.</param>
/// <param name="New">What the change does.</param>
public sealed record DifferenceEvidence(string Inputs, string Old, string New)
{
    internal static DifferenceEvidence FromJson(JsonFields fields) => new(fields.Text("inputs"), fields.Text("old"), fields.Text("new"));

    internal JsonObject ToJson() => JsonObject.Of(("inputs", Inputs), ("old", Old), ("new", New));
}
