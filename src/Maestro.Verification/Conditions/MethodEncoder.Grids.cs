using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Arrays of more than one dimension: a map an index, and a length a dimension.</content>
internal sealed partial class MethodEncoder
{
    private Term Dimension(Term array, int dimension)
    {
        var length = _terms.Function($"dimension{dimension.ToString(CultureInfo.InvariantCulture)}", IntegerSort.Int32, array);
        if (array.FreeBound.Count > 0)
        {
            throw new UnsupportedConstructException("length of an array under a quantifier", 0);
        }

        Know(_terms.And(_terms.LessOrEqual(Int(0), length), _terms.LessOrEqual(length, Int(2147483591))));
        return length;
    }

    private Place GridPlace(IArrayElementReferenceOperation operation)
    {
        RefuseInComparison(_version is not null, operation);
        var holder = Evaluate(operation.ArrayReference);
        Trust("array-bounds", $"{operation.ArrayReference.Syntax} starts at 0", Lines.Of(operation));
        var indices = ImmutableArray.CreateBuilder<Term>();
        var inRange = new List<Term>();
        var evaluated = operation.Indices.Select((index, dimension) => (Value: Evaluate(index), Dimension: dimension)).ToList();
        var array = NonNullWhenStored(holder, operation);
        foreach (var index in evaluated)
        {
            if (index.Value.Sort is not IntegerSort { Width: 32, Signed: true } and not IntegerSort { Width: < 32 })
            {
                throw UnsupportedConstructException.At("index that is no int", operation);
            }

            var at = _terms.Convert(index.Value.Term, IntegerSort.Int32);
            inRange.Add(_terms.And(_terms.LessOrEqual(Int(0), at), _terms.Less(at, Dimension(array, index.Dimension))));
            indices.Add(at);
        }

        RequireWhenStored(ObligationKind.Index, operation, _terms.And(inRange));
        return new Place.GridElement(array, indices.ToImmutable(), operation.ArrayReference, _shapes.Of(operation.Type!));
    }

    private Value ReadGrid(Place.GridElement element)
    {
        CheckReferents(null, element.Shape.Type, writes: false, element.Indices.Length);
        var leaves = _keys.OfElements(element.Shape.Type, element.Indices.Length)
            .Select((k, i) => HeapKeys.AsElement(_terms, element.Indices.Aggregate(_terms.Select(MapOf(k), element.Array), _terms.Select), element.Shape.Leaves[i].Sort));
        var value = new Value(element.Shape, leaves.ToImmutableArray());
        KnowAllocated(value);
        return value;
    }

    private void WriteGrid(Place.GridElement element, Value value, IOperation operation)
    {
        var type = element.Shape.Type;
        if (type.IsReferenceType && type.SpecialType != SpecialType.System_String && !_writes.IsExact(type) && !IsFreshArray(element.Array))
        {
            throw UnsupportedConstructException.At("store into an array that may be of a derived type", operation);
        }

        CheckReferents(null, type, writes: true, element.Indices.Length);
        var keys = _keys.OfElements(type, element.Indices.Length);
        for (var i = 0; i < keys.Count; i++)
        {
            var map = MapOf(keys[i]);
            SetMap(keys[i], _terms.Store(map, element.Array, Stored(_terms.Select(map, element.Array), element.Indices, value.Leaves[i])));
        }
    }

    private Term Stored(Term map, ImmutableArray<Term> indices, Term value) => indices.IsEmpty
        ? HeapKeys.AsElement(_terms, value, map.Sort)
        : _terms.Store(map, indices[0], Stored(_terms.Select(map, indices[0]), indices.RemoveAt(0), value));

    private Value CreateGrid(IArrayCreationOperation operation, IArrayTypeSymbol type)
    {
        RefuseInComparison(_version is not null, operation);
        var sizes = operation.DimensionSizes.Select(Evaluate).ToList();
        if (sizes.Any(s => s.Sort is not IntegerSort { Width: 32, Signed: true }))
        {
            throw UnsupportedConstructException.At("array size that is no int", operation);
        }

        var isPossible = _terms.And(sizes.Select(s => _terms.LessOrEqual(Int(0), s.Term)));
        Require(ObligationKind.ArraySize, operation, isPossible);
        var array = Allocate(_shapes.Of(type));
        KnowType(array);
        for (var i = 0; i < sizes.Count; i++)
        {
            Know(_terms.Implies(isPossible, _terms.Equal(Dimension(array.Term, i), sizes[i].Term)));
        }

        foreach (var key in _keys.OfElements(type.ElementType, type.Rank))
        {
            SetMap(key, _terms.Store(MapOf(key), array.Term, DefaultOf(((Sort.Map)key.Sort).Element)));
        }

        if (operation.Initializer is { } initializer)
        {
            Fill(array.Term, type, initializer, []);
        }

        return array;
    }

    private void Fill(Term array, IArrayTypeSymbol type, IOperation value, ImmutableArray<Term> at)
    {
        if (value is IArrayInitializerOperation row)
        {
            for (var i = 0; i < row.ElementValues.Length; i++)
            {
                Fill(array, type, row.ElementValues[i], at.Add(Int(i)));
            }

            return;
        }

        WriteGrid(new Place.GridElement(array, at, null, _shapes.Of(type.ElementType)), Convert(Evaluate(value), type.ElementType, value), value);
    }

    /// <summary>What an array says of its lengths; null for every other call.</summary>
    private Value? ArrayMember(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IOperation operation)
    {
        if (method.ContainingType.SpecialType != SpecialType.System_Array || receiver?.Shape.Type is not IArrayTypeSymbol type || method.Name is not ("GetLength" or "GetUpperBound" or "GetLowerBound"))
        {
            return null;
        }

        RefuseInComparison(_version is not null, operation);
        var array = NonNull(receiver, operation);
        if (arguments is not [{ Term: { IsInteger: true } number }] || number.Value < 0 || number.Value >= type.Rank)
        {
            throw UnsupportedConstructException.At("dimension that is not known", operation);
        }

        var length = type.Rank == 1 ? _terms.ArrayLength(array) : Dimension(array, (int)number.Value);
        return Scalar(method.ReturnType, method.Name switch
        {
            "GetLength" => length,
            "GetUpperBound" => _terms.Subtract(length, Int(1)),
            _ => Int(0),
        });
    }

    /// <summary><c>Length</c> of an array of several dimensions: their product.</summary>
    private Place GridLength(Value receiver, IArrayTypeSymbol type, IPropertyReferenceOperation operation)
    {
        RefuseInComparison(_version is not null, operation);
        var array = NonNull(receiver, operation);
        var length = _terms.ArrayLength(array);
        var product = Enumerable.Range(0, type.Rank).Select(i => Dimension(array, i)).Aggregate((a, b) =>
        {
            Know(_terms.MultiplyFits(a, b));
            return _terms.Multiply(a, b);
        });
        if (array.FreeBound.Count == 0)
        {
            Know(_terms.Equal(length, product));
        }

        return Hold(Scalar(operation.Type!, length));
    }
}
