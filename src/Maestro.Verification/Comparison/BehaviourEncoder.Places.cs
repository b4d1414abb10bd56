using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Places: variables, fields, elements and properties, what reaching one throws, and reading and writing it.</content>
internal sealed partial class BehaviourEncoder
{
    private Target TargetOf(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation { Local: { IsRef: false } local }:
                return new Target.Variable(local, _shapes.Of(local.Type));
            case IParameterReferenceOperation parameter:
                return new Target.Variable(parameter.Parameter, _shapes.Of(parameter.Parameter.Type));
            case IDiscardOperation:
                return new Target.Nowhere(_shapes.Of(operation.Type!));
            case IDeclarationExpressionOperation declaration:
                return TargetOf(declaration.Expression);
            case IFlowCaptureReferenceOperation reference when _now.Captures.TryGetValue(reference.Id, out var held) && held is Held.Place place:
                return place.Target;
            case IFieldReferenceOperation { Field: { IsVolatile: false } field } reference:
                return FieldTarget(field, reference.Instance, operation);
            case IPropertyReferenceOperation { Property: { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false } property } reference
                when _reader.Bodies.FieldBehind(property) is { } field && property.SetMethod is not null:
                return FieldTarget(field, reference.Instance, operation);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element when element.ArrayReference.Type is IArrayTypeSymbol { Rank: 1 } type:
                var array = Evaluate(element.ArrayReference);
                var index = Evaluate(element.Indices[0]);
                if (index.Sort is not IntegerSort)
                {
                    throw Unsupported("index of this type", operation);
                }

                return new Target.Element(array.Term, index.Term, type.ElementType, _shapes.Of(type.ElementType));
            default:
                throw Unsupported($"place {operation.Kind}", operation);
        }
    }

    private Target FieldTarget(IFieldSymbol field, IOperation? instance, IOperation operation)
    {
        if (field.ContainingType.IsValueType && !field.IsStatic || field.IsStatic && (field.IsReadOnly || field.ContainingType.StaticConstructors.Any()))
        {
            throw Unsupported($"field {field.Name}", operation);
        }

        if (field.IsStatic)
        {
            return new Target.Field(field, null, _shapes.Of(field.Type));
        }

        var receiver = Evaluate(instance!);
        return new Target.Field(field, receiver.Term, _shapes.Of(field.Type));
    }

    /// <summary>What reading or writing a place throws, when it is read or written, not when it is named.</summary>
    private void Reach(Target target)
    {
        switch (target)
        {
            case Target.Field { Receiver: { } receiver }:
                ThrowWhen(NullTest(receiver), "System.NullReferenceException");
                break;
            case Target.Element element:
                ThrowWhen(NullTest(element.Array), "System.NullReferenceException");
                var sort = (IntegerSort)element.Index.Sort;
                var wide = IntegerSort.Int64;
                if (sort.Width == 64 && !sort.Signed)
                {
                    throw new UnsupportedConstructException("index of 64 bits", 0);
                }

                var index = _terms.Convert(element.Index, wide);
                ThrowWhen(
                    _terms.Not(_terms.And(_terms.LessOrEqual(_terms.Integer(0, wide), index), _terms.Less(index, _terms.Convert(Length(element.Array), wide)))),
                    "System.IndexOutOfRangeException");
                break;
        }
    }

    private Value Read(Target target)
    {
        Reach(target);
        switch (target)
        {
            case Target.Variable variable:
                return _now.Variables.TryGetValue(variable.Symbol, out var value) ? value : throw new UnsupportedConstructException($"variable {variable.Symbol.Name}", 0);
            case Target.Field field:
                return new Value(target.Shape, _keys.OfField(field.Symbol)
                    .Select(k => field.Receiver is null ? MapOf(_now.Heap, k) : _terms.Select(MapOf(_now.Heap, k), field.Receiver)).ToImmutableArray());
            case Target.Element element:
                var index = _terms.Convert(element.Index, IntegerSort.Int32);
                return new Value(target.Shape, _keys.OfElements(element.Type).Zip(target.Shape.Leaves, (k, l) =>
                    HeapKeys.AsElement(_terms, _terms.Select(_terms.Select(MapOf(_now.Heap, k), element.Array), index), l.Sort)).ToImmutableArray());
            default:
                throw new UnsupportedConstructException("discard as a value", 0);
        }
    }

    private void Write(Target target, Value value)
    {
        Reach(target);
        switch (target)
        {
            case Target.Variable variable:
                Set(variable.Symbol, value with { Shape = target.Shape });
                break;
            case Target.Field field:
                Store(_keys.OfField(field.Symbol), (map, leaf) => field.Receiver is null ? leaf : _terms.Store(map, field.Receiver, leaf), value);
                break;
            case Target.Element element:
                if (element.Type.IsReferenceType && element.Type is not { IsSealed: true })
                {
                    throw new UnsupportedConstructException("store into an array of references", 0);
                }

                var index = _terms.Convert(element.Index, IntegerSort.Int32);
                Store(_keys.OfElements(element.Type), (map, leaf) => _terms.Store(map, element.Array, _terms.Store(_terms.Select(map, element.Array), index, leaf)), value);
                break;
        }
    }

    private void Store(IReadOnlyList<MapKey> keys, Func<Term, Term, Term> store, Value value)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            var map = MapOf(_now.Heap, keys[i]);
            var leaf = map.Sort is Sort.Map { Element: Sort.Map { Element: var element } } ? HeapKeys.AsElement(_terms, value.Leaves[i], element) : value.Leaves[i];
            _now = _now with { Heap = _now.Heap with { Maps = _now.Heap.Maps.SetItem(keys[i], store(map, leaf)) } };
        }
    }
}
