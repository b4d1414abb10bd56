namespace Pairs;

public static class Pricing
{
    public static long LineTotal(long unitCents, int quantity, int discountPercent)
    {
        if (quantity < 0)
        {
            throw new ArgumentOutOfRangeException(nameof(quantity));
        }

        long gross = unitCents * quantity;
        return gross - DiscountOn(gross, discountPercent);
    }

    private static long DiscountOn(long amount, int percent) => amount * percent / 100;

    public static bool ShipsFree(long totalCents, bool isMember, int weightGrams)
    {
        bool memberOffer = isMember && totalCents >= 2500;
        bool largeOrder = totalCents >= 5000;
        bool liftable = weightGrams <= 20000;
        return (memberOffer || largeOrder) && liftable;
    }

    public static int Shipping(int zone, int weightGrams)
    {
        if (zone is < 1 or > 3)
        {
            throw new ArgumentException("No such zone.", nameof(zone));
        }

        if (zone != 1)
        {
            return 1290;
        }

        return weightGrams > 1000 ? 790 : 490;
    }

    public static int BulkDiscountPercent(int quantity)
    {
        if (quantity < 10)
        {
            return 0;
        }

        return quantity <= 100 ? 5 : 12;
    }

    public static long WithTax(long netCents, long shippingCents, int ratePercent)
    {
        return netCents + shippingCents * (100 + ratePercent) / 100;
    }

    public static long Share(long cents, int parts) => cents / parts;
}
