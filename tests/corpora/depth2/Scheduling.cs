using System;
using System.Diagnostics.Contracts;

namespace Depth2;

public readonly record struct Slot(int Start, int End);

public struct Ticker
{
    public int Count;

    public void Tick()
    {
        Contract.Ensures(Count == unchecked(Contract.OldValue(Count) + 1));
        Count++;
    }
}

/// <summary>Appointments, deadlines and clocks.</summary>
public static class SchedulingRight
{
    public static Slot Clip(Slot wanted, Slot open)
    {
        Contract.Requires(wanted.Start <= wanted.End && open.Start <= open.End);
        Contract.Requires(wanted.Start <= open.End && open.Start <= wanted.End);
        Contract.Ensures(Contract.Result<Slot>().Start >= open.Start && Contract.Result<Slot>().End <= open.End);
        Contract.Ensures(Contract.Result<Slot>().Start <= Contract.Result<Slot>().End);
        int start = Math.Max(wanted.Start, open.Start);
        int end = Math.Min(wanted.End, open.End);
        return new Slot(start, end);
    }

    public static TimeSpan Remaining(TimeSpan budget, TimeSpan spent)
    {
        Contract.Requires(budget >= TimeSpan.Zero && spent >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<TimeSpan>() >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<TimeSpan>() <= budget);
        if (spent >= budget) return TimeSpan.Zero;
        return budget - spent;
    }

    public static DateTime NextRun(DateTime last, int minutes)
    {
        Contract.Requires(last >= new DateTime(2000, 1, 1) && last <= new DateTime(2100, 1, 1));
        Contract.Requires(minutes > 0 && minutes <= 1440);
        Contract.Ensures(Contract.Result<DateTime>() > last);
        long ticks = minutes * TimeSpan.TicksPerMinute;
        return last + TimeSpan.FromTicks(ticks);
    }

    public static bool Expired(DateTime issued, TimeSpan lifetime, DateTime now)
    {
        Contract.Requires(issued <= now && lifetime >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<bool>() == now.Ticks - issued.Ticks > lifetime.Ticks);
        TimeSpan age = now - issued;
        return age > lifetime;
    }

    public static int Nights(DateOnly arrival, DateOnly departure)
    {
        Contract.Ensures(Contract.Result<int>() >= 1);
        if (departure <= arrival) throw new ArgumentException("departs before arrival");
        return departure.DayNumber - arrival.DayNumber;
    }

    public static DateOnly Postpone(DateOnly due)
    {
        Contract.Requires(due >= new DateOnly(2000, 1, 1) && due < new DateOnly(2100, 1, 1));
        Contract.Ensures(Contract.Result<DateOnly>() >= due);
        return due.DayOfWeek switch
        {
            DayOfWeek.Saturday => due.AddDays(2),
            DayOfWeek.Sunday => due.AddDays(1),
            _ => due,
        };
    }

    public static bool NoOverlap(int[] starts, int[] ends)
    {
        Contract.Requires(starts.Length >= 1 && ends.Length == starts.Length);
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(1, starts.Length, k => ends[k - 1] <= starts[k]));
        for (int i = 1; i < starts.Length; i++)
        {
            if (starts[i] < ends[i - 1]) return false;
        }
        return true;
    }

    public static (int Hours, int Minutes) HoursAndMinutes(int total)
    {
        Contract.Requires(total >= 0);
        Contract.Ensures(Contract.Result<(int Hours, int Minutes)>().Minutes >= 0 && Contract.Result<(int Hours, int Minutes)>().Minutes < 60);
        Contract.Ensures(Contract.Result<(int Hours, int Minutes)>().Hours * 60 + Contract.Result<(int Hours, int Minutes)>().Minutes == total);
        (int hours, int minutes) = (total / 60, total % 60);
        return (hours, minutes);
    }

    public static int Preview(Ticker ticker)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(ticker.Count));
        Ticker copy = ticker;
        copy.Tick();
        return ticker.Count;
    }

    public static int Peek(in Ticker ticker)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(ticker.Count));
        ticker.Tick();
        return ticker.Count;
    }

    public static long Booked(Slot[] slots)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long booked = 0;
        foreach (Slot slot in slots)
        {
            if (slot.End <= slot.Start) continue;
            booked += (long)slot.End - slot.Start;
        }
        return booked;
    }

    public static bool AnyOverdue(DateTime[] due, DateTime now)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.Exists(0, due.Length, k => due[k] < now));
        bool overdue = false;
        for (int i = 0; i < due.Length; i++)
        {
            if (due[i] < now)
            {
                overdue = true;
                break;
            }
        }
        return overdue;
    }

    public static int Backoff(int attempts)
    {
        Contract.Requires(attempts >= 1);
        Contract.Ensures(Contract.Result<int>() >= 2 && Contract.Result<int>() <= 1024);
        int delay = 1;
        int made = 0;
        do
        {
            Contract.Invariant(delay >= 1 && delay <= 1024);
            Contract.Invariant(made >= 0 && made < attempts);
            delay = Math.Min(delay * 2, 1024);
            made++;
        }
        while (made < attempts);
        return delay;
    }

    public static int SlotMask(int bit)
    {
        Contract.Requires(bit >= 0 && bit <= 31);
        Contract.Ensures(Contract.Result<int>() == 1 << bit);
        int mask = 1;
        for (int i = 0; i < bit; i++)
        {
            Contract.Invariant(i >= 0 && i <= bit);
            Contract.Invariant(mask == 1 << i);
            mask *= 2;
        }
        return mask;
    }
}

public static class SchedulingWrong
{
    public static Slot Clip(Slot wanted, Slot open)
    {
        Contract.Requires(wanted.Start <= wanted.End && open.Start <= open.End);
        Contract.Requires(wanted.Start <= open.End || open.Start <= wanted.End);
        Contract.Ensures(Contract.Result<Slot>().Start >= open.Start && Contract.Result<Slot>().End <= open.End);
        Contract.Ensures(Contract.Result<Slot>().Start <= Contract.Result<Slot>().End);
        int start = Math.Max(wanted.Start, open.Start);
        int end = Math.Min(wanted.End, open.End);
        return new Slot(start, end);
    }

    public static TimeSpan Remaining(TimeSpan budget, TimeSpan spent)
    {
        Contract.Requires(budget >= TimeSpan.Zero && spent >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<TimeSpan>() >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<TimeSpan>() < budget || budget == TimeSpan.Zero);
        if (spent >= budget) return TimeSpan.Zero;
        return budget - spent;
    }

    public static DateTime NextRun(DateTime last, int minutes)
    {
        Contract.Requires(last >= new DateTime(2000, 1, 1) && last <= new DateTime(2100, 1, 1));
        Contract.Requires(minutes > 0 && minutes <= 1440);
        Contract.Ensures(Contract.Result<DateTime>() > last);
        long ticks = minutes * 600_000_000;
        return last + TimeSpan.FromTicks(ticks);
    }

    public static bool Expired(DateTime issued, TimeSpan lifetime, DateTime now)
    {
        Contract.Requires(issued <= now && lifetime >= TimeSpan.Zero);
        Contract.Ensures(Contract.Result<bool>() == now.Ticks - issued.Ticks > lifetime.Ticks);
        TimeSpan age = now - issued;
        return age >= lifetime;
    }

    public static int Nights(DateOnly arrival, DateOnly departure)
    {
        Contract.Ensures(Contract.Result<int>() >= 1);
        if (departure < arrival) throw new ArgumentException("departs before arrival");
        return departure.DayNumber - arrival.DayNumber;
    }

    public static DateOnly Postpone(DateOnly due)
    {
        Contract.Requires(due >= new DateOnly(2000, 1, 1) && due < new DateOnly(2100, 1, 1));
        Contract.Ensures(Contract.Result<DateOnly>() >= due);
        return due.DayOfWeek switch
        {
            DayOfWeek.Saturday => due.AddDays(-1),
            DayOfWeek.Sunday => due.AddDays(1),
            _ => due,
        };
    }

    public static bool NoOverlap(int[] starts, int[] ends)
    {
        Contract.Requires(starts.Length >= 1 && ends.Length == starts.Length);
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(1, starts.Length, k => ends[k - 1] <= starts[k]));
        for (int i = 2; i < starts.Length; i++)
        {
            if (starts[i] < ends[i - 1]) return false;
        }
        return true;
    }

    public static (int Hours, int Minutes) HoursAndMinutes(int total)
    {
        Contract.Requires(total >= -59);
        Contract.Ensures(Contract.Result<(int Hours, int Minutes)>().Minutes >= 0 && Contract.Result<(int Hours, int Minutes)>().Minutes < 60);
        Contract.Ensures(Contract.Result<(int Hours, int Minutes)>().Hours * 60 + Contract.Result<(int Hours, int Minutes)>().Minutes == total);
        (int hours, int minutes) = (total / 60, total % 60);
        return (hours, minutes);
    }

    public static int Preview(Ticker ticker)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(ticker.Count));
        ref Ticker copy = ref ticker;
        copy.Tick();
        return ticker.Count;
    }

    public static int Peek(ref Ticker ticker)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(ticker.Count));
        ticker.Tick();
        return ticker.Count;
    }

    public static long Booked(Slot[] slots)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long booked = 0;
        foreach (Slot slot in slots)
        {
            if (slot.End <= slot.Start) continue;
            booked += slot.End - slot.Start;
        }
        return booked;
    }

    public static bool AnyOverdue(DateTime[] due, DateTime now)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.Exists(0, due.Length, k => due[k] < now));
        bool overdue = false;
        for (int i = 0; i < due.Length; i++)
        {
            if (due[i] <= now)
            {
                overdue = true;
                break;
            }
        }
        return overdue;
    }

    public static int Backoff(int attempts)
    {
        Contract.Requires(attempts >= 0);
        Contract.Ensures(Contract.Result<int>() >= 2 && Contract.Result<int>() <= 1024);
        int delay = 1;
        int made = 0;
        do
        {
            Contract.Invariant(delay >= 1 && delay <= 1024);
            Contract.Invariant(made >= 0 && made < attempts);
            delay = Math.Min(delay * 2, 1024);
            made++;
        }
        while (made < attempts);
        return delay;
    }

    public static int SlotMask(int bit)
    {
        Contract.Requires(bit >= 0 && bit <= 32);
        Contract.Ensures(Contract.Result<int>() == 1 << bit);
        int mask = 1;
        for (int i = 0; i < bit; i++)
        {
            Contract.Invariant(i >= 0 && i <= bit);
            Contract.Invariant(mask == 1 << i);
            mask *= 2;
        }
        return mask;
    }
}
