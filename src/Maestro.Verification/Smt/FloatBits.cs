using System.Globalization;
using System.Numerics;
using System.Text;

namespace Maestro.Verification.Smt;

/// <summary>Floating-point constants as their bits: in terms, in SMT-LIB, and in models.</summary>
internal static class FloatBits
{
    /// <summary>The bits of the value rounded to the format; of NaN always the same.</summary>
    public static BigInteger Of(double value, FloatSort sort)
    {
        if (sort.IsDouble)
        {
            return new BigInteger(unchecked((ulong)BitConverter.DoubleToInt64Bits(double.IsNaN(value) ? double.NaN : value)));
        }

        var single = double.IsNaN(value) ? float.NaN : (float)value;
        return new BigInteger(BitConverter.ToUInt32(BitConverter.GetBytes(single), 0));
    }

    /// <summary>The value of a constant; a narrow one widened, which is exact.</summary>
    public static double Value(Term constant) => Value(constant.Value, (FloatSort)constant.Sort);

    /// <summary>The value of the bits.</summary>
    public static double Value(BigInteger bits, FloatSort sort) => sort.IsDouble
        ? BitConverter.Int64BitsToDouble(unchecked((long)(ulong)bits))
        : BitConverter.ToSingle(BitConverter.GetBytes((uint)bits), 0);

    public static string SortText(FloatSort sort) => $"(_ FloatingPoint {Count(sort.ExponentBits)} {Count(sort.SignificandBits)})";

    public static string Text(double value, FloatSort sort) => Text(Of(value, sort), sort);

    /// <summary>The constant in SMT-LIB.</summary>
    public static string Text(BigInteger bits, FloatSort sort)
    {
        if (double.IsNaN(Value(bits, sort)))
        {
            return $"(_ NaN {Count(sort.ExponentBits)} {Count(sort.SignificandBits)})";
        }

        var width = sort.ExponentBits + sort.SignificandBits;
        var text = new StringBuilder();
        for (var i = width - 1; i >= 0; i--)
        {
            text.Append((bits >> i).IsEven ? '0' : '1');
        }

        var all = text.ToString();
        return $"(fp #b{all.Substring(0, 1)} #b{all.Substring(1, sort.ExponentBits)} #b{all.Substring(1 + sort.ExponentBits)})";
    }

    /// <summary>The bits of a special value as models name it: <c>NaN</c>, <c>+oo</c>, <c>-oo</c>, <c>+zero</c>, <c>-zero</c>; null for other names.</summary>
    public static BigInteger? OfSpecial(string name, int exponentBits, int significandBits)
    {
        var exponent = ((BigInteger.One << exponentBits) - 1) << (significandBits - 1);
        var sign = BigInteger.One << (exponentBits + significandBits - 1);
        return name switch
        {
            "NaN" => exponent + (BigInteger.One << (significandBits - 2)),
            "+oo" => exponent,
            "-oo" => sign + exponent,
            "+zero" => BigInteger.Zero,
            "-zero" => sign,
            _ => null,
        };
    }

    private static string Count(int value) => value.ToString(CultureInfo.InvariantCulture);
}
