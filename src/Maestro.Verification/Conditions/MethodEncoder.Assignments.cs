using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Places: reading, writing, assignments.</content>
internal sealed partial class MethodEncoder
{

    private Value Read(Place place, IOperation operation)
    {
        switch (place)
        {
            case Temporary held:
                return held.Value;
            case ReadBefore before:
                return before.Old;
            case Unchecked target:
                Check(target);
                return Read(target.Target, operation);
            case Place.Local local:
                if (_frame.Bindings.TryGetValue(local.Symbol, out var bound))
                {
                    return bound;
                }

                return Now.Locals.TryGetValue(local.Symbol, out var value) ? value : throw UnsupportedConstructException.At($"captured variable {local.Symbol.Name}", operation);
            case Place.StructThis:
                return _frame.This ?? Now.This!;
            case Place.Captured captured:
                return ((Capture.OfVariable)Now.Captures[captured.Id]).Value;
            case Place.Field field:
                return ReadField(field.Symbol, field.Receiver, operation);
            case Place.Element element:
                return ReadElement(element.Array, element.Index, element.Shape.Type);
            case Place.GridElement element:
                return ReadGrid(element);
            case Place.PartOf part:
                return Read(part.Whole, operation).Get(part.Part) with { Shape = part.Shape };
            case Place.Property property:
                return Call(property.Operation.Property.GetMethod!, Latest(property.Receiver, property.At, operation), property.Arguments, operation, operation.Syntax.GetLocation(), property.At);
            default:
                throw UnsupportedConstructException.At("read", operation);
        }
    }

    private void Write(Place place, Value value, IOperation operation)
    {
        if (_frame.Mode != EvaluationMode.Execute)
        {
            throw UnsupportedConstructException.At("assignment in a contract", operation);
        }

        switch (place)
        {
            case Place.Nowhere:
                break;
            case ReadBefore before:
                Write(before.Target, value, operation);
                break;
            case Unchecked target:
                Check(target);
                Write(target.Target, value, operation);
                break;
            case Place.Local local:
                _state = Now with { Locals = Now.Locals.SetItem(local.Symbol, value with { Shape = local.Shape }) };
                WriteReferents(local.Symbol, value with { Shape = local.Shape });
                WriteShared(local.Symbol);
                break;
            case Place.StructThis:
                _state = Now with { This = value };
                break;
            case Place.Captured captured:
                _state = Now with { Captures = Now.Captures.SetItem(captured.Id, new Capture.OfVariable(value)) };
                break;
            case Place.Field field:
                WriteField(field.Symbol, field.Receiver, value, operation);
                break;
            case Place.Element element:
                TouchBehind(element.Reference);
                WriteElement(element.Array, element.Index, value with { Shape = element.Shape }, operation, element.IsExact);
                break;
            case Place.GridElement element:
                TouchBehind(element.Reference);
                WriteGrid(element, value with { Shape = element.Shape }, operation);
                break;
            case Place.PartOf part:
                Write(part.Whole, Read(part.Whole, operation).With(part.Part, value), operation);
                break;
            case Place.Property { Operation: var reference } property when reference.Property.SetMethod is { } setter:
                Call(setter, Latest(property.Receiver, property.At, operation), property.Arguments.Add(value), operation, operation.Syntax.GetLocation(), property.At);
                break;
            case Place.Several several:
                WriteAll(several, value, operation);
                break;
            default:
                throw UnsupportedConstructException.At("write", operation);
        }
    }

    private void WriteAll(Place.Several several, Value value, IOperation operation)
    {
        if (value.Shape.Parts.Length != several.Places.Length || value.Shape.Type is not INamedTypeSymbol { IsTupleType: true } && !Shapes.IsDeconstructed(value.Shape.Type))
        {
            throw UnsupportedConstructException.At("deconstruction", operation);
        }

        for (var i = 0; i < several.Places.Length; i++)
        {
            Write(several.Places[i], Convert(value.Get(value.Shape.Parts[i]), several.Places[i].Shape.Type, operation), operation);
        }
    }

    private Value Assign(IAssignmentOperation operation)
    {
        switch (operation)
        {
            case ISimpleAssignmentOperation { IsRef: false } simple:
                {
                    var place = PlaceForStoring(simple.Target, TargetOf);
                    var value = Convert(Evaluate(simple.Value), simple.Target.Type!, simple.Value);
                    Write(place, value, operation);
                    return value;
                }

            case ISimpleAssignmentOperation reference:
                return Refer(reference);
            case IDeconstructionAssignmentOperation deconstruction:
                {
                    var place = PlaceOf(deconstruction.Target);
                    var value = Evaluate(deconstruction.Value);
                    if (place is Place.Several several && value.Shape.Type is not INamedTypeSymbol { IsTupleType: true } && !Shapes.IsDeconstructed(value.Shape.Type))
                    {
                        WriteDeconstructed(several, value, deconstruction);
                    }
                    else
                    {
                        Write(place, value, operation);
                    }

                    return value;
                }

            case ICompoundAssignmentOperation compound:
                return Compound(compound);
            default:
                throw UnsupportedConstructException.At(NameOf(operation), operation);
        }
    }

    /// <summary>The place to assign to; a getter-only auto-property of the object under construction is its field.</summary>
    private Place TargetOf(IOperation target) => target is IPropertyReferenceOperation { Property: { } property } reference && Initialisers.StoredBy(reference) is null
        && _reader.Bodies.FieldBehind(property) is null && property.SetMethod is null && !property.ReturnsByRef
        ? throw UnsupportedConstructException.At("assignment to a property without setter", reference)
        : PlaceForWriting(target);

    private Place PlaceForWriting(IOperation target)
    {
        if (target is IPropertyReferenceOperation initialised && Initialisers.StoredBy(initialised) is { } stored)
        {
            var shape = _shapes.Of(target.Type!);
            return stored.IsStatic ? new Place.Field(stored, null, shape)
                : initialised.Instance!.Type is { IsValueType: true } type ? PartPlace(initialised.Instance, type, Shapes.NameOf(stored), shape, target)
                : new Place.Field(stored, Evaluate(initialised.Instance).Term, shape);
        }

        // `=> field` reads a field, but its setter may do more.
        if (target is IPropertyReferenceOperation { Property: { SetMethod: { } setter } property } reference && _reader.Bodies.BodyOf(setter) is not null)
        {
            var receiver = Receiver(reference.Instance, setter, out var at);
            return new Place.Property(reference, receiver, at, Arguments(reference.Arguments, property.Parameters), _shapes.Of(target.Type!));
        }

        return PlaceOf(target);
    }

    private Value Compound(ICompoundAssignmentOperation operation)
    {
        var place = PlaceForWriting(operation.Target);
        var old = Read(place, operation);
        var type = operation.Target.Type!;
        var operand = type.SpecialType == SpecialType.System_String ? Formatted(operation.Value) : Evaluate(operation.Value);
        if (operation.IsLifted)
        {
            if (operation is not { OperatorMethod: null, InConversion.IsIdentity: true, OutConversion.IsIdentity: true })
            {
                throw UnsupportedConstructException.At("lifted compound assignment", operation);
            }

            var lifted = Lifted(operation.OperatorKind, old, operand, type, operation.IsChecked, operation);
            Write(place, lifted, operation);
            return lifted;
        }

        // Operands were promoted to the operator's type; for shifts that is the target's promotion.
        var isShift = operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        var operatorType = Shapes.IntegerSortOf(type) is null ? type : isShift ? Promoted(type) : operand.Shape.Type;
        if (Shapes.IntegerSortOf(type) is not null && !isShift && type.TypeKind != TypeKind.Enum)
        {
            operatorType = Promoted(operatorType);
        }

        if (operand.Sort is FloatSort && old.Sort is FloatSort)
        {
            // A float meets a double as a double.
            operatorType = operand.Shape.Type;
            old = Convert(old, operatorType, operation);
        }

        var result = operation.OperatorMethod is { } method && !IsBuiltIn(method)
            ? Call(method, null, [old, operand], operation, operation.Syntax.GetLocation())
            : Binary(operation.OperatorKind, null, Shapes.IntegerSortOf(type) is null ? old : Convert(old, operatorType, operation), operand, operatorType, operation.IsChecked, false, operation);
        result = Convert(result, type, operation, operation.IsChecked || isShift && CheckedContexts.Encloses(operation, _reader.Bodies.Compilation));
        Write(place, result, operation);
        return result;
    }

    private ITypeSymbol Promoted(ITypeSymbol type) => Shapes.IntegerSortOf(type) is { Width: < 32 }
        ? _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32)
        : type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? underlying : type;

    private Value Increment(IIncrementOrDecrementOperation operation)
    {
        var place = PlaceForWriting(operation.Target);
        var old = Read(place, operation);
        if (operation.IsLifted)
        {
            return LiftedIncrement(operation, place, old);
        }

        if (operation.OperatorMethod is { } method && !IsBuiltIn(method) || old.Sort is not (IntegerSort or FloatSort or Sort.Exact) || !old.Shape.IsScalar)
        {
            throw UnsupportedConstructException.At(NameOf(operation), operation);
        }

        var up = operation.Kind == OperationKind.Increment;
        if (old.Sort is FloatSort or Sort.Exact)
        {
            var moved = old with
            {
                Leaves = [old.Sort is FloatSort format ? _terms.FloatAdd(old.Term, _terms.Float(up ? 1 : -1, format))
                    : DecimalPlain(BinaryOperatorKind.Add, old, old with { Leaves = [DecimalConstant(up ? 1m : -1m)] }, operation)],
            };
            Write(place, moved, operation);
            return operation.IsPostfix ? old : moved;
        }

        var sort = (IntegerSort)old.Sort;
        var one = _terms.Integer(1, sort);
        RequireFits(operation.IsChecked, () => up ? _terms.AddFits(old.Term, one) : _terms.SubtractFits(old.Term, one), operation);
        var result = old with { Leaves = [up ? _terms.Add(old.Term, one) : _terms.Subtract(old.Term, one)] };
        Write(place, result, operation);
        return operation.IsPostfix ? old : result;
    }
}
