using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Arrays of one dimension: elements, indices from both ends, new ones.</content>
internal sealed partial class MethodEncoder
{
    private void CheckElementTypes()
    {
        if (_keys.Elements.Confused() is var (written, other))
        {
            throw new UnsupportedConstructException(
                $"write of an array of {written.ToDisplayString()}, which may be one of {other.ToDisplayString()}", Lines.Of(_method.Locations[0]));
        }
    }

    private Place ElementPlace(IArrayElementReferenceOperation operation)
    {
        if (operation.ArrayReference is IFieldReferenceOperation { Field: var ghost } && FrameworkSpecifications.IsContents(ghost))
        {
            return Hold(ReadContents(_frame.This!, ghost, Evaluate(operation.Indices[0]).Term));
        }

        if (operation.Indices[0] is IRangeOperation range)
        {
            return ArrayRange(operation, range);
        }

        // The index is evaluated before anything is looked at.
        var array = Evaluate(operation.ArrayReference);
        var index = IndexFrom(operation.Indices[0], () => _terms.ArrayLength(NonNullWhenStored(array, operation)), operation);
        return new Place.Element(array.Term, index, _shapes.Of(operation.Type!)) { Reference = operation.ArrayReference };
    }

    /// <summary>An element of a specified collection, counted from the end; null for other indexers.</summary>
    private Value? FromEnd(IImplicitIndexerReferenceOperation operation)
    {
        if (operation is not { IndexerSymbol: IPropertySymbol { GetMethod: { } getter }, LengthSymbol: IPropertySymbol { GetMethod: { } count }, Argument: IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat } hat }
            || _reader.Specifications.Of(getter) is null || _reader.Specifications.Of(count) is null)
        {
            return null;
        }

        var receiver = Evaluate(operation.Instance);
        var fromEnd = Evaluate(hat.Operand).Term;
        var length = Call(count, receiver, [], operation, operation.Syntax.GetLocation());
        return Call(getter, receiver, [length with { Leaves = [_terms.Subtract(length.Term, fromEnd)] }], operation, operation.Syntax.GetLocation());
    }

    /// <summary>The 32-bit index, from the start, shown to be in range.</summary>
    private Term IndexFrom(IOperation index, Term length, IOperation operation) => IndexFrom(index, () => length, operation);

    private Term IndexFrom(IOperation index, Func<Term> lengthOf, IOperation operation)
    {
        var fromEnd = index is IUnaryOperation { OperatorKind: UnaryOperatorKind.Hat };
        var value = Evaluate(fromEnd ? ((IUnaryOperation)index).Operand : index);
        var length = lengthOf();
        if (value.Sort is not IntegerSort || !value.Shape.IsScalar)
        {
            throw UnsupportedConstructException.At($"index of type {index.Type?.ToDisplayString()}", operation);
        }

        var wide = new IntegerSort(64, ((IntegerSort)value.Sort).Signed || ((IntegerSort)value.Sort).Width < 64);
        var at = value.Term;
        if (fromEnd)
        {
            at = _terms.Subtract(length, _terms.Convert(at, IntegerSort.Int32));
        }

        if (((IntegerSort)at.Sort).Width == 32 && ((IntegerSort)at.Sort).Signed || ((IntegerSort)at.Sort).Width < 32)
        {
            at = _terms.Convert(at, IntegerSort.Int32);
            RequireWhenStored(ObligationKind.Index, operation, _terms.And(_terms.LessOrEqual(Int(0), at), _terms.Less(at, length)));
            return at;
        }

        var exact = _terms.Convert(at, wide);
        RequireWhenStored(ObligationKind.Index, operation, _terms.And(
            _terms.LessOrEqual(_terms.Integer(0, wide), exact),
            _terms.Less(exact, _terms.Convert(length, wide))));
        return _terms.Convert(at, IntegerSort.Int32);
    }

    private Value CreateArray(IArrayCreationOperation operation)
    {
        if (operation.Type is not IArrayTypeSymbol { Rank: 1 } type)
        {
            return CreateGrid(operation, (IArrayTypeSymbol)operation.Type!);
        }

        var size = Evaluate(operation.DimensionSizes[0]);
        var sort = (IntegerSort)size.Sort;
        // What is no int throws OverflowException; within int, what there is no memory for is no behaviour of the program.
        var isPossible = _terms.And(_terms.LessOrEqual(_terms.Integer(0, sort), size.Term), _terms.ConvertFits(size.Term, IntegerSort.Int32));
        Require(ObligationKind.ArraySize, operation, isPossible);
        var array = Allocate(_shapes.Of(type));
        KnowType(array);
        // In a clause that somebody else answers for, nobody has asked: it must not follow that the size is one.
        Know(_terms.Implies(isPossible, _terms.Equal(_terms.ArrayLength(array.Term), _terms.Convert(size.Term, IntegerSort.Int32))));
        foreach (var key in _keys.OfElements(type.ElementType))
        {
            var elements = (Sort.Map)((Sort.Map)key.Sort).Element;
            Making(() => SetMap(key, _terms.Store(MapOf(key), array.Term, DefaultOf(elements))));
        }

        if (operation is { IsImplicit: true, Initializer.ElementValues.IsEmpty: true })
        {
            // Of `params`: the compiler passes one that it shares.
            return OrShared(array, Int(0));
        }

        var values = operation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty;
        for (var i = 0; i < values.Length; i++)
        {
            var value = Convert(Evaluate(values[i]), type.ElementType, values[i]);
            var at = i;
            Making(() => WriteElement(array.Term, Int(at), value, values[at]));
        }

        return array;
    }
}
