using System;
using System.Diagnostics.Contracts;

namespace Spine;

public static class Arrays
{
    public static int[] Room(int seats, int taken)
    {
        Contract.Requires(taken >= 0 && taken <= seats && seats <= 1000);
        Contract.Ensures(Contract.Result<int[]>().Length == seats - taken);
        return new int[seats - taken];
    }

    public static int[] RoomAny(int seats, int taken)
    {
        Contract.Requires(taken >= 0 && seats >= 0 && taken <= 1000 && seats <= 1000);
        Contract.Ensures(Contract.Result<int[]>().Length == seats - taken);
        return new int[seats - taken];
    }

    public static void Bump(int[] a, int[] b)
    {
        Contract.Requires(a != null && b != null && a.Length > 0 && b.Length > 0);
        Contract.Requires(a != b);
        Contract.Ensures(b[0] == Contract.OldValue(b[0]));
        a[0]++;
    }

    public static void BumpAny(int[] a, int[] b)
    {
        Contract.Requires(a != null && b != null && a.Length > 0 && b.Length > 0);
        Contract.Ensures(b[0] == Contract.OldValue(b[0]));
        a[0]++;
    }

    public static int FromEnd(int[] xs, int i)
    {
        Contract.Requires(xs != null && 1 <= i && i <= xs.Length);
        Contract.Ensures(Contract.Result<int>() == xs[xs.Length - i]);
        return xs[^i];
    }

    public static int FromEndZero(int[] xs, int i)
    {
        Contract.Requires(xs != null && 0 <= i && i < xs.Length);
        return xs[^i];
    }

    public static void ClearFirst(int[] xs)
    {
        Contract.Requires(xs != null && xs.Length > 0);
        Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == Contract.OldValue(xs)[k]));
        xs[0] = 0;
    }

    public static void ClearFirstOld(int[] xs)
    {
        Contract.Requires(xs != null && xs.Length > 0);
        Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == Contract.OldValue(xs[k])));
        xs[0] = 0;
    }

    public static void SetRange(int[] xs, int from)
    {
        Contract.Requires(xs != null && from >= 0 && from <= xs.Length);
        for (int i = from; i < xs.Length; i++)
        {
            Contract.Invariant(from <= i && i <= xs.Length);
            xs[i] = 7;
        }
        Contract.Assert(Contract.ForAll(from, xs.Length, k => k >= from));
    }

    public static void SetRangeAny(int[] xs, int from)
    {
        Contract.Requires(xs != null && from >= 0);
        for (int i = from; i < xs.Length; i++)
        {
            Contract.Invariant(from <= i);
            xs[i] = 7;
        }
        Contract.Assert(Contract.ForAll(from, xs.Length, k => k >= from));
    }

    public static char Last(string s)
    {
        Contract.Requires(s != null && s.Length > 0);
        Contract.Ensures(Contract.Result<char>() == s[s.Length - 1]);
        return s[s.Length - 1];
    }

    public static char LastAny(string s)
    {
        Contract.Requires(s != null);
        return s[s.Length - 1];
    }
}
