using CsCheck;
using Maestro.SafetyCase.Gsn;

namespace Maestro.SafetyCase.Tests.Gsn;

public sealed class GsnRulesTests
{
    private static readonly GsnNode s_solution = new("Sn1", GsnNodeType.Solution, "evidence");

    [Fact]
    public void A_goal_supported_by_a_solution_is_an_argument() =>
        Assert.Empty(GsnRules.Check([Goal("G1", "Sn1"), s_solution]));

    [Fact]
    public void An_empty_case_has_no_top_goal() => AssertOnly("MAE7206", []);

    [Fact]
    public void Two_nodes_may_not_share_an_id() =>
        AssertOnly("MAE7201", [Goal("G1", "Sn1"), s_solution, s_solution]);

    [Theory]
    [InlineData("supportedBy")]
    [InlineData("inContextOf")]
    [InlineData("challenges")]
    public void A_relation_to_a_node_that_does_not_exist_is_named(string relation)
    {
        var problem = Assert.Single(GsnRules.Check(relation switch
        {
            "supportedBy" => [Goal("G1", "Sn1", "Nobody"), s_solution],
            "inContextOf" => [Goal("G1", "Sn1") with { InContextOf = ["Nobody"] }, s_solution],
            _ =>
            [
                Goal("G1", "Sn1"),
                s_solution,
                new("CG1", GsnNodeType.Goal, "") { IsCounter = true, Undeveloped = true, Challenges = [new("G1"), new("Nobody")] },
            ],
        }));

        Assert.Equal("MAE7202", problem.Id);
        Assert.Contains(relation, problem.What);
        Assert.Contains("Nobody", problem.What);
    }

    [Theory]
    [InlineData(GsnNodeType.Strategy, GsnNodeType.Strategy)]
    [InlineData(GsnNodeType.Strategy, GsnNodeType.Solution)]
    [InlineData(GsnNodeType.Solution, GsnNodeType.Goal)]
    [InlineData(GsnNodeType.Context, GsnNodeType.Goal)]
    [InlineData(GsnNodeType.Goal, GsnNodeType.Context)]
    public void Support_joins_only_the_types_it_may_join(GsnNodeType node, GsnNodeType support)
    {
        var problems = GsnRules.Check(
        [
            new("Top", GsnNodeType.Goal, "") { SupportedBy = ["X"] },
            new("X", node, "") { SupportedBy = ["Y"] },
            new("Y", support, "") { Undeveloped = support is GsnNodeType.Goal or GsnNodeType.Strategy },
        ]);

        Assert.Contains(problems, p => p.Id == "MAE7203" && p.Where == "X");
    }

    [Theory]
    [InlineData(GsnNodeType.Goal, GsnNodeType.Goal)]
    [InlineData(GsnNodeType.Goal, GsnNodeType.Solution)]
    [InlineData(GsnNodeType.Solution, GsnNodeType.Context)]
    [InlineData(GsnNodeType.Context, GsnNodeType.Assumption)]
    public void Context_joins_only_the_types_it_may_join(GsnNodeType node, GsnNodeType context)
    {
        var problems = GsnRules.Check(
        [
            new("X", node, "") { InContextOf = ["Y"], Undeveloped = node == GsnNodeType.Goal },
            new("Y", context, "") { Undeveloped = context == GsnNodeType.Goal },
        ]);

        Assert.Contains(problems, p => p.Id == "MAE7204" && p.Where == "X");
    }

    [Fact]
    public void A_cycle_is_shown_with_its_path()
    {
        var problems = GsnRules.Check([Goal("G0", "G1"), Goal("G1", "G2"), Goal("G2", "G1")]);

        Assert.Contains(problems, p => p.Id == "MAE7205" && p.What.Contains("G1 → G2 → G1", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_top_goals_are_one_too_many() =>
        AssertOnly("MAE7206", [Goal("G1", "Sn1"), Goal("G2", "Sn1"), s_solution], "MAE7207");

    [Fact]
    public void A_context_that_nobody_uses_is_unreachable() =>
        AssertOnly("MAE7207", [Goal("G1", "Sn1"), s_solution, new("C1", GsnNodeType.Context, "")]);

    [Fact]
    public void Undeveloped_and_supported_exclude_each_other() =>
        AssertOnly("MAE7208", [Goal("G1", "Sn1") with { Undeveloped = true }, s_solution]);

    [Fact]
    public void A_goal_of_which_nothing_was_asked_is_an_error() => AssertOnly("MAE7209", [Goal("G1")]);

    [Fact]
    public void A_solution_cannot_be_undeveloped() =>
        AssertOnly("MAE7210", [Goal("G1", "Sn1"), s_solution with { Undeveloped = true }]);

    [Fact]
    public void A_relation_names_a_node_once() => AssertOnly("MAE7211", [Goal("G1", "Sn1", "Sn1"), s_solution]);

    [Fact]
    public void Only_a_counter_argument_may_challenge() =>
        AssertOnly("MAE7212", [Goal("G1", "Sn1") with { Challenges = [new("Sn1")] }, s_solution], "MAE7205");

    [Fact]
    public void A_challenged_relation_must_exist() => AssertOnly(
        "MAE7212",
        [
            Goal("G1", "Sn1"),
            s_solution,
            new("CG1", GsnNodeType.Goal, "") { IsCounter = true, Undeveloped = true, Challenges = [new("Sn1", "G1")] },
        ]);

    [Fact]
    public void A_counter_argument_does_not_support_the_argument() =>
        AssertOnly("MAE7213", [Goal("G1", "CSn1"), new("CSn1", GsnNodeType.Solution, "") { IsCounter = true }]);

    [Fact]
    public void Support_stays_within_its_module() => AssertOnly(
        "MAE7214",
        [Goal("G1", "Sn1"), s_solution with { Module = "confidence" }],
        "MAE7206");

    [Fact]
    public void A_node_has_an_id() => AssertOnly("MAE7215", [Goal("", "Sn1"), s_solution]);

    [Fact]
    public void Random_well_formed_arguments_have_no_violation() =>
        ArgumentGenerator.WellFormed.Sample(nodes => Assert.Empty(GsnRules.Check(nodes)));

    [Fact]
    public void A_back_edge_anywhere_in_a_random_argument_is_a_cycle() =>
        Gen.Select(ArgumentGenerator.WellFormed, Gen.Int[0, 1000]).Sample((nodes, pick) =>
        {
            var at = pick % nodes.Count;
            var back = nodes.Select((n, i) => i == at ? n with { SupportedBy = [.. n.SupportedBy, n.Id], Undeveloped = false } : n).ToList();

            Assert.Contains(GsnRules.Check(back), p => p.Id == "MAE7205");
        });

    [Fact]
    public void Dropping_the_mark_of_an_undeveloped_goal_is_always_noticed() =>
        ArgumentGenerator.WellFormed.Sample(nodes =>
        {
            foreach (var node in nodes.Where(n => n.Undeveloped))
            {
                var dropped = nodes.Select(n => n.Id == node.Id ? n with { Undeveloped = false } : n).ToList();
                Assert.Contains(GsnRules.Check(dropped), p => p.Id == "MAE7209" && p.Where == node.Id);
            }
        });

    [Fact]
    public void A_chain_of_a_hundred_thousand_goals_does_not_exhaust_the_stack()
    {
        const int Length = 100_000;
        var chain = Enumerable.Range(0, Length).Select(i => Goal($"G{i}", $"G{i + 1}"))
            .Append(new($"G{Length}", GsnNodeType.Goal, "") { Undeveloped = true }).ToList();

        Assert.Empty(GsnRules.Check(chain));
    }

    private static GsnNode Goal(string id, params string[] supportedBy) => new(id, GsnNodeType.Goal, "claim") { SupportedBy = supportedBy };

    private static void AssertOnly(string id, IReadOnlyList<GsnNode> nodes, string? follows = null)
    {
        var problems = GsnRules.Check(nodes);

        Assert.Contains(problems, p => p.Id == id);
        Assert.All(problems, p => Assert.True(p.Id == id || p.Id == follows, p.ToString()));
    }
}
