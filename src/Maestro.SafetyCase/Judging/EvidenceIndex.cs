using Maestro.Evidence;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Judging;

/// <summary>From evidence to the status of a solution. The builder and the verifier both ask here, so they cannot differ.</summary>
public sealed class EvidenceIndex
{
    /// <summary>The subject of the claim that no method of the head means anything else than in the base.</summary>
    public const string SameMeaning = "same-meaning";

    /// <summary>The subject of the claim that what a method does differently from the base is known.</summary>
    public static string BehaviourOf(string symbol) => "behaviour of " + symbol;

    private readonly Dictionary<Digest, EvidenceItem> _byDigest = [];
    private readonly Dictionary<(Digest Evidence, string Symbol), NodeStatus> _bySubject = [];

    /// <summary>Indexes <paramref name="items"/>.</summary>
    /// <param name="items">All evidence of a case.</param>
    /// <param name="change">The change that comparisons and provenance must be about.</param>
    public EvidenceIndex(IReadOnlyList<EvidenceItem> items, CaseChange change)
    {
        foreach (var item in items)
        {
            var digest = item.Reference.Sha256;
            if (_byDigest.TryAdd(digest, item))
            {
                foreach (var (subject, status) in Judge(item.Facts, change))
                {
                    var key = (digest, subject);
                    _bySubject[key] = _bySubject.TryGetValue(key, out var known) ? StatusLattice.Worst(known, status) : status;
                }
            }
        }
    }

    /// <summary>The item of a digest; null when it is not there.</summary>
    public EvidenceItem? Find(Digest digest) => _byDigest.GetValueOrDefault(digest);

    /// <summary>The worst of what the cited evidence says of a subject; missing where one is not there, is of another kind, or says nothing of it.</summary>
    /// <param name="subject">A documentation id, or empty for all that the evidence is about.</param>
    /// <param name="evidence">What a solution cites.</param>
    public NodeStatus StatusOf(string subject, IReadOnlyList<CaseEvidence> evidence) =>
        StatusLattice.Worst(evidence.Select(e => StatusOf(subject, e)), NodeStatus.Missing);

    private NodeStatus StatusOf(string subject, CaseEvidence evidence) =>
        _byDigest.TryGetValue(evidence.Sha256, out var item)
        && string.Equals(item.Reference.PredicateType, evidence.PredicateType, StringComparison.Ordinal)
        && _bySubject.TryGetValue((evidence.Sha256, subject), out var status)
            ? status
            : NodeStatus.Missing;

    private static IEnumerable<(string Subject, NodeStatus Status)> Judge(EvidenceFacts facts, CaseChange change)
    {
        switch (facts)
        {
            case EvidenceFacts.MethodVerdicts verdicts:
                // As a whole: verdicts on nothing support nothing.
                yield return ("", StatusLattice.Worst(verdicts.Methods.Select(OfVerdict), NodeStatus.Open));
                foreach (var method in verdicts.Methods)
                {
                    yield return (method.Symbol, OfVerdict(method));
                }

                break;
            case EvidenceFacts.ContractChanges changes when changes.HeadTree != change.Head.Tree || changes.BaseTree != change.Base?.Tree:
                // A comparison of another change says nothing of this one.
                break;
            case EvidenceFacts.ContractChanges changes:
                // As a whole: a comparison that found no difference is what was asked for.
                yield return ("", StatusLattice.Worst(changes.Methods.Select(OfContract), NodeStatus.Valid));
                yield return (SameMeaning, changes.Methods.All(m => m.Change is "unchanged" or "removed") ? NodeStatus.Valid : NodeStatus.Failed);
                foreach (var method in changes.Methods)
                {
                    yield return (method.Symbol, OfContract(method));
                }

                break;
            case EvidenceFacts.BehaviourChanges behaviours when behaviours.IsOf(change):
                foreach (var method in behaviours.Methods)
                {
                    yield return (BehaviourOf(method.Symbol), OfBehaviour(method.Behaviour));
                }

                break;
            case EvidenceFacts.TestRun run:
                yield return ("", OfTests(run));
                break;
            case EvidenceFacts.Findings findings:
                // Silence counts only from analyzers that were there.
                yield return ("", findings.Items.Any(Counts) ? NodeStatus.Failed : findings.Heartbeat ? NodeStatus.Valid : NodeStatus.Missing);
                break;
            case EvidenceFacts.Provenance provenance:
                yield return ("", provenance.Trees.Contains(change.Head.Tree, StringComparer.Ordinal) ? NodeStatus.Valid : NodeStatus.Failed);
                break;
        }
    }

    /// <summary>True for a finding that stands in the way: a warning or an error that nobody suppressed.</summary>
    public static bool Counts(FindingFact finding) => !finding.Suppressed && IsSerious(finding);

    /// <summary>True for a warning or an error, suppressed or not.</summary>
    public static bool IsSerious(FindingFact finding) => finding.Level is not ("note" or "none");

    // Nothing is valid merely because nothing was asked.
    private static NodeStatus OfVerdict(MethodFact fact) => fact.Verdict switch
    {
        "proved" => fact.Obligations.Proved > 0 ? NodeStatus.Valid : NodeStatus.Open,
        "bounded" or "unknown" => NodeStatus.Open,
        _ => NodeStatus.Failed,
    };

    // Withdrawing a promise together with its method is for a person to accept: nothing in the build can still rely on it.
    private static NodeStatus OfContract(ContractFact fact) => fact.Outcome switch
    {
        "equal" or "compatible" or "new" or "none" => NodeStatus.Valid,
        "unknown" => NodeStatus.Open,
        "removed" when fact.Change == "removed" => NodeStatus.Open,
        _ => NodeStatus.Failed,
    };

    // A difference that was executed is shown to the reviewer, and the contract bounds it; what nobody decided is not known (ADR 2).
    private static NodeStatus OfBehaviour(CaseBehaviour behaviour) => behaviour.Verdict is "same" or "different" ? NodeStatus.Valid : NodeStatus.Open;

    private static NodeStatus OfTests(EvidenceFacts.TestRun run) =>
        run.Problem is not null || run.Counts.Failed > 0 ? NodeStatus.Failed
        : run.Counts.Passed == 0 ? NodeStatus.Open
        : NodeStatus.Valid;
}
