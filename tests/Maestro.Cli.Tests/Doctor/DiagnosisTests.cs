using Maestro.Cli.Doctor;

namespace Maestro.Cli.Tests.Doctor;

public class DiagnosisTests
{
    private static readonly MachineFacts Healthy = new(
        "10.0.401", "git version 2.39.5", "z3 4.8.12.0", "", [("cache", "/home/u/.cache/maestro", null)], "Chromium 140", "OpenSSL 3.0.17");

    [Fact]
    public void A_machine_with_everything_is_well_and_nothing_is_to_be_typed()
    {
        var findings = Diagnosis.Of(Healthy);

        Assert.True(Diagnosis.IsWell(findings));
        Assert.All(Diagnosis.Lines(findings), line => Assert.StartsWith("ok ", line, StringComparison.Ordinal));
        Assert.DoesNotContain(Diagnosis.Lines(findings), line => line.Contains("type:", StringComparison.Ordinal));
    }

    public static TheoryData<string, string> Needed => new()
    {
        { "dotnet", ".NET SDK" },
        { "old dotnet", ".NET SDK" },
        { "nonsense dotnet", ".NET SDK" },
        { "git", "git" },
        { "libz3", "libz3" },
        { "cache", "cache" },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void A_missing_thing_that_is_needed_is_named_with_what_to_type(string without, string named)
    {
        var findings = Diagnosis.Of(without switch
        {
            "dotnet" => Healthy with { SdkVersion = null },
            "old dotnet" => Healthy with { SdkVersion = "8.0.100" },
            "nonsense dotnet" => Healthy with { SdkVersion = "command not found" },
            "git" => Healthy with { GitVersion = null },
            "libz3" => Healthy with { Solver = null, SolverFailure = "looked for libz3.so.4\nand found nothing" },
            _ => Healthy with { Folders = [("cache", "/x", "Read-only file system")] },
        });

        var missing = Assert.Single(findings, f => f.Status == FindingStatus.Missing);
        Assert.Equal(named, missing.Name);
        Assert.NotEmpty(missing.WayOut);
        Assert.False(Diagnosis.IsWell(findings));
        Assert.Single(Diagnosis.Lines(findings), line => line.StartsWith("missing ", StringComparison.Ordinal) && !line.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_browser_or_openssl_does_not_make_the_machine_unfit()
    {
        var findings = Diagnosis.Of(Healthy with { BrowserVersion = null, OpensslVersion = null });

        Assert.True(Diagnosis.IsWell(findings));
        Assert.Equal(2, findings.Count(f => f.Status == FindingStatus.Optional && f.WayOut.StartsWith("apt-get install ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_command_prints_JSON_whose_word_agrees_with_the_exit_code()
    {
        var output = new StringWriter();

        var code = await DoctorCommand.RunAsync(output, json: true, TestContext.Current.CancellationToken);

        using var json = System.Text.Json.JsonDocument.Parse(output.ToString());
        Assert.Equal(code == Maestro.Evidence.ExitCode.Holds, json.RootElement.GetProperty("ok").GetBoolean());
        Assert.Contains(json.RootElement.GetProperty("findings").EnumerateArray(), f => f.GetProperty("name").GetString() == "libz3");
    }
}
