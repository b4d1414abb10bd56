using System.Text;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

/// <summary>The verdicts for one method beside what its test expects, by kind of obligation: the old checker works on IL, so single obligations have no common place.</summary>
internal sealed record MethodResult(
    string File, IMethodSymbol Method, IReadOnlyList<Expectation> Expected, int Others, MethodReport? Report, double Milliseconds)
{
    public int Obligations => Report?.Obligations.Count ?? 0;

    /// <summary>One entry: the worst of what is expected, and the worst verdict.</summary>
    public IEnumerable<(string Expected, string Verdict)> Whole => [(Worst(Expected), VerdictOf(Report?.Obligations.Where(o => IsComparable(o.Kind)) ?? [], whole: true))];

    /// <summary>One entry a kind that something is expected of.</summary>
    public IEnumerable<(string Expected, string Verdict)> Cells => Expected.GroupBy(e => e.Kind)
        .Select(kind => (Worst(kind), VerdictOf(Report?.Obligations.Where(o => o.Kind == kind.Key) ?? [], whole: false)));

    /// <summary>For a reader: what differs, or everything.</summary>
    public string Lines(bool all)
    {
        var text = new StringBuilder();
        foreach (var kind in Expected.GroupBy(e => e.Kind))
        {
            var mine = Report?.Obligations.Where(o => o.Kind == kind.Key).ToList() ?? [];
            var (expected, verdict) = (Worst(kind), VerdictOf(mine, whole: false));
            var note = (expected, verdict) switch
            {
                ("True", "refuted") or ("False", "proved") or ("Bottom", "refuted") => "DISAGREE",
                ("True", "unknown") or ("False", "unknown") => "unknown",
                ("Top", "proved" or "refuted") => "more",
                _ => "as expected",
            };
            if (all || note != "as expected")
            {
                text.AppendLine($"{note}: {File}: {Method.ToDisplayString()}: {ObligationKinds.Word(kind.Key)} expected {expected}, {verdict} {Report?.Reason}");
                foreach (var o in mine.Where(o => all || o.Verdict is not Verdict.Proved))
                {
                    text.AppendLine($"    {o.Line}: {o.Text}: {o.Verdict.Word} {(o.Verdict as Verdict.Unknown)?.Reason} {(o.Verdict as Verdict.Refuted)?.Witness.Statement} {(o.Verdict as Verdict.Refuted)?.Witness.Outcome}");
                }
            }
        }

        return text.ToString();
    }

    private bool IsComparable(ObligationKind kind) => Expected.Any(e => e.Kind == kind);

    private string VerdictOf(IEnumerable<ObligationResult> obligations, bool whole)
    {
        var words = obligations.Select(o => o.Verdict.Word).Distinct().ToList();
        return words.Contains("refuted") ? "refuted"
            : Report is null || Report.Reason is not null || words.Contains("unknown") || words.Contains("bounded") ? "unknown"
            : words.Count > 0 || whole ? "proved" : "not asked";
    }

    private static string Worst(IEnumerable<Expectation> expected)
    {
        var outcomes = expected.Select(e => e.Outcome).ToHashSet();
        return new[] { "False", "Top", "True", "Bottom" }.First(outcomes.Contains);
    }
}
