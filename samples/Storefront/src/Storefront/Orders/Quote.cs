using System.Text;
using Storefront.Money;

namespace Storefront.Orders;

/// <summary>What an order costs, in cents.</summary>
/// <param name="Goods">The goods before any discount.</param>
/// <param name="Saved">What discounts and vouchers take off.</param>
/// <param name="Shipping">What sending costs.</param>
/// <param name="Net">Goods less discounts, with sending.</param>
/// <param name="Tax">Value-added tax.</param>
/// <param name="Gross">What is to be paid.</param>
/// <param name="Parcels">How many parcels it makes.</param>
public sealed record Quote(long Goods, long Saved, long Shipping, long Net, long Tax, long Gross, int Parcels)
{
    /// <summary>From this value of goods on, sending is free.</summary>
    public const long FreeShippingFrom = 5_000;

    /// <summary>The quote as a receipt of fixed width.</summary>
    public string Receipt()
    {
        var text = new StringBuilder();
        foreach (var (name, cents) in Rows())
        {
            text.Append(name.PadRight(12)).Append(Cents.Format(cents).PadLeft(14)).Append('\n');
        }

        return text.ToString();
    }

    private IEnumerable<(string Name, long Cents)> Rows()
    {
        yield return ("Goods", Goods);
        if (Saved > 0)
        {
            yield return ("You save", -Saved);
        }

        yield return ("Shipping", Shipping);
        yield return ("Tax", Tax);
        yield return ("To pay", Gross);
    }
}
