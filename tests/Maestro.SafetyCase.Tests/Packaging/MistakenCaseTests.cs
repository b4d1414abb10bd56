using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Tests.Packaging;

/// <summary>Cases signed by the right key that say what their evidence does not.</summary>
public sealed class MistakenCaseTests
{
    [Fact]
    public void A_verdict_better_than_its_argument_is_noticed()
    {
        using var fixture = new CaseFixture(new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) });
        fixture.Write(fixture.Change.Build() with { Verdict = CaseVerdict.Holds });

        var result = fixture.Verify();

        Assert.Contains(result.Problems, p => p.Id == "MAE7306");
        Assert.Equal((CaseVerdict.Fails, ExitCode.DoesNotHold), (result.Verdict, result.ExitCode));
    }

    [Fact]
    public void A_case_repainted_as_valid_over_evidence_that_refutes_it_is_noticed()
    {
        using var fixture = new CaseFixture(new SampleChange
        {
            Methods = [SampleChange.Method(SampleChange.Page, "Pager.cs", SampleChange.Obligation(ProofVerdict.Refuted))],
            Callers = [],
        });
        var honest = fixture.Change.Build();
        fixture.Write(honest with
        {
            Verdict = CaseVerdict.Holds,
            Nodes = [.. honest.Nodes.Select(n => n.Module == CaseModules.Change ? n with { Status = NodeStatus.Valid } : n)],
        });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7307" && p.What.Contains("'valid'", StringComparison.Ordinal) && p.What.Contains("'failed'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("counts")]
    [InlineData("tests")]
    [InlineData("obligations")]
    [InlineData("gaps")]
    [InlineData("changes")]
    [InlineData("selfReported")]
    [InlineData("behaviour")]
    public void A_figure_that_nothing_bears_out_is_noticed(string figure)
    {
        using var fixture = new CaseFixture(new SampleChange { RecomputedBy = RecomputedBy.InBuild, Tests = SampleChange.TestRun(["A"], ["B"]) });
        var honest = fixture.Change.Build();
        fixture.Write(figure switch
        {
            "counts" => honest with { Counts = honest.Counts with { Failed = 0 } },
            "tests" => honest with { Tests = new(2, 0, 0) },
            "obligations" => honest with { Obligations = honest.Obligations with { Proved = 99 } },
            "gaps" => honest with { Gaps = [] },
            "changes" => honest with { Changes = [.. honest.Changes.Select(c => c with { Verdict = "unknown" })] },
            "behaviour" => honest with { Behaviour = new(7, 0, 0, 0, 0, 0, 0) },
            _ => honest with { SelfReported = false },
        });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7308" && p.What.Contains($"'{figure}'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_changed_method_left_out_of_the_argument_is_noticed()
    {
        using var fixture = new CaseFixture(new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) });
        var honest = fixture.Change.Build();
        fixture.Write(honest with { Changes = [], Touched = new(0, 0, 0, 0, 0, 0) });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7308" && p.What.Contains("'changes'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("milder")]
    [InlineData("not told")]
    [InlineData("another input")]
    [InlineData("not argued")]
    public void A_difference_that_is_not_shown_as_it_was_seen_is_noticed(string how)
    {
        using var fixture = new CaseFixture(new SampleChange { Behaviours = [SampleChange.Behaviour(SampleChange.Page, BehaviourVerdict.Different)] });
        var honest = fixture.Change.Build();
        var forged = honest with
        {
            Changes =
            [
                .. honest.Changes.Select(c => c with
                {
                    Behaviour = how switch
                    {
                        "milder" => new("same", "", null),
                        "not told" => null,
                        "another input" => c.Behaviour! with { Difference = c.Behaviour.Difference! with { Inputs = "new Shop.Pager().Page(2147483647)" } },
                        _ => c.Behaviour,
                    },
                }),
            ],
            Nodes = how != "not argued" ? honest.Nodes
                : [.. honest.Nodes.Select(n => n.Subject == EvidenceIndex.BehaviourOf(SampleChange.Page) ? n with { Subject = SampleChange.Page, Evidence = honest.Nodes.First(o => o.Subject == SampleChange.Page && o.Evidence.Count > 0).Evidence } : n)],
        };
        fixture.Write(forged with { Behaviour = CaseFigures.Behaviour(forged.Changes) });

        Assert.Contains(fixture.Verify().Problems, p => p.What.Contains("'behaviour'", StringComparison.Ordinal));
    }

    [Fact]
    public void An_argument_against_the_rules_is_noticed()
    {
        using var fixture = new CaseFixture();
        var honest = fixture.Change.Build();
        fixture.Write(honest with { Nodes = [.. honest.Nodes.Select(n => n.Id == "Sn1" ? n with { SupportedBy = ["G1"] } : n)] });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7203");
        Assert.Equal(CaseVerdict.Fails, fixture.Verify().Verdict);
    }

    [Fact]
    public void A_root_that_is_not_the_top_is_noticed()
    {
        using var fixture = new CaseFixture(new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) });
        var honest = fixture.Change.Build();
        fixture.Write(honest with { Root = honest.Nodes.First(n => n.Id != "G1" && n.Status == NodeStatus.Valid).Id, Verdict = CaseVerdict.Holds });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7314");
    }

    [Fact]
    public void Evidence_of_another_change_is_noticed()
    {
        using var fixture = new CaseFixture();
        var honest = fixture.Change.Build();
        fixture.Write(honest with { Change = honest.Change with { Head = honest.Change.Head with { Tree = new string('e', 40) } } });

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7309");
    }

    [Fact]
    public void A_manifest_that_says_something_else_than_its_case_is_noticed()
    {
        using var fixture = new CaseFixture(new SampleChange { Uncommitted = true });
        fixture.Resign(m => m with { Uncommitted = false });

        Assert.Equal("MAE7305", Assert.Single(fixture.Verify().Problems).Id);
    }
}
