using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Replay;

public sealed class FailurePlaceTests
{
    [Fact]
    public void A_failure_says_nothing_of_another_place_on_its_line()
    {
        var report = Proving.One("""
            static class C
            {
                static int Zero() { return 0; }

                static int M(int[] xs, int[] ys, int i)
                {
                    Contract.Requires(xs != null && ys != null && ys.Length == 1);
                    return xs[i] + ys[Zero()];
                }
            }
            """);

        Assert.IsType<Verdict.Refuted>(Of(report, ObligationKind.Index, "xs[i]"));
        Assert.IsType<Verdict.Unknown>(Of(report, ObligationKind.Index, "ys[Zero()]"));
    }

    [Fact]
    public void A_false_precondition_says_nothing_of_the_others_of_the_call()
    {
        var report = Proving.One("""
            static class C
            {
                static int Zero() { return 0; }

                static void F(int a, int b)
                {
                    Contract.Requires(a > 0);
                    Contract.Requires(b == 0);
                }

                static void M(int a) => F(a, Zero());
            }
            """);

        Assert.IsType<Verdict.Refuted>(Of(report, ObligationKind.PreCaller, "Contract.Requires(a > 0);"));
        Assert.IsType<Verdict.Unknown>(Of(report, ObligationKind.PreCaller, "Contract.Requires(b == 0);"));
    }

    [Fact]
    public void Two_places_that_read_alike_have_each_a_witness()
    {
        var report = Proving.One("""
            static class C
            {
                static int M(int[] xs, int i)
                {
                    Contract.Requires(xs != null && xs.Length > 0 && i >= 0);
                    return xs[i++] + xs[i++];
                }
            }
            """);

        var outcomes = report.Obligations.Where(o => o.Kind == ObligationKind.Index).Select(o => o.Verdict).OfType<Verdict.Refuted>().Select(r => r.Witness.Inputs.Single(i => i.Key == "i").Value);

        Assert.Equal(["0", "1"], outcomes.Order());
    }

    private static Verdict Of(MethodReport report, ObligationKind kind, string text) => report.Obligations.Single(o => o.Text == text && o.Kind == kind).Verdict;
}
