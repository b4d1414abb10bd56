using Storefront.Catalog;
using Storefront.Orders;
using Storefront.Pricing;

namespace Storefront.Tests;

public class OrderTests
{
    private static readonly Product Lamp = new(7, "Desk lamp, green", GoodsCategory.General, 1_400);
    private static readonly Product Novel = new(9, "A green novel", GoodsCategory.Books, 300);

    [Fact]
    public void A_delivered_order_goes_nowhere()
    {
        Assert.True(OrderFlow.CanMove(OrderStatus.Open, OrderStatus.Paid));
        Assert.False(OrderFlow.CanMove(OrderStatus.Delivered, OrderStatus.Open));
        Assert.Equal(OrderStatus.Delivered, OrderFlow.Next(OrderStatus.Delivered));
        Assert.Equal(OrderStatus.Shipped, OrderFlow.Next(OrderStatus.Paid));
        Assert.Equal(66, OrderFlow.Progress(OrderStatus.Shipped));
    }

    [Fact]
    public void A_shipped_order_cannot_be_cancelled()
    {
        var order = new Order(500);
        order.Advance();
        order.Advance();

        Assert.False(order.Cancel());
        Assert.Equal(OrderStatus.Shipped, order.Status);
    }

    [Fact]
    public void A_cancelled_order_is_paid_back()
    {
        var order = new Order(500);

        Assert.True(order.Cancel());
        Assert.Equal(500, order.Refunded);
    }

    [Fact]
    public void No_more_is_refunded_than_was_paid()
    {
        var order = new Order(500);

        Assert.Equal(400, order.Refund(400));
        Assert.Equal(100, order.Refund(400));
    }

    [Theory]
    [InlineData(0, ShippingZone.Domestic, 490)]
    [InlineData(1_001, ShippingZone.Near, 1_340)]
    [InlineData(30_000, ShippingZone.Far, 6_840)]
    public void A_started_kilogram_is_paid(int grams, ShippingZone zone, int cost) =>
        Assert.Equal(cost, Shipping.Cost(grams, zone));

    [Fact]
    public void Sending_is_free_from_a_value_on()
    {
        Assert.Equal(490, Shipping.ChargedCost(490, 4_999, 5_000));
        Assert.Equal(0, Shipping.ChargedCost(490, 5_000, 5_000));
        Assert.Equal(2, Shipping.ParcelsFor(30_001));
    }

    [Fact]
    public void Totals_go_over_all_lines()
    {
        Assert.Equal(1_310, Totals.Goods([1, 3], [500, 270]));
        Assert.Equal(4, Totals.Units([1, 3]));
        Assert.Equal(1, Totals.FirstEmptyLine([2, 0, 0]));
        Assert.Equal(-1, Totals.FirstEmptyLine([2, 1]));
    }

    [Fact]
    public void What_is_missing_to_the_smallest_order_is_told()
    {
        Assert.Equal(200, Totals.Missing(800, 1_000));
        Assert.Equal(0, Totals.Missing(1_000, 1_000));
        Assert.Throws<ArgumentOutOfRangeException>(() => Totals.Missing(-1, 1_000));
    }

    [Fact]
    public void A_cart_joins_lines_of_one_product()
    {
        var cart = new Cart();

        Assert.True(cart.Add(Lamp, 1, 2_000));
        Assert.True(cart.Add(Lamp, 2, 2_000));
        Assert.False(cart.Add(Novel, 0, 900));

        Assert.Equal(3, Assert.Single(cart.Lines).Quantity);
        Assert.Equal((6_000L, 4_200), (cart.Goods(), cart.Grams));
        Assert.True(cart.Remove(7));
        Assert.Equal(0, cart.Units());
    }

    [Fact]
    public void A_quote_adds_up()
    {
        var cart = new Cart();
        cart.Add(Lamp, 1, 2_000);
        cart.Add(Novel, 2, 900);

        var quote = cart.Quote(CustomerTier.Gold, voucher: 230, ShippingZone.Domestic);

        Assert.Equal(new Quote(3_800, 800, 640, 3_640, 692, 4_332, 1), quote);
        Assert.Equal(
            "Goods                38.00\nYou save             -8.00\nShipping              6.40\n"
            + "Tax                   6.92\nTo pay               43.32\n",
            quote.Receipt());
    }

    [Fact]
    public void Products_are_found_by_all_words()
    {
        var assortment = new Assortment();
        assortment.Put(Lamp);
        assortment.Put(Novel);

        Assert.Equal([Novel], assortment.Search("novel GREEN"));
        Assert.Equal(2, assortment.Search("green").Count);
        Assert.True(assortment.TryFind(7, out var found));
        Assert.Equal(Lamp, found);
        Assert.Throws<ArgumentException>(() => assortment.Put(Lamp with { Grams = 0 }));
    }
}
