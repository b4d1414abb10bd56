using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;

namespace Depth2;

/// <summary>Hit counters, look-ups and sets of what was seen.</summary>
public static class CachesRight
{
    public static void Hit(Dictionary<string, int> hits, string page)
    {
        Contract.Ensures(hits.ContainsKey(page));
        Contract.Ensures(hits[page] == (Contract.OldValue(hits.ContainsKey(page) ? hits[page] : 0) + 1));
        if (hits.TryGetValue(page, out int before))
        {
            hits[page] = before + 1;
        }
        else
        {
            hits.Add(page, 1);
        }
    }

    public static int PriceOr(Dictionary<string, int> prices, string sku, int fallback)
    {
        Contract.Ensures(prices.ContainsKey(sku) || Contract.Result<int>() == fallback);
        bool known = prices.ContainsKey(sku);
        return known ? prices[sku] : fallback;
    }

    public static int DistinctVisitors(int[] visits)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= visits.Length);
        var seen = new HashSet<int>();
        foreach (int visit in visits)
        {
            seen.Add(visit);
        }
        return seen.Count;
    }

    public static bool HasRepeat(int[] requests)
    {
        Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, requests.Length, a => Contract.ForAll(0, a, b => requests[a] != requests[b])));
        var seen = new HashSet<int>();
        for (int i = 0; i < requests.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= requests.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => seen.Contains(requests[k])));
            Contract.Invariant(Contract.ForAll(0, i, a => Contract.ForAll(0, a, b => requests[a] != requests[b])));
            if (!seen.Add(requests[i])) return true;
        }
        return false;
    }

    public static bool Balanced(string formula)
    {
        Contract.Ensures(Contract.Result<bool>() || formula.Length > 0);
        var open = new Stack<char>();
        foreach (char c in formula)
        {
            if (c == '(')
            {
                open.Push(c);
            }
            else if (c == ')')
            {
                if (open.Count == 0) return false;
                open.Pop();
            }
        }
        return open.Count == 0;
    }

    public static int GetOrAdd(Dictionary<int, int> cache, int key, Func<int, int> make)
    {
        Contract.Ensures(cache.ContainsKey(key));
        Contract.Ensures(cache[key] == Contract.Result<int>());
        if (cache.TryGetValue(key, out int known)) return known;
        int made = make(key);
        cache[key] = made;
        return made;
    }

    public static int AboveLimit(IReadOnlyList<int> sizes, int limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= sizes.Count);
        int above = 0;
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] > limit) above++;
        }
        return above;
    }

    public static Dictionary<int, int> LastPositions(int[] keys)
    {
        Contract.Ensures(Contract.ForAll(0, keys.Length, k => Contract.Result<Dictionary<int, int>>().ContainsKey(keys[k])));
        var positions = new Dictionary<int, int>();
        for (int i = 0; i < keys.Length; i++)
        {
            positions[keys[i]] = i;
        }
        return positions;
    }

    public static int Owner(Dictionary<int, string?> owners, int seat)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (!owners.TryGetValue(seat, out string? owner)) return 0;
        if (owner is null) return 0;
        return owner!.Length;
    }
}

public sealed class RecentRight
{
    private readonly Queue<long> stamps = new Queue<long>();
    private readonly int limit;

    public RecentRight(int limit)
    {
        if (limit < 1) throw new ArgumentOutOfRangeException(nameof(limit));
        this.limit = limit;
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(limit >= 1);
        Contract.Invariant(stamps.Count <= limit);
    }

    public void Admit(long now)
    {
        Contract.Ensures(stamps.Count > 0);
        if (stamps.Count >= limit) stamps.Dequeue();
        stamps.Enqueue(now);
    }
}

public sealed class KeyTableRight
{
    private readonly int[] keys;
    private int count;

    public KeyTableRight(int capacity)
    {
        if (capacity < 0) throw new ArgumentOutOfRangeException(nameof(capacity));
        keys = new int[capacity];
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(count >= 0 && count <= keys.Length);
    }

    [Pure]
    public int Count => count;

    public bool TryAdd(int key)
    {
        Contract.Ensures(Count == Contract.OldValue(Count) + (Contract.Result<bool>() ? 1 : 0));
        if (count >= keys.Length) return false;
        keys[count] = key;
        count++;
        return true;
    }

    public int IndexOf(int key)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < count);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, count, k => keys[k] != key));
        int last = count - 1;
        for (int i = 0; i <= last; i++)
        {
            if (keys[i] == key) return i;
        }
        return -1;
    }
}

public static class CachesWrong
{
    public static void Hit(Dictionary<string, int> hits, string page)
    {
        Contract.Ensures(hits.ContainsKey(page));
        Contract.Ensures(hits[page] == (Contract.OldValue(hits.ContainsKey(page) ? hits[page] : 0) + 1));
        if (hits.TryGetValue(page, out int before))
        {
            hits[page] = before + 1;
        }
        else
        {
            hits.Add(page, before);
        }
    }

    public static int PriceOr(Dictionary<string, int> prices, string sku, int fallback)
    {
        Contract.Ensures(prices.ContainsKey(sku) || Contract.Result<int>() == fallback);
        bool known = prices.Count > 0;
        return known ? prices[sku] : fallback;
    }

    public static int DistinctVisitors(int[] visits)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= visits.Length);
        var seen = new HashSet<int> { 0 };
        foreach (int visit in visits)
        {
            seen.Add(visit);
        }
        return seen.Count;
    }

    public static bool HasRepeat(int[] requests)
    {
        Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, requests.Length, a => Contract.ForAll(0, a, b => requests[a] != requests[b])));
        var seen = new HashSet<int>();
        for (int i = 0; i < requests.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= requests.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => seen.Contains(requests[k])));
            Contract.Invariant(Contract.ForAll(0, i, a => Contract.ForAll(0, a, b => requests[a] != requests[b])));
            if (!seen.Add(requests[i])) continue;
        }
        return false;
    }

    public static bool Balanced(string formula)
    {
        Contract.Ensures(Contract.Result<bool>() || formula.Length > 0);
        var open = new Stack<char>();
        foreach (char c in formula)
        {
            if (c == '(')
            {
                open.Push(c);
            }
            else if (c == ')')
            {
                if (open.Count < 0) return false;
                open.Pop();
            }
        }
        return open.Count == 0;
    }

    public static int GetOrAdd(Dictionary<int, int> cache, int key, Func<int, int> make)
    {
        Contract.Ensures(cache.ContainsKey(key));
        Contract.Ensures(cache[key] == Contract.Result<int>());
        if (cache.TryGetValue(key, out int known)) return known;
        int made = make(key);
        cache.TryAdd(key, made);
        return made;
    }

    public static int AboveLimit(IReadOnlyList<int> sizes, int limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= sizes.Count);
        int above = limit > 0 ? 1 : 0;
        for (int i = 0; i < sizes.Count; i++)
        {
            if (sizes[i] > limit) above++;
        }
        return above;
    }

    public static Dictionary<int, int> LastPositions(int[] keys)
    {
        Contract.Ensures(Contract.ForAll(0, keys.Length, k => Contract.Result<Dictionary<int, int>>().ContainsKey(keys[k])));
        var positions = new Dictionary<int, int>();
        for (int i = 0; i < keys.Length; i++)
        {
            positions.Add(keys[i], i);
        }
        return positions;
    }

    public static int Owner(Dictionary<int, string?> owners, int seat)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (!owners.TryGetValue(seat, out string? owner)) return 0;
        if (seat < 0) return 0;
        return owner!.Length;
    }
}

public sealed class RecentWrong
{
    private readonly Queue<long> stamps = new Queue<long>();
    private readonly int limit;

    public RecentWrong(int limit)
    {
        if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit));
        this.limit = limit;
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(limit >= 1);
        Contract.Invariant(stamps.Count <= limit);
    }

    public void Admit(long now)
    {
        Contract.Ensures(stamps.Count > 0);
        if (stamps.Count > limit) stamps.Dequeue();
        stamps.Enqueue(now);
    }
}

public sealed class KeyTableWrong
{
    private readonly int[] keys;
    private int count;

    public KeyTableWrong(int capacity)
    {
        if (capacity < 0) throw new ArgumentOutOfRangeException(nameof(capacity));
        keys = new int[capacity];
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(count >= 0 && count <= keys.Length);
    }

    [Pure]
    public int Count => count;

    public bool TryAdd(int key)
    {
        Contract.Ensures(Count == Contract.OldValue(Count) + (Contract.Result<bool>() ? 1 : 0));
        if (count > keys.Length) return false;
        keys[count] = key;
        count++;
        return true;
    }

    public int IndexOf(int key)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < count);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, count, k => keys[k] != key));
        int last = count - 2;
        for (int i = 0; i <= last; i++)
        {
            if (keys[i] == key) return i;
        }
        return -1;
    }
}
