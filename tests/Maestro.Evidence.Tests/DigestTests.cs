using CsCheck;

namespace Maestro.Evidence.Tests;

public sealed class DigestTests
{
    private const string Empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void The_digest_of_nothing_is_the_known_one() => Assert.Equal(Empty, Digest.Of([]).Hex);

    [Fact]
    public void A_file_has_the_digest_of_its_bytes()
    {
        using var scratch = new ScratchFolder();

        Assert.Equal(Digest.OfText("ä"), Digest.OfFile(scratch.Write("f", "ä"u8.ToArray())));
    }

    [Fact]
    public void Digests_survive_text() =>
        Gen.Byte.Array[0, 20].Sample(bytes => Digest.Parse(Digest.Of(bytes).ToString()) == Digest.Of(bytes));

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b85")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 ")]
    [InlineData("g3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void Only_64_lower_case_digits_are_a_digest(string? text) => Assert.False(Digest.TryParse(text, out _));

    [Theory]
    [InlineData("da39a3ee5e6b4b0d3255bfef95601890afd80709", true)]
    [InlineData(Empty, true)]
    [InlineData("HEAD", false)]
    [InlineData("da39a3e", false)]
    [InlineData("DA39A3EE5E6B4B0D3255BFEF95601890AFD80709", false)]
    public void Only_full_lower_case_ids_name_a_git_object(string text, bool valid) => Assert.Equal(valid, GitObjectId.TryParse(text, out _));

    [Fact]
    public void A_problem_is_one_line_that_names_place_id_cause_and_way_out() =>
        Assert.Equal(
            "a.json: error MAE7001: This is not strict JSON: line one line two. Restore the file from where it was made; do not edit evidence.",
            EvidenceProblems.BadJson.At("a.json", "line one\nline two").ToString());

    [Fact]
    public void A_result_has_a_value_or_a_problem_and_never_both()
    {
        Result<int> value = 5;
        Result<int> problem = EvidenceProblems.Unsigned.At("e");

        Assert.Equal(6, value.Map(v => v + 1).Value);
        Assert.Equal("MAE7010", problem.Then(v => Result.Of(v + 1)).Problem?.Id);
        Assert.Throws<InvalidOperationException>(() => problem.Value);
    }
}
