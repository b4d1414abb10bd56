using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Collections
{
    public static int CountBlank(List<string> lines)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= lines.Count);
        int count = 0;
        foreach (string line in lines)
        {
            if (string.IsNullOrEmpty(line)) count++;
        }
        return count;
    }

    public static List<int> Positive(List<int> source)
    {
        Contract.Ensures(Contract.ForAll(0, Contract.Result<List<int>>().Count, k => Contract.Result<List<int>>()[k] > 0));
        var kept = new List<int>();
        foreach (int x in source)
        {
            if (x > 0) kept.Add(x);
        }
        return kept;
    }

    public static bool HasNegative(IReadOnlyList<int> deltas)
    {
        Contract.Ensures(Contract.Result<bool>() == deltas.Any(d => d < 0));
        for (int i = 0; i < deltas.Count; i++)
        {
            if (deltas[i] < 0) return true;
        }
        return false;
    }

    public static bool AllPositive(int[] steps)
    {
        Contract.Ensures(Contract.Result<bool>() == steps.All(s => s > 0));
        foreach (int step in steps)
        {
            if (step <= 0) return false;
        }
        return true;
    }

    public static int Stock(Dictionary<string, int> stock, string sku)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (stock.TryGetValue(sku, out int held) && held > 0) return held;
        return 0;
    }

    public static void Tally(Dictionary<string, int> counts, string word)
    {
        Contract.Ensures(counts.ContainsKey(word) && counts[word] > int.MinValue);
        Contract.Ensures(counts[word] != 0);
        counts.TryGetValue(word, out int seen);
        if (seen < 0 || seen == int.MaxValue) seen = 0;
        counts[word] = seen + 1;
    }

    public static bool Register(HashSet<int> seen, int id)
    {
        Contract.Ensures(seen.Contains(id));
        Contract.Ensures(Contract.Result<bool>() == !Contract.OldValue(seen.Contains(id)));
        return seen.Add(id);
    }

    public static void Duplicate(Stack<int> stack)
    {
        Contract.Requires(stack.Count > 0 && stack.Count < 1000);
        Contract.Ensures(stack.Count == Contract.OldValue(stack.Count) + 1);
        int top = stack.Peek();
        stack.Push(top);
    }

    public static int Next(Queue<int> jobs)
    {
        return jobs.Count > 0 ? jobs.Dequeue() : -1;
    }

    public static void Clear(int[,] board)
    {
        for (int r = 0; r < board.GetLength(0); r++)
        {
            for (int c = 0; c < board.GetLength(1); c++)
            {
                board[r, c] = 0;
            }
        }
    }

    public static int Adults(int[] ages)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= ages.Length);
        return ages.Count(a => a >= 18);
    }
}

public static class CollectionsToo
{
    public static int CountBlank(List<string> lines)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= lines.Count);
        int count = 1;
        foreach (string line in lines)
        {
            if (string.IsNullOrEmpty(line)) count++;
        }
        return count;
    }

    public static List<int> Positive(List<int> source)
    {
        Contract.Ensures(Contract.ForAll(0, Contract.Result<List<int>>().Count, k => Contract.Result<List<int>>()[k] > 0));
        var kept = new List<int>();
        foreach (int x in source)
        {
            if (x > 0) kept.Add(-x);
        }
        return kept;
    }

    public static bool HasNegative(IReadOnlyList<int> deltas)
    {
        Contract.Ensures(Contract.Result<bool>() == deltas.Any(d => d < 0));
        for (int i = 0; i < deltas.Count; i++)
        {
            if (deltas[i] < 0) return i > 0;
        }
        return false;
    }

    public static bool AllPositive(int[] steps)
    {
        Contract.Ensures(Contract.Result<bool>() == steps.All(s => s > 0));
        foreach (int step in steps)
        {
            if (step < 0) return false;
        }
        return true;
    }

    public static int Stock(Dictionary<string, int> stock, string sku)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (stock.TryGetValue(sku, out int held) && held > 0) return held;
        return -1;
    }

    public static void Tally(Dictionary<string, int> counts, string word)
    {
        Contract.Ensures(counts.ContainsKey(word) && counts[word] > int.MinValue);
        Contract.Ensures(counts[word] != 0);
        counts.TryGetValue(word, out int seen);
        if (seen < 0 || seen == int.MaxValue) seen = 0;
        counts[word] = seen;
    }

    public static bool Register(HashSet<int> seen, int id)
    {
        Contract.Ensures(seen.Contains(id));
        Contract.Ensures(Contract.Result<bool>() == !Contract.OldValue(seen.Contains(id)));
        return !seen.Contains(id);
    }

    public static void Duplicate(Stack<int> stack)
    {
        Contract.Requires(stack.Count > 0 && stack.Count < 1000);
        Contract.Ensures(stack.Count == Contract.OldValue(stack.Count) + 1);
        int top = stack.Peek();
        if (top != 0) stack.Push(top);
    }

    public static int Next(Queue<int> jobs)
    {
        return jobs.Count >= 0 ? jobs.Dequeue() : -1;
    }

    public static void Clear(int[,] board)
    {
        for (int r = 0; r < board.GetLength(0); r++)
        {
            for (int c = 0; c < board.GetLength(0); c++)
            {
                board[r, c] = 0;
            }
        }
    }

    public static int Adults(int[] ages)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= ages.Length);
        return ages.Count(a => a >= 18) - 1;
    }
}
