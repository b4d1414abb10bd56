using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>
/// Floating point: arithmetic is a set of functions of which little is known but that equal arguments give equal results. What is known holds bit for bit, the
/// payload of NaN aside (semantics.md, 24): what commutes, what a sign or a power of two does, what adds nothing, and what numbers in the source come to.
/// Comparisons are exact.
/// </content>
internal sealed partial class BehaviourEncoder
{
    private Term Floating(BinaryOperatorKind kind, Term x, Term y, string type, IOperation operation)
    {
        switch (kind)
        {
            case BinaryOperatorKind.Add:
                return Sum(x, y, type);
            case BinaryOperatorKind.Subtract:
                return Sum(x, Negative(y), type);
            case BinaryOperatorKind.Multiply:
                return Product(x, y, type);
            case BinaryOperatorKind.Divide:
                return Quotient(x, y, type);
            case BinaryOperatorKind.Remainder:
                return _terms.Function($"{type} {kind}", x.Sort, x, y);
            case BinaryOperatorKind.LessThan:
                return _terms.FloatLess(x, y);
            case BinaryOperatorKind.LessThanOrEqual:
                return _terms.FloatLessOrEqual(x, y);
            case BinaryOperatorKind.GreaterThan:
                return _terms.FloatLess(y, x);
            case BinaryOperatorKind.GreaterThanOrEqual:
                return _terms.FloatLessOrEqual(y, x);
            case BinaryOperatorKind.Equals:
                return _terms.FloatEqual(x, y);
            case BinaryOperatorKind.NotEquals:
                return _terms.Not(_terms.FloatEqual(x, y));
            default:
                throw Unsupported($"operator {kind}", operation);
        }
    }

    private Term Negative(Term x) => x.Op == Smt.Operator.FloatNegate ? x.Arguments[0] : _terms.FloatNegate(x);

    /// <summary>A difference is the sum with the other sign, and twice a number its sum with itself.</summary>
    private Term Sum(Term x, Term y, string type)
    {
        if (x.IsFloat && y.IsFloat)
        {
            return _terms.FloatAdd(x, y);
        }

        // Minus zero adds nothing; plus zero makes minus zero plus zero.
        if (IsNumber(x, -0.0))
        {
            return y;
        }

        return IsNumber(y, -0.0) ? x
            : ReferenceEquals(x, y) ? Product(x, _terms.Float(2, (FloatSort)x.Sort), type)
            : _terms.Function($"{type} Add", x.Sort, x.Id <= y.Id ? x : y, x.Id <= y.Id ? y : x);
    }

    private Term Product(Term x, Term y, string type)
    {
        if (x.IsFloat && y.IsFloat)
        {
            return _terms.FloatMultiply(x, y);
        }

        if (IsNegative(x) || IsNegative(y))
        {
            var isNegative = IsNegative(x) != IsNegative(y);
            var product = Product(Unsigned(x), Unsigned(y), type);
            return isNegative ? Negative(product) : product;
        }

        return IsNumber(x, 1) ? y
            : IsNumber(y, 1) ? x
            : _terms.Function($"{type} Multiply", x.Sort, x.Id <= y.Id ? x : y, x.Id <= y.Id ? y : x);
    }

    private Term Quotient(Term x, Term y, string type)
    {
        if (x.IsFloat && y.IsFloat)
        {
            return _terms.FloatDivide(x, y);
        }

        if (IsNegative(x) || IsNegative(y))
        {
            var isNegative = IsNegative(x) != IsNegative(y);
            var quotient = Quotient(Unsigned(x), Unsigned(y), type);
            return isNegative ? Negative(quotient) : quotient;
        }

        // The inverse of a small power of two is exact, so that both are the one number rounded once.
        return y.IsFloat && IsSmallPowerOfTwo(FloatBits.Value(y)) ? Product(x, _terms.Float(1 / FloatBits.Value(y), (FloatSort)y.Sort), type)
            : _terms.Function($"{type} Divide", x.Sort, x, y);
    }

    private static bool IsNegative(Term x) => x.Op == Smt.Operator.FloatNegate || x.IsFloat && FloatBits.Value(x) < 0;

    private Term Unsigned(Term x) => IsNegative(x) ? Negative(x) : x;

    private static bool IsNumber(Term x, double value) => x.IsFloat && BitConverter.DoubleToInt64Bits(FloatBits.Value(x)) == BitConverter.DoubleToInt64Bits(value);

    private static bool IsSmallPowerOfTwo(double value)
    {
        for (var power = 1.0 / (1 << 20); power <= 1 << 20; power *= 2)
        {
            if (Math.Abs(value) == power)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A whole number that both formats hold exactly.</summary>
    private Term FloatOf(Term whole, ITypeSymbol from, ITypeSymbol to, FloatSort format) =>
        whole.Op == Smt.Operator.Integer && System.Numerics.BigInteger.Abs(whole.Value) < 1 << 24
            ? _terms.Float((double)whole.Value, format)
            : _terms.Function($"{from.SpecialType} to {to.SpecialType}", format, whole);
}
