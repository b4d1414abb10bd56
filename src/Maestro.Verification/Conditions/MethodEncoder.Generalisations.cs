using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// What a loop tests of one element, said of all it has passed; what a nested quantifier says of the outer counter; and elements that it has not come to yet.
/// </content>
internal sealed partial class MethodEncoder
{
    private const int MostTests = 6;
    private const int MostRanges = 12;

    private IEnumerable<Probe> Generalised(GraphLoop loop, State before, HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        var counters = Counters(changed);
        return Rows(counters).Concat(Untouched(counters)).Concat(Tests(before, counters, conditions).Concat(TestsOfElements(loop, conditions)).Select(p => p with { IsFarther = true }));
    }

    private List<ISymbol> Counters(HashSet<ISymbol> changed) =>
        changed.Where(c => Now.Locals.TryGetValue(c, out var v) && v.Shape.Type.SpecialType == SpecialType.System_Int32).OrderBy(c => c.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList();

    private IEnumerable<IBinaryOperation> Comparisons(IReadOnlyList<IOperation> conditions) => conditions.SelectMany(c => c.DescendantsAndSelf().OfType<IBinaryOperation>())
        .Where(b => b.Type?.SpecialType == SpecialType.System_Boolean && b.OperatorMethod is null && IsSimple(b)).GroupBy(b => b.Syntax.ToString()).Select(g => g.First()).Take(MostTests);

    /// <summary>Of a test of an element at a counter: it holds, or fails, of all elements that the counter has passed, upwards or downwards.</summary>
    private IEnumerable<Probe> Tests(State before, IReadOnlyList<ISymbol> counters, IReadOnlyList<IOperation> conditions)
    {
        foreach (var test in Comparisons(conditions))
        {
            foreach (var counter in counters.Where(c => before.Locals.ContainsKey(c) && test.DescendantsAndSelf().Any(o => IsIndexedBy(o, c))))
            {
                var places = test.DescendantsAndSelf().Where(o => Names(o, counter)).ToList();
                var start = before.Locals[counter].Term;
                var text = start.IsInteger ? start.ToString() : "";
                foreach (var holds in new[] { false, true })
                {
                    yield return Over(text, counter.Name, () => start, () => Now.Locals[counter].Term, places, test, holds);
                    yield return Over("", counter.Name, () => _terms.Subtract(start, Int(1)), () => Now.Locals[counter].Term, places, test, holds);
                    yield return Over(
                        $"{counter.Name} + 1",
                        start.IsInteger ? (start.Value + 1).ToString(System.Globalization.CultureInfo.InvariantCulture) : "",
                        () => _terms.Add(Now.Locals[counter].Term, Int(1)),
                        () => _terms.Add(start, Int(1)),
                        places,
                        test,
                        holds);
                }
            }
        }
    }

    /// <summary>The same where <c>foreach</c> names the element.</summary>
    private IEnumerable<Probe> TestsOfElements(GraphLoop loop, IReadOnlyList<IOperation> conditions)
    {
        if (loop.Statement is not ForEachStatementSyntax each
            || Now.Captures.Where(c => c.Value is Capture.OfEnumerator).Select(c => c.Key).ToList() is not { Count: > 0 } open)
        {
            yield break;
        }

        var id = open[open.Count - 1];
        foreach (var test in Comparisons(conditions))
        {
            var places = test.DescendantsAndSelf().Where(o => o is ILocalReferenceOperation local && local.Local.DeclaringSyntaxReferences.Any(r => r.Span == each.Span)).ToList();
            foreach (var holds in places.Count > 0 ? new[] { false, true } : [])
            {
                yield return new Probe("", true, () => Passed((Capture.OfEnumerator)Now.Captures[id], places, test, holds));
            }
        }

        Term Passed(Capture.OfEnumerator enumerator, IReadOnlyList<IOperation> places, IOperation test, bool holds) =>
            Quantified(Int(0), _terms.Add(enumerator.Index, Int(1)), k => Tested(places, ElementOf(enumerator.Collection, k), test, holds));
    }

    private Probe Over(string from, string to, Func<Term> low, Func<Term> high, IReadOnlyList<IOperation> places, IOperation test, bool holds)
    {
        var name = NameBeside(test);
        var body = TextWith(test, places, name);
        var type = _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32);
        return new Probe(
            from.Length == 0 || to.Length == 0 ? "" : $"Contract.ForAll({from}, {to}, {name} => {(holds ? body : $"!({body})")})",
            true,
            () => Quantified(low(), high(), k => Tested(places, Scalar(type, k), test, holds)));
    }

    private Term Tested(IReadOnlyList<IOperation> places, Value value, IOperation test, bool holds)
    {
        var truth = Instead(places, () => value, () => Evaluate(test).Term);
        return holds ? truth : _terms.Not(truth);
    }

    /// <summary>Of a quantifier in a quantifier: the inner one for the row that a counter is at, as far as another counter has come.</summary>
    private IEnumerable<Probe> Rows(IReadOnlyList<ISymbol> counters)
    {
        var type = _reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32);
        foreach (var inner in Goals().SelectMany(g => g.Goal.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(IsRange))
        {
            if (Around(inner) is not { } outer || Variable(outer) is not { } row)
            {
                continue;
            }

            var fixedRows = Now.Locals.Keys.Where(s => !counters.Contains(s, SymbolEqualityComparer.Default) && Now.Locals[s].Shape.Type.SpecialType == SpecialType.System_Int32)
                .OrderBy(c => c.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList();
            foreach (var (at, upTo) in fixedRows.Concat(counters).SelectMany(a => counters.Select(u => (a, u))).Where(p => !SymbolEqualityComparer.Default.Equals(p.a, p.u)).Take(MostRanges))
            {
                var edits = inner.Descendants().Where(o => o is IParameterReferenceOperation p && SymbolEqualityComparer.Default.Equals(p.Parameter, row)).Select(o => (o.Syntax.Span, at.Name))
                    .Append((inner.Arguments[1].Value.Syntax.Span, upTo.Name));
                yield return new Probe(Inference.TextEdits.Apply(inner.Syntax, edits), true, () => WithFrame(
                    _frame.Bind(row, Now.Locals[at]),
                    () => Instead([inner.Arguments[1].Value], () => Scalar(type, Now.Locals[upTo].Term), () => Evaluate(inner).Term)));
            }
        }
    }

    /// <summary>Where a postcondition compares with old elements: those on the far side of a counter, or between two, are as they were.</summary>
    private IEnumerable<Probe> Untouched(IReadOnlyList<ISymbol> counters)
    {
        var arrays = Goals().SelectMany(g => g.Goal.DescendantsAndSelf()).OfType<IInvocationOperation>().Where(i => ContractCalls.IsOldValue(i.TargetMethod))
            .SelectMany(i => i.Descendants().OfType<IArrayElementReferenceOperation>()).Select(e => e.ArrayReference).OfType<IParameterReferenceOperation>().Select(p => (ISymbol)p.Parameter)
            .Distinct(SymbolEqualityComparer.Default).Where(p => Now.Locals.TryGetValue(p!, out var v) && v.Shape is { IsScalar: true, Type: IArrayTypeSymbol { Rank: 1 } }).ToList();
        foreach (var array in arrays.OfType<ISymbol>())
        {
            foreach (var counter in counters)
            {
                yield return Same(array, counter.Name, $"{array.Name}.Length", () => Now.Locals[counter].Term, () => LengthOf(Now.Locals[array]));
                yield return Same(array, "0", $"{counter.Name} + 1", () => Int(0), () => _terms.Add(Now.Locals[counter].Term, Int(1)));
                foreach (var other in counters.Where(o => !SymbolEqualityComparer.Default.Equals(o, counter)).Take(2))
                {
                    yield return Same(array, counter.Name, $"{other.Name} + 1", () => Now.Locals[counter].Term, () => _terms.Add(Now.Locals[other].Term, Int(1)));
                }
            }
        }

        Probe Same(ISymbol array, string from, string to, Func<Term> low, Func<Term> high) => new(
            $"Contract.ForAll({from}, {to}, k => {array.Name}[k] == Contract.OldValue({array.Name}[k]))",
            true,
            () => Quantified(low(), high(), k =>
            {
                var now = ElementOf(Now.Locals[array], k);
                var here = _state;
                _state = _entry with { Path = here.Path, Knowledge = here.Knowledge };
                var old = ElementOf(_entry.Locals[array], k);
                _state = here with { Knowledge = _state.Knowledge };
                return _terms.And(now.Leaves.Select((l, i) => _terms.Equal(l, old.Leaves[i])));
            }));
    }

    private Term Quantified(Term low, Term high, Func<Term, Term> body)
    {
        var bound = _terms.FreshBound("k", IntegerSort.Int32);
        var atLeast = _terms.LessOrEqual(low, bound);
        var below = _terms.Less(bound, high);
        var truth = Under(atLeast, () => Under(below, () => body(bound)));
        return _terms.ForAll(bound, _terms.Or([_terms.Not(atLeast), _terms.Not(below), truth]));
    }

    private static string TextWith(IOperation test, IReadOnlyList<IOperation> places, string name) => Inference.TextEdits.Apply(test.Syntax, places.Select(p => (p.Syntax.Span, name)));

    /// <summary>A name that the expression does not use.</summary>
    private static string NameBeside(IOperation test)
    {
        var used = new HashSet<string>(test.Syntax.DescendantTokens().Select(t => t.ValueText), StringComparer.Ordinal);
        return new[] { "k", "q", "u" }.FirstOrDefault(n => !used.Contains(n)) ?? "element";
    }

    private static bool IsRange(IInvocationOperation call) => call.Arguments.Length == 3 && ContractCalls.NameOf(call.TargetMethod) is "ForAll" or "Exists" && call.Arguments.Length == 3;

    private static IInvocationOperation? Around(IOperation operation)
    {
        for (var o = operation.Parent; o is not null; o = o.Parent)
        {
            if (o is IInvocationOperation call && IsRange(call))
            {
                return call;
            }
        }

        return null;
    }

    private static IParameterSymbol? Variable(IInvocationOperation quantifier) =>
        quantifier.Arguments[2].Value.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().FirstOrDefault()?.Symbol.Parameters.FirstOrDefault();

    private static bool Names(IOperation operation, ISymbol symbol) => operation switch
    {
        ILocalReferenceOperation local => SymbolEqualityComparer.Default.Equals(local.Local, symbol),
        IParameterReferenceOperation parameter => SymbolEqualityComparer.Default.Equals(parameter.Parameter, symbol),
        _ => false,
    };

    private static bool IsIndexedBy(IOperation operation, ISymbol counter) => operation switch
    {
        IArrayElementReferenceOperation element => element.Indices.Any(i => i.DescendantsAndSelf().Any(o => Names(o, counter))),
        IPropertyReferenceOperation { Property.IsIndexer: true } indexer => indexer.Arguments.Any(a => a.DescendantsAndSelf().Any(o => Names(o, counter))),
        _ => false,
    };
}
