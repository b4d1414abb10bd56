using System.Text;
using CsCheck;
using Maestro.Evidence.Json;

namespace Maestro.Evidence.Tests.Json;

public sealed class StrictJsonTests
{
    [Theory]
    [InlineData("""{"a":1,"a":1}""", "twice")]
    [InlineData("""{"a":1,"\u0061":2}""", "twice")]
    [InlineData("""{"x":{"a":1,"b":2,"a":3}}""", "twice")]
    [InlineData("{} {}", "")]
    [InlineData("{}x", "")]
    [InlineData("", "")]
    [InlineData("   ", "")]
    [InlineData("{", "")]
    [InlineData("[1,]", "")]
    [InlineData("""{"a":1,}""", "")]
    [InlineData("[1 2]", "")]
    [InlineData("// c\n{}", "")]
    [InlineData("[01]", "")]
    [InlineData("[+1]", "")]
    [InlineData("[.5]", "")]
    [InlineData("[NaN]", "")]
    [InlineData("['a']", "")]
    [InlineData("[\"\t\"]", "")]
    [InlineData("""["\x41"]""", "")]
    [InlineData("""["\ud800"]""", "surrogate")]
    [InlineData("""["\udc00\ud800"]""", "surrogate")]
    [InlineData("""{"\ud800":1}""", "surrogate")]
    [InlineData("[1e999]", "range")]
    [InlineData("[9007199254740993]", "cannot hold")]
    [InlineData("[-9007199254740993]", "cannot hold")]
    public void What_two_readers_could_read_differently_is_an_error_with_a_position(string text, string cause)
    {
        var result = StrictJson.Read(Encoding.UTF8.GetBytes(text), "case.json");

        Assert.Equal("MAE7001", result.Problem?.Id);
        Assert.Contains(cause, result.Problem!.What, StringComparison.Ordinal);
        Assert.Matches("at byte [0-9]+", result.Problem.What);
        Assert.Equal("case.json", result.Problem.Where);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'"', 0xFF, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'"', 0xC0, 0x80, (byte)'"' }, 1)]
    [InlineData(new byte[] { (byte)'"', (byte)'a', 0xED, 0xA0, 0x80, (byte)'"' }, 2)]
    [InlineData(new byte[] { (byte)'"', 0xE2, 0x82 }, 1)]
    public void Invalid_UTF_8_is_an_error_at_its_byte(byte[] bytes, int position) =>
        Assert.Contains($"at byte {position}.", StrictJson.Read(bytes, "").Problem!.What, StringComparison.Ordinal);

    [Fact]
    public void A_byte_order_mark_is_an_error() =>
        Assert.NotNull(StrictJson.Read([0xEF, 0xBB, 0xBF, (byte)'1'], "").Problem);

    [Fact]
    public void Nesting_is_read_up_to_the_limit_and_no_deeper()
    {
        static byte[] Nested(int depth) => Encoding.ASCII.GetBytes(new string('[', depth) + new string(']', depth));

        Assert.True(StrictJson.Read(Nested(CanonicalJson.MaxDepth), "").Succeeded);
        Assert.Equal("MAE7001", StrictJson.Read(Nested(CanonicalJson.MaxDepth + 1), "").Problem?.Id);
        Assert.Equal("MAE7001", StrictJson.Read(Nested(1_000_000), "").Problem?.Id);
    }

    [Fact]
    public void Damaged_text_is_an_error_or_another_value_but_never_an_exception() =>
        Gen.Select(JsonGen.Value, Gen.Int[0, 10_000], Gen.Byte).Sample((value, at, changed) =>
        {
            var bytes = CanonicalJson.Bytes(value);
            bytes[at % bytes.Length] = changed;

            var result = StrictJson.Read(bytes, "");

            Assert.True(result.Succeeded || result.Problem!.Id == "MAE7001");
        });

    [Fact]
    public void Arbitrary_bytes_are_never_an_exception() =>
        Gen.Byte.Array[0, 40].Sample(bytes => StrictJson.Read(bytes, "") is not null);

    [Fact]
    public void A_truncated_object_is_an_error_at_every_length()
    {
        var bytes = Encoding.UTF8.GetBytes("""{"a":[1,{"b":"ä€😀"},true,null],"c":-1.5e3}""");

        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Equal("MAE7001", StrictJson.Read(bytes.AsSpan(0, length), "").Problem?.Id);
        }
    }
}
