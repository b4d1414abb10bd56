using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class LoopBoundFixTests
{
    [Fact]
    public Task The_bound_that_a_search_lacks_is_added_behind_its_invariants() => FixTest.OffersAsync<LoopBoundFix>(
        Search("{|MAE1011:prices[middle]|}", ""),
        Search("prices[middle]", "            Contract.Invariant(high <= prices.Length);\n"));

    [Fact]
    public Task Two_bounds_that_are_needed_together_are_one_invariant() => FixTest.OffersAsync<LoopBoundFix>(
        Search("{|MAE1011:prices[middle]|}", "", written: ""),
        Search("prices[middle]", "            Contract.Invariant(0 <= low && high <= prices.Length);\n", written: ""));

    [Fact]
    public Task Nothing_is_offered_where_no_bound_helps() => FixTest.OffersNothingAsync<LoopBoundFix>(
        Search("{|MAE1005:prices[middle + 1]|}", ""));

    private static string Search(string element, string added, string written = "            Contract.Invariant(0 <= low && low <= high);\n") => $$"""
        using System.Diagnostics.Contracts;

        static class Book
        {
            static int Find(int[] prices, int price)
            {
                Contract.Requires(prices != null);
                int low = 0;
                int high = prices.Length;
                while (low < high)
                {
        {{written}}{{added}}            int middle = low + (high - low) / 2;
                    if ({{element}} < price)
                    {
                        low = middle + 1;
                    }
                    else
                    {
                        high = middle;
                    }
                }

                return low;
            }
        }
        """;
}
