using System.IO.Compression;
using CsCheck;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Tests.Viewer;

public sealed class DeflateTests
{
    [Fact]
    public void What_is_compressed_inflates_to_the_same_bytes() =>
        Gen.OneOf(
            Gen.Byte.Array[0, 3000],
            Gen.Byte[0, 3].Array[0, 3000],
            Gen.Select(Gen.Byte.Array[1, 40], Gen.Int[1, 2000], (part, times) => Enumerable.Repeat(part, times).SelectMany(bytes => bytes).ToArray()))
            .Sample(data => Inflate(Deflate.Compress(data)).AsSpan().SequenceEqual(data));

    [Fact]
    public void Matches_reach_the_whole_window_and_no_further()
    {
        var random = new Random(7);
        var phrase = new byte[300];
        random.NextBytes(phrase);
        foreach (var distance in new[] { 32 * 1024 - 300, 32 * 1024 - 299, 32 * 1024, 32 * 1024 + 1 })
        {
            var noise = new byte[distance];
            random.NextBytes(noise);
            byte[] data = [.. phrase, .. noise, .. phrase];

            Assert.Equal(data, Inflate(Deflate.Compress(data)));
        }
    }

    [Fact]
    public void Texts_that_are_alike_shrink_to_a_fifth()
    {
        var text = string.Concat(Enumerable.Range(0, 500).Select(i => $$"""{"id":"G1.1.{{i}}","type":"goal","status":"valid","reason":"","supportedBy":["Sn1.1.{{i}}"]}"""));

        Assert.InRange(Deflate.Compress(System.Text.Encoding.UTF8.GetBytes(text)).Length, 1, text.Length / 5);
    }

    private static byte[] Inflate(byte[] compressed)
    {
        using var inflated = new MemoryStream();
        using var stream = new DeflateStream(new MemoryStream(compressed), CompressionMode.Decompress);
        stream.CopyTo(inflated);
        return inflated.ToArray();
    }
}
