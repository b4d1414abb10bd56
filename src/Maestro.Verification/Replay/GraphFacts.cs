using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>What the runner needs to know of a graph: contract statements to step over, loop heads, captures that are assigned through.</summary>
internal sealed class GraphFacts
{
    private readonly Dictionary<(int Block, int Index), ContractStatement> _contractAt = new();
    private readonly HashSet<CaptureId> _assigned = new();
    private readonly HashSet<CaptureId> _compound = new();
    private readonly Dictionary<CaptureId, SyntaxNode> _receivers = new();
    private readonly GraphLoop?[] _loops;
    private readonly bool[] _protected;

    public GraphFacts(ControlFlowGraph graph, MethodContract? contract)
    {
        _loops = new GraphLoop?[graph.Blocks.Length];
        IsIterator = graph.OriginalOperation.Syntax
            .DescendantNodes(n => n == graph.OriginalOperation.Syntax || n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .Any(n => n is YieldStatementSyntax);
        _protected = graph.Blocks.Select(b => IsProtected(b.EnclosingRegion)).ToArray();
        foreach (var block in graph.Blocks)
        {
            foreach (var reference in (block.BranchValue is { } value ? block.Operations.Add(value) : block.Operations).SelectMany(o => o.DescendantsAndSelf()).OfType<IFlowCaptureReferenceOperation>())
            {
                if (IsTarget(reference))
                {
                    _assigned.Add(reference.Id);
                    if (reference.Parent is ICompoundAssignmentOperation)
                    {
                        _compound.Add(reference.Id);
                    }
                }
                else if (IsReceiver(reference))
                {
                    _receivers[reference.Id] = reference.Syntax;
                }
            }
        }

        if (contract is null)
        {
            return;
        }

        FindContractStatements(graph, contract);
        var loops = LoopFinder.Find(graph, contract, goesBack: true);
        Irreducible = loops is null;
        foreach (var loop in loops ?? ImmutableArray<GraphLoop>.Empty)
        {
            _loops[loop.Head] = loop;
        }
    }

    /// <summary>True for a graph with <c>goto</c> into a loop: invariants have no place.</summary>
    public bool Irreducible { get; }

    /// <summary>True for the body of an iterator, which runs only when it is enumerated.</summary>
    public bool IsIterator { get; }

    public GraphLoop? LoopAt(int block) => _loops[block];

    /// <summary>True for a block within a <c>try</c>.</summary>
    public bool IsProtectedBlock(int block) => _protected[block];

    /// <summary>True for a capture of a place, not of a value.</summary>
    public bool IsAssignedThrough(CaptureId id) => _assigned.Contains(id);

    /// <summary>True for the target of a compound assignment.</summary>
    public bool IsCompound(CaptureId id) => _compound.Contains(id);

    /// <summary>True for a capture of the variable that a struct's method is called on.</summary>
    public bool IsReceiver(IFlowCaptureOperation capture) => _receivers.TryGetValue(capture.Id, out var receiver) && Receivers.Keeps(capture.Value, receiver);

    public bool HasContractStatements => _contractAt.Count > 0;

    /// <summary>The contract statement that starts or continues at an operation (index of the branch value: the count of operations); null elsewhere.</summary>
    public ContractStatement? ContractAt(int block, int index) => _contractAt.TryGetValue((block, index), out var found) ? found : null;

    private static bool IsProtected(ControlFlowRegion? region) => region.Outwards().Any(r => r.Kind == ControlFlowRegionKind.Try);

    private static bool IsTarget(IFlowCaptureReferenceOperation reference) => reference.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == reference,
        IIncrementOrDecrementOperation => true,
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out,
        ITupleOperation { Parent: IDeconstructionAssignmentOperation } => true,
        _ => false,
    };

    private static bool IsReceiver(IFlowCaptureReferenceOperation reference) => reference.Parent switch
    {
        IInvocationOperation invocation => invocation.Instance == reference && reference.Type is { IsValueType: true },
        IMemberReferenceOperation member => member.Instance == reference && reference.Type is { IsValueType: true },
        IArgumentOperation argument => argument.Parameter?.RefKind is RefKind.In or RefKind.RefReadOnlyParameter,
        _ => false,
    };

    /// <summary>A lowered contract statement may spread over blocks; each piece of it leads to where the statement ends.</summary>
    private void FindContractStatements(ControlFlowGraph graph, MethodContract contract)
    {
        var pieces = new Dictionary<Microsoft.CodeAnalysis.Text.TextSpan, List<(int Block, int Index)>>();
        var ends = new Dictionary<Microsoft.CodeAnalysis.Text.TextSpan, (int Block, int Index)>();
        var clauses = new Dictionary<Microsoft.CodeAnalysis.Text.TextSpan, Clause?>();
        foreach (var block in graph.Blocks)
        {
            for (var i = 0; i <= block.Operations.Length; i++)
            {
                var operation = i < block.Operations.Length ? block.Operations[i] : block.BranchValue;
                if (operation is null || !contract.IsInContractStatement(operation.Syntax))
                {
                    continue;
                }

                // An expression-bodied member has no statement: the outermost syntax that is erased.
                var statement = operation.Syntax.AncestorsAndSelf().Last(contract.IsInContractStatement);
                if (!pieces.TryGetValue(statement.Span, out var list))
                {
                    pieces.Add(statement.Span, list = new List<(int, int)>());
                    clauses.Add(statement.Span, contract.ClauseAt(statement));
                }

                list.Add((block.Ordinal, i));
                if (operation is IExpressionStatementOperation { Operation: IInvocationOperation call }
                    && (ContractCalls.NameOf(call.TargetMethod) is not null || OmittedCalls.IsOmitted(call)))
                {
                    ends[statement.Span] = (block.Ordinal, i + 1);
                }
            }
        }

        foreach (var pair in pieces)
        {
            if (!ends.TryGetValue(pair.Key, out var end))
            {
                continue;
            }

            foreach (var piece in pair.Value)
            {
                _contractAt[piece] = new ContractStatement(clauses[pair.Key], end.Block, end.Index);
            }
        }
    }
}

/// <summary>A contract statement in a graph.</summary>
/// <param name="Clause">What it states; null for <c>EndContractBlock</c> and ill-formed ones.</param>
/// <param name="EndBlock">The block in which it ends.</param>
/// <param name="EndIndex">The index of the first operation after it.</param>
internal sealed record ContractStatement(Clause? Clause, int EndBlock, int EndIndex);
