using System.Diagnostics.Contracts;

namespace Storefront.Browsing;

/// <summary>Pages of a long list; pages count from 0.</summary>
public static class Pager
{
    /// <summary>The most items that one page shows.</summary>
    public const int LargestPage = 100;

    /// <summary>The longest list that can be paged through.</summary>
    public const int LongestList = 1_000_000;

    /// <summary>A page size the shop supports, near the wished one.</summary>
    [Pure]
    public static int PageSize(int wished)
    {
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= LargestPage);
        Contract.Ensures(wished < 1 || wished > LargestPage || Contract.Result<int>() == wished);
        return Math.Max(1, Math.Min(wished, LargestPage));
    }

    /// <summary>How many pages a list fills.</summary>
    [Pure]
    public static int PageCount(int total, int size)
    {
        Contract.Requires(total >= 0 && total <= LongestList);
        Contract.Requires(size >= 1 && size <= LargestPage);
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(total == 0 || Contract.Result<int>() >= 1);
        Contract.Ensures(total != 0 || Contract.Result<int>() == 0);
        return (total + size - 1) / size;
    }

    /// <summary>The position of a page's first item.</summary>
    [Pure]
    public static int FirstIndex(int page, int size)
    {
        Contract.Requires(page >= 0 && page <= LongestList);
        Contract.Requires(size >= 1 && size <= LargestPage);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= LongestList * LargestPage);
        return page * size;
    }

    /// <summary>How many items stand on the page that starts at <paramref name="first"/>.</summary>
    [Pure]
    public static int ItemsOnPage(int total, int first, int size)
    {
        Contract.Requires(total >= 0 && total <= LongestList);
        Contract.Requires(first >= 0 && first <= LongestList);
        Contract.Requires(size >= 1 && size <= LargestPage);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= size);
        Contract.Ensures(first >= total || first + Contract.Result<int>() <= total);
        return Math.Max(0, Math.Min(size, total - first));
    }

    /// <summary>The nearest page that exists; 0 for an empty list.</summary>
    [Pure]
    public static int ClampPage(int page, int pages)
    {
        Contract.Requires(pages >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(pages == 0 || Contract.Result<int>() < pages);
        Contract.Ensures(page < 0 || page >= pages || Contract.Result<int>() == page);
        if (page < 0 || pages == 0)
        {
            return 0;
        }

        return page < pages ? page : pages - 1;
    }

    /// <summary>The items of the page that starts at <paramref name="first"/>.</summary>
    public static int[] Slice(int[] items, int first, int size)
    {
        Contract.Requires(first >= 0 && first <= items.Length);
        Contract.Requires(size >= 1 && size <= LargestPage);
        Contract.Ensures(Contract.Result<int[]>() != null && Contract.Result<int[]>().Length <= size);
        Contract.Ensures(first + Contract.Result<int[]>().Length <= items.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int[]>().Length, k =>
            Contract.Result<int[]>()[k] == items[first + k]));
        var length = Math.Min(size, items.Length - first);
        var slice = new int[length];
        for (var i = 0; i < length; i++)
        {
            Contract.Invariant(0 <= i && i <= length);
            Contract.Invariant(Contract.ForAll(0, i, k => slice[k] == items[first + k]));
            slice[i] = items[first + i];
        }

        return slice;
    }

    /// <summary>A line such as "11-20 of 57".</summary>
    public static string Caption(int total, int page, int size)
    {
        var first = FirstIndex(page, size);
        var shown = ItemsOnPage(total, first, size);
        return shown == 0 ? $"none of {total}" : $"{first + 1}-{first + shown} of {total}";
    }
}
