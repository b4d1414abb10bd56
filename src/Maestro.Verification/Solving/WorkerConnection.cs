using System.IO.Pipes;

namespace Maestro.Verification.Solving;

/// <summary>One conversation with the worker, greeted. One question at a time.</summary>
internal sealed class WorkerConnection : IDisposable
{
    // PipeOptions.CurrentUserOnly, which netstandard2.0 has no name for: a pipe that another user planted is refused.
    private const PipeOptions CurrentUserOnly = (PipeOptions)0x20000000;

    private readonly NamedPipeClientStream pipe;

    private WorkerConnection(NamedPipeClientStream pipe, SolverHello hello)
    {
        this.pipe = pipe;
        Hello = hello;
    }

    internal SolverHello Hello { get; }

    internal bool IsBroken { get; private set; }

    /// <summary>Null where nobody listens within <paramref name="wait"/>, or whoever does is not a worker of this user.</summary>
    internal static WorkerConnection? TryOpen(WorkerEndpoint endpoint, TimeSpan wait, out string failure)
    {
        NamedPipeClientStream? pipe = null;
        try
        {
            pipe = new NamedPipeClientStream(".", endpoint.PipeName(), PipeDirection.InOut, PipeOptions.Asynchronous | CurrentUserOnly);
            pipe.Connect((int)wait.TotalMilliseconds);
            var greeting = Within(pipe, TimeSpan.FromSeconds(10), CancellationToken.None, () => SolverFrames.Read(pipe), out _);
            if (greeting is not null)
            {
                failure = "";
                return new WorkerConnection(pipe, SolverMessages.DecodeHello(greeting));
            }

            failure = "the worker did not greet";
        }
        catch (Exception exception) when (IsPipeFailure(exception))
        {
            failure = exception.Message;
        }

        pipe?.Dispose();
        return null;
    }

    /// <summary>Null where the worker ended before it answered.</summary>
    internal SolverAnswer? Ask(byte[] query, TimeSpan budget, CancellationToken cancellation)
    {
        try
        {
            var reply = Within(
                pipe,
                budget,
                cancellation,
                () =>
                {
                    SolverFrames.Write(pipe, query);
                    return SolverFrames.Read(pipe);
                },
                out var expired);
            cancellation.ThrowIfCancellationRequested();
            IsBroken = reply is null;
            return expired ? new SolverAnswer(SolverStatus.Timeout, "", $"the worker did not answer within {budget.TotalSeconds:0.#} s")
                : reply is null ? null
                : SolverMessages.DecodeAnswer(reply);
        }
        catch (Exception exception) when (IsPipeFailure(exception))
        {
            IsBroken = true;
            return null;
        }
    }

    /// <summary>The reply to any other message; null where none came.</summary>
    internal byte[]? Exchange(byte[] message, TimeSpan budget, CancellationToken cancellation)
    {
        try
        {
            var reply = Within(
                pipe,
                budget,
                cancellation,
                () =>
                {
                    SolverFrames.Write(pipe, message);
                    return SolverFrames.Read(pipe);
                },
                out _);
            cancellation.ThrowIfCancellationRequested();
            IsBroken = reply is null;
            return reply;
        }
        catch (Exception exception) when (IsPipeFailure(exception))
        {
            IsBroken = true;
            return null;
        }
    }

    public void Dispose() => pipe.Dispose();

    /// <summary>Runs a blocking exchange; when time or patience is over, closes the pipe under it, which ends it.</summary>
    private static byte[]? Within(
        NamedPipeClientStream pipe, TimeSpan budget, CancellationToken cancellation, Func<byte[]?> exchange, out bool expired)
    {
        using var deadline = new CancellationTokenSource(budget);
        byte[]? reply = null;
        try
        {
            using (deadline.Token.Register(pipe.Dispose))
            using (cancellation.Register(pipe.Dispose))
            {
                reply = exchange();
            }
        }
        catch (Exception exception) when (IsPipeFailure(exception) && (deadline.IsCancellationRequested || cancellation.IsCancellationRequested))
        {
            reply = null;
        }

        expired = reply is null && deadline.IsCancellationRequested && !cancellation.IsCancellationRequested;
        return reply;
    }

    private static bool IsPipeFailure(Exception exception) => exception
        is IOException or TimeoutException or UnauthorizedAccessException or ObjectDisposedException or InvalidOperationException
        or ArgumentOutOfRangeException or InvalidDataException;
}
