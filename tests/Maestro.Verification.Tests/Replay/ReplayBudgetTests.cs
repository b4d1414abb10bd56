using System.Collections.Immutable;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Replay;

public sealed class ReplayBudgetTests
{
    private const string Slow = "for (int i = 0; i < 500; i++) { seen += i % 3; }";
    private const string Spent = "not-reproduced(the replay budget of the method is used up)";

    [Fact]
    public void One_search_finds_a_witness_for_each_obligation_that_fails()
    {
        var program = ProgramUnderTest.Of("public static class C { public static int M(int[] xs, int n) {\nContract.Requires(xs != null);\nif (n > 5) return 1 / (n - 7);\nreturn xs[0]; } }");

        var attempts = new WitnessSearch(program.Contracts).Refute(
            program.Method("C", "M"),
            [new Suspicion(ObligationKind.Index, 5, null), new Suspicion(ObligationKind.Null, 5, null), new Suspicion(ObligationKind.DivideByZero, 4, null)],
            onlyModels: false,
            TestContext.Current.CancellationToken);

        Assert.Equal(["C.M(new int[0], 0)", null, "C.M(new int[0], 7)"], attempts.Select(a => a.Witness?.Statement));
        Assert.Equal("not-reproduced", attempts[1].Failure!.ToString());
    }

    [Fact]
    public void Where_the_steps_of_a_method_are_used_up_the_reason_says_so()
    {
        var report = Proving.One($$"""
            class C { private long _x; private readonly int _seen;
              public C(int n) { int seen = n % 7; {{Slow}} _seen = seen; }
              public long M(int a, int b) { return a > b ? checked(_x + 1) : 0; } }
            """);

        Assert.Equal([Spent], report.Obligations.Where(o => o.Verdict is Verdict.Unknown).Select(o => ((Verdict.Unknown)o.Verdict).Reason.ToString()));
    }

    [Fact]
    public void An_obligation_that_takes_long_leaves_the_others_their_share()
    {
        var program = ProgramUnderTest.Of($$"""
            public static class C { public static int M(int a, int b) {
            int seen = 0; if (a == 77777) { {{Slow}} return 1 / (seen + 1); }
            return b == 88888 ? 1 / (b - 88888) : 0; } }
            """);
        var late = Model(("a", 1), ("b", 88888));
        var slow = Enumerable.Repeat(new Suspicion(ObligationKind.DivideByZero, 3, Model(("a", 77777), ("b", 1))), 20);

        var attempts = new WitnessSearch(program.Contracts, maxSteps: 20_000).Refute(
            program.Method("C", "M"), [.. slow, new Suspicion(ObligationKind.DivideByZero, 4, late)], onlyModels: false, TestContext.Current.CancellationToken);

        Assert.Equal(Spent, attempts[0].Failure!.ToString());
        Assert.NotNull(attempts[^1].Witness);
    }

    private static ModelInput Model(params (string Name, int Value)[] values) =>
        new(null, values.ToImmutableDictionary(v => v.Name, v => (ModelValue)new ModelValue.Integer(v.Value)));
}
