using Maestro.SafetyCase.Document;

namespace Maestro.SafetyCase.Judging;

/// <summary>What one piece of evidence says, as far as a case judges it. Closed.</summary>
public abstract record EvidenceFacts
{
    private EvidenceFacts()
    {
    }

    /// <summary>Verdicts on methods.</summary>
    /// <param name="SelfReported">True when the change's own build made them and nobody recomputed them (semantics, 26).</param>
    /// <param name="Methods">In the order of the evidence.</param>
    public sealed record MethodVerdicts(bool SelfReported, IReadOnlyList<MethodFact> Methods) : EvidenceFacts;

    /// <summary>The comparison of the change's methods with the base's; empty says that no method differs.</summary>
    /// <param name="SelfReported">As in <see cref="MethodVerdicts"/>.</param>
    /// <param name="BaseTree">Git tree compared with, in hex.</param>
    /// <param name="HeadTree">Git tree of the change, in hex.</param>
    /// <param name="Methods">In the order of the evidence.</param>
    public sealed record ContractChanges(bool SelfReported, string BaseTree, string HeadTree, IReadOnlyList<ContractFact> Methods) : EvidenceFacts;

    /// <summary>How methods behave against the base's.</summary>
    /// <param name="SelfReported">As in <see cref="MethodVerdicts"/>.</param>
    /// <param name="BaseTree">Git tree compared with, in hex.</param>
    /// <param name="HeadTree">Git tree of the change, in hex.</param>
    /// <param name="Methods">In the order of the evidence.</param>
    public sealed record BehaviourChanges(bool SelfReported, string BaseTree, string HeadTree, IReadOnlyList<BehaviourFact> Methods) : EvidenceFacts
    {
        /// <summary>True for a comparison of this change with this base: one of another says nothing here.</summary>
        public bool IsOf(CaseChange change) => HeadTree == change.Head.Tree && BaseTree == change.Base?.Tree;
    }

    /// <summary>Outcomes of a test run.</summary>
    /// <param name="Counts">By outcome.</param>
    /// <param name="Problem">Why the run as a whole cannot count (a crashed host); null when it can.</param>
    public sealed record TestRun(TestCounts Counts, string? Problem) : EvidenceFacts;

    /// <summary>What analyzers reported.</summary>
    /// <param name="Heartbeat">True when they left a sign that they ran.</param>
    /// <param name="Items">In the order of the evidence.</param>
    public sealed record Findings(bool Heartbeat, IReadOnlyList<FindingFact> Items) : EvidenceFacts;

    /// <summary>Where a build comes from.</summary>
    /// <param name="Trees">Git trees that it names as its sources, in hex.</param>
    public sealed record Provenance(IReadOnlyList<string> Trees) : EvidenceFacts;
}

/// <summary>What is known of one method.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="File">Relative, with <c>/</c>.</param>
/// <param name="Line">From 1: of the obligation that decides, else of the method; 0 where there is none.</param>
/// <param name="Verdict"><c>proved</c>, <c>refuted</c>, <c>bounded</c> or <c>unknown</c>.</param>
/// <param name="Reason">What decides an undecided or refuted method; empty when proved.</param>
/// <param name="HasContract">True when there is a non-trivial clause.</param>
/// <param name="Obligations">By verdict.</param>
/// <param name="Witness">The replayed counterexample; null when there is none.</param>
/// <param name="Assumptions">What the verdict trusts.</param>
public sealed record MethodFact(
    string Symbol,
    string File,
    int Line,
    string Verdict,
    string Reason,
    bool HasContract,
    ObligationCounts Obligations,
    CaseWitness? Witness,
    IReadOnlyList<CaseAssumption> Assumptions)
{
    /// <summary>How much of the method its contract says; null where it was not measured.</summary>
    public MeasuredStrength? Strength { get; init; }
}

/// <summary>How many small changes of a body its contract notices.</summary>
/// <param name="Mutants">Changes that were seen to behave differently.</param>
/// <param name="Killed">Those that break the contract.</param>
/// <param name="Survivors">Those that it lets pass; the rest is undecided.</param>
public sealed record MeasuredStrength(int Mutants, int Killed, int Survivors);

/// <summary>How one method's contract relates to the base's.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="File">Relative, with <c>/</c>.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
/// <param name="Change"><c>added</c>, <c>removed</c>, <c>modified</c> or <c>unchanged</c>.</param>
/// <param name="Outcome"><c>equal</c>, <c>compatible</c>, <c>breaking</c>, <c>incomparable</c>, <c>unknown</c>, <c>new</c>, <c>removed</c> or <c>none</c>.</param>
/// <param name="Reason">An example or a cause; may be empty.</param>
public sealed record ContractFact(string Symbol, string File, int Line, string Change, string Outcome, string Reason);

/// <summary>How one method behaves against the base's.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="Behaviour">What is known, as the first page shows it.</param>
public sealed record BehaviourFact(string Symbol, CaseBehaviour Behaviour);

/// <summary>One result of an analyzer.</summary>
/// <param name="Rule">Its id.</param>
/// <param name="Level"><c>error</c>, <c>warning</c>, <c>note</c> or <c>none</c>, as SARIF has it.</param>
/// <param name="Text">The message.</param>
/// <param name="File">Relative, or null.</param>
/// <param name="Line">From 1, or null.</param>
/// <param name="Suppressed">True when somebody suppressed it in the source.</param>
/// <param name="Justification">Why it was suppressed, as written; may be empty.</param>
public sealed record FindingFact(string Rule, string Level, string Text, string? File, int? Line, bool Suppressed, string Justification);

/// <summary>A piece of evidence with what it says.</summary>
/// <param name="Reference">How nodes cite it.</param>
/// <param name="Facts">What it says.</param>
public sealed record EvidenceItem(CaseEvidence Reference, EvidenceFacts Facts);
