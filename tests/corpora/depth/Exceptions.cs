using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public sealed class Ledger
{
    private int open;
    public int Open => open;
    public int Depth { get; private set; }

    public int Guarded(int n)
    {
        Contract.Requires(Depth >= 0 && Depth < 100);
        Contract.Ensures(Depth == Contract.OldValue(Depth));
        Depth++;
        try { return n / 2; }
        finally { Depth--; }
    }

    public void Add(int n)
    {
        Contract.Ensures(Open == unchecked(Contract.OldValue(Open) + n));
        Contract.EnsuresOnThrow<ArgumentException>(Open == Contract.OldValue(Open));
        if (n < 0) throw new ArgumentException("negative"); open += n;
    }

    public int Share(int total, int heads)
    {
        Contract.Requires(total >= 0 && total <= 1000);
        Contract.Ensures(heads != 0 || Contract.Result<int>() == 0);
        try
        {
            return total / heads;
        }
        catch (DivideByZeroException)
        {
            return 0;
        }
    }

    public static int Snapshot(int start)
    {
        Contract.Ensures(Contract.Result<int>() == start);
        int value = start;
        try
        {
            return value;
        }
        finally
        {
            value = 0;
        }
    }

    public static int Enter(Gate gate)
    {
        Contract.Requires(gate.Level >= 0 && gate.Level < 10);
        Contract.Ensures(gate.Level == Contract.OldValue(gate.Level));
        int seen;
        gate.Level++;
        try
        {
            seen = gate.Level;
            if (seen > 5) return 5;
        }
        finally
        {
            gate.Level--;
        }
        return seen;
    }

    public static int Pick(int[] xs, int index)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, xs.Length);
        return xs[index];
    }

    public static int Saturate(int a, int b)
    {
        Contract.Requires(a >= 0 && b >= 0);
        Contract.Ensures(Contract.Result<int>() >= a || b == 0);
        try
        {
            return checked(a * b);
        }
        catch (OverflowException)
        {
            return int.MaxValue;
        }
    }
}

public sealed class LedgerToo
{
    private int open;
    public int Open => open;
    public int Depth { get; private set; }

    public int Guarded(int n)
    {
        Contract.Requires(Depth >= 0 && Depth < 100);
        Contract.Ensures(Depth == Contract.OldValue(Depth));
        Depth++;
        try { return n / 2; }
        finally { if (n != 0) Depth--; }
    }

    public void Add(int n)
    {
        Contract.Ensures(Open == unchecked(Contract.OldValue(Open) + n));
        Contract.EnsuresOnThrow<ArgumentException>(Open == Contract.OldValue(Open));
        open += n; if (n < 0) throw new ArgumentException("negative");
    }

    public int Share(int total, int heads)
    {
        Contract.Requires(total >= 0 && total <= 1000);
        Contract.Ensures(heads != 0 || Contract.Result<int>() == 0);
        try
        {
            return total / heads;
        }
        catch (OverflowException)
        {
            return 0;
        }
    }

    public static int Snapshot(int start)
    {
        Contract.Ensures(Contract.Result<int>() == start);
        int value = start;
        try
        {
            value++; return value;
        }
        finally
        {
            value = 0;
        }
    }

    public static int Enter(Gate gate)
    {
        Contract.Requires(gate.Level >= 0 && gate.Level < 10);
        Contract.Ensures(gate.Level == Contract.OldValue(gate.Level));
        int seen;
        gate.Level++;
        try
        {
            seen = gate.Level;
            if (seen > 5) return 5;
        }
        finally
        {
            gate.Level = 0;
        }
        return seen;
    }

    public static int Pick(int[] xs, int index)
    {
        ArgumentNullException.ThrowIfNull(xs);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, -1);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, xs.Length);
        return xs[index];
    }

    public static int Saturate(int a, int b)
    {
        Contract.Requires(a >= 0 && b >= 0);
        Contract.Ensures(Contract.Result<int>() >= a || b == 0);
        try
        {
            return unchecked(a * b);
        }
        catch (OverflowException)
        {
            return int.MaxValue;
        }
    }
}

public sealed class Gate
{
    public int Level { get; set; }
}
