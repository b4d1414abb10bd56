using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Loops: what they may change is forgotten at the head, invariants and confirmed guesses are known there.</content>
internal sealed partial class MethodEncoder
{
    /// <summary>A fact that may hold at a loop head whenever it is reached.</summary>
    private sealed record Guess(string Name, Func<Term> Fact);

    private sealed record LoopFrame(IReadOnlyList<Guess> Guesses)
    {
        /// <summary>The loop as one of a version; null outside of a comparison.</summary>
        public VersionLoop? Version { get; init; }
    }

    private LoopFrame EnterLoop(GraphLoop loop, IEnumerable<BasicBlock> blocks, MethodContract erased, Func<CaptureId, IOperation?> captured)
    {
        foreach (var clause in _version is null ? loop.Invariants : [])
        {
            var goal = Invariant(clause, EvaluationMode.Silent);
            Add(ObligationRole.Real, ObligationKind.InvariantInit, clause.Location, clause.Text, goal);
            Know(goal);
        }

        var collector = new WriteCollector(_reader.Bodies, _writes.Of, p => new Root.Parameter(p.Ordinal), l => new Root.Local(l), captured);
        var enumerators = new HashSet<CaptureId>();
        var callsNested = false;
        var conditions = new List<IOperation>();
        foreach (var block in blocks)
        {
            foreach (var operation in block.Operations.Concat(block.BranchValue is { } value ? [value] : []).Where(o => !erased.IsInContractStatement(o.Syntax)))
            {
                collector.Visit(operation);
                callsNested |= operation.DescendantsAndSelf().Any(o => o is IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction or MethodKind.DelegateInvoke });
                enumerators.UnionWith(operation.DescendantsAndSelf().OfType<IInvocationOperation>()
                    .Where(i => i.TargetMethod.Name == "MoveNext").Select(i => i.Instance).OfType<IFlowCaptureReferenceOperation>().Select(r => r.Id));
            }

            if (block is { ConditionKind: not ControlFlowConditionKind.None, BranchValue: { } condition } && !erased.IsInContractStatement(condition.Syntax))
            {
                conditions.Add(condition);
            }
        }

        var before = Now;
        var changed = new HashSet<ISymbol>(collector.Variables, SymbolEqualityComparer.Default);
        changed.UnionWith(collector.Variables.SelectMany(SharedWith));
        if (callsNested)
        {
            changed.UnionWith(Nested.Assigned);
        }

        Age();
        Havoc(collector.Result, root => root switch
        {
            Root.This => before.This,
            Root.Parameter p when p.Ordinal < _method.Parameters.Length && !changed.Contains(_method.Parameters[p.Ordinal]) => before.Locals[_method.Parameters[p.Ordinal]],
            Root.Local l when !changed.Contains(l.Symbol) && before.Locals.TryGetValue(l.Symbol, out var value) => value,
            _ => null,
        });
        ForgetVariables(changed, enumerators);
        if (_version is not null)
        {
            RecordLoop(before, changed);
            return new LoopFrame([]) { Version = _version.Loops[_version.Loops.Count - 1] };
        }

        var guesses = _failedGuesses is null ? [] : Guesses(loop, before, changed, conditions);
        foreach (var guess in guesses)
        {
            var here = _state;
            _state = before with { Knowledge = here.Knowledge };
            Add(ObligationRole.Guess, ObligationKind.InvariantInit, _method.Locations[0], guess.Name, guess.Fact(), guess.Name);
            _state = here;
        }

        foreach (var guess in guesses)
        {
            Know(guess.Fact());
        }

        foreach (var clause in loop.Invariants)
        {
            Know(Invariant(clause, EvaluationMode.Clause));
        }

        return new LoopFrame(guesses);
    }

    private void CloseLoop(GraphLoop loop, LoopFrame frame)
    {
        if (frame.Version is { } version)
        {
            version.Back.Add(_state);
            return;
        }

        foreach (var clause in loop.Invariants)
        {
            var goal = Invariant(clause, EvaluationMode.Silent);
            Add(ObligationRole.Real, ObligationKind.InvariantKeep, clause.Location, clause.Text, goal);
            Know(goal);
        }

        RequireTouched(atExit: true);
        foreach (var guess in frame.Guesses)
        {
            Add(ObligationRole.Guess, ObligationKind.InvariantKeep, _method.Locations[0], guess.Name, guess.Fact(), guess.Name);
        }
    }

    private Term Invariant(Clause clause, EvaluationMode mode) =>
        WithFrame(ClauseFrame(clause) with { Mode = mode, Old = _entry }, () => Clause(clause));

    private void ForgetVariables(HashSet<ISymbol> changed, HashSet<CaptureId> enumerators)
    {
        foreach (var local in Now.Locals.Where(l => changed.Contains(l.Key)).OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList())
        {
            var value = Havoced("loop", local.Value.Shape.Type);
            _state = Now with { Locals = Now.Locals.SetItem(local.Key, value) };
        }

        KnowShared();

        if (Now.This is { } self && self.Shape.Type is { IsValueType: true, IsReadOnly: false })
        {
            var value = Havoced("loop", self.Shape.Type);
            _state = Now with { This = value };
        }

        foreach (var pair in Now.Captures.Where(c => enumerators.Contains(c.Key)).ToList())
        {
            if (pair.Value is Capture.OfEnumerator enumerator)
            {
                var index = _terms.Fresh("position", IntegerSort.Int32);
                var inside = _terms.Less(index, LengthOf(enumerator.Collection));
                Know(_terms.LessOrEqual(Int(-1), index));
                Know(VersionOf(enumerator.Collection) is { } version ? _terms.Or(_terms.Not(_terms.Equal(version, enumerator.Version!)), inside) : inside);
                _state = Now with { Captures = Now.Captures.SetItem(pair.Key, enumerator with { Index = index }) };
            }
        }
    }

    /// <summary>Where a counter started, which bound its guard compares it with, and that it is not negative.</summary>
    private List<Guess> Guesses(GraphLoop loop, State before, HashSet<ISymbol> changed, IReadOnlyList<IOperation> conditions)
    {
        var guesses = new List<Guess>();
        var counters = before.Locals.Where(l => changed.Contains(l.Key) && l.Value.Shape.IsScalar && l.Value.Sort is IntegerSort)
            .OrderBy(l => l.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList();
        for (var i = 0; i < counters.Count; i++)
        {
            var (symbol, start) = (counters[i].Key, counters[i].Value.Term);
            var sort = (IntegerSort)start.Sort;
            Term Counter() => Now.Locals[symbol].Term;
            Suggest($"{i}:start-below", () => _terms.LessOrEqual(start, Counter()));
            Suggest($"{i}:start-above", () => _terms.LessOrEqual(Counter(), start));
            if (sort.Signed)
            {
                Suggest($"{i}:natural", () => _terms.LessOrEqual(_terms.Integer(0, sort), Counter()));
            }

            for (var j = 0; j < conditions.Count; j++)
            {
                foreach (var bound in BoundsOn(symbol, conditions[j]))
                {
                    Suggest($"{i}:bound{j}:below", () => _terms.Or(_terms.LessOrEqual(Counter(), Bound(bound, sort)), _terms.Equal(Counter(), start)));
                    Suggest($"{i}:bound{j}:above", () => _terms.Or(_terms.LessOrEqual(Bound(bound, sort), Counter()), _terms.Equal(Counter(), start)));
                    Suggest($"{i}:bound{j}:just-below", () => JustBelow(Bound(bound, sort), Counter(), sort));
                }
            }
        }

        return guesses;

        void Suggest(string form, Func<Term> fact)
        {
            var name = $"{loop.Head.ToString(CultureInfo.InvariantCulture)}:{form}";
            if (_failedGuesses!.Contains(name) || guesses.Any(g => g.Name == name))
            {
                return;
            }

            try
            {
                fact();
                guesses.Add(new Guess(name, () => WithFrame(_frame.Silently(), fact)));
            }
            catch (UnsupportedConstructException)
            {
                // A bound that cannot be evaluated here is no guess.
            }
        }
    }

    private Term Bound(IOperation bound, IntegerSort sort) => WithFrame(_frame.Silently(), () =>
    {
        var value = Evaluate(bound);
        return value.Shape.IsScalar && value.Sort is IntegerSort actual && actual.Equals(sort) ? value.Term
            : throw UnsupportedConstructException.At("bound of another type", bound);
    });

    /// <summary>A counter that runs down past its bound stops one below it.</summary>
    private Term JustBelow(Term bound, Term counter, IntegerSort sort)
    {
        if (sort.Width > 32)
        {
            return _terms.LessOrEqual(_terms.Subtract(bound, _terms.Integer(1, sort)), counter);
        }

        var wide = IntegerSort.Int64;
        return _terms.LessOrEqual(_terms.Subtract(_terms.Convert(bound, wide), _terms.Integer(1, wide)), _terms.Convert(counter, wide));
    }

    private static IEnumerable<IOperation> BoundsOn(ISymbol counter, IOperation condition)
    {
        foreach (var comparison in condition.DescendantsAndSelf().OfType<IBinaryOperation>())
        {
            if (IsCounter(comparison.LeftOperand) && IsSimple(comparison.RightOperand))
            {
                yield return comparison.RightOperand;
            }
            else if (IsCounter(comparison.RightOperand) && IsSimple(comparison.LeftOperand))
            {
                yield return comparison.LeftOperand;
            }
        }

        bool IsCounter(IOperation operation) => operation switch
        {
            ILocalReferenceOperation l => SymbolEqualityComparer.Default.Equals(l.Local, counter),
            IParameterReferenceOperation p => SymbolEqualityComparer.Default.Equals(p.Parameter, counter),
            _ => false,
        };

        // No calls and no captures: evaluated again at another point.
        static bool IsSimple(IOperation operation) => operation.DescendantsAndSelf().All(o => o is ILiteralOperation or ILocalReferenceOperation or IParameterReferenceOperation
            or IFieldReferenceOperation or IInstanceReferenceOperation or IPropertyReferenceOperation or IBinaryOperation or IConversionOperation);
    }
}
