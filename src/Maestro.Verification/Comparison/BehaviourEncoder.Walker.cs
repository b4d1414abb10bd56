using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>Loops that are followed round by round instead of being cut at their heads.</summary>
/// <param name="Rounds">How often each goes round.</param>
/// <param name="ThenCut">True to cut the loop at its head afterwards (peeling); false to leave the ways that go round more often aside.</param>
/// <param name="Only">The number of the one loop to follow so; null for all.</param>
internal sealed record Unrolling(int Rounds, bool ThenCut, int? Only = null)
{
    /// <summary>How the ways are left that go round, or call themselves, more often.</summary>
    public const string More = "more";
}

/// <content>Walks a graph block by block; where ways meet, their states are merged.</content>
internal sealed partial class BehaviourEncoder
{
    private const int MostBlocks = 4_000;

    /// <summary>The ways that come here are not followed: whoever asks must show that there are none, or leave them out.</summary>
    private void GiveUp()
    {
        Leave(Unrolling.More, []);
        _now = _now with { Path = [_terms.False] };
    }

    private sealed class Walker
    {
        private readonly BehaviourEncoder _encoder;
        private readonly ControlFlowGraph _graph;
        private readonly IMethodSymbol _method;
        private readonly MethodContract _contract;
        private readonly Dictionary<int, List<(Spot Spot, Value? Result)>> _arriving = [];
        private readonly Dictionary<int, GraphLoop> _loops;
        private readonly Dictionary<int, LoopHead> _open = [];
        private readonly HashSet<CaptureId> _places = [];
        private readonly HashSet<CaptureId> _readFirst = [];
        private readonly HashSet<int> _unrolled = [];
        private Value? _result;

        public Walker(BehaviourEncoder encoder, ControlFlowGraph graph, IMethodSymbol method, MethodContract contract)
        {
            _encoder = encoder;
            _graph = graph;
            _method = method;
            _contract = contract;
            var loops = LoopFinder.Find(graph, contract) ?? throw new UnsupportedConstructException("goto into a loop", 0);
            _loops = loops.ToDictionary(l => l.Head);
            CheckRegions(graph.Root);
            foreach (var reference in graph.Blocks.SelectMany(Operations).SelectMany(o => o.DescendantsAndSelf()).OfType<IFlowCaptureReferenceOperation>())
            {
                if (reference.Parent is IAssignmentOperation assignment && ReferenceEquals(assignment.Target, reference)
                    || reference.Parent is IIncrementOrDecrementOperation or ITupleOperation { Parent: IDeconstructionAssignmentOperation })
                {
                    _places.Add(reference.Id);
                    if (reference.Parent is ICompoundAssignmentOperation)
                    {
                        _readFirst.Add(reference.Id);
                    }
                }
            }
        }

        private static IEnumerable<IOperation> Operations(BasicBlock block) => block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations;

        public Value Run()
        {
            Arrive(0);
            Walk(_graph.Blocks.Where(b => b.Kind != BasicBlockKind.Exit).Select(b => b.Ordinal));
            if (Taken(_graph.Blocks.Length - 1) is { } ended)
            {
                Join(ended);
                return _result ?? new Value(_encoder._shapes.Of(_encoder._reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32)), _encoder.Int(0));
            }

            _encoder._now = _encoder._now with { Path = [_encoder._terms.False] };
            return _method.ReturnsVoid
                ? new Value(_encoder._shapes.Of(_encoder._reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32)), _encoder.Int(0))
                : _encoder.Default(_method.ReturnType);
        }

        private void Walk(IEnumerable<int> ordinals)
        {
            var done = new HashSet<int>();
            foreach (var ordinal in ordinals)
            {
                _encoder._cancellation.ThrowIfCancellationRequested();
                if (done.Contains(ordinal) || Taken(ordinal) is not { } arrived)
                {
                    continue;
                }

                Join(arrived);
                if (_loops.TryGetValue(ordinal, out var loop))
                {
                    if (_result is not null)
                    {
                        throw new UnsupportedConstructException("a loop after a return", 0);
                    }

                    if (_encoder._unrolling is { } unrolling && (unrolling.Only is null || unrolling.Only == _encoder._loops) && (!unrolling.ThenCut || IsAlone(loop)))
                    {
                        var ended = Unroll(loop, unrolling);
                        if (ended || !unrolling.ThenCut)
                        {
                            done.UnionWith(loop.Blocks);
                            continue;
                        }
                    }

                    _open.Add(ordinal, _encoder.EnterLoop(loop.Blocks.OrderBy(b => b).Select(b => _graph.Blocks[b]).SelectMany(Operations), _contract));
                }

                Execute(_graph.Blocks[ordinal]);
            }
        }

        /// <summary>Neither in a loop nor around one: a copy of it holds no other head.</summary>
        private bool IsAlone(GraphLoop loop) => _loops.Values.All(other => other.Head == loop.Head || !other.Blocks.Contains(loop.Head) && !loop.Blocks.Contains(other.Head));

        /// <summary>Goes round so often; true where no way goes round once more. Else the state is that of the ways that would.</summary>
        private bool Unroll(GraphLoop loop, Unrolling unrolling)
        {
            _unrolled.Add(loop.Head);
            for (var round = 0; round < unrolling.Rounds; round++)
            {
                Execute(_graph.Blocks[loop.Head]);
                Walk(loop.Blocks.Where(b => b != loop.Head).OrderBy(b => b));
                if (Taken(loop.Head) is not { } again)
                {
                    _unrolled.Remove(loop.Head);
                    return true;
                }

                Join(again);
            }

            _unrolled.Remove(loop.Head);
            if (!unrolling.ThenCut)
            {
                _encoder.GiveUp();
            }

            return false;
        }

        private void Join(List<(Spot Spot, Value? Result)> arrived)
        {
            var (_, selectors) = Paths.Join(_encoder._terms, arrived.Select(a => a.Spot.Path).ToList());
            var result = arrived[arrived.Count - 1].Result;
            for (var i = arrived.Count - 2; i >= 0; i--)
            {
                result = arrived[i].Result is { } a && result is { } b ? _encoder.Merge(selectors[i], a, b) : arrived[i].Result ?? result;
            }

            _result = result;
            _encoder._now = _encoder.Join(arrived.Select(a => a.Spot).ToList());
        }

        /// <summary>The states that arrived at a block, which it is left with; null where none did.</summary>
        private List<(Spot Spot, Value? Result)>? Taken(int block)
        {
            _arriving.TryGetValue(block, out var arrived);
            _arriving.Remove(block);
            return arrived;
        }

        private void Arrive(int block)
        {
            if (!_arriving.TryGetValue(block, out var arrived))
            {
                _arriving.Add(block, arrived = []);
            }

            arrived.Add((_encoder._now, _result));
        }

        private bool IsContract(IOperation operation) => _contract.IsInContractStatement(operation.Syntax);

        private void Execute(BasicBlock block)
        {
            if (++_encoder._blocks > MostBlocks)
            {
                throw new UnsupportedConstructException("a method of this size", 0);
            }

            foreach (var operation in block.Operations)
            {
                if (IsContract(operation))
                {
                    continue;
                }

                if (operation is IFlowCaptureOperation capture)
                {
                    _encoder.Capture(capture, _places.Contains(capture.Id), _readFirst.Contains(capture.Id));
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

            if (IsContract(block.BranchValue!))
            {
                // A contract is not there in what ships: whichever way through its condition, nothing is done and all ways meet behind it.
                Follow(block, block.FallThroughSuccessor, null);
                return;
            }

            var condition = _encoder.Evaluate(block.BranchValue!).Term;
            var taken = block.ConditionKind == ControlFlowConditionKind.WhenTrue ? condition : _encoder._terms.Not(condition);
            var here = _encoder._now;
            var result = _result;
            foreach (var (branch, when) in new[] { (block.ConditionalSuccessor, taken), (block.FallThroughSuccessor, _encoder._terms.Not(taken)) })
            {
                if (!when.IsFalse)
                {
                    _encoder._now = here with { Path = Paths.Add(here.Path, when) };
                    _result = result;
                    Follow(block, branch, null);
                }
            }
        }

        private void Follow(BasicBlock block, ControlFlowBranch? branch, IOperation? value)
        {
            switch (branch?.Semantics)
            {
                case ControlFlowBranchSemantics.Throw:
                    _encoder.Throw(value!);
                    return;
                case ControlFlowBranchSemantics.Return when value is not null:
                    _result = _encoder.Converted(_encoder.Evaluate(value), _method.ReturnType, value);
                    break;
                case ControlFlowBranchSemantics.Return or ControlFlowBranchSemantics.Regular:
                    if (value is not null)
                    {
                        _encoder.Evaluate(value);
                    }

                    break;
                default:
                    throw new UnsupportedConstructException($"branch {branch?.Semantics.ToString() ?? "to nowhere"}", 0);
            }

            var target = branch.Destination!.Ordinal;
            if (_loops.TryGetValue(target, out var loop) && loop.BackEdges.Contains(block.Ordinal))
            {
                if (_unrolled.Contains(target))
                {
                    Arrive(target);
                }
                else
                {
                    _encoder.Iterate(_open[target]);
                }
            }
            else
            {
                Arrive(target);
            }
        }

        /// <summary>Exceptions leave the method at once: what would catch them, or run on the way, has no meaning here.</summary>
        private void CheckRegions(ControlFlowRegion region)
        {
            if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.FilterAndHandler or ControlFlowRegionKind.TryAndCatch)
            {
                throw new UnsupportedConstructException("try/catch", 0);
            }

            if (region.Kind is ControlFlowRegionKind.ErroneousBody || region.Kind == ControlFlowRegionKind.Finally && !OnlyDisposes(region))
            {
                throw new UnsupportedConstructException("finally, using or lock", 0);
            }

            foreach (var nested in region.NestedRegions)
            {
                CheckRegions(nested);
            }
        }

        /// <summary>The end of a <c>foreach</c> over an array or string does nothing; over all else the loop itself is refused.</summary>
        private bool OnlyDisposes(ControlFlowRegion region)
        {
            for (var i = region.FirstBlockOrdinal; i <= region.LastBlockOrdinal; i++)
            {
                if (Operations(_graph.Blocks[i]).SelectMany(o => o.DescendantsAndSelf()).Any(o => !o.IsImplicit))
                {
                    return false;
                }
            }

            return true;
        }
    }
}
