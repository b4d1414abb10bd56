using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Replay;

public sealed class ContractExamplesTests
{
    [Theory]
    [InlineData("Fee", "Gross", ObligationKind.Post, 18)]
    [InlineData("Tank", "FillAny", ObligationKind.ObjectInvariant, 13)]
    [InlineData("Prefix", "LeadingZerosLate", ObligationKind.Index, 27)]
    [InlineData("Speed", "PerWholeHour", ObligationKind.DivideByZero, 18)]
    [InlineData("Title", "InitialLoose", ObligationKind.Null, 15)]
    [InlineData("Stairs", "ClimbTwoAtATime", ObligationKind.InvariantKeep, 27)]
    [InlineData("Chain", "EightTimes", ObligationKind.PreCaller, 26)]
    [InlineData("Rotate", "Overwrite", ObligationKind.Post, 18)]
    public void A_wrong_method_is_refuted_without_a_model_at_its_obligation(string type, string name, ObligationKind kind, int line)
    {
        var program = ProgramUnderTest.Examples();

        var attempt = new WitnessSearch(program.Contracts).TryRefute(program.Method("PublicExamples." + type, name), kind, line, null, CancellationToken.None);

        Assert.NotNull(attempt.Witness);
        Assert.Null(attempt.Failure);
        Assert.Contains(name, attempt.Witness.Statement);
        TestContext.Current.SendDiagnosticMessage(attempt.Witness.Statement + " : " + attempt.Witness.Outcome);
    }

    [Theory]
    [InlineData("Fee", "Net")]
    [InlineData("Tank", "Fill")]
    [InlineData("Prefix", "LeadingZeros")]
    [InlineData("Speed", "PerHour")]
    [InlineData("Title", "Initial")]
    [InlineData("Stairs", "Climb")]
    [InlineData("Chain", "FourTimes")]
    [InlineData("Chain", "Twice")]
    [InlineData("Rotate", "SwapEnds")]
    public void A_right_method_fails_on_no_candidate(string type, string name)
    {
        var program = ProgramUnderTest.Examples();
        var search = new WitnessSearch(program.Contracts);

        var failures = search.Failures(program.Method("PublicExamples." + type, name), CancellationToken.None);

        Assert.Empty(failures.Violations);
        Assert.True(failures.Admissible > 0);
        Assert.Null(failures.Unsupported);
    }
}
