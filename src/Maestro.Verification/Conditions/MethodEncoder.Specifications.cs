using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Members of framework types, known by their specifications.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>The contents of a framework object at an index that somebody else answers for.</summary>
    private Value ReadContents(Value owner, IFieldSymbol contents, Term index)
    {
        var closed = FrameworkSpecifications.Closed(contents, (INamedTypeSymbol)owner.Shape.Type);
        var value = new Value(
            _shapes.Of(FrameworkSpecifications.ValueOf(closed)),
            _keys.OfField(closed).Select(k => _terms.Select(_terms.Select(MapOf(k), owner.Term), index)).ToImmutableArray());
        KnowAllocated(value);
        return value;
    }

    private bool IsSequence(ITypeSymbol? type) => type is IArrayTypeSymbol { Rank: 1 } or { SpecialType: SpecialType.System_String } || Spans.ElementOf(type) is not null
        || IsThroughInterface(type) || type is not null && _reader.Specifications.EnumerationOf(type) is not null;

    /// <summary>The element of an array, a string or a specified collection, at an index in range.</summary>
    private Value ElementOf(Value collection, Term index) => IsSpan(collection) ? ElementOfSpan(collection, index)
        : collection.Sort == Sort.Text
        ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(collection.Term, index))
        : (collection = Concrete(collection)).Shape.Type is IArrayTypeSymbol array ? ReadElement(collection.Term, index, array.ElementType)
        : CollectionInterface.ElementOf(collection.Shape.Type) is { } element ? ElementThroughInterface(collection, element, index)
        : SpecifiedElement(collection, _reader.Specifications.EnumerationOf(collection.Shape.Type)!, index);

    /// <summary>The contents at an index; of contents with values, the pair.</summary>
    private Value SpecifiedElement(Value collection, EnumerationSpecification specified, Term index)
    {
        var element = ReadContents(collection, specified.Contents, index);
        if (specified.Values is not { } values)
        {
            return element;
        }

        var pair = _reader.Bodies.Compilation.GetTypeByMetadataName("System.Collections.Generic.KeyValuePair`2")!
            .Construct(((INamedTypeSymbol)collection.Shape.Type).TypeArguments.ToArray());
        return new Value(_shapes.Of(pair), element.Leaves.AddRange(ReadContents(collection, values, element.Term).Leaves));
    }

    private Value ElementOfSpan(Value span, Term index) => SpanElement(span, index) switch
    {
        Place.Element element => ReadElement(element.Array, element.Index, element.Shape.Type),
        Temporary held => held.Value,
        _ => throw new InvalidOperationException(),
    };

    private Term LengthOf(Value collection)
    {
        if (IsSpan(collection))
        {
            return PartOf(collection, Spans.Length);
        }

        collection = Concrete(collection);
        if (_reader.Specifications.EnumerationOf(collection.Shape.Type) is not { } specified)
        {
            return IsThroughInterface(collection.Shape.Type) ? CountThroughInterface(collection) : collection.Sort == Sort.Text ? _terms.StringLength(collection.Term) : _terms.ArrayLength(collection.Term);
        }

        var count = _terms.Select(MapOf(_keys.OfField(specified.Count)[0]), collection.Term);
        if (count.FreeBound.Count == 0)
        {
            Know(_terms.LessOrEqual(Int(0), count));
        }

        return count;
    }

    /// <summary>What stays the same while a collection may be enumerated; null for arrays and strings, whose length stays anyway.</summary>
    private Term? VersionOf(Value collection) => _reader.Specifications.EnumerationOf(Concrete(collection).Shape.Type) is { } specified
        ? _terms.Select(MapOf(_keys.OfField(specified.Version)[0]), collection.Term) : null;

    /// <summary>What always holds of a framework object, where no quantifier chooses the object.</summary>
    private void KnowAlways(IEnumerable<Clause> invariants, Frame frame)
    {
        if (frame.This!.Term.FreeBound.Count > 0)
        {
            return;
        }

        foreach (var clause in invariants)
        {
            Know(WithFrame(frame, () => Clause(clause)));
        }
    }

    /// <summary>What a call of a framework member owes: where a handler certainly takes the exception that the member throws, that is behaviour.</summary>
    private void RequireSpecified(Clause clause, Term goal, IMethodSymbol method, Location site)
    {
        if (_frame.Mode != EvaluationMode.Execute || _walk?.Forks(clause.Exception, goal) != true)
        {
            Require(method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? ObligationKind.Index : ObligationKind.PreCaller, site, clause.Text, goal);
        }
    }
}
