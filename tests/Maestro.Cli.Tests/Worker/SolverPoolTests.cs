using System.Diagnostics;
using Maestro.Cli.Worker;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Tests.Worker;

public sealed class SolverPoolTests
{
    private static readonly SolverQuery Easy = new("(assert false)(check-sat)", 1_000_000);

    // The factors of a prime of 96 bits: no machine is quick enough, and without a budget only a watchdog or a signal ends it.
    private static readonly SolverQuery Endless = new(
        """
        (declare-const a (_ BitVec 96))
        (declare-const b (_ BitVec 96))
        (assert (and (bvult #x000000000000000000000001 a) (bvult a #x000000000001000000000000)))
        (assert (and (bvult #x000000000000000000000001 b) (bvult b #x000000000001000000000000)))
        (assert (= (bvmul a b) #x800000000000000000000009))
        (check-sat)
        """,
        0);

    // Two million gates.
    private static readonly SolverQuery Greedy = new(
        "(declare-const a (_ BitVec 1000))(declare-const b (_ BitVec 1000))(assert (= (bvmul a b b) (bvadd (bvmul a a b) (_ bv7 1000))))(check-sat)", 0);

    [Fact]
    public void A_pool_answers_through_its_children()
    {
        using var pool = Pool();

        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
        Assert.Equal("((a 41))", Ask(pool, new SolverQuery("(declare-const a Int)(assert (= a 41))(check-sat)(get-value (a))", 1_000_000)).Output);
        Assert.Equal(new NativeZ3(new Z3Location()).Version, pool.Version);
    }

    [Fact]
    public void A_child_killed_while_it_waits_is_replaced_and_costs_nothing()
    {
        using var pool = Pool();
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);

        using (var victim = Process.GetProcessById(Assert.Single(pool.IdleProcesses)))
        {
            victim.Kill();
            victim.WaitForExit();
        }

        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public async Task A_child_killed_at_work_costs_one_verdict()
    {
        using var pool = Pool();
        var victim = OnlyChild(pool);

        var answer = Task.Run(() => Ask(pool, Endless), TestContext.Current.CancellationToken);
        await UntilWorking(victim);
        Process.Start("kill", $"-9 {victim}").WaitForExit();

        var lost = await answer;
        Assert.Equal(SolverStatus.Error, lost.Status);
        Assert.Contains("exit code 137", lost.Reason, StringComparison.Ordinal);
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public void A_child_that_is_stopped_is_killed_by_the_watchdog()
    {
        using var pool = Pool(watchdog: TimeSpan.FromSeconds(1));
        var victim = OnlyChild(pool);
        Assert.True(ProcessTable.Freeze(victim));

        Assert.Equal(SolverStatus.Timeout, Ask(pool, Easy).Status);
        Assert.False(Directory.Exists($"/proc/{victim}"), "the stopped child still exists");
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public void A_query_that_does_not_end_is_ended_by_the_watchdog()
    {
        using var pool = Pool(watchdog: TimeSpan.FromSeconds(1));

        Assert.Equal(SolverStatus.Timeout, Ask(pool, Endless).Status);
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public void A_query_that_wants_more_memory_than_there_is_costs_one_verdict()
    {
        using var pool = Pool(memory: 64);

        var starved = Ask(pool, Greedy);

        Assert.Equal(SolverStatus.Error, starved.Status);
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public void A_caller_that_gives_up_gets_its_cancellation_and_the_pool_goes_on()
    {
        using var pool = Pool();
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(500));

        Assert.Throws<OperationCanceledException>(() => pool.Check(Endless, source.Token));
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
    }

    [Fact]
    public void No_library_is_unavailable_with_the_reason()
    {
        using var pool = new SolverPool(new SolverProcessOptions(CliTool.Path, "/nowhere/libz3.so"));

        var answer = Ask(pool, Easy);

        Assert.Equal(SolverStatus.Unavailable, answer.Status);
        Assert.Contains("/nowhere/libz3.so", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void No_tool_is_unavailable()
    {
        using var pool = new SolverPool(new SolverProcessOptions("/nowhere/maestro"));

        Assert.Equal(SolverStatus.Unavailable, Ask(pool, Easy).Status);
    }

    [Fact]
    public void A_tool_that_is_no_solver_is_unavailable()
    {
        using var pool = new SolverPool(new SolverProcessOptions("/bin/false"));

        Assert.Equal(SolverStatus.Unavailable, Ask(pool, Easy).Status);
    }

    [Fact]
    public void More_questions_than_children_are_all_answered()
    {
        using var pool = Pool();

        var answers = Enumerable.Range(0, 24).AsParallel().AsOrdered().WithDegreeOfParallelism(8)
            .Select(n => Ask(pool, new SolverQuery($"(declare-const a Int)(assert (= a {n}))(check-sat)(get-value (a))", 1_000_000)).Output);

        Assert.Equal(Enumerable.Range(0, 24).Select(n => $"((a {n}))"), answers);
    }

    private static SolverPool Pool(TimeSpan? watchdog = null, int memory = 1024) => new(new SolverProcessOptions(CliTool.Path)
    {
        Watchdog = watchdog ?? TimeSpan.FromSeconds(60),
        MemoryMebibytes = memory,
        Processes = 2,
    });

    private static SolverAnswer Ask(SolverPool pool, SolverQuery query) => pool.Check(query, TestContext.Current.CancellationToken);

    private static int OnlyChild(SolverPool pool)
    {
        Assert.Equal(SolverStatus.Unsat, Ask(pool, Easy).Status);
        return Assert.Single(pool.IdleProcesses);
    }

    /// <summary>Until the child has used processor time for this query, so that the signal meets it at work.</summary>
    private static async Task UntilWorking(int id)
    {
        using var process = Process.GetProcessById(id);
        var before = process.TotalProcessorTime;
        while (process.TotalProcessorTime - before < TimeSpan.FromMilliseconds(100))
        {
            await Task.Delay(10, TestContext.Current.CancellationToken);
            process.Refresh();
        }
    }
}
