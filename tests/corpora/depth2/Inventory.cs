using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;

namespace Depth2;

/// <summary>Counting, searching and moving stock.</summary>
public static class InventoryRight
{
    public static long Total(int[] quantities)
    {
        Contract.Requires(Contract.ForAll(0, quantities.Length, k => quantities[k] >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        long total = 0;
        foreach (int quantity in quantities)
        {
            total += quantity;
        }
        return total;
    }

    public static int Largest(int[] stock)
    {
        Contract.Requires(stock.Length > 0);
        Contract.Ensures(Contract.ForAll(0, stock.Length, k => stock[k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, stock.Length, k => stock[k] == Contract.Result<int>()));
        int best = stock[0];
        for (int i = 1; i < stock.Length; i++)
        {
            if (stock[i] > best) best = stock[i];
        }
        return best;
    }

    public static int Find(int[] skus, int sku)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < skus.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || skus[Contract.Result<int>()] == sku);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, skus.Length, k => skus[k] != sku));
        for (int i = skus.Length - 1; i >= 0; i--)
        {
            if (skus[i] == sku) return i;
        }
        return -1;
    }

    public static int BelowMinimum(int[] levels, int minimum)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= levels.Length);
        Contract.Ensures(Contract.Result<int>() > 0 || Contract.ForAll(0, levels.Length, k => levels[k] >= minimum));
        int below = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] < minimum) below++;
        }
        return below;
    }

    public static void Empty(int[] bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Length, k => bins[k] == 0));
        int i = bins.Length;
        while (i-- > 0)
        {
            bins[i] = 0;
        }
    }

    public static void Receive(int[] bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Length, k => bins[k] == Contract.OldValue(bins[k]) + 1));
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i]++;
        }
    }

    public static void CloseGap(int[] bins, int at)
    {
        Contract.Requires(at >= 0 && at < bins.Length);
        Contract.Ensures(Contract.ForAll(at, bins.Length - 1, k => bins[k] == Contract.OldValue(bins[k + 1])));
        for (int i = at; i < bins.Length - 1; i++)
        {
            Contract.Invariant(at <= i && i <= bins.Length - 1);
            Contract.Invariant(Contract.ForAll(at, i, k => bins[k] == Contract.OldValue(bins[k + 1])));
            Contract.Invariant(Contract.ForAll(i, bins.Length, k => bins[k] == Contract.OldValue(bins[k])));
            bins[i] = bins[i + 1];
        }
    }

    public static void Transfer(int[] source, int i, int[] target, int j, int pieces)
    {
        Contract.Requires(i >= 0 && i < source.Length);
        Contract.Requires(j >= 0 && j < target.Length);
        Contract.Requires(source != target || i != j);
        Contract.Ensures(target[j] == Contract.OldValue(target[j]) + pieces);
        source[i] -= pieces;
        target[j] += pieces;
    }

    public static void Register(List<int> skus, int sku)
    {
        Contract.Ensures(skus.Contains(sku));
        Contract.Ensures(skus.Count >= Contract.OldValue(skus.Count));
        if (!skus.Contains(sku))
        {
            skus.Add(sku);
        }
    }

    public static void DropEmpty(List<int> bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Count, k => bins[k] != 0));
        for (int i = bins.Count - 1; i >= 0; i--)
        {
            Contract.Invariant(i >= -1 && i < bins.Count);
            Contract.Invariant(Contract.ForAll(i + 1, bins.Count, k => bins[k] != 0));
            if (bins[i] == 0) bins.RemoveAt(i);
        }
    }

    public static void MoveFirst(List<int> waiting, List<int> packed)
    {
        Contract.Requires(waiting.Count > 0);
        Contract.Ensures(waiting == packed || waiting.Count == Contract.OldValue(waiting.Count) - 1);
        int first = waiting[0];
        waiting.RemoveAt(0);
        packed.Add(first);
    }

    public static int[] RunningPeak(int[] levels)
    {
        Contract.Ensures(Contract.Result<int[]>().Length == levels.Length);
        Contract.Ensures(Contract.ForAll(0, levels.Length, k => levels[k] <= Contract.Result<int[]>()[k]));
        int[] peaks = new int[levels.Length];
        int top = int.MinValue;
        for (int i = 0; i < levels.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= levels.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => levels[k] <= peaks[k]));
            if (levels[i] > top) top = levels[i];
            peaks[i] = top;
        }
        return peaks;
    }

    public static int[] WithoutFirst(int[] queue)
    {
        Contract.Requires(queue.Length > 1);
        Contract.Ensures(Contract.Result<int[]>().Length == queue.Length - 1);
        int[] rest = queue[1..];
        return rest;
    }

    public static (int Even, int Odd) SplitByParity(int[] numbers)
    {
        Contract.Ensures(Contract.Result<(int Even, int Odd)>().Even + Contract.Result<(int Even, int Odd)>().Odd == numbers.Length);
        int even = 0;
        int odd = 0;
        foreach (int number in numbers)
        {
            if (number % 2 == 0) even++;
            else if (number % 2 != 0) odd++;
        }
        return (even, odd);
    }

    public static int Pallets(int boxes)
    {
        Contract.Requires(boxes >= 0 && boxes <= 10_000);
        Contract.Requires(boxes % 2 == 0);
        Contract.Ensures(Contract.Result<int>() * 2 == boxes);
        int pallets = 0;
        for (int loaded = 0; loaded < boxes; loaded += 2)
        {
            pallets++;
        }
        return pallets;
    }

    public static int Scarcest(int[] levels)
    {
        Contract.Requires(levels.Length > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < levels.Length);
        Contract.Ensures(Contract.ForAll(0, levels.Length, k => levels[Contract.Result<int>()] <= levels[k]));
        int best = 0;
        for (int i = 1; i < levels.Length; i++)
        {
            if (levels[i] < levels[best]) best = i;
        }
        return best;
    }

    public static List<int> InStock(int[] levels)
    {
        Contract.Ensures(Contract.Result<List<int>>().Count <= levels.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<List<int>>().Count, k => Contract.Result<List<int>>()[k] > 0));
        var found = new List<int>();
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] > 0) found.Add(levels[i]);
        }
        return found;
    }

    public static long AverageWait(int[] waits)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long sum = 0;
        int waited = 0;
        foreach (int wait in waits)
        {
            if (wait <= 0) continue;
            sum += wait;
            waited++;
        }
        if (waited == 0) return 0;
        return sum / waited;
    }

    public static int[] Histogram(int[] marks)
    {
        Contract.Requires(Contract.ForAll(0, marks.Length, k => marks[k] >= 0 && marks[k] < 10));
        Contract.Ensures(Contract.Result<int[]>().Length == 10);
        Contract.Ensures(Contract.ForAll(0, 10, k => Contract.Result<int[]>()[k] >= 0));
        int[] counts = new int[10];
        for (int i = 0; i < marks.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= marks.Length);
            Contract.Invariant(Contract.ForAll(0, 10, k => counts[k] >= 0 && counts[k] <= i));
            counts[marks[i]]++;
        }
        return counts;
    }

    public static int Weight(int[] grams)
    {
        Contract.Requires(grams.Length <= 1000);
        Contract.Requires(Contract.ForAll(0, grams.Length, k => grams[k] >= 0 && grams[k] <= 1000));
        Contract.Ensures(Contract.Result<int>() <= 1_000_000);
        int sum = 0;
        for (int i = 0; i < grams.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= grams.Length);
            Contract.Invariant(sum >= 0 && sum <= 1000 * i);
            sum = checked(sum + grams[i]);
        }
        return sum;
    }

    public static int[] EverySecond(int[] samples)
    {
        Contract.Requires(samples.Length <= 1_000_000);
        Contract.Ensures(Contract.Result<int[]>().Length == (samples.Length + 1) / 2);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int[]>().Length, k => Contract.Result<int[]>()[k] == samples[2 * k]));
        int[] picked = new int[(samples.Length + 1) / 2];
        for (int i = 0; i < picked.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= picked.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => picked[k] == samples[2 * k]));
            picked[i] = samples[2 * i];
        }
        return picked;
    }
}

public static class InventoryWrong
{
    public static long Total(int[] quantities)
    {
        Contract.Requires(Contract.ForAll(0, quantities.Length, k => quantities[k] >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        int total = 0;
        foreach (int quantity in quantities)
        {
            total += quantity;
        }
        return total;
    }

    public static int Largest(int[] stock)
    {
        Contract.Requires(stock.Length > 0);
        Contract.Ensures(Contract.ForAll(0, stock.Length, k => stock[k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, stock.Length, k => stock[k] == Contract.Result<int>()));
        int best = stock[0];
        for (int i = 1; i < stock.Length - 1; i++)
        {
            if (stock[i] > best) best = stock[i];
        }
        return best;
    }

    public static int Find(int[] skus, int sku)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < skus.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || skus[Contract.Result<int>()] == sku);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, skus.Length, k => skus[k] != sku));
        for (int i = skus.Length - 1; i > 0; i--)
        {
            if (skus[i] == sku) return i;
        }
        return -1;
    }

    public static int BelowMinimum(int[] levels, int minimum)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= levels.Length);
        Contract.Ensures(Contract.Result<int>() > 0 || Contract.ForAll(0, levels.Length, k => levels[k] >= minimum));
        int below = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] < minimum) below = i;
        }
        return below;
    }

    public static void Empty(int[] bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Length, k => bins[k] == 0));
        int i = bins.Length;
        while (--i > 0)
        {
            bins[i] = 0;
        }
    }

    public static void Receive(int[] bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Length, k => bins[k] == Contract.OldValue(bins)[k] + 1));
        for (int i = 0; i < bins.Length; i++)
        {
            bins[i]++;
        }
    }

    public static void CloseGap(int[] bins, int at)
    {
        Contract.Requires(at >= 0 && at < bins.Length);
        Contract.Ensures(Contract.ForAll(at, bins.Length - 1, k => bins[k] == Contract.OldValue(bins[k + 1])));
        for (int i = at; i < bins.Length - 1; i++)
        {
            Contract.Invariant(at <= i && i <= bins.Length - 1);
            Contract.Invariant(Contract.ForAll(at, i, k => bins[k] == Contract.OldValue(bins[k + 1])));
            Contract.Invariant(Contract.ForAll(i, bins.Length, k => bins[k] == Contract.OldValue(bins[k])));
            bins[i] = bins[at + 1];
        }
    }

    public static void Transfer(int[] source, int i, int[] target, int j, int pieces)
    {
        Contract.Requires(i >= 0 && i < source.Length);
        Contract.Requires(j >= 0 && j < target.Length);
        Contract.Requires(i != j || pieces > 0);
        Contract.Ensures(target[j] == Contract.OldValue(target[j]) + pieces);
        source[i] -= pieces;
        target[j] += pieces;
    }

    public static void Register(List<int> skus, int sku)
    {
        Contract.Ensures(skus.Contains(sku));
        Contract.Ensures(skus.Count > Contract.OldValue(skus.Count));
        if (!skus.Contains(sku))
        {
            skus.Add(sku);
        }
    }

    public static void DropEmpty(List<int> bins)
    {
        Contract.Ensures(Contract.ForAll(0, bins.Count, k => bins[k] != 0));
        for (int i = bins.Count - 1; i >= 0; i--)
        {
            Contract.Invariant(i >= -1 && i < bins.Count);
            Contract.Invariant(Contract.ForAll(i + 1, bins.Count, k => bins[k] != 0));
            if (bins[i] == 0) bins.RemoveAt(bins.Count - 1);
        }
    }

    public static void MoveFirst(List<int> waiting, List<int> packed)
    {
        Contract.Requires(waiting.Count > 0);
        Contract.Ensures(waiting.Count == Contract.OldValue(waiting.Count) - 1);
        int first = waiting[0];
        waiting.RemoveAt(0);
        packed.Add(first);
    }

    public static int[] RunningPeak(int[] levels)
    {
        Contract.Ensures(Contract.Result<int[]>().Length == levels.Length);
        Contract.Ensures(Contract.ForAll(0, levels.Length, k => levels[k] <= Contract.Result<int[]>()[k]));
        int[] peaks = new int[levels.Length];
        int top = int.MinValue;
        for (int i = 0; i < levels.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= levels.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => levels[k] <= peaks[k]));
            if (levels[i] > top) top = levels[i];
            peaks[i] = i > 0 ? peaks[i - 1] : top;
        }
        return peaks;
    }

    public static int[] WithoutFirst(int[] queue)
    {
        Contract.Requires(queue.Length > 1);
        Contract.Ensures(Contract.Result<int[]>().Length == queue.Length - 1);
        int[] rest = queue[1..^1];
        return rest;
    }

    public static (int Even, int Odd) SplitByParity(int[] numbers)
    {
        Contract.Ensures(Contract.Result<(int Even, int Odd)>().Even + Contract.Result<(int Even, int Odd)>().Odd == numbers.Length);
        int even = 0;
        int odd = 0;
        foreach (int number in numbers)
        {
            if (number % 2 == 0) even++;
            else if (number % 2 == 1) odd++;
        }
        return (even, odd);
    }

    public static int Pallets(int boxes)
    {
        Contract.Requires(boxes >= 0 && boxes <= 10_000);
        Contract.Requires(boxes % 2 <= 1);
        Contract.Ensures(Contract.Result<int>() * 2 == boxes);
        int pallets = 0;
        for (int loaded = 0; loaded < boxes; loaded += 2)
        {
            pallets++;
        }
        return pallets;
    }

    public static int Scarcest(int[] levels)
    {
        Contract.Requires(levels.Length > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < levels.Length);
        Contract.Ensures(Contract.ForAll(0, levels.Length, k => levels[Contract.Result<int>()] <= levels[k]));
        int best = 0;
        for (int i = 1; i < levels.Length; i++)
        {
            if (levels[i] < levels[0]) best = i;
        }
        return best;
    }

    public static List<int> InStock(int[] levels)
    {
        Contract.Ensures(Contract.Result<List<int>>().Count <= levels.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<List<int>>().Count, k => Contract.Result<List<int>>()[k] > 0));
        var found = new List<int>();
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] >= 0) found.Add(levels[i]);
        }
        return found;
    }

    public static long AverageWait(int[] waits)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long sum = 0;
        int waited = 0;
        foreach (int wait in waits)
        {
            if (wait <= 0) continue;
            sum += wait;
            waited++;
        }
        if (waits.Length == 0) return 0;
        return sum / waited;
    }

    public static int[] Histogram(int[] marks)
    {
        Contract.Requires(Contract.ForAll(0, marks.Length, k => marks[k] >= 0 && marks[k] <= 10));
        Contract.Ensures(Contract.Result<int[]>().Length == 10);
        Contract.Ensures(Contract.ForAll(0, 10, k => Contract.Result<int[]>()[k] >= 0));
        int[] counts = new int[10];
        for (int i = 0; i < marks.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= marks.Length);
            Contract.Invariant(Contract.ForAll(0, 10, k => counts[k] >= 0 && counts[k] <= i));
            counts[marks[i]]++;
        }
        return counts;
    }

    public static int Weight(int[] grams)
    {
        Contract.Requires(grams.Length <= 1000);
        Contract.Requires(Contract.ForAll(0, grams.Length, k => grams[k] >= 0 && grams[k] <= 1001));
        Contract.Ensures(Contract.Result<int>() <= 1_000_000);
        int sum = 0;
        for (int i = 0; i < grams.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= grams.Length);
            Contract.Invariant(sum >= 0 && sum <= 1000 * i);
            sum = checked(sum + grams[i]);
        }
        return sum;
    }

    public static int[] EverySecond(int[] samples)
    {
        Contract.Requires(samples.Length <= 1_000_000);
        Contract.Ensures(Contract.Result<int[]>().Length == (samples.Length + 1) / 2);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int[]>().Length, k => Contract.Result<int[]>()[k] == samples[2 * k]));
        int[] picked = new int[(samples.Length + 1) / 2];
        for (int i = 0; i < picked.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= picked.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => picked[k] == samples[2 * k]));
            picked[i] = samples[i];
        }
        return picked;
    }
}
