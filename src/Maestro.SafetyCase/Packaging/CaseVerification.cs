using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Packaging;

/// <summary>What came of verifying a case folder.</summary>
/// <param name="Problems">Why the copy cannot be relied on; none when it can.</param>
/// <param name="Expired">Acceptances that have run out; they leave the copy genuine and the case failing.</param>
/// <param name="Document">The case, from verified bytes; null when there is none.</param>
/// <param name="Signers">The trusted keys that signed the manifest.</param>
/// <param name="Root">The top goal's status on the day asked about, computed from the evidence; null when that was not possible.</param>
public sealed record CaseVerification(
    IReadOnlyList<Problem> Problems,
    IReadOnlyList<Problem> Expired,
    SafetyCaseDocument? Document,
    IReadOnlyList<KeyId> Signers,
    NodeStatus? Root)
{
    /// <summary>The verdict; a copy that cannot be relied on fails.</summary>
    public CaseVerdict Verdict => Problems.Count == 0 && Root is { } root ? CaseVerdicts.Of(root) : CaseVerdict.Fails;

    /// <summary>Why a gate may not admit the case although its verdict may be good; none when it may.</summary>
    public IReadOnlyList<string> Barriers =>
    [
        .. Document is { SelfReported: true } ? ["self-reported: nobody recomputed what the build said"] : Array.Empty<string>(),
        .. Document is { Uncommitted: true } ? ["uncommitted: the change is in no commit"] : Array.Empty<string>(),
    ];

    /// <summary>True when the case holds, is genuine, and nothing bars it from a gate.</summary>
    public bool PassesGate => Verdict == CaseVerdict.Holds && Barriers.Count == 0;

    /// <summary>The exit code: a case that holds but is barred is undecided.</summary>
    public ExitCode ExitCode => Verdict switch
    {
        _ when Problems.Count > 0 => Problems.Any(p => p.ExitCode == ExitCode.DoesNotHold) ? ExitCode.DoesNotHold : Problems[0].ExitCode,
        CaseVerdict.Holds => PassesGate ? ExitCode.Holds : ExitCode.Open,
        CaseVerdict.Open => ExitCode.Open,
        _ => ExitCode.DoesNotHold,
    };

    /// <summary>The verdict in one line, with what a reader must know before believing it.</summary>
    public string Headline
    {
        get
        {
            var word = CaseVerdicts.Words[Verdict];
            if (Problems.Count > 0 || Document is null)
            {
                return $"{word}: this copy cannot be relied on";
            }

            var barriers = string.Concat(Barriers.Select(b => $", {b}"));
            return $"{word}{barriers} · tree {Document.Change.Head.Tree} · signed by {string.Join(", ", Signers)}";
        }
    }
}
