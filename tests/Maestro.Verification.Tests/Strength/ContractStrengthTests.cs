using Maestro.Verification.Contracts;
using Maestro.Verification.Strength;
using Maestro.Verification.Tests.Conditions;

namespace Maestro.Verification.Tests.Strength;

/// <summary>Mutants of a body that its contract does not notice.</summary>
public sealed class ContractStrengthTests
{
    private const string Clamp = """
        static class C
        {
            static int M(int x, int low, int high)
            {
                Contract.Requires(low <= high);
                Contract.Ensures(Contract.Result<int>() >= low && Contract.Result<int>() <= high);
                if (x < low)
                    return low;
                return x > high ? high : x;
            }
        }
        """;

    [Fact]
    public void A_contract_that_says_all_lets_no_mutant_pass()
    {
        var report = Measure(Clamp.Replace("<= high);\n        if", "<= high && (Contract.Result<int>() == x || x < low && Contract.Result<int>() == low || x > high && Contract.Result<int>() == high));\n        if"));

        Assert.InRange(report.Mutants, 5, 40);
        Assert.Equal(report.Mutants, report.Killed);
        Assert.Empty(report.Survivors);
    }

    [Fact]
    public void A_contract_that_leaves_the_result_open_lets_pass_another_result()
    {
        var report = Measure(Clamp);

        Assert.Contains(report.Survivors, s => s.Mutation.Accepted == "return low" && s.Mutation.Line == 10);
        Assert.DoesNotContain(report.Survivors, s => s.Mutation.Accepted == "return 0");
        Assert.All(report.Survivors, s => Assert.NotEqual(s.Example.Old, s.Example.New));
        Assert.True(report.Killed > 0);
    }

    [Fact]
    public void An_empty_contract_kills_nothing()
    {
        var report = Measure("static class C { static int M(int a, int b) { if (a > b) return a; return b; } }");

        Assert.True(report.Mutants > 5);
        Assert.Equal(0, report.Killed);
        Assert.Equal(report.Mutants, report.Survivors.Length);
    }

    [Fact]
    public void A_mutant_that_does_the_same_does_not_count()
    {
        // Exchanging > and >= changes nothing here.
        var report = Measure("static class C { static int M(int a, int b) { Contract.Ensures(Contract.Result<int>() == Math.Max(a, b)); return a > b ? a : b; } }");

        Assert.Empty(report.Survivors);
        Assert.Equal(report.Mutants, report.Killed);
    }

    [Fact]
    public void A_statement_that_no_clause_speaks_of_may_be_left_out()
    {
        var report = Measure("class C { public int N, K; public void M(int a) { Contract.Ensures(N == a); N = a; K = a; } }");

        var survivor = Assert.Single(report.Survivors);
        Assert.Equal("`K = a;` is left out", survivor.Mutation.Text);
    }

    [Fact]
    public void Contracts_are_not_mutated()
    {
        var report = Measure("static class C { static int M(int a) { Contract.Requires(a > 10 && a < 20); Contract.Ensures(Contract.Result<int>() == a); Contract.Assert(a != 3); return a; } }");

        Assert.Equal(report.Mutants, report.Killed);
        Assert.DoesNotContain(report.Survivors, s => s.Mutation.Text.Contains("20", StringComparison.Ordinal));
    }

    [Fact]
    public void A_loop_that_stops_too_early_is_noticed_by_a_clause_on_all_elements()
    {
        var report = Measure("""
            static class C
            {
                static bool M(int[] xs)
                {
                    Contract.Requires(xs != null);
                    Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(0, xs.Length, k => xs[k] > 0));
                    for (int i = 0; i < xs.Length; i++) { Contract.Invariant(0 <= i && i <= xs.Length && Contract.ForAll(0, i, k => xs[k] > 0)); if (xs[i] <= 0) return false; }
                    return true;
                }
            }
            """);

        Assert.Empty(report.Survivors);
        Assert.Equal(report.Mutants, report.Killed);
    }

    private static StrengthReport Measure(string source)
    {
        var reader = new ContractReader(new MethodBodies(Proving.Compile(source)));
        var options = new VerifierOptions(VerifyScope.All);
        var method = new Verifier(reader, Proving.Solver, options).Methods(VerifyScope.All).Single(m => m.Name == "M");
        return new ContractStrength(c => new ContractReader(new MethodBodies(c)), Proving.Solver, options).Measure(reader, method, TestContext.Current.CancellationToken)!;
    }
}
