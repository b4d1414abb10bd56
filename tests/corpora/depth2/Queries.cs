using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;

namespace Depth2;

public sealed class SeatMap
{
    private readonly int[] rows;

    public SeatMap(int count)
    {
        if (count < 0) throw new ArgumentOutOfRangeException(nameof(count));
        rows = new int[count];
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(rows != null);
    }

    [Pure]
    public int Count => rows.Length;

    public int this[int row]
    {
        get
        {
            Contract.Requires(row >= 0 && row < Count);
            return rows[row];
        }
    }
}

/// <summary>Questions that reports ask, with LINQ where a team would use it.</summary>
public static class QueriesRight
{
    public static int Cheapest(int[] prices)
    {
        Contract.Requires(prices.Any());
        Contract.Ensures(prices.All(p => p >= Contract.Result<int>()));
        return prices.Min();
    }

    public static bool AllPaid(List<int> due)
    {
        Contract.Ensures(Contract.Result<bool>() == !due.Any(d => d > 0));
        return due.All(d => d <= 0);
    }

    public static int Late(int[] days)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(Contract.Result<int>() <= days.Length);
        return days.Count(d => d > 30);
    }

    public static long Revenue(int[] sales)
    {
        Contract.Requires(sales.All(s => s >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        return sales.Sum(s => (long)s);
    }

    public static bool IsKnown(string[] names, string name)
    {
        Contract.Ensures(Contract.Result<bool>() == names.Contains(name));
        foreach (string known in names)
        {
            if (known == name) return true;
        }
        return false;
    }

    public static int Highest(int[] bids)
    {
        Contract.Requires(bids.Length > 0);
        Contract.Ensures(bids.Contains(Contract.Result<int>()));
        int top = bids.Max();
        return top;
    }

    public static bool HasWholesale(int[] orders)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, orders.Length, k => orders[k] >= 100));
        return orders.Where(o => o >= 100).Any();
    }

    public static int BackRow(SeatMap map)
    {
        Contract.Requires(map.Count > 0);
        Contract.Ensures(map.Count == Contract.OldValue(map.Count));
        return map[map.Count - 1];
    }

    public static int FirstRefund(int[] bookings)
    {
        Contract.Ensures(Contract.Result<int>() <= 0);
        Contract.Ensures(Contract.Result<int>() != 0 || bookings.All(b => b >= 0));
        foreach (int booking in bookings)
        {
            if (booking < 0) return booking;
        }
        return 0;
    }
}

public static class QueriesWrong
{
    public static int Cheapest(int[] prices)
    {
        Contract.Requires(prices.Any());
        Contract.Ensures(prices.All(p => p >= Contract.Result<int>()));
        return prices.First();
    }

    public static bool AllPaid(List<int> due)
    {
        Contract.Ensures(Contract.Result<bool>() == !due.Any(d => d > 0));
        return due.All(d => d < 0);
    }

    public static int Late(int[] days)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(days.Length == 0 || Contract.Result<int>() < days.Length);
        return days.Count(d => d > 30);
    }

    public static long Revenue(int[] sales)
    {
        Contract.Requires(sales.All(s => s >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        return sales.Sum();
    }

    public static bool IsKnown(string[] names, string name)
    {
        Contract.Ensures(Contract.Result<bool>() == names.Contains(name));
        foreach (string known in names)
        {
            if (string.Equals(known, name, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    public static int Highest(int[] bids)
    {
        Contract.Requires(bids.Length > 0);
        Contract.Ensures(bids.Contains(Contract.Result<int>()));
        int top = bids.Max();
        return Math.Max(top, 0);
    }

    public static bool HasWholesale(int[] orders)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, orders.Length, k => orders[k] >= 100));
        return orders.Where(o => o >= 100).Any() || orders.Length == 1;
    }

    public static int BackRow(SeatMap map)
    {
        Contract.Requires(map.Count >= 0);
        Contract.Ensures(map.Count == Contract.OldValue(map.Count));
        return map[map.Count - 1];
    }

    public static int FirstRefund(int[] bookings)
    {
        Contract.Ensures(Contract.Result<int>() <= 0);
        Contract.Ensures(Contract.Result<int>() != 0 || bookings.All(b => b >= 0));
        foreach (int booking in bookings)
        {
            if (booking < 0) return booking;
        }
        return bookings.Length;
    }
}
