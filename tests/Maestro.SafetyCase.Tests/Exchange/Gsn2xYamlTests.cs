using CsCheck;
using Maestro.SafetyCase.Exchange;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Tests.Gsn;

namespace Maestro.SafetyCase.Tests.Exchange;

/// <remarks>The five cases in Gsn2xCases are jonasthewolf/gsn2x @9e57736, MIT; see its LICENSE there.</remarks>
public sealed class Gsn2xYamlTests
{
    public static TheoryData<string, int> Cases => new()
    {
        { "bullet_lists", 2 }, { "confidence", 8 }, { "dialectic", 29 }, { "example", 20 }, { "multi_context", 12 },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cases_made_by_others_load_and_keep_the_rules(string name, int count)
    {
        var nodes = Read(File(name));

        Assert.Equal(count, nodes.Count);
        Assert.Empty(GsnRules.Check(nodes));
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Cases_made_by_others_survive_the_round_trip(string name, int count)
    {
        var nodes = Read(File(name));

        var again = Read(Gsn2xYaml.Write(nodes));

        Assert.Equal(count, again.Count);
        Assert.Equivalent(nodes, again, strict: true);
    }

    [Fact]
    public void Every_key_that_the_model_does_not_know_is_kept()
    {
        var written = Gsn2xYaml.Write(Read(File("example")));

        Assert.Contains("layer2: Additional information on layer 2", written);
        Assert.Contains("rankIncrement: 1", written);
        Assert.Contains("mycssclass", written);
    }

    [Fact]
    public void A_disputed_challenge_keeps_both_ends()
    {
        var dispute = Assert.Single(Read(File("dialectic")).Single(n => n.Id == "CCSn1").Challenges);

        Assert.Equal(new("G2", "CG1"), dispute);
    }

    [Fact]
    public void Random_arguments_survive_the_round_trip() =>
        Gen.Select(ArgumentGenerator.WellFormed, Gen.String).Sample((nodes, text) =>
        {
            var named = nodes.Select(n => n with { Text = Legal(text) + n.Id }).ToList();

            Assert.Equivalent(named, Read(Gsn2xYaml.Write(named)), strict: true);
        }, iter: 200);

    [Theory]
    [InlineData("G1: [", "MAE7401")]
    [InlineData("", "MAE7402")]
    [InlineData("- G1", "MAE7402")]
    [InlineData("G1: text", "MAE7402")]
    [InlineData("G1:\n  text: [a]", "MAE7402")]
    [InlineData("G1:\n  undeveloped: maybe", "MAE7402")]
    [InlineData("X1: {}", "MAE7403")]
    [InlineData("G1:\n  nodeType: Goat", "MAE7403")]
    [InlineData("G1: &a {}\nG2: *a", "MAE7401")]
    [InlineData("G1: {}\nG1: {}", "MAE7401")]
    public void What_is_no_case_is_told_with_its_place(string yaml, string id)
    {
        var problem = Gsn2xYaml.Read(yaml, "case.gsn.yaml").Problem;

        Assert.Equal(id, problem?.Id);
        Assert.StartsWith("case.gsn.yaml", problem?.Where);
    }

    [Fact]
    public void Deep_nesting_is_refused()
    {
        var problem = Gsn2xYaml.Read("G1:\n  acp: " + new string('[', 5000), "deep.yaml").Problem;

        Assert.Equal("MAE7401", problem?.Id);
    }

    private static IReadOnlyList<GsnNode> Read(string yaml)
    {
        var result = Gsn2xYaml.Read(yaml, "test.yaml");
        Assert.True(result.Succeeded, result.Problem?.ToString());
        return result.Value;
    }

    private static string File(string name) =>
        System.IO.File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Exchange", "Gsn2xCases", $"{name}.gsn.yaml"));

    // YAML has no way to write a lone surrogate.
    private static string Legal(string text) => new([.. text.Where(c => !char.IsSurrogate(c))]);
}
