using System.Diagnostics.Contracts;

namespace Storefront.Calendar;

/// <summary>Day numbers: day 0 is Monday, 1 January of year 1, as in <see cref="DateOnly.DayNumber"/>.</summary>
public static class Days
{
    /// <summary>The last day there is, 31 December 9999.</summary>
    public const int Last = 3_652_058;

    /// <summary>Whether a year has 366 days.</summary>
    [Pure]
    public static bool IsLeapYear(int year)
    {
        Contract.Requires(year >= 1 && year <= 9_999);
        Contract.Ensures(!Contract.Result<bool>() || year % 4 == 0);
        Contract.Ensures(year % 400 != 0 || Contract.Result<bool>());
        Contract.Ensures(year % 4 != 0 || year % 100 == 0 || Contract.Result<bool>());
        if (year % 100 == 0)
        {
            return year % 400 == 0;
        }

        return year % 4 == 0;
    }

    /// <summary>How many days a month has.</summary>
    [Pure]
    public static int InMonth(int year, int month)
    {
        Contract.Requires(year >= 1 && year <= 9_999);
        Contract.Requires(month >= 1 && month <= 12);
        Contract.Ensures(Contract.Result<int>() >= 28 && Contract.Result<int>() <= 31);
        Contract.Ensures(month == 2 || Contract.Result<int>() >= 30);
        switch (month)
        {
            case 2:
                return IsLeapYear(year) ? 29 : 28;
            case 4:
            case 6:
            case 9:
            case 11:
                return 30;
            default:
                return 31;
        }
    }

    /// <summary>The day of the week, 0 for Monday to 6 for Sunday.</summary>
    [Pure]
    public static int Weekday(int day)
    {
        Contract.Requires(day >= 0 && day <= Last);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 6);
        Contract.Ensures((day - Contract.Result<int>()) % 7 == 0);
        return day % 7;
    }

    /// <summary>Whether the warehouse works on a day.</summary>
    [Pure]
    public static bool IsWorkday(int day)
    {
        Contract.Requires(day >= 0 && day <= Last);
        Contract.Ensures(Contract.Result<bool>() == (day % 7 < 5));
        return Weekday(day) <= 4;
    }

    /// <summary>A day some days later, but not past the last.</summary>
    [Pure]
    public static int Later(int day, int days)
    {
        Contract.Requires(day >= 0 && day <= Last);
        Contract.Requires(days >= 0);
        Contract.Ensures(Contract.Result<int>() >= day && Contract.Result<int>() <= Last);
        Contract.Ensures(days > Last - day || Contract.Result<int>() == day + days);
        return days > Last - day ? Last : day + days;
    }

    /// <summary>Workdays from <paramref name="first"/> until the day before <paramref name="end"/>.</summary>
    [Pure]
    public static int WorkdaysBetween(int first, int end)
    {
        Contract.Requires(first >= 0 && first <= end && end <= Last);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= end - first);
        var workdays = 0;
        for (var day = first; day < end; day++)
        {
            Contract.Invariant(first <= day && day <= end);
            Contract.Invariant(0 <= workdays && workdays <= day - first);
            if (IsWorkday(day))
            {
                workdays++;
            }
        }

        return workdays;
    }

    /// <summary>The first workday from <paramref name="day"/> on.</summary>
    [Pure]
    public static int NextWorkday(int day)
    {
        Contract.Requires(day >= 0 && day <= Last - 7);
        Contract.Ensures(Contract.Result<int>() >= day && Contract.Result<int>() - day <= 2);
        Contract.Ensures(Contract.Result<int>() % 7 < 5);
        var weekday = Weekday(day);
        return weekday <= 4 ? day : day + (7 - weekday);
    }

    /// <summary>The day as a date.</summary>
    public static string Format(int day) => DateOnly.FromDayNumber(day).ToString("yyyy-MM-dd");
}
