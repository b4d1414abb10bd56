using System.Diagnostics.Contracts;

namespace Storefront.Pricing;

/// <summary>Search in the first <c>count</c> places of an array whose keys ascend there.</summary>
public static class SortedKeys
{
    /// <summary>A place in the middle of <paramref name="low"/> and <paramref name="high"/>, rounded down.</summary>
    [Pure]
    public static int Midpoint(int low, int high)
    {
        Contract.Requires(low >= 0 && low <= high);
        Contract.Ensures(Contract.Result<int>() >= low && Contract.Result<int>() <= high);
        Contract.Ensures(low == high || Contract.Result<int>() < high);
        return low + (high - low) / 2;
    }

    /// <summary>Where <paramref name="key"/> is, or -1.</summary>
    [Pure]
    public static int IndexOf(int[] keys, int count, int key)
    {
        Contract.Requires(count >= 0 && count <= keys.Length);
        Contract.Requires(Contract.ForAll(0, count, i => Contract.ForAll(i + 1, count, j => keys[i] < keys[j])));
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < count);
        Contract.Ensures(Contract.Result<int>() < 0 || keys[Contract.Result<int>()] == key);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, count, k => keys[k] != key));
        var low = 0;
        var high = count;
        while (low < high)
        {
            Contract.Invariant(0 <= low && low <= high && high <= count);
            Contract.Invariant(Contract.ForAll(0, low, k => keys[k] < key));
            Contract.Invariant(Contract.ForAll(high, count, k => keys[k] > key));
            var middle = Midpoint(low, high);
            if (keys[middle] == key)
            {
                return middle;
            }

            if (keys[middle] < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return -1;
    }

    /// <summary>How many keys are below <paramref name="key"/>: the place where it belongs.</summary>
    [Pure]
    public static int LowerBound(int[] keys, int count, int key)
    {
        Contract.Requires(count >= 0 && count <= keys.Length);
        Contract.Requires(Contract.ForAll(0, count, i => Contract.ForAll(i + 1, count, j => keys[i] < keys[j])));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= count);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => keys[k] < key));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), count, k => keys[k] >= key));
        var place = 0;
        while (place < count && keys[place] < key)
        {
            Contract.Invariant(0 <= place && place <= count);
            Contract.Invariant(Contract.ForAll(0, place, k => keys[k] < key));
            place++;
        }

        return place;
    }

    /// <summary>Whether the keys ascend strictly from place to place.</summary>
    [Pure]
    public static bool Ascends(int[] keys)
    {
        Contract.Ensures(!Contract.Result<bool>()
            || Contract.ForAll(0, keys.Length, k => k == 0 || keys[k - 1] < keys[k]));
        for (var i = 1; i < keys.Length; i++)
        {
            Contract.Invariant(1 <= i && (i <= keys.Length || keys.Length == 0));
            Contract.Invariant(Contract.ForAll(0, i, k => k == 0 || k >= keys.Length || keys[k - 1] < keys[k]));
            if (keys[i - 1] >= keys[i])
            {
                return false;
            }
        }

        return true;
    }
}
