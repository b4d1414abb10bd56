using System.Diagnostics;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Spine;

/// <summary>What is expected of one method of the corpus, and the code that shows it.</summary>
/// <param name="Kind">The obligation that fails; null where all hold.</param>
/// <param name="Text">The line of the obligation, trimmed.</param>
/// <param name="Run">Runs the witness (or one random input) and throws where the contract does not hold.</param>
public sealed record Case(string File, string Class, string Method, string[] Tags, string? Kind, string? Text, string? Witness, Action<Random> Run);

/// <summary>How a failure of a witness came about.</summary>
/// <param name="Line">In the corpus; 0 for a postcondition, which is checked outside.</param>
public sealed record Failure(string Kind, int Line)
{
    /// <summary>Names the obligation that an exception thrown by the corpus violates.</summary>
    public static Failure From(Exception thrown)
    {
        var exception = thrown is TargetInvocationException { InnerException: { } inner } ? inner : thrown;
        var lines = new StackTrace(exception, fNeedFileInfo: true).GetFrames()
            .Where(f => f.GetFileName() is { } file && Path.GetFileName(Path.GetDirectoryName(file)) != "runner")
            .Select(f => f.GetFileLineNumber())
            .ToList();
        return exception switch
        {
            PostconditionException => new("post", 0),
            ViolationException { Kind: "pre" } when lines.Count < 2 => new("input not allowed", lines[0]),
            ViolationException { Kind: "pre" } => new("pre-caller", lines[1]),
            ViolationException v => new(v.Kind, v.Line),
            IndexOutOfRangeException => new("index", lines[0]),
            DivideByZeroException => new("div0", lines[0]),
            NullReferenceException => new("null", lines[0]),
            OverflowException => new("overflow", lines[0]),
            ArgumentOutOfRangeException => new("throw", lines[0]),
            ArgumentException => new("range", lines[0]),
            _ => new(exception.GetType().Name, lines.FirstOrDefault()),
        };
    }

    /// <summary>Whether running shows this kind of obligation; what a run cannot tell apart is counted as one.</summary>
    public bool Shows(string kind) => Kind == kind || (Kind, kind) is
        ("inv", "inv-init") or ("inv", "inv-keep") or ("overflow", "array-size");
}

/// <summary>A postcondition written by hand in a case did not hold.</summary>
public sealed class PostconditionException : Exception;

/// <summary>Words in which the cases are written.</summary>
public static class Cases
{
    public static void Post(bool holds)
    {
        if (!holds)
        {
            throw new PostconditionException();
        }
    }

    /// <summary>Evaluates the invariant of an object.</summary>
    public static void Holds(object o) =>
        o.GetType().GetMethod("Holds", BindingFlags.NonPublic | BindingFlags.Instance)!.Invoke(o, null);

    public static Case Right(string file, string method, string tags, Action<Random> check)
    {
        var (type, name) = Split(method);
        return new(file, type, name, tags.Split(' '), null, null, null, check);
    }

    /// <summary>A wrong twin whose witness is one call.</summary>
    public static Case Wrong<T>(
        string file, string method, string tags, string kind, string text, Func<T> call, Func<T, bool>? post = null,
        [CallerArgumentExpression(nameof(call))] string witness = "") =>
        Wrong(file, method, tags, kind, text, witness["() => ".Length..], () =>
        {
            var result = call();
            Post(post?.Invoke(result) ?? true);
        });

    /// <summary>A wrong twin whose witness is given as text, with the code that runs it and checks.</summary>
    public static Case Wrong(string file, string method, string tags, string kind, string text, string witness, Action run)
    {
        var (type, name) = Split(method);
        return new(file, type, name, tags.Split(' '), kind, text, witness, _ => run());
    }

    private static (string Type, string Name) Split(string method)
    {
        var dot = method.IndexOf('.');
        return (method[..dot], method[(dot + 1)..]);
    }
}
