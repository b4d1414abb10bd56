namespace Maestro.Evidence.Reading;

/// <summary>
/// Whether a compiler's log can be evidence at all. An analyzer that cannot load, crashes or is silenced is only a warning in Roslyn and the build is green
/// with no rule run; here each of these is an error.
/// </summary>
public static class SarifChecks
{
    /// <summary>AD0001: an analyzer threw; CS8032, CS8033, CS8034: it could not be loaded; CS8785, CS8784: a generator failed; CS9057: it wants a newer compiler.</summary>
    private static readonly string[] FailureRules = ["AD0001", "CS8032", "CS8033", "CS8034", "CS8784", "CS8785", "CS9057"];

    /// <summary>What stands against the log, worst first; empty when it can be evidence.</summary>
    /// <param name="log">The log.</param>
    /// <param name="where">What to name: the log's file.</param>
    /// <param name="ruleSetVersion">The version of the rule set that should have run.</param>
    /// <param name="evidenceRules">Ids of the rules that are evidence; the heartbeat is one of them.</param>
    public static IReadOnlyList<Problem> Check(SarifLog log, string where, string ruleSetVersion, IReadOnlyCollection<string> evidenceRules)
    {
        var rules = evidenceRules.Append(SarifLog.HeartbeatRule).Distinct().Order(StringComparer.Ordinal).ToArray();
        IEnumerable<Problem> heartbeat = log.RuleSetVersion switch
        {
            null => [EvidenceProblems.NoHeartbeat.At(where)],
            var other when other != ruleSetVersion => [EvidenceProblems.OtherRuleSet.At(where, other, ruleSetVersion)],
            _ => [],
        };
        var failed = log.Results
            .Where(r => FailureRules.Contains(r.RuleId))
            .Select(r => EvidenceProblems.AnalyzerFailed.At(where, r.RuleId, r.Message.Split('\n')[0].TrimEnd('\r')));
        var disabled = rules.Where(log.DisabledRules.Contains).Select(rule => EvidenceProblems.RuleSuppressed.At(where, rule, "by configuration"));
        var silenced = log.Results
            .Where(r => r.Suppressions.Count > 0 && rules.Contains(r.RuleId))
            .Select(r => EvidenceProblems.RuleSuppressed.At(Place(r, where), r.RuleId, r.Suppressions[0].Kind));
        return [.. heartbeat, .. failed, .. disabled, .. silenced];
    }

    private static string Place(SarifResult result, string where) => result.Location is { } at
        ? $"{at.Path}({at.Line.ToString(System.Globalization.CultureInfo.InvariantCulture)})"
        : where;
}
