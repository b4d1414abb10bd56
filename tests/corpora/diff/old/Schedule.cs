namespace Pairs;

public static class Schedule
{
    public static int HoursToRespond(Priority priority)
    {
        switch (priority)
        {
            case Priority.Critical:
                return 1;
            case Priority.High:
                return 4;
            case Priority.Normal:
            case Priority.Low:
                return 24;
            default:
                throw new ArgumentOutOfRangeException(nameof(priority));
        }
    }

    public static int Duration(Job? job)
    {
        if (job is FixedJob)
        {
            return ((FixedJob)job).Minutes;
        }

        if (job is RepeatedJob)
        {
            RepeatedJob repeated = (RepeatedJob)job;
            return repeated.Minutes * repeated.Times;
        }

        return 0;
    }

    public static bool OutsideHours(int hour, bool weekend) => !(hour >= 9 && hour < 17 && !weekend);

    public static int Escalation(Priority priority) => priority switch
    {
        Priority.Normal => 1,
        Priority.High => 2,
        Priority.Critical => 3,
        _ => 0,
    };

    public static int SlotMinutes(int? requested) => requested ?? 30;

    public static int Band(int minutes)
    {
        if (minutes > 120)
        {
            return 3;
        }

        if (minutes > 60)
        {
            return 2;
        }

        return 1;
    }
}
