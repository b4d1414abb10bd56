using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Pipes;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Tests.Worker;

/// <summary>The worker as compilers meet it: real processes, started on demand. Each test has a cache folder, and so a worker, of its own.</summary>
[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class WorkerTests : IDisposable
{
    private static readonly SolverQuery Easy = new("(assert false)(check-sat)", 1_000_000);

    private readonly TemporaryFolder folder = new();

    private WorkerEndpoint Endpoint => new(CliTool.Path, CacheFolder: folder.Root);

    public void Dispose()
    {
        foreach (var id in WorkerProcesses())
        {
            ProcessTable.Kill(id);
        }

        File.Delete(Endpoint.PipeName());
        File.Delete(Endpoint.LockPath());
        folder.Dispose();
    }

    [Fact]
    public void The_first_question_starts_a_worker_and_later_clients_find_it()
    {
        using var first = new WorkerClient(Endpoint);
        using var second = new WorkerClient(Endpoint);

        Assert.Equal(SolverStatus.Unsat, Ask(first, Easy).Status);
        Assert.Equal(SolverStatus.Unsat, Ask(second, Easy).Status);
        Assert.StartsWith("z3 ", second.Version, StringComparison.Ordinal);
        Assert.Single(WorkerProcesses());
    }

    [Fact]
    public void Clients_that_come_at_once_start_one_worker()
    {
        var answers = new ConcurrentBag<SolverStatus>();
        var threads = Enumerable.Range(0, 8).Select(_ => new Thread(() =>
        {
            using var client = new WorkerClient(Endpoint);
            answers.Add(Ask(client, Easy).Status);
        })).ToList();

        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(Enumerable.Repeat(SolverStatus.Unsat, 8), answers);
        Assert.True(Eventually(() => WorkerProcesses().Count == 1), "more than one worker stayed");
    }

    [Fact]
    public void A_worker_that_was_killed_is_started_again_for_the_next_question()
    {
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);

        ProcessTable.Kill(Assert.Single(WorkerProcesses()));

        Assert.Equal(SolverStatus.Unsat, Ask(client, new SolverQuery("(assert (not true))(check-sat)", 1_000_000)).Status);
    }

    [Fact]
    public void A_compiler_is_never_kept_waiting_beyond_its_patience()
    {
        using var client = new WorkerClient(Endpoint, new WorkerPatience(TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(1)));
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);
        Assert.True(ProcessTable.Freeze(Assert.Single(WorkerProcesses())));
        var clock = Stopwatch.StartNew();

        var answer = Ask(client, Easy);

        Assert.Equal(SolverStatus.Timeout, answer.Status);
        Assert.InRange(clock.Elapsed.TotalSeconds, 0.9, 5);
    }

    [Fact]
    public void No_worker_is_unavailable_at_once_and_with_a_way_out()
    {
        using var client = new WorkerClient(new WorkerEndpoint("/nowhere/maestro", CacheFolder: folder.Root));

        var answer = Ask(client, Easy);

        Assert.Equal(SolverStatus.Unavailable, answer.Status);
        Assert.Contains("/nowhere/maestro", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("MaestroWorkerPath", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_cannot_start_is_unavailable_with_its_exit_code()
    {
        using var client = new WorkerClient(new WorkerEndpoint("/bin/false", CacheFolder: folder.Root));

        Assert.Contains("exit code 1", Ask(client, Easy).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_worker_that_never_listens_is_waited_for_once()
    {
        var script = Path.Combine(folder.Root, "never");
        File.WriteAllText(script, "#!/bin/sh\nexec sleep 30\n");
        File.SetUnixFileMode(script, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var client = new WorkerClient(new WorkerEndpoint(script), new WorkerPatience(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1)));

        Assert.Equal(SolverStatus.Unavailable, Ask(client, Easy).Status);
        var clock = Stopwatch.StartNew();
        Assert.Equal(SolverStatus.Unavailable, Ask(client, Easy).Status);

        Assert.InRange(clock.Elapsed.TotalMilliseconds, 0, 500);
    }

    [Fact]
    public void A_missing_library_is_told_through_the_worker()
    {
        using var client = new WorkerClient(Endpoint with { Z3Path = "/nowhere/libz3.so" });

        var answer = Ask(client, Easy);

        Assert.Equal(SolverStatus.Unavailable, answer.Status);
        Assert.Contains("/nowhere/libz3.so", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("/nowhere/libz3.so", client.Unavailability, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0x7f })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0xff })]
    [InlineData(new byte[] { 0, 0, 0, 0 })]
    [InlineData(new byte[] { 3, 0, 0, 0, 1, 2, 3 })]
    [InlineData(new byte[] { 2, 0, 0, 0, 1, (byte)'Q' })]
    [InlineData(new byte[] { 10, 0, 0, 0, 1, (byte)'Q', 0, 0, 0, 0, 0xff, 0xff, 0xff, 0x7f })]
    public void A_hostile_frame_ends_its_own_conversation_and_no_other(byte[] bytes)
    {
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);

        using (var hostile = new NamedPipeClientStream(".", Endpoint.PipeName(), PipeDirection.InOut, PipeOptions.Asynchronous))
        {
            hostile.Connect(5_000);
            Assert.NotNull(SolverFrames.Read(hostile));
            hostile.Write(bytes);
            Assert.Null(SolverFrames.Read(hostile));
        }

        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);
        Assert.Single(WorkerProcesses());
    }

    [Fact]
    public void Socket_and_folder_are_for_this_user_only()
    {
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);

        const UnixFileMode Others = (UnixFileMode)0b000_111_111;
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(WorkerEndpoint.Folder()) & Others);
        Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(Endpoint.PipeName()) & Others);
    }

    [Fact]
    public void A_process_that_started_the_worker_leaves_none_of_its_streams_to_it()
    {
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);

        var streams = Enumerable.Range(0, 3)
            .Select(number => File.ResolveLinkTarget($"/proc/{WorkerProcesses()[0]}/fd/{number}", returnFinalTarget: false)?.Name)
            .ToList();
        var own = Enumerable.Range(0, 3)
            .Select(number => File.ResolveLinkTarget($"/proc/self/fd/{number}", returnFinalTarget: false)?.Name)
            .ToList();

        Assert.Empty(streams.Intersect(own));
    }

    [Fact]
    public void Verdicts_outlive_the_worker()
    {
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, Ask(client, Easy).Status);

        Assert.Single(Directory.EnumerateFiles(folder.Root, "*", SearchOption.AllDirectories));
    }

    private static SolverAnswer Ask(ISolver client, SolverQuery query) => client.Check(query, TestContext.Current.CancellationToken);

    private static bool Eventually(Func<bool> holds)
    {
        var clock = Stopwatch.StartNew();
        while (!holds() && clock.Elapsed < TimeSpan.FromSeconds(10))
        {
            Thread.Yield();
        }

        return holds();
    }

    private IReadOnlyList<int> WorkerProcesses() => ProcessTable.Workers(folder.Root);
}
