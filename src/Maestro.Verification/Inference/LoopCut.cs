using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;

namespace Maestro.Verification.Inference;

/// <summary>An integer that a loop's facts may speak of.</summary>
/// <param name="Text">As C# says it; empty where C# cannot.</param>
/// <param name="Changes">True where the loop may change it.</param>
/// <param name="Start">Index of the quantity that holds its value before the loop; -1 for none.</param>
/// <param name="IsWide">True for 64 bits, where a sum may wrap.</param>
internal sealed record Quantity(string Text, bool Changes, int Start, bool IsWide);

/// <summary>The quantities, and the truth of what the contract suggests, at one point: before the loop, at its head, or where it closes.</summary>
/// <param name="Path">Conditions of the path to here.</param>
/// <param name="Knowledge">What is known here.</param>
/// <param name="Values">A term of 64 bits a quantity.</param>
/// <param name="Probes">A truth a probe.</param>
internal sealed record CutSite(ImmutableList<Term> Path, Knowledge Knowledge, IReadOnlyList<Term> Values, IReadOnlyList<Term> Probes)
{
    /// <summary>A value a measure; null where it has none here.</summary>
    public IReadOnlyList<Term?> Measures { get; init; } = [];
}

/// <summary>A loop as inference sees it: a head that stands for every iteration, its entry and its back edges.</summary>
/// <param name="Mark">The truth that stands in what is known for whatever is found out about the head.</param>
/// <param name="Line">Of the loop statement, from 1.</param>
/// <param name="Quantities">What facts may speak of.</param>
/// <param name="Suggestions">The text of each probe.</param>
/// <param name="Entry">Before the loop.</param>
/// <param name="Head">At the head, of any iteration.</param>
internal sealed record LoopCut(Term Mark, int Line, IReadOnlyList<Quantity> Quantities, IReadOnlyList<Suggestion> Suggestions, CutSite Entry, CutSite Head)
{
    /// <summary>The loop statement; null for a loop made of <c>goto</c>.</summary>
    public Microsoft.CodeAnalysis.SyntaxNode? Statement { get; init; }

    /// <summary>True where somebody wrote a measure, which the method has to keep.</summary>
    public bool IsMeasured { get; init; }

    /// <summary>What the loop's progress may be seen in, as C# says it.</summary>
    public IReadOnlyList<string> Measures { get; init; } = [];

    /// <summary>Where the loop closes.</summary>
    public List<CutSite> Back { get; } = [];

    /// <summary>Where a fact has to hold.</summary>
    public IEnumerable<CutSite> Sites => Back.Prepend(Entry);
}

/// <summary>What a clause of the contract suggests for a loop.</summary>
/// <param name="Text">As C# says it.</param>
/// <param name="Quantified">True where it holds for all of a range, so that a solver's model may be wrong about it.</param>
/// <param name="IsFarther">True where the loop's tests suggest it and not the contract: tried later.</param>
internal sealed record Suggestion(string Text, bool Quantified, bool IsFarther);

/// <summary>A fact that may hold at a loop's head whenever it is reached.</summary>
/// <param name="Cut">The loop.</param>
/// <param name="Text">As C# says it; empty where C# cannot.</param>
/// <param name="At">Its truth at a point.</param>
/// <param name="Family">Facts of one family follow from each other; empty for none.</param>
/// <param name="Strength">Of two in a family the greater says more.</param>
/// <param name="Quantified">True where a solver's model may be wrong about it.</param>
internal sealed record Candidate(LoopCut Cut, string Text, Func<CutSite, Term> At, string Family = "", long Strength = 0, bool Quantified = false);

/// <summary>What is known of loop heads, in place of their marks.</summary>
internal sealed class LoopFacts(IReadOnlyDictionary<Term, Term> byMark)
{
    private const string MarkName = "inferred!";

    public static LoopFacts None { get; } = new(new Dictionary<Term, Term>());

    public static Term MarkOf(TermFactory terms) => terms.Fresh("inferred", Sort.Bool);

    /// <summary>The term itself, unless it is a mark: then what is known in its place, true where nothing is.</summary>
    public Term Of(TermFactory terms, Term fact) => fact.Op != Operator.Variable || !fact.Name.StartsWith(MarkName, StringComparison.Ordinal) ? fact
        : byMark.TryGetValue(fact, out var known) ? known : terms.True;

    public static LoopFacts From(TermFactory terms, IEnumerable<Candidate> candidates) => new(candidates.GroupBy(c => c.Cut.Mark)
        .ToDictionary(g => g.Key, g => terms.And(g.Select(c => c.At(c.Cut.Head)))));
}
