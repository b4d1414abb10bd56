using System.Collections.Concurrent;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>
/// Solver processes, as many as there are questions at a time and no more than the options say. One that crashes, hangs or is killed costs
/// the verdict it was at, and the next question finds another one.
/// </summary>
public sealed class SolverPool : ISolver, IDisposable
{
    private readonly SolverProcessOptions options;
    private readonly SemaphoreSlim slots;
    private readonly ConcurrentBag<SolverProcess> idle = [];
    private readonly Lazy<SolverHello> hello;
    private volatile bool disposed;

    /// <summary>Starts the first process at once, so that it is ready when the first question comes.</summary>
    public SolverPool(SolverProcessOptions options)
    {
        this.options = options;
        slots = new SemaphoreSlim(options.Processes, options.Processes);
        if (SolverProcess.TryStart(options, out _) is { } first)
        {
            idle.Add(first);
        }

        hello = new Lazy<SolverHello>(Greet);
    }

    /// <inheritdoc/>
    public string Version => hello.Value.Version;

    /// <summary>Why there is no solver; empty where there is one.</summary>
    public string Unavailability => hello.Value.Unavailability;

    /// <summary>The ids of the processes that wait for a question.</summary>
    internal IReadOnlyList<int> IdleProcesses => [.. idle.Select(process => process.Id)];

    /// <inheritdoc/>
    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        if (Unavailability.Length > 0)
        {
            return new SolverAnswer(SolverStatus.Unavailable, "", Unavailability);
        }

        slots.Wait(cancellation);
        SolverProcess? process = null;
        try
        {
            process = Take(out var failure);
            return process is null ? new SolverAnswer(SolverStatus.Unavailable, "", failure)
                // A library replaced under a running worker would answer in the name of the old one.
                : process.Hello is { } greeting && greeting.Version != Version
                    ? new SolverAnswer(SolverStatus.Unavailable, "", $"the solver changed from {Version} to {greeting.Version} meanwhile")
                : process.Check(query, cancellation);
        }
        finally
        {
            Return(process);
            slots.Release();
        }
    }

    /// <summary>Kills the processes.</summary>
    public void Dispose()
    {
        disposed = true;
        while (idle.TryTake(out var process))
        {
            process.Dispose();
        }
    }

    private SolverProcess? Take(out string failure)
    {
        failure = "";
        while (idle.TryTake(out var process))
        {
            if (!process.HasEnded)
            {
                return process;
            }

            process.Dispose();
        }

        return SolverProcess.TryStart(options, out failure);
    }

    private void Return(SolverProcess? process)
    {
        if (process is { IsUsable: true } && !disposed)
        {
            idle.Add(process);
        }
        else
        {
            process?.Dispose();
        }
    }

    private SolverHello Greet()
    {
        var process = Take(out var failure);
        var greeting = process?.Hello ?? new SolverHello(
            "z3 unavailable", failure.Length > 0 ? failure : $"the solver process {options.ToolPath} ended before it was ready");
        Return(process);
        return greeting;
    }
}
