using System.Collections.Concurrent;

namespace Maestro.Verification.Solving;

/// <summary>How long a compiler may be made to wait.</summary>
/// <param name="Start">To reach or start the worker, once a client.</param>
/// <param name="Query">For one answer; the worker's own watchdog is shorter.</param>
public sealed record WorkerPatience(TimeSpan Start, TimeSpan Query)
{
    /// <summary>Ten seconds to start, thirty for an answer.</summary>
    public static WorkerPatience Default { get; } = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30));
}

/// <summary>
/// The worker, asked from inside the compiler: starts it where there is none, keeps connections, and turns every failure into an answer.
/// Once the worker could not be had, the client says so at once for the rest of its life. Threads may ask at the same time.
/// </summary>
public sealed partial class WorkerClient : ISolver, IVerdictKeeper, IDisposable
{
    private readonly WorkerEndpoint endpoint;
    private readonly WorkerPatience patience;
    private readonly ConcurrentBag<WorkerConnection> idle = [];
    private readonly object starting = new();
    private readonly Lazy<SolverHello> hello;
    private SolverHello? greeted;
    private string? unavailability;

    /// <summary>Nothing is started or connected before the first question.</summary>
    public WorkerClient(WorkerEndpoint endpoint, WorkerPatience? patience = null)
    {
        this.endpoint = endpoint;
        this.patience = patience ?? WorkerPatience.Default;
        hello = new Lazy<SolverHello>(Greet);
    }

    /// <inheritdoc/>
    public string Version => (greeted ?? hello.Value).Version;

    /// <summary>Why there is no solver; empty where there is one. Connects.</summary>
    public string Unavailability => unavailability ?? hello.Value.Unavailability;

    /// <inheritdoc/>
    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var payload = SolverMessages.Encode(query);
        if (payload.Length > SolverFrames.MaximumLength)
        {
            return new SolverAnswer(SolverStatus.Error, "", $"the script is longer than {SolverFrames.MaximumLength} bytes");
        }

        // A kept connection may be to a worker that has gone since; a fresh one is tried after it, once.
        while (idle.TryTake(out var kept))
        {
            if (Ask(kept, payload, cancellation) is { } answer)
            {
                return answer;
            }
        }

        var fresh = Open(out var failure);
        return fresh is null
            ? new SolverAnswer(SolverStatus.Unavailable, "", failure)
            : Ask(fresh, payload, cancellation)
                ?? new SolverAnswer(SolverStatus.Error, "", "the worker ended before it answered");
    }

    /// <summary>Closes the connections; the worker stays.</summary>
    public void Dispose()
    {
        while (idle.TryTake(out var connection))
        {
            connection.Dispose();
        }
    }

    private SolverAnswer? Ask(WorkerConnection connection, byte[] payload, CancellationToken cancellation)
    {
        var answer = connection.Ask(payload, patience.Query, cancellation);
        if (answer is { Status: not SolverStatus.Timeout } && !connection.IsBroken)
        {
            idle.Add(connection);
        }
        else
        {
            connection.Dispose();
        }

        return answer;
    }

    private SolverHello Greet()
    {
        var connection = Open(out var failure);
        if (connection is null)
        {
            return new SolverHello("z3 unavailable", failure);
        }

        idle.Add(connection);
        return connection.Hello;
    }

    /// <summary>A connection to the solver that was there first: answers of another version would be kept in the name of this one.</summary>
    private WorkerConnection? Open(out string failure)
    {
        var connection = unavailability is null ? Reach(out failure) : null;
        failure = unavailability ?? "";
        if (connection is null)
        {
            return null;
        }

        var first = Interlocked.CompareExchange(ref greeted, connection.Hello, null) ?? connection.Hello;
        if (first.Version == connection.Hello.Version)
        {
            return connection;
        }

        connection.Dispose();
        failure = unavailability = $"the solver changed from {first.Version} to {connection.Hello.Version} meanwhile";
        return null;
    }

    private WorkerConnection? Reach(out string failure)
    {
        failure = "";
        if (WorkerConnection.TryOpen(endpoint, TimeSpan.Zero, out _) is { } running)
        {
            return running;
        }

        lock (starting)
        {
            // Another thread may have started it, or found that it cannot be, meanwhile.
            var connection = unavailability is not null ? null
                : WorkerConnection.TryOpen(endpoint, TimeSpan.Zero, out _) ?? WorkerStart.Connect(endpoint, patience.Start, out failure);
            failure = connection is null ? unavailability ??= failure : "";
            return connection;
        }
    }
}
