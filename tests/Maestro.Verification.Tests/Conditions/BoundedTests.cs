using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Where the proof for all executions fails, those within a depth are searched: no failure there is said so, and is no proof.</summary>
public sealed class BoundedTests
{
    /// <summary>Right, but what a proof needs is neither written nor guessed.</summary>
    private const string Right = """
        static class C
        {
            static int M(int n)
            {
                Contract.Requires(n >= 0 && n <= 1000);
                Contract.Ensures(Contract.Result<int>() == n * n * n);
                int x = 0, y = 1, z = 6;
                for (int i = 0; i < n; i++) { x += y; y += z; z += 6; }
                return x;
            }
        }
        """;

    [Fact]
    public void A_loop_that_needs_a_better_invariant_is_searched_up_to_a_depth()
    {
        var report = Proving.One(Right);

        Assert.Equal("bounded", report.Word);
        Assert.Equal(5, Assert.IsType<Verdict.Bounded>(Assert.Single(report.Obligations, o => o.Verdict is not Verdict.Proved).Verdict).Depth);
    }

    [Fact]
    public void Nested_loops_are_searched()
    {
        var report = Proving.One("""
            static class C
            {
                static int M(int a, int b)
                {
                    Contract.Requires(a >= 0 && b >= 0 && a < 100 && b < 100);
                    Contract.Ensures(Contract.Result<int>() == a * b * 3);
                    int s = 0;
                    for (int i = 0; i < a; i++) { for (int j = 0; j < b; j++) { s += 1; } for (int j = 0; j < b; j++) { s += 2; } }
                    return s;
                }
            }
            """);

        Assert.Contains(report.Word, new[] { "bounded", "proved" });
    }

    [Theory]
    [InlineData("n >= 0 && n <= 1000", "n * n * n", "if (i == 3) x++;", "post")]
    [InlineData("n >= 0 && n <= 1000", "n * n * n", "if (x == 27) return 26;", "post")]
    public void A_failure_within_the_depth_is_executed(string requires, string ensures, string extra, string kind)
    {
        var report = Proving.One(Right.Replace("n >= 0 && n <= 1000", requires).Replace("n * n * n", ensures).Replace("x += y;", extra + " x += y;"));

        Assert.Equal("refuted", report.Word);
        Assert.Equal([kind], Proving.Open(report));
    }

    [Fact]
    public void A_failure_beyond_the_depth_is_not_called_proved()
    {
        // Fails first at n == 700.
        var report = Proving.One(Right.Replace("x += y;", "if (i == 699 && n % 7 == 0) x++; x += y;"));

        Assert.NotEqual("proved", report.Word);
    }

    [Fact]
    public void Code_that_no_execution_within_the_depth_reaches_is_not_called_searched()
    {
        var report = Proving.One(Right.Replace("n >= 0 && n <= 1000", "n >= 500 && n <= 1000"));

        Assert.Equal("unknown", report.Word);
    }

    [Fact]
    public void An_exception_that_a_later_iteration_throws_is_seen()
    {
        var report = Proving.One("""
            static class C
            {
                static int M(int[] xs, int n)
                {
                    Contract.Requires(xs != null && n >= 0 && n < 50);
                    Contract.Ensures(Contract.Result<int>() == n * n * n || Contract.Result<int>() == -1);
                    int x = 0, y = 1, z = 6;
                    for (int i = 0; i < n; i++)
                    {
                        try { x += y; if (i == 2) { x += xs[0]; } }
                        catch (IndexOutOfRangeException) { return -1; }
                        finally { y += z; }
                        z += 6;
                    }
                    return x;
                }
            }
            """);

        Assert.Equal("refuted", report.Word);
    }

    [Fact]
    public void What_runs_in_finally_runs_in_each_iteration()
    {
        var report = Proving.One("""
            static class C
            {
                static int M(int n)
                {
                    Contract.Requires(n >= 0 && n < 50);
                    Contract.Ensures(Contract.Result<int>() == n * n * n);
                    int x = 0, y = 1, z = 6;
                    for (int i = 0; i < n; i++) { try { x += y; } finally { y += z; } z += 6; }
                    return x;
                }
            }
            """);

        Assert.Equal("bounded", report.Word);
    }
}
