using Maestro.Analyzers.Contracts;

namespace Maestro.Analyzers.Tests.Contracts;

/// <summary>MAE1015: what a postcondition also accepts.</summary>
public sealed class ContractStrengthTests
{
    private const string Source =
        """
        using System.Diagnostics.Contracts;
        static class C
        {
            static int Half(int a)
            {
                Contract.Requires(a > 1);
                Contract.Ensures(Contract.Result<int>() >= 0);
                return a / 2;
            }
        }
        """;

    [Theory]
    [InlineData(1, "MaestroContractStrength", "true")]
    [InlineData(0, "MaestroContractStrength", "false")]
    [InlineData(1, "DesignTimeBuild", "true")]
    [InlineData(0, "DesignTimeBuild", "false")]
    public async Task It_is_told_in_the_editor_and_where_it_is_asked_for(int expected, string property, string value)
    {
        var diagnostics = await AnalyzerCheck.DiagnosticsAsync(Source, [("MaestroSolver", "inprocess"), (property, value)], new ContractAnalyzer());

        Assert.Equal(expected, diagnostics.Count(d => d.Id == "MAE1015"));
        Assert.All(diagnostics, d => Assert.Equal(
            "The contract of C.Half(int) also accepts `return 0`, `return 2147483647`, `return a`; C.Half(2) returns 1".Replace("`return 0`, ", "`return 0`, `return 1`, ", StringComparison.Ordinal),
            d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)));
        Assert.All(diagnostics, d => Assert.Equal(6, d.Location.GetLineSpan().StartLinePosition.Line));
    }
}
