namespace Maestro.Verification.Comparison;

/// <summary>What is known of two versions of a method.</summary>
public enum BehaviourRelation
{
    /// <summary>Proved for every input that the base allowed: result, exception, effects, heap.</summary>
    Same,

    /// <summary>Both were executed on one input and differ.</summary>
    Different,

    /// <summary>Equal for all executions up to a depth.</summary>
    Bounded,

    /// <summary>Undecided.</summary>
    Unknown,
}

/// <summary>An input on which both versions were executed.</summary>
/// <param name="Statement">A C# statement that makes the call.</param>
/// <param name="Old">What the old version does.</param>
/// <param name="New">What the new version does.</param>
public sealed record DifferenceWitness(string Statement, string Old, string New);

/// <summary>The comparison for a wider set of inputs.</summary>
/// <param name="Relation">What is known.</param>
/// <param name="Witness">There exactly for <see cref="BehaviourRelation.Different"/>.</param>
public sealed record InputsVerdict(BehaviourRelation Relation, DifferenceWitness? Witness);

/// <summary>The comparison of two versions of a method.</summary>
/// <param name="Relation">What is known.</param>
/// <param name="Reason">Why it is undecided, how far it was searched, or what the proof rests on; null where there is nothing to say.</param>
/// <param name="Witness">There exactly for <see cref="BehaviourRelation.Different"/>.</param>
public sealed record BehaviourVerdict(BehaviourRelation Relation, string? Reason, DifferenceWitness? Witness)
{
    /// <summary>For all inputs, those that the base's preconditions and non-null types refuse too (semantics.md, 21).</summary>
    public InputsVerdict? AllInputs { get; init; }

    /// <summary>Of this method alone, taking callees for equal that both versions have (semantics.md, 22); null where nobody asked.</summary>
    public BehaviourRelation? Alone { get; init; }

    internal static BehaviourVerdict Unknown(string reason) => new(BehaviourRelation.Unknown, reason, null);
}

/// <summary>Two versions of one method, each with the front end of its compilation.</summary>
/// <param name="OldContracts">Of the base.</param>
/// <param name="Old">The method in the base.</param>
/// <param name="NewContracts">Of the head.</param>
/// <param name="New">The method in the head.</param>
public sealed record MethodVersions(Contracts.ContractReader OldContracts, Microsoft.CodeAnalysis.IMethodSymbol Old, Contracts.ContractReader NewContracts, Microsoft.CodeAnalysis.IMethodSymbol New);
