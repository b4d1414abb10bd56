using System;
using System.Diagnostics.Contracts;

namespace Spine;

public static class Loops
{
    public static int Zeros(int[] xs)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= xs.Length);
        int zeros = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= xs.Length);
            Contract.Invariant(0 <= zeros && zeros <= i);
            if (xs[i] != 0)
            {
                continue;
            }
            zeros++;
        }
        return zeros;
    }

    public static int ZerosStrict(int[] xs)
    {
        Contract.Requires(xs != null);
        int zeros = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= xs.Length);
            Contract.Invariant(0 <= zeros && zeros < i);
            if (xs[i] != 0)
            {
                continue;
            }
            zeros++;
        }
        return zeros;
    }

    public static int Pairs(int[] xs)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(Contract.Result<int>() == xs.Length / 2);
        int pairs = 0;
        for (int i = 0; i + 1 < xs.Length; i += 2)
        {
            Contract.Invariant(0 <= i && i <= xs.Length);
            Contract.Invariant(0 <= pairs && pairs <= i && 2 * pairs == i);
            pairs++;
        }
        return pairs;
    }

    public static int PairsPast(int[] xs)
    {
        Contract.Requires(xs != null && xs.Length <= 1000);
        int pairs = 0;
        for (int i = 0; i < xs.Length; i += 2)
        {
            Contract.Invariant(0 <= i && i <= xs.Length);
            pairs++;
        }
        return pairs;
    }

    public static int LastOf(int[] xs)
    {
        Contract.Requires(xs != null && xs.Length > 0);
        Contract.Ensures(Contract.Result<int>() == xs[xs.Length - 1]);
        int i = 0;
        int last;
        do
        {
            Contract.Invariant(0 <= i && i < xs.Length);
            last = xs[i];
            i++;
        }
        while (i < xs.Length);
        return last;
    }

    public static int LastOfAny(int[] xs)
    {
        Contract.Requires(xs != null);
        int i = 0;
        int last;
        do
        {
            last = xs[i];
            i++;
        }
        while (i < xs.Length);
        return last;
    }

    public static bool Has(int[] xs, int v)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, xs.Length, k => xs[k] != v));
        for (int i = 0; i < xs.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= xs.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => xs[k] != v));
            if (xs[i] == v)
            {
                return true;
            }
        }
        return false;
    }

    public static bool HasEarly(int[] xs, int v)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, xs.Length, k => xs[k] != v));
        foreach (int x in xs)
        {
            return x == v;
        }
        return false;
    }

    public static int Cells(int rows, int columns)
    {
        Contract.Requires(rows >= 0 && rows <= 50 && columns >= 0 && columns <= 50);
        Contract.Ensures(Contract.Result<int>() == rows * columns);
        int cells = 0;
        for (int r = 0; r < rows; r++)
        {
            Contract.Invariant(0 <= r && r <= rows && cells == r * columns);
            for (int c = 0; c < columns; c++)
            {
                Contract.Invariant(0 <= c && c <= columns && cells == r * columns + c);
                cells++;
            }
        }
        return cells;
    }

    public static int CellsFromOne(int rows, int columns)
    {
        Contract.Requires(rows >= 0 && rows <= 50 && columns >= 1 && columns <= 50);
        int cells = 0;
        for (int r = 0; r < rows; r++)
        {
            Contract.Invariant(0 <= r && r <= rows && cells >= 0);
            for (int c = 1; c < columns; c++)
            {
                Contract.Invariant(1 <= c && c <= columns && cells == r * columns + c - 1);
                cells++;
            }
        }
        return cells;
    }

    public static bool Positive(int[] xs)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, xs.Length, k => xs[k] > 0));
        foreach (int x in xs)
        {
            if (x > 0)
            {
                return true;
            }
        }
        return false;
    }

    public static bool PositiveLoose(int[] xs)
    {
        Contract.Requires(xs != null);
        Contract.Ensures(!Contract.Result<bool>() || Contract.Exists(0, xs.Length, k => xs[k] > 0));
        foreach (int x in xs)
        {
            if (x >= 0)
            {
                return true;
            }
        }
        return false;
    }
}
