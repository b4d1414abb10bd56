using Storefront.Catalog;
using Storefront.Money;
using Storefront.Pricing;

namespace Storefront.Orders;

/// <summary>One product in a cart.</summary>
/// <param name="Product">What is bought.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="UnitPrice">The price of one, in cents.</param>
public sealed record CartLine(Product Product, int Quantity, long UnitPrice)
{
    /// <summary>The price of the line.</summary>
    public long Total => Cents.LineTotal(UnitPrice, Quantity);
}

/// <summary>What a customer is about to buy.</summary>
public sealed class Cart
{
    private readonly List<CartLine> lines = [];

    /// <summary>The lines, in the order in which they were put in.</summary>
    public IReadOnlyList<CartLine> Lines => lines;

    /// <summary>The weight of all goods, in grams.</summary>
    public int Grams => lines.Sum(l => l.Product.Grams * l.Quantity);

    /// <summary>Puts a product in; a second time adds to the line that is there.</summary>
    /// <returns>Whether there was room.</returns>
    public bool Add(Product product, int quantity, long unitPrice)
    {
        if (quantity <= 0 || unitPrice < 0 || unitPrice > Totals.HighestUnitPrice)
        {
            return false;
        }

        var index = lines.FindIndex(l => l.Product.Sku == product.Sku);
        var units = index < 0 ? 0 : lines[index].Quantity;
        if (quantity > Totals.MostUnits - units || (index < 0 && lines.Count == Totals.MostLines))
        {
            return false;
        }

        var line = new CartLine(product, units + quantity, unitPrice);
        if (index < 0)
        {
            lines.Add(line);
        }
        else
        {
            lines[index] = line;
        }

        return true;
    }

    /// <summary>Takes a product out.</summary>
    public bool Remove(int sku) => lines.RemoveAll(l => l.Product.Sku == sku) > 0;

    /// <summary>What all goods cost before any discount.</summary>
    public long Goods() =>
        Totals.Goods(lines.Select(l => l.Quantity).ToArray(), lines.Select(l => l.UnitPrice).ToArray());

    /// <summary>How many units are in the cart.</summary>
    public int Units() => Totals.Units(lines.Select(l => l.Quantity).ToArray());

    /// <summary>What the customer would pay now.</summary>
    public Quote Quote(CustomerTier tier, long voucher, ShippingZone zone)
    {
        var goods = Goods();
        var due = Totals.Due(goods, tier, Units(), voucher);
        var parcels = Shipping.ParcelsFor(Grams);
        var sending = lines.Count == 0
            ? 0
            : Shipping.ChargedCost(Shipping.Cost(Math.Min(Grams, Shipping.HeaviestParcel), zone), due, Orders.Quote.FreeShippingFrom);
        var (net, tax, gross) = Tax.Totals(due, sending, Tax.RateFor(GoodsCategory.General));
        return new Quote(goods, goods - due, sending, net, tax, gross, parcels);
    }
}
