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
        long discount = gross * discountPercent / 100;
        return gross - discount;
    }

    public static bool ShipsFree(long totalCents, bool isMember, int weightGrams)
    {
        return ((isMember && totalCents >= 2500) || totalCents >= 5000) && weightGrams <= 20000;
    }

    public static int Shipping(int zone, int weightGrams)
    {
        int cents;
        if (zone == 1)
        {
            if (weightGrams > 1000)
            {
                cents = 790;
            }
            else
            {
                cents = 490;
            }
        }
        else
        {
            if (zone > 1 && zone <= 3)
            {
                cents = 1290;
            }
            else
            {
                throw new ArgumentException("No such zone.", nameof(zone));
            }
        }

        return cents;
    }

    public static int BulkDiscountPercent(int quantity)
    {
        if (quantity < 10)
        {
            return 0;
        }

        return quantity < 100 ? 5 : 12;
    }

    public static long WithTax(long netCents, long shippingCents, int ratePercent)
    {
        return (netCents + shippingCents) * (100 + ratePercent) / 100;
    }

    public static long Share(long cents, int parts) => (cents + parts / 2) / parts;
}
