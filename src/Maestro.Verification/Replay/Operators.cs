using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Operators: lifting to null, user-defined ones, strings, references and enums around <see cref="Arithmetic"/>.</summary>
internal sealed class Operators(Execution run)
{
    public object? Binary(IBinaryOperation operation, Frame frame)
    {
        var left = run.Evaluator.Evaluate(operation.LeftOperand, frame);

        // Only tree-level conditions hold && and ||; the graph branches.
        if (operation is { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr })
        {
            if (operation.OperatorMethod is not null || left is not bool first)
            {
                throw run.Unsupported("user-defined conditional operator", operation);
            }

            return first == (operation.OperatorKind == BinaryOperatorKind.ConditionalOr)
                ? left
                : run.Evaluator.Evaluate(operation.RightOperand, frame);
        }

        var right = run.Evaluator.Evaluate(operation.RightOperand, frame);
        var numbers = TypeModel.NumberType(operation.LeftOperand.Type) is not SpecialType.None and var type
            ? type
            : TypeModel.NumberType(operation.RightOperand.Type);
        if (operation.OperatorMethod is { Name: "op_Equality" or "op_Inequality", ContainingType: { Name: "Type", ContainingNamespace.Name: "System" } })
        {
            return Arithmetic.Box(SymbolEqualityComparer.Default.Equals((left as TypeValue)?.Type, (right as TypeValue)?.Type) == (operation.OperatorKind == BinaryOperatorKind.Equals));
        }

        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Lifted(operation.IsLifted, operation.OperatorKind, left, right, () => run.Calls.InvokeOperator(method, new[] { left, right }, operation, frame));
        }

        if (operation.OperatorKind == BinaryOperatorKind.Add && operation.Type?.SpecialType == SpecialType.System_String)
        {
            return run.Framework.TextOf(left, operation.LeftOperand.Type, operation, frame) + run.Framework.TextOf(right, operation.RightOperand.Type, operation, frame);
        }

        if (operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && !IsValue(operation.LeftOperand.Type) && !IsValue(operation.RightOperand.Type))
        {
            return Arithmetic.Box(ReferenceEqual(left, right, operation) == (operation.OperatorKind == BinaryOperatorKind.Equals));
        }

        if (left is null || right is null)
        {
            // Comparing a nullable value with the null literal is not marked as lifted.
            return operation.IsLifted || operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
                ? Lifted(true, operation.OperatorKind, left, right, () => null)
                : throw run.Unsupported("operator", operation);
        }

        return Compute(operation.OperatorKind, numbers, left, right, operation.IsChecked, ResultType(operation.Type), operation, frame);
    }

    public object? Unary(IUnaryOperation operation, Frame frame)
    {
        var operand = run.Evaluator.Evaluate(operation.Operand, frame);
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return operation.IsLifted && operand is null ? null : run.Calls.InvokeOperator(method, new[] { operand }, operation, frame);
        }

        if (operand is null)
        {
            return null;
        }

        if (operation.OperatorKind == UnaryOperatorKind.Hat)
        {
            return (int)operand >= 0 || operation.Parent is IRangeOperation or IImplicitIndexerReferenceOperation ? new IndexValue((int)operand, FromEnd: true) : throw run.Thrown("System.ArgumentOutOfRangeException", operation);
        }

        return Guarded(
            () => Arithmetic.Unary(operation.OperatorKind, TypeModel.NumberType(operation.Operand.Type), operand, operation.IsChecked),
            operation,
            frame);
    }

    public object? Increment(IIncrementOrDecrementOperation operation, Frame frame)
    {
        var place = run.Places.Of(operation.Target, frame, eager: true);
        var before = StructValue.CopyOf(place.Get());
        object? after;
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            after = before is null && operation.IsLifted ? null : run.Calls.InvokeOperator(method, new[] { before }, operation, frame);
        }
        else if (before is null)
        {
            after = null;
        }
        else
        {
            var type = TypeModel.NumberType(operation.Target.Type);
            var wide = Promoted(type);
            var kind = operation.Kind == OperationKind.Increment ? BinaryOperatorKind.Add : BinaryOperatorKind.Subtract;
            after = Compute(kind, wide, Numbers.Convert(before, wide, false)!, Numbers.Convert(1, wide, false)!, operation.IsChecked, type, operation, frame);
        }

        place.Set(after);
        return operation.IsPostfix ? before : after;
    }

    public object? Compound(ICompoundAssignmentOperation operation, Frame frame)
    {
        if (operation.InConversion.IsUserDefined || operation.OutConversion.IsUserDefined)
        {
            throw run.Unsupported("compound assignment with a user-defined conversion", operation);
        }

        var place = run.Places.Of(operation.Target, frame, eager: true);
        var left = StructValue.CopyOf(place.Get());
        var right = run.Evaluator.Evaluate(operation.Value, frame);
        object? result;
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            result = operation.IsLifted && (left is null || right is null) ? null : run.Calls.InvokeOperator(method, new[] { left, right }, operation, frame);
        }
        else if (operation.OperatorKind == BinaryOperatorKind.Add && operation.Type?.SpecialType == SpecialType.System_String)
        {
            result = run.Framework.TextOf(left, operation.Target.Type, operation, frame) + run.Framework.TextOf(right, operation.Value.Type, operation, frame);
        }
        else if (left is null || right is null)
        {
            result = Lifted(operation.IsLifted, operation.OperatorKind, left, right, () => throw run.Unsupported("operator", operation));
        }
        else
        {
            var target = TypeModel.NumberType(operation.Target.Type);
            var isShift = operation.OperatorKind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
            var isEnum = TypeModel.Underlying(operation.Target.Type!).TypeKind == TypeKind.Enum;
            var type = isShift || isEnum || target == SpecialType.System_Boolean ? Promoted(target) : TypeModel.NumberType(operation.Value.Type);
            if (!isShift && isEnum)
            {
                right = Numbers.Convert(right, type, isChecked: false)!;
            }

            var widened = target == SpecialType.System_Boolean ? left : Numbers.Convert(left, type, isChecked: false);
            result = widened is null
                ? throw run.Unsupported("compound assignment", operation)
                : Compute(operation.OperatorKind, type, widened, right, operation.IsChecked || (isShift && CheckedContexts.Encloses(operation, run.Types.Compilation)), target, operation, frame);
        }

        place.Set(result);
        return result;
    }

    public object? TupleEquality(ITupleBinaryOperation operation, Frame frame)
    {
        var left = run.Evaluator.Evaluate(operation.LeftOperand, frame);
        var right = run.Evaluator.Evaluate(operation.RightOperand, frame);
        return Arithmetic.Box(PartsEqual(left, right, operation) == (operation.OperatorKind == BinaryOperatorKind.Equals));
    }

    /// <summary>Reference equality, and by value for strings, delegates being out of reach.</summary>
    public bool ReferenceEqual(object? left, object? right, IBinaryOperation site)
    {
        if (left is string a && right is string b)
        {
            var areStrings = site.LeftOperand.Type?.SpecialType == SpecialType.System_String && site.RightOperand.Type?.SpecialType == SpecialType.System_String;

            // Whether two equal strings are one object depends on interning.
            return areStrings ? string.Equals(a, b, StringComparison.Ordinal)
                : string.Equals(a, b, StringComparison.Ordinal) ? throw run.Unsupported("reference equality of strings", site) : false;
        }

        if (left is ArrayValue { Items.Length: 0 } x && right is ArrayValue { Items.Length: 0 } y && (x.MayBeShared || y.MayBeShared) && !ReferenceEquals(x, y))
        {
            throw run.Unsupported("identity of an empty array", site);
        }

        return left is DelegateValue && right is DelegateValue ? throw run.Unsupported("delegate equality", site) : ReferenceEquals(left, right);
    }

    private bool PartsEqual(object? left, object? right, IOperation site) => (left, right) switch
    {
        (StructValue { Type.IsTupleType: true } a, StructValue { Type.IsTupleType: true } b) when a.Fields.Length == b.Fields.Length =>
            a.Fields.Zip(b.Fields, (x, y) => (x, y)).All(p => PartsEqual(p.x, p.y, site)),
        (null, null) => true,
        (null, _) or (_, null) => false,
        (string a, string b) => string.Equals(a, b, StringComparison.Ordinal),
        (double a, double b) => a == b,
        (float a, float b) => a == b,
        (StructValue or Boxed or DelegateValue, _) or (_, StructValue or Boxed or DelegateValue) => throw run.Unsupported("tuple equality", site),
        (ObjectValue or ArrayValue, _) => ReferenceEquals(left, right),
        _ when left.GetType() == right.GetType() => left.Equals(right),
        _ => Numbers.Convert(left, SpecialType.System_Decimal, false)!.Equals(Numbers.Convert(right, SpecialType.System_Decimal, false)),
    };

    private static bool IsValue(ITypeSymbol? type) => type is { IsValueType: true } or ITypeParameterSymbol { IsReferenceType: false };

    private static SpecialType ResultType(ITypeSymbol? type) => TypeModel.NumberType(type);

    /// <summary>Operators that the framework declares on its own number types are C#'s built-in ones.</summary>
    private static bool IsBuiltIn(IMethodSymbol method) =>
        method.ContainingType.SpecialType is not SpecialType.None and not SpecialType.System_DateTime;

    private static SpecialType Promoted(SpecialType type) =>
        type is SpecialType.System_SByte or SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char
            ? SpecialType.System_Int32
            : type;

    private static object? Lifted(bool isLifted, BinaryOperatorKind kind, object? left, object? right, Func<object?> apply)
    {
        if (!isLifted || (left is not null && right is not null))
        {
            return apply();
        }

        return kind switch
        {
            BinaryOperatorKind.Equals => Arithmetic.Box(left is null && right is null),
            BinaryOperatorKind.NotEquals => Arithmetic.Box(left is not null || right is not null),
            BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual => Arithmetic.Box(false),

            // Three-valued logic of bool?.
            BinaryOperatorKind.And when left is false || right is false => Arithmetic.Box(false),
            BinaryOperatorKind.Or when left is true || right is true => Arithmetic.Box(true),
            _ => null,
        };
    }

    private object? Compute(BinaryOperatorKind kind, SpecialType type, object left, object right, bool isChecked, SpecialType resultType, IOperation site, Frame frame) =>
        Guarded(
            () =>
            {
                var value = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift
                    ? Arithmetic.Shift(kind, type, left, Numbers.ToInt32(right))
                    : Arithmetic.Binary(kind, type, left, right, isChecked);
                return value is null or bool || !Numbers.IsNumeric(resultType) ? value : Numbers.Convert(value, resultType, isChecked);
            },
            site,
            frame);

    private object? Guarded(Func<object?> compute, IOperation site, Frame frame)
    {
        try
        {
            return compute() ?? throw run.Unsupported("operator", site);
        }
        catch (OverflowException)
        {
            throw run.Fault(ObligationKind.Overflow, site, frame, "the operation overflows");
        }
        catch (DivideByZeroException)
        {
            throw run.Fault(ObligationKind.DivideByZero, site, frame, "the divisor is zero");
        }
    }
}
