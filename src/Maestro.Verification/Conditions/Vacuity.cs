using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Whether what a proof of one method relies on contradicts itself: then it proves everything, so nothing (semantics.md, 14).</summary>
internal sealed class Vacuity(IMethodSymbol method, ContractReader reader, WriteSets writes, Prover prover)
{
    private const uint ContradictionBudget = 1_000_000;

    /// <summary>Whether there is an execution that returns normally is asked where the method relies on something; null otherwise.</summary>
    public Pending? NormalReturn(Encoded encoded) => encoded.Exit is { } exit && Relies(encoded)
        ? new Pending(ObligationRole.Contradiction, ObligationKind.Post, 0, method.Locations[0], "", encoded.Terms.False, exit.Path, exit.Knowledge)
        : null;

    private bool Relies(Encoded encoded) => reader.Of(method).Clauses.Length > 0 || reader.HoldsInvariants(method) || encoded.Havocs.Count > 0;

    /// <summary>Contradictory contracts prove everything, so nothing (semantics.md, 14).</summary>
    public UnknownReason? Vacuous(Encoded encoded, Pending? normalReturn, IReadOnlyList<ObligationResult> obligations)
    {
        var contract = reader.Of(method);
        // An object invariant that no object can satisfy is also one that no constructor establishes.
        if (obligations.Any(o => o.Verdict is Verdict.Refuted || o.Verdict is not (Verdict.Proved or Verdict.Bounded) && o.Kind != ObligationKind.ObjectInvariant) || !Relies(encoded))
        {
            return null;
        }

        for (var i = 0; i < encoded.Obligations.Count; i++)
        {
            var after = encoded.Obligations[i];
            if (after.Role == ObligationRole.Contradiction && Contradicts(encoded, after)
                && !Contradicts(encoded, encoded.Obligations.Take(i).Last(o => o.Role == ObligationRole.Reached && o.Line == after.Line)))
            {
                return new UnknownReason(UnknownKind.Vacuous, after.Text, after.Line);
            }
        }

        if (contract.Ensures.Any() && !new Returning(reader, writes).MayReturn(method))
        {
            return new UnknownReason(UnknownKind.Vacuous, "the method never returns normally", Lines.Of(method.Locations[0]));
        }

        if (normalReturn is null)
        {
            return contract.Ensures.Any() ? new UnknownReason(UnknownKind.Vacuous, "the method never returns normally", Lines.Of(method.Locations[0])) : null;
        }

        return Contradicts(encoded, normalReturn)
            ? new UnknownReason(UnknownKind.Vacuous, "no input and no execution satisfies the contracts", contract.Clauses.FirstOrDefault()?.Line ?? Lines.Of(method.Locations[0]))
            : null;
    }

    // A little budget does: contradictions that are hard to find are hard to rely on.
    private bool Contradicts(Encoded encoded, Pending pending) => prover.Ask(encoded.Terms, pending, [], ContradictionBudget).Status == SolverStatus.Unsat;
}
