using System.Globalization;

namespace Maestro.Evidence;

/// <summary>One kind of problem that a user can meet: its id, what is said, and the way out.</summary>
/// <param name="Id">The diagnostic id, such as <c>MAE7001</c>.</param>
/// <param name="Text">What is wrong; <c>{0}</c>, <c>{1}</c> take details.</param>
/// <param name="WayOut">What to do about it, as one sentence; takes the same details.</param>
/// <param name="ExitCode">The exit code of a tool that stops for it.</param>
public sealed record ProblemKind(string Id, string Text, string WayOut, ExitCode ExitCode)
{
    /// <summary>The problem at a place: a file, <c>file:line</c>, a node, or empty.</summary>
    /// <param name="where">Where it was met.</param>
    /// <param name="details">What fills <c>{0}</c>, <c>{1}</c> of the text and the way out.</param>
    public Problem At(string where, params string[] details) => new(
        Id,
        where,
        string.Format(CultureInfo.InvariantCulture, Text, details),
        string.Format(CultureInfo.InvariantCulture, WayOut, details),
        ExitCode);
}

/// <summary>What is wrong, where, and what to do.</summary>
/// <param name="Id">The diagnostic id.</param>
/// <param name="Where">The place; may be empty.</param>
/// <param name="What">What is wrong.</param>
/// <param name="WayOut">What to do.</param>
/// <param name="ExitCode">The exit code of a tool that stops for it.</param>
public sealed record Problem(string Id, string Where, string What, string WayOut, ExitCode ExitCode)
{
    /// <summary>One line in the form that MSBuild and editors recognise: <c>where: error ID: what way out</c>.</summary>
    public override string ToString()
    {
        var line = Where.Length == 0 ? $"error {Id}: {What} {WayOut}" : $"{Where}: error {Id}: {What} {WayOut}";
        return line.ReplaceLineEndings(" ");
    }
}

/// <summary>A value, or the problem that prevented it.</summary>
public sealed class Result<T>
{
    private readonly T? _value;

    internal Result(T? value, Problem? problem)
    {
        _value = value;
        Problem = problem;
    }

    /// <summary>The problem; null exactly when there is a value.</summary>
    public Problem? Problem { get; }

    /// <summary>True when there is a value.</summary>
    public bool Succeeded => Problem is null;

    /// <summary>The value.</summary>
    /// <exception cref="InvalidOperationException">There is a problem instead.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException(Problem.ToString());

    /// <summary>The value made by <paramref name="next"/> from this one, or this problem.</summary>
    public Result<TNext> Map<TNext>(Func<T, TNext> next) => Problem is null ? Result.Of(next(_value!)) : Result.Fail<TNext>(Problem);

    /// <summary>The result of <paramref name="next"/> on this value, or this problem.</summary>
    public Result<TNext> Then<TNext>(Func<T, Result<TNext>> next) => Problem is null ? next(_value!) : Result.Fail<TNext>(Problem);

    /// <summary>Wraps a value.</summary>
    public static implicit operator Result<T>(T value) => Result.Of(value);

    /// <summary>Wraps a problem.</summary>
    public static implicit operator Result<T>(Problem problem) => Result.Fail<T>(problem);
}

/// <summary>Makes results where the implicit conversions cannot.</summary>
public static class Result
{
    /// <summary>A result with a value.</summary>
    public static Result<T> Of<T>(T value) => new(value, null);

    /// <summary>A result with a problem.</summary>
    public static Result<T> Fail<T>(Problem problem) => new(default, problem ?? throw new ArgumentNullException(nameof(problem)));
}
