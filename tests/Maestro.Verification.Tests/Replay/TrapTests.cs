using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Replay;

/// <summary>What is known to go wrong, each as a method with a failure at a line, or with none.</summary>
public sealed class TrapTests
{
    [Theory]
    [InlineData("public static int M(int a, int b) {\nif (b == 0) return 0;\nreturn a / b; }", ObligationKind.Overflow, 4)]
    [InlineData("public static int M(int a) {\nreturn Math.Abs(a); }", ObligationKind.Overflow, 3)]
    [InlineData("public static int[] M(int n) {\nContract.Requires(n >= 1 && n <= int.MaxValue);\nvar m = n * 4;\nif (m > 100) m = 100;\nreturn new int[m]; }", ObligationKind.ArraySize, 6)]
    [InlineData("public static int M(int? n) {\nreturn n.Value; }", ObligationKind.Nullable, 3)]
    [InlineData("public static int M(int? n) {\nreturn (int)n; }", ObligationKind.Nullable, 3)]
    [InlineData("public static int M(object o) {\nif (o == null) return 0;\nreturn (int)o; }", ObligationKind.Cast, 4)]
    [InlineData("public static int M(int a) {\nreturn checked(a + 1); }", ObligationKind.Overflow, 3)]
    [InlineData("public static int M(DayOfWeek d) {\nreturn d switch { DayOfWeek.Sunday => 0, <= DayOfWeek.Saturday => 1 }; }", ObligationKind.Unmatched, 3)]
    [InlineData("public static int M(int[] xs) {\nint i = 0;\ntry { i = xs[5]; } catch (InvalidOperationException) { }\nreturn i; }", ObligationKind.Index, 4)]
    [InlineData("public static int M(int[] xs, int n) {\nContract.Requires(xs != null);\nContract.Ensures(Contract.ForAll(0, n, k => true));\nreturn 0; }", ObligationKind.Range, 4)]
    [InlineData("public static void M(int[] a, int[] b) {\nContract.Requires(a != null && b != null && a.Length > 0 && b.Length > 0);\nContract.Ensures(a[0] == 1);\na[0] = 1;\nb[0] = 2; }", ObligationKind.Post, 4)]
    [InlineData("public static int M(int x) {\nContract.Ensures(Contract.Result<int>() > x);\nx = x - 1;\nif (x > int.MaxValue - 9) return x + 1;\nreturn x; }", ObligationKind.Post, 3)]
    [InlineData("public static void M(int[] xs) {\nContract.Requires(xs != null);\nContract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == Contract.OldValue(xs[k])));\nif (xs.Length > 1) xs[1]++; }", ObligationKind.Post, 4)]
    [InlineData("public static int M(int n) {\nContract.Requires(n >= 0 && n < 9);\nint i = 0;\nwhile (i < n) {\nContract.Invariant(i < n);\ni++; }\nreturn i; }", ObligationKind.InvariantKeep, 6)]
    [InlineData("public static int M(int n) {\nContract.Requires(n >= 0 && n < 9);\nint i = 1;\nwhile (i < n) {\nContract.Invariant(i <= n);\ni++; }\nreturn i; }", ObligationKind.InvariantInit, 6)]
    [InlineData("public static bool M(double d) {\nContract.Assert(d <= 0 || d >= 0);\nreturn true; }", ObligationKind.Assert, 3)]
    [InlineData("static int P(int v) { Contract.Requires(v > 0 || v < -5); return v; }\npublic static int M(int a) {\nreturn P(a); }", ObligationKind.PreCaller, 4)]
    [InlineData("int _n; public C(int n) { _n = n; }\npublic int M() {\nreturn 10 / _n; }", ObligationKind.DivideByZero, 4)]
    [InlineData("public int N { get; set; }\npublic int M() {\nreturn 10 / (N - 7); }", ObligationKind.DivideByZero, 4)]
    [InlineData("public static int M(string s) {\nContract.Requires(s != null);\nreturn s[0]; }", ObligationKind.Index, 4)]
    [InlineData("public static int M(int[] xs) {\nContract.Requires(xs != null);\nint t = 0;\nforeach (var x in xs) { t += x; Contract.Assert(t != 3); }\nreturn t; }", ObligationKind.Assert, 5)]
    public void A_failure_is_found_at_its_line(string members, ObligationKind kind, int line)
    {
        var program = ProgramUnderTest.Of($"public class C {{ {members} }}");

        var attempt = new WitnessSearch(program.Contracts, 4_000).TryRefute(program.Method("C", "M"), kind, line, null, CancellationToken.None);

        Assert.True(attempt.Witness is not null, attempt.Failure?.ToString());
    }

    [Theory]
    [InlineData("public static int M(int x) { if (x < 0) throw new ArgumentException(); return x; }")]
    [InlineData("public static int M(int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() > 0); return x; }")]
    [InlineData("public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); x = 5; return x; }")]
    [InlineData("public static int M(int x) { Contract.Ensures(Contract.Result<int>() == Contract.OldValue(x)); var y = x; x = 5; return y; }")]
    [InlineData("public static int M(int a, int s) { Contract.Assert((a << s) == (a << (s & 31))); return 0; }")]
    [InlineData("public static int M(int? a, int? b) { if (a == null || b == null) Contract.Assert(!(a < b) && !(a >= b)); return 0; }")]
    [InlineData("public static int M(byte a, byte b) { Contract.Assert(a + b >= a); return 0; }")]
    [InlineData("static int x; public static int M() { Contract.Ensures(Contract.Result<int>() == 1); x = 1; try { return x; } finally { x = 2; } }")]
    [InlineData("public static int M(int a) { Contract.Assume(a > 3); Contract.Assert(a > 3); return a; }")]
    [InlineData("static int Bad(int v) { Contract.Ensures(Contract.Result<int>() > v); return v; }\npublic static int M(int a) { Contract.Ensures(Contract.Result<int>() > a); return Bad(a); }")]
    [InlineData("static int At(int[] xs) => xs[9];\npublic static int M(int[] xs) { return At(xs); }")]
    [InlineData("public static int M(int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); var a = new int[Math.Min(n, 5)]; return a.Length; }")]
    [InlineData("public static void M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.ForAll(0, xs.Length, k => Contract.OldValue(xs)[k] == xs[k])); if (xs.Length > 0) xs[0] = 9; }")]
    public void Behaviour_and_the_faults_of_others_are_no_failures(string members)
    {
        var program = ProgramUnderTest.Of($"public class C {{ {members} }}");

        var summary = new WitnessSearch(program.Contracts, 3_000).Failures(program.Method("C", "M"), CancellationToken.None);

        Assert.Empty(summary.Violations);
        Assert.Null(summary.Unsupported);
    }

    [Fact]
    public void Null_is_no_input_for_a_parameter_annotated_as_non_null()
    {
        var program = ProgramUnderTest.Of("public class C { public static int M(string s) => s.Length; }", nullable: Microsoft.CodeAnalysis.NullableContextOptions.Enable);

        Assert.Empty(new WitnessSearch(program.Contracts).Failures(program.Method("C", "M"), CancellationToken.None).Violations);
    }

    [Fact]
    public void Endless_loops_and_recursion_end_by_the_limits()
    {
        var program = ProgramUnderTest.Of("public class C { public static void M() { while (true) { } } public static int N(int x) => N(x); }");
        var search = new WitnessSearch(program.Contracts);

        Assert.Null(search.TryRefute(program.Method("C", "M"), ObligationKind.Post, 1, null, CancellationToken.None).Witness);
        Assert.Null(search.TryRefute(program.Method("C", "N"), ObligationKind.Post, 1, null, CancellationToken.None).Witness);
    }

    [Fact]
    public void What_the_interpreter_does_not_execute_is_named_with_its_line()
    {
        var program = ProgramUnderTest.Of("public class C { public static int M(int x) {\nreturn new Random(x).Next(); } }");

        var attempt = new WitnessSearch(program.Contracts).TryRefute(program.Method("C", "M"), ObligationKind.Post, 3, null, CancellationToken.None);

        Assert.Equal(UnknownKind.NotReplayable, attempt.Failure!.Kind);
        Assert.Contains("Random", attempt.Failure.Detail);
        Assert.Equal(3, attempt.Failure.Line);
    }
}
