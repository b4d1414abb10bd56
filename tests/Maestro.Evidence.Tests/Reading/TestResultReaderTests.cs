using System.Text;
using CsCheck;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Reading;

namespace Maestro.Evidence.Tests.Reading;

public sealed class TestResultReaderTests
{
    [Theory]
    [InlineData("vstest.trx")]
    [InlineData("testing-platform.trx")]
    [InlineData("xunit.trx")]
    public void Every_writers_report_of_the_same_tests_reads_the_same(string file)
    {
        var report = TestResultReader.ReadFile(RepositoryFolder.Fixture(file)).Value;

        Assert.Equal((4, 1, 1), (report.Passed, report.Failed, report.Skipped));
        Assert.Null(report.Problem);
        Assert.Equal(
            ["Sample.PagingTests.Dies", "Sample.PagingTests.First_page_starts_at_zero", "Sample.PagingTests.Last_page_is_short",
             "Sample.PagingTests.Pages_are_positive(n: 1)", "Sample.PagingTests.Pages_are_positive(n: 2)", "Sample.PagingTests.Prints"],
            report.Tests.Select(t => t.Name));
        Assert.StartsWith("Assert.Equal() Failure", report.Tests[2].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Equal_runs_give_equal_evidence_whoever_wrote_the_report()
    {
        var payloads = new[] { "vstest.trx", "testing-platform.trx", "xunit.trx" }
            .Select(file => TestResultReader.ReadFile(RepositoryFolder.Fixture(file)).Value.ToEvidence([]).ToJson().ToString());

        Assert.Single(payloads.Distinct());
    }

    [Fact]
    public void A_crashed_host_fails_the_run_although_the_other_tests_reported()
    {
        var report = TestResultReader.ReadFile(RepositoryFolder.Fixture("vstest-crashed-host.trx")).Value;

        Assert.Equal("[FATAL ERROR] Xunit.Sdk.TestPipelineException", report.Problem);
        Assert.Equal(TestRunOutcome.Failed, report.ToEvidence([]).Outcome);
    }

    [Fact]
    public void An_aborted_run_fails_although_every_reported_test_passed()
    {
        var report = Read(Trx(Test("a", "Passed"), summary: """<ResultSummary outcome="Failed"><Counters total="1" /><RunInfos><RunInfo outcome="Error"><Text>The active test run was aborted. Reason: Test host process crashed</Text></RunInfo></RunInfos></ResultSummary>"""));

        Assert.Contains("crashed", report.Problem, StringComparison.Ordinal);
        Assert.Equal(TestRunOutcome.Failed, report.ToEvidence([]).Outcome);
    }

    [Theory]
    [InlineData("Aborted")]
    [InlineData("Failed")]
    [InlineData("")]
    [InlineData("SomethingNew")]
    public void A_run_that_ended_otherwise_without_a_failed_test_has_a_problem(string outcome) =>
        Assert.NotNull(Read(Trx(Test("a", "Passed"), summary: $"""<ResultSummary outcome="{outcome}"><Counters total="1" /></ResultSummary>""")).Problem);

    [Fact]
    public void Tests_that_were_counted_but_not_reported_are_a_problem() =>
        Assert.Contains("3", Read(Trx(Test("a", "Passed"), summary: """<ResultSummary outcome="Completed"><Counters total="3" /></ResultSummary>""")).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("Passed", TestOutcome.Passed)]
    [InlineData("NotExecuted", TestOutcome.Skipped)]
    [InlineData("Failed", TestOutcome.Failed)]
    [InlineData("Timeout", TestOutcome.Failed)]
    [InlineData("Aborted", TestOutcome.Failed)]
    [InlineData("PassedButRunAborted", TestOutcome.Failed)]
    [InlineData("InProgress", TestOutcome.Failed)]
    [InlineData("SomethingNew", TestOutcome.Failed)]
    public void An_outcome_that_is_no_pass_and_no_skip_is_a_failure(string word, TestOutcome expected) =>
        Assert.Equal(expected, Assert.Single(Read(Trx(Test("a", word))).Tests).Outcome);

    [Fact]
    public void A_data_driven_test_counts_by_its_rows()
    {
        var rows = $"""<UnitTestResult testName="t" outcome="Failed"><InnerResults>{Test("t (1)", "Passed")}{Test("t (2)", "Failed")}</InnerResults></UnitTestResult>{Test("u", "Passed")}""";

        Assert.Equal(["t (1)", "t (2)", "u"], Read(Trx(rows)).Tests.Select(t => t.Name));
    }

    [Fact]
    public void A_run_of_nothing_shows_nothing() =>
        Assert.Equal(TestRunOutcome.Warned, Read(Trx("")).ToEvidence([]).Outcome);

    [Fact]
    public void A_document_type_is_refused()
    {
        var xml = "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + Trx(Test("&e;", "Passed"));

        Assert.Equal("MAE7040", TestResultReader.Read(Encoding.UTF8.GetBytes(xml), "").Problem?.Id);
    }

    [Fact]
    public void A_report_cut_short_is_refused_at_every_length()
    {
        var bytes = File.ReadAllBytes(RepositoryFolder.Fixture("xunit.trx"));

        Assert.All(Enumerable.Range(0, (bytes.Length / 53) - 1).Select(i => i * 53), length =>
            Assert.Equal("MAE7040", TestResultReader.Read(bytes[..length], "").Problem?.Id));
    }

    [Theory]
    [InlineData("xunit.trx")]
    [InlineData("vstest.trx")]
    public void A_damaged_report_is_a_problem_or_another_report_but_never_an_exception(string file)
    {
        var bytes = File.ReadAllBytes(RepositoryFolder.Fixture(file));

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, changed) =>
        {
            byte[] damaged = [.. bytes];
            damaged[at] = changed;

            var report = TestResultReader.Read(damaged, "");

            return report.Succeeded || report.Problem!.Id == "MAE7040";
        }, iter: 2000);
    }

    [Theory]
    [InlineData("<x/>")]
    [InlineData("""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010" />""")]
    [InlineData("not xml")]
    public void What_is_no_report_is_refused(string xml) =>
        Assert.Equal("MAE7040", TestResultReader.Read(Encoding.UTF8.GetBytes(xml), "").Problem?.Id);

    private static TestReport Read(string xml) => TestResultReader.Read(Encoding.UTF8.GetBytes(xml), "").Value;

    private static string Test(string name, string outcome) => $"""<UnitTestResult testName="{name}" outcome="{outcome}" />""";

    private static string Trx(string results, string summary = """<ResultSummary outcome="Completed" />""") =>
        $"""<TestRun xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>{results}</Results>{summary}</TestRun>""";
}
