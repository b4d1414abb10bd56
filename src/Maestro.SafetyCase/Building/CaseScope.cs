using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;

namespace Maestro.SafetyCase.Building;

/// <summary>The input, sorted and looked up: what evidence says of each method in the scope.</summary>
internal sealed class CaseScope
{
    private readonly ILookup<string, (CaseEvidence Reference, MethodFact Fact)> _verdicts;
    private readonly ILookup<string, (CaseEvidence Reference, ContractFact Fact)> _contracts;
    private readonly ILookup<string, (CaseEvidence Reference, BehaviourFact Fact)> _behaviours;

    internal CaseScope(CaseInput input)
    {
        Input = input;
        Evidence = [.. input.Evidence
            .DistinctBy(e => e.Reference.Sha256)
            .OrderBy(e => e.Reference.PredicateType, StringComparer.Ordinal)
            .ThenBy(e => e.Reference.Title, StringComparer.Ordinal)
            .ThenBy(e => e.Reference.Sha256.Hex, StringComparer.Ordinal)];
        _verdicts = Of<EvidenceFacts.MethodVerdicts>()
            .SelectMany(e => e.Facts.Methods.Select(m => (e.Reference, Fact: m)))
            .ToLookup(p => p.Fact.Symbol, StringComparer.Ordinal);
        _contracts = Of<EvidenceFacts.ContractChanges>()
            .SelectMany(e => e.Facts.Methods.Select(m => (e.Reference, Fact: m)))
            .ToLookup(p => p.Fact.Symbol, StringComparer.Ordinal);
        _behaviours = Of<EvidenceFacts.BehaviourChanges>()
            .Where(e => e.Facts.IsOf(input.Change))
            .SelectMany(e => e.Facts.Methods.Select(m => (e.Reference, Fact: m)))
            .ToLookup(p => p.Fact.Symbol, StringComparer.Ordinal);
        var known = input.Touched.Select(m => m.Symbol).ToHashSet(StringComparer.Ordinal);
        Touched = Sorted([.. input.Touched, .. _contracts.SelectMany(g => g).Select(p => p.Fact).Where(f => f.Change != "unchanged" && !known.Contains(f.Symbol)).Select(Found)]);
        var touched = Touched.Select(m => m.Symbol).ToHashSet(StringComparer.Ordinal);
        Callers = Sorted(input.Callers.Where(c => !touched.Contains(c.Symbol)));
        Changes = [.. Touched.Select(Change)];
        var inScope = touched.Concat(Callers.Select(c => c.Symbol)).ToHashSet(StringComparer.Ordinal);
        var trusted = _verdicts.SelectMany(g => g.SelectMany(p => p.Fact.Assumptions.Select(a => (p.Fact.Symbol, Assumption: a)))).ToList();
        Assumed = Distinct(trusted.Where(p => p.Assumption.Kind == "assume" && inScope.Contains(p.Symbol)).Select(p => p.Assumption));
        Trusted = [.. Distinct(trusted.Select(p => p.Assumption)).Except(Assumed)];
        var suppressed = Of<EvidenceFacts.Findings>().SelectMany(e => e.Facts.Items).Where(f => f.Suppressed && EvidenceIndex.IsSerious(f)).ToList();
        var files = Touched.Concat(Callers).Select(m => m.File).ToHashSet(StringComparer.Ordinal);
        Suppressed = Distinct(suppressed.Where(f => f.File is null || files.Contains(f.File)).Select(Suppression));
        Trusted = [.. Distinct([.. Trusted, .. suppressed.Select(Suppression)]).Except(Suppressed)];
        AllAssumptions = Distinct([.. Assumed, .. Suppressed, .. Trusted]);
    }

    internal CaseInput Input { get; }

    internal IReadOnlyList<EvidenceItem> Evidence { get; }

    internal IReadOnlyList<TouchedMethod> Touched { get; }

    internal IReadOnlyList<TouchedMethod> Callers { get; }

    internal IReadOnlyList<CaseMethodChange> Changes { get; }

    /// <summary>Every <c>Contract.Assume</c> in a method of the scope.</summary>
    internal IReadOnlyList<CaseAssumption> Assumed { get; }

    /// <summary>What the verifier trusts by its own rules, and assumptions and suppressions outside the scope.</summary>
    internal IReadOnlyList<CaseAssumption> Trusted { get; }

    /// <summary>Every suppressed finding in a file of the scope.</summary>
    internal IReadOnlyList<CaseAssumption> Suppressed { get; }

    internal IReadOnlyList<CaseAssumption> AllAssumptions { get; }

    internal IEnumerable<(CaseEvidence Reference, T Facts)> Of<T>()
        where T : EvidenceFacts =>
        Evidence.Where(e => e.Facts is T).Select(e => (e.Reference, (T)e.Facts));

    internal IReadOnlyList<CaseEvidence> References<T>()
        where T : EvidenceFacts => [.. Of<T>().Select(e => e.Reference)];

    internal IEnumerable<(CaseEvidence Reference, MethodFact Fact)> VerdictsOn(string symbol) => _verdicts[symbol];

    internal IEnumerable<(CaseEvidence Reference, ContractFact Fact)> ContractOf(string symbol) => _contracts[symbol];

    internal IEnumerable<(CaseEvidence Reference, BehaviourFact Fact)> BehaviourOf(string symbol) => _behaviours[symbol];

    /// <summary>The verdict that decides a method which is compiled more than once: the worst; null when there is none.</summary>
    internal MethodFact? Deciding(string symbol) =>
        _verdicts[symbol].Select(p => p.Fact).OrderBy(f => Rank(f.Verdict)).FirstOrDefault();

    private static int Rank(string verdict) => verdict switch
    {
        "refuted" => 0,
        "unknown" => 1,
        "bounded" => 2,
        _ => 3,
    };

    private CaseMethodChange Change(TouchedMethod method)
    {
        var fact = Deciding(method.Symbol);
        var counts = method.Kind != "removed" && fact is not null && (fact.HasContract || fact.Verdict == "refuted");
        return new(
            method.Symbol,
            method.DisplayName,
            method.File,
            method.Line,
            method.Kind,
            counts ? fact!.Verdict : "none",
            _contracts[method.Symbol].Select(p => p.Fact.Outcome).FirstOrDefault() ?? "none")
        {
            // Compiled more than once: what a reviewer must look at goes before what is undecided, and that before what is the same.
            Behaviour = method.Kind == "modified" ? _behaviours[method.Symbol].Select(p => p.Fact.Behaviour).OrderBy(BehaviourRank).FirstOrDefault() : null,
        };
    }

    private static int BehaviourRank(CaseBehaviour behaviour) => behaviour.Verdict switch
    {
        "different" => 0,
        "unknown" => 1,
        "bounded" => 2,
        _ => 3,
    };

    // What the comparison found and the caller did not name is in the scope all the same.
    private static TouchedMethod Found(ContractFact fact) => new(
        fact.Symbol, fact.Symbol, fact.File, fact.Line, fact.Change, HasContract: fact.Outcome is not ("none" or "removed"));

    private static IReadOnlyList<TouchedMethod> Sorted(IEnumerable<TouchedMethod> methods) =>
    [
        .. methods.OrderBy(m => m.File, StringComparer.Ordinal).ThenBy(m => m.Line).ThenBy(m => m.Symbol, StringComparer.Ordinal)
            .DistinctBy(m => m.Symbol, StringComparer.Ordinal),
    ];

    private static IReadOnlyList<CaseAssumption> Distinct(IEnumerable<CaseAssumption> assumptions) =>
    [
        .. assumptions.Distinct()
            .OrderBy(a => a.File, StringComparer.Ordinal)
            .ThenBy(a => a.Line)
            .ThenBy(a => a.Kind, StringComparer.Ordinal)
            .ThenBy(a => a.Text, StringComparer.Ordinal),
    ];

    private static CaseAssumption Suppression(FindingFact finding)
    {
        var acceptance = Acceptance.Parse(finding.Justification);
        var why = finding.Justification.Length == 0 ? "no justification" : finding.Justification;
        return new($"{finding.Rule} suppressed: {finding.Text} ({why})", acceptance.Owner, acceptance.Expiry, finding.File, finding.Line, "suppression");
    }
}
