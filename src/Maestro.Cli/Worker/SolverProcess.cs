using System.Diagnostics;
using System.Globalization;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>How to start solver processes, and what they may use.</summary>
/// <param name="ToolPath">The <c>maestro</c> executable or <c>.dll</c> that is started with the verb <c>solver</c>.</param>
/// <param name="Z3Path">The libz3 to load; null for the search.</param>
public sealed record SolverProcessOptions(string ToolPath, string? Z3Path = null)
{
    /// <summary>What a query may allocate, in MiB.</summary>
    public int MemoryMebibytes { get; init; } = 1024;

    /// <summary>Wall clock after which a process is killed. It ends what the deterministic budget should have ended.</summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Processes of a pool.</summary>
    public int Processes { get; init; } = Environment.ProcessorCount;

    /// <summary>This tool's own file.</summary>
    public static string ThisTool()
    {
        var process = Environment.ProcessPath;
        var isHost = process is null || Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return isHost ? Path.Combine(AppContext.BaseDirectory, "maestro.dll") : process!;
    }
}

/// <summary>One <c>maestro solver</c> child. It is used by one thread at a time, and not again once it failed.</summary>
internal sealed class SolverProcess : IDisposable
{
    private static readonly TimeSpan GreetingTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan EndingTime = TimeSpan.FromSeconds(5);

    private readonly SolverProcessOptions options;
    private readonly Process process;
    private readonly Lazy<SolverHello?> hello;

    private SolverProcess(SolverProcessOptions options, Process process)
    {
        this.options = options;
        this.process = process;
        hello = new Lazy<SolverHello?>(ReadHello);
        // An unread pipe that is full would stop the child.
        process.ErrorDataReceived += static (_, _) => { };
        process.BeginErrorReadLine();
    }

    /// <summary>The process id, for tests that kill it.</summary>
    internal int Id => process.Id;

    /// <summary>The greeting; null where the child ended before it. Waits for it.</summary>
    internal SolverHello? Hello => hello.Value;

    /// <summary>False after a kill, crash or malformed frame.</summary>
    internal bool IsUsable { get; private set; } = true;

    /// <summary>True once the child is gone.</summary>
    internal bool HasEnded => process.HasExited;

    internal static SolverProcess? TryStart(SolverProcessOptions options, out string failure)
    {
        var isAssembly = options.ToolPath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var start = new ProcessStartInfo(isAssembly ? Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet" : options.ToolPath)
        {
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // Its memory is Z3's; the collector has next to nothing to do.
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        foreach (var argument in Arguments(options, isAssembly))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            failure = "";
            return new SolverProcess(options, Process.Start(start)!);
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
        {
            failure = $"the solver process {options.ToolPath} cannot be started: {exception.Message}";
            return null;
        }
    }

    /// <summary>Asks. Whatever happens to the child is an answer.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up; the child is killed, because nothing else stops it.</exception>
    internal SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        if (Hello is null)
        {
            return new SolverAnswer(SolverStatus.Error, "", Ending());
        }

        var reply = Exchange(options.Watchdog, cancellation, SolverMessages.Encode(query), out var expired);
        cancellation.ThrowIfCancellationRequested();
        if (expired)
        {
            return new SolverAnswer(SolverStatus.Timeout, "", string.Create(CultureInfo.InvariantCulture, $"killed by the watchdog after {options.Watchdog.TotalSeconds:0.###} s"));
        }

        var answer = reply is null ? null : Decode(reply, SolverMessages.DecodeAnswer);
        if (answer is null)
        {
            return new SolverAnswer(SolverStatus.Error, "", Ending());
        }

        // After an error the library's state is not known: out of memory may have come anywhere.
        IsUsable &= answer.Status is not SolverStatus.Error;
        return answer;
    }

    public void Dispose()
    {
        Kill();
        process.WaitForExit(EndingTime);
        process.Dispose();
    }

    private static IEnumerable<string> Arguments(SolverProcessOptions options, bool isAssembly)
    {
        string[] fixedPart = ["solver", "--memory", options.MemoryMebibytes.ToString(CultureInfo.InvariantCulture)];
        string[] z3 = options.Z3Path is null ? [] : ["--z3", options.Z3Path];
        return [.. isAssembly ? new[] { options.ToolPath } : [], .. fixedPart, .. z3];
    }

    private SolverHello? ReadHello() =>
        Exchange(GreetingTime, CancellationToken.None, null, out _) is { } frame ? Decode(frame, SolverMessages.DecodeHello) : null;

    private byte[]? Exchange(TimeSpan budget, CancellationToken cancellation, byte[]? question, out bool expired)
    {
        using var deadline = new CancellationTokenSource(budget);
        using var onDeadline = deadline.Token.Register(Kill);
        using var onCancel = cancellation.Register(Kill);
        byte[]? reply = null;
        try
        {
            if (question is not null)
            {
                SolverFrames.Write(process.StandardInput.BaseStream, question);
            }

            reply = SolverFrames.Read(process.StandardOutput.BaseStream);
        }
        catch (Exception exception) when (exception is IOException or InvalidDataException)
        {
            IsUsable = false;
        }

        IsUsable &= reply is not null && !deadline.IsCancellationRequested && !cancellation.IsCancellationRequested;
        expired = deadline.IsCancellationRequested && reply is null;
        return reply;
    }

    private TMessage? Decode<TMessage>(byte[] frame, Func<byte[], TMessage> decode)
        where TMessage : class
    {
        try
        {
            return decode(frame);
        }
        catch (InvalidDataException)
        {
            IsUsable = false;
            return null;
        }
    }

    private string Ending()
    {
        IsUsable = false;
        Kill();
        return process.WaitForExit(EndingTime)
            ? string.Create(CultureInfo.InvariantCulture, $"the solver process ended (exit code {process.ExitCode})")
            : "the solver process does not end";
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception or NotSupportedException)
        {
            // It has ended already.
        }
    }
}
