using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>All of the heap at a point: the maps that were stored to, and the name of the moment that the others are from.</summary>
internal sealed record HeapImage(ImmutableDictionary<MapKey, Term> Maps, Epoch Moment);

/// <summary>Where the symbolic execution of one version is.</summary>
/// <param name="Variables">Locals and parameters.</param>
/// <param name="Captures">Flow captures of the graph in execution.</param>
/// <param name="Heap">The heap.</param>
/// <param name="Path">All that had to hold to come here: what did not throw, too.</param>
/// <param name="Calls">Steps taken on the way; where ways of unlike length meet, those of the longest: a number is never used twice on one way.</param>
internal sealed record Spot(
    ImmutableDictionary<ISymbol, Value> Variables,
    ImmutableDictionary<CaptureId, Held> Captures,
    HeapImage Heap,
    ImmutableList<Term> Path,
    int Calls);

/// <summary>What a flow capture holds: a value, a place to write to, or a position in an array or string.</summary>
internal abstract record Held
{
    internal sealed record Of(Value Value) : Held;

    internal sealed record Place(Target Target) : Held
    {
        /// <summary>What a compound assignment found there, before its operand was evaluated.</summary>
        public Value? Old { get; init; }
    }

    internal sealed record Walk(Value Collection, Term Next) : Held;
}

/// <summary>A place that can be written.</summary>
internal abstract record Target(Shape Shape)
{
    internal sealed record Variable(ISymbol Symbol, Shape Shape) : Target(Shape);

    internal sealed record Field(IFieldSymbol Symbol, Term? Receiver, Shape Shape) : Target(Shape);

    internal sealed record Element(Term Array, Term Index, ITypeSymbol Type, Shape Shape) : Target(Shape);

    internal sealed record Nowhere(Shape Shape) : Target(Shape);
}

/// <summary>How one version leaves a stretch that both start in the same state: by return, exception, call, loop entry or iteration.</summary>
/// <param name="Name">Pairs it with the other version's.</param>
/// <param name="Path">When.</param>
/// <param name="Values">What the rest depends on; compared by position.</param>
/// <param name="Heap">The heap there.</param>
internal sealed record Leaving(string Name, Term Path, IReadOnlyList<Term> Values, HeapImage Heap);
