using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>What a contract call states.</summary>
public enum ClauseKind
{
    /// <summary><c>Contract.Requires</c>, or an entry guard that <c>EndContractBlock</c> made a precondition.</summary>
    Requires,

    /// <summary><c>Contract.Ensures</c>.</summary>
    Ensures,

    /// <summary><c>Contract.EnsuresOnThrow&lt;T&gt;</c>.</summary>
    EnsuresOnThrow,

    /// <summary><c>Contract.Assert</c> or <c>Debug.Assert</c>.</summary>
    Assert,

    /// <summary><c>Contract.Assume</c>.</summary>
    Assume,

    /// <summary><c>Contract.Invariant</c> among the first statements of a loop body: holds at the loop head.</summary>
    LoopInvariant,

    /// <summary><c>Contract.Invariant</c> in a <c>[ContractInvariantMethod]</c>.</summary>
    ObjectInvariant,

    /// <summary><c>Termination.Decreases</c> at the start of a loop body or of a method; the condition is the call itself.</summary>
    Decreases,
}

/// <summary>One clause as written.</summary>
/// <param name="Kind">What it states.</param>
/// <param name="Condition">
/// The condition as a tree-level operation (not lowered into the control-flow graph). Parameters in it are those of <paramref name="Owner"/>:
/// where <paramref name="Owner"/> is not the method at hand (inherited contracts, sidecars), map them by ordinal; one more is the receiver.
/// </param>
/// <param name="Negated">True for an entry guard, which throws when <paramref name="Condition"/> holds.</param>
/// <param name="Owner">The method whose body holds the clause.</param>
/// <param name="Exception">The exception of <see cref="ClauseKind.EnsuresOnThrow"/>, or that a framework member throws where its precondition does not hold; null otherwise.</param>
/// <param name="Text">The statement as written, such as <c>Contract.Requires(n &gt; 0);</c>.</param>
/// <param name="Line">The statement's first line, from 1.</param>
/// <param name="Location">The statement.</param>
public sealed record Clause(
    ClauseKind Kind,
    IOperation Condition,
    bool Negated,
    IMethodSymbol Owner,
    ITypeSymbol? Exception,
    string Text,
    int Line,
    Location Location)
{
    /// <summary>False for a clause that says nothing: a constant <c>true</c>.</summary>
    public bool IsNonTrivial => Condition.ConstantValue is not { HasValue: true, Value: bool value } || value == Negated;

    /// <summary>True where it speaks of all or some of a range.</summary>
    public bool IsQuantified => Condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(i => ContractCalls.NameOf(i.TargetMethod) is "ForAll" or "Exists");
}

/// <summary>An ill-formed contract (MAE1010): nothing of the method is claimed.</summary>
/// <param name="Message">What is wrong and what to do, one sentence.</param>
/// <param name="Location">Where.</param>
/// <param name="Line">From 1.</param>
public sealed record ContractProblem(string Message, Location Location, int Line);
