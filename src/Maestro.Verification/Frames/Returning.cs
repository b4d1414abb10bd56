using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Which methods have a way to their end that does not lead through themselves: a recursion without one satisfies any postcondition.</summary>
internal sealed class Returning(ContractReader reader, WriteSets writes)
{
    private const int MostMethods = 200;

    /// <summary>False where every way through the method calls a method that does not return in turn.</summary>
    public bool MayReturn(IMethodSymbol method)
    {
        var graphs = new Dictionary<IMethodSymbol, ControlFlowGraph>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(method.OriginalDefinition);
        while (pending.Count > 0 && graphs.Count < MostMethods)
        {
            var next = pending.Pop();
            if (!graphs.ContainsKey(next) && GraphOf(next) is { } graph)
            {
                graphs.Add(next, graph);
                foreach (var callee in graph.Blocks.SelectMany(Called))
                {
                    pending.Push(callee);
                }
            }
        }

        var stuck = new HashSet<IMethodSymbol>(graphs.Keys, SymbolEqualityComparer.Default);
        while (stuck.Where(m => ReachesExit(graphs[m], stuck)).ToList() is { Count: > 0 } free)
        {
            stuck.ExceptWith(free);
        }

        return !stuck.Contains(method.OriginalDefinition);
    }

    // What a handler or an unknown body does is left open.
    private ControlFlowGraph? GraphOf(IMethodSymbol method) =>
        !writes.IsOpen(method) && !method.IsAsync && !reader.Bodies.IsIterator(method) && reader.Bodies.GraphOf(method) is { } graph && !HasHandlers(graph.Root) ? graph : null;

    private static bool HasHandlers(ControlFlowRegion region) => region.Kind is ControlFlowRegionKind.TryAndCatch or ControlFlowRegionKind.TryAndFinally || region.NestedRegions.Any(HasHandlers);

    private static bool ReachesExit(ControlFlowGraph graph, HashSet<IMethodSymbol> stuck)
    {
        var seen = new HashSet<int>();
        var pending = new Stack<int>();
        pending.Push(0);
        while (pending.Count > 0)
        {
            var block = graph.Blocks[pending.Pop()];
            if (!seen.Add(block.Ordinal) || Called(block).Any(stuck.Contains))
            {
                continue;
            }

            if (block.Kind == BasicBlockKind.Exit)
            {
                return true;
            }

            foreach (var next in LoopFinder.Successors(block))
            {
                pending.Push(next);
            }
        }

        return false;
    }

    private static IEnumerable<IMethodSymbol> Called(BasicBlock block)
    {
        foreach (var operation in (block.BranchValue is { } value ? block.Operations.Append(value) : block.Operations).SelectMany(o => o.DescendantsAndSelf()))
        {
            if (operation is IInvocationOperation { TargetMethod: { } method } && !operation.Ancestors().OfType<IFlowAnonymousFunctionOperation>().Any() && ContractCalls.NameOf(method) is null
                && !operation.Ancestors().OfType<IInvocationOperation>().Any(outer => ContractCalls.NameOf(outer.TargetMethod) is not null))
            {
                yield return method.OriginalDefinition;
            }
        }
    }
}

file static class OperationParents
{
    public static IEnumerable<IOperation> Ancestors(this IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            yield return parent;
        }
    }
}
