using CsCheck;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Tests.Building;

public sealed class CaseBuilderTests
{
    [Fact]
    public void A_proved_tested_recorded_change_holds()
    {
        var built = new SampleChange().Build();

        Assert.Equal(CaseVerdict.Holds, built.Verdict);
        Assert.Empty(built.Gaps);
        Assert.Equal(new(1, 1, 1, 0, 0, 0), built.Touched);
        Assert.Equal("compatible", Assert.Single(built.Changes).Contract);
    }

    [Fact]
    public void A_refuted_method_fails_the_case_and_shows_its_witness()
    {
        var built = new SampleChange
        {
            Methods = [SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(ProofVerdict.Refuted))],
            Callers = [],
        }.Build();

        Assert.Equal(CaseVerdict.Fails, built.Verdict);
        var gap = Assert.Single(built.Gaps);
        Assert.Equal((NodeStatus.Failed, "src/Shop/Pager.cs", 14), (gap.Status, gap.File, gap.Line));
        Assert.Contains("new Shop.Pager().Page(-1)", gap.Text);
        Assert.Equal("new Shop.Pager().Page(-1)", built.Nodes.Single(n => n.Id == gap.Node).Witness?.Statement);
    }

    [Theory]
    [InlineData(ProofVerdict.Unknown)]
    [InlineData(ProofVerdict.Bounded)]
    public void An_undecided_method_leaves_the_case_open(ProofVerdict verdict) => AssertGap(
        new SampleChange { Methods = [SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(verdict))], Callers = [] },
        NodeStatus.Open);

    [Fact]
    public void What_was_only_tested_is_open_and_says_on_how_many_inputs()
    {
        var built = new SampleChange
        {
            Methods = [SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(ProofVerdict.Unknown)) with { Tested = new(120, 7) }],
            Callers = [],
        }.Build();

        Assert.Equal(CaseVerdict.Open, built.Verdict);
        Assert.Contains("tested without failure on 120 inputs, which is no proof", Assert.Single(built.Gaps).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_adequacy_of_the_contracts_stands_in_the_confidence_module_and_lowers_nothing()
    {
        var built = new SampleChange
        {
            Methods =
            [
                SampleChange.Method(SampleChange.Page, "Pager.cs") with { Strength = new(9, 5, [new(14, "`a < b` becomes `a <= b`", "`a <= b`: Page(1) gives 2 instead of 1")]) },
                SampleChange.Method(SampleChange.Total, "Cart.cs"),
            ],
        }.Build();

        Assert.Equal(CaseVerdict.Holds, built.Verdict);
        Assert.Equal(
            "measured of 1 of 1 touched methods: of 9 small changes of their bodies the contracts notice 5 and let pass 1, most of them Pager.Page(int) (1 of 9); how much is enough is for a person to say",
            built.Nodes.Single(n => n.Text == "The contracts say enough").Reason);
    }

    [Fact]
    public void A_caller_that_is_refuted_fails_the_case() => AssertGap(
        new SampleChange
        {
            Methods =
            [
                SampleChange.Method(SampleChange.Page, "Pager.cs"),
                SampleChange.Method(SampleChange.Total, "Cart.cs", SampleChange.Obligation(ProofVerdict.Refuted)),
            ],
        },
        NodeStatus.Failed);

    [Fact]
    public void A_touched_method_without_contract_is_undeveloped()
    {
        var change = new SampleChange { Touched = [SampleChange.Touch(SampleChange.Render, "View.Render()", 3, hasContract: false)], Callers = [] };

        AssertGap(change, NodeStatus.Open);
        Assert.Contains(change.Build().Nodes, n => n.Subject == SampleChange.Render && n.Undeveloped);
    }

    [Fact]
    public void A_method_of_which_nothing_was_asked_is_not_valid() => AssertGap(
        new SampleChange { Methods = [SampleChange.Verified(SampleChange.Page, "Pager.cs", [], hasContract: true)], Callers = [] },
        NodeStatus.Open);

    [Fact]
    public void A_contract_that_no_evidence_speaks_of_is_missing() => AssertGap(
        new SampleChange { Methods = [], Callers = [] },
        NodeStatus.Missing);

    [Theory]
    [InlineData(ContractRelation.Breaking, 12, NodeStatus.Failed)]
    [InlineData(ContractRelation.Incomparable, 12, NodeStatus.Failed)]
    [InlineData(ContractRelation.Removed, 12, NodeStatus.Failed)]
    [InlineData(ContractRelation.Removed, 0, NodeStatus.Open)]
    [InlineData(ContractRelation.Unknown, 12, NodeStatus.Open)]
    public void A_contract_that_may_be_weaker_is_a_gap(ContractRelation relation, int line, NodeStatus status) =>
        AssertGap(new SampleChange { Contracts = [SampleChange.Contract(SampleChange.Page, relation, line)] }, status);

    [Theory]
    [InlineData(ContractRelation.Equal)]
    [InlineData(ContractRelation.Compatible)]
    [InlineData(ContractRelation.New)]
    public void A_contract_that_is_as_strong_is_none(ContractRelation relation) =>
        Assert.Equal(CaseVerdict.Holds, new SampleChange { Contracts = [SampleChange.Contract(SampleChange.Page, relation)] }.Build().Verdict);

    [Fact]
    public void A_base_that_could_not_be_built_leaves_the_comparison_open_with_the_reason()
    {
        var change = new SampleChange { Contracts = null, BaseProblem = "main does not compile: CS1002" };

        AssertGap(change, NodeStatus.Open);
        Assert.Contains("CS1002", change.Build().Gaps[0].Text);
    }

    [Theory]
    [InlineData(BehaviourVerdict.Unknown)]
    [InlineData(BehaviourVerdict.Bounded)]
    public void Behaviour_that_nobody_decided_leaves_the_case_open(BehaviourVerdict verdict) =>
        AssertGap(new SampleChange { Behaviours = [SampleChange.Behaviour(SampleChange.Page, verdict)] }, NodeStatus.Open);

    [Fact]
    public void Behaviour_that_nobody_compared_is_missing_and_counted_as_such()
    {
        var change = new SampleChange { HasBehaviour = false };

        AssertGap(change, NodeStatus.Missing);
        Assert.Equal(new(0, 0, 0, 0, 1, 0, 0), change.Build().Behaviour);
    }

    [Fact]
    public void A_comparison_of_behaviour_with_another_base_is_as_good_as_none()
    {
        var change = new SampleChange { ComparedWith = SampleChange.Head };

        var built = change.Build();

        Assert.Equal(1, built.Behaviour.NotCompared);
        Assert.Contains(built.Gaps, g => g.Status == NodeStatus.Missing && g.Text.StartsWith("Behaviour of", StringComparison.Ordinal));
    }

    [Fact]
    public void A_difference_that_was_executed_is_shown_first_and_does_not_lower_the_claim()
    {
        var built = new SampleChange { Behaviours = [SampleChange.Behaviour(SampleChange.Page, BehaviourVerdict.Different)] }.Build();

        Assert.Equal(CaseVerdict.Holds, built.Verdict);
        Assert.Equal(new(0, 1, 0, 0, 0, 0, 0), built.Behaviour);
        Assert.Equal(new("new Shop.Pager().Page(0)", "returns 1", "returns 0"), Assert.Single(built.Changes).Behaviour?.Difference);
    }

    [Fact]
    public void A_method_that_differs_in_one_compilation_differs()
    {
        var change = new SampleChange { Behaviours = [SampleChange.Behaviour(SampleChange.Page, BehaviourVerdict.Same), SampleChange.Behaviour(SampleChange.Page, BehaviourVerdict.Different)] };

        Assert.Equal("different", Assert.Single(change.Build().Changes).Behaviour?.Verdict);
    }

    [Fact]
    public void New_and_removed_methods_are_compared_with_nothing() => Assert.Equal(
        new(0, 0, 0, 0, 0, 1, 1),
        new SampleChange
        {
            Touched = [SampleChange.Touch(SampleChange.Page, "Pager.Page(int)", 12, kind: "added"), SampleChange.Touch(SampleChange.Render, "View.Render()", 0, kind: "removed")],
            Contracts = [],
        }.Build().Behaviour);

    [Fact]
    public void No_tests_are_an_undeveloped_goal() => AssertGap(new SampleChange { Tests = null, HasTests = false }, NodeStatus.Open);

    [Fact]
    public void Tests_without_a_result_are_missing() => AssertGap(new SampleChange { Tests = null }, NodeStatus.Missing);

    [Fact]
    public void A_failed_test_fails_the_case() =>
        AssertGap(new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) }, NodeStatus.Failed);

    [Fact]
    public void A_crashed_test_host_fails_the_case_whatever_passed_before() =>
        AssertGap(new SampleChange { Tests = SampleChange.TestRun(["A"], [], "the host crashed") }, NodeStatus.Failed);

    [Fact]
    public void A_run_in_which_nothing_passed_shows_nothing() =>
        AssertGap(new SampleChange { Tests = SampleChange.TestRun([], []) }, NodeStatus.Open);

    [Fact]
    public void A_warning_fails_the_case() => AssertGap(new SampleChange { Findings = Report(FindingLevel.Warning, suppressed: false) }, NodeStatus.Failed);

    [Fact]
    public void A_note_does_not() =>
        Assert.Equal(CaseVerdict.Holds, new SampleChange { Findings = Report(FindingLevel.Note, suppressed: false) }.Build().Verdict);

    [Fact]
    public void Silence_of_analyzers_that_left_no_heartbeat_is_missing_evidence() =>
        AssertGap(new SampleChange { Findings = new(SampleChange.Scope, SampleChange.Tools, null, []) }, NodeStatus.Missing);

    [Fact]
    public void A_suppression_without_owner_is_open_and_one_with_owner_and_date_is_accepted()
    {
        AssertGap(new SampleChange { Findings = Report(FindingLevel.Warning, suppressed: true) }, NodeStatus.Open);

        var accepted = new SampleChange { Findings = Report(FindingLevel.Warning, suppressed: true, "owner: ann; until: 2099-01-31") }.Build();
        Assert.Equal(CaseVerdict.Holds, accepted.Verdict);
        Assert.Equal(1, accepted.Counts.Accepted);
        Assert.Equal(("ann", "2099-01-31"), (accepted.Assumptions[0].Owner, accepted.Assumptions[0].Expiry));
    }

    [Fact]
    public void An_assume_in_a_touched_method_is_open_until_somebody_answers_for_it()
    {
        var method = SampleChange.Method(SampleChange.Page, "Pager.cs") with { Assumptions = [new("assume", "index < 10", 15)] };

        AssertGap(new SampleChange { Methods = [method], Callers = [] }, NodeStatus.Open);
    }

    [Fact]
    public void What_the_verifier_trusts_by_rule_is_listed_and_left_to_the_confidence_module()
    {
        var method = SampleChange.Method(SampleChange.Page, "Pager.cs") with { Assumptions = [new("non-null-field", "_rows", 4)] };
        var built = new SampleChange { Methods = [method], Callers = [] }.Build();

        Assert.Equal(CaseVerdict.Holds, built.Verdict);
        Assert.Equal("_rows", Assert.Single(built.Assumptions).Text);
        Assert.Contains(built.Nodes, n => n.Type == GsnNodeType.Assumption && n.Module == CaseModules.Confidence);
    }

    [Fact]
    public void A_change_that_touches_no_method_holds_by_equal_hashes() =>
        Assert.Equal(CaseVerdict.Holds, new SampleChange { Touched = [], Callers = [], Contracts = [] }.Build().Verdict);

    [Fact]
    public void A_change_that_touches_no_method_needs_the_comparison_to_say_so() =>
        AssertGap(new SampleChange { Touched = [], Callers = [], Contracts = null }, NodeStatus.Missing, gaps: 2);

    [Fact]
    public void A_changed_method_that_only_the_comparison_knows_is_in_the_scope_all_the_same() => AssertGap(
        new SampleChange { Touched = [], Callers = [], Methods = [SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(ProofVerdict.Refuted))] },
        NodeStatus.Failed);

    [Fact]
    public void A_comparison_with_another_base_says_nothing() =>
        AssertGap(new SampleChange { ComparedWith = SampleChange.Head }, NodeStatus.Missing, gaps: 2);

    [Fact]
    public void A_part_of_the_scope_that_could_not_be_checked_leaves_the_case_open() =>
        AssertGap(new SampleChange { Problems = [new("Legacy.csproj does not load", "src/Legacy.csproj")] }, NodeStatus.Open);

    [Fact]
    public void Verdicts_of_the_build_alone_are_called_self_reported() =>
        Assert.True(new SampleChange { RecomputedBy = RecomputedBy.InBuild }.Build().SelfReported);

    [Fact]
    public void The_confidence_module_is_open_and_does_not_lower_the_verdict()
    {
        var built = new SampleChange().Build();

        Assert.Equal(CaseVerdict.Holds, built.Verdict);
        Assert.Equal(NodeStatus.Open, built.Nodes.Single(n => n.Id == built.ConfidenceRoot).Status);
        Assert.True(built.ConfidenceCounts.Open > 0);
        Assert.Contains(built.Nodes, n => n.Text == "The requirements may be incomplete" && n.Challenges.SequenceEqual([built.ConfidenceRoot!]));
    }

    [Fact]
    public void Lost_evidence_is_missing()
    {
        var input = new SampleChange().Input();
        var lost = input.Evidence[0];

        var built = CaseBuilder.Build(input with { Evidence = [.. input.Evidence.Skip(1)], Lost = [lost.Reference] });

        Assert.Equal(CaseVerdict.Fails, built.Verdict);
        Assert.Contains(built.Gaps, g => g.Status == NodeStatus.Missing);
    }

    [Fact]
    public void Losing_any_evidence_never_improves_the_verdict() => s_changes.Sample(change =>
    {
        var input = change.Input();
        var before = CaseBuilder.Build(input).Verdict;
        foreach (var item in input.Evidence)
        {
            var after = CaseBuilder.Build(input with { Evidence = [.. input.Evidence.Where(e => e != item)], Lost = [item.Reference] }).Verdict;

            Assert.True(after >= before, $"{before} became {after} without {item.Reference.Title}");
        }
    });

    [Fact]
    public void Every_case_keeps_the_rules_of_the_argument() =>
        s_changes.Sample(change => Assert.Empty(GsnRules.Check(CaseArgument.ToGsn(change.Build().Nodes))));

    [Fact]
    public void The_verdict_is_that_of_the_worst_leaf() => s_changes.Sample(change =>
    {
        var built = change.Build();
        var worst = StatusLattice.All.Where(s => built.Counts[s] > 0).Max();

        Assert.Equal(CaseVerdicts.Of(worst), built.Verdict);
    });

    [Fact]
    public void The_order_of_the_input_does_not_matter() => s_changes.Sample(change =>
    {
        var input = change.Input();
        var shuffled = input with
        {
            Touched = [.. input.Touched.Reverse()],
            Callers = [.. input.Callers.Reverse()],
            Evidence = [.. input.Evidence.Reverse()],
        };

        Assert.Equal(SafetyCaseJson.Write(CaseBuilder.Build(input)), SafetyCaseJson.Write(CaseBuilder.Build(shuffled)));
    });

    private static readonly Gen<SampleChange> s_changes =
        Gen.Select(Gen.Int[0, 4], Gen.Int[0, 8], Gen.Int[0, 4], Gen.Bool, Gen.Bool, Gen.Bool, (verdict, relation, tests, hasTests, recorded, contract) => new SampleChange
        {
            Methods = verdict == 4
                ? []
                :
                [
                    SampleChange.Verified(SampleChange.Page, "Pager.cs", [SampleChange.Obligation((ProofVerdict)verdict)], hasContract: contract),
                    SampleChange.Method(SampleChange.Total, "Cart.cs"),
                ],
            Touched =
            [
                SampleChange.Touch(SampleChange.Page, "Pager.Page(int)", 12, hasContract: contract),
                SampleChange.Touch(SampleChange.Render, "View.Render()", 3, hasContract: false),
            ],
            Contracts = relation == 8 ? [] : [SampleChange.Contract(SampleChange.Page, (ContractRelation)relation)],
            Tests = tests switch
            {
                0 => null,
                1 => SampleChange.TestRun([], []),
                2 => SampleChange.TestRun(["A"], ["B"]),
                3 => SampleChange.TestRun(["A"], [], "crashed"),
                _ => SampleChange.TestRun(["A"], []),
            },
            HasTests = hasTests,
            HasProvenance = recorded,
        });

    private static Findings Report(FindingLevel level, bool suppressed, string? justification = null) => new(
        SampleChange.Scope,
        SampleChange.Tools,
        "1",
        [new("CA1822", level, "can be static", "src/Shop/Pager.cs", 9, suppressed, justification)]);

    private static void AssertGap(SampleChange change, NodeStatus status, int gaps = 1)
    {
        var built = change.Build();

        Assert.Equal(CaseVerdicts.Of(status), built.Verdict);
        Assert.Equal(gaps, built.Gaps.Count);
        Assert.All(built.Gaps, g => Assert.Equal(status, g.Status));
    }
}
