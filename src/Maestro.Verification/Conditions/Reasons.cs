using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Conditions;

/// <summary>Why a counterexample of the modular proof does not fail when the method is executed.</summary>
internal static class Reasons
{
    public static UnknownReason WhyNotReproduced(Encoded encoded, Pending pending, MethodContract contract, UnknownReason? replay)
    {
        var names = Names(pending);
        var ofLoop = names.Any(n => n.StartsWith("loop!", StringComparison.Ordinal) || n.StartsWith("position!", StringComparison.Ordinal));
        var ofCall = names.Any(n => n.StartsWith("result!", StringComparison.Ordinal));
        if (encoded.HasLoops && (ofLoop || !ofCall))
        {
            if (pending.Kind is ObligationKind.InvariantInit or ObligationKind.InvariantKeep)
            {
                return new UnknownReason(UnknownKind.InvariantTooWeak, $"{pending.Text}, {(pending.Kind == ObligationKind.InvariantInit ? "entry" : "keep")}", pending.Line);
            }

            var clause = contract.Clauses.FirstOrDefault(c => c.Kind == ClauseKind.LoopInvariant);
            return new UnknownReason(UnknownKind.InvariantTooWeak, clause?.Text ?? "the loop has no written invariant", clause?.Line ?? 0);
        }

        // A search that was cut short accuses nobody.
        if (replay is { Kind: UnknownKind.NotReproduced, Detail.Length: > 0 })
        {
            return replay;
        }

        return encoded.Havocs.Count > 0 ? encoded.Havocs[encoded.Havocs.Count - 1] : replay ?? new UnknownReason(UnknownKind.NotReproduced);
    }

    private static HashSet<string> Names(Pending pending)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<Term>();
        var open = new Stack<Term>(pending.Path.Append(pending.Goal));
        while (open.Count > 0)
        {
            var term = open.Pop();
            if (!seen.Add(term))
            {
                continue;
            }

            if (term.Op == Operator.Variable)
            {
                names.Add(term.Name);
            }

            foreach (var argument in term.Arguments)
            {
                open.Push(argument);
            }
        }

        return names;
    }
}
