using System.Globalization;
using System.Text;
using CsCheck;
using Maestro.Evidence.Json;

namespace Maestro.Evidence.Tests.Json;

public sealed class CanonicalJsonTests
{
    /// <summary>RFC 8785, appendix B.</summary>
    public static TheoryData<string, string> Numbers => new()
    {
        { "0000000000000000", "0" },
        { "8000000000000000", "0" },
        { "0000000000000001", "5e-324" },
        { "8000000000000001", "-5e-324" },
        { "7fefffffffffffff", "1.7976931348623157e+308" },
        { "ffefffffffffffff", "-1.7976931348623157e+308" },
        { "4340000000000000", "9007199254740992" },
        { "c340000000000000", "-9007199254740992" },
        { "4430000000000000", "295147905179352830000" },
        { "44b52d02c7e14af5", "9.999999999999997e+22" },
        { "44b52d02c7e14af6", "1e+23" },
        { "44b52d02c7e14af7", "1.0000000000000001e+23" },
        { "444b1ae4d6e2ef4e", "999999999999999700000" },
        { "444b1ae4d6e2ef4f", "999999999999999900000" },
        { "444b1ae4d6e2ef50", "1e+21" },
        { "3eb0c6f7a0b5ed8c", "9.999999999999997e-7" },
        { "3eb0c6f7a0b5ed8d", "0.000001" },
        { "41b3de4355555553", "333333333.3333332" },
        { "41b3de4355555554", "333333333.33333325" },
        { "41b3de4355555555", "333333333.3333333" },
        { "41b3de4355555556", "333333333.3333334" },
        { "41b3de4355555557", "333333333.33333343" },
        { "becbf647612f3696", "-0.0000033333333333333333" },
        { "43143ff3c1cb0959", "1424953923781206.2" },
    };

    [Theory]
    [MemberData(nameof(Numbers))]
    public void A_number_is_written_as_in_appendix_B(string bits, string expected)
    {
        var value = BitConverter.UInt64BitsToDouble(ulong.Parse(bits, NumberStyles.HexNumber, CultureInfo.InvariantCulture));

        Assert.Equal(expected, CanonicalJson.Text(new JsonNumber(value)));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void A_number_that_JSON_has_not_is_refused(double value) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new JsonNumber(value));

    [Fact]
    public void The_sample_of_section_3_2_2_gets_its_canonical_bytes()
    {
        var source = """
            {
              "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
              "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
              "literals": [null, true, false]
            }
            """;

        var text = CanonicalJson.Text(Read(source));

        Assert.Equal(
            """{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\u000f\nA'B\"\\\\\"/"}""",
            text);
    }

    [Fact]
    public void Names_are_sorted_by_UTF_16_code_units_as_in_section_3_2_3()
    {
        var source = """
            {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"}
            """;

        var values = ((JsonObject)Read(source)).Members.Select(m => m.Value.ToString().Trim('"'));

        Assert.Equal(
            ["Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"],
            values);
    }

    [Theory]
    [InlineData(9007199254740991, "9007199254740991")]
    [InlineData(9007199254740992, "\"9007199254740992\"")]
    [InlineData(-9007199254740992, "\"-9007199254740992\"")]
    [InlineData(long.MinValue, "\"-9223372036854775808\"")]
    public void Whole_numbers_beyond_2_to_the_53_become_strings(long value, string expected) =>
        Assert.Equal(expected, CanonicalJson.Text(value));

    [Fact]
    public void Whole_numbers_of_any_size_are_read_back() =>
        Gen.Long.Sample(value => JsonFields.Read(JsonObject.Of(("n", value)), "", f => f.Integer("n")).Value == value);

    [Fact]
    public void What_is_written_is_read_back_equal() =>
        JsonGen.Value.Sample(value => StrictJson.Read(CanonicalJson.Bytes(value), "").Value.Equals(value), iter: 3000);

    [Fact]
    public void Canonical_text_is_a_fixed_point() =>
        JsonGen.Value.Sample(value => CanonicalJson.Text(StrictJson.Read(CanonicalJson.Bytes(value), "").Value) == CanonicalJson.Text(value), iter: 3000);

    [Fact]
    public void Numbers_agree_with_a_JavaScript_engine()
    {
        var random = new Random(8785);
        var bits = Enumerable.Range(0, 4000).Select(_ => (ulong)random.NextInt64(long.MinValue, long.MaxValue)).Concat(Enumerable.Range(0, 2000).Select(i => BitConverter.DoubleToUInt64Bits(i * 0.1)));
        var numbers = bits.Select(BitConverter.UInt64BitsToDouble).Where(double.IsFinite).ToArray();
        using var scratch = new ScratchFolder();
        var hex = scratch.Write("bits.txt", Encoding.ASCII.GetBytes(string.Join('\n', numbers.Select(n => BitConverter.DoubleToUInt64Bits(n).ToString("x16", CultureInfo.InvariantCulture)))));
        var script = "const b=new DataView(new ArrayBuffer(8));for(const h of require('fs').readFileSync(process.argv[1],'utf8').split('\\n')){b.setBigUint64(0,BigInt('0x'+h));console.log(JSON.stringify(b.getFloat64(0)))}";

        var (exitCode, output, error) = Tool.Run("node", "-e", script, hex);

        Assert.True(exitCode == 0, error);
        Assert.Equal(output.TrimEnd('\n').Split('\n'), numbers.Select(n => CanonicalJson.Text(new JsonNumber(n))));
    }

    [Fact]
    public void Nesting_beyond_the_limit_is_not_written()
    {
        JsonValue value = JsonNull.Instance;
        for (var i = 0; i <= CanonicalJson.MaxDepth; i++)
        {
            value = new JsonArray([value]);
        }

        Assert.Throws<InvalidOperationException>(() => CanonicalJson.Text(value));
    }

    private static JsonValue Read(string text) => StrictJson.Read(Encoding.UTF8.GetBytes(text), "test").Value;
}

/// <summary>Random JSON values.</summary>
internal static class JsonGen
{
    private static readonly Gen<string> Text = Gen.String[Gen.Char["abc\"\\/\b\f\n\r\t\u0001\u001fäß€\u2028\ufb33 {}[]:,"], 0, 8];

    private static readonly Gen<JsonValue> Leaf = Gen.OneOf(
        Gen.Const((JsonValue)JsonNull.Instance),
        Gen.Bool.Select(b => (JsonValue)b),
        Gen.Int.Select(i => (JsonValue)(long)i),
        Gen.Double.Where(double.IsFinite).Select(d => (JsonValue)new JsonNumber(d)),
        Text.Select(t => (JsonValue)t),
        Gen.Const((JsonValue)"😀"));

    internal static Gen<JsonValue> Value { get; } = Gen.Recursive<JsonValue>((depth, inner) => depth >= 4
        ? Leaf
        : Gen.OneOf(
            Leaf,
            inner.Array[0, 4].Select(items => (JsonValue)new JsonArray(items)),
            Gen.Select(Text, inner).Array[0, 4].Select(members => (JsonValue)new JsonObject(
                members.DistinctBy(m => m.Item1).Select(m => KeyValuePair.Create(m.Item1, m.Item2))))));
}
