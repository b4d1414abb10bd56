using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>Values of <c>decimal</c> in SMT-LIB: real numbers. What rounding does to them is said by the encoder, fact by fact.</summary>
internal static class RealWords
{
    /// <summary>Digits after the point that a decimal has at most.</summary>
    public const int MostDigits = 28;

    /// <summary>A constant's <see cref="Term.Value"/> counts these.</summary>
    public static readonly BigInteger Unit = BigInteger.Pow(10, MostDigits);

    /// <summary><c>decimal.MaxValue</c>.</summary>
    public static readonly BigInteger Most = (BigInteger.One << 96) - 1;

    /// <summary>The text; null for terms that are not about real numbers.</summary>
    public static string? Render(Term term, IReadOnlyList<string> arguments, bool asBits) => term.Op switch
    {
        Operator.Real => Constant(term.Value, Unit),
        Operator.RealAdd => $"(+ {arguments[0]} {arguments[1]})",
        Operator.RealSubtract => $"(- {arguments[0]} {arguments[1]})",
        Operator.RealMultiply => $"(* {arguments[0]} {arguments[1]})",
        Operator.RealDivide => $"(/ {arguments[0]} {arguments[1]})",
        Operator.RealLess => $"(< {arguments[0]} {arguments[1]})",
        Operator.RealLessOrEqual => $"(<= {arguments[0]} {arguments[1]})",
        Operator.RealFloor => $"(to_real (to_int {arguments[0]}))",
        Operator.ToReal => $"(to_real {(asBits ? Number(arguments[0], (IntegerSort)term.Arguments[0].Sort) : arguments[0])})",
        Operator.RealToInteger => Truncated(arguments[0], (IntegerSort)term.Sort, asBits),
        _ => null,
    };

    /// <summary>What holds of a decimal whatever the program does.</summary>
    public static string? Fact(Term term, string text, Intervals intervals)
    {
        if (term.Sort is not Sort.Exact || term.FreeBound.Count > 0)
        {
            return null;
        }

        if (term.Op is Operator.Variable or Operator.Select or Operator.Function)
        {
            var range = intervals.Reals.Of(term);
            return $"(<= {Constant(UnitsOf(range.Low), Unit)} {text} {Constant(UnitsOf(range.High), Unit)})";
        }

        // A solver of linear arithmetic knows a product of variables by its bounds alone.
        if (term.Op == Operator.RealMultiply && term.Arguments.All(a => a.Op != Operator.Real))
        {
            var (a, b) = (intervals.Reals.Of(term.Arguments[0]), intervals.Reals.Of(term.Arguments[1]));
            var ends = new[] { (a.Low, b.Low), (a.Low, b.High), (a.High, b.Low), (a.High, b.High) }.Select(e => UnitsOf(e.Item1) * UnitsOf(e.Item2)).ToList();
            return $"(<= {Constant(ends.Min(), Unit * Unit)} {text} {Constant(ends.Max(), Unit * Unit)})";
        }

        return null;
    }

    /// <summary>The decimal nearest to a number of units, towards zero; null where there is none.</summary>
    public static decimal? DecimalOf(BigInteger units)
    {
        var scale = MostDigits;
        while (scale > 0 && (BigInteger.Abs(units) > Most || (units % 10).IsZero))
        {
            units /= 10;
            scale--;
        }

        if (BigInteger.Abs(units) > Most)
        {
            return null;
        }

        var bits = BigInteger.Abs(units);
        int Part(int at) => unchecked((int)(uint)((bits >> (32 * at)) & uint.MaxValue));
        return new decimal(Part(0), Part(1), Part(2), units.Sign < 0, (byte)scale);
    }

    /// <summary>A decimal in units.</summary>
    public static BigInteger UnitsOf(decimal value)
    {
        var parts = decimal.GetBits(value);
        var digits = ((BigInteger)unchecked((uint)parts[2]) << 64) + ((BigInteger)unchecked((uint)parts[1]) << 32) + unchecked((uint)parts[0]);
        var scale = (parts[3] >> 16) & 0xff;
        return (parts[3] < 0 ? -digits : digits) * BigInteger.Pow(10, MostDigits - scale);
    }

    private static string Constant(BigInteger numerator, BigInteger denominator)
    {
        var divisor = BigInteger.GreatestCommonDivisor(numerator, denominator);
        var (n, d) = (BigInteger.Abs(numerator) / divisor, denominator / divisor);
        var text = d.IsOne ? $"{n.ToString(CultureInfo.InvariantCulture)}.0" : $"(/ {n.ToString(CultureInfo.InvariantCulture)}.0 {d.ToString(CultureInfo.InvariantCulture)}.0)";
        return numerator.Sign < 0 ? $"(- {text})" : text;
    }

    private static string Number(string bits, IntegerSort sort)
    {
        var width = sort.Width.ToString(CultureInfo.InvariantCulture);
        return !sort.Signed ? $"(bv2nat {bits})"
            : $"(ite (bvslt {bits} (_ bv0 {width})) (- (bv2nat {bits}) {sort.Modulus.ToString(CultureInfo.InvariantCulture)}) (bv2nat {bits}))";
    }

    /// <summary>Zero where it does not fit, which is where C# throws.</summary>
    private static string Truncated(string text, IntegerSort sort, bool asBits)
    {
        string Whole(BigInteger value) => value.Sign < 0 ? $"(- {(-value).ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);
        var truncated = $"(let ((r {text})) (ite (>= r 0.0) (to_int r) (- (to_int (- r)))))";
        var fits = $"(let ((t {truncated})) (ite (<= {Whole(sort.Minimum)} t {Whole(sort.Maximum)}) t 0))";
        return asBits ? $"((_ int2bv {sort.Width.ToString(CultureInfo.InvariantCulture)}) {fits})" : fits;
    }
}
