using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Building;

/// <summary>From what is known of a change to its safety case: a pure function, the same input gives the same bytes.</summary>
public static class CaseBuilder
{
    /// <summary>Builds the case.</summary>
    public static SafetyCaseDocument Build(CaseInput input)
    {
        var scope = new CaseScope(input);
        var evidence = new EvidenceIndex(scope.Evidence, input.Change);
        IReadOnlyList<CaseNode> drafted =
        [
            .. DraftNumbering.Number(CaseModules.Change, "", ChangeModule.Root(scope)),
            .. DraftNumbering.Number(CaseModules.Confidence, "C", ConfidenceModule.Root(scope)),
        ];
        var statuses = CaseArgument.Statuses(drafted, evidence, today: null);
        IReadOnlyList<CaseNode> nodes = [.. drafted.Select(n => Explained(n, statuses))];
        var root = nodes[0];
        return new()
        {
            Title = input.Title,
            Verdict = CaseVerdicts.Of(root.Status),
            SelfReported = CaseFigures.SelfReported(scope.Evidence),
            Uncommitted = input.Uncommitted,
            Change = input.Change,
            Toolchain = input.Toolchain,
            Counts = CaseFigures.Counts(nodes, CaseModules.Change),
            ConfidenceCounts = CaseFigures.Counts(nodes, CaseModules.Confidence),
            Obligations = CaseFigures.Obligations(scope.Evidence),
            Tests = CaseFigures.Tests(scope.Evidence),
            Touched = CaseFigures.Touched(scope.Changes),
            Behaviour = CaseFigures.Behaviour(scope.Changes),
            Changes = scope.Changes,
            Gaps = CaseFigures.Gaps(nodes),
            Assumptions = scope.AllAssumptions,
            Root = root.Id,
            ConfidenceRoot = nodes.First(n => n.Module == CaseModules.Confidence).Id,
            Nodes = nodes,
        };
    }

    // An inner node says which node it takes its status from; a leaf has its reason already.
    private static CaseNode Explained(CaseNode node, IReadOnlyDictionary<string, NodeStatus> statuses)
    {
        var status = statuses[node.Id];
        var culprit = node.SupportedBy.Concat(node.InContextOf).FirstOrDefault(id => statuses[id] == status);
        return node with
        {
            Status = status,
            Reason = node.Reason.Length == 0 && status != NodeStatus.Valid && culprit is not null
                ? $"{StatusLattice.Words[status]} because of {culprit}"
                : node.Reason,
        };
    }
}
