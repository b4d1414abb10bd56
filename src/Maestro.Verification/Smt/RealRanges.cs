using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>Bounds of a decimal, themselves decimals.</summary>
internal readonly record struct RealRange(decimal Low, decimal High)
{
    public static RealRange All { get; } = new(decimal.MinValue, decimal.MaxValue);
}

/// <summary>
/// Ranges of decimals in every execution that satisfies the hypotheses of one query. Rounding is monotone, so the rounded results at the ends
/// of the arguments' ranges bound every result.
/// </summary>
internal sealed class RealRanges(Intervals integers) : TermRanges<RealRange>
{

    /// <inheritdoc/>
    protected override RealRange Widest => RealRange.All;

    /// <inheritdoc/>
    protected override RealRange Meet(RealRange a, RealRange b)
    {
        var both = new RealRange(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));
        return both.Low <= both.High ? both : a;
    }

    /// <inheritdoc/>
    protected override bool IsLiteral(Term term) => term.Op == Operator.Real;

    /// <inheritdoc/>
    protected override RealRange Compute(Term term)
    {
        RealRange Argument(int i) => Of(term.Arguments[i]);
        switch (term.Op, term.Name)
        {
            case (Operator.Real, _):
                return RealWords.DecimalOf(term.Value) is { } value ? new(value, value) : RealRange.All;
            case (Operator.ToReal, _):
                var whole = integers.Of(term.Arguments[0]);
                return new((decimal)whole.Low, (decimal)whole.High);
            case (Operator.Ite, _):
                var (then, otherwise) = (Argument(1), Argument(2));
                return new(Math.Min(then.Low, otherwise.Low), Math.Max(then.High, otherwise.High));
            case (Operator.Function, "decimal_add"):
                return Sum(Argument(0), Argument(1));
            case (Operator.RealSubtract, _) when term.Arguments[0] is { Op: Operator.Real, Value.IsZero: true }:
                var negated = Argument(1);
                return new(-negated.High, -negated.Low);
            case (Operator.Function, "decimal_subtract"):
                var right = Argument(1);
                return Sum(Argument(0), new(-right.High, -right.Low));
            case (Operator.Function, "decimal_multiply"):
                return Product(Argument(0), Argument(1));
            case (Operator.Function, "decimal_divide") when Argument(1) is { Low: >= 1m }:
                var dividend = Argument(0);
                return new(Math.Min(dividend.Low, 0m), Math.Max(dividend.High, 0m));
            default:
                return RealRange.All;
        }
    }

    private static RealRange Sum(RealRange a, RealRange b) => new(
        IsSmall((double)a.Low + (double)b.Low) ? a.Low + b.Low : decimal.MinValue,
        IsSmall((double)a.High + (double)b.High) ? a.High + b.High : decimal.MaxValue);

    private static RealRange Product(RealRange a, RealRange b)
    {
        var ends = new[] { (a.Low, b.Low), (a.Low, b.High), (a.High, b.Low), (a.High, b.High) };
        if (!ends.All(e => IsSmall((double)e.Item1 * (double)e.Item2)))
        {
            return a.Low >= 0 && b.Low >= 0 ? new(0, decimal.MaxValue) : RealRange.All;
        }

        var products = ends.Select(e => e.Item1 * e.Item2).ToList();
        return new(products.Min(), products.Max());
    }

    // Far enough from the largest decimal that the approximation does not matter.
    private static bool IsSmall(double value) => Math.Abs(value) < 7e28;

    /// <inheritdoc/>
    protected override void RefineComparison(Term atom, bool holds)
    {
        switch (atom.Op)
        {
            case Operator.RealLess or Operator.RealLessOrEqual:
                Order(atom.Arguments[holds ? 0 : 1], atom.Arguments[holds ? 1 : 0]);
                break;
            case Operator.Equal when holds && atom.Arguments[0].Sort is Sort.Exact:
                Order(atom.Arguments[0], atom.Arguments[1]);
                Order(atom.Arguments[1], atom.Arguments[0]);
                break;
        }
    }

    private void Order(Term small, Term large)
    {
        Narrow(small, new(decimal.MinValue, Of(large).High));
        Narrow(large, new(Of(small).Low, decimal.MaxValue));
    }
}
