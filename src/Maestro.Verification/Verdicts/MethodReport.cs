using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Verdicts;

/// <summary>All that was found out about one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="Symbol">Its documentation id.</param>
/// <param name="Obligations">In source order, then by kind.</param>
/// <param name="Reason">Set when the method as a whole is undecided (an unsupported construct); null otherwise.</param>
/// <param name="Total">True when termination was shown too, of the method and of every callee.</param>
/// <param name="HasContract">True when the method has a non-trivial clause of its own or of its type's invariant.</param>
/// <param name="Assumptions">What the proof trusts: each <c>Contract.Assume</c>, each trusted non-null field.</param>
/// <param name="SemanticHash">Hex SHA-256 of the method's meaning (semantics.md, 19).</param>
public sealed record MethodReport(
    IMethodSymbol Method,
    string Symbol,
    IReadOnlyList<ObligationResult> Obligations,
    UnknownReason? Reason,
    bool Total,
    bool HasContract,
    IReadOnlyList<ProofAssumption> Assumptions,
    string SemanticHash)
{
    /// <summary>Loop invariants that nobody wrote and that the proof rests on, as far as C# has words for them; in the order of the loops.</summary>
    public IReadOnlyList<InferredInvariant> InferredInvariants { get; init; } = [];

    /// <summary>Results that the postconditions of a proved method let pass, although it returns others; empty where that was not asked.</summary>
    public ImmutableArray<AcceptedResult> Accepts { get; init; } = ImmutableArray<AcceptedResult>.Empty;

    /// <summary>Resource units that all questions of the method took, those of inference and search too.</summary>
    public long Used { get; init; }

    /// <summary>What executions of the method came to where it is undecided; null where it was not executed.</summary>
    public TestedInputs? Tested { get; init; }

    /// <summary>The report with what executions outside of the verifier came to.</summary>
    public MethodReport WithExecutions(TestedInputs executed)
    {
        var (tested, obligations) = Conditions.UndecidedExecution.Merge(Method, Obligations.Count == 0 && Reason is not null ? null : Obligations, executed);
        return this with { Obligations = obligations, Tested = tested is null ? null : new TestedInputs(Tested?.Inputs ?? 0, Tested?.Seed ?? tested.Seed, []) { Executed = tested.Inputs } };
    }

    /// <summary><c>refuted</c> if any obligation is, else <c>unknown</c>, else <c>bounded</c>, else <c>proved</c>.</summary>
    public string Word
    {
        get
        {
            var words = Obligations.Select(o => o.Verdict.Word).ToList();
            if (words.Contains("refuted"))
            {
                return "refuted";
            }

            if (Reason is not null || words.Contains("unknown"))
            {
                return "unknown";
            }

            return words.Contains("bounded") ? "bounded" : "proved";
        }
    }
}

/// <summary>A result that postconditions let pass although the method returns another.</summary>
/// <param name="Location">The postcondition to look at.</param>
/// <param name="Line">Its line, from 1.</param>
/// <param name="Text">The result: a constant, or a parameter's name.</param>
/// <param name="Statement">A call, as one line of C#, that was executed.</param>
/// <param name="Returns">What it returns.</param>
public sealed record AcceptedResult(Location Location, int Line, string Text, string Statement, string Returns);

/// <summary>Something that a proof trusts without proof.</summary>
/// <param name="Kind"><c>assume</c>, <c>non-null-field</c>, <c>open-override</c>, <c>object-invariant</c>.</param>
/// <param name="Text">What is trusted, as written or described.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
public sealed record ProofAssumption(string Kind, string Text, int Line);

/// <summary>A loop invariant that was found and shown to be inductive.</summary>
/// <param name="Line">The loop statement's line, from 1.</param>
/// <param name="Text">The condition as C#: what <c>Contract.Invariant</c> would be given.</param>
/// <param name="Location">The keyword of the loop statement.</param>
public sealed record InferredInvariant(int Line, string Text, Location Location);
