using System.Numerics;

namespace Maestro.Verification.Smt;

/// <content>Floating point, by IEEE 754 with rounding to nearest, ties to even. Constants fold by the runtime's own arithmetic.</content>
internal sealed partial class TermFactory
{
    /// <summary>The constant; a value of the narrow format when the sort is.</summary>
    public Term Float(double value, FloatSort sort) => Make(Operator.Float, sort, FloatBits.Of(value, sort));

    public Term FloatAdd(Term a, Term b) => FoldFloat(Operator.FloatAdd, a, b, (x, y) => x + y);

    public Term FloatSubtract(Term a, Term b) => FoldFloat(Operator.FloatSubtract, a, b, (x, y) => x - y);

    public Term FloatMultiply(Term a, Term b) => FoldFloat(Operator.FloatMultiply, a, b, (x, y) => x * y);

    public Term FloatDivide(Term a, Term b) => FoldFloat(Operator.FloatDivide, a, b, (x, y) => x / y);

    public Term FloatNegate(Term a) => a.IsFloat ? Float(-FloatBits.Value(a), Format(a)) : Make(Operator.FloatNegate, a.Sort, a);

    public Term FloatAbs(Term a) => a.IsFloat ? Float(Math.Abs(FloatBits.Value(a)), Format(a)) : Make(Operator.FloatAbs, a.Sort, a);

    public Term FloatSqrt(Term a) => a.IsFloat ? Float(Math.Sqrt(FloatBits.Value(a)), Format(a)) : Make(Operator.FloatSqrt, a.Sort, a);

    /// <summary>The nearest whole number by SMT-LIB's mode: <c>RTN</c> floor, <c>RTP</c> ceiling, <c>RTZ</c> truncation, <c>RNE</c> ties to even, <c>RNA</c> ties away.</summary>
    public Term FloatRound(Term a, string mode)
    {
        if (!a.IsFloat)
        {
            return Make(Operator.FloatRound, a.Sort, default, mode, null, [a]);
        }

        var value = FloatBits.Value(a);
        return Float(
            mode switch
            {
                "RTN" => Math.Floor(value),
                "RTP" => Math.Ceiling(value),
                "RTZ" => Math.Truncate(value),
                "RNE" => Math.Round(value),
                _ => Math.Round(value, MidpointRounding.AwayFromZero),
            },
            Format(a));
    }

    public Term FloatLess(Term a, Term b) => a.IsFloat && b.IsFloat ? Bool(FloatBits.Value(a) < FloatBits.Value(b)) : Make(Operator.FloatLess, Sort.Bool, a, b);

    public Term FloatLessOrEqual(Term a, Term b) =>
        a.IsFloat && b.IsFloat ? Bool(FloatBits.Value(a) <= FloatBits.Value(b)) : Make(Operator.FloatLessOrEqual, Sort.Bool, a, b);

    /// <summary>C#'s <c>==</c>.</summary>
    public Term FloatEqual(Term a, Term b) => a.IsFloat && b.IsFloat ? Bool(FloatBits.Value(a) == FloatBits.Value(b))
        : a.Id > b.Id ? Make(Operator.FloatEqual, Sort.Bool, b, a) : Make(Operator.FloatEqual, Sort.Bool, a, b);

    public Term FloatIsNaN(Term a) => a.IsFloat ? Bool(double.IsNaN(FloatBits.Value(a))) : Make(Operator.FloatIsNaN, Sort.Bool, a);

    public Term FloatIsInfinite(Term a) => a.IsFloat ? Bool(double.IsInfinity(FloatBits.Value(a))) : Make(Operator.FloatIsInfinite, Sort.Bool, a);

    /// <summary>The sign bit; of NaN false, since NaN's sign is not modelled.</summary>
    public Term FloatIsNegative(Term a) =>
        a.IsFloat ? Bool(!double.IsNaN(FloatBits.Value(a)) && BitConverter.DoubleToInt64Bits(FloatBits.Value(a)) < 0) : Make(Operator.FloatIsNegative, Sort.Bool, a);

    /// <summary>An integer or a value of another format, rounded.</summary>
    public Term ToFloat(Term a, FloatSort target)
    {
        if (a.Sort.Equals(target))
        {
            return a;
        }

        if (a.IsFloat)
        {
            return Float(FloatBits.Value(a), target);
        }

        // Through double only where that is exact: elsewhere it would round twice.
        if (a.IsInteger && BigInteger.Abs(a.Value) <= BigInteger.One << 53)
        {
            return Float((double)a.Value, target);
        }

        return Make(Operator.ToFloat, target, a);
    }

    /// <summary>Truncates and saturates; NaN is 0.</summary>
    public Term FloatToInteger(Term a, IntegerSort target)
    {
        if (!a.IsFloat)
        {
            return Make(Operator.FloatToInteger, target, a);
        }

        var value = FloatBits.Value(a);
        if (double.IsNaN(value))
        {
            return Integer(0, target);
        }

        if (double.IsInfinity(value))
        {
            return Integer(value > 0 ? target.Maximum : target.Minimum, target);
        }

        return Integer(BigInteger.Max(target.Minimum, BigInteger.Min(target.Maximum, new BigInteger(value))), target);
    }

    /// <summary>A function without a meaning of its own: equal arguments, equal values.</summary>
    public Term Function(string name, Sort sort, params Term[] arguments) => Make(Operator.Function, sort, default, name, null, arguments);

    private static FloatSort Format(Term a) => (FloatSort)a.Sort;

    private Term FoldFloat(Operator op, Term a, Term b, Func<double, double, double> exact)
    {
        if (!a.IsFloat || !b.IsFloat)
        {
            return Make(op, a.Sort, a, b);
        }

        // A single operation on floats in double, rounded to float, is the float operation: 53 bits are more than twice 24, and two.
        return Float(exact(FloatBits.Value(a), FloatBits.Value(b)), Format(a));
    }
}
