using System.Diagnostics.Contracts;
using Storefront.Money;
using Storefront.Pricing;

namespace Storefront.Accounts;

/// <summary>Loyalty points: earned by spending, worth one cent each.</summary>
public static class Loyalty
{
    /// <summary>Points from which a customer is silver.</summary>
    public const int SilverFrom = 1_000;

    /// <summary>Points from which a customer is gold.</summary>
    public const int GoldFrom = 10_000;

    /// <summary>Points for a purchase: one for each whole unit of money.</summary>
    [Pure]
    public static long PointsFor(long cents)
    {
        Contract.Requires(cents >= 0 && cents <= Cents.Max);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() * 100 <= cents);
        Contract.Ensures(cents - Contract.Result<long>() * 100 < 100);
        return cents / 100;
    }

    /// <summary>The tier that a customer's points give.</summary>
    [Pure]
    public static CustomerTier TierFor(int points)
    {
        Contract.Ensures(Contract.Result<CustomerTier>() >= CustomerTier.Standard);
        Contract.Ensures(Contract.Result<CustomerTier>() <= CustomerTier.Gold);
        Contract.Ensures((Contract.Result<CustomerTier>() == CustomerTier.Gold) == (points >= GoldFrom));
        if (points >= GoldFrom)
        {
            return CustomerTier.Gold;
        }

        return points >= SilverFrom ? CustomerTier.Silver : CustomerTier.Standard;
    }

    /// <summary>How many points can be spent on a purchase: at most half of what is due.</summary>
    [Pure]
    public static int Redeemable(int points, int due)
    {
        Contract.Requires(points >= 0 && due >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(Contract.Result<int>() <= points && Contract.Result<int>() <= due - due / 2);
        return Math.Min(points, due / 2);
    }

    /// <summary>Points still missing to the next tier, 0 for gold.</summary>
    [Pure]
    public static int MissingToNextTier(int points)
    {
        Contract.Requires(points >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= GoldFrom - SilverFrom);
        Contract.Ensures(points < GoldFrom || Contract.Result<int>() == 0);
        if (points < SilverFrom)
        {
            return SilverFrom - points;
        }

        return points < GoldFrom ? GoldFrom - points : 0;
    }
}
