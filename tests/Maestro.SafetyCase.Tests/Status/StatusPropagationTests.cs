using CsCheck;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;
using Maestro.SafetyCase.Tests.Gsn;

namespace Maestro.SafetyCase.Tests.Status;

public sealed class StatusPropagationTests
{
    private static readonly Gen<NodeStatus> s_status = Gen.Int[0, 6].Select(i => (NodeStatus)i);

    [Fact]
    public void The_lattice_runs_from_valid_to_defeated() => Assert.Equal(
        ["valid", "accepted", "open", "stale", "missing", "failed", "defeated"],
        StatusLattice.All.Select(s => StatusLattice.Words[s]));

    [Theory]
    [InlineData(NodeStatus.Valid, CaseVerdict.Holds)]
    [InlineData(NodeStatus.Accepted, CaseVerdict.Holds)]
    [InlineData(NodeStatus.Open, CaseVerdict.Open)]
    [InlineData(NodeStatus.Stale, CaseVerdict.Fails)]
    [InlineData(NodeStatus.Missing, CaseVerdict.Fails)]
    [InlineData(NodeStatus.Failed, CaseVerdict.Fails)]
    [InlineData(NodeStatus.Defeated, CaseVerdict.Fails)]
    public void The_verdict_follows_the_top_goal(NodeStatus root, CaseVerdict expected) => Assert.Equal(expected, CaseVerdicts.Of(root));

    [Fact]
    public void Nine_valid_solutions_do_not_outvote_one_that_failed()
    {
        var solutions = Enumerable.Range(0, 10).Select(i => new GsnNode($"Sn{i}", GsnNodeType.Solution, "")).ToList();
        GsnNode top = new("G1", GsnNodeType.Goal, "") { SupportedBy = [.. solutions.Select(s => s.Id)] };

        var own = solutions.ToDictionary(s => s.Id, s => s.Id == "Sn7" ? NodeStatus.Failed : NodeStatus.Valid);

        Assert.Equal(NodeStatus.Failed, StatusPropagation.Compute([top, .. solutions], own)["G1"]);
    }

    [Fact]
    public void A_solution_of_which_nothing_is_known_is_missing() =>
        Assert.Equal(NodeStatus.Missing, StatusPropagation.Compute(Supported, new Dictionary<string, NodeStatus>())["G1"]);

    [Fact]
    public void A_goal_with_neither_support_nor_mark_is_never_valid() => Assert.Equal(
        NodeStatus.Missing,
        StatusPropagation.Compute(
            [new("G1", GsnNodeType.Goal, "")],
            new Dictionary<string, NodeStatus> { ["G1"] = NodeStatus.Valid })["G1"]);

    [Fact]
    public void An_undeveloped_goal_is_open_whatever_is_said_of_it() => Assert.Equal(
        NodeStatus.Open,
        StatusPropagation.Compute(
            [new("G1", GsnNodeType.Goal, "") { Undeveloped = true }],
            new Dictionary<string, NodeStatus> { ["G1"] = NodeStatus.Valid })["G1"]);

    [Theory]
    [InlineData(NodeStatus.Valid, NodeStatus.Defeated)]
    [InlineData(NodeStatus.Open, NodeStatus.Open)]
    [InlineData(NodeStatus.Missing, NodeStatus.Defeated)]
    [InlineData(NodeStatus.Failed, NodeStatus.Valid)]
    [InlineData(NodeStatus.Defeated, NodeStatus.Valid)]
    public void A_counter_argument_counts_as_far_as_it_stands(NodeStatus counter, NodeStatus expected)
    {
        GsnNode challenger = new("CSn1", GsnNodeType.Solution, "") { IsCounter = true, Challenges = [new("G1")] };
        var own = new Dictionary<string, NodeStatus> { ["Sn1"] = NodeStatus.Valid, ["CSn1"] = counter };

        Assert.Equal(expected, StatusPropagation.Compute([.. Supported, challenger], own)["G1"]);
    }

    [Theory]
    [InlineData(NodeStatus.Valid, NodeStatus.Valid)]
    [InlineData(NodeStatus.Open, NodeStatus.Defeated)]
    [InlineData(NodeStatus.Missing, NodeStatus.Defeated)]
    public void Only_a_proven_answer_clears_a_counter_argument(NodeStatus answer, NodeStatus expected)
    {
        GsnNode challenger = new("CSn1", GsnNodeType.Solution, "") { IsCounter = true, Challenges = [new("G1")] };
        GsnNode reply = new("CSn2", GsnNodeType.Solution, "") { IsCounter = true, Challenges = [new("CSn1")] };
        var own = new Dictionary<string, NodeStatus>
        {
            ["Sn1"] = NodeStatus.Valid,
            ["CSn1"] = NodeStatus.Valid,
            ["CSn2"] = answer,
        };

        Assert.Equal(expected, StatusPropagation.Compute([.. Supported, challenger, reply], own)["G1"]);
    }

    [Fact]
    public void Every_node_is_at_least_as_bad_as_its_support_and_context() =>
        Gen.Select(ArgumentGenerator.WellFormed, s_status.Array[64]).Sample((nodes, drawn) =>
        {
            var statuses = StatusPropagation.Compute(nodes, Own(nodes, drawn));

            Assert.All(nodes, n => Assert.All(n.SupportedBy.Concat(n.InContextOf), c => Assert.True(statuses[n.Id] >= statuses[c])));
        });

    [Fact]
    public void Without_counter_arguments_a_node_is_exactly_its_worst_leaf() =>
        Gen.Select(ArgumentGenerator.WellFormed, s_status.Array[64]).Where((nodes, _) => !nodes.Any(n => n.IsCounter)).Sample((nodes, drawn) =>
        {
            var own = Own(nodes, drawn);
            var leaves = nodes.Where(n => n.SupportedBy.Count == 0).Select(n => n.Undeveloped
                ? StatusLattice.Worst(NodeStatus.Open, own[n.Id])
                : own[n.Id]);

            Assert.Equal(StatusLattice.Worst(leaves, NodeStatus.Missing), StatusPropagation.Compute(nodes, own)["G1"]);
        });

    [Fact]
    public void Losing_any_evidence_improves_no_node_of_the_argument() =>
        Gen.Select(ArgumentGenerator.WellFormed, s_status.Array[64]).Sample((nodes, drawn) =>
        {
            var own = Own(nodes, drawn);
            var before = StatusPropagation.Compute(nodes, own);
            foreach (var solution in nodes.Where(n => n.Type == GsnNodeType.Solution))
            {
                var after = StatusPropagation.Compute(
                    nodes,
                    new Dictionary<string, NodeStatus>(own) { [solution.Id] = StatusLattice.Worst(own[solution.Id], NodeStatus.Missing) });

                Assert.All(nodes.Where(n => !n.IsCounter), n => Assert.True(after[n.Id] >= before[n.Id], $"{solution.Id} improved {n.Id}"));
            }
        });

    [Fact]
    public void The_order_of_nodes_does_not_matter() =>
        Gen.Select(ArgumentGenerator.WellFormed, s_status.Array[64]).Sample((nodes, drawn) =>
        {
            var own = Own(nodes, drawn);

            Assert.Equal(
                StatusPropagation.Compute(nodes, own).OrderBy(p => p.Key, StringComparer.Ordinal),
                StatusPropagation.Compute([.. nodes.Reverse()], own).OrderBy(p => p.Key, StringComparer.Ordinal));
        });

    private static IReadOnlyList<GsnNode> Supported { get; } =
    [
        new("G1", GsnNodeType.Goal, "") { SupportedBy = ["Sn1"] },
        new("Sn1", GsnNodeType.Solution, ""),
    ];

    private static Dictionary<string, NodeStatus> Own(IReadOnlyList<GsnNode> nodes, NodeStatus[] drawn) =>
        nodes.Where(n => n.SupportedBy.Count == 0).Select((n, i) => (n.Id, Status: drawn[i])).ToDictionary(p => p.Id, p => p.Status);
}
