using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>
/// C# integers as mathematical integers within their type's range. Operations wrap explicitly, unless the intervals
/// show that nothing can overflow. Of the bit operations only those that are arithmetic in disguise have words here.
/// </summary>
internal sealed class IntegerTheory(bool leavesFloatsOpen = false) : Theory
{
    public override string Name => "int";

    public override bool LeavesFloatsOpen => leavesFloatsOpen;

    // Truncating division and remainder from SMT-LIB's Euclidean ones (Ints theory: 0 <= remainder < |divisor|).
    public override IReadOnlyList<KeyValuePair<string, string>> Definitions { get; } =
    [
        new("tdiv", "(define-fun tdiv ((a Int) (b Int)) Int (ite (>= a 0) (div a b) (- (div (- a) b))))"),
        new("trem", "(define-fun trem ((a Int) (b Int)) Int (ite (>= a 0) (mod a b) (- (mod (- a) b))))"),
    ];

    public override bool Says(Term term) => term.Op switch
    {
        Operator.BitAnd => MaskBits(term.Arguments[0]) is not null || MaskBits(term.Arguments[1]) is not null,
        Operator.BitOr or Operator.BitXor => false,
        // A logical shift of a signed value is about its bits; as a division of a wrapped integer Z3 does not come back.
        Operator.ShiftRight => term.Arguments[1].IsInteger && term.Arguments[0].Op != Operator.Convert,
        Operator.ShiftLeft => term.Arguments[1].IsInteger,
        Operator.ToFloat => LeavesFloatsOpen || term.Arguments[0].Sort is FloatSort,
        Operator.FloatToInteger => LeavesFloatsOpen,
        _ => true,
    };

    public override string SortText(Sort sort) => sort switch
    {
        Smt.Sort.Truth => "Bool",
        Smt.Sort.Exact => "Real",
        FloatSort f => FloatBits.SortText(f),
        Smt.Sort.Map m => $"(Array {SortText(m.Index)} {SortText(m.Element)})",
        _ => "Int",
    };

    public override string? NaturalFact(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals) =>
        (FloatWords.Fact(term, text, arguments, intervals, LeavesFloatsOpen) ?? RealWords.Fact(term, text, intervals)) is { } fact ? fact
        : NaturalRange(term) is { } range ? $"(<= {Number(range.Low)} {text} {Number(range.High)})"
        : term.Sort is Smt.Sort.Reference or Smt.Sort.Str && term.Op is Operator.Variable or Operator.Select ? $"(<= 0 {text})" : null;

    public override string Render(Term term, IReadOnlyList<string> arguments, Intervals intervals)
    {
        if ((RenderCommon(term, arguments) ?? FloatWords.Render(term, arguments, LeavesFloatsOpen) ?? RealWords.Render(term, arguments, asBits: false)) is { } text)
        {
            return text;
        }

        return term.Op switch
        {
            Operator.Integer => Number(term.Value),
            Operator.Everywhere => $"((as const {SortText(term.Sort)}) {arguments[0]})",
            Operator.Null => "0",
            Operator.Less or Operator.Older => Call("<", arguments),
            Operator.LessOrEqual => Call("<=", arguments),
            Operator.Successor => $"(+ {arguments[0]} 1)",
            Operator.Add => Near(term, $"(+ {arguments[0]} {arguments[1]})", intervals),
            Operator.Subtract => Near(term, $"(- {arguments[0]} {arguments[1]})", intervals),
            Operator.Negate => Near(term, $"(- {arguments[0]})", intervals),
            Operator.Multiply => Far(term, $"(* {arguments[0]} {arguments[1]})", Exact(term, intervals)),
            Operator.Convert => Far(term, arguments[0], intervals.Of(term.Arguments[0])),
            Operator.Divide => Quotient(term, arguments, intervals),
            Operator.Remainder => intervals.Of(term.Arguments[0]).Low.Sign >= 0 ? Call("mod", arguments) : Call("trem", arguments),
            Operator.BitNot => ((IntegerSort)term.Sort).Signed ? $"(- (- {arguments[0]}) 1)" : $"(- {Number(((IntegerSort)term.Sort).Maximum)} {arguments[0]})",
            Operator.BitAnd => MaskBits(term.Arguments[0]) is { } left ? Masked(arguments[1], left) : Masked(arguments[0], MaskBits(term.Arguments[1])!.Value),
            Operator.ShiftLeft => ShiftedLeft(term, arguments[0], intervals),
            Operator.ShiftRight => $"(div {arguments[0]} {Number(BigInteger.One << TermFactory.Masked(term.Arguments[1], term))})",
            Operator.AddFits => Between($"(+ {arguments[0]} {arguments[1]})", Exact(term, intervals), Operand(term)),
            Operator.SubtractFits => Between($"(- {arguments[0]} {arguments[1]})", Exact(term, intervals), Operand(term)),
            Operator.MultiplyFits => Between($"(* {arguments[0]} {arguments[1]})", Exact(term, intervals), Operand(term)),
            Operator.ConvertFits => Between(arguments[0], intervals.Of(term.Arguments[0]), (IntegerSort)term.Extra!),
            _ => throw new InvalidOperationException(term.Op.ToString()),
        };
    }

    private static IntegerSort Operand(Term term) => (IntegerSort)term.Arguments[0].Sort;

    private static Interval Exact(Term term, Intervals intervals) => Intervals.Exact(
        term.Op, intervals.Of(term.Arguments[0]), term.Arguments.Count > 1 ? intervals.Of(term.Arguments[1]) : default);

    /// <summary>Wraps a result that is out of range by less than one modulus.</summary>
    private static string Near(Term term, string exact, Intervals intervals)
    {
        var sort = (IntegerSort)term.Sort;
        var interval = Exact(term, intervals);
        if (interval.Within(sort.Range))
        {
            return exact;
        }

        var high = interval.High > sort.Maximum;
        var low = interval.Low < sort.Minimum;
        var text = "e";
        text = low ? $"(ite (< e {Number(sort.Minimum)}) (+ e {Number(sort.Modulus)}) {text})" : text;
        text = high ? $"(ite (> e {Number(sort.Maximum)}) (- e {Number(sort.Modulus)}) {text})" : text;
        return $"(let ((e {exact})) {text})";
    }

    /// <summary>Wraps any result.</summary>
    private static string Far(Term term, string exact, Interval interval)
    {
        var sort = (IntegerSort)term.Sort;
        if (interval.Within(sort.Range))
        {
            return exact;
        }

        var modulus = Number(sort.Modulus);
        if (!sort.Signed)
        {
            return $"(mod {exact} {modulus})";
        }

        var half = Number(sort.Modulus / 2);
        return $"(- (mod (+ {exact} {half}) {modulus}) {half})";
    }

    private static string Quotient(Term term, IReadOnlyList<string> arguments, Intervals intervals)
    {
        var sort = (IntegerSort)term.Sort;
        var dividend = intervals.Of(term.Arguments[0]);
        var text = dividend.Low.Sign >= 0 ? Call("div", arguments) : Call("tdiv", arguments);

        // The one quotient that overflows.
        return sort.Signed && dividend.Contains(sort.Minimum) && intervals.Of(term.Arguments[1]).Contains(-1)
            ? $"(ite (and (= {arguments[0]} {Number(sort.Minimum)}) (= {arguments[1]} (- 1))) {arguments[0]} {text})"
            : text;
    }

    private static string ShiftedLeft(Term term, string argument, Intervals intervals)
    {
        var factor = BigInteger.One << TermFactory.Masked(term.Arguments[1], term);
        return Far(term, $"(* {argument} {Number(factor)})", Intervals.Exact(Operator.Multiply, intervals.Of(term.Arguments[0]), new(factor, factor)));
    }

    /// <summary>k for the constant 2^k - 1; the sign does not matter, since <c>mod</c> is never negative.</summary>
    private static int? MaskBits(Term term)
    {
        if (!term.IsInteger || term.Value.Sign < 0 || !(term.Value & (term.Value + 1)).IsZero)
        {
            return null;
        }

        var bits = 0;
        for (var rest = term.Value; !rest.IsZero; rest >>= 1)
        {
            bits++;
        }

        return bits;
    }

    private static string Masked(string text, int bits) => $"(mod {text} {Number(BigInteger.One << bits)})";

    private static string Between(string exact, Interval interval, IntegerSort range) =>
        interval.Within(range.Range) ? "true"
        : $"(let ((e {exact})) (and (<= {Number(range.Minimum)} e) (<= e {Number(range.Maximum)})))";
}
