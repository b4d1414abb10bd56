using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Which place an expression names.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>The place that an expression names; its receiver and index are evaluated here, once.</summary>
    private Place PlaceOf(IOperation operation)
    {
        var shape = operation.Type is null ? null : _shapes.Of(operation.Type);
        switch (operation)
        {
            case IParenthesizedOperation p:
                return PlaceOf(p.Operand);
            case ILocalReferenceOperation { Local: { IsRef: false } local }:
                return new Place.Local(local, shape!);
            case ILocalReferenceOperation referring:
                return ReferredBy(referring);
            case IInvocationOperation { TargetMethod: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } call:
                return PlaceOfCall(call);
            case IParameterReferenceOperation byReference when Now.References.TryGetValue(byReference.Parameter, out var referred):
                return referred;
            case IParameterReferenceOperation kept when CapturedParameter(kept) is { } value:
                return Hold(value);
            case IParameterReferenceOperation captured when !_frame.Bindings.ContainsKey(captured.Parameter) && !Now.Locals.ContainsKey(captured.Parameter):
                throw UnsupportedConstructException.At($"captured variable {captured.Parameter.Name}", operation);
            case IParameterReferenceOperation parameter:
                return new Place.Local(parameter.Parameter, shape!);
            case IFlowCaptureReferenceOperation reference when Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Capture.OfPlace held:
                return held.Place;
            case IFlowCaptureReferenceOperation reference when Now.Captures.TryGetValue(reference.Id, out var variable) && variable is Capture.OfVariable:
                return new Place.Captured(reference.Id, shape!);
            case IDiscardOperation:
                return new Place.Nowhere(shape!);
            case IDeclarationExpressionOperation declaration:
                return PlaceOf(declaration.Expression);
            case ITupleOperation tuple:
                return new Place.Several(tuple.Elements.Select(PlaceInTuple).ToImmutableArray(), shape!);
            case IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } when operation.Type!.IsValueType && _frame.This is null:
                return new Place.StructThis(shape!);
            case IFieldReferenceOperation field:
                return FieldPlace(field);
            case IArrayElementReferenceOperation { Indices.Length: 1 } element:
                return ElementPlace(element);
            case IArrayElementReferenceOperation element:
                return GridPlace(element);
            case IPropertyReferenceOperation property:
                return PropertyPlace(property);
            case IImplicitIndexerReferenceOperation { Instance.Type.SpecialType: SpecialType.System_String } indexer:
                return Hold(TextAt(indexer));
            case IImplicitIndexerReferenceOperation indexer when FromEnd(indexer) is { } last:
                return Hold(last);
            case IImplicitIndexerReferenceOperation indexer:
                return SpanIndexer(indexer);
            default:
                throw UnsupportedConstructException.At(NameOf(operation), operation);
        }
    }

    private Place FieldPlace(IFieldReferenceOperation operation)
    {
        var field = operation.Field;
        var shape = _shapes.Of(operation.Type!);
        if (field.IsStatic)
        {
            return new Place.Field(field, null, shape);
        }

        if (operation.Instance!.Type is { IsValueType: true } structType)
        {
            return PartPlace(operation.Instance, structType, field.CorrespondingTupleField?.Name ?? Shapes.NameOf(field), shape, operation);
        }

        return new Place.Field(field, NonNullWhenStored(Evaluate(operation.Instance), operation), shape);
    }

    private Place PartPlace(IOperation instance, ITypeSymbol type, string name, Shape shape, IOperation operation)
    {
        if (_shapes.Of(type).PartOf(name) is not { } part)
        {
            throw UnsupportedConstructException.At($"member of {type.ToDisplayString()}", operation);
        }

        return new Place.PartOf(IsPlace(instance) ? PlaceOf(instance) : Hold(Evaluate(instance)), part, shape);
    }

    private bool IsPlace(IOperation operation) => operation is IFlowCaptureReferenceOperation reference && Now.Captures.TryGetValue(reference.Id, out var capture) && capture is Capture.OfVariable
        || operation is ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IArrayElementReferenceOperation || operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance, Type.IsValueType: true } && _frame.This is null;

    // A value that nothing but the part is read from.
    private Place Hold(Value value) => new Temporary(value);

    private sealed record Temporary(Value Value) : Place(Value.Shape);

    private Place PropertyPlace(IPropertyReferenceOperation operation)
    {
        var property = operation.Property;
        if (ContentsOf(operation) is { } contents)
        {
            return Hold(contents);
        }

        if (property.Name == "Current" && operation.Instance is IFlowCaptureReferenceOperation captured
            && Now.Captures.TryGetValue(captured.Id, out var capture) && capture is Capture.OfEnumerator enumerator)
        {
            return IsSpan(enumerator.Collection) ? SpanElement(enumerator.Collection, enumerator.Index) : Hold(ElementOf(enumerator.Collection, enumerator.Index));
        }

        if (Spans.ElementOf(property.ContainingType) is not null)
        {
            return SpanProperty(operation);
        }

        var shape = _shapes.Of(operation.Type!);
        var type = property.ContainingType;
        if (operation.Instance?.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            var value = Evaluate(operation.Instance);
            if (property.Name == Shapes.NullableValue)
            {
                Require(ObligationKind.Nullable, operation, value.Get(value.Shape.PartOf(Shapes.HasValue)!).Term);
            }

            return new Place.PartOf(Hold(value), value.Shape.PartOf(property.Name)!, shape);
        }

        if (Shapes.IsPair(type))
        {
            return PartPlace(operation.Instance!, operation.Instance!.Type!, property.Name, shape, operation);
        }

        if (_reader.Bodies.FieldBehind(property) is { } field && !IsOpen(property.GetMethod))
        {
            var concrete = SameIn(field, type);
            if (property.IsStatic)
            {
                return new Place.Field(concrete, null, shape);
            }

            if (type.IsValueType)
            {
                return PartPlace(operation.Instance!, operation.Instance!.Type!, Shapes.NameOf(field), shape, operation);
            }

            return new Place.Field(concrete, NonNullWhenStored(Evaluate(operation.Instance!), operation), shape);
        }

        if ((property.ReturnsByRef || property.ReturnsByRefReadonly) && ReturnedPlace(property.GetMethod!, operation.Instance, operation.Arguments, operation) is { } returned)
        {
            return returned;
        }

        var receiver = Receiver(operation.Instance, property.GetMethod, out var at);
        if (ReadThroughInterface(operation, receiver) is { } read)
        {
            return Hold(read);
        }

        if (type.SpecialType == SpecialType.System_String && property.IsIndexer)
        {
            var index = IndexFrom(operation.Arguments[0].Value, () => _terms.StringLength(NonNull(receiver!, operation)), operation);
            return Hold(Scalar(operation.Type!, CharAt(receiver!.Term, index)));
        }

        if (type.SpecialType == SpecialType.System_String && property.Name == "Length")
        {
            return Hold(Scalar(operation.Type!, TextLength(NonNull(receiver!, operation))));
        }

        if (type.SpecialType == SpecialType.System_Array && property.Name is "Length" or "LongLength" && operation.Instance!.Type is IArrayTypeSymbol { Rank: 1 })
        {
            var length = _terms.ArrayLength(NonNull(receiver!, operation));
            return Hold(Scalar(operation.Type!, _terms.Convert(length, (IntegerSort)shape.Sort)));
        }

        if (type.SpecialType == SpecialType.System_Array && property.Name == "Length" && operation.Instance!.Type is IArrayTypeSymbol grid)
        {
            return GridLength(receiver!, grid, operation);
        }

        return new Place.Property(operation, receiver, at, Arguments(operation.Arguments, property.Parameters), shape);
    }

    private static IFieldSymbol SameIn(IFieldSymbol field, INamedTypeSymbol type) =>
        type.IsGenericType ? type.GetMembers(field.Name).OfType<IFieldSymbol>().FirstOrDefault() ?? field : field;
}
