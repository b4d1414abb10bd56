using Maestro.CodeFixes.Contracts;

namespace Maestro.CodeFixes.Tests.Contracts;

public sealed class MidpointFixTests
{
    [Theory]
    [InlineData("(lo + hi) / 2")]
    [InlineData("(lo + hi) >> 1")]
    [InlineData("((lo + hi)) / 2")]
    public Task A_midpoint_that_overflows_is_computed_without_the_sum(string midpoint) => FixTest.OffersAsync<MidpointFix>(
        Middle("{|MAE1001:Contract.Ensures(Contract.Result<int>() >= lo);|}", midpoint),
        Middle("Contract.Ensures(Contract.Result<int>() >= lo);", "lo + (hi - lo) / 2"));

    [Fact]
    public Task The_higher_end_may_be_written_first() => FixTest.OffersAsync<MidpointFix>(
        Middle("{|MAE1001:Contract.Ensures(Contract.Result<int>() >= lo);|}", "(hi + lo) / 2"),
        Middle("Contract.Ensures(Contract.Result<int>() >= lo);", "lo + (hi - lo) / 2"));

    [Fact]
    public Task A_midpoint_that_is_not_to_blame_is_left_alone() => FixTest.OffersNothingAsync<MidpointFix>(
        Middle("{|MAE1001:Contract.Ensures(Contract.Result<int>() > lo);|}", "(lo + hi) / 2"));

    [Fact]
    public Task In_a_binary_search_the_index_is_proved_again() => FixTest.OffersAsync<MidpointFix>(
        Search("{|MAE1011:prices[middle]|}", "(low + high) / 2"),
        Search("prices[middle]", "low + (high - low) / 2"));

    [Fact]
    public Task Both_of_two_methods_are_fixed_by_Fix_All_as_one_by_one() => FixTest.OffersAsync<MidpointFix>(
        Twice("{|MAE1001:Contract.Ensures(Contract.Result<int>() >= lo);|}", "(lo + hi) / 2"),
        Twice("Contract.Ensures(Contract.Result<int>() >= lo);", "lo + (hi - lo) / 2"),
        iterations: 2);

    private static string Twice(string ensures, string midpoint) =>
        Middle(ensures, midpoint).TrimEnd('}', '\n') + "\n    }\n" + Method("Again", ensures, midpoint) + "\n}";

    private static string Middle(string ensures, string midpoint) => $$"""
        using System.Diagnostics.Contracts;

        static class Middle
        {
        {{Method("Of", ensures, midpoint)}}
        }
        """;

    private static string Method(string name, string ensures, string midpoint) => $$"""
            static int {{name}}(int lo, int hi)
            {
                Contract.Requires(0 <= lo && lo <= hi);
                {{ensures}}
                return {{midpoint}};
            }
        """;

    private static string Search(string element, string midpoint) => $$"""
        using System.Diagnostics.Contracts;

        static class Book
        {
            static int Find(int[] prices, int price)
            {
                Contract.Requires(prices != null);
                Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= prices.Length);
                int low = 0;
                int high = prices.Length;
                while (low < high)
                {
                    Contract.Invariant(0 <= low && low <= high && high <= prices.Length);
                    int middle = {{midpoint}};
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
