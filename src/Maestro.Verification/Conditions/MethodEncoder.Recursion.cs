using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>A call that the method makes, and how what the callee gets compares to what the method was given.</summary>
/// <param name="Method">The callee's definition.</param>
/// <param name="Path">Conditions of the path to here.</param>
/// <param name="Knowledge">What is known here.</param>
/// <param name="Steps">Quantities that the two have in common; empty where the call begins no recursion.</param>
/// <param name="IsMeasured">True where a written measure is shown to decrease, by an obligation of its own.</param>
internal sealed record CallFact(IMethodSymbol Method, ImmutableList<Term> Path, Knowledge Knowledge, IReadOnlyList<Step> Steps, bool IsMeasured);

/// <content>Recursion: what a callee that may call back gets, beside what the method got.</content>
internal sealed partial class MethodEncoder
{
    private IReadOnlyList<Term>? _ownMeasure;

    private void ReadOwnMeasure() =>
        _ownMeasure = OwnMeasure(_contract) is { } measure ? ValuesOf(measure, ClauseFrame(measure)) : null;

    private static Clause? OwnMeasure(MethodContract contract) =>
        contract.Clauses.FirstOrDefault(c => c.Kind == ClauseKind.Decreases && SymbolEqualityComparer.Default.Equals(c.Owner, contract.Method)
            && !c.Condition.Syntax.Ancestors().Any(LoopFinder.IsLoop));

    private void NoteCall(IMethodSymbol method, MethodContract contract, ImmutableArray<Value> arguments, Frame callee, Location site)
    {
        // The method's own clauses are erased: what they call is not called.
        if (_frame.Mode == EvaluationMode.Clause)
        {
            return;
        }

        var definition = method.OriginalDefinition;
        var recurs = method.DeclaringSyntaxReferences.Length > 0 && _writes.Calls.Reaches(definition, _method.OriginalDefinition);
        var isMeasured = false;
        if (recurs && _frame.Mode == EvaluationMode.Execute && _ownMeasure is { } before && OwnMeasure(contract) is { } measure
            && ValuesOf(measure, callee with { Mode = EvaluationMode.Silent }) is var after && after.Count == before.Count)
        {
            var own = OwnMeasure(_contract)!;
            Add(ObligationRole.Real, ObligationKind.Termination, site, own.Text, Decreases(before, after));
            isMeasured = true;
        }

        _calls.Add(new CallFact(definition, Now.Path, Now.Knowledge, recurs ? StepsTo(method, arguments).ToList() : [], isMeasured));
    }

    /// <summary>Runs, or waits for, what nobody here knows the end of.</summary>
    private void NoteOutside(IMethodSymbol method) => _calls.Add(new CallFact(method.OriginalDefinition, Now.Path, Now.Knowledge, [], IsMeasured: false));

    private IEnumerable<Step> StepsTo(IMethodSymbol callee, ImmutableArray<Value> arguments)
    {
        var pairs = new List<(string Key, Term Before, Term After)>();
        for (var i = 0; i < _method.Parameters.Length && i < arguments.Length && i < callee.Parameters.Length; i++)
        {
            if (!_entry.Locals.TryGetValue(_method.Parameters[i], out var given) || !given.Shape.IsScalar || !arguments[i].Shape.IsScalar || !given.Sort.Equals(arguments[i].Sort))
            {
                continue;
            }

            var key = $"parameter {i.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
            switch (given.Sort)
            {
                case IntegerSort sort:
                    pairs.Add((key, given.Term, arguments[i].Term));
                    if (sort.Signed)
                    {
                        pairs.Add(($"-Abs({key})", AwayFromZero(given.Term), AwayFromZero(arguments[i].Term)));
                    }

                    break;
                case var sort when sort == Sort.Text || given.Shape.Type is IArrayTypeSymbol { Rank: 1 } && arguments[i].Shape.Type is IArrayTypeSymbol:
                    pairs.Add(($"{key}.Length", LengthOf(given), LengthOf(arguments[i])));
                    break;
            }
        }

        var narrow = pairs.Where(p => p.Key[0] == 'p' && p.Before.Sort is IntegerSort { Width: <= 32 }).ToList();
        foreach (var (a, b) in narrow.SelectMany((a, i) => narrow.Skip(i + 1).Select(b => (a, b))).Take(MostMeasures).ToList())
        {
            pairs.Add(($"{b.Key} - {a.Key}", _terms.Subtract(Wide(b.Before), Wide(a.Before)), _terms.Subtract(Wide(b.After), Wide(a.After))));
        }

        return pairs.SelectMany(p => Ranking.Both(_terms, p.Key, p.Before, p.After));
    }
}
