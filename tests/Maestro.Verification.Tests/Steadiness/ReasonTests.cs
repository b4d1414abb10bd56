using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>Unknown has a reason, of eight; those that a solver or a replay decides are reached here, as <c>prove --json</c> prints it.</summary>
public sealed class ReasonTests
{
    private static readonly string[] Words =
        ["timeout", "rlimit", "unsupported-construct", "invariant-too-weak", "callee-contract-too-weak", "not-reproduced", "not-replayable", "solver-error"];

    private const string Divides = "public class C { public static int M(int a, int b) { Contract.Requires(b > 0); return a / b; } }";

    [Fact]
    public void An_unsupported_construct_is_named()
    {
        var reason = Reason("public class C { public static System.Collections.Generic.IEnumerable<int> M() { yield return 1; } }");

        Assert.StartsWith("unsupported-construct(", reason, StringComparison.Ordinal);
        Assert.Contains("iterator", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_callee_is_named() => Assert.Equal("callee-contract-too-weak(M:C.Next(System.Int32))", Reason(
        "public class C { static int Next(int n) { return n + 1; } public static int M(int n) { Contract.Requires(n >= 0 && n < 9); Contract.Ensures(Contract.Result<int>() > 0); return Next(n); } }"));

    [Fact]
    public void What_cannot_be_built_is_not_replayable() => Assert.StartsWith("not-replayable(", Reason(
        "public abstract class Shut { private Shut() { } public int F; } public class C { public static int M(Shut s) { Contract.Requires(s != null); Contract.Requires(s!.F >= 0); return 10 / s.F; } }"), StringComparison.Ordinal);

    [Theory]
    [InlineData(SolverStatus.Timeout, "timeout")]
    [InlineData(SolverStatus.Rlimit, "rlimit")]
    [InlineData(SolverStatus.Unknown, "rlimit")]
    [InlineData(SolverStatus.Error, "solver-error")]
    [InlineData(SolverStatus.Unavailable, "solver-error")]
    [InlineData(SolverStatus.Sat, "not-reproduced")]
    public void What_the_solver_says_has_a_word_of_its_own(SolverStatus status, string word) => Assert.Equal(word, Reason(Divides, new Always(status)).Split('(')[0]);

    [Fact]
    public void Contracts_that_mean_nothing_say_so_within_the_eight()
    {
        Assert.StartsWith("unsupported-construct(vacuous contract: ", Reason("public class C { public static int M(int n) { Contract.Requires(n > 0); Contract.Requires(n < 0); return n; } }"), StringComparison.Ordinal);
        Assert.StartsWith("unsupported-construct(ill-formed contract: ", Reason("public class C { public static int M(int n) { Contract.Requires(10 / n > 0); return n; } }"), StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_other_word() =>
        Assert.Equal(Words.Order(StringComparer.Ordinal), Enum.GetValues<UnknownKind>().Select(k => new UnknownReason(k, "x", 1).ToString().Split('(')[0]).Distinct().Order(StringComparer.Ordinal));

    private static string Reason(string source, ISolver? solver = null)
    {
        var reader = new ContractReader(new MethodBodies(Proving.Compile(source)));
        var verifier = new Verifier(reader, solver ?? Proving.Solver, new VerifierOptions(VerifyScope.All, Depth: 0), new WitnessSearch(reader));
        var report = verifier.Verify(verifier.Methods(VerifyScope.All).Single(m => m.Name == "M"), TestContext.Current.CancellationToken);
        return (report.Reason ?? report.Obligations.Select(o => o.Verdict).OfType<Verdict.Unknown>().First().Reason).ToString();
    }

    /// <summary>One that always says the same.</summary>
    private sealed class Always(SolverStatus status) : ISolver
    {
        public string Version => "none";

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation) => new(status, "", status.ToString());
    }
}
