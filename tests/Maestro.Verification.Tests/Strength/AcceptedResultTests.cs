using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Strength;

/// <summary>Results that the postconditions of a proved method would let pass.</summary>
public sealed class AcceptedResultTests
{
    [Theory]
    [InlineData("static int M(int a, int b) { Contract.Ensures(Contract.Result<int>() >= a && Contract.Result<int>() >= b); return a > b ? a : b; }", "2147483647")]
    [InlineData("static int M(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() >= 0); return a / 2; }", "0 1 2147483647 a")]
    [InlineData("static bool M(int a) { Contract.Ensures(!Contract.Result<bool>() || a > 0); return a > 7; }", "false")]
    [InlineData("static long M(long a) { Contract.Requires(a > 5 && a < 10); Contract.Ensures(Contract.Result<long>() > 0); return a * 2; }", "1 9223372036854775807 a")]
    [InlineData("static string? M(string? s) { Contract.Ensures(Contract.Result<string?>() == null || s != null); return s == null ? null : s; }", "null")]
    [InlineData("static int M(int a, int b) { Contract.Ensures(Contract.Result<int>() == Math.Max(a, b)); return a > b ? a : b; }", "")]
    [InlineData("static int M(int a) { Contract.Ensures(a == Contract.OldValue(a)); return 0; }", "1 2147483647 -2147483648 a")]
    [InlineData("static byte M(byte a) { Contract.Requires(a == 1); Contract.Ensures(Contract.Result<byte>() >= 1); return a; }", "255")]
    public void What_the_postcondition_also_accepts_is_told(string method, string accepted)
    {
        var report = Report($"static class C {{ {method} }}");

        Assert.Equal("proved", report.Word);
        Assert.Equal(accepted, string.Join(" ", report.Accepts.Select(a => a.Text)));
    }

    [Fact]
    public void The_example_was_executed()
    {
        var accepted = Report("static class C { static int M(int a) { Contract.Requires(a > 5);\nContract.Requires(a < 100);\nContract.Ensures(Contract.Result<int>() >= 0); return a - 1; } }").Accepts[0];

        Assert.Equal(("0", 4, "C.M(6)", "5"), (accepted.Text, accepted.Line, accepted.Statement, accepted.Returns));
    }

    [Fact]
    public void A_method_that_only_returns_what_is_accepted_is_left_alone()
    {
        Assert.Empty(Report("static class C { static int M(int a) { Contract.Ensures(Contract.Result<int>() == 0); return 0; } }").Accepts);
    }

    [Fact]
    public void A_method_that_is_not_proved_is_not_asked()
    {
        Assert.Empty(Report("static class C { static int M(int a) { Contract.Ensures(Contract.Result<int>() >= 0); return a; } }").Accepts);
    }

    private static MethodReport Report(string source)
    {
        var reader = new ContractReader(new MethodBodies(Proving.Compile(source)));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All, AsksForStrength: true), new WitnessSearch(reader));
        return verifier.Verify(verifier.Methods(VerifyScope.All).Single(m => m.Name == "M"), TestContext.Current.CancellationToken);
    }
}
