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
internal sealed class RealRanges(Intervals integers)
{
    private readonly Dictionary<Term, RealRange> _known = [];
    private readonly Dictionary<Term, RealRange> _refined = [];

    /// <summary>Takes what the hypotheses say.</summary>
    public void Learn(IReadOnlyList<Term> hypotheses)
    {
        for (var pass = 0; pass < 3; pass++)
        {
            foreach (var hypothesis in hypotheses)
            {
                Refine(hypothesis, true);
            }

            _known.Clear();
        }
    }

    public RealRange Of(Term term)
    {
        if (!_known.TryGetValue(term, out var range))
        {
            range = Compute(term);
            if (_refined.TryGetValue(term, out var refined))
            {
                range = Meet(range, refined);
            }

            _known[term] = range;
        }

        return range;
    }

    private static RealRange Meet(RealRange a, RealRange b)
    {
        var both = new RealRange(Math.Max(a.Low, b.Low), Math.Min(a.High, b.High));
        return both.Low <= both.High ? both : a;
    }

    private RealRange Compute(Term term)
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

    private void Refine(Term atom, bool holds)
    {
        switch (atom.Op)
        {
            case Operator.Not:
                Refine(atom.Arguments[0], !holds);
                break;
            case Operator.And when holds:
            case Operator.Or when !holds:
                foreach (var part in atom.Arguments)
                {
                    Refine(part, holds);
                }

                break;
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

    private void Narrow(Term term, RealRange to)
    {
        if (term.FreeBound.Count > 0 || term.Op == Operator.Real)
        {
            return;
        }

        _refined[term] = _refined.TryGetValue(term, out var now) ? Meet(now, to) : to;
        _known.Remove(term);
    }
}
