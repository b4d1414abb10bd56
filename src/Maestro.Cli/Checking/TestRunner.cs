using Maestro.Cli.Commands;
using Maestro.Cli.Processes;
using Maestro.Evidence.Reading;

namespace Maestro.Cli.Checking;

/// <summary>Runs the solution's own tests with <c>dotnet test</c> and reads what they left.</summary>
internal sealed class TestRunner(Terminal terminal)
{
    /// <summary>One report of all test assemblies; a run that ended badly is a report with a problem, never an absence.</summary>
    public async Task<TestReport> RunAsync(string solution, string configuration, string resultsFolder, CancellationToken cancellation)
    {
        var name = Path.GetFileName(solution);
        terminal.Progress("testing " + name);
        var run = await ProcessRunner.RunAsync(
            "dotnet",
            ["test", solution, "--no-build", "--nologo", "-c", configuration, "--logger", "trx", "--results-directory", resultsFolder],
            Path.GetDirectoryName(solution),
            cancellation,
            new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1" },
            _ => terminal.Progress("testing " + name)).ConfigureAwait(false);
        var tests = new List<TestCaseResult>();
        var problems = new List<string>();
        foreach (var file in Directory.GetFiles(resultsFolder, "*.trx", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var report = TestResultReader.ReadFile(file);
            if (report.Problem is { } unreadable)
            {
                problems.Add(unreadable.What);
                continue;
            }

            tests.AddRange(report.Value.Tests);
            if (report.Value.Problem is { } problem)
            {
                problems.Add($"the test run broke off ({problem}); run `dotnet test` and see which test takes the host with it");
            }
        }

        // A failing test explains a failing run; anything else that makes it fail has to be said.
        if (!run.Succeeded && problems.Count == 0 && tests.All(t => t.Outcome != TestOutcome.Failed))
        {
            problems.Add("dotnet test ended with exit code " + run.ExitCode.ToString(System.Globalization.CultureInfo.InvariantCulture) + ": " + run.LastLine);
        }

        return new TestReport(
            tests.OrderBy(t => t.Name, StringComparer.Ordinal).ToList(),
            problems.Count == 0 ? null : string.Join("; ", problems.Order(StringComparer.Ordinal)));
    }
}
