using System.Globalization;
using System.Numerics;
using System.Text;
using Maestro.Verification.Smt;

namespace Maestro.Verification.Inference;

/// <summary>
/// The least set of linear equalities that a loop's quantities satisfy, grown from states that a solver shows (Reps, Sagiv and Yorsh 2004):
/// a state outside of the hull widens it by a dimension, and when there is none left the equalities are inductive.
/// </summary>
internal sealed class AffineHull(int dimension)
{
    private const int LargestCoefficient = 1 << 20;
    private readonly List<BigInteger[]> _directions = [];
    private BigInteger[]? _origin;

    public bool IsEmpty => _origin is null;

    /// <summary>Widens the hull to hold a point.</summary>
    public void Add(IReadOnlyList<BigInteger> point)
    {
        if (_origin is null)
        {
            _origin = point.ToArray();
            return;
        }

        // Kept in row-echelon form, fraction-free.
        var row = point.Select((p, i) => p - _origin[i]).ToArray();
        foreach (var direction in _directions)
        {
            var pivot = Pivot(direction);
            if (!row[pivot].IsZero)
            {
                row = Eliminate(row, direction, pivot);
            }
        }

        if (row.All(c => c.IsZero))
        {
            return;
        }

        var own = Pivot(row);
        for (var i = 0; i < _directions.Count; i++)
        {
            if (!_directions[i][own].IsZero)
            {
                _directions[i] = Eliminate(_directions[i], row, own);
            }
        }

        _directions.Add(row);
    }

    /// <summary>Equalities <c>Σ coefficients · x = constant</c> with small coefficients.</summary>
    public IEnumerable<(BigInteger[] Coefficients, BigInteger Constant)> Equalities()
    {
        if (_origin is null)
        {
            yield break;
        }

        var pivots = _directions.Select(Pivot).ToList();
        foreach (var free in Enumerable.Range(0, dimension).Where(i => !pivots.Contains(i)))
        {
            // One solution of "orthogonal to every direction" a free coordinate.
            var scale = _directions.Where(d => !d[free].IsZero).Aggregate(BigInteger.One, (n, d) => n * d[Pivot(d)] / BigInteger.GreatestCommonDivisor(n, d[Pivot(d)]));
            var coefficients = new BigInteger[dimension];
            coefficients[free] = scale;
            foreach (var direction in _directions.Where(d => !d[free].IsZero))
            {
                coefficients[Pivot(direction)] = -scale * direction[free] / direction[Pivot(direction)];
            }

            coefficients = Reduce(coefficients);
            if (coefficients.All(c => BigInteger.Abs(c) <= LargestCoefficient))
            {
                yield return (coefficients, coefficients.Select((c, i) => c * _origin[i]).Aggregate(BigInteger.Zero, (a, b) => a + b));
            }
        }
    }

    /// <summary>The truth of an equality.</summary>
    public static Term Holds(TermFactory terms, BigInteger[] coefficients, BigInteger constant, IReadOnlyList<Term> values)
    {
        var (left, right) = (terms.Integer(0, IntegerSort.Int64), terms.Integer(constant, IntegerSort.Int64));
        for (var i = 0; i < coefficients.Length; i++)
        {
            if (!coefficients[i].IsZero)
            {
                var part = BigInteger.Abs(coefficients[i]).IsOne ? values[i] : terms.Multiply(terms.Integer(BigInteger.Abs(coefficients[i]), IntegerSort.Int64), values[i]);
                (left, right) = coefficients[i].Sign > 0 ? (terms.Add(left, part), right) : (left, terms.Add(right, part));
            }
        }

        return terms.Equal(left, right);
    }

    /// <summary>An equality as C# says it; empty where a quantity has no text.</summary>
    public static string TextOf(BigInteger[] coefficients, BigInteger constant, IReadOnlyList<Quantity> quantities)
    {
        var (left, right) = (new StringBuilder(), new StringBuilder());
        for (var i = 0; i < coefficients.Length; i++)
        {
            if (coefficients[i].IsZero)
            {
                continue;
            }

            if (quantities[i].Text.Length == 0)
            {
                return "";
            }

            var side = coefficients[i].Sign > 0 ? left : right;
            var factor = BigInteger.Abs(coefficients[i]);
            side.Append(side.Length > 0 ? " + " : "").Append(factor.IsOne ? "" : $"{factor.ToString(CultureInfo.InvariantCulture)} * ").Append(quantities[i].Text);
        }

        if (!constant.IsZero || right.Length == 0)
        {
            var side = constant.Sign >= 0 || left.Length == 0 ? right : left;
            var shown = ReferenceEquals(side, right) ? constant : -constant;
            side.Append(side.Length > 0 ? " + " : "").Append(shown.ToString(CultureInfo.InvariantCulture));
        }

        return $"{(left.Length == 0 ? "0" : left.ToString())} == {right}";
    }

    private static int Pivot(BigInteger[] row)
    {
        // The last coordinate that differs: quantities that change come first, and equalities should speak of them by those that do not.
        for (var i = row.Length - 1; i >= 0; i--)
        {
            if (!row[i].IsZero)
            {
                return i;
            }
        }

        return -1;
    }

    private static BigInteger[] Eliminate(BigInteger[] row, BigInteger[] by, int at) =>
        Reduce(row.Select((c, i) => (c * by[at]) - (by[i] * row[at])).ToArray());

    private static BigInteger[] Reduce(BigInteger[] row)
    {
        var divisor = row.Aggregate(BigInteger.Zero, BigInteger.GreatestCommonDivisor);
        if (divisor.IsZero)
        {
            return row;
        }

        var sign = row.First(c => !c.IsZero).Sign;
        return row.Select(c => c / divisor * sign).ToArray();
    }
}
