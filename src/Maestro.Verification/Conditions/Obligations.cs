using System.Collections.Immutable;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>What an obligation is for.</summary>
internal enum ObligationRole
{
    /// <summary>Reported.</summary>
    Real,

    /// <summary>A clause must have a meaning before it is relied on (MAE1010).</summary>
    WellFormed,

    /// <summary>Before an assumption; provable only where no execution arrives.</summary>
    Reached,

    /// <summary>After an assumption; provable where it contradicts what is known.</summary>
    Contradiction,

    /// <summary>That the postconditions hold of another result; provable where they leave too much open.</summary>
    Accepted,
}

/// <summary>Something to prove at a point: what is known there, the path to it, and the goal.</summary>
/// <param name="Role">What it is for.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Line">The line to report, from 1.</param>
/// <param name="Location">Where to squiggle.</param>
/// <param name="Text">Clause or expression as written.</param>
/// <param name="Goal">What must hold.</param>
/// <param name="Path">Conditions of the path to here.</param>
/// <param name="Knowledge">What is known here.</param>
internal sealed record Pending(
    ObligationRole Role,
    ObligationKind Kind,
    int Line,
    Location Location,
    string Text,
    Term Goal,
    ImmutableList<Term> Path,
    Knowledge Knowledge)
{
    /// <summary>The obligation for whoever executes the method.</summary>
    public Suspicion Suspected(ModelInput? model) => new(Kind, Line, model) { Text = Text, Position = Location.SourceSpan.Start };

    /// <summary>An obligation is itself: two may read alike.</summary>
    public bool Equals(Pending? other) => ReferenceEquals(this, other);

    /// <inheritdoc/>
    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>The outcome of encoding a method.</summary>
/// <param name="Terms">Who made the terms.</param>
/// <param name="Obligations">In the order met.</param>
/// <param name="Assumptions">What was trusted.</param>
/// <param name="Entry">The state at entry, for models.</param>
/// <param name="Exit">The state at normal return; null where the method never returns normally.</param>
/// <param name="Havocs">What the proof knows only by contract: called methods, and lines of loops, for honest reasons.</param>
/// <param name="HasLoops">True when the graph has a loop.</param>
/// <param name="Calls">The calls that are known by contract.</param>
/// <param name="Cuts">The loops, where facts about them were wanted.</param>
internal sealed record Encoded(
    TermFactory Terms,
    IReadOnlyList<Pending> Obligations,
    IReadOnlyList<ProofAssumption> Assumptions,
    State Entry,
    State? Exit,
    IReadOnlyList<UnknownReason> Havocs,
    bool HasLoops,
    IReadOnlyList<CallFact> Calls,
    IReadOnlyList<LoopCut> Cuts);

/// <summary>Makes hypotheses of knowledge and path.</summary>
internal static class Hypotheses
{
    /// <summary>What may be relied on at a point: facts whose guard the path implies are plain, contradicted ones are left out.</summary>
    public static IReadOnlyList<Term> At(TermFactory terms, ImmutableList<Term> path, Knowledge knowledge, LoopFacts facts)
    {
        var taken = new HashSet<Term>(path);
        var result = new List<Term>(path);
        foreach (var known in knowledge.All())
        {
            var open = known.Guard.Where(g => !taken.Contains(g)).ToList();
            if (open.Any(g => taken.Contains(terms.Not(g))))
            {
                continue;
            }

            var fact = terms.Implies(terms.And(open), facts.Of(terms, known.Fact!));
            if (!fact.IsTrue && taken.Add(fact))
            {
                result.Add(fact);
            }
        }

        return result;
    }
}
