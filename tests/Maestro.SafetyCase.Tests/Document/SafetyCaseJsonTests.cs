using System.Text;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Exchange;
using Maestro.SafetyCase.Judging;

namespace Maestro.SafetyCase.Tests.Document;

public sealed class SafetyCaseJsonTests
{
    [Theory]
    [InlineData("holds")]
    [InlineData("fails")]
    public void The_case_is_written_as_on_file(string name)
    {
        var built = Case(name);

        Golden.Match($"{name}.case.json", SafetyCaseJson.Write(built));
        Golden.Match($"{name}.case.gsn.yaml", Encoding.UTF8.GetBytes(Gsn2xYaml.Write(CaseArgument.ToGsn(built.Nodes))));
    }

    [Theory]
    [InlineData("holds")]
    [InlineData("fails")]
    public void What_was_written_reads_back_the_same(string name)
    {
        var bytes = SafetyCaseJson.Write(Case(name));

        Assert.Equal(bytes, SafetyCaseJson.Write(SafetyCaseJson.Read(bytes, "case.json").Value));
    }

    [Theory]
    [InlineData("\"verdict\":\"holds\"", "\"verdict\":\"fine\"", "MAE7002")]
    [InlineData("\"verdict\":\"holds\"", "\"verdict\":\"holds\",\"verdict\":\"holds\"", "MAE7001")]
    [InlineData("\"uncommitted\":false", "\"uncommitted\":false,\"zeal\":1", "MAE7314")]
    [InlineData("\"uncommitted\":false", "\"uncommitted\": false", "MAE7314")]
    [InlineData("\"root\":\"G1\"", "\"root\":1", "MAE7002")]
    [InlineData("urn:maestro:safety-case:v1", "urn:maestro:safety-case:v2", "MAE7002")]
    public void Anything_else_is_refused(string original, string changed, string id)
    {
        var text = Encoding.UTF8.GetString(SafetyCaseJson.Write(Case("holds")));
        Assert.Contains(original, text);

        var problem = SafetyCaseJson.Read(Encoding.UTF8.GetBytes(text.Replace(original, changed, StringComparison.Ordinal)), "case.json").Problem;

        Assert.Equal((id, "case.json"), (problem?.Id, problem?.Where));
    }

    [Fact]
    public void A_truncated_case_is_refused_at_every_length()
    {
        var bytes = SafetyCaseJson.Write(Case("holds"));

        Assert.All(Enumerable.Range(0, bytes.Length), length => Assert.False(SafetyCaseJson.Read(bytes.AsSpan(0, length), "case.json").Succeeded));
    }

    private static SafetyCaseDocument Case(string name) => name == "holds"
        ? new SampleChange().Build()
        : new SampleChange
        {
            Methods =
            [
                SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(ProofVerdict.Refuted)) with { Assumptions = [new("assume", "index < 10", 15)] },
                SampleChange.Method(SampleChange.Total, "Cart.cs", SampleChange.Obligation(ProofVerdict.Unknown, 31)),
            ],
            Touched =
            [
                SampleChange.Touch(SampleChange.Page, "Pager.Page(int)", 12),
                SampleChange.Touch(SampleChange.Render, "View.Render()", 3, "src/Shop/View.cs", "added", hasContract: false),
            ],
            RecomputedBy = RecomputedBy.InBuild,
            Uncommitted = true,
            Tests = null,
            HasTests = false,
        }.Build();
}
