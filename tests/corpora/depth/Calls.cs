using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Calls
{
    private static int issued;

    public static int Triangle(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<int>() == n * (n + 1) / 2);
        return n <= 1 ? n : n + Triangle(n - 1);
    }

    public static int Countdown(int n)
    {
        Contract.Requires(n >= 0 && n <= 100);
        if (n == 0) return 0;
        return Countdown(n - 1);
    }

    public static int Issue()
    {
        Contract.Requires(issued >= 0);
        Contract.Ensures(issued >= 0);
        if (issued < int.MaxValue) issued++;
        return issued;
    }

    public static int Clock(int hour)
    {
        Contract.Requires(hour >= 0);
        int shown = hour % 24;
        Contract.Assert(shown < 24);
        return shown;
    }

    public static int KeepLast(int[] log)
    {
        Contract.Requires(log.Length > 0);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(log[log.Length - 1]));
        int last = log[^1];
        Scanning.Fill(log, 0);
        return last;
    }

    public static int Savings(int weeks)
    {
        Contract.Requires(weeks >= 0 && weeks <= 500);
        Contract.Ensures(Contract.Result<int>() == 7 * weeks);
        int saved = 0;
        for (int i = 0; i < weeks; i++)
        {
            saved += 7;
        }
        return saved;
    }

    public static int Meet(int lo, int hi)
    {
        Contract.Requires(lo >= 0 && hi >= lo && hi <= 10000);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(lo));
        while (hi > lo)
        {
            hi--;
        }
        return hi;
    }

    public static int Steps(int step)
    {
        if (step == 0) return 0;
        int n = 0;
        for (int i = 0; i < 10; i++)
        {
            n = checked(n + 100 / step);
        }
        return n;
    }

    public static int FirstWeight(int[] xs)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int found = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            if (xs[i] < 0) continue;
            found = xs[i];
            break;
        }
        return found;
    }

    public static int Cheapest(int[] xs)
    {
        Contract.Requires(xs.Length > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < xs.Length);
        Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[Contract.Result<int>()] <= xs[k]));
        int best = 0;
        for (int i = 1; i < xs.Length; i++)
        {
            if (xs[i] < xs[best]) best = i;
        }
        return best;
    }
}

public static class CallsToo
{
    private static int issued;

    public static int Triangle(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<int>() == n * (n + 1) / 2);
        return n <= 1 ? 1 - n : n + Triangle(n - 1);
    }

    public static int Countdown(int n)
    {
        Contract.Requires(n >= 0 && n <= 100);
        if (n == -1) return 0;
        return Countdown(n - 1);
    }

    public static int Issue()
    {
        Contract.Requires(issued >= 0);
        Contract.Ensures(issued >= 0);
        if (issued < int.MaxValue) issued = ~issued;
        return issued;
    }

    public static int Clock(int hour)
    {
        Contract.Requires(hour >= 0);
        int shown = hour % 25;
        Contract.Assert(shown < 24);
        return shown;
    }

    public static int KeepLast(int[] log)
    {
        Contract.Requires(log.Length > 0);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(log[log.Length - 1]));
        int last = log[0];
        Scanning.Fill(log, 0);
        return last;
    }

    public static int Savings(int weeks)
    {
        Contract.Requires(weeks >= 0 && weeks <= 500);
        Contract.Ensures(Contract.Result<int>() == 7 * weeks);
        int saved = 0;
        for (int i = 0; i <= weeks; i++)
        {
            saved += 7;
        }
        return saved;
    }

    public static int Meet(int lo, int hi)
    {
        Contract.Requires(lo >= 0 && hi >= lo && hi <= 10000);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(lo));
        while (hi > lo)
        {
            hi -= 2;
        }
        return hi;
    }

    public static int Steps(int step)
    {
        if (step < 0) return 0;
        int n = 0;
        for (int i = 0; i < 10; i++)
        {
            n = checked(n + 100 / step);
        }
        return n;
    }

    public static int FirstWeight(int[] xs)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int found = 0;
        for (int i = 0; i < xs.Length; i++)
        {
            if (xs[i] < -1) continue;
            found = xs[i];
            break;
        }
        return found;
    }

    public static int Cheapest(int[] xs)
    {
        Contract.Requires(xs.Length > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < xs.Length);
        Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[Contract.Result<int>()] <= xs[k]));
        int best = 0;
        for (int i = 1; i < xs.Length; i++)
        {
            if (xs[i] > xs[best]) best = i;
        }
        return best;
    }
}

public abstract class Tariff
{
    public virtual int Fee(int zone)
    {
        Contract.Requires(zone >= 0 && zone <= 9);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return zone;
    }
}

public sealed class NightTariff : Tariff
{
    public override int Fee(int zone)
    {
        return zone * 2;
    }
}

public abstract class TariffToo
{
    public virtual int Fee(int zone)
    {
        Contract.Requires(zone >= 0 && zone <= 9);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return zone;
    }
}

public sealed class NightTariffToo : TariffToo
{
    public override int Fee(int zone)
    {
        return zone * 2 - 1;
    }
}

[ContractClass(typeof(RateContracts))]
public interface IRate
{
    int Of(int weight);
}

[ContractClassFor(typeof(IRate))]
public abstract class RateContracts : IRate
{
    public int Of(int weight)
    {
        Contract.Requires(weight >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        return default;
    }
}

public sealed class FlatRate : IRate
{
    public int Of(int weight) => weight > 5 ? 7 : 0;
}

public static class Freight
{
    public static int Charge(IRate rate, int weight)
    {
        Contract.Requires(weight >= 0);
        Contract.Ensures(Contract.Result<int>() > 0);
        return rate.Of(weight) + 1;
    }
}

public static class FreightToo
{
    public static int Charge(IRate rate, int weight)
    {
        Contract.Requires(weight >= 0);
        Contract.Ensures(Contract.Result<int>() > 0);
        return rate.Of(weight);
    }
}
