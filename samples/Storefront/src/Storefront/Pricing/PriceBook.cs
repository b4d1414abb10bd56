using System.Diagnostics.Contracts;
using Storefront.Money;

namespace Storefront.Pricing;

/// <summary>Prices by stock-keeping number, kept in ascending order of the numbers.</summary>
public sealed class PriceBook
{
    private readonly int[] skus;
    private readonly long[] prices;
    private int count;

    /// <summary>An empty book with room for <paramref name="capacity"/> products.</summary>
    public PriceBook(int capacity)
    {
        Contract.Requires(capacity >= 0 && capacity <= 1_000_000);
        Contract.Ensures(Count == 0);
        skus = new int[capacity];
        prices = new long[capacity];
        count = 0;
    }

    /// <summary>How many products have a price.</summary>
    public int Count => count;

    /// <summary>Whether no product can be added.</summary>
    [Pure]
    public bool IsFull => count == skus.Length;

    /// <summary>The highest number in the book, 0 when it is empty.</summary>
    [Pure]
    public int LastSku => count == 0 ? 0 : skus[count - 1];

    [ContractInvariantMethod]
    private void NumbersAscendAndPricesAreAmounts()
    {
        Contract.Invariant(skus != null && prices != null && skus.Length == prices.Length
            && count >= 0 && count <= skus.Length
            && Contract.ForAll(0, count, i => Contract.ForAll(i + 1, count, j => skus[i] < skus[j]))
            && Contract.ForAll(0, count, k => prices[k] >= 0 && prices[k] <= Cents.Max));
    }

    /// <summary>Adds a product whose number is above all in the book.</summary>
    public void Append(int sku, long cents)
    {
        Contract.Requires(!IsFull && sku > LastSku);
        Contract.Requires(cents >= 0 && cents <= Cents.Max);
        Contract.Ensures(Count == Contract.OldValue(Count) + 1);
        skus[count] = sku;
        prices[count] = cents;
        count++;
    }

    /// <summary>The price of a product, or -1 where the book has none.</summary>
    [Pure]
    public long PriceOf(int sku)
    {
        Contract.Ensures(Contract.Result<long>() >= -1 && Contract.Result<long>() <= Cents.Max);
        var index = SortedKeys.IndexOf(skus, count, sku);
        return index < 0 ? -1 : prices[index];
    }

    /// <summary>Gives a product another price; false where the book does not have it.</summary>
    public bool Reprice(int sku, long cents)
    {
        Contract.Requires(cents >= 0 && cents <= Cents.Max);
        Contract.Ensures(Count == Contract.OldValue(Count));
        var index = SortedKeys.IndexOf(skus, count, sku);
        if (index < 0)
        {
            return false;
        }

        prices[index] = cents;
        return true;
    }

    /// <summary>Raises every price by the same share, up to the largest amount.</summary>
    public void RaiseAll(int percent)
    {
        Contract.Requires(percent >= 0 && percent <= 100);
        Contract.Ensures(Count == Contract.OldValue(Count));
        for (var i = 0; i < count; i++)
        {
            Contract.Invariant(0 <= i && i <= count);
            Contract.Invariant(Contract.ForAll(0, count, k => prices[k] >= 0 && prices[k] <= Cents.Max));
            prices[i] = Math.Min(Cents.Max, prices[i] + Cents.Percentage(prices[i], percent));
        }
    }

    /// <summary>How many products cost less than <paramref name="limit"/>.</summary>
    [Pure]
    public int CountBelow(long limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= Count);
        var found = 0;
        for (var i = 0; i < count; i++)
        {
            Contract.Invariant(0 <= i && i <= count);
            Contract.Invariant(0 <= found && found <= i);
            if (prices[i] < limit)
            {
                found++;
            }
        }

        return found;
    }

    /// <summary>The products and prices, for display.</summary>
    public IEnumerable<(int Sku, long Cents)> Entries() =>
        Enumerable.Range(0, count).Select(i => (skus[i], prices[i]));
}
