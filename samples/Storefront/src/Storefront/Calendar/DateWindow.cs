using System.Diagnostics.Contracts;

namespace Storefront.Calendar;

/// <summary>The days from a start up to, but without, an end: an offer's time, or that of a delivery.</summary>
public sealed class DateWindow
{
    private readonly int start;
    private int end;

    /// <summary>A window; empty where start and end are the same day.</summary>
    public DateWindow(int start, int end)
    {
        Contract.Requires(start >= 0 && start <= end && end <= Days.Last);
        Contract.Ensures(Start == start && End == end);
        this.start = start;
        this.end = end;
    }

    /// <summary>The first day.</summary>
    public int Start => start;

    /// <summary>The day after the last one.</summary>
    public int End => end;

    /// <summary>How many days there are.</summary>
    [Pure]
    public int Length => end - start;

    [ContractInvariantMethod]
    private void StartsBeforeItEnds()
    {
        Contract.Invariant(start >= 0 && start <= end && end <= Days.Last);
    }

    /// <summary>Whether a day is in the window.</summary>
    [Pure]
    public bool Contains(int day)
    {
        Contract.Ensures(Contract.Result<bool>() == (Start <= day && day < End));
        return start <= day && day < end;
    }

    /// <summary>Whether two windows share a day.</summary>
    [Pure]
    public bool Overlaps(DateWindow other)
    {
        Contract.Ensures(!Contract.Result<bool>() || (Start < other.End && other.Start < End));
        Contract.Ensures(Contract.Result<bool>() || Start >= other.End || other.Start >= End);
        return start < other.end && other.start < end;
    }

    /// <summary>Days left on a day, that day included; 0 outside the window.</summary>
    [Pure]
    public int DaysLeft(int today)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= Length);
        Contract.Ensures((Contract.Result<int>() > 0) == (Start <= today && today < End));
        return Contains(today) ? end - today : 0;
    }

    /// <summary>The day of the window nearest to a day.</summary>
    [Pure]
    public int Nearest(int day)
    {
        Contract.Requires(Length > 0);
        Contract.Ensures(Contract.Result<int>() >= Start && Contract.Result<int>() < End);
        Contract.Ensures(day < Start || day >= End || Contract.Result<int>() == day);
        return Math.Max(start, Math.Min(day, end - 1));
    }

    /// <summary>Moves the end back, up to the last day there is.</summary>
    public void Extend(int days)
    {
        Contract.Requires(days >= 0 && days <= 36_500);
        Contract.Ensures(End >= Contract.OldValue(End));
        Contract.Ensures(End == Contract.OldValue(End) + days || End == Days.Last);
        end = Math.Min(Days.Last, end + days);
    }

    /// <summary>The days that two windows share; empty, at the later start, where they share none.</summary>
    [Pure]
    public static (int Start, int End) Common(int firstStart, int firstEnd, int secondStart, int secondEnd)
    {
        Contract.Requires(firstStart <= firstEnd && secondStart <= secondEnd);
        Contract.Ensures(Contract.Result<(int Start, int End)>().Start <= Contract.Result<(int Start, int End)>().End);
        Contract.Ensures(Contract.Result<(int Start, int End)>().Start >= firstStart
            && Contract.Result<(int Start, int End)>().Start >= secondStart);
        var start = Math.Max(firstStart, secondStart);
        var end = Math.Min(firstEnd, secondEnd);
        return start <= end ? (start, end) : (start, start);
    }

    /// <inheritdoc/>
    public override string ToString() => $"[{Days.Format(start)}, {Days.Format(end)})";
}
