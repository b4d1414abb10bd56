using Maestro.Verification.Contracts;
using Maestro.Verification.Preconditions;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Preconditions;

public sealed class PreconditionInferenceTests
{
    public static TheoryData<string, string, string> Sufficient => new()
    {
        // what, method, conditions
        { "an index", "static int M(int[] xs, int i) { Contract.Requires(i >= 0); return xs[i]; }", "i < xs.Length" },
        { "an index that was computed", "static int M(int[] xs, int i) { Contract.Requires(i >= 0 && i < 100); int k = i; k = k + 2; return xs[k]; }", "i + 2 < xs.Length" },
        { "an index where a guard lets it", "static int M(int[] xs, bool b) { if (b) { return xs[0]; } return 0; }", "!b || xs.Length > 0" },
        { "an index behind an early exit", "static int M(int[] xs, int n) { if (n == 0) return 0; return xs[2]; }", "n == 0 || xs.Length > 2" },
        { "a local that has two values", "static int M(bool b, int x, int y) { int d; if (b) { d = x; } else { d = y; } return 10 / d; }", "(b ? x : y) != 0" },
        { "a null argument", "static int M(string? s) { return s!.Length; }", "s != null" },
        { "null elements", "static int M(string?[] xs) { int n = 0; for (int i = 0; i < xs.Length; i++) { n = xs[i]!.Length; } return n; }", "Contract.ForAll(0, xs.Length, k => xs[k] != null)" },
        { "a divisor that also bounds the result", "static int M(int h, int n) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n); int r = h % n; return r < 0 ? r + n : r; }", "n > 0" },
        { "a sum that wraps", "static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); Contract.Ensures(Contract.Result<int>() >= a); return a + b; }", "a <= int.MaxValue - b" },
        { "a postcondition of an argument", "static int M(int a, int b) { Contract.Ensures(Contract.Result<int>() >= b); return a; }", "a >= b" },
        { "an assertion", "static void M(int a) { int b = a; Contract.Assert(b > 3); }", "a > 3" },
        { "an assertion that must not be reached", "static void M(int a) { if (a > 3) Contract.Assert(false); }", "a <= 3" },
        { "a callee's precondition", "static int Half(int n) { Contract.Requires(n >= 0); return n / 2; } static int M(int n) => Half(n);", "n >= 0" },
        { "an array size", "static int[] M(int n) { return new int[n]; }", "n >= 0" },
        { "a loop's bound", "static int M(int[] xs, int n) { int s = 0; for (int i = 0; i < n; i++) { s ^= xs[i]; } return s; }", "n <= xs.Length" },
        { "an empty stack", "static int M(System.Collections.Generic.Stack<int> s) { return s.Pop(); }", "s.Count > 0" },
        { "a switch without a default", "enum E { A, B, C } static int M(E e) { return e switch { E.A => 1, E.B => 2 }; }", "e == E.A || e == E.B" },
        { "a field of the object", "public int Left; int M(int n) { Contract.Requires(n > 0); return n / Left; }", "Left != 0" },
    };

    [Theory]
    [MemberData(nameof(Sufficient))]
    public void A_missing_precondition_is_found(string what, string method, string conditions)
    {
        Assert.NotEmpty(what);

        var missing = Of(method);

        Assert.Equal((conditions, true), (string.Join("|", missing.Conditions.Select(c => c.Condition)), missing.Suffice));
    }

    [Theory]
    [InlineData("static void M(int a) { Contract.Assert(false); }")]
    [InlineData("static int M(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() < 0); return a; }")]
    [InlineData("static int M(int a) { Contract.Requires(a > 3); if (a > 2) Contract.Assert(false); return a; }")]
    [InlineData("static int M(int[] xs) { Contract.Requires(xs.Length == 0); return xs[0]; }")]
    [InlineData("private int left; public int M() { return 10 / left; }")]
    public void What_would_leave_no_input_or_is_hidden_from_callers_is_not_proposed(string method) => Assert.Empty(Of(method).Conditions);

    [Fact]
    public void What_is_proved_lacks_nothing() => Assert.Equal((0, true), Of("static int M(int a) { Contract.Requires(a != 0); return 1 / a; }") is var m ? (m.Conditions.Length, m.Suffice) : default);

    [Fact]
    public void A_precondition_that_helps_some_obligations_only_is_said_to_be_that()
    {
        var missing = Of("static int Any() { return 1; } static int M(int a) { int b = 10 / a; return b / Any(); }");

        Assert.Equal("a != 0", Assert.Single(missing.Conditions).Condition);
        Assert.False(missing.Suffice);
    }

    private static MissingPreconditions Of(string members)
    {
        var compilation = Proving.Compile($"#pragma warning disable CS8509\npublic class C {{ {members} }}");
        var reader = new ContractReader(new MethodBodies(compilation));
        var options = new VerifierOptions(VerifyScope.All, Depth: 0);
        var verifier = new Verifier(reader, Proving.Solver, options, new WitnessSearch(reader));
        var report = verifier.Verify(verifier.Methods(VerifyScope.All).Single(m => m.Name == "M"), TestContext.Current.CancellationToken);
        return new PreconditionInference(compilation, c => new ContractReader(new MethodBodies(c)), Proving.Solver, options).Of(report, TestContext.Current.CancellationToken);
    }
}
