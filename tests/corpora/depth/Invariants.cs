using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Searching
{
    public static int LowerBound(int[] keys, int key)
    {
        Contract.Requires(Contract.ForAll(0, keys.Length, i => Contract.ForAll(i, keys.Length, j => keys[i] <= keys[j])));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= keys.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => keys[k] < key));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), keys.Length, k => keys[k] >= key));
        int lo = 0, hi = keys.Length;
        while (lo < hi)
        {
            Contract.Invariant(0 <= lo && lo <= hi && hi <= keys.Length);
            Contract.Invariant(Contract.ForAll(0, lo, k => keys[k] < key));
            Contract.Invariant(Contract.ForAll(hi, keys.Length, k => keys[k] >= key));
            int mid = lo + (hi - lo) / 2;
            if (keys[mid] < key) lo = mid + 1;
            else hi = mid;
        }
        return lo;
    }

    public static int Middle(int lo, int hi)
    {
        Contract.Requires(lo >= 0 && lo <= hi);
        Contract.Ensures(Contract.Result<int>() >= lo && Contract.Result<int>() <= hi);
        return lo + (hi - lo) / 2;
    }

    public static int TrailingZeros(uint mask)
    {
        Contract.Requires(mask != 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 31);
        int shifts = 0;
        while ((mask & 1) == 0)
        {
            Contract.Invariant(shifts >= 0 && shifts <= 31);
            Contract.Invariant(mask != 0 && (mask << shifts) == Contract.OldValue(mask));
            mask >>= 1;
            shifts++;
        }
        return shifts;
    }

    public static void CopyPrefix(int[] source, int[] target, int n)
    {
        Contract.Requires(n >= 0 && n <= source.Length && n <= target.Length && source != target);
        Contract.Ensures(Contract.ForAll(0, n, k => target[k] == Contract.OldValue(source[k])));
        int i = 0;
        while (i != n)
        {
            Contract.Invariant(0 <= i && i <= n);
            Contract.Invariant(Contract.ForAll(0, i, k => target[k] == source[k]));
            Contract.Invariant(Contract.ForAll(0, source.Length, k => source[k] == Contract.OldValue(source[k])));
            target[i] = source[i];
            i++;
        }
    }

    public static void ReverseInto(int[] source, int[] target)
    {
        Contract.Requires(source.Length == target.Length && source != target);
        Contract.Ensures(Contract.ForAll(0, target.Length, k => target[k] == Contract.OldValue(source[source.Length - 1 - k])));
        for (int i = 0; i < source.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= source.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => target[k] == Contract.OldValue(source[source.Length - 1 - k])) && Contract.ForAll(0, source.Length, k => source[k] == Contract.OldValue(source[k])));
            target[i] = source[source.Length - 1 - i];
        }
    }

    public static bool IsPalindrome(int[] word)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, word.Length / 2, k => word[k] == word[word.Length - 1 - k]));
        int j = word.Length - 1;
        for (int i = 0; i < word.Length / 2; i++)
        {
            Contract.Invariant(i >= 0 && j == word.Length - 1 - i && i <= word.Length / 2);
            Contract.Invariant(Contract.ForAll(0, i, k => word[k] == word[word.Length - 1 - k]));
            if (word[i] != word[j]) return false;
            j--;
        }
        return true;
    }

    public static int Square(int side)
    {
        Contract.Requires(side >= 0 && side <= 1000);
        Contract.Ensures(Contract.Result<int>() == side * side);
        int area = 0;
        for (int i = 0; i < side; i++)
        {
            Contract.Invariant(0 <= i && i <= side && area == i * i);
            area += 2 * i + 1;
        }
        return area;
    }
}

public static class SearchingToo
{
    public static int LowerBound(int[] keys, int key)
    {
        Contract.Requires(Contract.ForAll(0, keys.Length, i => Contract.ForAll(i, keys.Length, j => keys[i] <= keys[j])));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= keys.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => keys[k] < key));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), keys.Length, k => keys[k] >= key));
        int lo = 0, hi = keys.Length;
        while (lo < hi)
        {
            Contract.Invariant(0 <= lo && lo <= hi && hi <= keys.Length);
            Contract.Invariant(Contract.ForAll(0, lo, k => keys[k] < key));
            Contract.Invariant(Contract.ForAll(hi, keys.Length, k => keys[k] >= key));
            int mid = lo + (hi - lo) / 2;
            if (keys[mid] <= key) lo = mid + 1;
            else hi = mid;
        }
        return lo;
    }

    public static int Middle(int lo, int hi)
    {
        Contract.Requires(lo >= 0 && lo <= hi);
        Contract.Ensures(Contract.Result<int>() >= lo && Contract.Result<int>() <= hi);
        return (lo + hi) / 2;
    }

    public static int TrailingZeros(uint mask)
    {
        Contract.Requires(mask != 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 31);
        int shifts = 0;
        while ((mask & 1) == 0)
        {
            Contract.Invariant(shifts >= 0 && shifts < 31);
            Contract.Invariant(mask != 0 && (mask << shifts) == Contract.OldValue(mask));
            mask >>= 1;
            shifts++;
        }
        return shifts;
    }

    public static void CopyPrefix(int[] source, int[] target, int n)
    {
        Contract.Requires(n <= source.Length && n <= target.Length && source != target);
        Contract.Ensures(Contract.ForAll(0, n, k => target[k] == Contract.OldValue(source[k])));
        int i = 0;
        while (i != n)
        {
            Contract.Invariant(0 <= i && i <= n);
            Contract.Invariant(Contract.ForAll(0, i, k => target[k] == source[k]));
            Contract.Invariant(Contract.ForAll(0, source.Length, k => source[k] == Contract.OldValue(source[k])));
            target[i] = source[i];
            i++;
        }
    }

    public static void ReverseInto(int[] source, int[] target)
    {
        Contract.Requires(source.Length == target.Length);
        Contract.Ensures(Contract.ForAll(0, target.Length, k => target[k] == Contract.OldValue(source[source.Length - 1 - k])));
        for (int i = 0; i < source.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= source.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => target[k] == Contract.OldValue(source[source.Length - 1 - k])) && Contract.ForAll(0, source.Length, k => source[k] == Contract.OldValue(source[k])));
            target[i] = source[source.Length - 1 - i];
        }
    }

    public static bool IsPalindrome(int[] word)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, word.Length / 2, k => word[k] == word[word.Length - 1 - k]));
        int j = word.Length - 1;
        for (int i = 0; i < word.Length / 2; i++)
        {
            Contract.Invariant(i >= 0 && j == word.Length - 1 - i && i <= word.Length / 2);
            Contract.Invariant(Contract.ForAll(0, i, k => word[k] == word[word.Length - 1 - k]));
            if (word[i] != word[j]) return false;
        }
        return true;
    }

    public static int Square(int side)
    {
        Contract.Requires(side >= 0 && side <= 1000);
        Contract.Ensures(Contract.Result<int>() == side * side);
        int area = 0;
        for (int i = 0; i < side; i++)
        {
            Contract.Invariant(0 <= i && i <= side && area == i * i);
            area += 2 * i;
        }
        return area;
    }
}
