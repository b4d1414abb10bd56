using System.Globalization;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>The obligations of a method are asked about together: none may get the answer of another.</summary>
public sealed class TogetherTests
{
    private const int Count = 30;

    [Theory]
    [InlineData(0)]
    [InlineData(23)]
    [InlineData(24)]
    [InlineData(29)]
    public void Exactly_the_obligation_that_fails_is_refuted(int failing)
    {
        var lines = Enumerable.Range(0, Count).Select(i => string.Create(
            CultureInfo.InvariantCulture, $"Contract.Assert(n * {i + 2} {(i == failing ? "!=" : ">=")} {i + 2});"));

        var report = Proving.One($"class C {{ static void M(int n) {{ Contract.Requires(n >= 1 && n < 1000);\n{string.Join("\n", lines)} }} }}");

        Assert.Equal(
            Enumerable.Range(0, Count).Select(i => i == failing ? "refuted" : "proved"),
            report.Obligations.Where(o => o.Kind == ObligationKind.Assert).Select(o => o.Verdict.Word));
    }

    [Fact]
    public void What_was_decided_together_names_the_one_script_that_decided_it()
    {
        var report = Proving.One("class C { static int M(int[] a, int i) { Contract.Requires(a != null && i >= 0 && i < a.Length - 1); return a[i] / (i + 1) + a[i + 1]; } }");

        Assert.All(report.Obligations, o => Assert.IsType<Verdict.Proved>(o.Verdict));
        Assert.Single(report.Obligations.Select(o => o.SmtSha256).Where(d => d.Length > 0).Distinct());
    }
}
