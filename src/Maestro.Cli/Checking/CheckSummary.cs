using System.Globalization;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Status;

namespace Maestro.Cli.Checking;

/// <summary>The summary of a check on a terminal: at most 25 lines, the verdict first, then counts, then the worst three gaps.</summary>
internal static class CheckSummary
{
    private const int MaximumLines = 25;
    private const int MaximumWidth = 160;
    private const int MaximumDifferences = 5;

    /// <summary>Lines without control characters: what a change writes into claims cannot steer the terminal.</summary>
    /// <param name="document">The case.</param>
    /// <param name="verify">The command that verifies it.</param>
    /// <param name="view">The command that shows it.</param>
    public static IReadOnlyList<string> Lines(SafetyCaseDocument document, string verify, string view)
    {
        var lines = new List<string> { Verdict(document) };
        if (document.SelfReported)
        {
            lines.Add("self-reported: nobody outside the change's own build recomputed these verdicts");
        }

        if (document.Uncommitted)
        {
            lines.Add("uncommitted: the work tree differs from HEAD, so this case cannot pass a gate");
        }

        lines.Add(document.Change.Base is { } from
            ? $"base        {Short(from.Commit)}{(from.Ref.Length > 0 ? $" ({from.Ref})" : "")} → head {Short(document.Change.Head.Commit)}, tree {Short(document.Change.Head.Tree)}"
            : $"head        {Short(document.Change.Head.Commit)}, tree {Short(document.Change.Head.Tree)}; no comparison: {document.Change.BaseProblem}");
        lines.Add($"behaviour   {Behaviour(document.Behaviour)}");
        foreach (var change in document.Changes.Where(c => c.Behaviour?.Difference is not null).Take(MaximumDifferences))
        {
            var seen = change.Behaviour!.Difference!;
            lines.Add($"  differs  {seen.Inputs} was {seen.Old}, is {seen.New}");
        }

        var touched = document.Touched;
        lines.Add($"touched     {N(touched.Methods)} methods: {N(touched.Proved)} proved, {N(touched.Refuted)} refuted, {N(touched.Unknown)} unknown, {N(touched.WithoutContract)} without a contract");
        var obligations = document.Obligations;
        lines.Add($"obligations {N(obligations.Proved)} proved, {N(obligations.Refuted)} refuted, {N(obligations.Bounded)} bounded, {N(obligations.Unknown)} unknown");
        lines.Add(document.Tests is { } tests
            ? $"tests       {N(tests.Passed)} passed, {N(tests.Failed)} failed, {N(tests.Skipped)} skipped"
            : "tests       none");
        var counts = document.Counts;
        lines.Add($"argument    {N(counts.Valid)} valid, {N(counts.Accepted)} accepted, {N(counts.Open)} open, {N(counts.Stale)} stale, {N(counts.Missing)} missing, {N(counts.Failed)} failed, {N(counts.Defeated)} defeated");
        if (document.Gaps.Count > 0)
        {
            lines.Add($"worst gaps ({N(Math.Min(3, document.Gaps.Count))} of {N(document.Gaps.Count)}):");
            foreach (var gap in document.Gaps.Take(3))
            {
                var place = gap.File is null ? "" : gap.Line is { } line ? $"{gap.File}:{N(line)} " : gap.File + " ";
                lines.Add($"  {gap.Status.ToString().ToLowerInvariant(),-8} {place}{gap.Text}");
            }
        }

        // Commands to copy are never cut.
        return [.. lines.Take(MaximumLines - 2).Select(Plain), $"verify      {verify}", $"look        {view}"];
    }

    private static string Verdict(SafetyCaseDocument document) => document.Verdict switch
    {
        CaseVerdict.Holds => "HOLDS: no known obstacle to merging within the stated scope",
        CaseVerdict.Open => "OPEN: not refuted, not shown; a person or a policy must accept the gaps",
        _ => "FAILS: there is evidence against this change",
    };

    /// <summary>What a reviewer wants to know first, as <c>maestro diff</c> says it; what is none is left out beyond the first two.</summary>
    private static string Behaviour(BehaviourCounts counts)
    {
        var total = counts.Same + counts.Different + counts.Bounded + counts.Unknown + counts.NotCompared + counts.Added + counts.Removed;
        var parts = new List<string> { $"{N(counts.Same)} the same for every input", $"{N(counts.Different)} {(counts.Different == 1 ? "differs" : "differ")} as shown" };
        foreach (var (count, word) in new[]
        {
            (counts.Bounded, "alike as far as searched"), (counts.Unknown, "unknown"), (counts.NotCompared, "not compared"), (counts.Added, "new"), (counts.Removed, "removed"),
        })
        {
            if (count > 0)
            {
                parts.Add($"{N(count)} {word}");
            }
        }

        return $"{N(total)} {(total == 1 ? "method" : "methods")} touched: {string.Join(", ", parts)}";
    }

    private static string N(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Short(string id) => id.Length > 10 ? id[..10] : id.Length == 0 ? "(none)" : id;

    private static string Plain(string line)
    {
        var plain = string.Concat(line.Select(c => char.IsControl(c) || char.GetUnicodeCategory(c) == UnicodeCategory.Format ? ' ' : c));
        return plain.Length <= MaximumWidth ? plain : plain[..(MaximumWidth - 1)] + "…";
    }
}
