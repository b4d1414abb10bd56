namespace Pairs;

/// <summary>The outside world: every call is visible.</summary>
public interface IAuditLog
{
    void Record(string entry);

    bool Ask(string question);

    int Read();
}

/// <summary>Remembers what it was told, answers 1, 2, 3 when read and no to every second question.</summary>
public sealed class RecordingLog : IAuditLog
{
    private int _answers;

    public List<string> Entries { get; } = [];

    public void Record(string entry) => Entries.Add(entry);

    public bool Ask(string question)
    {
        Entries.Add(question);
        return ++_answers % 2 == 1;
    }

    public int Read()
    {
        Entries.Add("read");
        return ++_answers;
    }
}

public sealed record Tag(string Name);

public sealed record Money(string Currency, int Cents);

public enum Priority
{
    Low,
    Normal,
    High,
    Critical,
}

public abstract class Job;

public sealed class FixedJob(int minutes) : Job
{
    public int Minutes { get; } = minutes;
}

public sealed class RepeatedJob(int minutes, int times) : Job
{
    public int Minutes { get; } = minutes;

    public int Times { get; } = times;
}

public sealed class Counter
{
    private int _value;

    public int Next() => ++_value;
}
