using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>How the contracts of a change differ from its base's (<c>urn:maestro:behaviour-diff:v1</c>, kind <c>contract</c>).</summary>
/// <param name="Scope">What was compiled.</param>
/// <param name="Base">The state compared with.</param>
/// <param name="Head">The state of the change.</param>
/// <param name="RecomputedBy">Who computed the comparison.</param>
/// <param name="Tools">With what.</param>
/// <param name="Methods">One for each method of the change; written in the order of file, then symbol.</param>
public sealed record ContractChange(
    CompilationScope Scope,
    Revision Base,
    Revision Head,
    RecomputedBy RecomputedBy,
    ToolVersions Tools,
    IReadOnlyList<MethodContractChange> Methods) : IPredicate<ContractChange>
{
    private const string KindWord = "contract";

    /// <inheritdoc/>
    public static string Type => PredicateTypes.BehaviourDiff;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <inheritdoc/>
    public static ContractChange FromJson(JsonFields fields)
    {
        fields.Constant("kind", KindWord);
        return new(
            fields.Object("scope", CompilationScope.FromJson),
            fields.Object("base", Revision.FromJson),
            fields.Object("head", Revision.FromJson),
            fields.Word("recomputedBy", PredicateWords.RecomputedBy),
            fields.Object("tools", ToolVersions.FromJson),
            fields.List("methods", MethodContractChange.FromJson));
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

/// <summary>What the head's contract is to the base's, for those who rely on the base's.</summary>
public enum ContractRelation
{
    /// <summary>Each implies the other.</summary>
    Equal,

    /// <summary>The precondition is no stronger and the postcondition no weaker.</summary>
    Compatible,

    /// <summary>A caller or a user of the result that relied on the base's may now fail.</summary>
    Breaking,

    /// <summary>Stronger in one clause, weaker in another.</summary>
    Incomparable,

    /// <summary>Undecided.</summary>
    Unknown,

    /// <summary>The method has a contract and the base had none, or no such method.</summary>
    New,

    /// <summary>The base had a contract and the head has none, or no such method.</summary>
    Removed,

    /// <summary>Neither has a contract.</summary>
    None,
}

/// <summary>What happened to a method.</summary>
public enum MethodChange
{
    /// <summary>The head has it, the base does not.</summary>
    Added,

    /// <summary>The base has it, the head does not.</summary>
    Removed,

    /// <summary>Its meaning differs.</summary>
    Modified,

    /// <summary>Its meaning is the same.</summary>
    Unchanged,
}

/// <summary>The comparison of one method's contract.</summary>
/// <param name="File">Relative to the project, with <c>/</c>; the base's where the method is gone.</param>
/// <param name="Symbol">The documentation id.</param>
/// <param name="Line">From 1; 0 where the method is gone.</param>
/// <param name="Change">What happened to the method.</param>
/// <param name="Relation">The result.</param>
/// <param name="Reason">Why it is undecided; null otherwise.</param>
/// <param name="BaseClauses">The base's clauses as written.</param>
/// <param name="HeadClauses">The head's.</param>
/// <param name="Examples">For each clause that got stronger or weaker, an input that tells the two apart.</param>
public sealed record MethodContractChange(
    string File,
    string Symbol,
    int Line,
    MethodChange Change,
    ContractRelation Relation,
    string? Reason,
    IReadOnlyList<string> BaseClauses,
    IReadOnlyList<string> HeadClauses,
    IReadOnlyList<ContractExample> Examples)
{
    /// <summary>The words of relations.</summary>
    public static JsonWords<ContractRelation> Words { get; } = new(
        (ContractRelation.Equal, "equal"),
        (ContractRelation.Compatible, "compatible"),
        (ContractRelation.Breaking, "breaking"),
        (ContractRelation.Incomparable, "incomparable"),
        (ContractRelation.Unknown, "unknown"),
        (ContractRelation.New, "new"),
        (ContractRelation.Removed, "removed"),
        (ContractRelation.None, "none"));

    /// <summary>The words of what happened to a method.</summary>
    public static JsonWords<MethodChange> ChangeWords { get; } = new(
        (MethodChange.Added, "added"),
        (MethodChange.Removed, "removed"),
        (MethodChange.Modified, "modified"),
        (MethodChange.Unchanged, "unchanged"));

    internal static MethodContractChange FromJson(JsonFields fields) => new(
        fields.Text("file"),
        fields.Text("symbol"),
        fields.Count("line"),
        fields.Word("change", ChangeWords),
        fields.Word("contract", Words),
        fields.OptionalText("reason"),
        fields.Texts("baseClauses"),
        fields.Texts("headClauses"),
        fields.List("examples", ContractExample.FromJson));

    internal JsonObject ToJson() => JsonObject.Of(
        ("file", File),
        ("symbol", Symbol),
        ("line", Line),
        ("change", ChangeWords[Change]),
        ("contract", Words[Relation]),
        ("reason", Reason),
        ("baseClauses", JsonArray.OfText(BaseClauses)),
        ("headClauses", JsonArray.OfText(HeadClauses)),
        ("examples", JsonArray.Of(Examples, e => e.ToJson())));
}

/// <summary>An input that one of two contracts allows and the other does not.</summary>
/// <param name="Clause">The clause that tells them apart, as written.</param>
/// <param name="Explanation">Such as <c>allowed by the base, refused by the change</c>.</param>
/// <param name="Inputs">The inputs by name, as C# literals.</param>
public sealed record ContractExample(string Clause, string Explanation, IReadOnlyDictionary<string, string> Inputs)
{
    internal static ContractExample FromJson(JsonFields fields) =>
        new(fields.Text("clause"), fields.Text("explanation"), fields.TextMap("inputs"));

    internal JsonObject ToJson() => JsonObject.Of(
        ("clause", Clause),
        ("explanation", Explanation),
        ("inputs", new JsonObject(Inputs.Select(i => KeyValuePair.Create(i.Key, (JsonValue)i.Value)))));
}
