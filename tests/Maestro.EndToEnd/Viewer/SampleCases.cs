using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Status;

namespace Maestro.EndToEnd.Viewer;

/// <summary>Cases of a shop's pricing service, as a check of a change there makes them, of any size.</summary>
public static class SampleCases
{
    private const string VerificationType = "urn:maestro:contract-verification:v1";
    private static readonly string[] Types = ["Pricing.PriceBook", "Pricing.Discounts", "Ledger.Postings", "Stock.Allocation", "Paging.Page", "Limits.TokenBucket"];
    private static readonly string[] Verbs = ["IndexOf", "Apply", "Balance", "Reserve", "Clamp", "Take", "Merge", "Total", "Next", "Slice"];

    /// <summary>One refuted method, one that has no contract, one unknown; the rest proved.</summary>
    public static SignedCase Failing(int methods = 12, string? hostileText = null) => Make(methods, failing: true, hostileText);

    /// <summary>Every method proved.</summary>
    public static SignedCase Holding(int methods = 12) => Make(methods, failing: false, hostileText: null);

    /// <summary>At least this many elements: three for each method, most with an envelope of its own.</summary>
    public static SignedCase OfNodes(int nodes) => Make((nodes - 20) / 3 + 1, failing: true, hostileText: null);

    private static SignedCase Make(int methods, bool failing, string? hostileText)
    {
        var names = Enumerable.Range(0, methods).Select(i => new Method(i, methods)).ToList();
        return new SignedCase(names.Select(method => Statement(method, failing)), digests => Document(names, digests, failing, hostileText));
    }

    private sealed record Method(int Index, int Of)
    {
        private string Type => Types[Index % Types.Length];

        private string Name => Verbs[Index % Verbs.Length] + (Index < Verbs.Length ? "" : (Index / Verbs.Length).ToString(System.Globalization.CultureInfo.InvariantCulture));

        public string Display => $"{Type.Split('.')[1]}.{Name}(int[], int)";

        public string Symbol => $"M:Storefront.{Type}.{Name}(System.Int32[],System.Int32)";

        public string File => $"src/Storefront/{Type.Replace('.', '/')}.cs";

        public int Line => 20 + Index * 7 % 180;

        public string Verdict(bool failing) => !failing ? "proved" : Index switch { 0 => "refuted", 1 => "none", 2 => "unknown", _ => "proved" };

        public NodeStatus Status(bool failing) => Verdict(failing) switch
        {
            "refuted" => NodeStatus.Failed,
            "proved" => NodeStatus.Valid,
            _ => NodeStatus.Open,
        };
    }

    private static string Statement(Method method, bool failing) =>
        $$$"""{"_type":"https://in-toto.io/Statement/v1","predicate":{"methods":[{"file":"{{{method.File}}}","obligations":[{"encoding":"bv","id":"post-1","kind":"post","line":{{{method.Line}}},"replayed":true,"rlimit":{{{method.Index * 7919 % 100000}}},"smtSha256":"{{{Digest.OfText("post" + method.Index).Hex}}}","solver":"z3 4.8.12","verdict":"{{{method.Verdict(failing)}}}"},{"encoding":"int","id":"index-1","kind":"index","line":{{{method.Line + 4}}},"replayed":false,"rlimit":{{{method.Index * 104729 % 100000}}},"smtSha256":"{{{Digest.OfText("index" + method.Index).Hex}}}","solver":"z3 4.8.12","verdict":"proved"}],"semanticHash":"{{{Digest.OfText(method.Symbol).Hex}}}","symbol":"{{{method.Symbol}}}","total":true,"verdict":"{{{method.Verdict(failing)}}}"}],"recomputedBy":"clean-worker"},"predicateType":"urn:maestro:contract-verification:v1","subject":[{"digest":{"sha256":"{{{Digest.OfText(method.File).Hex}}}"},"name":"{{{method.Symbol}}}"}]}""";

    private static SafetyCaseDocument Document(List<Method> methods, IReadOnlyList<Digest> evidence, bool failing, string? hostileText)
    {
        var worst = failing ? NodeStatus.Failed : NodeStatus.Valid;
        var nodes = new List<CaseNode>
        {
            Node("G1", GsnNodeType.Goal, hostileText ?? "No known obstacle to merging within the stated scope", worst) with { SupportedBy = ["S1"], InContextOf = ["C1", "C2", "C3", "A1", "J1"] },
            Node("S1", GsnNodeType.Strategy, "Argument over contracts, compatibility, tests, findings and provenance", worst) with { SupportedBy = ["G1.1", "G1.2", "G1.3", "G1.4", "G1.5"] },
            Node("G1.1", GsnNodeType.Goal, "Every touched method and every caller of one keeps its contract", worst) with { SupportedBy = ["S1.1"] },
            Node("S1.1", GsnNodeType.Strategy, "Argument over each touched method", worst) with { SupportedBy = [.. methods.Select(method => $"G1.1.{method.Index + 1}")], InContextOf = ["C2"] },
            Node("G1.2", GsnNodeType.Goal, "No contract is weaker than in the base", NodeStatus.Valid) with { SupportedBy = ["Sn1.2"], InContextOf = ["C1"] },
            Node("Sn1.2", GsnNodeType.Solution, "Implication proved for 3 contracts", NodeStatus.Valid),
            Node("G1.3", GsnNodeType.Goal, "The tests pass", NodeStatus.Valid) with { SupportedBy = ["Sn1.3"] },
            Node("Sn1.3", GsnNodeType.Solution, "214 tests passed, none failed", NodeStatus.Valid),
            Node("G1.4", GsnNodeType.Goal, "No analyzer finding is open", NodeStatus.Accepted) with { SupportedBy = ["Sn1.4"], AcceptedBy = "Ada Lind", AcceptedUntil = "2027-03-31" },
            Node("Sn1.4", GsnNodeType.Solution, "One finding is suppressed by its owner", NodeStatus.Accepted) with { AcceptedBy = "Ada Lind", AcceptedUntil = "2027-03-31" },
            Node("G1.5", GsnNodeType.Goal, "The build is what the sources say", NodeStatus.Valid) with { SupportedBy = ["Sn1.5"], InContextOf = ["C3"] },
            Node("Sn1.5", GsnNodeType.Solution, "SLSA provenance of the build", NodeStatus.Valid),
            Node("C1", GsnNodeType.Context, "Base: main at 5f0c2d9a41be", NodeStatus.Valid),
            Node("C2", GsnNodeType.Context, "Head: binary-search-midpoint at 91c7e04d5a33", NodeStatus.Valid),
            Node("C3", GsnNodeType.Context, "Toolchain: SDK 10.0.401, z3 4.8.12", NodeStatus.Valid),
            Node("A1", GsnNodeType.Assumption, "The price book is sorted when it is loaded", NodeStatus.Accepted) with { AcceptedBy = "Ada Lind" },
            Node("J1", GsnNodeType.Justification, "Contracts say what callers rely on", NodeStatus.Valid),
        };
        foreach (var method in methods)
        {
            nodes.AddRange(Argument(method, evidence[method.Index], failing));
        }

        nodes.Add(Node("Sn9", GsnNodeType.Solution, "The verifier's run over the change, read by every method's argument", NodeStatus.Valid));
        nodes.Add(Node("K1", GsnNodeType.Goal, "The verifier can be trusted as far as it was measured", NodeStatus.Open, CaseModules.Confidence) with { SupportedBy = ["K1.1", "K1.2"] });
        nodes.Add(Node("K1.1", GsnNodeType.Goal, "Wrong verdicts are rare: 0 of 412 obligations of the corpus", NodeStatus.Open, CaseModules.Confidence) with { Undeveloped = true });
        nodes.Add(Node("K1.2", GsnNodeType.Goal, "The contracts let few mutants pass", NodeStatus.Open, CaseModules.Confidence) with { Undeveloped = true });
        nodes.Add(Node("K2", GsnNodeType.Goal, "The requirements may be incomplete", NodeStatus.Open, CaseModules.Confidence) with { Challenges = ["K1"], Undeveloped = true });

        var bad = methods.Where(method => method.Status(failing) != NodeStatus.Valid).ToList();
        List<CaseMethodChange> changes = [.. methods.Select(method => Change(method, failing, hostileText))];
        return new SafetyCaseDocument
        {
            Title = "Storefront: find a price in half the steps",
            Verdict = failing ? CaseVerdict.Fails : CaseVerdict.Holds,
            SelfReported = false,
            Uncommitted = failing,
            Change = new(
                new("main", "5f0c2d9a41be7c3390d1aa20be6a4f1d8b8c7e11", "0b9d1c2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c"),
                new("binary-search-midpoint", "91c7e04d5a33c0ffee12ab34cd56ef7890ab12cd", "d4c3b2a1908f7e6d5c4b3a291807f6e5d4c3b2a1"),
                null),
            Toolchain = new("maestro 0.1.0", "10.0.401", "csc 5.9.0", "z3 4.8.12"),
            Counts = StatusCounts.Of(nodes.Where(node => node.Module == CaseModules.Change && node.SupportedBy.Count == 0).Select(node => node.Status)),
            ConfidenceCounts = StatusCounts.Of([NodeStatus.Open, NodeStatus.Open, NodeStatus.Open]),
            Obligations = failing ? new(methods.Count * 2 - 2, 1, 0, 1) : new(methods.Count * 2, 0, 0, 0),
            Tests = new(214, 0, 2),
            Touched = new(methods.Count, methods.Count - (failing ? 1 : 0), methods.Count - bad.Count, failing ? 1 : 0, failing ? 1 : 0, failing ? 1 : 0),
            Behaviour = CaseFigures.Behaviour(changes),
            Changes = changes,
            Gaps = [.. bad.Select(method => new CaseGap($"G1.1.{method.Index + 1}", method.Status(failing), hostileText ?? GapOf(method, failing), method.File, method.Line))],
            Assumptions =
            [
                new(hostileText ?? "The price book is sorted when it is loaded", "Ada Lind", "2027-03-31", "src/Storefront/Pricing/PriceBook.cs", 31, "assume"),
                new("CA1822 on Discounts.Apply", null, null, "src/Storefront/Pricing/Discounts.cs", 44, "suppression"),
            ],
            Root = "G1",
            ConfidenceRoot = "K1",
            Nodes = nodes,
        };
    }

    private static CaseMethodChange Change(Method method, bool failing, string? hostileText)
    {
        var isNew = method.Index % 4 == 3;
        var contract = method.Index switch { 1 => "none", 2 => "compatible", 4 when failing => "breaking", _ when isNew => "new", _ => "equal" };
        CaseBehaviour? behaviour = method.Index switch
        {
            _ when isNew => null,
            0 or 4 when failing => new("different", "", new(
                hostileText ?? $"new Storefront.{method.Display.Split('.')[0]}().{method.Display.Split('.')[1].Split('(')[0]}(new int[] {{ 1, 2, 3 }}, 4)",
                hostileText ?? "returns 3",
                hostileText ?? "throws IndexOutOfRangeException")),
            2 when failing => new("unknown", hostileText ?? "the loops may not go round equally often; alike on 3000 inputs", null),
            _ => new("same", "", null),
        };
        return new(method.Symbol, hostileText ?? method.Display, method.File, method.Line, isNew ? "added" : "modified", method.Verdict(failing), contract) { Behaviour = behaviour };
    }

    private static string GapOf(Method method, bool failing) => method.Verdict(failing) switch
    {
        "refuted" => $"{method.Display}: Contract.Result<int>() < prices.Length may not hold",
        "unknown" => $"{method.Display}: nothing is known, the solver's budget ran out",
        _ => $"{method.Display} has no contract",
    };

    private static IEnumerable<CaseNode> Argument(Method method, Digest evidence, bool failing)
    {
        var id = $"G1.1.{method.Index + 1}";
        var status = method.Status(failing);
        if (method.Verdict(failing) == "none")
        {
            yield return Node(id, GsnNodeType.Goal, $"{method.Display} keeps its contract", status) with
            {
                Undeveloped = true, Reason = "The method is touched and has no non-trivial contract.", File = method.File, Line = method.Line, Subject = method.Symbol,
            };
            yield break;
        }

        yield return Node(id, GsnNodeType.Goal, $"{method.Display} keeps its contract", status) with
        {
            SupportedBy = [$"{id}.p", "Sn9"], File = method.File, Line = method.Line, Subject = method.Symbol,
        };
        yield return Node($"{id}.p", GsnNodeType.Goal, "Every obligation of the method is proved", status) with { SupportedBy = [$"Sn{id[1..]}"], Subject = method.Symbol };
        yield return Node($"Sn{id[1..]}", GsnNodeType.Solution, $"Verdict of the clean worker: {method.Verdict(failing)}", status) with
        {
            Subject = method.Symbol,
            Reason = status == NodeStatus.Failed ? "A counterexample was replayed." : "",
            File = method.File,
            Line = method.Line,
            Evidence = [new(evidence, VerificationType, "Contract verification")],
            Witness = status == NodeStatus.Failed
                ? new("new PriceBook([1, 3]).IndexOf([1, 3], 4)", [KeyValuePair.Create("prices", "[1, 3]"), KeyValuePair.Create("price", "4")], "returned 2; Contract.Ensures(Contract.Result<int>() < prices.Length) is false")
                : null,
        };
    }

    private static CaseNode Node(string id, GsnNodeType type, string text, NodeStatus status, string module = CaseModules.Change) =>
        new() { Id = id, Type = type, Module = module, Text = text, Status = status, Reason = "" };
}
