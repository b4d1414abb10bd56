using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Properties, what is walked through, lengths and new arrays.</content>
internal sealed partial class BehaviourEncoder
{
    private Value Property(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (IsLength(operation))
        {
            var collection = Evaluate(operation.Instance!);
            ThrowIfNull(collection, operation);
            var length = collection.Sort == Sort.Text ? _terms.StringLength(collection.Term) : Length(collection.Term);
            return Scalar(operation.Type!, property.Name == "LongLength" ? _terms.Convert(length, IntegerSort.Int64) : length);
        }

        if (operation is { IsImplicit: true, Property.Name: "Current", Instance: { } enumerator } && WalkOf(enumerator) is { } walk)
        {
            var at = _terms.Subtract(walk.Next, Int(1));
            return walk.Collection.Sort == Sort.Text
                ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(walk.Collection.Term, at))
                : ElementAt(walk.Collection, at);
        }

        if (operation.Instance?.Type is { SpecialType: SpecialType.System_String } && property.IsIndexer)
        {
            var text = Evaluate(operation.Instance);
            var at = Evaluate(operation.Arguments[0].Value).Term;
            ThrowIfNull(text, operation);
            ThrowWhen(_terms.Not(_terms.And(_terms.LessOrEqual(Int(0), at), _terms.Less(at, _terms.StringLength(text.Term)))), "System.IndexOutOfRangeException");
            return Scalar(operation.Type!, _terms.StringChar(text.Term, at));
        }

        if (operation.Instance is { Type: { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } } nullable)
        {
            var value = Evaluate(nullable);
            if (value.Shape.PartOf(Shapes.HasValue) is { } has)
            {
                if (property.Name == "HasValue")
                {
                    return Scalar(operation.Type!, value.Get(has).Term);
                }

                ThrowWhen(_terms.Not(value.Get(has).Term), "System.InvalidOperationException");
                return value.Get(value.Shape.PartOf(Shapes.NullableValue)!);
            }
        }

        if (property is { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } && _reader.Bodies.FieldBehind(property) is { } field)
        {
            return Read(FieldTarget(field, operation.Instance, operation));
        }

        var receiver = operation.Instance is { } instance ? Evaluate(instance) : null;
        var arguments = operation.Arguments.Select(a => Converted(Evaluate(a.Value), a.Parameter!.Type, a)).ToList();
        return Call(property.GetMethod ?? throw Unsupported("property", operation), receiver, arguments, operation);
    }

    private Held.Walk? WalkOf(IOperation operation)
    {
        while (operation is IConversionOperation conversion)
        {
            operation = conversion.Operand;
        }

        return operation is IFlowCaptureReferenceOperation reference && _now.Captures.TryGetValue(reference.Id, out var held) ? held as Held.Walk : null;
    }

    /// <summary>An element that is known to be there.</summary>
    private Value ElementAt(Value array, Term index)
    {
        var type = ((IArrayTypeSymbol)array.Shape.Type).ElementType;
        var shape = _shapes.Of(type);
        return new Value(shape, _keys.OfElements(type).Zip(shape.Leaves, (k, l) =>
            HeapKeys.AsElement(_terms, _terms.Select(_terms.Select(MapOf(_now.Heap, k), array.Term), index), l.Sort)).ToImmutableArray());
    }

    private static bool IsLength(IPropertyReferenceOperation operation) =>
        operation is { Property.Name: "Length" or "LongLength", Instance.Type: IArrayTypeSymbol { Rank: 1 } }
        || operation is { Property.Name: "Length", Instance.Type.SpecialType: SpecialType.System_String };

    private readonly Dictionary<Term, Term> _lengths = [];

    private Term Length(Term array) => array.Op switch
    {
        Smt.Operator.Ite => _terms.Ite(array.Arguments[0], Length(array.Arguments[1]), Length(array.Arguments[2])),
        _ => _lengths.TryGetValue(array, out var known) ? known : _terms.ArrayLength(array),
    };

    private Value CreateArray(IArrayCreationOperation operation)
    {
        if (operation.Type is not IArrayTypeSymbol { Rank: 1 } type)
        {
            throw Unsupported("array of more than one dimension", operation);
        }

        var size = Evaluate(operation.DimensionSizes[0]);
        if (size.Sort is not IntegerSort { Width: 32, Signed: true } sort)
        {
            throw Unsupported("array size of this type", operation);
        }

        ThrowWhen(_terms.Less(size.Term, _terms.Integer(0, sort)), "System.OverflowException");
        // Its name says all that is fixed of it: of another type or size it is another object.
        var made = _terms.Variable($"made {Text(_made++)} {type.ToDisplayString()} {Text(size.Term.Id)}", Sort.Ref);
        _lengths[made] = size.Term;
        foreach (var key in _keys.OfElements(type.ElementType))
        {
            var map = MapOf(_now.Heap, key);
            _now = _now with { Heap = _now.Heap with { Maps = _now.Heap.Maps.SetItem(key, _terms.Store(map, made, DefaultOf((Sort.Map)((Sort.Map)key.Sort).Element))) } };
        }

        var array = Scalar(type, made);
        var values = operation.Initializer?.ElementValues ?? ImmutableArray<IOperation>.Empty;
        for (var i = 0; i < values.Length; i++)
        {
            Write(new Target.Element(made, Int(i), type.ElementType, _shapes.Of(type.ElementType)), Converted(Evaluate(values[i]), type.ElementType, values[i]));
        }

        return array;
    }
}
