using System.Diagnostics.Contracts;

namespace Storefront.Stock;

/// <summary>Which units go to which order.</summary>
public static class Allocation
{
    /// <summary>How much of a request can be served.</summary>
    [Pure]
    public static int Served(int requested, int available)
    {
        Contract.Requires(requested >= 0 && available >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(Contract.Result<int>() <= requested && Contract.Result<int>() <= available);
        Contract.Ensures(Contract.Result<int>() == requested || Contract.Result<int>() == available);
        return Math.Min(requested, available);
    }

    /// <summary>How much of a request must wait.</summary>
    [Pure]
    public static int Backorder(int requested, int available)
    {
        Contract.Requires(requested >= 0 && available >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= requested);
        Contract.Ensures(requested <= available || Contract.Result<int>() == requested - available);
        return requested - Served(requested, available);
    }

    /// <summary>The first bin that holds enough, or -1.</summary>
    [Pure]
    public static int FirstBinWith(int[] bins, int quantity)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < bins.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || bins[Contract.Result<int>()] >= quantity);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, bins.Length, k => bins[k] < quantity));
        for (var i = 0; i < bins.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= bins.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => bins[k] < quantity));
            if (bins[i] >= quantity)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The last bin that holds enough, or -1; the last bins are nearest to the door.</summary>
    [Pure]
    public static int LastBinWith(int[] bins, int quantity)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < bins.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || bins[Contract.Result<int>()] >= quantity);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, bins.Length, k => bins[k] < quantity));
        for (var i = bins.Length - 1; i >= 0; i--)
        {
            Contract.Invariant(-1 <= i && i < bins.Length);
            Contract.Invariant(Contract.ForAll(i + 1, bins.Length, k => bins[k] < quantity));
            if (bins[i] >= quantity)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>What to take from each bin, front to back, until the wanted units are together.</summary>
    public static int[] Picks(int[] bins, int wanted)
    {
        Contract.Requires(wanted >= 0);
        Contract.Requires(Contract.ForAll(0, bins.Length, k => bins[k] >= 0));
        Contract.Ensures(Contract.Result<int[]>() != null && Contract.Result<int[]>().Length == bins.Length);
        Contract.Ensures(Contract.ForAll(0, bins.Length, k =>
            Contract.Result<int[]>()[k] >= 0 && Contract.Result<int[]>()[k] <= bins[k]));
        var picks = new int[bins.Length];
        var left = wanted;
        for (var i = 0; i < bins.Length && left > 0; i++)
        {
            Contract.Invariant(0 <= i && i <= bins.Length);
            Contract.Invariant(left >= 0);
            Contract.Invariant(Contract.ForAll(0, bins.Length, k => picks[k] >= 0 && picks[k] <= bins[k]));
            picks[i] = Math.Min(left, bins[i]);
            left -= picks[i];
        }

        return picks;
    }

    /// <summary>How many bins are empty.</summary>
    [Pure]
    public static int EmptyBins(int[] bins)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= bins.Length);
        var empty = 0;
        for (var i = 0; i < bins.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= bins.Length);
            Contract.Invariant(0 <= empty && empty <= i);
            if (bins[i] != 0)
            {
                continue;
            }

            empty++;
        }

        return empty;
    }

    /// <summary>Whether one bin alone could serve the request.</summary>
    [Pure]
    public static bool AnyBinHolds(int[] bins, int quantity)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, bins.Length, k => bins[k] >= quantity));
        return FirstBinWith(bins, quantity) >= 0;
    }
}
