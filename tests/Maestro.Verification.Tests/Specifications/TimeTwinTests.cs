using Maestro.Verification.Tests.Conditions;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Points and spans of time in twins.</summary>
public sealed class TimeTwinTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "time that went by",
            "public static long M(TimeSpan start, TimeSpan end) { Contract.Requires(start.Ticks >= 0 && end.Ticks >= 0); Contract.Ensures(Contract.Result<long>() >= 0); if (end < start) return 0; return end.Ticks - start.Ticks; }",
            "public static long M(TimeSpan start, TimeSpan end) { Contract.Requires(start.Ticks >= 0 && end.Ticks >= 0); Contract.Ensures(Contract.Result<long>() >= 0); if (end > start) return 0; return end.Ticks - start.Ticks; }",
            "post"
        },
        {
            "a sum of spans overflows",
            "public static TimeSpan M(TimeSpan a, TimeSpan b) { Contract.Requires(a >= TimeSpan.Zero && b >= TimeSpan.Zero && a.Days < 1000 && b.Days < 1000); Contract.Ensures(Contract.Result<TimeSpan>() >= a); return a + b; }",
            "public static TimeSpan M(TimeSpan a, TimeSpan b) { Contract.Requires(a >= TimeSpan.Zero && b >= TimeSpan.Zero); return a + b; }",
            "overflow"
        },
        {
            "the smallest span has no opposite",
            "public static TimeSpan M(TimeSpan a) { Contract.Requires(a > TimeSpan.MinValue); Contract.Ensures(Contract.Result<TimeSpan>() + a == TimeSpan.Zero); return -a; }",
            "public static TimeSpan M(TimeSpan a) { return -a; }",
            "overflow"
        },
        {
            "hours from seconds",
            "public static int M(int s) { Contract.Requires(s >= 0 && s < 86400); Contract.Ensures(Contract.Result<int>() == s / 3600); return TimeSpan.FromSeconds((long)s).Hours; }",
            "public static int M(int s) { Contract.Requires(s >= 0 && s <= 86400); Contract.Ensures(Contract.Result<int>() == s / 3600); return TimeSpan.FromSeconds((long)s).Hours; }",
            "post"
        },
        {
            "a number of days that is no span",
            "public static TimeSpan M(int days) { Contract.Requires(days >= 0 && days <= 10675199); Contract.Ensures(Contract.Result<TimeSpan>().Days == days); return TimeSpan.FromDays(days); }",
            "public static TimeSpan M(int days) { Contract.Requires(days >= 0); return TimeSpan.FromDays(days); }",
            "range"
        },
        {
            "hours, minutes, seconds",
            "public static long M(int h) { Contract.Requires(h >= 0 && h <= 24); Contract.Ensures(Contract.Result<long>() >= 18000000000L); return new TimeSpan(h, 30, 0).Ticks; }",
            "public static long M(int h) { Contract.Requires(h >= -24 && h <= 24); Contract.Ensures(Contract.Result<long>() >= 18000000000L); return new TimeSpan(h, 30, 0).Ticks; }",
            "post"
        },
        {
            "the end of a meeting",
            "public static DateTime M(DateTime start, TimeSpan length) { Contract.Requires(length >= TimeSpan.Zero && length.Days < 1 && start.Year < 9000 && start < new DateTime(9000, 1, 1)); Contract.Ensures(Contract.Result<DateTime>() >= start); return start + length; }",
            "public static DateTime M(DateTime start, TimeSpan length) { Contract.Requires(length >= TimeSpan.Zero && length.Days < 1); return start + length; }",
            "range"
        },
        {
            "what is subtracted and added again",
            "public static bool M(DateTime a, DateTime b) { Contract.Ensures(Contract.Result<bool>()); return (a - b).Ticks == a.Ticks - b.Ticks && b + (a - b) == a; }",
            "public static bool M(DateTime a, DateTime b) { Contract.Ensures(Contract.Result<bool>()); return (a - b).Ticks >= 0; }",
            "post"
        },
        {
            "days are added",
            "public static DateTime M(DateTime d) { Contract.Requires(d < new DateTime(2100, 1, 1)); Contract.Ensures((Contract.Result<DateTime>() - d).Days == 7); return d.AddDays(7); }",
            "public static DateTime M(DateTime d) { return d.AddDays(7); }",
            "range"
        },
        {
            "a date that there is not",
            "public static DateTime M(int day) { Contract.Requires(day >= 1 && day <= 29); Contract.Ensures(Contract.Result<DateTime>() >= new DateTime(2024, 2, 1)); return new DateTime(2024, 2, day); }",
            "public static DateTime M(int day) { Contract.Requires(day >= 1 && day <= 29); return new DateTime(2023, 2, day); }",
            "range"
        },
        {
            "the hour of a day",
            "public static int M(DateTime d) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < 24); return d.Hour; }",
            "public static int M(DateTime d) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < 23); return d.Hour; }",
            "post"
        },
        {
            "a date without its time",
            "public static bool M(DateTime d) { Contract.Ensures(Contract.Result<bool>()); return d.Date <= d && d.Date + d.TimeOfDay == d; }",
            "public static bool M(DateTime d) { Contract.Ensures(Contract.Result<bool>()); return d.Date < d; }",
            "post"
        },
        {
            "days of a calendar",
            "public static int M(DateOnly from, DateOnly to) { Contract.Requires(from <= to); Contract.Ensures(Contract.Result<int>() >= 0); return to.DayNumber - from.DayNumber; }",
            "public static int M(DateOnly from, DateOnly to) { Contract.Ensures(Contract.Result<int>() >= 0); return to.DayNumber - from.DayNumber; }",
            "post"
        },
        {
            "tomorrow may not be",
            "public static DateOnly M(DateOnly d) { Contract.Requires(d < DateOnly.MaxValue); Contract.Ensures(Contract.Result<DateOnly>() > d); return d.AddDays(1); }",
            "public static DateOnly M(DateOnly d) { return d.AddDays(1); }",
            "range"
        },
        {
            "a time of day",
            "public static TimeOnly M(int h) { Contract.Requires(h >= 0 && h < 24); Contract.Ensures(Contract.Result<TimeOnly>().Hour == h); return new TimeOnly(h, 30); }",
            "public static TimeOnly M(int h) { Contract.Requires(h >= 0 && h <= 24); return new TimeOnly(h, 30); }",
            "range"
        },
        {
            "a refusal is behaviour under its handler",
            "public static bool M(DateTime d) { Contract.Ensures(Contract.Result<bool>()); try { d = d.AddTicks(1); return true; } catch (ArgumentOutOfRangeException) { return true; } }",
            "public static bool M(DateTime d) { Contract.Ensures(Contract.Result<bool>()); try { d = d.AddTicks(1); return true; } catch (ArgumentOutOfRangeException) { return false; } }",
            "post"
        },
        {
            "a deadline in a field",
            "private DateTime _due; public void M(DateTime now) { Contract.Requires(now < new DateTime(2100, 1, 1)); Contract.Ensures(_due > now); _due = now.AddHours(1); }",
            "private DateTime _due; public void M(DateTime now) { Contract.Requires(now < new DateTime(2100, 1, 1)); Contract.Ensures(_due > now); _due = now.AddHours(0); }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string what, string right, string wrong, string kind)
    {
        Assert.NotEmpty(what);
        Proving.ExpectTwins($"public class C {{ {right} }}", $"public class C {{ {wrong} }}", kind);
    }

    [Theory]
    [InlineData("public static DateTime M(DateTime d) { Contract.Requires(d.Ticks > 0); return d.AddMonths(1); }", "DateTime.AddMonths")]
    [InlineData("public static TimeSpan M(double d) { Contract.Requires(d > 0); return TimeSpan.FromHours(d); }", "TimeSpan.FromHours")]
    [InlineData("public static bool M(DateTimeOffset a) { Contract.Ensures(Contract.Result<bool>()); return a == a; }", "")]
    [InlineData("public static bool M(DateTime a, DateTime b) { Contract.Requires(a == b); Contract.Ensures(Contract.Result<bool>()); return a.Kind == b.Kind; }", "")]
    public void What_is_not_specified_is_not_proved(string source, string named)
    {
        var report = Proving.One($"public class C {{ {source} }}");

        Assert.NotEqual("proved", report.Word);
        Assert.Contains(named, $"{report.Reason}", StringComparison.Ordinal);
    }
}
