using Maestro.Verification.Solving;

namespace Maestro.Verification.Tests.Solving;

public sealed class NativeZ3Tests
{
    private const uint Ample = 10_000_000;
    private const string Hard =
        """
        (declare-const i (_ BitVec 32))
        (declare-const n (_ BitVec 32))
        (assert (bvsgt n #x00000000))
        (assert (not (bvsge (bvsrem (bvadd (bvsrem i n) n) n) #x00000000)))
        (check-sat)
        (get-value (i n))
        """;

    private static NativeZ3 Solver { get; } = new(new Z3Location());

    [Fact]
    public void A_contradiction_is_unsat_and_the_missing_model_is_not_an_error()
    {
        var answer = Check("(declare-const a Int)(assert (> a 0))(assert (< a 0))(check-sat)(get-value (a))");

        Assert.Equal(new SolverAnswer(SolverStatus.Unsat, "") { Used = answer.Used }, answer);
    }

    [Fact]
    public void A_satisfiable_script_gives_the_values_of_its_model()
    {
        var answer = Check("(declare-const a Int)(assert (= a 41))(check-sat)(get-value (a))");

        Assert.Equal(new SolverAnswer(SolverStatus.Sat, "((a 41))") { Used = answer.Used }, answer);
        Assert.InRange(answer.Used, 1, 10_000);
    }

    [Theory]
    [InlineData("(assert (> a 0))(assert false)(check-sat)", "unknown constant")]
    [InlineData("(declare-const a Int", "expected")]
    [InlineData("(set-option :no-such-option true)(assert false)(check-sat)", "unknown parameter")]
    [InlineData("(echo \"unsat\")(check-sat)", "sat")]
    [InlineData("(check-sat)(echo \"unsat\")(check-sat)", "malformed")]
    [InlineData("(push 1)(assert (> a 0))(check-sat)(pop 1)(push 1)(assert false)(check-sat)(pop 1)", "unknown constant")]
    [InlineData("(assert true)", "no (check-sat)")]
    [InlineData("(declare-const a Int)(check-sat)(get-value (b))", "unknown constant")]
    [InlineData("(assert false)(check-sat)\0(assert true)", "NUL")]
    public void A_malformed_script_is_an_error_whatever_status_follows(string script, string reason)
    {
        var answer = Check(script);

        Assert.Equal(SolverStatus.Error, answer.Status);
        Assert.Contains(reason, answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Several_checks_have_an_answer_each_and_a_budget_each()
    {
        var hard = Hard.Replace("(get-value (i n))", "", StringComparison.Ordinal);
        var script = $"(push 1)(assert false)(check-sat)(pop 1)(push 1){hard}(pop 1)(push 1)(assert true)(check-sat)(pop 1)";

        var answer = Solver.Check(new SolverQuery(script, 200_000), CancellationToken.None);

        Assert.Equal(SolverStatus.Unknown, answer.Status);
        Assert.Equal([SolverStatus.Unsat, SolverStatus.Unknown, SolverStatus.Sat], answer.Each(3));
        Assert.Empty(answer.Each(2));
        Assert.Empty(answer.Each(4));
    }

    [Fact]
    public void Several_checks_are_unsat_only_where_all_are()
    {
        var answer = Check("(push 1)(assert false)(check-sat)(pop 1)(push 1)(assert false)(check-sat)(pop 1)");

        Assert.Equal(SolverStatus.Unsat, answer.Status);
        Assert.Equal([SolverStatus.Unsat, SolverStatus.Unsat], answer.Each(2));
    }

    [Theory]
    [InlineData(SolverStatus.Error)]
    [InlineData(SolverStatus.Timeout)]
    [InlineData(SolverStatus.Unavailable)]
    public void Words_of_an_answer_that_failed_count_for_nothing(SolverStatus status) =>
        Assert.Empty(new SolverAnswer(status, "unsat\nunsat").Each(2));

    [Fact]
    public void A_budget_used_up_is_told_apart_from_a_logic_given_up()
    {
        const string incomplete = "(declare-const x Real)(assert (= (^ 2.0 x) 3.0))(check-sat)";

        Assert.Equal(SolverStatus.Rlimit, Solver.Check(new SolverQuery(Hard, 200_000), CancellationToken.None).Status);
        Assert.Equal(SolverStatus.Unknown, Check(incomplete).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(10_000)]
    [InlineData(1_000_000)]
    public void The_same_budget_gives_the_same_answer(uint rlimit)
    {
        var answers = Enumerable.Range(0, 5)
            .Select(_ => new NativeZ3(new Z3Location()).Check(new SolverQuery(Hard, rlimit), CancellationToken.None))
            .Distinct();

        Assert.Equal(SolverStatus.Rlimit, Assert.Single(answers).Status);
    }

    [Fact]
    public void The_budget_that_decides_a_query_is_a_sharp_line()
    {
        const string script = "(declare-const a (_ BitVec 12))(assert (= (bvmul a a) #x5d1))(check-sat)";
        uint low = 0;
        uint high = Ample;
        while (high - low > 1)
        {
            var middle = low + (high - low) / 2;
            var decided = Solver.Check(new SolverQuery(script, middle), CancellationToken.None).Status is not SolverStatus.Rlimit;
            (low, high) = decided && middle > 0 ? (low, middle) : (middle, high);
        }

        Assert.InRange(high, 2u, Ample - 1);
        for (var again = 0; again < 3; again++)
        {
            Assert.Equal(SolverStatus.Rlimit, Solver.Check(new SolverQuery(script, low), CancellationToken.None).Status);
            Assert.NotEqual(SolverStatus.Rlimit, Solver.Check(new SolverQuery(script, high), CancellationToken.None).Status);
        }
    }

    [Fact]
    public void Threads_that_ask_at_once_do_not_disturb_each_other()
    {
        var answers = Enumerable.Range(0, 64)
            .AsParallel().AsOrdered()
            .Select(n => Check($"(declare-const a Int)(assert (= a {n}))(check-sat)(get-value (a))").Output)
            .ToList();

        Assert.Equal(Enumerable.Range(0, 64).Select(n => $"((a {n}))"), answers);
    }

    [Fact]
    public void The_watchdog_ends_a_query_with_a_timeout()
    {
        var impatient = new NativeZ3(new Z3Location(), TimeSpan.FromMilliseconds(50));

        var answer = impatient.Check(new SolverQuery(Hard, 0), CancellationToken.None);

        Assert.Equal(SolverStatus.Timeout, answer.Status);
    }

    [Fact]
    public void A_query_that_minds_no_budget_is_ended_in_a_script_of_several_too()
    {
        var hard = Hard.Replace("(get-value (i n))", "", StringComparison.Ordinal);
        var impatient = new NativeZ3(new Z3Location(), TimeSpan.FromMilliseconds(50));

        var answer = impatient.Check(new SolverQuery($"(push 1)(assert false)(check-sat)(pop 1)(push 1){hard}(pop 1)", 0), CancellationToken.None);

        Assert.Equal(SolverStatus.Timeout, answer.Status);
        Assert.Empty(answer.Each(2));
    }

    [Fact]
    public void A_watchdog_is_there_where_none_is_named()
    {
        Assert.Equal(NativeZ3.DefaultWatchdog, new NativeZ3(new Z3Location()).Watchdog);
        Assert.InRange(NativeZ3.DefaultWatchdog, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(5));
    }

    [Fact]
    public void A_caller_that_gives_up_gets_its_cancellation()
    {
        using var source = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => Solver.Check(new SolverQuery(Hard, 0), source.Token));
    }

    [Fact]
    public void No_library_is_unavailable_and_says_where_it_looked()
    {
        var none = new NativeZ3(new Z3Location(ExplicitPath: "/nowhere/libz3.so"));

        var answer = none.Check(new SolverQuery("(check-sat)", Ample), CancellationToken.None);

        Assert.Equal(SolverStatus.Unavailable, answer.Status);
        Assert.Contains("/nowhere/libz3.so", answer.Reason, StringComparison.Ordinal);
        Assert.Contains("MaestroZ3Path", answer.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_libz3_is_unavailable()
    {
        var folder = Directory.CreateTempSubdirectory("maestro-z3-");
        try
        {
            var file = Path.Combine(folder.FullName, "libz3.so");
            File.WriteAllText(file, "not a library");

            var none = new NativeZ3(new Z3Location(ExplicitPath: file));

            Assert.False(none.IsAvailable);
            Assert.Contains(file, none.Unavailability, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void The_version_names_the_solver_and_all_of_its_numbers() =>
        Assert.Matches(@"^z3 \d+\.\d+\.\d+\.\d+", Solver.Version);

    private static SolverAnswer Check(string script) => Solver.Check(new SolverQuery(script, Ample), CancellationToken.None);
}
