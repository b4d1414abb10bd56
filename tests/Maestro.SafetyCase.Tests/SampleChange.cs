using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;
using TestResult = Maestro.Evidence.Predicates.TestResult;

namespace Maestro.SafetyCase.Tests;

/// <summary>A small change with all kinds of evidence; each test alters the part it is about.</summary>
internal sealed record SampleChange
{
    internal const string Page = "M:Shop.Pager.Page(System.Int32)";
    internal const string Total = "M:Shop.Cart.Total";
    internal const string Render = "M:Shop.View.Render";

    internal static GitObjectId HeadTree { get; } = GitObjectId.Parse(new string('a', 40));

    internal static Revision Head { get; } = new(HeadTree, GitObjectId.Parse(new string('b', 40)), "feature");

    internal Revision ComparedWith { get; init; } = Base;

    internal static Revision Base { get; } = new(GitObjectId.Parse(new string('c', 40)), GitObjectId.Parse(new string('d', 40)), "main");

    internal static CompilationScope Scope { get; } = new("src/Shop/Shop.csproj", "net10.0", "Release");

    internal static ToolVersions Tools { get; } = new("0.1.0", "10.0.401", "5.9.0", "z3 4.8.12");

    internal RecomputedBy RecomputedBy { get; init; } = RecomputedBy.CleanWorker;

    internal IReadOnlyList<MethodVerification> Methods { get; init; } = [Method(Page, "Pager.cs"), Method(Total, "Cart.cs")];

    internal IReadOnlyList<MethodContractChange>? Contracts { get; init; } = [Contract(Page, ContractRelation.Compatible), Contract(Total, ContractRelation.Equal)];

    /// <summary>Null: every method that both sides have does the same.</summary>
    internal IReadOnlyList<MethodBehaviourChange>? Behaviours { get; init; }

    internal bool HasBehaviour { get; init; } = true;

    internal TestResult? Tests { get; init; } = TestRun(passed: ["Shop.Tests.Pages"], failed: []);

    internal Findings? Findings { get; init; } = new(Scope, Tools, "1", []);

    internal bool HasProvenance { get; init; } = true;

    internal bool HasTests { get; init; } = true;

    internal bool Uncommitted { get; init; }

    internal string? BaseProblem { get; init; }

    internal IReadOnlyList<TouchedMethod> Touched { get; init; } = [Touch(Page, "Pager.Page(int)", 12)];

    internal IReadOnlyList<TouchedMethod> Callers { get; init; } = [Touch(Total, "Cart.Total()", 30, "src/Shop/Cart.cs")];

    internal IReadOnlyList<ScopeProblem> Problems { get; init; } = [];

    internal static MethodVerification Method(string symbol, string file, params ObligationVerification[] obligations) =>
        Verified(symbol, file, obligations.Length == 0 ? [Obligation(ProofVerdict.Proved)] : obligations, hasContract: true);

    internal static MethodVerification Verified(string symbol, string file, IReadOnlyList<ObligationVerification> obligations, bool hasContract) =>
        new(file, symbol, MethodVerification.Overall(null, obligations), null, true, hasContract, Digest.OfText(symbol), [], obligations);

    internal static ObligationVerification Obligation(ProofVerdict verdict, int line = 14) => new(
        "post-1",
        "post",
        line,
        "Contract.Result<int>() >= 0",
        verdict,
        verdict == ProofVerdict.Unknown ? "timeout" : null,
        verdict == ProofVerdict.Refuted
            ? new("new Shop.Pager().Page(-1)", new SortedDictionary<string, string> { ["index"] = "-1" }, "result = -1; postcondition at line 14 is false")
            : null,
        verdict == ProofVerdict.Refuted,
        null,
        "z3 4.8.12",
        1000,
        "bv");

    internal static MethodContractChange Contract(string symbol, ContractRelation relation, int line = 12) =>
        new("Pager.cs", symbol, line, line == 0 ? MethodChange.Removed : symbol == Page ? MethodChange.Modified : MethodChange.Unchanged, relation, null, ["x > 0"], ["x >= 0"], []);

    internal static MethodBehaviourChange Behaviour(string symbol, BehaviourVerdict verdict) => new(
        "Pager.cs",
        symbol,
        symbol,
        12,
        verdict,
        verdict is BehaviourVerdict.Unknown or BehaviourVerdict.Bounded ? "the loops may not go round equally often" : null,
        verdict == BehaviourVerdict.Different ? new("new Shop.Pager().Page(0)", "returns 1", "returns 0") : null);

    private IReadOnlyList<MethodBehaviourChange> Alike() =>
    [
        .. Touched.Where(t => t.Kind == "modified").Select(t => t.Symbol)
            .Concat((Contracts ?? []).Where(c => c.Change == MethodChange.Modified).Select(c => c.Symbol))
            .Distinct(StringComparer.Ordinal).Select(s => Behaviour(s, BehaviourVerdict.Same)),
    ];

    internal static TestResult TestRun(IReadOnlyList<string> passed, IReadOnlyList<string> failed, string? problem = null) =>
        new(TestResult.OutcomeOf(passed.Count, failed.Count, problem), [new("Shop.Tests", null, null)], passed, failed, [], problem);

    internal static TouchedMethod Touch(string symbol, string name, int line, string file = "src/Shop/Pager.cs", string kind = "modified", bool hasContract = true) =>
        new(symbol, name, file, line, kind, hasContract);

    internal IReadOnlyList<Statement> Statements()
    {
        var subject = Subject.Change(HeadTree, Head.Commit);
        var predicates = new IPredicate?[]
        {
            new ContractVerification(Scope, RecomputedBy, Tools, Methods),
            Contracts is null ? null : new ContractChange(Scope, ComparedWith, Head, RecomputedBy, Tools, Contracts),
            HasBehaviour ? new BehaviourChange(Scope, ComparedWith, Head, RecomputedBy, Tools, Behaviours ?? Alike()) : null,
            Tests,
            Findings,
            HasProvenance
                ? new Provenance("urn:maestro:build:v1", JsonObject.Of(), JsonObject.Of(), [new("source", null, DigestSet.Of(null, HeadTree))], "urn:maestro:builder", new SortedDictionary<string, string>(), [])
                : null,
        };
        var built = Subject.File("Shop.dll", Digest.OfText("Shop.dll"));
        return [.. predicates.OfType<IPredicate>().Select(p => Statement.Of(p, p is Provenance ? built : subject))];
    }

    internal IReadOnlyList<DsseEnvelope> Envelopes(ISigner? signer) =>
        [.. Statements().Select(DsseEnvelope.Around).Select(e => signer is null ? e : e.Sign(signer).Value)];

    internal CaseInput Input() => new()
    {
        Title = "the paging change",
        Change = new(BaseProblem is null ? new("main", Base.Commit!.Value.Hex, Base.Tree.Hex) : null, new("feature", Head.Commit!.Value.Hex, HeadTree.Hex), BaseProblem),
        Toolchain = new(Tools.Maestro, Tools.Sdk, Tools.Compiler, Tools.Solver),
        Uncommitted = Uncommitted,
        Touched = Touched,
        Callers = Callers,
        HasTests = HasTests,
        Evidence = [.. Statements().Select(s => EvidenceReader.Read(s, Digest.Of(s.ToBytes()), "test").Value).OfType<EvidenceItem>()],
        Problems = Problems,
    };

    internal SafetyCaseDocument Build() => CaseBuilder.Build(Input());
}
