using Maestro.Verification.Contracts;
using Maestro.Verification.Inference;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// What the contract suggests for a loop: what is to hold at the end, said of the part that is done. A bound becomes the counter, the result
/// becomes the local that is returned.
/// </content>
internal sealed partial class MethodEncoder
{
    private const int MostProbes = 60;
    private IReadOnlyDictionary<IOperation, Value>? _insteadOf;

    private sealed record Probe(string Text, bool Quantified, Func<Term> Truth)
    {
        public bool IsFarther { get; init; }
    }

    /// <summary>A value to put in the place of a bound.</summary>
    private sealed record Stand(string Text, Func<Value> Value);

    private Term? Probed(Probe probe)
    {
        var here = _state;
        try
        {
            return WithFrame(Frame.OfMethod.Silently() with { Old = _entry }, probe.Truth);
        }
        catch (Exception exception) when (exception is UnsupportedConstructException or IllFormedContractException)
        {
            return null;
        }
        finally
        {
            _state = here with { Knowledge = _state.Knowledge };
        }
    }

    private IEnumerable<Probe> Probes(HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        var stands = Stands(changed).ToList();
        return Goals().SelectMany(g => Weakened(g, stands, conditions)).Concat(Guards(changed, conditions)).Take(MostProbes).ToList();
    }

    /// <summary>The conjuncts of postconditions and assertions; of an assertion under a condition also the implication.</summary>
    private IEnumerable<(IOperation Goal, IOperation? If)> Goals()
    {
        foreach (var clause in _contract.Clauses.Where(c => c.Kind is ClauseKind.Ensures or ClauseKind.Assert && !c.Negated && SymbolEqualityComparer.Default.Equals(c.Owner, _method)))
        {
            IOperation? condition = null;
            for (var at = clause.Condition; at.Parent is { } parent && condition is null; at = parent)
            {
                condition = parent is IConditionalOperation conditional && ReferenceEquals(conditional.WhenTrue, at) ? conditional.Condition : null;
            }

            foreach (var conjunct in Conjuncts(clause.Condition))
            {
                yield return (conjunct, condition);
            }
        }
    }

    private static IEnumerable<IOperation> Conjuncts(IOperation operation) => operation switch
    {
        IParenthesizedOperation p => Conjuncts(p.Operand),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } and => Conjuncts(and.LeftOperand).Concat(Conjuncts(and.RightOperand)),
        _ => [operation],
    };

    /// <summary>How far the loop has come: its counters, one more and one less, and the place of a <c>foreach</c>.</summary>
    private IEnumerable<Stand> Stands(HashSet<ISymbol> changed)
    {
        var type = _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32);
        foreach (var symbol in changed.Where(c => Now.Locals.TryGetValue(c, out var v) && v.Shape.Type.SpecialType == SpecialType.System_Int32)
            .OrderBy(c => c.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0))
        {
            yield return new Stand(symbol.Name, () => Now.Locals[symbol]);
            yield return new Stand($"{symbol.Name} + 1", () => Scalar(type, _terms.Add(Now.Locals[symbol].Term, Int(1))));
        }

        foreach (var id in Now.Captures.Where(c => c.Value is Capture.OfEnumerator).Select(c => c.Key).ToList())
        {
            yield return new Stand("", () => Scalar(type, _terms.Add(((Capture.OfEnumerator)Now.Captures[id]).Index, Int(1))));
        }
    }

    private IEnumerable<Probe> Weakened((IOperation Goal, IOperation? If) goal, IReadOnlyList<Stand> stands, IReadOnlyList<IOperation> conditions) =>
        WeakenedGoals(goal, stands, conditions).Where(p => !IsEmptyRange(p.Text));

    /// <summary>From a counter to itself or below: true of every loop, and of no use.</summary>
    private static bool IsEmptyRange(string text) => EmptyRange.IsMatch(text);

    private static readonly System.Text.RegularExpressions.Regex EmptyRange =
        new(@"\((\w+)( \+ 1)?, \1, ", System.Text.RegularExpressions.RegexOptions.CultureInvariant);

    private IEnumerable<Probe> WeakenedGoals((IOperation Goal, IOperation? If) goal, IReadOnlyList<Stand> stands, IReadOnlyList<IOperation> conditions)
    {
        foreach (var result in Results(goal.Goal))
        {
            yield return Make(goal.Goal, result, [], null);
            if (goal.If is { } condition && result is null)
            {
                yield return new Probe(
                    $"!({condition.Syntax}) || ({goal.Goal.Syntax})",
                    false,
                    () => _terms.Or(_terms.Not(Evaluate(condition).Term), Evaluate(goal.Goal).Term));
            }

            foreach (var stand in stands)
            {
                foreach (var places in Bounds(goal.Goal, conditions))
                {
                    yield return Make(goal.Goal, result, places, stand);
                }
            }
        }
    }

    private Probe Make(IOperation goal, Stand? result, IReadOnlyList<IOperation> places, Stand? stand)
    {
        var edits = places.Select(p => (p.Syntax.Span, p is IArgumentOperation ? $"{p.Syntax}.Take({stand?.Text})" : stand?.Text ?? ""))
            .Concat(ResultsIn(goal).Where(r => !places.Any(p => p.Syntax.Span.Contains(r.Syntax.Span))).Select(r => (r.Syntax.Span, result?.Text ?? "")));
        var text = stand is { Text.Length: 0 } ? "" : WithoutConstant(TextEdits.Apply(goal.Syntax, edits));
        return new Probe(text, HoldsOfAll(goal), () => WithFrame(
            result is null ? _frame : _frame with { Result = result.Value() },
            () => Instead(places, stand?.Value, () => Evaluate(goal).Term)));
    }

    /// <summary>Without the constant that stands for the result.</summary>
    private static string WithoutConstant(string text)
    {
        foreach (var prefix in new[] { "true == ", "!true || ", "!false && ", "false || " })
        {
            if (text.StartsWith(prefix, StringComparison.Ordinal))
            {
                return text.Substring(prefix.Length);
            }
        }

        return text;
    }

    private static IEnumerable<IOperation> ResultsIn(IOperation goal) =>
        goal.DescendantsAndSelf().OfType<IInvocationOperation>().Where(i => ContractCalls.IsResult(i.TargetMethod));

    private T Instead<T>(IReadOnlyList<IOperation> places, Func<Value>? value, Func<T> evaluate)
    {
        if (value is null)
        {
            return evaluate();
        }

        var stand = value();
        _insteadOf = places.ToDictionary(p => p, _ => stand);
        try
        {
            return evaluate();
        }
        finally
        {
            _insteadOf = null;
        }
    }

    private static bool HoldsOfAll(IOperation goal) => goal.DescendantsAndSelf().OfType<IInvocationOperation>().Any(i => ContractCalls.NameOf(i.TargetMethod) is "ForAll" or "Exists" || Sequence.IsQuery(i.TargetMethod));

    /// <summary>What the result may be so far: nothing to put in its place, a returned local, or a returned constant.</summary>
    private IEnumerable<Stand?> Results(IOperation goal)
    {
        if (!ResultsIn(goal).Any())
        {
            return [null];
        }

        return _reader.Bodies.BodyOf(_method)?.DescendantsAndSelf().OfType<IReturnOperation>().Select(r => r.ReturnedValue).OfType<IOperation>()
            .Where(IsSimple).GroupBy(o => o.Syntax.ToString()).Select(g => g.First())
            .Select(value => new Stand(value.Syntax.ToString(), () => Convert(Evaluate(value), Tasks.ReturnedBy(_method) ?? _method.ReturnType, value))) ?? [];
    }

    /// <summary>Places of a goal where a bound stands: of a quantifier, or a name that the loop's guard compares with.</summary>
    private static IEnumerable<IReadOnlyList<IOperation>> Bounds(IOperation goal, IReadOnlyList<IOperation> conditions)
    {
        var quantifiers = goal.DescendantsAndSelf().OfType<IInvocationOperation>()
            .Where(i => i.Arguments.Length == 3 && ContractCalls.NameOf(i.TargetMethod) is "ForAll" or "Exists" && i.Arguments.Length == 3).ToList();
        if (quantifiers.Count > 0)
        {
            yield return quantifiers.Select(q => q.Arguments[1].Value).ToList();
            yield return quantifiers.Select(q => q.Arguments[0].Value).ToList();
            foreach (var one in quantifiers.Count > 1 ? quantifiers : [])
            {
                yield return [one.Arguments[1].Value];
                yield return [one.Arguments[0].Value];
            }
        }

        // A query over the part that is done.
        var queries = goal.DescendantsAndSelf().OfType<IInvocationOperation>().Where(i => Sequence.IsQuery(i.TargetMethod) && i.Arguments.Length > 0).ToList();
        queries.RemoveAll(q => queries.Any(outer => !ReferenceEquals(outer, q) && outer.Arguments[0].DescendantsAndSelf().Contains(q)));
        if (queries.Count > 0)
        {
            yield return queries.Select(q => (IOperation)q.Arguments[0]).ToList();
        }

        var compared = new HashSet<string>(conditions.SelectMany(c => c.DescendantsAndSelf().OfType<IBinaryOperation>()).SelectMany(b => new[] { b.LeftOperand, b.RightOperand })
            .Select(o => o.Syntax.ToString()), StringComparer.Ordinal);
        foreach (var places in goal.DescendantsAndSelf().Where(o => o is ILocalReferenceOperation or IParameterReferenceOperation or IPropertyReferenceOperation && compared.Contains(o.Syntax.ToString()))
            .Where(o => o.Type?.SpecialType == SpecialType.System_Int32).GroupBy(o => o.Syntax.ToString()))
        {
            yield return places.ToList();
        }
    }

    /// <summary>A counter has not passed the bound that the guard compares it with, or has not moved.</summary>
    private IEnumerable<Probe> Guards(HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        foreach (var comparison in conditions.SelectMany(c => c.DescendantsAndSelf().OfType<IBinaryOperation>()).Where(b => IsSimple(b) && b.Type?.SpecialType == SpecialType.System_Boolean))
        {
            yield return new Probe(comparison.Syntax.ToString(), false, () => Evaluate(comparison).Term);
            if (comparison.LeftOperand.Type is { } type && Shapes.IntegerSortOf(type) is { Width: <= 32 })
            {
                foreach (var gap in new[] { -1, 0, 1 })
                {
                    yield return Near(comparison.LeftOperand, comparison.RightOperand, gap);
                    yield return Near(comparison.RightOperand, comparison.LeftOperand, gap);
                }
            }
        }

        Probe Near(IOperation small, IOperation large, int gap) => new(
            gap == 0 ? $"{small.Syntax} <= {large.Syntax}" : $"{small.Syntax} <= {large.Syntax} {(gap > 0 ? "+" : "-")} 1",
            false,
            () => _terms.LessOrEqual(Wide(Evaluate(small).Term), _terms.Add(Wide(Evaluate(large).Term), _terms.Integer(gap, IntegerSort.Int64))));
    }

    // No calls and no captures: evaluated again at another point.
    private static bool IsSimple(IOperation operation) => operation.DescendantsAndSelf().All(o => o is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation
        or IFieldReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation or IBinaryOperation or IConversionOperation or IUnaryOperation
        or IArrayElementReferenceOperation);
}
