using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>
/// Floating point in SMT-LIB. Where arithmetic is left open, its results are those of functions of which facts hold: bounds from
/// <see cref="FloatRanges"/>, signs, and that rounding is monotone. Simple contracts then prove without bit-blasting.
/// </summary>
internal static class FloatWords
{
    private const string Nearest = "RNE";

    /// <summary>The text; null for terms that are not about floating point.</summary>
    public static string? Render(Term term, IReadOnlyList<string> arguments, bool leavesOpen)
    {
        if (IsFunction(term, leavesOpen))
        {
            return $"({NameOf(term)} {string.Join(" ", arguments)})";
        }

        return term.Op switch
        {
            Operator.FloatAdd => $"(fp.add {Nearest} {arguments[0]} {arguments[1]})",
            Operator.FloatSubtract => $"(fp.sub {Nearest} {arguments[0]} {arguments[1]})",
            Operator.FloatMultiply => $"(fp.mul {Nearest} {arguments[0]} {arguments[1]})",
            Operator.FloatDivide => $"(fp.div {Nearest} {arguments[0]} {arguments[1]})",
            Operator.FloatSqrt => $"(fp.sqrt {Nearest} {arguments[0]})",
            Operator.FloatNegate => $"(fp.neg {arguments[0]})",
            Operator.FloatAbs => $"(fp.abs {arguments[0]})",
            Operator.FloatRound => $"(fp.roundToIntegral {term.Name} {arguments[0]})",
            Operator.FloatLess => $"(fp.lt {arguments[0]} {arguments[1]})",
            Operator.FloatLessOrEqual => $"(fp.leq {arguments[0]} {arguments[1]})",
            Operator.FloatEqual => $"(fp.eq {arguments[0]} {arguments[1]})",
            Operator.FloatIsNaN => $"(fp.isNaN {arguments[0]})",
            Operator.FloatIsInfinite => $"(fp.isInfinite {arguments[0]})",
            Operator.FloatIsNegative => $"(fp.isNegative {arguments[0]})",
            Operator.ToFloat => ToFloat(term, arguments[0]),
            Operator.FloatToInteger => ToInteger(term, arguments[0]),
            _ => null,
        };
    }

    /// <summary>True where the term is printed as the value of a declared function.</summary>
    public static bool IsFunction(Term term, bool leavesOpen) =>
        term.Op == Operator.Function
        || leavesOpen && (term.IsFloatArithmetic || term.Op == Operator.FloatToInteger || term.Op == Operator.ToFloat && term.Arguments[0].Sort is IntegerSort);

    public static string NameOf(Term term) => term.Op switch
    {
        Operator.Function => Symbol($"f_{term.Name}{Suffix(term)}"),
        Operator.FloatAdd => $"f_add{Suffix(term)}",
        Operator.FloatSubtract => $"f_sub{Suffix(term)}",
        Operator.FloatMultiply => $"f_mul{Suffix(term)}",
        Operator.FloatDivide => $"f_div{Suffix(term)}",
        Operator.FloatSqrt => $"f_sqrt{Suffix(term)}",
        Operator.ToFloat => $"f_of{Suffix(term.Arguments[0])}{Suffix(term)}",
        _ => $"f_to{Suffix(term.Arguments[0])}{Suffix(term)}",
    };

    /// <summary>Quoted where it is no plain symbol: the name of a member has dots, blanks and parentheses.</summary>
    private static string Symbol(string name) => name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.') ? name : $"|{name}|";

    /// <summary>What holds of the result whatever the program does; null for terms that are not floating-point results.</summary>
    public static string? Fact(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals, bool leavesOpen)
    {
        if (term.FreeBound.Count > 0 || !(term.IsFloatArithmetic || term.Op == Operator.ToFloat))
        {
            return null;
        }

        var facts = new List<string>();
        Bounds(facts, term, text, intervals.Floats.Of(term));
        if (leavesOpen && term.IsFloatArithmetic)
        {
            Monotone(facts, term, text, arguments);
        }

        return facts.Count == 0 ? null : $"(and {string.Join(" ", facts)} true)";
    }

    private static void Bounds(List<string> facts, Term term, string text, FloatRange range)
    {
        var sort = (FloatSort)term.Sort;
        var bounds = new List<string>();
        if (!double.IsNegativeInfinity(range.Low))
        {
            bounds.Add($"(fp.leq {FloatBits.Text(range.Low, sort)} {text})");
        }

        if (!double.IsPositiveInfinity(range.High))
        {
            bounds.Add($"(fp.leq {text} {FloatBits.Text(range.High, sort)})");
        }

        if (!range.MayBeNaN)
        {
            facts.Add($"(not (fp.isNaN {text}))");
            facts.AddRange(bounds);
        }
        else
        {
            facts.AddRange(bounds.Select(b => $"(or (fp.isNaN {text}) {b})"));
        }
    }

    private static void Monotone(List<string> facts, Term term, string r, IReadOnlyList<string> arguments)
    {
        var sort = (FloatSort)term.Sort;
        var zero = FloatBits.Text(0d, sort);
        var one = FloatBits.Text(1d, sort);
        var a = arguments[0];
        var b = arguments.Count > 1 ? arguments[1] : a;

        // Each says: of a result that is a number.
        void Number(string fact) => facts.Add($"(or (fp.isNaN {r}) {fact})");
        void When(string condition, string then) => Number($"(=> {condition} {then})");
        string AtMost(string x, string y) => $"(fp.leq {x} {y})";
        var isNaN = $"(or (fp.isNaN {a}) (fp.isNaN {b}))";
        switch (term.Op)
        {
            case Operator.FloatAdd:
                facts.Add($"(= (fp.isNaN {r}) (or {isNaN} (and (fp.isInfinite {a}) (fp.isInfinite {b}) (not (= {a} {b})))))");
                When(AtMost(zero, b), AtMost(a, r));
                When(AtMost(b, zero), AtMost(r, a));
                When(AtMost(zero, a), AtMost(b, r));
                When(AtMost(a, zero), AtMost(r, b));
                break;
            case Operator.FloatSubtract:
                facts.Add($"(= (fp.isNaN {r}) (or {isNaN} (and (fp.isInfinite {a}) (= {a} {b}))))");
                When(AtMost(zero, b), AtMost(r, a));
                When(AtMost(b, zero), AtMost(a, r));
                When(AtMost(b, a), AtMost(zero, r));
                When(AtMost(a, b), AtMost(r, zero));
                break;
            case Operator.FloatMultiply:
                facts.Add($"(= (fp.isNaN {r}) (or {isNaN} (and (fp.isInfinite {a}) (fp.isZero {b})) (and (fp.isZero {a}) (fp.isInfinite {b}))))");
                Signs();
                When($"(or (fp.isZero {a}) (fp.isZero {b}))", $"(fp.isZero {r})");
                When($"(and {AtMost(zero, a)} {AtMost(zero, b)} {AtMost(b, one)})", AtMost(r, a));
                When($"(and {AtMost(zero, a)} {AtMost(zero, b)} {AtMost(a, one)})", AtMost(r, b));
                When($"(and {AtMost(zero, a)} {AtMost(one, b)})", AtMost(a, r));
                When($"(and {AtMost(zero, b)} {AtMost(one, a)})", AtMost(b, r));
                break;
            case Operator.FloatDivide:
                facts.Add($"(= (fp.isNaN {r}) (or {isNaN} (and (fp.isInfinite {a}) (fp.isInfinite {b})) (and (fp.isZero {a}) (fp.isZero {b}))))");
                Signs();
                When($"(or (fp.isZero {a}) (fp.isInfinite {b}))", $"(fp.isZero {r})");
                When($"(and {AtMost(zero, a)} {AtMost(one, b)})", AtMost(r, a));
                When($"(and {AtMost(zero, a)} (fp.lt {zero} {b}) {AtMost(b, one)})", AtMost(a, r));
                When($"(and {AtMost(zero, a)} (fp.lt {zero} {b}) {AtMost(a, b)})", AtMost(r, one));
                break;
            case Operator.FloatSqrt:
                facts.Add($"(= (fp.isNaN {r}) (or (fp.isNaN {a}) (fp.lt {a} {zero})))");
                Number(AtMost(zero, r));
                When(AtMost(one, a), AtMost(r, a));
                When(AtMost(a, one), AtMost(a, r));
                break;
        }

        // The sign bit of a product or quotient is that of its arguments, whatever is rounded.
        void Signs() => Number($"(= (fp.isNegative {r}) (not (= (fp.isNegative {a}) (fp.isNegative {b}))))");
    }

    private static string ToFloat(Term term, string argument)
    {
        var target = (FloatSort)term.Sort;
        var format = $"{Count(target.ExponentBits)} {Count(target.SignificandBits)}";
        return term.Arguments[0].Sort is IntegerSort { Signed: false }
            ? $"((_ to_fp_unsigned {format}) {Nearest} {argument})"
            : $"((_ to_fp {format}) {Nearest} {argument})";
    }

    private static string ToInteger(Term term, string argument)
    {
        var target = (IntegerSort)term.Sort;
        var format = (FloatSort)term.Arguments[0].Sort;
        var width = Count(target.Width);
        string Bits(BigInteger value) => BitVectorTheory.Literal(value, target.Width);

        // The bounds are powers of two: exact in every format. Between them the truncated value fits.
        var above = FloatBits.Text((double)(target.Maximum + 1), format);
        var below = FloatBits.Text((double)target.Minimum, format);
        var convert = target.Signed ? $"((_ fp.to_sbv {width}) RTZ {argument})" : $"((_ fp.to_ubv {width}) RTZ {argument})";
        return $"(ite (fp.isNaN {argument}) {Bits(0)} (ite (fp.geq {argument} {above}) {Bits(target.Maximum)} (ite (fp.leq {argument} {below}) {Bits(target.Minimum)} {convert})))";
    }

    private static string Suffix(Term term) => term.Sort switch
    {
        FloatSort { IsDouble: true } => "_double",
        FloatSort => "_single",
        Smt.Sort.Str => "_text",
        Smt.Sort.Exact => "_decimal",
        IntegerSort integer => $"_{(integer.Signed ? "s" : "u")}{Count(integer.Width)}",
        _ => "_bool",
    };

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
