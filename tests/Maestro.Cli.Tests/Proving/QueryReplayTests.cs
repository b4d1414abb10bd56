using System.Diagnostics;
using Maestro.Cli.Proving;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Tests.Proving;

public sealed class QueryReplayTests : IDisposable
{
    private const string Follows = "(declare-const x0 Int)\n(assert (> x0 3))\n(assert (not (> x0 2)))\n(check-sat-using (using-params smt :arith.nl.nra false))\n";
    private const string DoesNotFollow = "(declare-const x0 Int)\n(assert (> x0 3))\n(assert (not (> x0 4)))\n(check-sat-using default)\n(get-value (x0))\n";
    private const string Both = "(push 1)\n" + Follows + "(pop 1)\n(push 1)\n(declare-const x0 Int)\n(assert (= x0 1))\n(check-sat-using default)\n(pop 1)\n";

    private readonly TemporaryFolder _folder = new();
    private readonly NativeZ3 _z3 = new(new Z3Location());

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_decided_query_is_a_file_that_reads_back_as_it_was()
    {
        var written = Record(Follows);

        Assert.Equal(Path.Combine(_folder.Root, written.Digest + ".smt2"), Assert.Single(Directory.GetFiles(_folder.Root)));
        var read = StoredQuery.Read(Path.Combine(_folder.Root, written.FileName)).Value;
        Assert.Equal(written.ToBytes(), read.ToBytes());
        Assert.Equal([SolverStatus.Unsat], read.Answers);
        Assert.Equal(_z3.Version, read.Solver);
    }

    [Fact]
    public void The_least_budget_that_decides_is_kept_whatever_the_order()
    {
        var recording = new RecordingSolver(_z3);
        foreach (var budget in new uint[] { 500_000, 100_000, 900_000 })
        {
            recording.Check(new SolverQuery(Follows, budget), CancellationToken.None);
        }

        recording.Write(_folder.Root);

        Assert.Equal(100_000u, StoredQuery.Read(Assert.Single(Directory.GetFiles(_folder.Root))).Value.Rlimit);
    }

    [Theory]
    [InlineData("unsat", "sat")]
    [InlineData("; rlimit 1000000", "; rlimit many")]
    [InlineData("(> x0 3)", "(> x0 9)")]
    public void A_changed_file_is_no_query(string from, string to)
    {
        var path = Path.Combine(_folder.Root, Record(Follows).FileName);
        File.WriteAllText(path, File.ReadAllText(path).Replace(from, to, StringComparison.Ordinal));

        if (from == "unsat")
        {
            // The answer is not in the digest: asking again is what finds it.
            Assert.True(StoredQuery.Read(path).Succeeded);
        }
        else
        {
            Assert.Equal("MAE0050", StoredQuery.Read(path).Problem!.Id);
        }
    }

    [Fact]
    public async Task Asking_again_confirms_what_was_answered_by_both_solvers()
    {
        var second = Assert.IsType<SecondSolver>(await SecondSolver.FindAsync(TestContext.Current.CancellationToken));

        var report = await Replay(second, Record(Follows), Record(DoesNotFollow), Record(Both));

        Assert.Equal((3, 4, 3), (report.Queries, report.Checks, report.Confirmed));
        Assert.Equal((4, 0), (report.Agreed, report.NoOpinion));
        Assert.Empty(report.Disagreements);
    }

    [Fact]
    public async Task A_stored_answer_that_nobody_gives_is_named_by_query_and_solver()
    {
        var second = Assert.IsType<SecondSolver>(await SecondSolver.FindAsync(TestContext.Current.CancellationToken));
        var forged = Record(DoesNotFollow) with { Answers = [SolverStatus.Unsat] };

        var report = await Replay(second, forged);

        Assert.Equal([_z3.Version, second.Version], report.Disagreements.Select(d => d.Solver).Order(StringComparer.Ordinal).Reverse());
        Assert.All(report.Disagreements, d => Assert.Equal((forged.FileName, "unsat", "sat"), (d.Query, d.Stored, d.Now)));
    }

    [Fact]
    public async Task What_only_one_solver_understands_is_no_opinion()
    {
        var second = Assert.IsType<SecondSolver>(await SecondSolver.FindAsync(TestContext.Current.CancellationToken));
        var ofZ3 = new StoredQuery(_z3.Version, 1_000_000, [SolverStatus.Unsat], "(declare-const x0 Int)\n(assert (= (bv2int (int2bv x0)) (+ x0 1)))\n(assert false)\n(check-sat-using default)\n");

        Assert.Equal([SolverStatus.Unknown], await second.CheckAsync(ofZ3, _folder.Root, TestContext.Current.CancellationToken));
    }

    [Fact]
    public void The_command_fails_on_a_forged_answer_and_names_its_file()
    {
        var forged = Record(DoesNotFollow) with { Answers = [SolverStatus.Unsat] };
        File.WriteAllBytes(Path.Combine(_folder.Root, forged.FileName), forged.ToBytes());

        var (exitCode, output, error) = Run("prove", "--replay", _folder.Root, "--json");

        Assert.Equal(1, exitCode);
        Assert.Contains("\"confirmed\":0", output, StringComparison.Ordinal);
        Assert.Contains($"{forged.FileName}: error MAE0053: Stored as unsat, but {_z3.Version} says sat.", error, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_holds_where_all_is_confirmed_and_tells_what_it_lacks()
    {
        Record(Follows);

        Assert.Equal((0, "1 queries with 1 checks: 1 confirmed by " + _z3.Version), (Run("prove", "--replay", _folder.Root) is var (code, text, _) ? code : -1, text.Split('\n')[0]));
        Assert.Equal((3, true), (Run("prove", "--replay", Path.Combine(_folder.Root, "none")) is var (none, _, why) ? none : -1, why.Contains("MAE0010", StringComparison.Ordinal)));
        Assert.Equal(2, Run("prove", "some.csproj", "--replay", _folder.Root).ExitCode);
    }

    private StoredQuery Record(string script)
    {
        var recording = new RecordingSolver(_z3);
        var answer = recording.Check(new SolverQuery(script, 1_000_000), CancellationToken.None);
        Assert.True(recording.Write(_folder.Root).Succeeded);
        var checks = StoredQuery.ChecksIn(script);
        return new StoredQuery(_z3.Version, 1_000_000, checks == 1 ? [answer.Status] : answer.Each(checks), script);
    }

    private Task<ReplayReport> Replay(SecondSolver? second, params StoredQuery[] queries) =>
        QueryReplay.RunAsync(queries, _z3, second, Directory.CreateDirectory(Path.Combine(_folder.Root, "scratch")).FullName, _ => { }, TestContext.Current.CancellationToken);

    private static (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(CliTool.Path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, output, error.Result);
    }
}
