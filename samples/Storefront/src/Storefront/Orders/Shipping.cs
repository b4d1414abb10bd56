using System.Diagnostics.Contracts;

namespace Storefront.Orders;

/// <summary>How far a parcel goes.</summary>
public enum ShippingZone
{
    /// <summary>The same country.</summary>
    Domestic = 0,

    /// <summary>The same continent.</summary>
    Near = 1,

    /// <summary>Anywhere else.</summary>
    Far = 2,
}

/// <summary>What it costs to send a parcel, in cents.</summary>
public static class Shipping
{
    /// <summary>The heaviest parcel, in grams.</summary>
    public const int HeaviestParcel = 30_000;

    /// <summary>The most that sending one parcel costs.</summary>
    public const int HighestCost = 20_000;

    /// <summary>The price of the first kilogram.</summary>
    [Pure]
    public static int BaseCost(ShippingZone zone)
    {
        Contract.Ensures(Contract.Result<int>() >= 490 && Contract.Result<int>() <= 2_490);
        return zone switch
        {
            ShippingZone.Domestic => 490,
            ShippingZone.Near => 1_190,
            _ => 2_490,
        };
    }

    /// <summary>Whole kilograms that are paid for.</summary>
    [Pure]
    public static int Kilograms(int grams)
    {
        Contract.Requires(grams >= 0 && grams <= HeaviestParcel);
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= 30);
        Contract.Ensures(Contract.Result<int>() * 1_000 >= grams);
        return Math.Max(1, (grams + 999) / 1_000);
    }

    /// <summary>The cost of one parcel.</summary>
    [Pure]
    public static int Cost(int grams, ShippingZone zone)
    {
        Contract.Requires(grams >= 0 && grams <= HeaviestParcel);
        Contract.Ensures(Contract.Result<int>() >= 490 && Contract.Result<int>() <= HighestCost);
        var extra = Kilograms(grams) - 1;
        return BaseCost(zone) + extra * 150;
    }

    /// <summary>What the customer pays for sending: nothing from a certain value of goods on.</summary>
    [Pure]
    public static int ChargedCost(int cost, long goods, long freeFrom)
    {
        Contract.Requires(cost >= 0 && cost <= HighestCost);
        Contract.Ensures(Contract.Result<int>() == 0 || Contract.Result<int>() == cost);
        Contract.Ensures(goods < freeFrom || Contract.Result<int>() == 0);
        return goods >= freeFrom ? 0 : cost;
    }

    /// <summary>Parcels needed for a weight.</summary>
    [Pure]
    public static int ParcelsFor(int grams)
    {
        Contract.Requires(grams >= 0 && grams <= 30_000_000);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 1_000);
        var parcels = 0;
        var left = grams;
        while (left > 0)
        {
            Contract.Invariant(0 <= parcels && parcels <= 1_000);
            Contract.Invariant(left <= grams - HeaviestParcel * parcels);
            left -= HeaviestParcel;
            parcels++;
        }

        return parcels;
    }
}
