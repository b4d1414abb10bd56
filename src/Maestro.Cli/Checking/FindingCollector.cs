using Maestro.Cli.Projects;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Reading;

namespace Maestro.Cli.Checking;

/// <summary>
/// What the compiler and its analyzers reported on the head and not on the base. A finding is the same when rule, file, message and suppression
/// are: a line that only moved is no new finding.
/// </summary>
internal static class FindingCollector
{
    /// <summary>The new findings of one project; all of them where there is no base.</summary>
    public static Result<Findings> Collect(
        CapturedProject head,
        string headRoot,
        CapturedProject? before,
        string? baseRoot,
        CompilationScope scope,
        ToolVersions tools)
    {
        if (head.Sarif is null)
        {
            return CliProblems.NoCompilerLog.At(scope.Project);
        }

        var log = SarifReader.ReadFile(head.Sarif);
        if (log.Problem is { } unreadable)
        {
            return unreadable;
        }

        var known = new Dictionary<string, int>(StringComparer.Ordinal);
        if (before?.Sarif is { } baseSarif && File.Exists(baseSarif))
        {
            var old = SarifReader.ReadFile(baseSarif);
            foreach (var finding in old.Succeeded ? Counted(old.Value, baseRoot!) : [])
            {
                known[Identity(finding)] = known.GetValueOrDefault(Identity(finding)) + 1;
            }
        }

        var findings = new List<Finding>();
        foreach (var finding in Counted(log.Value, headRoot))
        {
            var identity = Identity(finding);
            if (known.TryGetValue(identity, out var count) && count > 0)
            {
                known[identity] = count - 1;
            }
            else
            {
                findings.Add(finding);
            }
        }

        return new Findings(scope, tools, log.Value.RuleSetVersion, findings);
    }

    /// <summary>Both sides alike: what a contract answers in the base must not stand for what somebody silences in the head.</summary>
    private static IEnumerable<Finding> Counted(SarifLog log, string root) => log.Results.Where(r => !IsAnsweredByContract(r)).Select(r => Of(r, root));

    /// <summary>
    /// A nullable warning that our own suppressor answered, since a contract before it says that the value is not null: nobody silenced it. csc
    /// names the suppressor in the suppression's type; the justification is the author's to write and proves nothing.
    /// </summary>
    private static bool IsAnsweredByContract(SarifResult result) =>
        result.RuleId.StartsWith("CS86", StringComparison.Ordinal)
        && result.Suppressions.Count > 0
        && result.Suppressions.All(s => s.Kind.StartsWith($"DiagnosticSuppressor {{ Suppression Id: MAES{result.RuleId[2..]},", StringComparison.Ordinal));

    private static Finding Of(SarifResult result, string root) => new(
        result.RuleId,
        result.Level,
        result.Message,
        result.Location?.RelativeTo(root) ?? "",
        result.Location?.Line ?? 0,
        result.Suppressions.Count > 0,
        result.Suppressions.Select(s => s.Justification).FirstOrDefault(j => j is not null));

    private static string Identity(Finding finding) =>
        string.Join('\n', finding.RuleId, finding.File, finding.Message, finding.Suppressed ? "suppressed" : "");
}
