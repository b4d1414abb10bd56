using Maestro.Evidence.Predicates;
using TestResult = Maestro.Evidence.Predicates.TestResult;

namespace Maestro.Evidence.Tests.Predicates;

/// <summary>One full predicate of each type.</summary>
internal static class Samples
{
    private static readonly GitObjectId Tree = GitObjectId.Parse(new string('b', 40));
    private static readonly GitObjectId Commit = GitObjectId.Parse(new string('c', 40));

    internal static ToolVersions Tools { get; } = new("0.1.0", "10.0.401", "5.9.0", "Z3 4.8.12");

    internal static CompilationScope Scope { get; } = new("src/Shop/Shop.csproj", "net10.0", "Release");

    internal static Revision Base { get; } = new(Tree, Commit, "main");

    internal static Revision WorkingTree { get; } = new(Tree, null);

    internal static WitnessEvidence Witness { get; } = new("Shop.Paging.Middle(1, 2147483647)", new Dictionary<string, string> { ["lo"] = "1", ["hi"] = "2147483647" }, "result = -1073741824");

    internal static ObligationVerification Refuted { get; } = new("post-1", "post", 12, "Contract.Result<int>() >= lo", ProofVerdict.Refuted, null, Witness, true, Digest.OfText("q"), "Z3 4.8.12", 5_000_000, "bv");

    internal static ObligationVerification Proved { get; } = new("index-1", "index", 14, "xs[i]", ProofVerdict.Proved, null, null, false, Digest.OfText("p"), "Z3 4.8.12", long.MaxValue, "int");

    internal static ObligationVerification Unknown { get; } = new("div0-1", "div0", 15, "a / b", ProofVerdict.Unknown, "unsupported-construct(await, line 15)", null, false, null, "", 0, "");

    internal static ObligationVerification Bounded { get; } = new("post-1", "post", 9, "Contract.Result<int>() == n * n", ProofVerdict.Bounded, "all executions up to depth 5", null, false, Digest.OfText("b"), "Z3 4.8.12", 1_000_000, "int") { Depth = 5 };

    internal static ContractVerification Verification { get; } = new(
        Scope,
        RecomputedBy.CleanWorker,
        Tools,
        [
            new("Paging.cs", "M:Shop.Paging.Middle(System.Int32,System.Int32)", ProofVerdict.Refuted, null, false, true, Digest.OfText("m"), [new("assume", "hi < 1000", 3)], [Refuted, Proved]),
            new("Ledger.cs", "M:Shop.Ledger.Post", ProofVerdict.Unknown, "unsupported-construct(await, line 15)", false, true, null, [], [Unknown]),
            new("Ledger.cs", "M:Shop.Ledger.Close", ProofVerdict.Proved, null, true, false, Digest.OfText("c"), [], []) { Strength = new(9, 5, [new(4, "`a < b` becomes `a <= b`", "`a <= b`: Shop.Ledger.Close(1) gives 2 instead of 1")]) },
            new("Squares.cs", "M:Shop.Squares.Of(System.Int32)", ProofVerdict.Bounded, null, false, true, Digest.OfText("s"), [], [Bounded]) { Tested = new(740, 20_261) },
        ]);

    internal static ContractChange Change { get; } = new(
        Scope,
        Base,
        WorkingTree,
        RecomputedBy.CleanWorker,
        Tools,
        [
            new("Paging.cs", "M:Shop.Paging.Middle", 9, MethodChange.Modified, ContractRelation.Breaking, null, ["Requires(lo <= hi)"], ["Requires(lo < hi)"], [new("lo < hi", "allowed by the base, refused by the change", new Dictionary<string, string> { ["lo"] = "0" })]),
            new("Ledger.cs", "M:Shop.Ledger.Gone", 0, MethodChange.Removed, ContractRelation.Removed, null, ["Ensures(true)"], [], []),
            new("Ledger.cs", "M:Shop.Ledger.Hard", 4, MethodChange.Modified, ContractRelation.Unknown, "rlimit", [], [], []),
        ]);

    internal static BehaviourChange Behaviour { get; } = new(
        Scope,
        Base,
        WorkingTree,
        RecomputedBy.CleanWorker,
        Tools,
        [
            new("Paging.cs", "M:Shop.Paging.Middle", "M:Shop.Paging.Mid", 9, BehaviourVerdict.Same, null, null),
            new("Ledger.cs", "M:Shop.Ledger.Fee", "M:Shop.Ledger.Fee", 30, BehaviourVerdict.Different, null, new("Shop.Ledger.Fee(0)", "returns 1", "returns 0")),
            new("Ledger.cs", "M:Shop.Ledger.Hard", "M:Shop.Ledger.Hard", 4, BehaviourVerdict.Unknown, "rlimit", null),
        ]);

    internal static Findings Findings { get; } = new(Scope, Tools, "1", [new("CS8602", FindingLevel.Warning, "Dereference", "A.cs", 4, true, "checked above"), new("MAE1001", FindingLevel.Error, "may not hold", "", 0, false, null)]);

    internal static TestResult Tests { get; } = new(TestRunOutcome.Failed, [new("tests/Shop.Tests.dll", null, DigestSet.Of(Digest.OfText("dll")))], ["b", "a"], ["c"], ["d"], "Test host process crashed");

    internal static Provenance Provenance { get; } = ProvenanceBuilder.Build(Build).Value;

    internal static BuildRecord Build => new(
        "git+https://example.org/shop",
        Base,
        "Shop.sln",
        "Release",
        new Dictionary<string, string> { ["MaestroEvidence"] = "true" },
        new Dictionary<string, Digest> { ["src/Shop/packages.lock.json"] = Digest.OfText("lock") },
        Tools,
        new Dictionary<string, Digest> { ["Shop.net10.0.sarif"] = Digest.OfText("sarif") });

    internal static VerificationSummary Summary { get; } = new(
        "urn:maestro:gate", new Dictionary<string, string> { ["maestro"] = "0.1.0" }, "git+https://example.org/shop", new("policy.rego", null, DigestSet.Of(Digest.OfText("policy"))),
        [new(null, null, DigestSet.Of(Digest.OfText("case")))], true, ["SLSA_BUILD_LEVEL_1"], "2030-01-01T00:00:00Z");

    internal static SafetyCaseManifest Manifest { get; } = new(
        CaseVerdict.Open, null, WorkingTree, true, true, new Dictionary<string, int> { ["valid"] = 3, ["open"] = 1 },
        new Dictionary<string, Digest> { ["case.json"] = Digest.OfText("case"), ["evidence/a.json"] = Digest.OfText("a") });
}
