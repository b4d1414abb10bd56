using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>What executions say of a method that the proof leaves open: a failure refutes, none of them proves.</summary>
internal static class UndecidedExecution
{
    /// <summary>Executes the method; the obligations with what failed. They are null where the method could not be encoded: then what fails is one.</summary>
    public static (TestedInputs? Tested, IReadOnlyList<ObligationResult> Obligations) Apply(
        IRefuter? refuter, IMethodSymbol method, IReadOnlyList<ObligationResult>? obligations, IReadOnlyList<ModelInput> models, CancellationToken cancellation) =>
        refuter?.Test(method, models, cancellation) is { Inputs: > 0 } tested ? Merge(method, obligations, tested) : (null, obligations ?? []);

    /// <summary>The obligations with what failed; the executions where none did.</summary>
    public static (TestedInputs? Tested, IReadOnlyList<ObligationResult> Obligations) Merge(IMethodSymbol method, IReadOnlyList<ObligationResult>? obligations, TestedInputs tested)
    {
        var results = obligations?.ToList() ?? [];
        var added = 0;
        foreach (var failure in tested.Failures)
        {
            var known = results.FindIndex(o => o.Kind == failure.Kind && o.Line == failure.Line);
            if (obligations is null)
            {
                results.Add(Refuted(method, failure, ++added));
            }
            else if (known >= 0)
            {
                // Two that read alike on one line cannot be told apart: the first that is open is meant.
                var open = results.FindIndex(o => o.Kind == failure.Kind && o.Line == failure.Line && o.Text == failure.Text && o.Verdict is not Verdict.Proved);
                open = open >= 0 ? open : results.FindIndex(o => o.Kind == failure.Kind && o.Line == failure.Line && o.Verdict is not Verdict.Proved);
                results[Math.Max(open, known)] = results[Math.Max(open, known)] with
                {
                    Verdict = open >= 0 ? new Verdict.Refuted(failure.Witness)
                        : new Verdict.Unknown(new UnknownReason(UnknownKind.SolverError, $"the proof and an execution disagree: {failure.Witness.Statement}")),
                };
            }
        }

        return (
            results.Any(r => r.Verdict is Verdict.Refuted) ? null : tested,
            results.OrderBy(r => r.Line).ThenBy(r => r.Kind).ThenBy(r => r.Id.Length).ThenBy(r => r.Id, StringComparer.Ordinal).ToList());
    }

    private static ObligationResult Refuted(IMethodSymbol method, TestFailure failure, int ordinal) => new(
        FormattableString.Invariant($"{ObligationKinds.Word(failure.Kind)}-tested-{ordinal}"),
        failure.Kind,
        failure.Line,
        PlaceOf(method, failure.Line),
        failure.Text,
        new Verdict.Refuted(failure.Witness),
        "",
        "",
        0,
        "");

    /// <summary>The line, without its indentation; the method where the line is in another file.</summary>
    private static Location PlaceOf(IMethodSymbol method, int line)
    {
        var declared = method.Locations.FirstOrDefault(l => l.IsInSource);
        if (declared?.SourceTree is not { } tree || tree.GetText() is not { } text || line < 1 || line > text.Lines.Count
            || !method.DeclaringSyntaxReferences.Any(r => r.SyntaxTree == tree && r.Span.IntersectsWith(text.Lines[line - 1].Span)))
        {
            return declared ?? Location.None;
        }

        var span = text.Lines[line - 1].Span;
        var start = span.Start;
        while (start < span.End && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        return Location.Create(tree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(start, span.End));
    }
}
