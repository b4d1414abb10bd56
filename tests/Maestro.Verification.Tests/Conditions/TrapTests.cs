using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Soundness first: small programs with a defect each; silence about one would be a wrong proof.</summary>
public sealed class TrapTests
{
    [Fact]
    public void No_defect_is_proved_absent()
    {
        var source = File.ReadAllText(Path.Combine(Repository.Corpora, "traps", "Traps.cs"));
        var reader = new ContractReader(new MethodBodies(Proving.Compile("\n#line 1\n" + Bare(source))));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader, maxRuns: 500));
        var methods = verifier.Methods(VerifyScope.All).Where(m => m.Name.StartsWith("Bad", StringComparison.Ordinal) || m.Name.StartsWith("Good", StringComparison.Ordinal)).ToList();

        var wrong = methods
            .Select(m => (m.Name, verifier.Verify(m, TestContext.Current.CancellationToken).Word))
            .Where(m => m.Name.StartsWith("Bad", StringComparison.Ordinal) == (m.Word == "proved"))
            .ToList();

        Assert.Empty(wrong);
        Assert.True(methods.Count > 55);
    }

    // The header of every test source has its own usings.
    private static string Bare(string source) => source.Replace("using System; using System.Diagnostics.Contracts;", "", StringComparison.Ordinal);
}
