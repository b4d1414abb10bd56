using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;

namespace Maestro.Cli.Executing;

/// <summary>The child that runs code under review. It is started confined, loads the harness, and prints a line a call: number, outcome, kind, line.</summary>
internal static class RunCallsCommand
{
    public const string Verb = "run-calls";
    public const string ReferencesFile = "references.txt";
    private const int StackSize = 16 * 1024 * 1024;

    /// <summary>Runs the calls from a number on.</summary>
    public static int Run(string folder, string assembly, int first)
    {
        using var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true };
        Console.SetOut(TextWriter.Null);
        Console.SetError(TextWriter.Null);
        var references = File.ReadAllLines(Path.Combine(folder, ReferencesFile)).GroupBy(p => Path.GetFileNameWithoutExtension(p)).ToDictionary(g => g.Key, g => g.First());
        var context = new AssemblyLoadContext("calls");
        context.Resolving += (_, name) =>
            File.Exists(Path.Combine(folder, name.Name + ".dll")) ? context.LoadFromAssemblyPath(Path.Combine(folder, name.Name + ".dll"))
            : references.TryGetValue(name.Name!, out var path) ? context.LoadFromAssemblyPath(path) : null;
        var loaded = context.LoadFromAssemblyPath(Path.Combine(folder, assembly + ".dll"));
        var calls = (Action[])loaded.GetType($"{ExecutionHarness.Namespace}.Calls")!.GetField("All", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
        var thread = new Thread(
            () =>
            {
                for (var i = first; i < calls.Length; i++)
                {
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} started"));
                    output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{i} {OutcomeOf(calls[i])}"));
                }
            },
            StackSize);
        thread.Start();
        thread.Join();
        return 0;
    }

    private static string OutcomeOf(Action call)
    {
        try
        {
            call();
            return "ended";
        }
        catch (Exception exception)
        {
            return exception.GetType() switch
            {
                { Namespace: ExecutionHarness.Namespace, Name: "Inadmissible" } => "inadmissible",
                { Namespace: ExecutionHarness.Namespace, Name: "Failed" } => $"failed {exception.Message}",
                _ => KindOf(exception) is { } kind && Raising(exception) is { } frame
                    && frame.GetMethod()?.Name.Contains(CheckedCopy.Suffix, StringComparison.Ordinal) == true && frame.GetFileLineNumber() is > 0 and var line
                    ? string.Create(CultureInfo.InvariantCulture, $"raised {kind} {line}")
                    : "ended",
            };
        }
    }

    /// <summary>Where it was raised: the runtime's own helpers are hidden from people's traces too.</summary>
    private static StackFrame? Raising(Exception exception) => new StackTrace(exception, fNeedFileInfo: true).GetFrames()
        .FirstOrDefault(f => f.GetMethod() is { } method && !method.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false)
            && method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute), inherit: false) != true);

    private static string? KindOf(Exception exception) => exception switch
    {
        IndexOutOfRangeException => "index",
        NullReferenceException => "null",
        DivideByZeroException => "div0",
        OverflowException => "overflow",
        InvalidCastException => "cast",
        _ => null,
    };
}
