using System.Diagnostics.Contracts;
using Storefront.Money;

namespace Storefront.Pricing;

/// <summary>What customers save, and what remains to pay.</summary>
public static class Discounts
{
    /// <summary>No combination of discounts takes more than this share of a price.</summary>
    public const int LargestPercent = 50;

    /// <summary>The discount that a customer's tier gives, in percent.</summary>
    [Pure]
    public static int PercentFor(CustomerTier tier)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 15);
        Contract.Ensures(tier != CustomerTier.Gold || Contract.Result<int>() == 15);
        switch (tier)
        {
            case CustomerTier.Silver:
                return 5;
            case CustomerTier.Gold:
                return 15;
            default:
                return 0;
        }
    }

    /// <summary>The discount for buying many units of one product, in percent.</summary>
    [Pure]
    public static int VolumePercent(int quantity)
    {
        Contract.Requires(quantity >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 12);
        Contract.Ensures(quantity < 100 || Contract.Result<int>() == 12);
        Contract.Ensures(quantity >= 10 || Contract.Result<int>() == 0);
        if (quantity >= 100)
        {
            return 12;
        }

        if (quantity >= 50)
        {
            return 8;
        }

        return quantity >= 10 ? 4 : 0;
    }

    /// <summary>Two discounts together, kept under the shop's ceiling.</summary>
    [Pure]
    public static int Combine(int first, int second)
    {
        Contract.Requires(first >= 0 && first <= 100);
        Contract.Requires(second >= 0 && second <= 100);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= LargestPercent);
        Contract.Ensures(first + second > LargestPercent || Contract.Result<int>() == first + second);
        return Math.Min(LargestPercent, first + second);
    }

    /// <summary>A price after a discount in percent; never below zero, never above the price.</summary>
    [Pure]
    public static long ApplyPercent(long price, int percent)
    {
        Contract.Requires(price >= 0 && price <= Cents.Max);
        Contract.Requires(percent >= 0 && percent <= 100);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= price);
        Contract.Ensures(percent != 0 || Contract.Result<long>() == price);
        return price - Cents.Percentage(price, percent);
    }

    /// <summary>A price after a voucher; what the voucher is worth beyond the price is lost.</summary>
    [Pure]
    public static long ApplyVoucher(long price, long voucher)
    {
        Contract.Requires(price >= 0 && price <= Cents.Max);
        Contract.Requires(voucher >= 0 && voucher <= Cents.Max);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= price);
        Contract.Ensures(voucher > price || Contract.Result<long>() == price - voucher);
        return Math.Max(0, price - voucher);
    }

    /// <summary>The lower of two offers.</summary>
    [Pure]
    public static long BetterOffer(long first, long second)
    {
        Contract.Ensures(Contract.Result<long>() <= first && Contract.Result<long>() <= second);
        Contract.Ensures(Contract.Result<long>() == first || Contract.Result<long>() == second);
        return first <= second ? first : second;
    }

    /// <summary>How many units are free when every third one is.</summary>
    [Pure]
    public static int FreeUnits(int quantity)
    {
        Contract.Requires(quantity >= 0 && quantity <= 1_000_000);
        Contract.Ensures(Contract.Result<int>() >= 0 && 3 * Contract.Result<int>() <= quantity);
        Contract.Ensures(quantity - 3 * Contract.Result<int>() < 3);
        return quantity / 3;
    }

    /// <summary>A price after several discounts, one upon the other.</summary>
    [Pure]
    public static long ApplyAll(long price, int[] percents)
    {
        Contract.Requires(price >= 0 && price <= Cents.Max);
        Contract.Requires(Contract.ForAll(0, percents.Length, k => percents[k] >= 0 && percents[k] <= 100));
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= price);
        var left = price;
        for (var i = 0; i < percents.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= percents.Length);
            Contract.Invariant(left >= 0 && left <= price);
            left = ApplyPercent(left, percents[i]);
        }

        return left;
    }

    /// <summary>The position of the lowest of some offers, the first one where several are equal.</summary>
    [Pure]
    public static int CheapestOffer(long[] offers)
    {
        Contract.Requires(offers.Length > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < offers.Length);
        Contract.Ensures(Contract.ForAll(0, offers.Length, k => offers[Contract.Result<int>()] <= offers[k]));
        var best = 0;
        for (var i = 1; i < offers.Length; i++)
        {
            Contract.Invariant(1 <= i && i <= offers.Length);
            Contract.Invariant(0 <= best && best < i);
            Contract.Invariant(Contract.ForAll(0, i, k => offers[best] <= offers[k]));
            if (offers[i] < offers[best])
            {
                best = i;
            }
        }

        return best;
    }

    /// <summary>Names the discounts of a customer for a receipt.</summary>
    public static IReadOnlyList<string> Describe(CustomerTier tier, int quantity)
    {
        var reasons = new (string Name, int Percent)[]
        {
            ($"{tier} customer", PercentFor(tier)),
            ($"{quantity} units", VolumePercent(quantity)),
        };
        return reasons.Where(r => r.Percent > 0).Select(r => $"{r.Name}: {r.Percent} %").ToList();
    }
}
