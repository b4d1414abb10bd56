using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Document;

/// <summary>A safety case as <c>case.json</c> holds it: what a reader sees first, then the argument.</summary>
public sealed record SafetyCaseDocument
{
    /// <summary>The value of <c>schema</c>.</summary>
    public const string Schema = "urn:maestro:safety-case:v1";

    /// <summary>One line that names the change.</summary>
    public required string Title { get; init; }

    /// <summary>The verdict of the change module; the confidence module does not lower it (ADR 0001).</summary>
    public required CaseVerdict Verdict { get; init; }

    /// <summary>True when verdicts come from the change's own build and nobody recomputed them; said first, and barred from a gate.</summary>
    public required bool SelfReported { get; init; }

    /// <summary>True when the working tree was dirty; barred from a gate.</summary>
    public required bool Uncommitted { get; init; }

    /// <summary>What is compared with what.</summary>
    public required CaseChange Change { get; init; }

    /// <summary>What made the case.</summary>
    public required CaseToolchain Toolchain { get; init; }

    /// <summary>Statuses of the change module's leaves: solutions, undeveloped goals, assumptions.</summary>
    public required StatusCounts Counts { get; init; }

    /// <summary>The same for the confidence module, counted apart.</summary>
    public required StatusCounts ConfidenceCounts { get; init; }

    /// <summary>Obligations of all methods that were checked.</summary>
    public required ObligationCounts Obligations { get; init; }

    /// <summary>Test outcomes; null when there are no tests.</summary>
    public required TestCounts? Tests { get; init; }

    /// <summary>The touched methods by what is known of them.</summary>
    public required TouchedCounts Touched { get; init; }

    /// <summary>The touched and removed methods by how they behave against the base: what a reviewer reads first.</summary>
    public required BehaviourCounts Behaviour { get; init; }

    /// <summary>The touched methods, by file, then line, then symbol.</summary>
    public required IReadOnlyList<CaseMethodChange> Changes { get; init; }

    /// <summary>What keeps the case from holding, worst first, at most <see cref="MaximumGaps"/>.</summary>
    public required IReadOnlyList<CaseGap> Gaps { get; init; }

    /// <summary>What is taken as true without evidence.</summary>
    public required IReadOnlyList<CaseAssumption> Assumptions { get; init; }

    /// <summary>Id of the change module's top goal.</summary>
    public required string Root { get; init; }

    /// <summary>Id of the confidence module's top goal; null when the case has none.</summary>
    public required string? ConfidenceRoot { get; init; }

    /// <summary>Every node, by module (change first), then in the order of the argument.</summary>
    public required IReadOnlyList<CaseNode> Nodes { get; init; }

    /// <summary>How many gaps a case lists; the argument holds all of them.</summary>
    public const int MaximumGaps = 50;
}

/// <summary>The two sides of the change.</summary>
/// <param name="Base">What it is compared with; null when there is no comparison.</param>
/// <param name="Head">What is judged.</param>
/// <param name="BaseProblem">Why there is no comparison; null when there is one.</param>
public sealed record CaseChange(CaseRevision? Base, CaseRevision Head, string? BaseProblem);

/// <summary>A revision; the case binds to the tree (semantics, 27).</summary>
/// <param name="Ref">As the user named it; empty when unnamed.</param>
/// <param name="Commit">Git commit id; empty for a working tree that is in no commit.</param>
/// <param name="Tree">Git tree id.</param>
public sealed record CaseRevision(string Ref, string Commit, string Tree);

/// <summary>Names with versions, such as <c>z3 4.8.12</c>; empty where a part took no part.</summary>
public sealed record CaseToolchain(string Maestro, string Sdk, string Compiler, string Solver);

/// <summary>How many of each status.</summary>
public sealed record StatusCounts(int Valid, int Accepted, int Open, int Stale, int Missing, int Failed, int Defeated)
{
    /// <summary>Counts <paramref name="statuses"/>.</summary>
    public static StatusCounts Of(IEnumerable<NodeStatus> statuses)
    {
        var counts = new int[StatusLattice.All.Count];
        foreach (var status in statuses)
        {
            counts[(int)status]++;
        }

        return new(counts[0], counts[1], counts[2], counts[3], counts[4], counts[5], counts[6]);
    }

    /// <summary>The count of one status.</summary>
    public int this[NodeStatus status] => status switch
    {
        NodeStatus.Valid => Valid,
        NodeStatus.Accepted => Accepted,
        NodeStatus.Open => Open,
        NodeStatus.Stale => Stale,
        NodeStatus.Missing => Missing,
        NodeStatus.Failed => Failed,
        _ => Defeated,
    };
}

/// <summary>Obligations by verdict.</summary>
public sealed record ObligationCounts(int Proved, int Refuted, int Bounded, int Unknown);

/// <summary>Tests by outcome.</summary>
public sealed record TestCounts(int Passed, int Failed, int Skipped);

/// <summary>Touched methods: all, those with a non-trivial contract, and these by verdict; bounded counts as unknown.</summary>
public sealed record TouchedCounts(int Methods, int WithContract, int Proved, int Refuted, int Unknown, int WithoutContract);

/// <summary>Touched methods by behaviour; those that both sides have and nobody compared are <paramref name="NotCompared"/>.</summary>
public sealed record BehaviourCounts(int Same, int Different, int Bounded, int Unknown, int NotCompared, int Added, int Removed);

/// <summary>One touched method.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="DisplayName">For people.</param>
/// <param name="File">Relative, with <c>/</c>.</param>
/// <param name="Line">From 1; 0 where there is none.</param>
/// <param name="Kind"><c>added</c>, <c>removed</c> or <c>modified</c>.</param>
/// <param name="Verdict"><c>proved</c>, <c>refuted</c>, <c>bounded</c>, <c>unknown</c> or <c>none</c>.</param>
/// <param name="Contract"><c>equal</c>, <c>compatible</c>, <c>breaking</c>, <c>incomparable</c>, <c>unknown</c>, <c>new</c>, <c>removed</c> or <c>none</c>.</param>
public sealed record CaseMethodChange(string Symbol, string DisplayName, string File, int Line, string Kind, string Verdict, string Contract)
{
    /// <summary>How it behaves against the base; null where only one side has it, or nobody compared.</summary>
    public CaseBehaviour? Behaviour { get; init; }
}

/// <summary>How a method behaves against the base's.</summary>
/// <param name="Verdict"><c>same</c>, <c>different</c>, <c>bounded</c> or <c>unknown</c>.</param>
/// <param name="Reason">Why it is undecided, or what the proof rests on; may be empty.</param>
/// <param name="Difference">There exactly for <c>different</c>.</param>
public sealed record CaseBehaviour(string Verdict, string Reason, CaseDifference? Difference);

/// <summary>An input on which both versions were executed and differ.</summary>
/// <param name="Inputs">One statement of C# that makes the call.</param>
/// <param name="Old">What the base does.</param>
/// <param name="New">What the change does.</param>
public sealed record CaseDifference(string Inputs, string Old, string New);

/// <summary>One leaf that is neither valid nor accepted.</summary>
/// <param name="Node">The node's id.</param>
/// <param name="Status">Its status.</param>
/// <param name="Text">What is lacking, one line.</param>
/// <param name="File">Relative, or null.</param>
/// <param name="Line">From 1, or null.</param>
public sealed record CaseGap(string Node, NodeStatus Status, string Text, string? File, int? Line);

/// <summary>One thing taken as true.</summary>
/// <param name="Text">As written.</param>
/// <param name="Owner">Who answers for it; null when nobody does.</param>
/// <param name="Expiry">ISO date (yyyy-MM-dd) after which it no longer counts; null when never stated.</param>
/// <param name="File">Relative, or null.</param>
/// <param name="Line">From 1, or null.</param>
/// <param name="Kind"><c>assume</c>, <c>suppression</c>, or a kind that the verifier trusts by rule (<c>non-null-field</c>, …).</param>
public sealed record CaseAssumption(string Text, string? Owner, string? Expiry, string? File, int? Line, string Kind);

/// <summary>One node of the argument, with its status and evidence.</summary>
public sealed record CaseNode
{
    /// <summary>Unique in the case.</summary>
    public required string Id { get; init; }

    /// <summary>GSN type.</summary>
    public required GsnNodeType Type { get; init; }

    /// <summary><see cref="CaseModules.Change"/> or <see cref="CaseModules.Confidence"/>.</summary>
    public required string Module { get; init; }

    /// <summary>The claim.</summary>
    public required string Text { get; init; }

    /// <summary>Worst of its own, its support's, its context's and its challengers'.</summary>
    public required NodeStatus Status { get; init; }

    /// <summary>Why it has that status; empty when there is nothing to add.</summary>
    public required string Reason { get; init; }

    /// <summary>What in the evidence the node is about: a documentation id, or empty for the whole.</summary>
    public string Subject { get; init; } = "";

    /// <summary>Ids of supporting nodes.</summary>
    public IReadOnlyList<string> SupportedBy { get; init; } = [];

    /// <summary>Ids of contexts, assumptions, justifications.</summary>
    public IReadOnlyList<string> InContextOf { get; init; } = [];

    /// <summary>Ids of the nodes that this one argues against; a node that challenges is a counter-argument.</summary>
    public IReadOnlyList<string> Challenges { get; init; } = [];

    /// <summary>True when support is still to come.</summary>
    public bool Undeveloped { get; init; }

    /// <summary>The evidence of a solution, by digest.</summary>
    public IReadOnlyList<CaseEvidence> Evidence { get; init; } = [];

    /// <summary>Who answers for an accepted node; null otherwise.</summary>
    public string? AcceptedBy { get; init; }

    /// <summary>ISO date (yyyy-MM-dd) until which the acceptance counts; null otherwise.</summary>
    public string? AcceptedUntil { get; init; }

    /// <summary>Relative, or null.</summary>
    public string? File { get; init; }

    /// <summary>From 1, or null.</summary>
    public int? Line { get; init; }

    /// <summary>The replayed counterexample of a refuted method; null otherwise.</summary>
    public CaseWitness? Witness { get; init; }
}

/// <summary>The modules of a case.</summary>
public static class CaseModules
{
    /// <summary>The argument about the change; it alone decides the verdict.</summary>
    public const string Change = "change";

    /// <summary>The argument about how far the first one may be trusted.</summary>
    public const string Confidence = "confidence";
}

/// <summary>A reference to a statement in the case's evidence folder.</summary>
/// <param name="Sha256">Of the statement's bytes, the envelope's payload: signatures are random, statements are not. Names the file.</param>
/// <param name="PredicateType">Of the statement inside.</param>
/// <param name="Title">For people.</param>
public sealed record CaseEvidence(Digest Sha256, string PredicateType, string Title);

/// <summary>A counterexample that was replayed.</summary>
/// <param name="Statement">One line of C# that reproduces it.</param>
/// <param name="Inputs">Inputs by name in parameter order.</param>
/// <param name="Outcome">What was seen.</param>
public sealed record CaseWitness(string Statement, IReadOnlyList<KeyValuePair<string, string>> Inputs, string Outcome);
