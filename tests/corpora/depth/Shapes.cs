using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public sealed record Price(int Net, int Tax);

public struct Meter
{
    public int Value;
}

public enum Phase
{
    Idle,
    Running,
    Done,
}

public static class Shapes
{
    public static Price Discount(Price price, int off)
    {
        Contract.Requires(off >= 0 && off <= price.Net);
        Contract.Ensures(Contract.Result<Price>().Tax == price.Tax && Contract.Result<Price>().Net >= 0);
        return price with { Net = price.Net - off };
    }

    public static int Peek(Meter meter)
    {
        Contract.Requires(meter.Value < 1000);
        Contract.Ensures(meter.Value == Contract.OldValue(meter.Value));
        Meter copy = meter;
        copy.Value++;
        return copy.Value;
    }

    public static Phase Step(Phase phase)
    {
        Contract.Requires(phase == Phase.Idle || phase == Phase.Running || phase == Phase.Done);
        Contract.Ensures(Contract.Result<Phase>() != Phase.Idle);
        return phase switch
        {
            Phase.Idle => Phase.Running,
            Phase.Running => Phase.Done,
            Phase.Done => Phase.Done,
        };
    }

    public static int Size(object o)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (o is string) return ((string)o).Length;
        return 0;
    }

    public static int Only(int[] xs)
    {
        Contract.Ensures(xs.Length != 1 || Contract.Result<int>() == xs[0]);
        return xs switch
        {
            [] => 0,
            [var one] => one,
            [var first, ..] => first,
        };
    }

    public static int Cap(int? limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (limit is null) return 0;
        return limit.Value < 0 ? 0 : limit.Value;
    }

    public static void Swap(ref int a, ref int b)
    {
        Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a));
        int t = a;
        a = b;
        b = t;
    }

    public static void Advance(ref int total, in int step)
    {
        Contract.Requires(total >= 0 && step == 0 && total <= 1000 && step <= total);
        Contract.Ensures(step == Contract.OldValue(step));
        total += step;
    }

    public static int Split(int total, int parts, out int rest)
    {
        Contract.Requires(total >= 0 && parts > 0);
        Contract.Ensures(Contract.ValueAtReturn(out rest) < parts);
        rest = total % parts;
        return total / parts;
    }

    public static (int Low, int High) Ordered(int a, int b)
    {
        Contract.Ensures(Contract.Result<(int Low, int High)>().Low <= Contract.Result<(int Low, int High)>().High);
        if (a > b) (a, b) = (b, a);
        return (a, b);
    }

    public static int Shift(int value, int offset)
    {
        Contract.Requires(value >= 0 && value <= 1000 && offset >= 0 && offset <= 1000);
        Contract.Ensures(Contract.Result<int>() == value + offset);
        int add(int v) => v + offset;
        return add(value);
    }

    public static object[] Box(int n)
    {
        Contract.Ensures(Contract.Result<object[]>().Length == 2);
        object[] slots = new object[2];
        slots[0] = n;
        return slots;
    }

    public static V FirstOr<V>(V[] items, V fallback) where V : class
    {
        return items.Length == 0 ? fallback : items[0];
    }

    public static long Elapsed(TimeSpan start, TimeSpan end)
    {
        Contract.Requires(start.Ticks >= 0 && end.Ticks >= 0);
        Contract.Ensures(Contract.Result<long>() >= 0);
        if (end < start) return 0;
        return end.Ticks - start.Ticks;
    }

    public static async Task<int> Reserve(int seats)
    {
        Contract.Requires(seats > 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        await Task.CompletedTask;
        return seats - 1;
    }
}

public static class ShapesToo
{
    public static Price Discount(Price price, int off)
    {
        Contract.Requires(off >= 0 && off <= price.Net);
        Contract.Ensures(Contract.Result<Price>().Tax == price.Tax && Contract.Result<Price>().Net >= 0);
        return price with { Tax = price.Net - off };
    }

    public static int Peek(Meter meter)
    {
        Contract.Requires(meter.Value < 1000);
        Contract.Ensures(meter.Value == Contract.OldValue(meter.Value));
        Meter copy = meter;
        meter.Value++;
        return copy.Value;
    }

    public static Phase Step(Phase phase)
    {
        Contract.Requires(phase == Phase.Idle || phase == Phase.Running || phase == Phase.Done);
        Contract.Ensures(Contract.Result<Phase>() != Phase.Idle);
        return phase switch
        {
            Phase.Idle => Phase.Running,
            Phase.Running => Phase.Done,
        };
    }

    public static int Size(object o)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (o is not int) return ((string)o).Length;
        return 0;
    }

    public static int Only(int[] xs)
    {
        Contract.Ensures(xs.Length != 1 || Contract.Result<int>() == xs[0]);
        return xs switch
        {
            [] => 0,
            [var one] => 0,
            [var first, ..] => first,
        };
    }

    public static int Cap(int? limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (limit < 0) return 0;
        return limit.Value < 0 ? 0 : limit.Value;
    }

    public static void Swap(ref int a, ref int b)
    {
        Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a));
        int t = b;
        a = b;
        b = t;
    }

    public static void Advance(ref int total, in int step)
    {
        Contract.Requires(total >= 0 && step >= 0 && total <= 1000 && step <= total);
        Contract.Ensures(step == Contract.OldValue(step));
        total += step;
    }

    public static int Split(int total, int parts, out int rest)
    {
        Contract.Requires(total >= 0 && parts > 0);
        Contract.Ensures(Contract.ValueAtReturn(out rest) < parts);
        rest = total - parts;
        return total / parts;
    }

    public static (int Low, int High) Ordered(int a, int b)
    {
        Contract.Ensures(Contract.Result<(int Low, int High)>().Low <= Contract.Result<(int Low, int High)>().High);
        if (a > b) (a, b) = (a, b);
        return (a, b);
    }

    public static int Shift(int value, int offset)
    {
        Contract.Requires(value >= 0 && value <= 1000 && offset >= 0 && offset <= 1000);
        Contract.Ensures(Contract.Result<int>() == value + offset);
        int add(int v) => v - offset;
        return add(value);
    }

    public static object[] Box(int n)
    {
        Contract.Ensures(Contract.Result<object[]>().Length == 2);
        object[] slots = new string[2];
        slots[0] = n;
        return slots;
    }

    public static V FirstOr<V>(V[] items, V fallback) where V : class
    {
        return items.Length < 0 ? fallback : items[0];
    }

    public static long Elapsed(TimeSpan start, TimeSpan end)
    {
        Contract.Requires(start.Ticks >= 0 && end.Ticks >= 0);
        Contract.Ensures(Contract.Result<long>() >= 0);
        if (end > start) return 0;
        return end.Ticks - start.Ticks;
    }

    public static async Task<int> Reserve(int seats)
    {
        Contract.Requires(seats > 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        await Task.CompletedTask;
        return seats - 2;
    }
}
