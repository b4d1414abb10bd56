using Maestro.Cli.Worker;
using Maestro.Verification.Solving;
using Microsoft.Extensions.Time.Testing;

namespace Maestro.Cli.Tests.Worker;

public sealed class WorkerServerTests : IDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(10);

    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider time = new();

    // The client's name for a pipe comes from its endpoint, so the server takes it from there.
    private WorkerEndpoint Endpoint => new(CliTool.Path, CacheFolder: folder.Root);

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_worker_is_gone_after_ten_idle_minutes()
    {
        var server = Run(new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, "")), TestContext.Current.CancellationToken);

        time.Advance(Idle - TimeSpan.FromSeconds(1));
        Assert.False(server.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        await server.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_question_starts_the_ten_minutes_again()
    {
        var server = Run(new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, "")), TestContext.Current.CancellationToken);
        using var client = new WorkerClient(Endpoint);
        Assert.Equal(SolverStatus.Unsat, client.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken).Status);

        time.Advance(Idle - TimeSpan.FromSeconds(1));
        Assert.Equal(SolverStatus.Unsat, client.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken).Status);
        time.Advance(TimeSpan.FromSeconds(2));
        Assert.False(server.IsCompleted);

        time.Advance(Idle);
        await server.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task A_worker_at_work_is_not_idle()
    {
        using var solver = new GatedSolver();
        var server = Run(solver, TestContext.Current.CancellationToken);
        using var client = new WorkerClient(Endpoint);
        var answer = Task.Run(() => client.Check(new SolverQuery("", 1), CancellationToken.None), TestContext.Current.CancellationToken);
        solver.Asked.Wait(TestContext.Current.CancellationToken);

        time.Advance(Idle + Idle);
        Assert.False(server.IsCompleted);
        solver.Gate.Set();

        Assert.Equal(SolverStatus.Unsat, (await answer).Status);
        Assert.Equal(SolverStatus.Unsat, client.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken).Status);
    }

    [Fact]
    public async Task A_worker_with_another_solver_does_not_answer_in_the_name_of_the_first()
    {
        using var client = new WorkerClient(Endpoint);
        using (var first = new CancellationTokenSource())
        {
            var server = Run(new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, "")), first.Token);
            Assert.Equal(SolverStatus.Unsat, client.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken).Status);
            client.Dispose();
            await first.CancelAsync();
            await server;
        }

        using var other = new GatedSolver();
        other.Gate.Set();
        _ = Run(other, TestContext.Current.CancellationToken);

        var answer = client.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken);
        Assert.Equal(SolverStatus.Unavailable, answer.Status);
        Assert.Contains("from z3 scripted to z3 gated", answer.Reason, StringComparison.Ordinal);
        Assert.Equal("z3 scripted", client.Version);
    }

    [Fact]
    public void What_one_client_keeps_another_finds()
    {
        _ = Run(new ScriptedSolver(new SolverAnswer(SolverStatus.Unsat, "")), TestContext.Current.CancellationToken);
        using var first = new WorkerClient(Endpoint);
        using var second = new WorkerClient(Endpoint);
        var (known, unknown) = (new string('1', 64), new string('2', 64));

        first.Keep(known, "what was found\n", TestContext.Current.CancellationToken);

        Assert.Equal([KeyValuePair.Create(known, "what was found\n")], second.Find([unknown, known, "no key"], TestContext.Current.CancellationToken));
        Assert.Equal(SolverStatus.Unsat, second.Check(new SolverQuery("", 1), TestContext.Current.CancellationToken).Status);
    }

    private Task Run(ISolver solver, CancellationToken stop)
    {
        Directory.CreateDirectory(WorkerEndpoint.Folder());
        return new WorkerServer(Endpoint.PipeName(), solver, new VerdictCache(Path.Combine(folder.Root, "verdicts")), () => "", time, Idle)
            .RunAsync(stop);
    }

    private sealed class GatedSolver : ISolver, IDisposable
    {
        internal ManualResetEventSlim Asked { get; } = new();

        internal ManualResetEventSlim Gate { get; } = new();

        public string Version => "z3 gated";

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
        {
            Asked.Set();
            Gate.Wait(cancellation);
            return new SolverAnswer(SolverStatus.Unsat, "");
        }

        public void Dispose()
        {
            Asked.Dispose();
            Gate.Dispose();
        }
    }
}
