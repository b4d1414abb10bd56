using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>Bounds of a floating-point value that is not NaN, and whether it may be NaN.</summary>
internal readonly record struct FloatRange(double Low, double High, bool MayBeNaN)
{
    public static FloatRange All { get; } = new(double.NegativeInfinity, double.PositiveInfinity, true);

    public bool IsFinite => !double.IsInfinity(Low) && !double.IsInfinity(High);

    public bool Contains(double value) => Low <= value && value <= High;
}

/// <summary>
/// Ranges of floating-point terms in every execution that satisfies the hypotheses of one query. Rounding is monotone, so the rounded results
/// at the ends of the arguments' ranges bound every result.
/// </summary>
internal sealed class FloatRanges : TermRanges<FloatRange>
{
    private readonly Intervals _integers;

    public FloatRanges(Intervals integers) => _integers = integers;

    /// <inheritdoc/>
    protected override FloatRange Widest => FloatRange.All;

    /// <inheritdoc/>
    protected override FloatRange Meet(FloatRange a, FloatRange b)
    {
        var both = new FloatRange(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High), a.MayBeNaN && b.MayBeNaN);
        return both.Low <= both.High ? both : a;
    }

    /// <inheritdoc/>
    protected override bool IsLiteral(Term term) => term.IsFloat;

    /// <inheritdoc/>
    protected override FloatRange Compute(Term term)
    {
        FloatRange Argument(int i) => Of(term.Arguments[i]);
        var isDouble = term.Sort is FloatSort { IsDouble: true };
        switch (term.Op)
        {
            case Operator.Float:
                var value = FloatBits.Value(term);
                return double.IsNaN(value) ? FloatRange.All : new(value, value, false);
            case Operator.Ite:
                var (then, otherwise) = (Argument(1), Argument(2));
                return new(Math.Min(then.Low, otherwise.Low), Math.Max(then.High, otherwise.High), then.MayBeNaN || otherwise.MayBeNaN);
            case Operator.FloatNegate:
                var negated = Argument(0);
                return new(-negated.High, -negated.Low, negated.MayBeNaN);
            case Operator.FloatAbs:
                var a = Argument(0);
                return new(a.Low > 0 ? a.Low : a.High < 0 ? -a.High : 0, Math.Max(Math.Abs(a.Low), Math.Abs(a.High)), a.MayBeNaN);
            case Operator.FloatRound:
                var rounded = Argument(0);
                return new(Math.Floor(rounded.Low), Math.Ceiling(rounded.High), rounded.MayBeNaN);
            case Operator.FloatSqrt:
                var root = Argument(0);
                return new(Rounded(Math.Sqrt(Math.Max(0, root.Low)), isDouble), root.High < 0 ? 0 : Rounded(Math.Sqrt(root.High), isDouble), root.MayBeNaN || root.Low < 0);
            case Operator.FloatAdd:
                return Sum(Argument(0), Argument(1), isDouble);
            case Operator.FloatSubtract:
                var right = Argument(1);
                return Sum(Argument(0), new(-right.High, -right.Low, right.MayBeNaN), isDouble);
            case Operator.FloatMultiply:
                return Product(Argument(0), Argument(1), isDouble);
            case Operator.FloatDivide:
                return Quotient(Argument(0), Argument(1), isDouble);
            case Operator.ToFloat when term.Arguments[0].Sort is FloatSort:
                var other = Argument(0);
                return new(Rounded(other.Low, isDouble), Rounded(other.High, isDouble), other.MayBeNaN);
            case Operator.ToFloat:
                var integers = _integers.Of(term.Arguments[0]);
                return isDouble && integers.Within(new(-(BigInteger.One << 53), BigInteger.One << 53)) ? new((double)integers.Low, (double)integers.High, false)
                    : new(integers.Low.Sign >= 0 ? 0 : -18446744073709551616.0, 18446744073709551616.0, false);
            default:
                return FloatRange.All;
        }
    }

    private static double Rounded(double value, bool isDouble) => isDouble ? value : (float)value;

    private static FloatRange Sum(FloatRange a, FloatRange b, bool isDouble)
    {
        var mayBeNaN = a.MayBeNaN || b.MayBeNaN || double.IsNegativeInfinity(a.Low) && double.IsPositiveInfinity(b.High)
            || double.IsPositiveInfinity(a.High) && double.IsNegativeInfinity(b.Low);
        return Ends(Rounded(a.Low + b.Low, isDouble), Rounded(a.High + b.High, isDouble), mayBeNaN);
    }

    private static FloatRange Product(FloatRange a, FloatRange b, bool isDouble)
    {
        if (!a.IsFinite || !b.IsFinite)
        {
            var mayBeNaN = a.MayBeNaN || b.MayBeNaN || a.Contains(0) && !b.IsFinite || b.Contains(0) && !a.IsFinite;
            return a.Low >= 0 && b.Low >= 0 ? new(0, double.PositiveInfinity, mayBeNaN) : FloatRange.All with { MayBeNaN = mayBeNaN };
        }

        return Hull(a, b, (x, y) => Rounded(x * y, isDouble));
    }

    private static FloatRange Quotient(FloatRange a, FloatRange b, bool isDouble)
    {
        if (!a.IsFinite || !b.IsFinite || b.Contains(0))
        {
            var mayBeNaN = a.MayBeNaN || b.MayBeNaN || a.Contains(0) && b.Contains(0) || !a.IsFinite && !b.IsFinite;
            return a.Low >= 0 && b.Low > 0 ? new(0, double.PositiveInfinity, mayBeNaN) : FloatRange.All with { MayBeNaN = mayBeNaN };
        }

        return Hull(a, b, (x, y) => Rounded(x / y, isDouble));
    }

    private static FloatRange Hull(FloatRange a, FloatRange b, Func<double, double, double> apply)
    {
        var ends = new[] { apply(a.Low, b.Low), apply(a.Low, b.High), apply(a.High, b.Low), apply(a.High, b.High) };
        return Ends(ends.Min(), ends.Max(), a.MayBeNaN || b.MayBeNaN);
    }

    private static FloatRange Ends(double low, double high, bool mayBeNaN) =>
        new(double.IsNaN(low) ? double.NegativeInfinity : low, double.IsNaN(high) ? double.PositiveInfinity : high, mayBeNaN);

    /// <inheritdoc/>
    protected override void RefineComparison(Term atom, bool holds)
    {
        switch (atom.Op)
        {
            case Operator.FloatLess or Operator.FloatLessOrEqual when holds:
                Order(atom.Arguments[0], atom.Arguments[1]);
                break;
            case Operator.FloatEqual when holds:
                Order(atom.Arguments[0], atom.Arguments[1]);
                Order(atom.Arguments[1], atom.Arguments[0]);
                break;

            // A comparison that fails says nothing of NaN; of two that are not NaN it gives the opposite order.
            case Operator.FloatLess or Operator.FloatLessOrEqual:
                if (!Of(atom.Arguments[0]).MayBeNaN)
                {
                    Narrow(atom.Arguments[1], new(double.NegativeInfinity, Of(atom.Arguments[0]).High, true));
                }

                if (!Of(atom.Arguments[1]).MayBeNaN)
                {
                    Narrow(atom.Arguments[0], new(Of(atom.Arguments[1]).Low, double.PositiveInfinity, true));
                }

                break;
            case Operator.FloatIsNaN when !holds:
                Narrow(atom.Arguments[0], FloatRange.All with { MayBeNaN = false });
                break;
            case Operator.FloatIsInfinite when !holds:
                var most = atom.Arguments[0].Sort is FloatSort { IsDouble: true } ? double.MaxValue : float.MaxValue;
                Narrow(atom.Arguments[0], new(-most, most, true));
                break;
        }
    }

    private void Order(Term small, Term large)
    {
        Narrow(small, new(double.NegativeInfinity, Of(large).High, false));
        Narrow(large, new(Of(small).Low, double.PositiveInfinity, false));
    }
}
