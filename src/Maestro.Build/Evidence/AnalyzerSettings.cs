using Maestro.Evidence;

namespace Maestro.Build.Evidence;

/// <summary>Whether a project's own settings leave the analyzers their voice. Judged beside the log, because a silenced rule leaves no trace in it.</summary>
public static class AnalyzerSettings
{
    /// <summary>What says that an analyzer or generator did not work; silencing one of these hides that no rule ran.</summary>
    private static readonly string[] LoadFailures = ["AD0001", "CS8032", "CS8033", "CS8034", "CS8784", "CS8785", "CS9057"];

    /// <summary>Analyzers are turned off by a property.</summary>
    public static ProblemKind AnalyzersOff { get; } = new(
        "MAE0007", "The property {0} is false, so no rule ran and there is no evidence.", "Remove it, or set MaestroEvidence=false.", ExitCode.DoesNotHold);

    /// <summary>A rule that evidence needs is in <c>NoWarn</c>.</summary>
    public static ProblemKind Silenced { get; } = new(
        "MAE0008", "NoWarn holds {0}, which evidence needs to see.", "Remove it from NoWarn.", ExitCode.DoesNotHold);

    /// <summary>What stands against the settings; empty when they are fit for evidence.</summary>
    /// <param name="project">What to name.</param>
    /// <param name="evidenceRules">Ids of the rules that are evidence.</param>
    /// <param name="noWarn">The property of that name.</param>
    /// <param name="runAnalyzers">The property of that name.</param>
    /// <param name="runAnalyzersDuringBuild">The property of that name.</param>
    public static IReadOnlyList<Problem> Check(
        string project, IReadOnlyCollection<string> evidenceRules, string noWarn, string runAnalyzers, string runAnalyzersDuringBuild)
    {
        var problems = new List<Problem>();
        // As the SDK reads them: RunAnalyzers decides; RunAnalyzersDuringBuild only where it is not set.
        if (IsFalse(runAnalyzers))
        {
            problems.Add(AnalyzersOff.At(project, "RunAnalyzers"));
        }
        else if (runAnalyzers.Length == 0 && IsFalse(runAnalyzersDuringBuild))
        {
            problems.Add(AnalyzersOff.At(project, "RunAnalyzersDuringBuild"));
        }

        var needed = evidenceRules.Concat(LoadFailures).ToHashSet(StringComparer.OrdinalIgnoreCase);
        problems.AddRange(Ids(noWarn)
            .Select(WithPrefix)
            .Where(needed.Contains)
            .Distinct(StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)
            .Select(id => Silenced.At(project, id)));
        return problems;
    }

    /// <summary>The ids of a list separated by semicolons, commas or spaces.</summary>
    public static IReadOnlyCollection<string> Ids(string list) =>
        list.Split([';', ',', ' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    // csc takes a bare number for one of its own.
    private static string WithPrefix(string id) => id.All(char.IsAsciiDigit) ? "CS" + id.PadLeft(4, '0') : id;

    private static bool IsFalse(string value) => value.Trim().Equals("false", StringComparison.OrdinalIgnoreCase);
}
