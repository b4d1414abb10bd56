using System.Text;
using CsCheck;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Reading;

namespace Maestro.Evidence.Tests.Reading;

public sealed class SarifReaderTests
{
    private static readonly string[] EvidenceRules = ["MAE1011", "MAE1012"];
    private static readonly string CompilerLog = File.ReadAllText(RepositoryFolder.Fixture("csc.sarif"));

    [Fact]
    public void The_compilers_own_log_is_read()
    {
        var log = SarifReader.ReadFile(RepositoryFolder.Fixture("csc.sarif")).Value;

        Assert.StartsWith("5.9.0", log.CompilerVersion, StringComparison.Ordinal);
        Assert.Equal(["CS8034", "CS8602", "CS0219", "CA1051", "CA1062"], log.Results.Select(r => r.RuleId));
        Assert.Equal(new SarifLocation("/src/shop/A.cs", 4, 32), log.Results[1].Location);
        Assert.Equal("A.cs", log.Results[1].Location!.RelativeTo("/src/shop"));
        Assert.Equal(FindingLevel.Warning, log.Results[1].Level);
        Assert.Null(log.Results[0].Location);
        Assert.Equal([new SarifSuppression("Pragma Directive", null)], log.Results[2].Suppressions);
        Assert.Equal([new SarifSuppression("SuppressMessageAttribute", "kept public")], log.Results[3].Suppressions);
        // CA1050 by .editorconfig, CA1822 by NoWarn.
        Assert.Equal(["CA1050", "CA1822"], log.DisabledRules.Order());
    }

    [Fact]
    public void A_log_without_heartbeat_is_no_evidence_and_names_what_failed_to_load()
    {
        var log = SarifReader.ReadFile(RepositoryFolder.Fixture("csc.sarif")).Value;

        var problems = SarifChecks.Check(log, "csc.sarif", "1", EvidenceRules);

        Assert.Equal(["MAE7030", "MAE7033"], problems.Select(p => p.Id));
        Assert.Contains("CS8034", problems[1].What, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problems[1].ToString());
    }

    [Fact]
    public void A_log_with_the_right_heartbeat_is_evidence()
    {
        var log = Log(Heartbeat("1"), Result("MAE1012", properties: "\"symbol\":\"M:A.B\",\"verdict\":\"proved\""));

        Assert.Empty(SarifChecks.Check(log, "", "1", EvidenceRules));
        Assert.Equal("proved", log.Results[1].Properties["verdict"]);
        Assert.Equal(FindingLevel.Note, log.Results[1].Level);
    }

    [Fact]
    public void A_property_without_a_value_does_not_spoil_the_log() =>
        Assert.Equal(["b"], Log(Result("CA1", properties: "\"a\":null,\"b\":\"x\"")).Results[0].Properties.Keys);

    [Theory]
    [InlineData("0")]
    [InlineData("")]
    public void Another_rule_set_is_an_error(string version) =>
        Assert.Equal(["MAE7031"], SarifChecks.Check(Log(Heartbeat(version)), "", "1", EvidenceRules).Select(p => p.Id));

    [Fact]
    public void Two_rule_sets_in_one_log_are_an_error() =>
        Assert.Equal(["MAE7031"], SarifChecks.Check(Log(Heartbeat("1"), Heartbeat("2")), "", "1", EvidenceRules).Select(p => p.Id));

    [Theory]
    [InlineData("AD0001")]
    [InlineData("CS8032")]
    [InlineData("CS8034")]
    [InlineData("CS8785")]
    [InlineData("CS9057")]
    public void An_analyzer_that_did_not_run_is_an_error_although_the_compiler_only_warns(string rule) =>
        Assert.Equal(["MAE7033"], SarifChecks.Check(Log(Heartbeat("1"), Result(rule)), "", "1", EvidenceRules).Select(p => p.Id));

    [Theory]
    [InlineData("MAE1012")]
    [InlineData("MAE0001")]
    public void A_suppressed_evidence_rule_is_an_error_at_its_place(string rule)
    {
        var log = Log(Heartbeat("1"), Result(rule, suppressions: """{"kind":"inSource","properties":{"suppressionType":"SuppressMessageAttribute"}}""", properties: "\"ruleSetVersion\":\"1\""));

        var problem = Assert.Single(SarifChecks.Check(log, "", "1", EvidenceRules));

        Assert.Equal("MAE7032", problem.Id);
        Assert.Equal("/src/A B.cs(7)", problem.Where);
        Assert.Contains("SuppressMessageAttribute", problem.What, StringComparison.Ordinal);
    }

    [Fact]
    public void A_suppression_of_any_other_rule_is_no_error() =>
        Assert.Empty(SarifChecks.Check(Log(Heartbeat("1"), Result("CA1062", suppressions: """{"kind":"inSource"}""")), "", "1", EvidenceRules));

    [Fact]
    public void An_evidence_rule_turned_off_by_configuration_is_an_error()
    {
        var json = Json(Heartbeat("1")).Replace("\"results\"", "\"invocations\":[{\"ruleConfigurationOverrides\":[{\"descriptor\":{\"id\":\"MAE1012\"},\"configuration\":{\"enabled\":false}}]}],\"results\"", StringComparison.Ordinal);

        Assert.Equal(["MAE7032"], SarifChecks.Check(SarifReader.Read(Encoding.UTF8.GetBytes(json), "").Value, "", "1", EvidenceRules).Select(p => p.Id));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"version":"1.0.0","runs":[]}""")]
    [InlineData("""{"version":"2.1.0","runs":[]}""")]
    [InlineData("""{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"another tool"}},"results":[]}]}""")]
    public void A_log_of_anything_but_the_compiler_is_refused(string json) =>
        Assert.Equal("MAE7034", SarifReader.Read(Encoding.UTF8.GetBytes(json), "").Problem?.Id);

    [Fact]
    public void A_log_cut_short_is_refused_at_every_length()
    {
        var bytes = Encoding.UTF8.GetBytes(CompilerLog.TrimEnd());

        Assert.All(Enumerable.Range(0, bytes.Length / 97).Select(i => i * 97), length =>
            Assert.Equal("MAE7001", SarifReader.Read(bytes.AsSpan(0, length), "").Problem?.Id));
    }

    [Fact]
    public void A_damaged_log_is_a_problem_or_another_log_but_never_an_exception()
    {
        var bytes = Encoding.UTF8.GetBytes(CompilerLog);

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, changed) =>
        {
            byte[] damaged = [.. bytes];
            damaged[at] = changed;

            var log = SarifReader.Read(damaged, "");

            return !log.Succeeded || log.Value.Results.All(r => r.Location?.RelativeTo("/src/shop") is not "/");
        });
    }

    [Theory]
    [InlineData("/src/shop/a/B.cs", "a/B.cs")]
    [InlineData("/usr/share/dotnet/Generated.cs", "Generated.cs")]
    [InlineData("", "")]
    [InlineData("/src/shop/\0", "")]
    public void A_place_is_named_relative_to_the_repository(string path, string expected) =>
        Assert.Equal(expected, new SarifLocation(path, 1, 1).RelativeTo("/src/shop"));

    [Fact]
    public void A_missing_log_is_not_found() =>
        Assert.Equal(ExitCode.NotFound, SarifReader.ReadFile("/nowhere/csc.sarif").Problem?.ExitCode);

    private static SarifLog Log(params string[] results) => SarifReader.Read(Encoding.UTF8.GetBytes(Json(results)), "").Value;

    private static string Json(params string[] results) => """
        {"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Microsoft (R) Visual C# Compiler","version":"5.9.0"}},"results":[RESULTS]}]}
        """.Replace("RESULTS", string.Join(',', results), StringComparison.Ordinal);

    private static string Heartbeat(string version) => """
        {"ruleId":"MAE0001","level":"note","message":{"text":"ran"},"properties":{"customProperties":{"ruleSetVersion":"VERSION"}}}
        """.Replace("VERSION", version, StringComparison.Ordinal);

    private static string Result(string rule, string suppressions = "", string properties = "") => """
        {"ruleId":"RULE","level":"note","message":{"text":"text"},"suppressions":[SUPPRESSIONS],
         "locations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///src/A%20B.cs"},"region":{"startLine":7,"startColumn":1}}}],
         "properties":{"customProperties":{PROPERTIES}}}
        """
        .Replace("RULE", rule, StringComparison.Ordinal)
        .Replace("SUPPRESSIONS", suppressions, StringComparison.Ordinal)
        .Replace("PROPERTIES", properties, StringComparison.Ordinal);
}
