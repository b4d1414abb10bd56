using Maestro.Build.Evidence;

namespace Maestro.Build.Tests.Evidence;

public class AnalyzerSettingsTests
{
    private static readonly string[] Rules = ["MAE0001", "MAE1012"];

    [Theory]
    [InlineData("", "", "")]
    [InlineData("1701;1702;CS1591", "true", "")]
    [InlineData("MAE1001", "", "true")]
    public void Settings_that_leave_the_analyzers_their_voice_are_fit_for_evidence(string noWarn, string runAnalyzers, string duringBuild)
    {
        Assert.Empty(AnalyzerSettings.Check("p.csproj", Rules, noWarn, runAnalyzers, duringBuild));
    }

    [Theory]
    [InlineData("false", "")]
    [InlineData("False", "true")]
    [InlineData("", "false")]
    public void Analyzers_that_are_turned_off_are_no_evidence(string runAnalyzers, string duringBuild)
    {
        var problem = Assert.Single(AnalyzerSettings.Check("p.csproj", Rules, "", runAnalyzers, duringBuild));

        Assert.Equal("MAE0007", problem.Id);
    }

    [Theory]
    [InlineData("MAE0001", "MAE0001")]
    [InlineData("1701, mae1012", "mae1012")]
    [InlineData("8032", "CS8032")]
    [InlineData("AD0001 CS1591", "AD0001")]
    public void An_evidence_rule_or_load_failure_in_NoWarn_is_named(string noWarn, string named)
    {
        var problem = Assert.Single(AnalyzerSettings.Check("p.csproj", Rules, noWarn, "", ""));

        Assert.Equal("MAE0008", problem.Id);
        Assert.Contains(named, problem.What, StringComparison.Ordinal);
    }
}
