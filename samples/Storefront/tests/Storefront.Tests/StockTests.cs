using Storefront.Stock;

namespace Storefront.Tests;

public class StockTests
{
    [Fact]
    public void Shipping_lowers_stock_and_promises_alike()
    {
        var level = new StockLevel(10);
        level.Reserve(6);

        level.Ship(4);

        Assert.Equal((6, 2, 4), (level.OnHand, level.Reserved, level.Available));
    }

    [Fact]
    public void A_reservation_takes_what_is_free()
    {
        var level = new StockLevel(5);

        Assert.Equal(5, level.ReserveUpTo(8));
        Assert.Equal(0, level.Available);
    }

    [Fact]
    public void A_released_promise_is_free_again()
    {
        var level = new StockLevel(5);
        level.Receive(5);
        level.Reserve(7);

        level.Release(3);

        Assert.Equal(6, level.Available);
    }

    [Fact]
    public void A_recount_drops_promises_that_cannot_be_kept()
    {
        var level = new StockLevel(10);
        level.Reserve(8);

        Assert.Equal(3, level.Recount(5));
        Assert.Equal(5, level.Reserved);
    }

    [Fact]
    public void What_cannot_be_served_waits()
    {
        Assert.Equal(3, Allocation.Served(7, 3));
        Assert.Equal(4, Allocation.Backorder(7, 3));
        Assert.Equal(0, Allocation.Backorder(3, 7));
    }

    [Fact]
    public void The_first_bin_with_enough_is_found()
    {
        Assert.Equal(1, Allocation.FirstBinWith([3, 9, 9], 5));
        Assert.Equal(-1, Allocation.FirstBinWith([3, 4], 5));
    }

    [Theory]
    [InlineData(4, 2)]
    [InlineData(9, 1)]
    [InlineData(10, -1)]
    public void The_last_bin_with_enough_is_found(int quantity, int bin) =>
        Assert.Equal(bin, Allocation.LastBinWith([3, 9, 4], quantity));

    [Fact]
    public void Bins_are_emptied_front_to_back() =>
        Assert.Equal([4, 0, 3, 0], Allocation.Picks([4, 0, 5, 6], 7));

    [Fact]
    public void Empty_bins_are_counted()
    {
        Assert.Equal(2, Allocation.EmptyBins([0, 3, 0]));
        Assert.True(Allocation.AnyBinHolds([0, 3, 0], 3));
        Assert.False(Allocation.AnyBinHolds([], 1));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(48, 1)]
    [InlineData(49, 2)]
    public void A_started_pallet_counts(int boxes, int pallets) => Assert.Equal(pallets, Packing.PalletsFor(boxes));

    [Fact]
    public void Parcels_are_measured()
    {
        Assert.Equal(47, Packing.FreeOnLastPallet(49));
        Assert.Equal(6_000, Packing.Volume(10, 20, 30));
        Assert.Equal(30, Packing.Longest(10, 30, 20));
        Assert.Equal(110, Packing.GirthSize(10, 20, 30));
        Assert.Equal(2_500, Packing.Weight(5, 500));
        Assert.Equal("1 x 2 x 3 mm", Packing.Label(1, 2, 3));
    }
}
