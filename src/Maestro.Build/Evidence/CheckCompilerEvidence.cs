using Maestro.Build.Evidence;
using Maestro.Evidence.Reading;
using Microsoft.Build.Framework;

namespace Maestro.Build;

/// <summary>Fails the build when what the compiler left cannot be evidence: no sign of life of the analyzers, or something that silences them.</summary>
public sealed class CheckCompilerEvidence : Microsoft.Build.Utilities.Task
{
    // Tasks and analyzers are built and packed as one: their versions agree, or the package was taken apart.
    private static readonly string RuleSetVersion = typeof(CheckCompilerEvidence).Assembly.GetName().Version!.ToString(3);

    /// <summary>The project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The compiler's SARIF, relative to the project's folder or absolute.</summary>
    [Required]
    public string CompilerLog { get; set; } = "";

    /// <summary>Ids of the rules that are evidence, separated by semicolons.</summary>
    [Required]
    public string EvidenceRules { get; set; } = "";

    /// <summary>The project's <c>NoWarn</c>.</summary>
    public string NoWarn { get; set; } = "";

    /// <summary>The project's <c>RunAnalyzers</c>.</summary>
    public string RunAnalyzers { get; set; } = "";

    /// <summary>The project's <c>RunAnalyzersDuringBuild</c>.</summary>
    public string RunAnalyzersDuringBuild { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var rules = AnalyzerSettings.Ids(EvidenceRules);
        var problems = AnalyzerSettings.Check(Project, rules, NoWarn, RunAnalyzers, RunAnalyzersDuringBuild).ToList();
        var path = Path.Combine(Path.GetDirectoryName(Project)!, CompilerLog.Replace('\\', Path.DirectorySeparatorChar));
        var log = SarifReader.ReadFile(path);
        problems.AddRange(log.Problem is { } unreadable ? [unreadable] : SarifChecks.Check(log.Value, path, RuleSetVersion, rules));
        foreach (var problem in problems)
        {
            Log.LogError(null, problem.Id, null, null, problem.Where, 0, 0, 0, 0, "{0}", $"{problem.What} {problem.WayOut}");
        }

        return problems.Count == 0;
    }
}
