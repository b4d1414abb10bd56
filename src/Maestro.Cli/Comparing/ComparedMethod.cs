using Maestro.Evidence.Json;
using Maestro.Verification.Comparison;

namespace Maestro.Cli.Comparing;

/// <summary>What became of a method's behaviour.</summary>
internal enum BehaviourWord
{
    /// <summary>Proved for every input that the base allowed.</summary>
    Same,

    /// <summary>Both versions were executed on one input and differ.</summary>
    Different,

    /// <summary>Alike for all executions up to a depth.</summary>
    Bounded,

    /// <summary>Undecided.</summary>
    Unknown,

    /// <summary>Not in the old version.</summary>
    New,

    /// <summary>Not in the new version.</summary>
    Removed,
}

/// <summary>What became of a method's contract, by implication.</summary>
internal enum ContractWord
{
    /// <summary>Says the same.</summary>
    Equal,

    /// <summary>Asks for no more and promises no less.</summary>
    Compatible,

    /// <summary>Asks for more or promises less, or what is not known to be neither.</summary>
    Breaking,

    /// <summary>Neither implies the other.</summary>
    Incomparable,
}

/// <summary>One line of <c>maestro diff</c>.</summary>
/// <param name="Symbol">Documentation id in the new version; null for a removed method.</param>
/// <param name="OldSymbol">Documentation id in the old version; null for a new method.</param>
/// <param name="Verdict">Behaviour.</param>
/// <param name="Contract">Contract.</param>
/// <param name="Reason">Why it is undecided, or an example for the contract; null where there is nothing to say.</param>
/// <param name="Witness">There exactly for <see cref="BehaviourWord.Different"/>.</param>
internal sealed record ComparedMethod(string? Symbol, string? OldSymbol, BehaviourWord Verdict, ContractWord Contract, string? Reason, DifferenceWitness? Witness)
{
    /// <summary>Of this method alone, its callees taken for equal; null where nobody asked.</summary>
    public BehaviourWord? Alone { get; init; }

    /// <summary>For all inputs, what the base's preconditions and types refuse included, with an input that differs; null where nobody asked.</summary>
    public (BehaviourWord Verdict, DifferenceWitness? Witness)? AllInputs { get; init; }

    /// <summary>The words of verdicts.</summary>
    public static JsonWords<BehaviourWord> Verdicts { get; } = new(
        (BehaviourWord.Same, "same"),
        (BehaviourWord.Different, "different"),
        (BehaviourWord.Bounded, "bounded"),
        (BehaviourWord.Unknown, "unknown"),
        (BehaviourWord.New, "new"),
        (BehaviourWord.Removed, "removed"));

    /// <summary>The words of contracts.</summary>
    public static JsonWords<ContractWord> Contracts { get; } = new(
        (ContractWord.Equal, "equal"),
        (ContractWord.Compatible, "compatible"),
        (ContractWord.Breaking, "breaking"),
        (ContractWord.Incomparable, "incomparable"));

    public JsonObject ToJson() => JsonObject.Of(
        ("symbol", Symbol),
        ("oldSymbol", OldSymbol),
        ("verdict", Verdicts[Verdict]),
        ("contract", Contracts[Contract]),
        ("reason", Reason),
        ("witness", ToJson(Witness)),
        ("alone", Alone is { } alone ? Verdicts[alone] : null),
        ("allInputs", AllInputs is { } all ? JsonObject.Of(("verdict", Verdicts[all.Verdict]), ("witness", ToJson(all.Witness))) : JsonNull.Instance));

    /// <summary>What a reader should know beside the verdict: where the method alone, or inputs that the base refused, tell another story; empty where they tell the same.</summary>
    public string Beside()
    {
        var told = new List<string>();
        if (Alone is { } alone && alone != Verdict)
        {
            told.Add($"this method alone: {Verdicts[alone]}");
        }

        if (AllInputs is { } all && all.Verdict != Verdict)
        {
            told.Add(all.Witness is { } seen ? $"where the base refused: {seen.Statement} was {seen.Old}, is {seen.New}" : $"for all inputs: {Verdicts[all.Verdict]}");
        }

        return string.Join("; ", told);
    }

    private static JsonValue ToJson(DifferenceWitness? witness) =>
        witness is null ? JsonNull.Instance : JsonObject.Of(("inputs", witness.Statement), ("old", witness.Old), ("new", witness.New));
}
