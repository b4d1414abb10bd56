using System.Collections.Immutable;
using Maestro.Cli.Commands;
using Maestro.Cli.Processes;
using Maestro.Evidence;
using Maestro.Evidence.Json;

namespace Maestro.Cli.Projects;

/// <summary>
/// Builds a solution with the user's own <c>dotnet build</c> and records every compiler invocation. The targets file that records is handed in
/// from outside, so the solution need not know Maestro.
/// </summary>
internal sealed class ProjectCapture(Terminal terminal)
{
    /// <summary>The targets file beside the tool.</summary>
    public static string TargetsFile => Path.Combine(AppContext.BaseDirectory, "build", "Maestro.Check.targets");

    /// <summary>Builds and records.</summary>
    /// <param name="solution">Full path of a solution or project.</param>
    /// <param name="captureFolder">An empty folder for the records.</param>
    /// <param name="configuration">Such as <c>Release</c>: what ships is what is verified (semantics, 3).</param>
    public async Task<Result<IReadOnlyList<CapturedProject>>> RunAsync(string solution, string captureFolder, string configuration, CancellationToken cancellation)
    {
        var name = Path.GetFileName(solution);
        terminal.Progress("building " + name);
        var firstError = "";
        var result = await ProcessRunner.RunAsync(
            "dotnet",
            [
                "build", solution, "--nologo", "-v", "quiet", "-clp:NoSummary", "-c", configuration,
                "-p:CustomAfterMicrosoftCommonTargets=" + Escape(TargetsFile),
                "-p:CustomAfterMicrosoftCommonCrossTargetingTargets=" + Escape(TargetsFile),
                "-p:MaestroEvidence=true",
                "-p:MaestroCaptureDir=" + Escape(captureFolder),
            ],
            Path.GetDirectoryName(solution),
            cancellation,
            new Dictionary<string, string?> { ["DOTNET_CLI_UI_LANGUAGE"] = "en", ["MSBUILDDISABLENODEREUSE"] = null, ["DOTNET_NOLOGO"] = "1" },
            line =>
            {
                if (firstError.Length == 0 && line.Contains(": error ", StringComparison.Ordinal))
                {
                    firstError = line.Trim();
                }

                terminal.Progress("building " + name);
            }).ConfigureAwait(false);
        if (result.ExitCode == -1)
        {
            return CliProblems.NoDotnet.At("", result.Error);
        }

        if (!result.Succeeded)
        {
            return CliProblems.DoesNotCompile.At(name, firstError.Length > 0 ? firstError : result.LastLine);
        }

        return Read(captureFolder, name);
    }

    /// <summary>Reads the records of a folder.</summary>
    public static Result<IReadOnlyList<CapturedProject>> Read(string captureFolder, string name)
    {
        var projects = new List<CapturedProject>();
        foreach (var record in Directory.GetFiles(captureFolder, "*.json").Order(StringComparer.Ordinal))
        {
            var json = StrictJson.Read(File.ReadAllBytes(record), record).Then(value => JsonFields.Read(value, record, f => FromJson(f, record)));
            if (json.Problem is { } problem)
            {
                return problem;
            }

            projects.Add(json.Value);
        }

        return projects.Count == 0
            ? CliProblems.NothingCaptured.At(name)
            : Result.Of<IReadOnlyList<CapturedProject>>(projects.OrderBy(p => p.ProjectPath, StringComparer.Ordinal).ThenBy(p => p.TargetFramework, StringComparer.Ordinal).ToList());
    }

    private static CapturedProject FromJson(JsonFields fields, string record)
    {
        var outputs = new[] { "outputPath", "compiledAssembly", "referenceAssembly" }.Select(fields.Text)
            .Where(p => p.Length > 0).Distinct(StringComparer.Ordinal).ToImmutableArray();
        return new CapturedProject(
            fields.Text("project"),
            fields.Text("targetFramework"),
            fields.Text("assemblyName"),
            outputs,
            fields.Flag("isTestProject"),
            fields.Text("compilerLog") is { Length: > 0 } log ? log : null,
            [.. fields.Texts("generatedFiles").Where(f => f.EndsWith(".cs", StringComparison.Ordinal))],
            [.. File.ReadAllLines(Path.Combine(Path.GetDirectoryName(record)!, Path.GetFileName(fields.Text("responseFile")))).Where(l => l.Length > 0)]);
    }

    /// <summary>MSBuild reads <c>;</c> and <c>%</c> in a property value as its own.</summary>
    private static string Escape(string path) =>
        path.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal).Replace(",", "%2C", StringComparison.Ordinal);
}
