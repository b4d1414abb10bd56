using System.Globalization;
using System.Numerics;

namespace Maestro.Verification.Smt;

/// <summary>C# integers as bit-vectors of their width; references as 32 bits.</summary>
internal sealed class BitVectorTheory(bool leavesFloatsOpen = false) : Theory
{
    public const string Word = "bv";

    public override string Name => Word;

    public override bool LeavesFloatsOpen => leavesFloatsOpen;

    public override IReadOnlyList<KeyValuePair<string, string>> Definitions => [];

    public override bool Says(Term term) => true;

    public override string SortText(Sort sort) => sort switch
    {
        Smt.Sort.Truth => "Bool",
        Smt.Sort.Exact => "Real",
        FloatSort f => FloatBits.SortText(f),
        IntegerSort i => Bits(i.Width),
        Smt.Sort.Map m => $"(Array {SortText(m.Index)} {SortText(m.Element)})",
        _ => Bits(32),
    };

    public override string? NaturalFact(Term term, string text, IReadOnlyList<string> arguments, Intervals intervals)
    {
        if ((FloatWords.Fact(term, text, arguments, intervals, LeavesFloatsOpen) ?? RealWords.Fact(term, text, intervals)) is { } fact)
        {
            return fact;
        }

        if (term.Op == Operator.Successor)
        {
            return $"(bvult (bvsub {text} {Literal(1, 32)}) {text})";
        }

        return term.Op is Operator.ArrayLength or Operator.StringLength && NaturalRange(term) is { } range
            ? $"(and (bvsle {Literal(0, 32)} {text}) (bvsle {text} {Literal(range.High, 32)}))"
            : null;
    }

    public override string Render(Term term, IReadOnlyList<string> arguments, Intervals intervals)
    {
        if ((RenderCommon(term, arguments) ?? FloatWords.Render(term, arguments, LeavesFloatsOpen) ?? RealWords.Render(term, arguments, asBits: true)) is { } text)
        {
            return text;
        }

        var operand = term.Arguments.Count > 0 ? term.Arguments[0].Sort as IntegerSort : null;
        var signed = operand?.Signed == true;
        return term.Op switch
        {
            Operator.Integer => Literal(term.Value, ((IntegerSort)term.Sort).Width),
            Operator.Null => Literal(0, 32),
            Operator.Less => Call(signed ? "bvslt" : "bvult", arguments),
            Operator.LessOrEqual => Call(signed ? "bvsle" : "bvule", arguments),
            Operator.Everywhere => $"((as const {SortText(term.Sort)}) {arguments[0]})",
            Operator.Older => Call("bvult", arguments),
            Operator.Successor => $"(bvadd {arguments[0]} {Literal(1, 32)})",
            Operator.Add => Call("bvadd", arguments),
            Operator.Subtract => Call("bvsub", arguments),
            Operator.Multiply => Call("bvmul", arguments),
            Operator.Negate => Call("bvneg", arguments),
            Operator.Divide => Call(signed ? "bvsdiv" : "bvudiv", arguments),
            Operator.Remainder => Call(signed ? "bvsrem" : "bvurem", arguments),
            Operator.BitAnd => Call("bvand", arguments),
            Operator.BitOr => Call("bvor", arguments),
            Operator.BitXor => Call("bvxor", arguments),
            Operator.BitNot => Call("bvnot", arguments),
            Operator.ShiftLeft => Shift("bvshl", term, arguments),
            Operator.ShiftRight => Shift(signed ? "bvashr" : "bvlshr", term, arguments),
            Operator.Convert => Resize(arguments[0], operand!, ((IntegerSort)term.Sort).Width),
            Operator.AddFits or Operator.SubtractFits or Operator.MultiplyFits => ExactFits(term, arguments),
            Operator.ConvertFits => ConversionFits(arguments[0], operand!, (IntegerSort)term.Extra!),
            _ => throw new InvalidOperationException(term.Op.ToString()),
        };
    }

    internal static string Literal(BigInteger value, int width)
    {
        var bits = value.Sign < 0 ? value + (BigInteger.One << width) : value;
        return $"(_ bv{bits.ToString(CultureInfo.InvariantCulture)} {width.ToString(CultureInfo.InvariantCulture)})";
    }

    private static string Bits(int width) => $"(_ BitVec {width.ToString(CultureInfo.InvariantCulture)})";

    private static string Shift(string function, Term term, IReadOnlyList<string> arguments)
    {
        var width = ((IntegerSort)term.Sort).Width;
        var count = Resize(arguments[1], (IntegerSort)term.Arguments[1].Sort, width);
        return $"({function} {arguments[0]} (bvand {count} {Literal(width - 1, width)}))";
    }

    private static string Resize(string text, IntegerSort from, int width)
    {
        if (width == from.Width)
        {
            return text;
        }

        return width < from.Width
            ? $"((_ extract {(width - 1).ToString(CultureInfo.InvariantCulture)} 0) {text})"
            : $"((_ {(from.Signed ? "sign_extend" : "zero_extend")} {(width - from.Width).ToString(CultureInfo.InvariantCulture)}) {text})";
    }

    /// <summary>Computes without loss in a wider vector, then looks whether narrowing loses anything.</summary>
    private static string ExactFits(Term term, IReadOnlyList<string> arguments)
    {
        var sort = (IntegerSort)term.Arguments[0].Sort;
        var wide = term.Op == Operator.MultiplyFits ? 2 * sort.Width : sort.Width + 2;
        var function = term.Op switch { Operator.AddFits => "bvadd", Operator.SubtractFits => "bvsub", _ => "bvmul" };
        var exact = $"({function} {Resize(arguments[0], sort, wide)} {Resize(arguments[1], sort, wide)})";
        return Between(exact, sort, wide);
    }

    private static string ConversionFits(string text, IntegerSort from, IntegerSort target)
    {
        var wide = Math.Max(from.Width, target.Width) + 2;
        return Between(Resize(text, from, wide), target, wide);
    }

    private static string Between(string text, IntegerSort range, int width) =>
        $"(let ((e {text})) (and (bvsle {Literal(range.Minimum, width)} e) (bvsle e {Literal(range.Maximum, width)})))";
}
