using System.Collections.Immutable;
using System.Globalization;
using Maestro.Cli.Projects;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli.Executing;

/// <summary>Runs what the proof leaves open with the real runtime: the second half of Tested, on request only (semantics.md, 20).</summary>
internal static class RealExecution
{
    /// <summary>A call that does not end costs the calls of its method that are left.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <summary>The reports, with what failed refuted and the others' executions counted.</summary>
    /// <param name="project">Where the methods are.</param>
    /// <param name="contracts">Its front end.</param>
    /// <param name="reports">Of its methods.</param>
    /// <param name="tool">The <c>maestro</c> executable or <c>.dll</c> that is started confined.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public static async Task<IReadOnlyList<MethodReport>> RunAsync(
        LoadedProject project, ContractReader contracts, IReadOnlyList<MethodReport> reports, string tool, CancellationToken cancellation)
    {
        var open = reports.Where(IsOpen).ToList();
        using var folder = new ScratchFolder();
        var calls = new ExecutionHarness(project, contracts).Write(open.Select(r => r.Method), folder.Path, cancellation);
        if (calls.Count == 0)
        {
            return reports;
        }

        var outcomes = new string?[calls.Count];
        for (var first = 0; first < calls.Count;)
        {
            first = await RunFromAsync(tool, first, calls, outcomes, project.Compilation.AssemblyName!, folder.Path, cancellation).ConfigureAwait(false);
        }

        return reports.Select(r => IsOpen(r) ? With(r, calls, outcomes) : r).ToList();
    }

    private static bool IsOpen(MethodReport report) => report.Word is "unknown" or "bounded" && report.Reason is null or { Kind: UnknownKind.UnsupportedConstruct };

    /// <summary>The first call that is still to be run.</summary>
    private static async Task<int> RunFromAsync(string tool, int first, IReadOnlyList<PlannedCall> calls, string?[] outcomes, string assembly, string folder, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        var started = first - 1;
        void Hear(string line)
        {
            if (line.Split(' ', 2) is [var number, var outcome] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i >= first && i < outcomes.Length)
            {
                started = i;
                outcomes[i] = outcome == "started" ? null : outcome;
            }
        }

        try
        {
            await Confinement.RunAsync(
                tool, [RunCallsCommand.Verb, folder, assembly, first.ToString(CultureInfo.InvariantCulture)], folder, Hear, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
        }

        if (started < first)
        {
            return calls.Count;
        }

        if (outcomes[started] is not null && started == calls.Count - 1)
        {
            return calls.Count;
        }

        // It hung, or took the process with it: on with the next method.
        var next = started + 1;
        while (next < calls.Count && SymbolEqualityComparer.Default.Equals(calls[next].Method, calls[started].Method))
        {
            next++;
        }

        return next;
    }

    private static MethodReport With(MethodReport report, IReadOnlyList<PlannedCall> calls, string?[] outcomes)
    {
        var failures = new List<TestFailure>();
        var ended = 0;
        for (var i = 0; i < calls.Count; i++)
        {
            if (!SymbolEqualityComparer.Default.Equals(calls[i].Method, report.Method) || outcomes[i] is not { } outcome || outcome == "inadmissible")
            {
                continue;
            }

            ended++;
            if (FailureOf(report.Method, calls[i], outcome) is { } failure && !failures.Any(f => f.Kind == failure.Kind && f.Line == failure.Line))
            {
                failures.Add(failure);
            }
        }

        return ended == 0 ? report : report.WithExecutions(new TestedInputs(ended, 0, [.. failures.OrderBy(f => f.Line).ThenBy(f => f.Kind)]));
    }

    private static TestFailure? FailureOf(IMethodSymbol method, PlannedCall call, string outcome)
    {
        if (outcome.Split(' ') is not [var word, var name, var number] || word is not ("failed" or "raised")
            || !int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var line) || KindOf(name) is not { } kind
            || method.DeclaringSyntaxReferences is not [{ } reference])
        {
            return null;
        }

        var text = reference.SyntaxTree.GetText();
        var within = line >= 1 && line <= text.Lines.Count && reference.Span.IntersectsWith(text.Lines[line - 1].Span);
        if (!within || word == "raised" && reference.SyntaxTree.GetRoot().DescendantTokens(text.Lines[line - 1].Span).Any(t => t.IsKind(SyntaxKind.ThrowKeyword)))
        {
            // What is thrown by the method's own word is behaviour.
            return null;
        }

        var shown = text.Lines[line - 1].ToString().Trim();
        var what = word == "raised" ? "an exception of the runtime is raised" : kind == ObligationKind.Post ? "the postcondition is false" : "the assertion is false";
        return new TestFailure(kind, line, shown, new Witness(call.Statement, call.Inputs, string.Create(CultureInfo.InvariantCulture, $"run by .NET: {what} at line {line}")));
    }

    private static ObligationKind? KindOf(string word) => Enum.GetValues<ObligationKind>().Where(k => ObligationKinds.Word(k) == word).Select(k => (ObligationKind?)k).FirstOrDefault();
}
