using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Verification.Strength;
using Maestro.Verification.Verdicts;

namespace Maestro.Cli.Proving;

/// <summary>Turns the verifier's reports into the records that evidence and <c>prove --json</c> are made of.</summary>
internal static class ReportEvidence
{
    /// <summary>One method.</summary>
    /// <param name="report">What the verifier found.</param>
    /// <param name="root">The folder that file names are relative to.</param>
    public static MethodVerification Of(MethodReport report, string root)
    {
        var path = report.Method.Locations.FirstOrDefault(l => l.IsInSource)?.SourceTree?.FilePath;
        var obligations = report.Obligations.Select(Of).ToList();
        var reason = report.Reason?.ToString();
        return new MethodVerification(
            path is null ? "" : Path.GetRelativePath(root, path).Replace('\\', '/'),
            report.Symbol,
            MethodVerification.Overall(reason, obligations),
            reason,
            report.Total,
            report.HasContract,
            Digest.TryParse(report.SemanticHash, out var hash) ? hash : null,
            report.Assumptions.Select(a => new TrustedAssumption(a.Kind, a.Text, a.Line)).ToList(),
            obligations)
        {
            Tested = report.Tested is { } tested ? new TestedEvidence(tested.Inputs, tested.Seed) { Executed = tested.Executed > 0 ? tested.Executed : null } : null,
        };
    }

    /// <summary>One method's contract.</summary>
    public static StrengthEvidence Of(StrengthReport strength) => new(
        strength.Mutants,
        strength.Killed,
        [.. strength.Survivors.Select(s => new SurvivorEvidence(s.Mutation.Line, s.Mutation.Text, $"`{s.Mutation.Accepted}`: {s.Example.Statement} gives {s.Example.New} instead of {s.Example.Old}"))]);

    private static ObligationVerification Of(ObligationResult result)
    {
        var (verdict, reason, witness) = result.Verdict switch
        {
            Verdict.Proved => (ProofVerdict.Proved, (string?)null, (WitnessEvidence?)null),
            Verdict.Refuted refuted => (ProofVerdict.Refuted, null, Of(refuted.Witness)),
            Verdict.Bounded bounded => (ProofVerdict.Bounded, $"all executions up to depth {bounded.Depth.ToString(System.Globalization.CultureInfo.InvariantCulture)}", null),
            Verdict.Unknown unknown => (ProofVerdict.Unknown, unknown.Reason.ToString(), null),
            _ => throw new InvalidOperationException("Verdict is closed: " + result.Verdict.GetType().Name),
        };
        return new ObligationVerification(
            result.Id,
            ObligationKinds.Word(result.Kind),
            result.Line,
            result.Text,
            verdict,
            reason,
            witness,
            result.Replayed,
            Digest.TryParse(result.SmtSha256, out var smt) ? smt : null,
            result.Solver,
            result.Rlimit,
            result.Encoding)
        {
            Depth = (result.Verdict as Verdict.Bounded)?.Depth,
        };
    }

    private static WitnessEvidence Of(Witness witness) =>
        new(witness.Statement, witness.Inputs.ToDictionary(i => i.Key, i => i.Value, StringComparer.Ordinal), witness.Outcome);
}
