using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Packaging;

/// <summary>Computes again what a document says of itself.</summary>
internal static class DocumentChecks
{
    /// <summary>Differences between the document and what its argument and evidence give.</summary>
    internal static IEnumerable<Problem> Check(SafetyCaseDocument document, EvidenceIndex index, IReadOnlyList<EvidenceItem> evidence)
    {
        var root = document.Nodes.FirstOrDefault(n => n.Id == document.Root);
        if (root is null || root.Module != CaseModules.Change || !IsTop(document, root))
        {
            yield return SafetyCaseProblems.Malformed.At(CaseLayout.Case, $"'{document.Root}' is not the top goal of the change module");
            yield break;
        }

        foreach (var node in document.Nodes.Where(n => n.Module is not (CaseModules.Change or CaseModules.Confidence)))
        {
            yield return SafetyCaseProblems.Malformed.At(node.Id, $"a module '{node.Module}'");
        }

        foreach (var problem in CitedEvidence(document, index))
        {
            yield return problem;
        }

        var statuses = CaseArgument.Statuses(document.Nodes, index, today: null);
        foreach (var node in document.Nodes.Where(n => n.Status != statuses[n.Id]))
        {
            yield return SafetyCaseProblems.StatusDiffers.At(node.Id, StatusLattice.Words[node.Status], StatusLattice.Words[statuses[node.Id]]);
        }

        var verdict = CaseVerdicts.Of(statuses[document.Root]);
        if (verdict != document.Verdict)
        {
            yield return SafetyCaseProblems.VerdictDiffers.At(CaseLayout.Case, CaseVerdicts.Words[document.Verdict], CaseVerdicts.Words[verdict]);
        }

        foreach (var figure in Figures(document, evidence))
        {
            yield return SafetyCaseProblems.FigureDiffers.At(CaseLayout.Case, figure);
        }
    }

    /// <summary>Differences between the document and the manifest that lists it.</summary>
    internal static IEnumerable<Problem> CheckManifest(SafetyCaseDocument document, SafetyCaseManifest manifest)
    {
        var pairs = new (string What, string Manifest, string Case)[]
        {
            ("the verdict", CaseVerdicts.Words[manifest.Verdict], CaseVerdicts.Words[document.Verdict]),
            ("the head", Text(manifest.Head), Text(CaseFolder.ToRevision(document.Change.Head))),
            ("the base", Text(manifest.Base), Text(document.Change.Base is { } from ? CaseFolder.ToRevision(from) : null)),
            ("self-reported", manifest.SelfReported.ToString(), document.SelfReported.ToString()),
            ("uncommitted", manifest.Uncommitted.ToString(), document.Uncommitted.ToString()),
        };
        return pairs.Where(p => !string.Equals(p.Manifest, p.Case, StringComparison.Ordinal))
            .Select(p => SafetyCaseProblems.ManifestDiffers.At(CaseLayout.Manifest, p.What, p.Manifest, p.Case));
    }

    private static bool IsTop(SafetyCaseDocument document, CaseNode node) =>
        node.Type == GsnNodeType.Goal && node.Challenges.Count == 0 && !document.Nodes.Any(n => n.SupportedBy.Contains(node.Id));

    private static IEnumerable<Problem> CitedEvidence(SafetyCaseDocument document, EvidenceIndex index) =>
        from node in document.Nodes
        from cited in node.Evidence
        where index.Find(cited.Sha256)?.Reference.PredicateType != cited.PredicateType && node.Status < NodeStatus.Missing
        select SafetyCaseProblems.NotInEvidence.At(node.Id, cited.Sha256.Hex);

    private static IEnumerable<string> Figures(SafetyCaseDocument document, IReadOnlyList<EvidenceItem> evidence)
    {
        var verdicts = evidence.Select(e => e.Facts).OfType<EvidenceFacts.MethodVerdicts>().SelectMany(v => v.Methods)
            .ToLookup(m => m.Symbol, m => m.Verdict, StringComparer.Ordinal);
        var checks = new (string Name, bool Agrees)[]
        {
            ("counts", document.Counts == CaseFigures.Counts(document.Nodes, CaseModules.Change)),
            ("confidenceCounts", document.ConfidenceCounts == CaseFigures.Counts(document.Nodes, CaseModules.Confidence)),
            ("obligations", document.Obligations == CaseFigures.Obligations(evidence)),
            ("tests", document.Tests == CaseFigures.Tests(evidence)),
            ("touched", document.Touched == CaseFigures.Touched(document.Changes)),
            ("behaviour", document.Behaviour == CaseFigures.Behaviour(document.Changes) && SaysWhatWasCompared(document, evidence)),
            ("gaps", document.Gaps.SequenceEqual(CaseFigures.Gaps(document.Nodes))),
            ("changes", document.Changes.All(c => c.Verdict == "none" || verdicts[c.Symbol].Contains(c.Verdict)) && ArguesOverAll(document, evidence)),
            ("selfReported", document.SelfReported == CaseFigures.SelfReported(evidence)),
        };
        return checks.Where(c => !c.Agrees).Select(c => c.Name);
    }

    // Whatever the comparison found to differ is listed, and what is still there has a goal of its own.
    private static bool ArguesOverAll(SafetyCaseDocument document, IReadOnlyList<EvidenceItem> evidence)
    {
        var listed = document.Changes.Select(c => c.Symbol).ToHashSet(StringComparer.Ordinal);
        var argued = document.Nodes.Where(n => n.Module == CaseModules.Change && n.Type == GsnNodeType.Goal).Select(n => n.Subject).ToHashSet(StringComparer.Ordinal);
        return document.Changes.All(c => c.Kind == "removed" || argued.Contains(c.Symbol))
            && evidence.Select(e => e.Facts).OfType<EvidenceFacts.ContractChanges>().SelectMany(c => c.Methods)
                .All(m => m.Change == "unchanged" || listed.Contains(m.Symbol));
    }

    // Each modified method is argued about, by evidence or by the lack of it, and shown as some evidence has it: with nothing milder than a difference that was seen.
    private static bool SaysWhatWasCompared(SafetyCaseDocument document, IReadOnlyList<EvidenceItem> evidence)
    {
        var known = evidence.Select(e => e.Facts).OfType<EvidenceFacts.BehaviourChanges>().Where(b => b.IsOf(document.Change)).SelectMany(b => b.Methods)
            .ToLookup(m => m.Symbol, m => m.Behaviour, StringComparer.Ordinal);
        var argued = document.Nodes.Where(n => n.Module == CaseModules.Change && n.Type == GsnNodeType.Solution).Select(n => n.Subject).ToHashSet(StringComparer.Ordinal);
        return document.Changes.All(c => c.Kind != "modified"
            ? c.Behaviour is null
            : (document.Change.Base is null || argued.Contains(EvidenceIndex.BehaviourOf(c.Symbol)))
                && (c.Behaviour is { } shown ? known[c.Symbol].Contains(shown) && !known[c.Symbol].Any(b => b.Verdict == "different" && shown.Verdict != "different") : !known[c.Symbol].Any()));
    }

    private static string Text(Revision? revision) => revision is null ? "none" : $"{revision.Tree} {revision.Commit} {revision.Ref}";
}
