using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>An exception on its way.</summary>
/// <param name="Type">Its static type; null where nothing is known.</param>
/// <param name="IsExact">Its dynamic type is the static one.</param>
/// <param name="Value">The exception object; null where it was not made by code that is modelled.</param>
/// <param name="PassedFinally">A <c>finally</c> ran: filters further out ran before it, in another order than this walk has.</param>
/// <param name="Not">Types that it is not of.</param>
/// <param name="Origin">The call that throws it, where two versions are compared.</param>
internal sealed record Thrown(ITypeSymbol? Type, bool IsExact, Value? Value, bool PassedFinally = false, ImmutableArray<ITypeSymbol> Not = default, string? Origin = null)
{
    /// <summary>True when it is known not to be of a type.</summary>
    public bool Excludes(ITypeSymbol type) => !Not.IsDefault && Not.Any(n => MethodEncoder.IsOrDerivesFrom(type, n));

    public Thrown Except(ITypeSymbol type) => this with { Not = Not.IsDefault ? [type] : Not.Add(type) };
}

internal sealed partial class MethodEncoder
{
    private GraphWalk? _walk;

    /// <content>Exceptions: to which handler they go, what runs on the way, and what they leave behind (semantics.md, 11 and 14).</content>
    private sealed partial class GraphWalk
    {
        private readonly Dictionary<ControlFlowRegion, List<(State State, Continuation Next)>> _intoFinally = [];
        private readonly Dictionary<ControlFlowRegion, IReadOnlyList<(Term Selector, Continuation Next)>> _afterFinally = [];
        private readonly Dictionary<ControlFlowRegion, List<State>> _endsOfFinally = [];
        private readonly Dictionary<ControlFlowRegion, List<Thrown>> _caught = [];
        private readonly HashSet<ControlFlowRegion> _notRun = [];
        private BasicBlock? _current;

        /// <summary>Where control goes after a <c>finally</c>: on along a branch, or out with an exception.</summary>
        private abstract record Continuation
        {
            public sealed record Along(BasicBlock Source, int Destination, ImmutableArray<ControlFlowRegion> Left) : Continuation
            {
                public bool Equals(Along? other) => other is not null && Source.Ordinal == other.Source.Ordinal && Destination == other.Destination;

                public override int GetHashCode() => Destination;
            }

            public sealed record Out(Thrown Exception) : Continuation;
        }

        /// <summary>True where an exception is seen by this method: a handler or a <c>finally</c> is around, or a clause speaks of it.</summary>
        public bool SeesExceptions => _current is { } block && (Around(block).Any() || FilterAround(block) is not null || !IsDetached && (_encoder.SpeaksOfExceptions || _encoder._version is not null || _outer?.SeesExceptions == true));

        /// <summary>True where a handler of this method, or of one around it, may take an exception.</summary>
        public bool HasHandlers => _current is { } block && (Around(block).Any(a => a.Kind == ControlFlowRegionKind.TryAndCatch) || !IsDetached && _outer?.HasHandlers == true);

        /// <summary>
        /// An exception of the runtime at an operation is behaviour where a handler around certainly takes it: the path forks, and what follows relies on
        /// <paramref name="goal"/>. False where it is not: then it is an obligation.
        /// </summary>
        public bool Forks(ObligationKind kind, Term goal)
        {
            return Forks(TypeOf(kind), goal);
        }

        /// <summary>The same of an exception of a known type.</summary>
        public bool Forks(ITypeSymbol? type, Term goal)
        {
            if (_current is null || type is null || _encoder._version is null && !CertainlyCaught(type))
            {
                return false;
            }

            Fork(_encoder._terms.Not(goal), new Thrown(type, IsExact: true, null));
            return true;
        }

        /// <summary>What ran may end by an exception: when <paramref name="condition"/> holds, or for reasons that nobody knows.</summary>
        public void MayThrow(Thrown thrown, Term? condition = null, Action? learn = null) =>
            Fork(condition ?? _encoder._terms.Fresh("throws", Smt.Sort.Bool), thrown, learn);

        private void Fork(Term condition, Thrown thrown, Action? learn = null)
        {
            var here = _encoder._state;
            if (!condition.IsFalse)
            {
                _encoder._state = here with { Path = Paths.Add(here.Path, condition) };
                learn?.Invoke();
                Dispatch(_current!.EnclosingRegion, thrown);
            }

            _encoder._state = here with { Path = Paths.Add(here.Path, _encoder._terms.Not(condition)) };
        }

        private void Throw(BasicBlock block, IOperation operation)
        {
            if (operation is IObjectCreationOperation { IsImplicit: true, Type.Name: "SwitchExpressionException" } creation)
            {
                if (_encoder._version is null)
                {
                    _encoder.Require(ObligationKind.Unmatched, creation, _encoder._terms.False);
                }
                else
                {
                    Dispatch(block.EnclosingRegion, new Thrown(creation.Type, IsExact: true, null));
                }

                return;
            }

            var value = _encoder.Evaluate(operation);
            _encoder.NonNull(value, operation);
            var creates = Uncast(operation) is IObjectCreationOperation;
            Dispatch(block.EnclosingRegion, new Thrown(Uncast(operation).Type ?? operation.Type, creates, value));
        }

        private void Rethrow(BasicBlock block)
        {
            var handler = block.EnclosingRegion;
            while (handler.Kind != ControlFlowRegionKind.Catch)
            {
                handler = handler.EnclosingRegion!;
            }

            var around = handler.EnclosingRegion is { Kind: ControlFlowRegionKind.FilterAndHandler } filtered ? filtered : handler;
            Dispatch(block.EnclosingRegion, Merged(around));
        }

        /// <summary>Takes the exception outwards from a region, in the encoder's state.</summary>
        private void Dispatch(ControlFlowRegion? from, Thrown thrown)
        {
            foreach (var region in from.Outwards())
            {
                if (region.Kind == ControlFlowRegionKind.Filter)
                {
                    // An exception in a filter is swallowed: it declines.
                    Decline(region);
                    return;
                }

                if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } around)
                {
                    continue;
                }

                if (around.Kind == ControlFlowRegionKind.TryAndFinally)
                {
                    var last = around.NestedRegions[1];
                    if (!_notRun.Contains(last))
                    {
                        Into(last, new Continuation.Out(thrown with { PassedFinally = true }));
                        return;
                    }
                }
                else if (Offer(around, 1, ref thrown))
                {
                    return;
                }
            }

            if (IsDetached)
            {
                return;
            }

            if (_outer is { _current: { } call })
            {
                _outer.Dispatch(call.EnclosingRegion, thrown);
            }
            else
            {
                _encoder.LeaveByException(thrown);
            }
        }

        /// <summary>Offers the exception to handlers of one <c>try</c> in order; true when one certainly takes it. What it leaves is in the encoder's state.</summary>
        private bool Offer(ControlFlowRegion around, int first, ref Thrown thrown)
        {
            for (var i = first; i < around.NestedRegions.Length; i++)
            {
                var handler = around.NestedRegions[i];
                var takes = Takes(handler, thrown);
                if (takes == false)
                {
                    continue;
                }

                var here = _encoder._state;
                var chosen = takes == true ? _encoder._terms.True
                    : thrown.Origin is { } origin ? _encoder._terms.Variable($"{origin} is {TypeOf(handler).ToDisplayString()}", Smt.Sort.Bool)
                    : _encoder._terms.Fresh("caught", Smt.Sort.Bool);
                _encoder._state = here with { Path = Paths.Add(here.Path, chosen) };
                Enter(handler, takes == true ? thrown : thrown with { Type = TypeOf(handler), IsExact = false });
                if (takes == true)
                {
                    // A filter that declines goes on from its end.
                    return true;
                }

                _encoder._state = here with { Path = Paths.Add(here.Path, _encoder._terms.Not(chosen)) };
                thrown = thrown.Except(TypeOf(handler));
            }

            return false;
        }

        private void Enter(ControlFlowRegion handler, Thrown thrown)
        {
            if (handler.Kind == ControlFlowRegionKind.FilterAndHandler && thrown.PassedFinally)
            {
                throw new UnsupportedConstructException("exception filter around finally", LineOf(handler));
            }

            var type = TypeOf(handler);
            if (!_caught.TryGetValue(handler, out var all))
            {
                _caught.Add(handler, all = []);
            }

            all.Add(thrown);
            var value = thrown.Value is { } known ? known with { Shape = _encoder._shapes.Of(type) } : _encoder.FreshObject(type);
            _encoder._state = _encoder.Now with { Caught = value };
            Arrive(handler.FirstBlockOrdinal, _encoder._state);
        }

        /// <summary>True, false, or null where it depends on the exception's dynamic type.</summary>
        private bool? Takes(ControlFlowRegion handler, Thrown thrown)
        {
            var type = TypeOf(handler);
            if (IsObject(type) || IsException(type) || thrown.Type is { } thrownType && IsOrDerivesFrom(thrownType, type))
            {
                return true;
            }

            if (thrown.Excludes(type))
            {
                return false;
            }

            if (type is ITypeParameterSymbol)
            {
                return null;
            }

            return thrown.Type is { } known && (thrown.IsExact || !IsOrDerivesFrom(type, known) && known.TypeKind == TypeKind.Class && type.TypeKind == TypeKind.Class) ? false : null;
        }

        private Thrown Merged(ControlFlowRegion handler)
        {
            var all = _caught[handler];
            return all.All(t => t.IsExact && SymbolEqualityComparer.Default.Equals(t.Type, all[0].Type))
                ? new Thrown(all[0].Type, true, null, all.Any(t => t.PassedFinally))
                : new Thrown(all.Count == 1 ? all[0].Type : TypeOf(handler), false, null, all.Any(t => t.PassedFinally));
        }

        private void Into(ControlFlowRegion last, Continuation next)
        {
            if (!_intoFinally.TryGetValue(last, out var arriving))
            {
                _intoFinally.Add(last, arriving = []);
            }

            arriving.Add((_encoder._state, next));
        }

        /// <summary>Follows a branch out of <c>try</c> blocks whose <c>finally</c> runs first.</summary>
        private void Leave(BasicBlock source, int destination, ImmutableArray<ControlFlowRegion> finallies)
        {
            var run = finallies.Where(f => !_notRun.Contains(f)).ToImmutableArray();
            if (run.Length > 0)
            {
                Into(run[0], new Continuation.Along(source, destination, run.RemoveAt(0)));
                return;
            }

            if (_loops.TryGetValue(destination, out var loop) && _open.TryGetValue(destination, out var open) && loop.Blocks.Contains(source.Ordinal))
            {
                _encoder.CloseLoop(loop, open);
                ArriveAgain(destination);
            }
            else
            {
                Arrive(destination, _encoder._state);
            }
        }

        /// <summary>Every way into a <c>finally</c> runs it as one state; which way it was selects where it goes on.</summary>
        private void StartFinally(int block)
        {
            foreach (var region in _intoFinally.Keys.Where(r => r.FirstBlockOrdinal == block && !_afterFinally.ContainsKey(r)).ToList())
            {
                var ways = _intoFinally[region].GroupBy(w => w.Next).Select(g => (State: _encoder.Join(Filled(g.Select(w => w.State).ToList())), Next: g.Key)).ToList();
                var states = Filled(ways.Select(w => w.State).ToList());
                var (_, selectors) = Paths.Join(_encoder._terms, states.Select(s => s.Path).ToList(), Lines.Of(_encoder._method.Locations[0]));
                _afterFinally.Add(region, ways.Select((w, i) => (ways.Count == 1 ? _encoder._terms.True : selectors[i], w.Next)).ToList());
                Arrive(block, _encoder.Join(states));
            }
        }

        /// <summary>What one way has not assigned yet is read on no way that comes from it.</summary>
        private static List<State> Filled(List<State> states)
        {
            var filled = new List<State>();
            foreach (var state in states)
            {
                var locals = state.Locals;
                var captures = state.Captures;
                foreach (var other in states)
                {
                    locals = locals.AddRange(other.Locals.Where(l => !locals.ContainsKey(l.Key)));
                    captures = captures.AddRange(other.Captures.Where(c => !captures.ContainsKey(c.Key)));
                }

                filled.Add(state with
                {
                    Locals = locals,
                    Captures = captures,
                    Caught = state.Caught ?? states.Select(s => s.Caught).FirstOrDefault(c => c is not null),
                    This = state.This ?? states.Select(s => s.This).FirstOrDefault(t => t is not null),
                });
            }

            return filled;
        }

        /// <summary>The end of a <c>finally</c>, or of a filter that declines.</summary>
        private void EndOfHandling(BasicBlock block)
        {
            var region = block.EnclosingRegion;
            while (region.Kind is not (ControlFlowRegionKind.Finally or ControlFlowRegionKind.Filter))
            {
                region = region.EnclosingRegion!;
            }

            if (region.Kind == ControlFlowRegionKind.Filter)
            {
                Decline(region);
                return;
            }

            if (!_endsOfFinally.TryGetValue(region, out var ends))
            {
                _endsOfFinally.Add(region, ends = []);
            }

            ends.Add(_encoder._state);
        }

        /// <summary>The exception goes on to the handlers after the one whose filter declines.</summary>
        private void Decline(ControlFlowRegion filter)
        {
            var handler = filter.EnclosingRegion!;
            var around = handler.EnclosingRegion!;
            var thrown = Merged(handler);
            if (!Offer(around, around.NestedRegions.IndexOf(handler) + 1, ref thrown))
            {
                Dispatch(around.EnclosingRegion, thrown);
            }
        }

        /// <summary>After the last block of a <c>finally</c> each way that came goes on.</summary>
        private void FinishFinally(int block)
        {
            foreach (var region in _endsOfFinally.Keys.Where(r => r.LastBlockOrdinal == block).OrderByDescending(r => r.FirstBlockOrdinal).ToList())
            {
                var joined = _encoder.Join(_endsOfFinally[region]);
                _endsOfFinally.Remove(region);
                foreach (var (selector, next) in _afterFinally[region].Where(w => !w.Selector.IsFalse))
                {
                    _encoder._state = joined with { Path = Paths.Add(joined.Path, selector) };
                    switch (next)
                    {
                        case Continuation.Along along:
                            Leave(along.Source, along.Destination, along.Left);
                            break;
                        case Continuation.Out exception:
                            Dispatch(region.EnclosingRegion!.EnclosingRegion, exception.Exception);
                            break;
                    }
                }
            }
        }

        private void SkipEnumeratorDisposal(ControlFlowRegion region)
        {
            if (region.Kind == ControlFlowRegionKind.Finally && OnlyDisposesEnumerator(region))
            {
                _notRun.Add(region);
            }

            foreach (var nested in region.NestedRegions)
            {
                SkipEnumeratorDisposal(nested);
            }
        }
    }
}
