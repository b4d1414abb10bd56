using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Judging;

namespace Maestro.SafetyCase.Building;

/// <summary>The argument that nothing known stands in the way of merging the change.</summary>
internal static class ChangeModule
{
    internal static Draft Root(CaseScope scope)
    {
        var input = scope.Input;
        var argument = Draft.Strategy(
            "Argue over contracts, the comparison with the base, tests, findings, and the origin of the build",
            [
                Contracts(scope),
                Comparison(scope),
                .. BehaviourArgument.Of(scope),
                Tests(scope),
                Findings(scope),
                Provenance(scope),
                .. input.Problems.Select(p => Draft.Undeveloped(p.Goal, p.Text) with { File = p.File, Line = p.Line }),
                .. Lost(input),
            ]);
        return Draft.Goal($"No known obstacle to merging {input.Title} within the stated scope", argument) with
        {
            InContextOf =
            [
                Draft.Context("Head: " + Revision(input.Change.Head) + (input.Uncommitted ? ", a working tree that is in no commit" : "")),
                Draft.Context(input.Change.Base is { } from ? "Base: " + Revision(from) : "Base: none"),
                Draft.Context("Toolchain: " + Toolchain(input.Toolchain)),
                Draft.Context("Scope: sequential executions; out of memory, stack overflow and thread abort excluded"),
            ],
        };
    }

    private static Draft Contracts(CaseScope scope)
    {
        var touched = scope.Touched.Where(m => m.Kind != "removed").Select(m => Method(scope, m)).ToList();
        var callers = scope.Callers.Select(m => Method(scope, m)).ToList();
        Draft[] parts =
        [
            .. touched.Count > 0 ? [Draft.Strategy("Argue over each touched method", touched)] : Array.Empty<Draft>(),
            .. callers.Count > 0 ? [Draft.Strategy("Argue over each caller of a touched method", callers)] : Array.Empty<Draft>(),
        ];
        var goal = parts.Length > 0
            ? Draft.Goal("Touched methods and their callers keep their contracts", parts)
            : Untouched(scope);
        return goal with { InContextOf = [.. scope.Assumed.Select(Draft.Assumed)] };
    }

    private static Draft Untouched(CaseScope scope)
    {
        var comparison = scope.References<EvidenceFacts.ContractChanges>();
        var text = scope.Touched.Count == 0 ? "The change touches no method" : "The change removes methods and touches no other";
        return scope.Input.Change.Base is null
            ? Draft.Undeveloped(text, NoBase(scope))
            : Draft.Goal(text, Draft.Solution("Every method has the same semantic hash as in the base", EvidenceIndex.SameMeaning, comparison));
    }

    private static Draft Method(CaseScope scope, TouchedMethod method)
    {
        var fact = scope.Deciding(method.Symbol);
        var goal = new Draft(GsnNodeType.Goal, $"{method.DisplayName} keeps its contract") { File = method.File, Line = method.Line, Subject = method.Symbol };
        var hasContract = method.HasContract || fact?.HasContract == true;
        if (!hasContract && fact?.Verdict != "refuted")
        {
            return goal with { Reason = "it has no contract beyond trivial ones, so nothing was asked" };
        }

        var solution = Draft.Solution($"Verdict on {method.DisplayName}", method.Symbol, [.. scope.VerdictsOn(method.Symbol).Select(v => v.Reference)]) with
        {
            Reason = fact is null ? "no evidence has a verdict on it" : Reason(fact),
            File = fact?.Line > 0 ? fact.File : method.File,
            Line = fact?.Line > 0 ? fact.Line : method.Line,
            Witness = fact?.Witness,
        };
        return goal with { SupportedBy = [solution] };
    }

    private static string Reason(MethodFact fact) =>
        fact.Verdict == "proved" && fact.Obligations is { Proved: 0, Refuted: 0, Bounded: 0, Unknown: 0 } ? "nothing was asked of it"
        : fact.Reason.Length == 0 ? fact.Verdict
        : $"{fact.Verdict}: {fact.Reason}";

    private static Draft Comparison(CaseScope scope)
    {
        const string Text = "No contract is weaker than in the base";
        if (scope.Input.Change.Base is null)
        {
            return Draft.Undeveloped(Text, NoBase(scope));
        }

        var places = scope.Changes.ToDictionary(c => c.Symbol, StringComparer.Ordinal);
        var different = scope.Of<EvidenceFacts.ContractChanges>()
            .SelectMany(e => e.Facts.Methods)
            .Where(m => m.Outcome is not ("equal" or "none"))
            .Select(m => m.Symbol).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var whole = Draft.Solution("Comparison of every contract with the base's", "", scope.References<EvidenceFacts.ContractChanges>());
        return different.Count == 0
            ? Draft.Goal(Text, whole)
            : Draft.Goal(Text, Draft.Strategy("Argue over each contract that differs", [.. different.Select(s => Contract(scope, s, places.GetValueOrDefault(s)))]));
    }

    private static Draft Contract(CaseScope scope, string symbol, CaseMethodChange? place)
    {
        var name = place?.DisplayName ?? symbol;
        var facts = scope.ContractOf(symbol).ToList();
        var solution = Draft.Solution($"Comparison of {name}", symbol, [.. facts.Select(f => f.Reference)]) with
        {
            Reason = string.Join("; ", facts.Select(f => f.Fact.Reason.Length == 0 ? f.Fact.Outcome : $"{f.Fact.Outcome}: {f.Fact.Reason}").Distinct()),
            File = place?.File,
            Line = place?.Line,
        };
        return Draft.Goal($"The contract of {name} is no weaker than in the base", solution);
    }

    private static Draft Tests(CaseScope scope)
    {
        const string Text = "All tests pass";
        return !scope.Input.HasTests && !scope.Of<EvidenceFacts.TestRun>().Any()
            ? Draft.Undeveloped(Text, "there are no tests")
            : Draft.Goal(Text, Each<EvidenceFacts.TestRun>(scope, "Test run", TestReason));
    }

    private static string TestReason(EvidenceFacts.TestRun run) =>
        run.Problem ?? string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{run.Counts.Passed} passed, {run.Counts.Failed} failed, {run.Counts.Skipped} skipped");

    private static Draft Findings(CaseScope scope)
    {
        const string Text = "Analyzers report nothing";
        var goal = scope.Of<EvidenceFacts.Findings>().Any()
            ? Draft.Goal(Text, Each<EvidenceFacts.Findings>(scope, "Findings", FindingReason))
            : Draft.Undeveloped(Text, "no analyzer's log is in the evidence");
        return goal with { InContextOf = [.. scope.Suppressed.Select(Draft.Assumed)] };
    }

    private static string FindingReason(EvidenceFacts.Findings findings) =>
        findings.Items.FirstOrDefault(EvidenceIndex.Counts) is { } first ? $"{first.Rule} {first.Text}"
        : findings.Heartbeat ? "" : "nothing shows that the analyzers ran";

    private static Draft Provenance(CaseScope scope)
    {
        const string Text = "The build's origin is recorded";
        return scope.Of<EvidenceFacts.Provenance>().Any()
            ? Draft.Goal(Text, Each<EvidenceFacts.Provenance>(scope, "Provenance", _ => ""))
            : Draft.Undeveloped(Text, "no provenance is in the evidence");
    }

    private static IReadOnlyList<Draft> Each<T>(CaseScope scope, string absent, Func<T, string> reason)
        where T : EvidenceFacts
    {
        Draft[] each = [.. scope.Of<T>().Select(e => Draft.Solution(e.Reference.Title, "", [e.Reference]) with { Reason = reason(e.Facts) })];
        return each.Length > 0 ? each : [Draft.Solution(absent, "", []) with { Reason = "no such evidence" }];
    }

    private static IEnumerable<Draft> Lost(CaseInput input)
    {
        Draft[] lost =
        [
            .. input.Lost.OrderBy(e => e.Sha256.Hex, StringComparer.Ordinal)
                .Select(e => Draft.Solution(e.Title, "", [e]) with { Reason = "it was made and is no longer there" }),
        ];
        return lost.Length == 0 ? [] : [Draft.Goal("All evidence that was made is here", lost)];
    }

    private static string NoBase(CaseScope scope) => scope.Input.Change.BaseProblem ?? "there is no base to compare with";

    private static string Revision(CaseRevision revision) => string.Join(", ", new[]
    {
        revision.Ref,
        revision.Commit.Length == 0 ? "" : $"commit {revision.Commit}",
        $"tree {revision.Tree}",
    }.Where(p => p.Length > 0));

    private static string Toolchain(CaseToolchain tools) => string.Join(", ", new[]
    {
        $"Maestro {tools.Maestro}", $".NET SDK {tools.Sdk}", $"compiler {tools.Compiler}", tools.Solver,
    }.Where(p => p.Length > 0));
}
