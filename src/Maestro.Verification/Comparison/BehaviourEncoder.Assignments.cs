using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Assignments, compound ones, increments and deconstruction.</content>
internal sealed partial class BehaviourEncoder
{
    private Value Assign(IOperation to, Func<Value> evaluate, IOperation operation)
    {
        if (to is IPropertyReferenceOperation { Property: { } property } && _reader.Bodies.FieldBehind(property) is null)
        {
            throw Unsupported("property setter", operation);
        }

        var target = TargetOf(to);
        var value = Converted(evaluate(), target is Target.Nowhere ? to.Type! : target.Shape.Type, operation);
        Write(target, value);
        return value;
    }

    private Value Compound(ICompoundAssignmentOperation operation)
    {
        if (operation.IsLifted || operation.Target is IPropertyReferenceOperation)
        {
            throw Unsupported("compound assignment", operation);
        }

        var target = TargetOf(operation.Target);
        var old = operation.Target is IFlowCaptureReferenceOperation reference && _now.Captures.TryGetValue(reference.Id, out var held) && held is Held.Place { Old: { } before } ? before : Read(target);
        var right = Evaluate(operation.Value);
        // The left operand is promoted to the type that the operator works in.
        var type = operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
            ? Promoted(old.Shape.Type)
            : right.Shape.Type.SpecialType == SpecialType.System_String || old.Shape.Type.SpecialType == SpecialType.System_String ? operation.Type!
            : old.Sort is IntegerSort && right.Sort is IntegerSort ? (((IntegerSort)right.Sort).Width >= 32 ? right.Shape.Type : Promoted(old.Shape.Type)) : right.Shape.Type;
        var left = ConvertTo(old, type, isChecked: false, operation);
        var result = Operator(operation.OperatorKind, left, right, type, operation.IsChecked, operation);
        var converted = ConvertTo(
            Scalar(type, result),
            target.Shape.Type,
            operation.IsChecked || operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
                && CheckedContexts.Encloses(operation, _reader.Bodies.Compilation),
            operation);
        Write(target, converted);
        return converted;
    }

    private ITypeSymbol Promoted(ITypeSymbol type) =>
        Shapes.IntegerSortOf(type) is { Width: < 32 } ? _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32) : type;

    private Value Increment(IIncrementOrDecrementOperation operation)
    {
        if (operation.IsLifted || operation.Target is IPropertyReferenceOperation)
        {
            throw Unsupported("increment", operation);
        }

        var target = TargetOf(operation.Target);
        var old = Read(target);
        var up = operation.Kind == OperationKind.Increment;
        if (old.Sort is FloatSort format)
        {
            var next = new Value(old.Shape, Sum(old.Term, _terms.Float(up ? 1 : -1, format), old.Shape.Type.SpecialType.ToString()));
            Write(target, next);
            return operation.IsPostfix ? old : next;
        }

        if (old.Sort is not IntegerSort sort)
        {
            throw Unsupported("increment of this type", operation);
        }

        var one = _terms.Integer(1, sort);
        if (operation.IsChecked)
        {
            ThrowWhen(_terms.Not(up ? _terms.AddFits(old.Term, one) : _terms.SubtractFits(old.Term, one)), "System.OverflowException");
        }

        var value = new Value(old.Shape, up ? _terms.Add(old.Term, one) : _terms.Subtract(old.Term, one));
        Write(target, value);
        return operation.IsPostfix ? old : value;
    }

    private Value Deconstruct(ITupleOperation target, IDeconstructionAssignmentOperation operation)
    {
        var places = new List<Target>();
        foreach (var element in target.Elements)
        {
            places.Add(TargetOf(element));
            if (places[places.Count - 1] is Target.Element)
            {
                // The compiler takes a reference to an element at once.
                Reach(places[places.Count - 1]);
            }
        }

        var right = operation.Value;
        while (right is IConversionOperation { IsImplicit: true, OperatorMethod: null } conversion)
        {
            right = conversion.Operand;
        }

        if (right is not ITupleOperation values || values.Elements.Length != places.Count)
        {
            throw Unsupported("deconstruction", operation);
        }

        var evaluated = values.Elements.Select((v, i) => Converted(Evaluate(v), places[i].Shape.Type, operation)).ToList();
        for (var i = 0; i < places.Count; i++)
        {
            Write(places[i], evaluated[i]);
        }

        return evaluated[0];
    }
}
