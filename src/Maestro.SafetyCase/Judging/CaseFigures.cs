using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Judging;

/// <summary>The figures of a case's first page, each from the nodes or the evidence; the verifier computes them again.</summary>
public static class CaseFigures
{
    /// <summary>Statuses of a module's leaves: solutions, undeveloped goals and strategies, assumptions.</summary>
    public static StatusCounts Counts(IReadOnlyList<CaseNode> nodes, string module) =>
        StatusCounts.Of(nodes.Where(n => n.Module == module && IsLeaf(n)).Select(n => n.Status));

    /// <summary>Obligations of all verdicts, each method once for each piece of evidence.</summary>
    public static ObligationCounts Obligations(IReadOnlyList<EvidenceItem> evidence)
    {
        var all = Methods(evidence).Select(m => m.Obligations).ToList();
        return new(all.Sum(o => o.Proved), all.Sum(o => o.Refuted), all.Sum(o => o.Bounded), all.Sum(o => o.Unknown));
    }

    /// <summary>Test outcomes over all runs; null when there was no run.</summary>
    public static TestCounts? Tests(IReadOnlyList<EvidenceItem> evidence)
    {
        var runs = evidence.Select(e => e.Facts).OfType<EvidenceFacts.TestRun>().Select(r => r.Counts).ToList();
        return runs.Count == 0 ? null : new(runs.Sum(r => r.Passed), runs.Sum(r => r.Failed), runs.Sum(r => r.Skipped));
    }

    /// <summary>True unless somebody recomputed every verdict apart from the build; no verdict at all is nothing to report.</summary>
    public static bool SelfReported(IReadOnlyList<EvidenceItem> evidence) =>
        evidence.Any(e => e.Facts is EvidenceFacts.MethodVerdicts { SelfReported: true } or EvidenceFacts.ContractChanges { SelfReported: true } or EvidenceFacts.BehaviourChanges { SelfReported: true });

    /// <summary>The touched methods by what is known of them; removed ones are not counted.</summary>
    public static TouchedCounts Touched(IReadOnlyList<CaseMethodChange> changes)
    {
        var present = changes.Where(c => c.Kind != "removed").ToList();
        var judged = present.Where(c => c.Verdict != "none").ToList();
        return new(
            present.Count,
            judged.Count,
            judged.Count(c => c.Verdict == "proved"),
            judged.Count(c => c.Verdict == "refuted"),
            judged.Count(c => c.Verdict is "bounded" or "unknown"),
            present.Count - judged.Count);
    }

    /// <summary>The touched and removed methods by how they behave against the base.</summary>
    public static BehaviourCounts Behaviour(IReadOnlyList<CaseMethodChange> changes)
    {
        var both = changes.Where(c => c.Kind == "modified").ToList();
        int Count(string? verdict) => both.Count(c => c.Behaviour?.Verdict == verdict);
        return new(
            Count("same"), Count("different"), Count("bounded"), Count("unknown"), Count(null),
            changes.Count(c => c.Kind == "added"), changes.Count(c => c.Kind == "removed"));
    }

    /// <summary>The leaves of the change module that are neither valid nor accepted: worst first, then by place.</summary>
    public static IReadOnlyList<CaseGap> Gaps(IReadOnlyList<CaseNode> nodes) =>
    [
        .. nodes.Where(n => n.Module == CaseModules.Change && IsLeaf(n) && n.Status > NodeStatus.Accepted)
            .OrderByDescending(n => n.Status)
            .ThenBy(n => n.File is null)
            .ThenBy(n => n.File, StringComparer.Ordinal)
            .ThenBy(n => n.Line)
            .ThenBy(n => n.Id.Length)
            .ThenBy(n => n.Id, StringComparer.Ordinal)
            .Take(SafetyCaseDocument.MaximumGaps)
            .Select(n => new CaseGap(n.Id, n.Status, n.Reason.Length == 0 ? n.Text : $"{n.Text}: {n.Reason}", n.File, n.Line)),
    ];

    private static IEnumerable<MethodFact> Methods(IReadOnlyList<EvidenceItem> evidence) =>
        evidence.Select(e => e.Facts).OfType<EvidenceFacts.MethodVerdicts>().SelectMany(v => v.Methods);

    private static bool IsLeaf(CaseNode node) =>
        node.Type is GsnNodeType.Solution or GsnNodeType.Assumption || node.Undeveloped;
}
