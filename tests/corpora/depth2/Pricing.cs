using System;
using System.Diagnostics.Contracts;
using Maestro.Annotations;

namespace Depth2;

[ContractClass(typeof(RateContract))]
public interface IRate
{
    int Apply(int cents);
}

[ContractClassFor(typeof(IRate))]
public abstract class RateContract : IRate
{
    public int Apply(int cents)
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        return 0;
    }
}

public class BaseFee
{
    public virtual int Of(int amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= amount);
        return amount / 10;
    }
}

public interface IListener
{
    void Changed(int level);
}

public interface IClock
{
    [WritesNothing]
    long Now();

    long Synchronise();
}

public abstract class Gauge
{
    public int Level;
    public long Last;
}

public sealed class Resetting : IListener
{
    private readonly Gauge gauge;

    public Resetting(Gauge gauge)
    {
        this.gauge = gauge;
    }

    public void Changed(int level)
    {
        gauge.Level = 0;
    }
}

public sealed class Skewed : IClock
{
    private readonly Gauge gauge;

    public Skewed(Gauge gauge)
    {
        this.gauge = gauge;
    }

    public long Now()
    {
        return 7;
    }

    public long Synchronise()
    {
        gauge.Last = gauge.Last + 1;
        return 7;
    }
}

public abstract class Vehicle
{
    protected int axles;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(axles >= 0);
    }
}

public sealed class HalfRateRight : IRate
{
    public int Apply(int cents)
    {
        int half = cents / 2;
        return cents - half;
    }
}

public sealed class WaiverRight : BaseFee
{
    private readonly int waived;

    public WaiverRight(int waived)
    {
        if (waived < 0) throw new ArgumentOutOfRangeException(nameof(waived));
        this.waived = waived;
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(waived >= 0);
    }

    public override int Of(int amount)
    {
        if (amount < waived) return 0;
        return amount - waived;
    }
}

public sealed class SurchargeRight : BaseFee
{
    public override int Of(int amount)
    {
        int fee = base.Of(amount);
        if (fee < amount) fee++;
        return fee;
    }
}

public sealed class TruckRight : Vehicle
{
    public TruckRight(int axles)
    {
        if (axles < 0) throw new ArgumentOutOfRangeException(nameof(axles));
        this.axles = axles;
    }

    public int Detach(int wanted)
    {
        Contract.Requires(wanted >= 0);
        Contract.Ensures(Contract.Result<int>() <= wanted);
        int removed = wanted > axles ? axles : wanted;
        axles -= removed;
        return removed;
    }
}

/// <summary>Prices by rates and fees that others implement.</summary>
public static class PricingRight
{
    public static int Stack(IRate first, IRate second, int cents)
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        int once = first.Apply(cents);
        int rest = once > 0 ? once - 1 : 0;
        return second.Apply(rest);
    }

    public static int Rebate<TRate>(TRate rate, int cents)
        where TRate : IRate
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        int taxed = cents / 2;
        return rate.Apply(taxed);
    }

    public static int Gross(BaseFee fee, int amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Requires(amount <= 1_000_000_000);
        Contract.Ensures(Contract.Result<int>() >= amount);
        return amount + fee.Of(amount);
    }
}

public sealed class LevelRight : Gauge
{
    public void Set(int level, IListener listener)
    {
        Contract.Ensures(Level == level);
        Level = 0;
        listener.Changed(level); Level = level;
    }

    public long Elapsed(IClock clock)
    {
        Contract.Ensures(Last == Contract.OldValue(Last));
        long now = clock.Now();
        return now - Last;
    }
}

public sealed class SessionRight
{
    private readonly int limit;
    public int Used;

    public SessionRight(int limit)
    {
        this.limit = limit;
    }

    public int Poll(Action refresh)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int cap = limit;
        int used = Used;
        refresh();
        Contract.Assert(limit == cap);
        return cap > used ? Math.Max(cap - used, 0) : 0;
    }
}

public sealed class CartRight
{
    public int Items;
    public int Version;

    public void Put(int pieces)
    {
        Contract.Ensures(Items == Contract.OldValue(Items) + pieces);
        Items += pieces;
        Touch();
    }

    private void Touch()
    {
        Version = Items + 1;
    }
}

public static class QuotaRight
{
    private const int Start = 100;
    public static readonly int Limit = Start;

    public static int Cap(int wanted)
    {
        Contract.Ensures(Contract.Result<int>() <= 100);
        return wanted < Limit ? wanted : Limit;
    }
}

public static class TicketsRight
{
    private static int issued;

    private static void Reset()
    {
        issued = 0;
    }

    public static int Issue(int queue)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(issued) + 1);
        int before = issued;
        if (before == int.MaxValue) Reset();
        issued = before + 1;
        return issued;
    }

    public static int Sheets(int size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(Contract.Result<int>() == 1);
        int[] front = Fresh(size);
        int[] back = Fresh(size);
        front[0] = 1;
        Contract.Assert(back[0] == 0);
        return front[0];
    }

    [Pure]
    private static int[] Fresh(int size) => new int[size];
}

public sealed class HalfRateWrong : IRate
{
    public int Apply(int cents)
    {
        int half = (cents + 1) / 2;
        return cents - half;
    }
}

public sealed class WaiverWrong : BaseFee
{
    private readonly int waived;

    public WaiverWrong(int waived)
    {
        if (waived < 0) throw new ArgumentOutOfRangeException(nameof(waived));
        this.waived = waived;
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(waived >= 0);
    }

    public override int Of(int amount)
    {
        if (amount < waived - 1) return 0;
        return amount - waived;
    }
}

public sealed class SurchargeWrong : BaseFee
{
    public override int Of(int amount)
    {
        int fee = base.Of(amount);
        if (fee <= amount) fee++;
        return fee;
    }
}

public sealed class TruckWrong : Vehicle
{
    public TruckWrong(int axles)
    {
        if (axles < 0) throw new ArgumentOutOfRangeException(nameof(axles));
        this.axles = axles;
    }

    public int Detach(int wanted)
    {
        Contract.Requires(wanted >= 0);
        Contract.Ensures(Contract.Result<int>() <= wanted);
        int removed = wanted - 1 > axles ? axles : wanted;
        axles -= removed;
        return removed;
    }
}

public static class PricingWrong
{
    public static int Stack(IRate first, IRate second, int cents)
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        int once = first.Apply(cents);
        int rest = once - 1;
        return second.Apply(rest);
    }

    public static int Rebate<TRate>(TRate rate, int cents)
        where TRate : IRate
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        int taxed = cents - 1;
        return rate.Apply(taxed);
    }

    public static int Gross(BaseFee fee, int amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Requires(amount <= 2_000_000_000);
        Contract.Ensures(Contract.Result<int>() >= amount);
        return amount + fee.Of(amount);
    }
}

public sealed class LevelWrong : Gauge
{
    public void Set(int level, IListener listener)
    {
        Contract.Ensures(Level == level);
        Level = 0;
        Level = level; listener.Changed(level);
    }

    public long Elapsed(IClock clock)
    {
        Contract.Ensures(Last == Contract.OldValue(Last));
        long now = clock.Synchronise();
        return now - Last;
    }
}

public sealed class SessionWrong
{
    private readonly int limit;
    public int Used;

    public SessionWrong(int limit)
    {
        this.limit = limit;
    }

    public int Poll(Action refresh)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int cap = limit;
        int used = Used;
        refresh();
        Contract.Assert(Used == used);
        return cap > used ? Math.Max(cap - used, 0) : 0;
    }
}

public sealed class CartWrong
{
    public int Items;
    public int Version;

    public void Put(int pieces)
    {
        Contract.Ensures(Items == Contract.OldValue(Items) + pieces);
        Items += pieces;
        Touch();
    }

    private void Touch()
    {
        Version = ++Items;
    }
}

public static class QuotaWrong
{
    private const int Start = 100;
    public static int Limit = Start;

    public static int Cap(int wanted)
    {
        Contract.Ensures(Contract.Result<int>() <= 100);
        return wanted < Limit ? wanted : Limit;
    }
}

public static class TicketsWrong
{
    private static int issued;

    private static void Reset()
    {
        issued = 0;
    }

    public static int Issue(int queue)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(issued) + 1);
        int before = issued;
        if (before == int.MaxValue) Reset();
        issued = before + 1;
        return queue > 0 ? 1 : issued;
    }

    public static int Sheets(int size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(Contract.Result<int>() == 1);
        int[] front = Fresh(size);
        int[] back = Fresh(size);
        front[0] = 1;
        Contract.Assert(back[0] == front[0]);
        return front[0];
    }

    [Pure]
    private static int[] Fresh(int size) => new int[size];
}
