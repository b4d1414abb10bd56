using System.Diagnostics.Contracts;
using Storefront.Money;
using Storefront.Pricing;

namespace Storefront.Orders;

/// <summary>Sums over the lines of an order.</summary>
public static class Totals
{
    /// <summary>The most lines that an order has.</summary>
    public const int MostLines = 1_000;

    /// <summary>The most units on one line.</summary>
    public const int MostUnits = 10_000;

    /// <summary>The highest price of one unit, in cents.</summary>
    public const long HighestUnitPrice = 1_000_000;

    /// <summary>The value of all goods; line <c>k</c> has <c>quantities[k]</c> units at <c>prices[k]</c>.</summary>
    [Pure]
    public static long Goods(int[] quantities, long[] prices)
    {
        Contract.Requires(quantities.Length == prices.Length && quantities.Length <= MostLines);
        Contract.Requires(Contract.ForAll(0, quantities.Length, k => quantities[k] >= 0 && quantities[k] <= MostUnits));
        Contract.Requires(Contract.ForAll(0, prices.Length, k => prices[k] >= 0 && prices[k] <= HighestUnitPrice));
        Contract.Ensures(Contract.Result<long>() >= 0);
        Contract.Ensures(Contract.Result<long>() <= HighestUnitPrice * MostUnits * quantities.Length);
        var sum = 0L;
        for (var i = 0; i < quantities.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= quantities.Length);
            Contract.Invariant(sum >= 0 && sum <= HighestUnitPrice * MostUnits * i);
            sum += prices[i] * quantities[i];
        }

        return sum;
    }

    /// <summary>The number of units of an order.</summary>
    [Pure]
    public static int Units(int[] quantities)
    {
        Contract.Requires(quantities.Length <= MostLines);
        Contract.Requires(Contract.ForAll(0, quantities.Length, k => quantities[k] >= 0 && quantities[k] <= MostUnits));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= MostUnits * quantities.Length);
        var units = 0;
        for (var i = 0; i < quantities.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= quantities.Length);
            Contract.Invariant(0 <= units && units <= MostUnits * i);
            units += quantities[i];
        }

        return units;
    }

    /// <summary>What remains to be paid after discount and voucher.</summary>
    [Pure]
    public static long Due(long goods, CustomerTier tier, int units, long voucher)
    {
        Contract.Requires(goods >= 0 && goods <= Cents.Max);
        Contract.Requires(units >= 0);
        Contract.Requires(voucher >= 0 && voucher <= Cents.Max);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= goods);
        var percent = Discounts.Combine(Discounts.PercentFor(tier), Discounts.VolumePercent(units));
        return Discounts.ApplyVoucher(Discounts.ApplyPercent(goods, percent), voucher);
    }

    /// <summary>The smallest order that the shop takes, checked before anything is booked.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The amount is below zero.</exception>
    [Pure]
    public static long Missing(long due, long minimum)
    {
        Contract.Requires(minimum >= 0 && minimum <= Cents.Max);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= minimum);
        Contract.Ensures(due < minimum || Contract.Result<long>() == 0);
        if (due < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(due));
        }

        return due >= minimum ? 0 : minimum - due;
    }

    /// <summary>The first line without units, or -1.</summary>
    [Pure]
    public static int FirstEmptyLine(int[] quantities)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < quantities.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || quantities[Contract.Result<int>()] == 0);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, quantities.Length, k => quantities[k] != 0));
        var found = -1;
        for (var i = 0; i < quantities.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= quantities.Length);
            Contract.Invariant(found == -1);
            Contract.Invariant(Contract.ForAll(0, i, k => quantities[k] != 0));
            if (quantities[i] == 0)
            {
                found = i;
                break;
            }
        }

        return found;
    }
}
