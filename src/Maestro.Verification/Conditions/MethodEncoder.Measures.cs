using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>What may show that loops and recursion end: quantities that progress is seen in, and measures that somebody wrote.</content>
internal sealed partial class MethodEncoder
{
    private const int MostMeasures = 24;
    private readonly List<CallFact> _calls = [];

    /// <summary>A quantity and how to read it at a point; null where it has no value there.</summary>
    private sealed record Measurement(string Text, Func<Term?> Read);

    /// <summary>A written measure and its values at the loop's head.</summary>
    private sealed record WrittenMeasure(Clause Clause, IReadOnlyList<Term> Values);

    private IReadOnlyList<Measurement> Measurements(HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        var result = new List<Measurement>();
        foreach (var symbol in changed.Where(c => Now.Locals.TryGetValue(c, out var v) && v.Shape.IsScalar).OrderBy(c => c.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0))
        {
            switch (Now.Locals[symbol].Sort)
            {
                case IntegerSort { Signed: true }:
                    result.Add(new Measurement(symbol.Name, () => LocalTerm(symbol)));
                    result.Add(new Measurement($"-Abs({symbol.Name})", () => LocalTerm(symbol) is { } term ? AwayFromZero(term) : null));
                    break;
                case IntegerSort:
                    result.Add(new Measurement(symbol.Name, () => LocalTerm(symbol)));
                    break;
                case var sort when sort == Sort.Bool:
                    result.Add(new Measurement(symbol.Name, () => LocalTerm(symbol) is { } term ? _terms.Ite(term, Int(1), Int(0)) : null));
                    break;
            }
        }

        foreach (var id in Now.Captures.Where(c => c.Value is Capture.OfEnumerator).Select(c => c.Key).ToList())
        {
            result.Add(new Measurement("", () => Now.Captures.TryGetValue(id, out var capture) && capture is Capture.OfEnumerator e ? e.Index : null));
        }

        foreach (var comparison in conditions.SelectMany(c => c.DescendantsAndSelf().OfType<IBinaryOperation>()).Where(IsSimple))
        {
            foreach (var operand in new[] { comparison.LeftOperand, comparison.RightOperand }.Where(o => o is not (ILocalReferenceOperation or IParameterReferenceOperation) && IsInteger(o, 64)))
            {
                result.Add(new Measurement(operand.Syntax.ToString(), () => Read(operand)));
            }

            if (IsInteger(comparison.LeftOperand, 32) && IsInteger(comparison.RightOperand, 32))
            {
                // Differences of 32 bits do not wrap in 64.
                result.Add(new Measurement($"{comparison.RightOperand.Syntax} - {comparison.LeftOperand.Syntax}", () =>
                    Read(comparison.RightOperand) is { } right && Read(comparison.LeftOperand) is { } left ? _terms.Subtract(Wide(right), Wide(left)) : null));
            }
        }

        return result.GroupBy(m => m.Text.Length == 0 ? m.GetHashCode().ToString(System.Globalization.CultureInfo.InvariantCulture) : m.Text).Select(g => g.First()).Take(MostMeasures).ToList();
    }

    private static bool IsInteger(IOperation operation, int width) =>
        !operation.ConstantValue.HasValue && operation.Type is { } type && Shapes.IntegerSortOf(type) is { } sort && sort.Width <= width;

    private Term? LocalTerm(ISymbol symbol) => Now.Locals.TryGetValue(symbol, out var value) ? value.Term : null;

    private Term? Read(IOperation operation) => Probed(new Probe("", false, () => Evaluate(operation).Term));

    /// <summary>Zero or less, and less the farther away: the way round that never overflows.</summary>
    private Term AwayFromZero(Term term) => _terms.Ite(_terms.Less(term, _terms.Integer(0, (IntegerSort)term.Sort)), term, _terms.Negate(term));

    private IReadOnlyList<WrittenMeasure> MeasuresAtHead(GraphLoop loop) =>
        loop.Measures.Select(m => new WrittenMeasure(m, ValuesOf(m, ClauseFrame(m) with { Old = _entry }))).ToList();

    private void RequireDecrease(IReadOnlyList<WrittenMeasure> measures)
    {
        foreach (var (clause, before) in measures)
        {
            var after = ValuesOf(clause, ClauseFrame(clause) with { Mode = EvaluationMode.Silent, Old = _entry });
            Add(ObligationRole.Real, ObligationKind.Termination, clause.Location, clause.Text, Decreases(before, after));
        }
    }

    private IReadOnlyList<Term> ValuesOf(Clause measure, Frame frame) =>
        WithFrame(frame, () => ((IInvocationOperation)measure.Condition).Arguments.OrderBy(a => a.Parameter!.Ordinal)
            .Select(a => Convert(Evaluate(a.Value), a.Parameter!.Type, a.Value).Term).ToList());

    /// <summary>Smaller, lexicographically.</summary>
    private Term Decreases(IReadOnlyList<Term> before, IReadOnlyList<Term> after)
    {
        var goal = _terms.False;
        for (var i = before.Count - 1; i >= 0; i--)
        {
            goal = _terms.Or(_terms.Less(after[i], before[i]), _terms.And(_terms.Equal(after[i], before[i]), goal));
        }

        return goal;
    }
}
