using Maestro.Analyzers.Infrastructure;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace Maestro.Analyzers.Tests.Infrastructure;

public sealed class ConfigurationAnalyzerTests
{
    private const string Empty = "class C { }";

    [Fact]
    public Task Without_properties_nothing_is_reported() => AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(Empty, []);

    [Fact]
    public Task An_evidence_build_has_a_heartbeat_with_the_version_of_the_rule_set() => AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(
        Empty,
        [("MaestroEvidence", "true")],
        new DiagnosticResult(Rules.Heartbeat).WithArguments(Rules.SetVersion));

    [Fact]
    public async Task The_heartbeat_carries_the_version_as_a_property()
    {
        var heartbeat = Assert.Single(
            await AnalyzerCheck.DiagnosticsAsync(Empty, [("MaestroEvidence", "true")], new ConfigurationAnalyzer()),
            diagnostic => diagnostic.Id == "MAE0001");

        Assert.Equal(Rules.SetVersion, heartbeat.Properties["ruleSetVersion"]);
    }

    [Theory]
    [InlineData("DesignTimeBuild", "true")]
    [InlineData("BuildingProject", "false")]
    [InlineData("MaestroEnabled", "false")]
    public Task There_is_no_heartbeat_at_design_time_or_when_off(string property, string value) =>
        AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(Empty, [("MaestroEvidence", "true"), (property, value)]);

    [Theory]
    [InlineData("MaestroEnabled", "yes", "true, false")]
    [InlineData("MaestroVerify", "1", "true, false")]
    [InlineData("MaestroEvidence", "on", "true, false")]
    [InlineData("MaestroVerifyScope", "Everything", "Contracts, All")]
    [InlineData("MaestroSolver", "remote", "worker, inprocess")]
    [InlineData("MaestroVerifyBudget", "0", "a whole number from 1 to 999999999")]
    [InlineData("MaestroVerifyBudget", "-3", "a whole number from 1 to 999999999")]
    [InlineData("MaestroVerifyBudget", "1000000000", "a whole number from 1 to 999999999")]
    public Task A_wrong_value_is_an_error_that_lists_what_is_allowed(string property, string value, string allowed) =>
        AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(
            Empty,
            [(property, value)],
            new DiagnosticResult(Rules.WrongPropertyValue).WithArguments(property, value, allowed));

    [Theory]
    [InlineData("MaestroEnabled", "True")]
    [InlineData("MaestroVerifyScope", "all")]
    [InlineData("MaestroSolver", "InProcess")]
    [InlineData("MaestroVerifyBudget", "")]
    [InlineData("MaestroVerifyBudget", "999999999")]
    public Task Allowed_values_are_read_in_any_case(string property, string value) =>
        AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(Empty, [(property, value)]);

    [Fact]
    public Task Defining_CONTRACTS_FULL_in_a_file_is_an_error_there() => AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(
        """
        {|MAE0004:#define CONTRACTS_FULL|}
        class C { }
        """,
        []);

    [Fact]
    public Task Another_symbol_is_no_error() => AnalyzerCheck.RunAsync<ConfigurationAnalyzer>(
        """
        #define CONTRACTS_LIGHT
        class C { }
        """,
        []);

    [Fact]
    public void Severities_are_as_the_design_has_them()
    {
        Assert.Equal(DiagnosticSeverity.Info, Rules.Heartbeat.DefaultSeverity);
        Assert.Equal(DiagnosticSeverity.Error, Rules.WrongPropertyValue.DefaultSeverity);
        Assert.Equal(DiagnosticSeverity.Error, Rules.ContractsFull.DefaultSeverity);
        Assert.All([Rules.Heartbeat, Rules.Proved, Rules.Unknown], rule => Assert.Contains(WellKnownDiagnosticTags.NotConfigurable, rule.CustomTags));
    }
}
