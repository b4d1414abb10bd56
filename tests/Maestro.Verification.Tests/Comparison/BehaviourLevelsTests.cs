using Maestro.Verification.Comparison;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>What is said beside the verdict: of the method alone, and for inputs that the base refused.</summary>
public sealed class BehaviourLevelsTests
{
    [Fact]
    public void A_guard_that_a_precondition_made_idle_is_missed_on_the_inputs_that_it_refused()
    {
        var verdict = Pairs.Compare(
            "public static int M(int n) { Contract.Requires(n > 0); if (n <= 0) throw new ArgumentException(); return n; }",
            "public static int M(int n) { Contract.Requires(n > 0); return n; }");

        Assert.Equal(BehaviourRelation.Same, verdict.Relation);
        Assert.Equal(BehaviourRelation.Different, verdict.AllInputs!.Relation);
        Assert.Equal(("throws System.ArgumentException", "0"), (verdict.AllInputs.Witness!.Old, verdict.AllInputs.Witness.New));
    }

    [Fact]
    public void Null_is_an_input_that_a_type_refuses()
    {
        var verdict = Pairs.Compare(
            "\n#nullable enable\npublic static int M(string s) { return s.Length * 0; }",
            "\n#nullable enable\npublic static int M(string s) { return 0; }");

        Assert.Equal((BehaviourRelation.Same, BehaviourRelation.Different), (verdict.Relation, verdict.AllInputs!.Relation));
        Assert.Contains("null", verdict.AllInputs.Witness!.Statement, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("return n + 1;", "return 1 + n;")]
    [InlineData("int i = 0; while (i < n) { i++; } return i;", "int i = 0; for (; i < n; i++) { } return i;")]
    public void What_needs_no_precondition_is_shown_for_all_inputs(string old, string now)
    {
        var verdict = Pairs.Compare(
            $"public static int M(int n) {{ Contract.Requires(n > 0); {old} }}",
            $"public static int M(int n) {{ Contract.Requires(n > 0); {now} }}");

        Assert.Equal((BehaviourRelation.Same, BehaviourRelation.Same), (verdict.Relation, verdict.AllInputs!.Relation));
    }

    [Fact]
    public void A_caller_that_was_rewritten_around_a_callee_that_changed_is_the_same_alone()
    {
        var verdict = Pairs.Compare(
            "public static int M(int n) { return F(n) + 1; } static int F(int n) => n * 2;",
            "public static int M(int n) { var f = F(n); return 1 + f; } static int F(int n) => n * 3;");

        Assert.Equal((BehaviourRelation.Different, BehaviourRelation.Same), (verdict.Relation, verdict.Alone!.Value));
    }

    [Fact]
    public void A_caller_of_which_nothing_changed_is_the_same_alone()
    {
        var verdict = Pairs.Compare(
            "public static int M(int n) => F(n); static int F(int n) => n * 2;",
            "public static int M(int n) => F(n); static int F(int n) => n * 3;");

        Assert.Equal((BehaviourRelation.Different, BehaviourRelation.Same), (verdict.Relation, verdict.Alone!.Value));
    }

    [Theory]
    [InlineData("F(n) + 1", "F(n) + 2")]
    [InlineData("F(n) + F(n + 1)", "F(n + 1) + F(n)")]
    [InlineData("F(n) * 0", "0")]
    public void A_caller_that_changed_too_is_not_called_the_same_alone(string old, string now)
    {
        var verdict = Pairs.Compare(
            $"static int s; public static int M(int n) {{ return {old}; }} static int F(int n) {{ s++; return n * 2 + s; }}",
            $"static int s; public static int M(int n) {{ return {now}; }} static int F(int n) {{ s++; return n * 3 + s; }}");

        Assert.NotEqual(BehaviourRelation.Same, verdict.Alone);
    }

    [Fact]
    public void Callees_that_contradict_each_other_in_their_promises_prove_nothing_of_the_caller()
    {
        var verdict = Pairs.Compare(
            "public static int M(int n) { return F(n) > 0 ? 1 : 2; } static int F(int n) { Contract.Ensures(Contract.Result<int>() == 1); return 1; }",
            "public static int M(int n) { return F(n) > 0 ? 3 : 4; } static int F(int n) { Contract.Ensures(Contract.Result<int>() == -1); return -1; }");

        Assert.Equal(BehaviourRelation.Different, verdict.Relation);
        Assert.NotEqual(BehaviourRelation.Same, verdict.Alone);
    }
}
