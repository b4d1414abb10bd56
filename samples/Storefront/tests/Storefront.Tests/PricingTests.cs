using Storefront.Money;
using Storefront.Pricing;

namespace Storefront.Tests;

public class PricingTests
{
    [Theory]
    [InlineData(1_000, 0, 1_000)]
    [InlineData(1_000, 15, 850)]
    [InlineData(999, 50, 500)]
    [InlineData(1_000, 100, 0)]
    public void A_discount_takes_its_share_of_the_price(long price, int percent, long left) =>
        Assert.Equal(left, Discounts.ApplyPercent(price, percent));

    [Fact]
    public void A_voucher_never_pays_money_out() => Assert.Equal(0, Discounts.ApplyVoucher(500, 2_000));

    [Fact]
    public void A_voucher_lowers_the_price_by_its_value() => Assert.Equal(300, Discounts.ApplyVoucher(500, 200));

    [Theory]
    [InlineData(9, 0)]
    [InlineData(10, 4)]
    [InlineData(50, 8)]
    [InlineData(100, 12)]
    public void More_units_give_more_discount(int quantity, int percent) =>
        Assert.Equal(percent, Discounts.VolumePercent(quantity));

    [Fact]
    public void Combined_discounts_stay_under_the_ceiling() => Assert.Equal(50, Discounts.Combine(40, 30));

    [Fact]
    public void An_unknown_tier_gives_no_discount() => Assert.Equal(0, Discounts.PercentFor((CustomerTier)99));

    [Fact]
    public void Discounts_one_upon_the_other_multiply() =>
        Assert.Equal(405, Discounts.ApplyAll(1_000, [10, 50, 10]));

    [Fact]
    public void The_first_of_equally_low_offers_wins() => Assert.Equal(1, Discounts.CheapestOffer([7, 3, 5, 3]));

    [Fact]
    public void The_better_offer_is_the_lower_one() => Assert.Equal(3, Discounts.BetterOffer(9, 3));

    [Fact]
    public void Every_third_unit_is_free() => Assert.Equal(2, Discounts.FreeUnits(8));

    [Fact]
    public void A_receipt_names_only_discounts_that_apply() =>
        Assert.Equal(["Gold customer: 15 %"], Discounts.Describe(CustomerTier.Gold, 3));

    [Theory]
    [InlineData(10, 0)]
    [InlineData(40, 3)]
    [InlineData(20, 1)]
    [InlineData(25, -1)]
    [InlineData(41, -1)]
    public void A_sorted_key_is_found_where_it_is(int key, int place) =>
        Assert.Equal(place, SortedKeys.IndexOf([10, 20, 30, 40, 7], 4, key));

    [Theory]
    [InlineData(5, 0)]
    [InlineData(25, 2)]
    [InlineData(99, 4)]
    public void The_lower_bound_counts_smaller_keys(int key, int smaller) =>
        Assert.Equal(smaller, SortedKeys.LowerBound([10, 20, 30, 40], 4, key));

    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(3, 8, 5)]
    [InlineData(1_000, 2_000, 1_500)]
    public void The_midpoint_lies_halfway(int low, int high, int middle) =>
        Assert.Equal(middle, SortedKeys.Midpoint(low, high));

    [Fact]
    public void Equal_neighbours_do_not_ascend()
    {
        Assert.True(SortedKeys.Ascends([]));
        Assert.True(SortedKeys.Ascends([1, 2, 9]));
        Assert.False(SortedKeys.Ascends([1, 2, 2]));
    }

    [Fact]
    public void A_price_book_tells_what_it_was_told()
    {
        var book = new PriceBook(3);
        book.Append(11, 500);
        book.Append(12, 900);

        Assert.Equal(900, book.PriceOf(12));
        Assert.Equal(-1, book.PriceOf(13));
        Assert.Equal(12, book.LastSku);
        Assert.False(book.IsFull);
    }

    [Fact]
    public void A_price_can_be_changed_only_where_there_is_one()
    {
        var book = new PriceBook(2);
        book.Append(5, 100);

        Assert.True(book.Reprice(5, 250));
        Assert.False(book.Reprice(6, 250));
        Assert.Equal(250, book.PriceOf(5));
    }

    [Fact]
    public void Raising_prices_raises_each()
    {
        var book = new PriceBook(2);
        book.Append(1, 100);
        book.Append(2, 1_000);

        book.RaiseAll(10);

        Assert.Equal([(1, 110L), (2, 1_100L)], book.Entries());
        Assert.Equal(1, book.CountBelow(1_000));
    }

    [Theory]
    [InlineData(10_000, 1_900, 1_900)]
    [InlineData(3, 1_900, 1)]
    [InlineData(2, 1_900, 0)]
    public void Tax_is_rounded_to_the_nearest_cent(long net, int rate, long tax) => Assert.Equal(tax, Tax.On(net, rate));

    [Fact]
    public void Gross_is_net_and_tax() => Assert.Equal((1_500L, 285L, 1_785L), Tax.Totals(1_000, 500, 1_900));

    [Fact]
    public void Books_are_taxed_less() => Assert.Equal(700, Tax.RateFor(GoodsCategory.Books));
}
