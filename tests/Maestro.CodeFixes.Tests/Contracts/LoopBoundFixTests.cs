using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class LoopBoundFixTests
{
    [Fact]
    public Task The_bound_that_a_counter_keeps_is_added_to_the_loop() => FixTest.OffersAsync<LoopBoundFix>(
        Count("{|MAE1011:Contract.Ensures(Contract.Result<int>() == n);|}", ""),
        Count("Contract.Ensures(Contract.Result<int>() == n);", "            Contract.Invariant(i <= n);\n"));

    [Fact]
    public Task Nothing_is_offered_where_no_bound_helps() => FixTest.OffersNothingAsync<LoopBoundFix>(
        Count("{|MAE1001:Contract.Ensures(Contract.Result<int>() == n + 1);|}", ""));

    private static string Count(string ensures, string invariant) => $$"""
        using System.Diagnostics.Contracts;

        static class Counting
        {
            static int Up(int n)
            {
                Contract.Requires(n >= 0);
                {{ensures}}
                int i = 0;
                int steps = 7;
                while (i != n)
                {
        {{invariant}}            i++;
                    steps = steps + 1 - 1;
                }

                return i;
            }
        }
        """;
}
