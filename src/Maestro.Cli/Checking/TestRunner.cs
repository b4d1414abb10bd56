using Maestro.Cli.Commands;
using Maestro.Cli.Processes;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Reading;

namespace Maestro.Cli.Checking;

/// <summary>Runs the solution's own tests with <c>dotnet test</c> and reads what they left.</summary>
internal sealed class TestRunner(Terminal terminal)
{
    /// <summary>One result for all test assemblies; a run that ended badly is a result with a problem, never an absence.</summary>
    public async Task<TestResult> RunAsync(string solution, string configuration, string resultsFolder, CancellationToken cancellation)
    {
        terminal.Progress("testing " + Path.GetFileName(solution));
        var run = await ProcessRunner.RunAsync(
            "dotnet",
            ["test", solution, "--no-build", "--nologo", "-c", configuration, "--logger", "trx", "--results-directory", resultsFolder],
            Path.GetDirectoryName(solution),
            cancellation,
            new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["DOTNET_NOLOGO"] = "1" },
            _ => terminal.Progress("testing " + Path.GetFileName(solution))).ConfigureAwait(false);
        var reports = Directory.GetFiles(resultsFolder, "*.trx", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        return TestReports.Combine(reports, run.Succeeded, LastLine(run.Output + run.Error));
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "no output";
}
