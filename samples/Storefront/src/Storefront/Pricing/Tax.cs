using System.Diagnostics.Contracts;
using Storefront.Money;

namespace Storefront.Pricing;

/// <summary>Value-added tax, with rates in basis points (1900 is 19 %).</summary>
public static class Tax
{
    /// <summary>The highest rate there is, in basis points.</summary>
    public const int HighestRate = 3_000;

    /// <summary>The tax on a net amount, rounded to the nearest cent, half a cent up.</summary>
    [Pure]
    public static long On(long net, int rate)
    {
        Contract.Requires(net >= 0 && net <= Cents.Max);
        Contract.Requires(rate >= 0 && rate <= HighestRate);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= net);
        Contract.Ensures(rate != 0 || Contract.Result<long>() == 0);
        return (net * rate + 5_000) / 10_000;
    }

    /// <summary>Net, tax and gross of an invoice.</summary>
    [Pure]
    public static (long Net, long Tax, long Gross) Totals(long goods, long shipping, int rate)
    {
        Contract.Requires(goods >= 0 && goods <= 100_000_000_000);
        Contract.Requires(shipping >= 0 && shipping <= 1_000_000);
        Contract.Requires(rate >= 0 && rate <= HighestRate);
        Contract.Ensures(Contract.Result<(long Net, long Tax, long Gross)>().Net == goods + shipping);
        Contract.Ensures(Contract.Result<(long Net, long Tax, long Gross)>().Gross
            == Contract.Result<(long Net, long Tax, long Gross)>().Net
            + Contract.Result<(long Net, long Tax, long Gross)>().Tax);
        Contract.Ensures(Contract.Result<(long Net, long Tax, long Gross)>().Tax >= 0);
        var net = goods + shipping;
        var tax = On(net, rate);
        return (net, tax, net + tax);
    }

    /// <summary>The rate of a category of goods.</summary>
    [Pure]
    public static int RateFor(GoodsCategory category)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= HighestRate);
        return category switch
        {
            GoodsCategory.Food => 700,
            GoodsCategory.Books => 700,
            GoodsCategory.GiftCards => 0,
            _ => 1_900,
        };
    }
}

/// <summary>Goods by how they are taxed.</summary>
public enum GoodsCategory
{
    /// <summary>The full rate.</summary>
    General = 0,

    /// <summary>Reduced.</summary>
    Food = 1,

    /// <summary>Reduced.</summary>
    Books = 2,

    /// <summary>Taxed when they are spent, not when they are sold.</summary>
    GiftCards = 3,
}
