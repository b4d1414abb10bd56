using System.IO.Pipes;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>Listens on the endpoint's pipe, this user's processes only, until nobody asked for a while.</summary>
/// <param name="pipeName">Name of the pipe.</param>
/// <param name="solver">Who answers; asked by several threads at a time.</param>
/// <param name="verdicts">What clients have kept.</param>
/// <param name="unavailability">What the greeting says where there is no solver; empty otherwise.</param>
/// <param name="time">The clock.</param>
/// <param name="idleTime">How long without a question until it ends.</param>
internal sealed class WorkerServer(string pipeName, ISolver solver, VerdictCache verdicts, Func<string> unavailability, TimeProvider time, TimeSpan idleTime)
{
    private const int MaximumConnections = 200;
    private const int ThreadStack = 256 * 1024;

    private readonly SemaphoreSlim connections = new(MaximumConnections, MaximumConnections);
    private readonly object activity = new();
    private int questions;

    /// <summary>Serves until idle or <paramref name="stop"/>.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
        await using var idle = time.CreateTimer(_ => EndIfIdle(ending), null, idleTime, Timeout.InfiniteTimeSpan);
        while (!ending.IsCancellationRequested)
        {
            NamedPipeServerStream? pipe = null;
            try
            {
                await connections.WaitAsync(ending.Token);
                pipe = new NamedPipeServerStream(
                    pipeName,
                    PipeDirection.InOut,
                    NamedPipeServerStream.MaxAllowedServerInstances,
                    PipeTransmissionMode.Byte,
                    PipeOptions.Asynchronous | PipeOptions.CurrentUserOnly);
                if (!OperatingSystem.IsWindows())
                {
                    // The runtime checks who connects; the mode says so too. The folder, user-only, covers the moment between.
                    File.SetUnixFileMode(pipeName, UnixFileMode.UserRead | UnixFileMode.UserWrite);
                }

                await pipe.WaitForConnectionAsync(ending.Token);
                Serve(pipe, idle);
            }
            catch (Exception exception) when (exception is OperationCanceledException or IOException or UnauthorizedAccessException)
            {
                // Somebody else's process, or one that went away at once, or the end.
                pipe?.Dispose();
                connections.Release();
            }
        }
    }

    private void EndIfIdle(CancellationTokenSource ending)
    {
        lock (activity)
        {
            if (questions == 0)
            {
                ending.Cancel();
            }
        }
    }

    // A thread a connection: questions block on the solver, and would starve the pool that the pipes' own work runs on.
    private void Serve(NamedPipeServerStream pipe, ITimer idle) => new Thread(
        () =>
        {
            try
            {
                using (pipe)
                {
                    Converse(pipe, idle);
                }
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or ObjectDisposedException)
            {
                // A client that went away, or is none of ours.
            }
            finally
            {
                connections.Release();
            }
        },
        ThreadStack)
    {
        IsBackground = true,
    }.Start();

    private void Converse(NamedPipeServerStream pipe, ITimer idle)
    {
        SolverFrames.Write(pipe, SolverMessages.Encode(new SolverHello(solver.Version, unavailability())));
        while (SolverFrames.Read(pipe) is { } frame)
        {
            SolverFrames.Write(pipe, Reply(frame, idle));
        }
    }

    private byte[] Reply(byte[] frame, ITimer idle)
    {
        switch (SolverMessages.KindOf(frame))
        {
            case SolverMessageKind.Recall:
                var found = SolverMessages.DecodeRecall(frame).Select(key => (Key: key, Verdict: verdicts.FindVerdict(key))).Where(v => v.Verdict is not null);
                return SolverMessages.EncodeVerdicts(found.Select(v => KeyValuePair.Create(v.Key, v.Verdict!)));
            case SolverMessageKind.Verdicts:
                foreach (var verdict in SolverMessages.DecodeVerdicts(frame))
                {
                    verdicts.KeepVerdict(verdict.Key, verdict.Value);
                }

                return SolverMessages.EncodeVerdicts([]);
            default:
                return SolverMessages.Encode(Answer(SolverMessages.DecodeQuery(frame), idle));
        }
    }

    private SolverAnswer Answer(SolverQuery query, ITimer idle)
    {
        Begin();
        try
        {
            return solver.Check(query, CancellationToken.None);
        }
        finally
        {
            End(idle);
        }
    }

    private void Begin()
    {
        lock (activity)
        {
            questions++;
        }
    }

    private void End(ITimer idle)
    {
        lock (activity)
        {
            questions--;
            idle.Change(idleTime, Timeout.InfiniteTimeSpan);
        }
    }
}
