using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;

namespace Maestro.SafetyCase.Judging;

/// <summary>From a statement to what a case judges of it.</summary>
public static class EvidenceReader
{
    /// <summary>Reads a statement; null for a predicate that supports no claim of a case.</summary>
    /// <param name="statement">The statement.</param>
    /// <param name="payloadSha256">The digest of its bytes.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<EvidenceItem?> Read(Statement statement, Digest payloadSha256, string where)
    {
        EvidenceItem? Item(string title, EvidenceFacts facts) => new(new(payloadSha256, statement.PredicateType, title), facts);

        return statement.PredicateType switch
        {
            PredicateTypes.ContractVerification => statement.PredicateAs<ContractVerification>(where).Map(p => Item($"Verdicts, {Name(p.Scope)}", Facts(p))),
            PredicateTypes.BehaviourDiff when BehaviourChange.Is(statement) =>
                statement.PredicateAs<BehaviourChange>(where).Map(p => Item($"Behaviour against the base, {Name(p.Scope)}", Facts(p))),
            PredicateTypes.BehaviourDiff => statement.PredicateAs<ContractChange>(where).Map(p => Item($"Contracts against the base, {Name(p.Scope)}", Facts(p))),
            PredicateTypes.Finding => statement.PredicateAs<Findings>(where).Map(p => Item($"Findings, {Name(p.Scope)}", Facts(p))),
            PredicateTypes.TestResult => statement.PredicateAs<TestResult>(where).Map(p => Item(Title(p), Facts(p))),
            PredicateTypes.Provenance => statement.PredicateAs<Provenance>(where).Map(p => Item("Provenance of the build", Facts(p))),
            _ => Result.Of<EvidenceItem?>(null),
        };
    }

    private static EvidenceFacts.MethodVerdicts Facts(ContractVerification predicate) => new(
        predicate.RecomputedBy != RecomputedBy.CleanWorker,
        [.. predicate.Methods.Select(m => Fact(predicate.Scope, m))]);

    private static MethodFact Fact(CompilationScope scope, MethodVerification method)
    {
        var file = InRepository(scope, method.File);
        var deciding = method.Obligations.FirstOrDefault(o => o.Verdict == ProofVerdict.Refuted)
            ?? method.Obligations.FirstOrDefault(o => o.Verdict == ProofVerdict.Unknown)
            ?? method.Obligations.FirstOrDefault(o => o.Verdict == ProofVerdict.Bounded);
        return new(
            method.Symbol,
            file,
            deciding?.Line ?? 0,
            MethodVerification.Words[method.Verdict],
            Reason(method, deciding),
            method.HasContract,
            new(
                Count(method, ProofVerdict.Proved),
                Count(method, ProofVerdict.Refuted),
                Count(method, ProofVerdict.Bounded),
                Count(method, ProofVerdict.Unknown)),
            deciding?.Witness is { } w ? new(w.Statement, [.. w.Inputs], w.Outcome) : null,
            [.. method.Assumptions.Select(a => Assumption(a, file))])
        {
            Strength = method.Strength is { } strength ? new(strength.Mutants, strength.Killed, strength.Survivors.Count) : null,
        };
    }

    private static string Reason(MethodVerification method, ObligationVerification? deciding) =>
        string.Join("; ", new[] { Deciding(method, deciding), Tested(method) }.Where(p => p.Length > 0));

    private static string Tested(MethodVerification method) => method.Verdict is ProofVerdict.Unknown or ProofVerdict.Bounded && method.Tested is { } tested
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"tested without failure on {tested.Inputs} inputs, which is no proof")
        : "";

    private static string Deciding(MethodVerification method, ObligationVerification? deciding) =>
        deciding switch
        {
            null => method.Reason ?? "",
            { Witness: { } witness } => $"{Obligation(deciding)} — {witness.Statement}: {witness.Outcome}",
            _ => string.Join(": ", new[] { Obligation(deciding), deciding.Reason ?? method.Reason ?? "" }.Where(p => p.Length > 0)),
        };

    private static string Obligation(ObligationVerification obligation) =>
        obligation.Text.Length == 0 ? obligation.Kind : $"{obligation.Kind} {obligation.Text}";

    private static int Count(MethodVerification method, ProofVerdict verdict) => method.Obligations.Count(o => o.Verdict == verdict);

    private static CaseAssumption Assumption(TrustedAssumption assumption, string file)
    {
        var acceptance = Acceptance.Parse(assumption.Text);
        return new(assumption.Text, acceptance.Owner, acceptance.Expiry, file, assumption.Line > 0 ? assumption.Line : null, assumption.Kind);
    }

    private static EvidenceFacts.ContractChanges Facts(ContractChange predicate) => new(
        predicate.RecomputedBy != RecomputedBy.CleanWorker,
        predicate.Base.Tree.Hex,
        predicate.Head.Tree.Hex,
        [.. predicate.Methods.Select(m => new ContractFact(
            m.Symbol,
            InRepository(predicate.Scope, m.File),
            m.Line,
            MethodContractChange.ChangeWords[m.Change],
            MethodContractChange.Words[m.Relation],
            Reason(m)))]);

    private static string Reason(MethodContractChange method) => method.Examples.Count > 0
        ? $"{method.Examples[0].Clause}: {method.Examples[0].Explanation}"
        : method.Reason ?? "";

    private static EvidenceFacts.BehaviourChanges Facts(BehaviourChange predicate) => new(
        predicate.RecomputedBy != RecomputedBy.CleanWorker,
        predicate.Base.Tree.Hex,
        predicate.Head.Tree.Hex,
        [.. predicate.Methods.Select(m => new BehaviourFact(
            m.Symbol,
            new(MethodBehaviourChange.Words[m.Verdict], m.Reason ?? "", m.Witness is { } w ? new(w.Inputs, w.Old, w.New) : null)))]);

    private static EvidenceFacts.Findings Facts(Findings predicate) => new(
        predicate.RuleSetVersion is not null,
        [
            .. predicate.Items.Select(f => new FindingFact(
                f.RuleId,
                Finding.Words[f.Level],
                f.Message,
                f.File.Length == 0 ? null : f.File,
                f.Line == 0 ? null : f.Line,
                f.Suppressed,
                f.Justification ?? "")),
        ]);

    // A run that calls itself worse than its tests is believed.
    private static EvidenceFacts.TestRun Facts(TestResult predicate) => new(
        new(predicate.Passed.Count, predicate.Failed.Count, predicate.Skipped.Count),
        predicate.Problem ?? (predicate.Outcome == TestRunOutcome.Failed && predicate.Failed.Count == 0 ? "the run failed" : null));

    private static EvidenceFacts.Provenance Facts(Provenance predicate) => new(
        [.. predicate.ResolvedDependencies.Select(d => d.Digests?.GitTree?.Hex).OfType<string>()]);

    private static string Title(TestResult predicate) =>
        predicate.Configuration.Select(c => c.Name ?? c.Uri).FirstOrDefault(n => n is not null) ?? "Test run";

    private static string Name(CompilationScope scope) => $"{scope.Project} ({scope.TargetFramework})";

    // Evidence names files from the project's folder; a case names them from the repository's.
    private static string InRepository(CompilationScope scope, string file)
    {
        var parts = new List<string>(scope.Project.Split('/')[..^1]);
        foreach (var part in file.Split('/'))
        {
            if (part == ".." && parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }
}
