using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>Where a value can be read from and written to, with its receiver and index already evaluated.</summary>
internal abstract record Place(Shape Shape)
{
    internal sealed record Local(ISymbol Symbol, Shape Shape) : Place(Shape);

    /// <summary>The receiver of a struct's instance method.</summary>
    internal sealed record StructThis(Shape Shape) : Place(Shape);

    internal sealed record Field(IFieldSymbol Symbol, Term? Receiver, Shape Shape) : Place(Shape);

    internal sealed record Element(Term Array, Term Index, Shape Shape) : Place(Shape)
    {
        /// <summary>What holds the element is of exactly this element type: any value fits.</summary>
        public bool IsExact { get; init; }

        /// <summary>What refers to the array; null where that is no expression.</summary>
        public IOperation? Reference { get; init; }
    }

    /// <summary>An element of an array of more than one dimension.</summary>
    internal sealed record GridElement(Term Array, ImmutableArray<Term> Indices, IOperation? Reference, Shape Shape) : Place(Shape);

    internal sealed record PartOf(Place Whole, Part Part, Shape Shape) : Place(Shape);

    /// <summary>A property whose accessors are calls; <paramref name="At"/> is the variable of a struct receiver.</summary>
    internal sealed record Property(IPropertyReferenceOperation Operation, Value? Receiver, Place? At, ImmutableArray<Value> Arguments, Shape Shape) : Place(Shape);

    /// <summary>A struct under construction, before its initialiser has run.</summary>
    internal sealed record Captured(Microsoft.CodeAnalysis.FlowAnalysis.CaptureId Id, Shape Shape) : Place(Shape);

    internal sealed record Nowhere(Shape Shape) : Place(Shape);

    internal sealed record Several(ImmutableArray<Place> Places, Shape Shape) : Place(Shape);
}
