using Storefront.Money;

namespace Storefront.Tests;

public class MoneyTests
{
    [Fact]
    public void Shares_differ_by_one_cent_at_most_and_lose_none()
    {
        var shares = Cents.SplitEvenly(100, 3);

        Assert.Equal([34L, 33L, 33L], shares);
    }

    [Theory]
    [InlineData(10, 10)]
    [InlineData(11, 15)]
    [InlineData(14, 15)]
    public void Amounts_round_up_to_five_cents(long amount, long rounded) =>
        Assert.Equal(rounded, Cents.RoundUpToFive(amount));

    [Fact]
    public void Sums_and_differences_are_exact()
    {
        Assert.Equal(Cents.Max, Cents.Add(Cents.Max, 0));
        Assert.Equal(70, Cents.Subtract(100, 30));
        Assert.Equal(30, Cents.Difference(70, 100));
    }

    [Theory]
    [InlineData(-1, 0)]
    [InlineData(12, 12)]
    [InlineData(long.MaxValue, Cents.Max)]
    public void Amounts_are_kept_in_range(long cents, long kept) => Assert.Equal(kept, Cents.Clamp(cents));

    [Fact]
    public void A_line_costs_its_units() => Assert.Equal(2_997, Cents.LineTotal(999, 3));

    [Fact]
    public void Units_and_cents_make_an_amount() => Assert.Equal(1_299, Cents.FromUnits(12, 99));

    [Theory]
    [InlineData(5, "0.05")]
    [InlineData(123_456, "1234.56")]
    [InlineData(-50, "-0.50")]
    public void Amounts_are_printed_with_two_decimals(long cents, string text) =>
        Assert.Equal(text, Cents.Format(cents));
}
