using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>What the proof leaves open is executed: a failure refutes, none of them proves.</summary>
public sealed class TestedTests
{
    /// <summary>Has a construct that the encoder does not model, and the interpreter executes.</summary>
    private const string Opaque = """
        static class C
        {
            static int M(int n, string s)
            {
                Contract.Requires(n > 0 && s != null);
                Contract.Ensures(Contract.Result<int>() >= 0);
                int Again(int k) => k <= 0 ? n % 7 : Again(k - 1);
                return Again(3);
            }
        }
        """;

    [Fact]
    public void A_method_without_a_model_is_executed_and_stays_unknown()
    {
        var report = Proving.One(Opaque);

        Assert.Equal("unknown", report.Word);
        Assert.Equal(UnknownKind.UnsupportedConstruct, report.Reason!.Kind);
        Assert.InRange(report.Tested!.Inputs, 100, 2000);
        Assert.Empty(report.Obligations);
    }

    [Fact]
    public void A_failure_in_an_execution_refutes_it_at_its_line()
    {
        var report = Proving.One(Opaque.Replace("return Again(3)", "return Again(3) - 1"));

        Assert.Equal("refuted", report.Word);
        var failed = Assert.Single(report.Obligations);
        Assert.Equal((ObligationKind.Post, 7), (failed.Kind, failed.Line));
        Assert.StartsWith("C.M(", Assert.IsType<Verdict.Refuted>(failed.Verdict).Witness.Statement, StringComparison.Ordinal);
    }

    [Fact]
    public void Executions_are_the_same_each_time()
    {
        var (one, two) = (Proving.One(Opaque), Proving.One(Opaque));

        Assert.Equal(one.Tested!.Inputs, two.Tested!.Inputs);
    }

    [Fact]
    public void An_input_that_the_contract_forbids_does_not_count()
    {
        var report = Proving.One(Opaque.Replace("n > 0", "n > 0 && n < 0"));

        Assert.Null(report.Tested);
    }

    [Fact]
    public void What_is_caught_is_no_failure()
    {
        var report = Proving.One(Opaque.Replace("return ", "int[] xs = new int[2]; int caught = 0; try { caught = xs[n]; } catch (IndexOutOfRangeException) { caught = 1; } return "));

        Assert.NotEqual("refuted", report.Word);
    }

    [Fact]
    public void A_proved_method_is_not_executed()
    {
        var report = Proving.One("static class C { static int M(int a) { Contract.Ensures(Contract.Result<int>() == a); return a; } }");

        Assert.Equal("proved", report.Word);
        Assert.Null(report.Tested);
    }

    [Fact]
    public void An_ill_formed_contract_is_not_executed()
    {
        var report = Proving.One("static class C { static int M(int[] xs, int i) { Contract.Requires(xs != null && xs[i] > 0); decimal d = 1m; return (int)(d % 7m); } }");

        Assert.Equal("unknown", report.Word);
        Assert.DoesNotContain(report.Obligations, o => o.Verdict is Verdict.Refuted);
    }
}
