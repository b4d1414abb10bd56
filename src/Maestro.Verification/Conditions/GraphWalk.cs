using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

internal sealed partial class MethodEncoder
{
    /// <summary>Walks the blocks in order: each is reached by all its forward edges before it is executed.</summary>
    private sealed partial class GraphWalk
    {
        private readonly MethodEncoder _encoder;
        private readonly ControlFlowGraph _graph;
        private readonly IMethodSymbol _function;
        private readonly GraphWalk? _outer;
        private readonly MethodContract _erased;
        private readonly Dictionary<int, List<State>> _arriving = [];
        private readonly Dictionary<int, GraphLoop> _loops;
        private readonly IReadOnlyList<int> _detours;
        private readonly Dictionary<int, LoopFrame> _open = [];
        private readonly Dictionary<CaptureId, IOperation> _captured = [];
        private readonly Dictionary<CaptureId, (CaptureUse Use, SyntaxNode Syntax)> _uses = [];

        /// <summary>A walk over the graph of a method, or of a function nested in what <paramref name="outer"/> walks.</summary>
        public GraphWalk(MethodEncoder encoder, ControlFlowGraph graph, IMethodSymbol function, GraphWalk? outer)
        {
            _encoder = encoder;
            _graph = graph;
            _function = function;
            _outer = outer;
            _erased = function.MethodKind is MethodKind.LocalFunction or MethodKind.AnonymousFunction ? outer?._erased ?? encoder._contract : encoder._reader.Of(function);
            var loops = LoopFinder.Find(graph, _erased, goesBack: true) ?? throw new UnsupportedConstructException("goto into a loop", Lines.Of(encoder._method.Locations[0]));
            _loops = loops.ToDictionary(l => l.Head);
            encoder._hasLoops |= loops.Length > 0;
            _detours = [.. graph.Blocks.SelectMany(b => LoopFinder.Successors(b).Where(s => s <= b.Ordinal && !_loops.ContainsKey(s))).Distinct()];
            foreach (var operation in graph.Blocks.SelectMany(b => b.BranchValue is { } value ? b.Operations.Append(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf()))
            {
                Note(operation);
            }

            CheckRegions(graph.Root);
            SkipEnumeratorDisposal(graph.Root);
        }

        /// <summary>The state at normal return; null when there is none.</summary>
        public State? Run()
        {
            Arrive(0, _encoder._state);
            for (var ordinal = 0; ordinal < _graph.Blocks.Length; ordinal = Next(ordinal))
            {
                var block = _graph.Blocks[ordinal];
                _encoder._cancellation.ThrowIfCancellationRequested();
                StartFinally(block.Ordinal);
                if (!_arriving.TryGetValue(block.Ordinal, out var states))
                {
                    FinishFinally(block.Ordinal);
                    continue;
                }

                _arriving.Remove(block.Ordinal);
                _encoder._state = _encoder.Join(states);
                if (_loops.TryGetValue(block.Ordinal, out var loop) && !EntersUnrolled(loop))
                {
                    _open.Add(block.Ordinal, _encoder.EnterLoop(loop, BlocksOf(loop), _erased, id => _captured.TryGetValue(id, out var value) ? value : null));
                }

                if (block.Kind == BasicBlockKind.Exit)
                {
                    return _encoder._state;
                }

                _current = block;
                Execute(block);
                _current = null;
                FinishFinally(block.Ordinal);
            }

            return null;
        }

        /// <summary>True for a body that runs at no known place: no handler of the method is around it.</summary>
        public bool IsDetached { get; init; }

        /// <summary>The graph of a local function that is in scope, or of a lambda.</summary>
        public ControlFlowGraph? GraphOf(IMethodSymbol local) => local.MethodKind == MethodKind.AnonymousFunction ? GraphOfLambda(local) :
            _graph.LocalFunctions.Contains(local, SymbolEqualityComparer.Default) ? _graph.GetLocalFunctionControlFlowGraph(local) : _outer?.GraphOf(local);

        /// <summary>The graph of a lambda that this method, or the one around, makes.</summary>
        public ControlFlowGraph? GraphOf(IAnonymousFunctionOperation lambda) => GraphOfLambda(lambda.Symbol);

        private ControlFlowGraph? GraphOfLambda(IMethodSymbol lambda)
        {
            var made = _graph.Blocks.SelectMany(b => b.BranchValue is { } value ? b.Operations.Append(value) : b.Operations).SelectMany(o => o.DescendantsAndSelf())
                .OfType<IFlowAnonymousFunctionOperation>().FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.Symbol, lambda));
            return made is not null ? _graph.GetAnonymousFunctionControlFlowGraph(made) : _outer?.GraphOfLambda(lambda);
        }

        private IEnumerable<BasicBlock> BlocksOf(GraphLoop loop) => loop.Blocks.OrderBy(b => b).Select(b => _graph.Blocks[b]);

        private void Execute(BasicBlock block)
        {
            foreach (var operation in block.Operations)
            {
                if (_erased.IsInContractStatement(operation.Syntax))
                {
                    _encoder.ContractStatement(operation);
                }
                else if (operation is IFlowCaptureOperation capture)
                {
                    _encoder.Capture(capture, UseOf(capture));
                }
                else
                {
                    _encoder.Evaluate(operation);
                }
            }

            if (block.ConditionKind == ControlFlowConditionKind.None)
            {
                Follow(block, block.FallThroughSuccessor, block.BranchValue);
                return;
            }

            var value = block.BranchValue!;
            var condition = _erased.IsInContractStatement(value.Syntax)
                ? _encoder._terms.Fresh("erased", Sort.Bool)
                : _encoder.Evaluate(value).Term;
            var taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? condition : _encoder._terms.Not(condition);
            var here = _encoder._state;
            Choose(block, block.ConditionalSuccessor, here, taken);
            Choose(block, block.FallThroughSuccessor, here, _encoder._terms.Not(taken));
        }

        private void Choose(BasicBlock block, ControlFlowBranch? branch, State here, Term condition)
        {
            if (!condition.IsFalse)
            {
                _encoder._state = here with { Path = Paths.Add(here.Path, condition) };
                Follow(block, branch, null);
            }
        }

        private void Follow(BasicBlock block, ControlFlowBranch? branch, IOperation? value)
        {
            switch (branch?.Semantics)
            {
                case ControlFlowBranchSemantics.Throw:
                    Throw(block, value!);
                    return;
                case ControlFlowBranchSemantics.Rethrow:
                    Rethrow(block);
                    return;
                case ControlFlowBranchSemantics.StructuredExceptionHandling:
                    EndOfHandling(block);
                    return;
                case ControlFlowBranchSemantics.Return when value is not null:
                    var result = _encoder.Convert(_encoder.Evaluate(value), Tasks.ReturnedBy(_function) ?? value.Type!, value);
                    _encoder._state = _encoder.Now with { Result = result };
                    break;
                case ControlFlowBranchSemantics.Return or ControlFlowBranchSemantics.Regular:
                    if (value is not null)
                    {
                        _encoder.Evaluate(value);
                    }

                    break;
                default:
                    throw new UnsupportedConstructException($"branch {branch?.Semantics.ToString() ?? "to nowhere"}", value is null ? 0 : Lines.Of(value));
            }

            Leave(block, branch.Destination!.Ordinal, branch.FinallyRegions);
        }

        private void Arrive(int block, State state)
        {
            if (!_arriving.TryGetValue(block, out var states))
            {
                _arriving.Add(block, states = []);
            }

            states.Add(state);
        }

        private void CheckRegions(ControlFlowRegion region)
        {
            if (region.Kind == ControlFlowRegionKind.ErroneousBody)
            {
                throw new UnsupportedConstructException("code that does not compile", LineOf(region));
            }

            foreach (var nested in region.NestedRegions)
            {
                CheckRegions(nested);
            }
        }

        private bool OnlyDisposesEnumerator(ControlFlowRegion region)
        {
            var disposes = false;
            for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                var block = _graph.Blocks[i];
                if (block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Throw)
                {
                    return false;
                }

                foreach (var operation in block.Operations.Concat(block.BranchValue is { } value ? [value] : []).SelectMany(o => o.DescendantsAndSelf()))
                {
                    if (operation is IInvocationOperation call)
                    {
                        disposes = call.TargetMethod.Name == "Dispose" && IsArrayEnumerator(call.Instance);
                        if (!disposes)
                        {
                            return false;
                        }
                    }

                    if (!operation.IsImplicit)
                    {
                        return false;
                    }
                }
            }

            return disposes;
        }

        private bool IsArrayEnumerator(IOperation? operation) => operation switch
        {
            IConversionOperation c => IsArrayEnumerator(c.Operand),
            IFlowCaptureReferenceOperation r => _captured.TryGetValue(r.Id, out var value) && IsArrayEnumerator(value),
            IInvocationOperation call => _encoder.EnumeratedBy(call) is not null,
            _ => false,
        };

        private int LineOf(ControlFlowRegion region)
        {
            for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                var block = _graph.Blocks[i];
                if ((block.Operations.FirstOrDefault() ?? block.BranchValue) is { } operation)
                {
                    return Lines.Of(operation);
                }
            }

            return Lines.Of(_encoder._method.Locations[0]);
        }
    }

    /// <summary>The array or string that a <c>foreach</c> enumerates; null for other collections.</summary>
    private IOperation? EnumeratedBy(IInvocationOperation call)
    {
        if (call.TargetMethod.Name != "GetEnumerator" || !call.IsImplicit || call.Instance is null)
        {
            return null;
        }

        var collection = Uncast(call.Instance);
        return IsSequence(collection.Type) ? collection : null;
    }

    /// <summary>One state for all that arrive at a block.</summary>
    private State Join(IReadOnlyList<State> states)
    {
        if (states.Count == 1)
        {
            return states[0];
        }

        var (path, selectors) = Paths.Join(_terms, states.Select(s => s.Path).ToList(), Lines.Of(_method.Locations[0]));
        var merged = states[states.Count - 1];
        for (var i = states.Count - 2; i >= 0; i--)
        {
            _terms.Look();
            merged = Join(selectors[i], states[i], merged);
        }

        return merged with { Path = path, Knowledge = new Knowledge(states.Select(s => s.Knowledge).ToImmutableArray(), path, null) };
    }

    private State Join(Term condition, State a, State b)
    {
        var locals = a.Locals.Where(l => b.Locals.ContainsKey(l.Key))
            .ToImmutableDictionary(l => l.Key, l => Merge(condition, l.Value, b.Locals[l.Key]), SymbolEqualityComparer.Default);
        var captures = ImmutableDictionary.CreateBuilder<CaptureId, Capture>();
        foreach (var pair in a.Captures)
        {
            if (b.Captures.TryGetValue(pair.Key, out var other) && Join(condition, pair.Value, other) is { } joined)
            {
                captures.Add(pair.Key, joined);
            }
        }

        var references = a.References.Select(r => (r.Key, Place: b.References.TryGetValue(r.Key, out var other) ? Join(condition, r.Value, other) : null))
            .Where(r => r.Place is not null).ToImmutableDictionary(r => r.Key, r => r.Place!, SymbolEqualityComparer.Default);
        var keys = a.Heap.Keys.Union(b.Heap.Keys);
        var heap = keys.ToImmutableDictionary(
            k => k,
            k => _terms.Ite(condition, a.Heap.TryGetValue(k, out var x) ? x : Initial(a.Epoch, k), b.Heap.TryGetValue(k, out var y) ? y : Initial(b.Epoch, k)));
        return b with
        {
            Locals = locals,
            References = references,
            Started = a.Started.Intersect(b.Started),
            Captures = captures.ToImmutable(),
            Heap = a.Heap.Equals(b.Heap) ? a.Heap : heap,
            Epoch = a.Epoch.Equals(b.Epoch) ? a.Epoch : new Epoch.Either(condition, a.Epoch, b.Epoch),
            Allocation = _terms.Ite(condition, a.Allocation, b.Allocation),
            This = a.This is not null && b.This is not null ? Merge(condition, a.This, b.This) : null,
            Result = a.Result is not null && b.Result is not null ? Merge(condition, a.Result, b.Result) : a.Result ?? b.Result,
            Caught = a.Caught is not null && b.Caught is not null && a.Caught.Leaves.Length == b.Caught.Leaves.Length ? Merge(condition, a.Caught, b.Caught) : null,
        };
    }

    private Capture? Join(Term condition, Capture a, Capture b) => (a, b) switch
    {
        (Capture.OfVariable x, Capture.OfVariable y) => new Capture.OfVariable(Merge(condition, x.Value, y.Value)),
        (Capture.OfValue x, Capture.OfValue y) when x.Value.Leaves.Length == y.Value.Leaves.Length => new Capture.OfValue(Merge(condition, x.Value, y.Value)),
        (Capture.OfEnumerator x, Capture.OfEnumerator y) when x.Collection.Leaves.SequenceEqual(y.Collection.Leaves) && x.Version == y.Version => x with { Index = _terms.Ite(condition, x.Index, y.Index) },
        (Capture.OfPlace x, Capture.OfPlace y) when x.Equals(y) => x,
        _ => null,
    };
}
