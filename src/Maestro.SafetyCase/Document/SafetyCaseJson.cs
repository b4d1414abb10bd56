using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Document;

/// <summary>The codec of <c>case.json</c>: canonical JSON (RFC 8785), one document, one sequence of bytes.</summary>
public static class SafetyCaseJson
{
    /// <summary>The canonical bytes.</summary>
    public static byte[] Write(SafetyCaseDocument document) => CanonicalJson.Bytes(ToJson(document));

    /// <summary>Reads a document; anything that this version would not have written in the same bytes is a problem.</summary>
    /// <param name="bytes">The whole file.</param>
    /// <param name="where">What to call it in a problem.</param>
    public static Result<SafetyCaseDocument> Read(ReadOnlySpan<byte> bytes, string where)
    {
        var result = StrictJson.ReadObject(bytes, where).Then(json => JsonFields.Read(json, where, ReadDocument));
        return result.Succeeded && !bytes.SequenceEqual(Write(result.Value))
            ? SafetyCaseProblems.Malformed.At(where, "fields that a case does not have, or JSON that is not canonical")
            : result;
    }

    private static JsonObject ToJson(SafetyCaseDocument document) => JsonObject.Of(
        ("schema", SafetyCaseDocument.Schema),
        ("title", document.Title),
        ("verdict", CaseVerdicts.Words[document.Verdict]),
        ("selfReported", document.SelfReported),
        ("uncommitted", document.Uncommitted),
        ("change", ToJson(document.Change)),
        ("toolchain", JsonObject.Of(
            ("maestro", document.Toolchain.Maestro),
            ("sdk", document.Toolchain.Sdk),
            ("compiler", document.Toolchain.Compiler),
            ("solver", document.Toolchain.Solver))),
        ("counts", ToJson(document.Counts)),
        ("confidenceCounts", ToJson(document.ConfidenceCounts)),
        ("obligations", JsonObject.Of(
            ("proved", document.Obligations.Proved),
            ("refuted", document.Obligations.Refuted),
            ("bounded", document.Obligations.Bounded),
            ("unknown", document.Obligations.Unknown))),
        ("tests", document.Tests is { } tests
            ? JsonObject.Of(("passed", tests.Passed), ("failed", tests.Failed), ("skipped", tests.Skipped))
            : JsonNull.Instance),
        ("touched", JsonObject.Of(
            ("methods", document.Touched.Methods),
            ("withContract", document.Touched.WithContract),
            ("proved", document.Touched.Proved),
            ("refuted", document.Touched.Refuted),
            ("unknown", document.Touched.Unknown),
            ("withoutContract", document.Touched.WithoutContract))),
        ("behaviour", JsonObject.Of(
            ("same", document.Behaviour.Same),
            ("different", document.Behaviour.Different),
            ("bounded", document.Behaviour.Bounded),
            ("unknown", document.Behaviour.Unknown),
            ("notCompared", document.Behaviour.NotCompared),
            ("added", document.Behaviour.Added),
            ("removed", document.Behaviour.Removed))),
        ("changes", JsonArray.Of(document.Changes, ToJson)),
        ("gaps", JsonArray.Of(document.Gaps, ToJson)),
        ("assumptions", JsonArray.Of(document.Assumptions, ToJson)),
        ("root", document.Root),
        ("confidenceRoot", (JsonValue)document.ConfidenceRoot),
        ("nodes", JsonArray.Of(document.Nodes, ToJson)));

    private static JsonObject ToJson(CaseChange change) => JsonObject.Of(
        ("base", change.Base is { } from ? ToJson(from) : JsonNull.Instance),
        ("head", ToJson(change.Head)),
        ("baseProblem", (JsonValue)change.BaseProblem));

    private static JsonObject ToJson(CaseRevision revision) =>
        JsonObject.Of(("ref", revision.Ref), ("commit", revision.Commit), ("tree", revision.Tree));

    private static JsonObject ToJson(StatusCounts counts) =>
        new(StatusLattice.All.Select(s => KeyValuePair.Create(StatusLattice.Words[s], (JsonValue)counts[s])));

    private static JsonObject ToJson(CaseMethodChange change) => JsonObject.Of(
        ("symbol", change.Symbol),
        ("displayName", change.DisplayName),
        ("file", change.File),
        ("line", change.Line),
        ("kind", change.Kind),
        ("verdict", change.Verdict),
        ("contract", change.Contract),
        ("behaviour", change.Behaviour is { } behaviour ? ToJson(behaviour) : JsonNull.Instance));

    private static JsonObject ToJson(CaseBehaviour behaviour) => JsonObject.Of(
        ("verdict", behaviour.Verdict),
        ("reason", behaviour.Reason),
        ("difference", behaviour.Difference is { } seen
            ? JsonObject.Of(("inputs", seen.Inputs), ("old", seen.Old), ("new", seen.New))
            : JsonNull.Instance));

    private static JsonObject ToJson(CaseGap gap) => JsonObject.Of(
        ("node", gap.Node),
        ("status", StatusLattice.Words[gap.Status]),
        ("text", gap.Text),
        ("file", (JsonValue)gap.File),
        ("line", Line(gap.Line)));

    private static JsonObject ToJson(CaseAssumption assumption) => JsonObject.Of(
        ("text", assumption.Text),
        ("owner", (JsonValue)assumption.Owner),
        ("expiry", (JsonValue)assumption.Expiry),
        ("file", (JsonValue)assumption.File),
        ("line", Line(assumption.Line)),
        ("kind", assumption.Kind));

    private static JsonObject ToJson(CaseNode node) => JsonObject.Of(
        ("id", node.Id),
        ("type", GsnNodeTypes.Words[node.Type]),
        ("module", node.Module),
        ("text", node.Text),
        ("status", StatusLattice.Words[node.Status]),
        ("reason", node.Reason),
        ("subject", node.Subject),
        ("supportedBy", JsonArray.OfText(node.SupportedBy)),
        ("inContextOf", JsonArray.OfText(node.InContextOf)),
        ("challenges", JsonArray.OfText(node.Challenges)),
        ("undeveloped", node.Undeveloped),
        ("evidence", JsonArray.Of(node.Evidence, e => JsonObject.Of(
            ("sha256", e.Sha256.Hex),
            ("predicateType", e.PredicateType),
            ("title", e.Title)))),
        ("acceptedBy", (JsonValue)node.AcceptedBy),
        ("acceptedUntil", (JsonValue)node.AcceptedUntil),
        ("file", (JsonValue)node.File),
        ("line", Line(node.Line)),
        ("witness", node.Witness is { } witness ? ToJson(witness) : JsonNull.Instance));

    // Inputs are a list, since JSON objects have no order and parameters do.
    private static JsonObject ToJson(CaseWitness witness) => JsonObject.Of(
        ("statement", witness.Statement),
        ("inputs", JsonArray.Of(witness.Inputs, i => JsonObject.Of(("name", i.Key), ("value", i.Value)))),
        ("outcome", witness.Outcome));

    private static JsonValue Line(int? line) => line is { } known ? known : JsonNull.Instance;

    private static SafetyCaseDocument ReadDocument(JsonFields fields)
    {
        fields.Constant("schema", SafetyCaseDocument.Schema);
        return new()
        {
            Title = fields.Text("title"),
            Verdict = fields.Word("verdict", CaseVerdicts.Words),
            SelfReported = fields.Flag("selfReported"),
            Uncommitted = fields.Flag("uncommitted"),
            Change = fields.Object("change", ReadChange),
            Toolchain = fields.Object("toolchain", f => new CaseToolchain(f.Text("maestro"), f.Text("sdk"), f.Text("compiler"), f.Text("solver"))),
            Counts = fields.Object("counts", ReadCounts),
            ConfidenceCounts = fields.Object("confidenceCounts", ReadCounts),
            Obligations = fields.Object("obligations", f => new ObligationCounts(
                f.Count("proved"), f.Count("refuted"), f.Count("bounded"), f.Count("unknown"))),
            Tests = fields.OptionalObject("tests", f => new TestCounts(f.Count("passed"), f.Count("failed"), f.Count("skipped"))),
            Touched = fields.Object("touched", f => new TouchedCounts(
                f.Count("methods"), f.Count("withContract"), f.Count("proved"), f.Count("refuted"), f.Count("unknown"), f.Count("withoutContract"))),
            Behaviour = fields.Object("behaviour", f => new BehaviourCounts(
                f.Count("same"), f.Count("different"), f.Count("bounded"), f.Count("unknown"), f.Count("notCompared"), f.Count("added"), f.Count("removed"))),
            Changes = fields.List("changes", f => new CaseMethodChange(
                f.Text("symbol"), f.Text("displayName"), f.Text("file"), f.Count("line"), f.Text("kind"), f.Text("verdict"), f.Text("contract"))
            {
                Behaviour = f.OptionalObject("behaviour", ReadBehaviour),
            }),
            Gaps = fields.List("gaps", f => new CaseGap(
                f.Text("node"), f.Word("status", StatusLattice.Words), f.Text("text"), f.OptionalText("file"), OptionalLine(f))),
            Assumptions = fields.List("assumptions", f => new CaseAssumption(
                f.Text("text"), f.OptionalText("owner"), f.OptionalText("expiry"), f.OptionalText("file"), OptionalLine(f), f.Text("kind"))),
            Root = fields.Text("root"),
            ConfidenceRoot = fields.OptionalText("confidenceRoot"),
            Nodes = fields.List("nodes", ReadNode),
        };
    }

    private static CaseChange ReadChange(JsonFields fields) =>
        new(fields.OptionalObject("base", ReadRevision), fields.Object("head", ReadRevision), fields.OptionalText("baseProblem"));

    private static CaseRevision ReadRevision(JsonFields fields) => new(fields.Text("ref"), fields.Text("commit"), fields.Text("tree"));

    private static StatusCounts ReadCounts(JsonFields fields) => new(
        fields.Count("valid"), fields.Count("accepted"), fields.Count("open"), fields.Count("stale"),
        fields.Count("missing"), fields.Count("failed"), fields.Count("defeated"));

    private static CaseBehaviour ReadBehaviour(JsonFields fields) => new(
        fields.Text("verdict"),
        fields.Text("reason"),
        fields.OptionalObject("difference", f => new CaseDifference(f.Text("inputs"), f.Text("old"), f.Text("new"))));

    private static CaseNode ReadNode(JsonFields fields) => new()
    {
        Id = fields.Text("id"),
        Type = fields.Word("type", GsnNodeTypes.Words),
        Module = fields.Text("module"),
        Text = fields.Text("text"),
        Status = fields.Word("status", StatusLattice.Words),
        Reason = fields.Text("reason"),
        Subject = fields.Text("subject"),
        SupportedBy = fields.Texts("supportedBy"),
        InContextOf = fields.Texts("inContextOf"),
        Challenges = fields.Texts("challenges"),
        Undeveloped = fields.Flag("undeveloped"),
        Evidence = fields.List("evidence", f => new CaseEvidence(f.Digest("sha256"), f.Text("predicateType"), f.Text("title"))),
        AcceptedBy = fields.OptionalText("acceptedBy"),
        AcceptedUntil = fields.OptionalText("acceptedUntil"),
        File = fields.OptionalText("file"),
        Line = OptionalLine(fields),
        Witness = fields.OptionalObject("witness", f => new CaseWitness(
            f.Text("statement"),
            [.. f.List("inputs", i => new Input(i.Text("name"), i.Text("value"))).Select(i => KeyValuePair.Create(i.Name, i.Value))],
            f.Text("outcome"))),
    };

    private static int? OptionalLine(JsonFields fields) => fields.Source["line"] is null or JsonNull ? null : fields.Count("line");

    private sealed record Input(string Name, string Value);
}
