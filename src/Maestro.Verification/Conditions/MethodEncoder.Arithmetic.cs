using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Operators and conversions.</content>
internal sealed partial class MethodEncoder
{
    private Value Binary(IBinaryOperation operation)
    {
        if (operation.OperatorKind is BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr && operation.OperatorMethod is null)
        {
            var isAnd = operation.OperatorKind == BinaryOperatorKind.ConditionalAnd;
            var left = Evaluate(operation.LeftOperand).Term;
            var right = Under(isAnd ? left : _terms.Not(left), () => Evaluate(operation.RightOperand).Term);
            return Scalar(operation.Type!, isAnd ? _terms.And(left, right) : _terms.Or(left, right));
        }

        if (operation.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && (IsUntypedNull(operation.LeftOperand) || IsUntypedNull(operation.RightOperand)))
        {
            var isNull = IsNull(Evaluate(IsUntypedNull(operation.LeftOperand) ? operation.RightOperand : operation.LeftOperand));
            return Scalar(operation.Type!, operation.OperatorKind == BinaryOperatorKind.Equals ? isNull : _terms.Not(isNull));
        }

        if (NullTestOfTypeParameter(operation) is { } test)
        {
            return test;
        }

        var isText = operation is { OperatorKind: BinaryOperatorKind.Add, Type.SpecialType: SpecialType.System_String };
        var a = isText ? Formatted(operation.LeftOperand) : Evaluate(operation.LeftOperand);
        var b = isText ? Formatted(operation.RightOperand) : Evaluate(operation.RightOperand);
        return Binary(operation.OperatorKind, operation.OperatorMethod, a, b, operation.Type!, operation.IsChecked, operation.IsLifted, operation);
    }

    private Value Binary(
        BinaryOperatorKind kind, IMethodSymbol? method, Value a, Value b, ITypeSymbol type, bool isChecked, bool isLifted, IOperation operation)
    {
        if (kind == BinaryOperatorKind.Add && type.SpecialType == SpecialType.System_String)
        {
            return Concatenate(a, b, type, operation);
        }

        if (method is not null && !isLifted && Records.ComparesFields(method, _reader.Bodies))
        {
            var equal = RecordsEqual(a, b, method.ContainingType, operation);
            return Scalar(type, kind == BinaryOperatorKind.Equals ? equal : _terms.Not(equal));
        }

        if (method is not null && !IsBuiltIn(method))
        {
            return isLifted
                ? throw UnsupportedConstructException.At("lifted user-defined operator", operation)
                : Call(method, null, [a, b], operation, operation.Syntax.GetLocation());
        }

        if (isLifted)
        {
            return Lifted(kind, a, b, type, isChecked, operation);
        }

        return Scalar(type, Plain(kind, a, b, type, isChecked, operation));
    }

    private static bool IsUntypedNull(IOperation operation) => operation is { Type: null, ConstantValue: { HasValue: true, Value: null } };

    // String equality is an operator method; its meaning is known.
    private bool IsBuiltIn(IMethodSymbol method) => method.ContainingType.SpecialType is SpecialType.System_String or SpecialType.System_Object
        || method.ContainingType.SpecialType is SpecialType.System_Double or SpecialType.System_Single
        || method.ContainingType.SpecialType == SpecialType.System_Decimal && _version is null
        || Shapes.IntegerSortOf(method.ContainingType) is not null || KnownMembers.IsNamed(method.ContainingType, "System", "Type");

    private Term Plain(BinaryOperatorKind kind, Value a, Value b, ITypeSymbol type, bool isChecked, IOperation operation)
    {
        if (!a.Shape.IsScalar || !b.Shape.IsScalar || a.Sort == Sort.Opaque || b.Sort == Sort.Opaque)
        {
            throw UnsupportedConstructException.At($"operator on {a.Shape.Type.ToDisplayString()}", operation);
        }

        var (x, y) = (a.Term, b.Term);
        if (x.Sort is FloatSort || y.Sort is FloatSort)
        {
            return FloatPlain(kind, a, b, type, operation);
        }

        if (x.Sort is Sort.Exact || y.Sort is Sort.Exact)
        {
            return DecimalPlain(kind, a, b, operation);
        }

        TrustNative(a.Shape.Type);
        switch (kind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                if (!x.Sort.Equals(y.Sort))
                {
                    throw UnsupportedConstructException.At("comparison of unlike types", operation);
                }

                var equal = x.Sort == Sort.Text ? TextsEqual(x, y) : _terms.Equal(x, y);
                return kind == BinaryOperatorKind.Equals ? equal : _terms.Not(equal);
            case BinaryOperatorKind.And when x.Sort == Sort.Bool:
                return _terms.And(x, y);
            case BinaryOperatorKind.Or when x.Sort == Sort.Bool:
                return _terms.Or(x, y);
            case BinaryOperatorKind.ExclusiveOr when x.Sort == Sort.Bool:
                return _terms.Not(_terms.Equal(x, y));
        }

        if (x.Sort is not IntegerSort || y.Sort is not IntegerSort)
        {
            throw UnsupportedConstructException.At($"operator on {a.Shape.Type.ToDisplayString()}", operation);
        }

        switch (kind)
        {
            case BinaryOperatorKind.LessThan:
                return _terms.Less(x, y);
            case BinaryOperatorKind.LessThanOrEqual:
                return _terms.LessOrEqual(x, y);
            case BinaryOperatorKind.GreaterThan:
                return _terms.Less(y, x);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return _terms.LessOrEqual(y, x);
        }

        var result = (IntegerSort)_shapes.Of(type).Sort;
        var isShift = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        x = _terms.Convert(x, result);
        y = isShift ? _terms.Convert(y, IntegerSort.Int32) : _terms.Convert(y, result);
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                RequireFits(isChecked, () => _terms.AddFits(x, y), operation);
                return _terms.Add(x, y);
            case BinaryOperatorKind.Subtract:
                RequireFits(isChecked, () => _terms.SubtractFits(x, y), operation);
                return _terms.Subtract(x, y);
            case BinaryOperatorKind.Multiply:
                RequireFits(isChecked, () => _terms.MultiplyFits(x, y), operation);
                return _terms.Multiply(x, y);
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder:
                Require(ObligationKind.DivideByZero, operation, _terms.Not(_terms.Equal(y, _terms.Integer(0, result))));
                if (result.Signed)
                {
                    // The CPU traps, checked or not.
                    Require(ObligationKind.Overflow, operation, _terms.Not(_terms.And(
                        _terms.Equal(x, _terms.Integer(result.Minimum, result)),
                        _terms.Equal(y, _terms.Integer(-1, result)))));
                }

                return kind == BinaryOperatorKind.Divide ? _terms.Divide(x, y) : _terms.Remainder(x, y);
            case BinaryOperatorKind.And:
                return _terms.BitAnd(x, y);
            case BinaryOperatorKind.Or:
                return _terms.BitOr(x, y);
            case BinaryOperatorKind.ExclusiveOr:
                return _terms.BitXor(x, y);
            case BinaryOperatorKind.LeftShift:
                return _terms.ShiftLeft(x, y);
            case BinaryOperatorKind.RightShift:
                return _terms.ShiftRight(x, y);
            case BinaryOperatorKind.UnsignedRightShift:
                var unsigned = new IntegerSort(result.Width, false);
                return _terms.Convert(_terms.ShiftRight(_terms.Convert(x, unsigned), y), result);
            default:
                throw UnsupportedConstructException.At($"operator {kind}", operation);
        }
    }

    private void RequireFits(bool isChecked, Func<Term> fits, IOperation operation)
    {
        if (isChecked)
        {
            Require(ObligationKind.Overflow, operation, fits());
        }
    }

    private Value Lifted(BinaryOperatorKind kind, Value a, Value b, ITypeSymbol type, bool isChecked, IOperation operation)
    {
        var (hasA, valueA) = Unwrap(a);
        var (hasB, valueB) = Unwrap(b);
        var both = _terms.And(hasA, hasB);
        switch (kind)
        {
            case BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals:
                var equal = _terms.And(_terms.Equal(hasA, hasB), _terms.Implies(both, Plain(BinaryOperatorKind.Equals, valueA, valueB, type, false, operation)));
                return Scalar(type, kind == BinaryOperatorKind.Equals ? equal : _terms.Not(equal));
            case BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual:
                return Scalar(type, _terms.And(both, Plain(kind, valueA, valueB, type, false, operation)));
            case BinaryOperatorKind.And or BinaryOperatorKind.Or when valueA.Sort == Sort.Bool:
                return ThreeValued(kind, a, b, type);
        }

        var shape = _shapes.Of(type);
        var underlying = shape.PartOf(Shapes.NullableValue)!;
        var result = Under(both, () => Plain(kind, valueA, valueB, underlying.Shape.Type, isChecked, operation));
        return new Value(shape, [both, result]);
    }

    private (Term Has, Value Value) Unwrap(Value value) => value.Shape.PartOf(Shapes.HasValue) is { } has
        ? (value.Get(has).Term, value.Get(value.Shape.PartOf(Shapes.NullableValue)!))
        : (_terms.True, value);

    private Value Concatenate(Value a, Value b, ITypeSymbol type, IOperation operation)
    {
        foreach (var side in operation.ChildOperations.Select(o => o is IConversionOperation { IsImplicit: true } c ? c.Operand : o))
        {
            if (side.Type is { } sideType && !KnownMembers.FormatsWithoutCalls(sideType))
            {
                RunUnknownCode();
            }
        }

        return Scalar(type, Join([TextOf(a, operation), TextOf(b, operation)], operation));
    }

    private Value Unary(IUnaryOperation operation)
    {
        if (operation.OperatorKind == UnaryOperatorKind.Hat)
        {
            throw UnsupportedConstructException.At("index value", operation);
        }

        return operation.IsLifted ? LiftedUnary(operation) : PlainUnary(operation, Evaluate(operation.Operand), operation.Type!);
    }

    private Value PlainUnary(IUnaryOperation operation, Value value, ITypeSymbol type)
    {
        if (operation.OperatorMethod is { } method && !IsBuiltIn(method))
        {
            return Call(method, null, [value], operation, operation.Syntax.GetLocation());
        }

        if (operation.OperatorKind == UnaryOperatorKind.Not && value.Sort == Sort.Bool)
        {
            return Scalar(type, _terms.Not(value.Term));
        }

        if (value.Sort is FloatSort && operation.OperatorKind is UnaryOperatorKind.Plus or UnaryOperatorKind.Minus)
        {
            return Scalar(type, operation.OperatorKind == UnaryOperatorKind.Plus ? value.Term : _terms.FloatNegate(value.Term));
        }

        if (value.Sort is Sort.Exact && _version is null && operation.OperatorKind is UnaryOperatorKind.Plus or UnaryOperatorKind.Minus)
        {
            return Scalar(type, operation.OperatorKind == UnaryOperatorKind.Plus ? value.Term : _terms.RealNegate(value.Term));
        }

        if (value.Sort is not IntegerSort || !value.Shape.IsScalar)
        {
            throw UnsupportedConstructException.At($"operator on {value.Shape.Type.ToDisplayString()}", operation);
        }

        var sort = (IntegerSort)_shapes.Of(type).Sort;
        var x = _terms.Convert(value.Term, sort);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Plus:
                return Scalar(type, x);
            case UnaryOperatorKind.Minus:
                RequireFits(operation.IsChecked, () => _terms.SubtractFits(_terms.Integer(0, sort), x), operation);
                return Scalar(type, _terms.Negate(x));
            case UnaryOperatorKind.BitwiseNegation:
                return Scalar(type, _terms.BitNot(x));
            default:
                throw UnsupportedConstructException.At($"operator {operation.OperatorKind}", operation);
        }
    }

    private Value Conversion(IConversionOperation operation)
    {
        if (operation.Operand is IPropertyReferenceOperation { Instance: IFlowCaptureReferenceOperation captured }
            && Now.Captures.TryGetValue(captured.Id, out var capture) && capture is Capture.OfEnumerator enumerator)
        {
            var element = ElementOf(enumerator.Collection, enumerator.Index);
            return operation.OperatorMethod is { } user && !IsBuiltIn(user)
                ? throw UnsupportedConstructException.At("conversion of an element", operation)
                : Convert(element, operation.Type!, operation);
        }

        if (operation.Operand is IConversionOperation { Operand: IPropertyReferenceOperation { Instance: IFlowCaptureReferenceOperation source }, Type: { } elementType }
            && Now.Captures.TryGetValue(source.Id, out var origin) && origin is Capture.OfEnumerator
            && !_reader.Bodies.Compilation.ClassifyCommonConversion(elementType, operation.Type!).IsImplicit)
        {
            // The graph does not say whether it is checked.
            throw UnsupportedConstructException.At("narrowing conversion of an element", operation);
        }

        if (IsUntypedNull(operation.Operand))
        {
            return Default(operation.Type!);
        }

        var value = Evaluate(operation.Operand);
        if (WholeCalls.IsCastClone(operation))
        {
            return value with { Shape = _shapes.Of(operation.Type!) };
        }

        if (operation.OperatorMethod is { } method && !(operation.Conversion.IsNullable || IsBuiltIn(method) || Spans.OnlyReads(method)))
        {
            return Call(method, null, [value], operation, operation.Syntax.GetLocation());
        }

        return Convert(value, operation.Type!, operation, CheckedContexts.IsChecked(operation, _reader.Bodies.Compilation), operation.IsTryCast);
    }

    /// <summary>C#'s conversion, by the two types.</summary>
    private Value Convert(Value value, ITypeSymbol type, IOperation operation, bool isChecked = false, bool isTry = false)
    {
        var from = value.Shape.Type;
        var shape = _shapes.Of(type);
        if (SymbolEqualityComparer.Default.Equals(from, type))
        {
            return value;
        }

        if (SpanConversion(value, type, operation) is { } span)
        {
            return span;
        }

        if (shape.IsScalar && value.Shape.IsScalar)
        {
            if ((FloatConversion(value, shape, operation, isChecked) ?? DecimalConversion(value, shape, operation)) is { } converted)
            {
                return converted;
            }

            if (shape.Sort is IntegerSort target && value.Sort is IntegerSort)
            {
                TrustNative(from);
                TrustNative(type);
                RequireFits(isChecked, () => _terms.ConvertFits(value.Term, target), operation);
                return new Value(shape, _terms.Convert(value.Term, target));
            }

            if (shape.Sort == Sort.Bool && value.Sort == Sort.Bool || shape.Sort == Sort.Text && value.Sort == Sort.Text)
            {
                return new Value(shape, value.Leaves);
            }

            if (shape.Sort == Sort.Ref && value.Sort == Sort.Ref)
            {
                var upcast = _reader.Bodies.Compilation.ClassifyCommonConversion(from, type) is { IsImplicit: true };
                if (upcast)
                {
                    KnowDeclared(value);
                    NoteConcrete(value, type);
                }

                return upcast ? new Value(shape, value.Leaves) : Downcast(value, shape, operation, isTry);
            }
        }

        if (shape.IsScalar && shape.Sort == Sort.Ref && _reader.Bodies.Compilation.ClassifyCommonConversion(from, type).IsImplicit)
        {
            return Box(value, shape, operation);
        }

        if (value.Shape.IsScalar && value.Sort == Sort.Ref && from.TypeKind != TypeKind.TypeParameter)
        {
            return Downcast(value, shape, operation, isTry);
        }

        if (shape.PartOf(Shapes.HasValue) is not null)
        {
            var inner = shape.PartOf(Shapes.NullableValue)!;
            var (has, plain) = Unwrap(value);
            var inside = Under(has, () => Convert(plain, inner.Shape.Type, operation, isChecked));
            return new Value(shape, ImmutableArray.Create(has).AddRange(inside.Leaves));
        }

        if (value.Shape.PartOf(Shapes.HasValue) is not null)
        {
            var (has, plain) = Unwrap(value);
            Require(ObligationKind.Nullable, operation, has);
            return Convert(plain, type, operation, isChecked);
        }

        if (type is INamedTypeSymbol { IsTupleType: true } && from is INamedTypeSymbol { IsTupleType: true } && shape.Parts.Length == value.Shape.Parts.Length)
        {
            var leaves = shape.Parts.Select((p, i) => Convert(value.Get(value.Shape.Parts[i]), p.Shape.Type, operation, isChecked)).SelectMany(v => v.Leaves);
            return new Value(shape, leaves.ToImmutableArray());
        }

        throw UnsupportedConstructException.At($"conversion from {from.ToDisplayString()} to {type.ToDisplayString()}", operation);
    }
}
