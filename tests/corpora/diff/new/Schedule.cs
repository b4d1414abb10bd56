namespace Pairs;

public static class Schedule
{
    public static int HoursToRespond(Priority priority) => priority switch
    {
        Priority.Low or Priority.Normal => 24,
        Priority.High => 4,
        Priority.Critical => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(priority)),
    };

    public static int Duration(Job? job) => job switch
    {
        RepeatedJob repeated => repeated.Minutes * repeated.Times,
        FixedJob single => single.Minutes,
        _ => 0,
    };

    public static bool OutsideHours(int hour, bool weekend) => hour < 9 || hour >= 17 || weekend;

    public static int Escalation(Priority priority) => priority switch
    {
        Priority.Normal => 1,
        Priority.High => 2,
        _ => 0,
    };

    public static int SlotMinutes(int? requested) => requested.GetValueOrDefault();

    public static int Band(int minutes)
    {
        if (minutes > 60)
        {
            return 2;
        }

        if (minutes > 120)
        {
            return 3;
        }

        return 1;
    }
}
