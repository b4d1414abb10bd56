using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Operators, conversions, patterns.</content>
internal sealed partial class BehaviourEncoder
{
    private Value Binary(IBinaryOperation operation)
    {
        if (operation.IsLifted || operation.OperatorMethod is { } method && method.ContainingType.SpecialType is not (SpecialType.System_String or SpecialType.System_Object)
            && !method.ContainingType.SpecialType.IsNumber())
        {
            throw Unsupported("user-defined or lifted operator", operation);
        }

        var left = Evaluate(operation.LeftOperand);
        var right = Evaluate(operation.RightOperand);
        return Scalar(operation.Type!, Operator(operation.OperatorKind, left, right, operation.Type!, operation.IsChecked, operation));
    }

    private Term Operator(BinaryOperatorKind kind, Value a, Value b, ITypeSymbol type, bool isChecked, IOperation operation)
    {
        if (!a.Shape.IsScalar || !b.Shape.IsScalar)
        {
            throw Unsupported("operator on this type", operation);
        }

        var (x, y) = (a.Term, b.Term);
        if (x.Sort is FloatSort && x.Sort.Equals(y.Sort))
        {
            return Floating(kind, x, y, a.Shape.Type.SpecialType.ToString(), operation);
        }

        if (kind == BinaryOperatorKind.Add && type.SpecialType == SpecialType.System_String && x.Sort == Sort.Text && y.Sort == Sort.Text)
        {
            return Function("concat", Sort.Text, [x, y]);
        }

        if (!x.Sort.Equals(y.Sort) && kind is not (BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift) || x.Sort == Sort.Opaque)
        {
            throw Unsupported("operator on unlike types", operation);
        }

        switch (kind)
        {
            case BinaryOperatorKind.Equals:
                return _terms.Equal(x, y);
            case BinaryOperatorKind.NotEquals:
                return _terms.Not(_terms.Equal(x, y));
            case BinaryOperatorKind.And when x.Sort == Sort.Bool:
                return _terms.And(x, y);
            case BinaryOperatorKind.Or when x.Sort == Sort.Bool:
                return _terms.Or(x, y);
            case BinaryOperatorKind.ExclusiveOr when x.Sort == Sort.Bool:
                return _terms.Not(_terms.Equal(x, y));
        }

        if (x.Sort is not IntegerSort || y.Sort is not IntegerSort)
        {
            throw Unsupported("operator on this type", operation);
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

        var result = _shapes.Of(type).Sort as IntegerSort ?? throw Unsupported("operator on this type", operation);
        var isShift = kind is BinaryOperatorKind.LeftShift or BinaryOperatorKind.RightShift or BinaryOperatorKind.UnsignedRightShift;
        x = _terms.Convert(x, result);
        y = isShift ? _terms.Convert(y, IntegerSort.Int32) : _terms.Convert(y, result);
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                Overflows(isChecked, () => _terms.AddFits(x, y));
                return _terms.Add(x, y);
            case BinaryOperatorKind.Subtract:
                Overflows(isChecked, () => _terms.SubtractFits(x, y));
                return _terms.Subtract(x, y);
            case BinaryOperatorKind.Multiply:
                Overflows(isChecked, () => _terms.MultiplyFits(x, y));
                return _terms.Multiply(x, y);
            case BinaryOperatorKind.Divide or BinaryOperatorKind.Remainder:
                ThrowWhen(_terms.Equal(y, _terms.Integer(0, result)), "System.DivideByZeroException");
                if (result.Signed)
                {
                    ThrowWhen(_terms.And(_terms.Equal(x, _terms.Integer(result.Minimum, result)), _terms.Equal(y, _terms.Integer(-1, result))), "System.OverflowException");
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
                return _terms.Convert(_terms.ShiftRight(_terms.Convert(x, new IntegerSort(result.Width, false)), y), result);
            default:
                throw Unsupported($"operator {kind}", operation);
        }
    }

    private void Overflows(bool isChecked, Func<Term> fits)
    {
        if (isChecked)
        {
            ThrowWhen(_terms.Not(fits()), "System.OverflowException");
        }
    }

    private Value Unary(IUnaryOperation operation)
    {
        if (operation.IsLifted)
        {
            throw Unsupported("lifted operator", operation);
        }

        var value = Evaluate(operation.Operand);
        switch (operation.OperatorKind)
        {
            case UnaryOperatorKind.Not when value.Sort == Sort.Bool:
                return Scalar(operation.Type!, _terms.Not(value.Term));
            case UnaryOperatorKind.Minus when value.Sort is IntegerSort sort:
                Overflows(operation.IsChecked, () => _terms.SubtractFits(_terms.Integer(0, sort), value.Term));
                return Scalar(operation.Type!, _terms.Negate(value.Term));
            case UnaryOperatorKind.BitwiseNegation when value.Sort is IntegerSort:
                return Scalar(operation.Type!, _terms.BitNot(value.Term));
            case UnaryOperatorKind.Plus:
                return value;
            case UnaryOperatorKind.Minus when value.Sort is FloatSort:
                return Scalar(operation.Type!, Negative(value.Term));
            default:
                throw Unsupported($"operator {operation.OperatorKind}", operation);
        }
    }

    private Value Conversion(IConversionOperation operation)
    {
        if (operation.OperatorMethod is not null && !operation.OperatorMethod.ContainingType.SpecialType.IsNumber())
        {
            throw Unsupported("user-defined conversion", operation);
        }

        var value = Evaluate(operation.Operand);
        if (operation.IsTryCast || operation.Type is null)
        {
            throw Unsupported("as", operation);
        }

        return operation is { IsImplicit: false, Type: INamedTypeSymbol { TypeKind: TypeKind.Class, IsSealed: true } to, OperatorMethod: null } && value.Shape.IsScalar && value.Sort == Sort.Ref
            && value.Shape.Type.IsReferenceType && !IsUpcast(value.Shape.Type, to)
            ? Cast(value, to, operation)
            : ConvertTo(value, operation.Type, CheckedContexts.IsChecked(operation, _reader.Bodies.Compilation), operation);
    }

    /// <summary>A conversion that the language makes on its own: never one that can throw.</summary>
    private Value Converted(Value value, ITypeSymbol type, IOperation operation) => ConvertTo(value, type, isChecked: false, operation);

    private Value ConvertTo(Value value, ITypeSymbol type, bool isChecked, IOperation operation)
    {
        var shape = _shapes.Of(type);
        var from = value.Shape.Type;
        if (SymbolEqualityComparer.Default.Equals(from, type))
        {
            return value with { Shape = shape };
        }

        if (shape.IsScalar && value.Shape.IsScalar)
        {
            switch (value.Sort, shape.Sort)
            {
                case (IntegerSort, IntegerSort target):
                    Overflows(isChecked, () => _terms.ConvertFits(value.Term, target));
                    return new Value(shape, _terms.Convert(value.Term, target));
                case (Sort.Reference, Sort.Reference) when from.IsReferenceType && type.IsReferenceType:
                    if (value.Term.Op == Smt.Operator.Null || IsUpcast(from, type))
                    {
                        return new Value(shape, value.Term);
                    }

                    break;
                case (Sort.Str, Sort.Str):
                    return new Value(shape, value.Term);
                case (IntegerSort, FloatSort format):
                    return new Value(shape, FloatOf(value.Term, from, type, format));
                case (FloatSort, FloatSort):
                    return new Value(shape, _terms.Function($"{from.SpecialType} to {type.SpecialType}", shape.Sort, value.Term));
                case (FloatSort, IntegerSort) when !isChecked:
                    return new Value(shape, _terms.Function($"{from.SpecialType} to {type.SpecialType}", shape.Sort, value.Term));
            }
        }

        if (shape.PartOf(Shapes.HasValue) is not null && type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable
            && value.Shape.PartOf(Shapes.HasValue) is null)
        {
            var inner = ConvertTo(value, nullable.TypeArguments[0], isChecked, operation);
            return new Value(shape, inner.Leaves.Insert(0, _terms.True));
        }

        if (type is INamedTypeSymbol { IsTupleType: true } && from is INamedTypeSymbol { IsTupleType: true } && shape.Leaves.Select(l => l.Sort).SequenceEqual(value.Shape.Leaves.Select(l => l.Sort)))
        {
            return value with { Shape = shape };
        }

        throw Unsupported($"conversion from {from.ToDisplayString()} to {type.ToDisplayString()}", operation);
    }

    private bool IsUpcast(ITypeSymbol from, ITypeSymbol to)
    {
        var conversion = _reader.Bodies.Compilation.ClassifyCommonConversion(from, to);
        return conversion is { Exists: true, IsImplicit: true, IsReference: true } or { IsIdentity: true };
    }

    private Term Matches(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return _terms.True;
            case INegatedPatternOperation negated:
                return _terms.Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both:
                return _terms.And(Matches(value, both.LeftPattern), Matches(value, both.RightPattern));
            case IBinaryPatternOperation either:
                return _terms.Or(Matches(value, either.LeftPattern), Matches(value, either.RightPattern));
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } }:
                return IsNull(value, pattern);
            case IConstantPatternOperation constant when value.Shape.IsScalar && value.Sort is IntegerSort or Sort.Truth or Sort.Str:
                var expected = Evaluate(constant.Value);
                return expected.Sort.Equals(value.Sort) ? _terms.Equal(value.Term, expected.Term) : throw Unsupported("constant pattern", pattern);
            case IRelationalPatternOperation relational when value.Shape.IsScalar && value.Sort is IntegerSort:
                var bound = Evaluate(relational.Value);
                return bound.Sort.Equals(value.Sort) ? Operator(relational.OperatorKind, value, bound, value.Shape.Type, false, pattern) : throw Unsupported("relational pattern", pattern);
            case IDeclarationPatternOperation { MatchesNull: false, MatchedType: { } matched } typed:
                return Matches(value, matched, typed.DeclaredSymbol, pattern);
            case ITypePatternOperation { MatchedType: { } tested }:
                return Matches(value, tested, null, pattern);
            case IDeclarationPatternOperation { MatchesNull: true, DeclaredSymbol: { } declared }:
                Set(declared, value);
                return _terms.True;
            default:
                throw Unsupported($"pattern {pattern.Kind}", pattern);
        }
    }
}

/// <summary>Number types of the language.</summary>
internal static class SpecialTypes
{
    public static bool IsNumber(this SpecialType type) => type is SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64
        or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Char
        or SpecialType.System_Double or SpecialType.System_Single;
}
