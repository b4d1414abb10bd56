using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Maestro.Verification.Contracts;

/// <summary>A natural loop of a control-flow graph.</summary>
/// <param name="Head">Ordinal of the block at which the loop's invariants hold: before the guard; of <c>do</c>, at the start of the body.</param>
/// <param name="Blocks">Ordinals of all blocks of the loop, the head included.</param>
/// <param name="BackEdges">Ordinals of the blocks that jump back to the head, ascending.</param>
/// <param name="Statement">The loop statement; null for a loop made of <c>goto</c>.</param>
/// <param name="Invariants">Its written invariants, in source order.</param>
/// <param name="Measures">Its written measures.</param>
public sealed record GraphLoop(
    int Head,
    ImmutableHashSet<int> Blocks,
    ImmutableArray<int> BackEdges,
    StatementSyntax? Statement,
    ImmutableArray<Clause> Invariants,
    ImmutableArray<Clause> Measures);

/// <summary>
/// Finds loops and pairs them with their statements and invariants. Handlers count as reached from every block that they protect, and what follows a
/// <c>finally</c> as reached from its end.
/// </summary>
public static class LoopFinder
{
    /// <summary>The loops of a graph by ascending head; null when the graph is irreducible (<c>goto</c> into a loop).</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="contract">Whose invariants they may have.</param>
    /// <param name="goesBack">True for who follows a branch to an earlier block that makes no loop, as <c>goto case</c> does.</param>
    public static ImmutableArray<GraphLoop>? Find(ControlFlowGraph graph, MethodContract contract, bool goesBack = false)
    {
        var edges = EdgesOf(graph);
        var reachable = Reach(edges, avoid: -1);
        var backEdges = new SortedDictionary<int, List<int>>();
        foreach (var block in graph.Blocks.Where(b => reachable.Contains(b.Ordinal)))
        {
            foreach (var target in edges[block.Ordinal].Where(t => t <= block.Ordinal && !(goesBack && IsDetour(graph, edges, t, block.Ordinal))))
            {
                if (!backEdges.TryGetValue(target, out var sources))
                {
                    backEdges.Add(target, sources = new List<int>());
                }

                sources.Add(block.Ordinal);
            }
        }

        var loops = ImmutableArray.CreateBuilder<GraphLoop>();
        foreach (var pair in backEdges)
        {
            var body = Body(edges, pair.Key, pair.Value, reachable);
            var withoutHead = Reach(edges, avoid: pair.Key);
            if (body.Any(b => b != pair.Key && withoutHead.Contains(b)))
            {
                return null;
            }

            var statement = StatementOf(graph, body);
            loops.Add(new GraphLoop(pair.Key, body, pair.Value.Distinct().OrderBy(b => b).ToImmutableArray(), statement, ClausesOf(statement, contract, ClauseKind.LoopInvariant), ClausesOf(statement, contract, ClauseKind.Decreases)));
        }

        return loops.ToImmutable();
    }

    /// <summary>A branch to an earlier block that does not lead here again, among blocks that nothing protects and that have no loop.</summary>
    private static bool IsDetour(ControlFlowGraph graph, IReadOnlyList<SortedSet<int>> edges, int target, int source) =>
        !Leads(edges, target, source)
        && Enumerable.Range(target, source - target + 1).All(b => graph.Blocks[b].EnclosingRegion.Outwards().All(r => r.Kind is ControlFlowRegionKind.Root or ControlFlowRegionKind.LocalLifetime)
            && !edges[b].Any(next => Leads(edges, next, b)));

    private static bool Leads(IReadOnlyList<SortedSet<int>> edges, int from, int to)
    {
        var seen = new HashSet<int>();
        var work = new Stack<int>();
        work.Push(from);
        while (work.Count > 0)
        {
            var block = work.Pop();
            if (block == to)
            {
                return true;
            }

            if (seen.Add(block))
            {
                foreach (var next in edges[block])
                {
                    work.Push(next);
                }
            }
        }

        return false;
    }

    /// <summary>Ordinals of the blocks that normal flow reaches directly from a block.</summary>
    public static IEnumerable<int> Successors(BasicBlock block)
    {
        if (block.ConditionalSuccessor?.Destination is { } conditional)
        {
            yield return conditional.Ordinal;
        }

        if (block.FallThroughSuccessor?.Destination is { } next)
        {
            yield return next.Ordinal;
        }
    }

    /// <summary>Normal flow and flow by exceptions, by source.</summary>
    private static List<SortedSet<int>> EdgesOf(ControlFlowGraph graph)
    {
        var edges = graph.Blocks.Select(b => new SortedSet<int>(Successors(b))).ToList();
        foreach (var block in graph.Blocks)
        {
            foreach (var region in block.EnclosingRegion.Outwards())
            {
                if (region is { Kind: ControlFlowRegionKind.Try, EnclosingRegion: { } around })
                {
                    edges[block.Ordinal].UnionWith(around.NestedRegions.Skip(1).Select(h => h.FirstBlockOrdinal));
                }
            }

            foreach (var branch in new[] { block.ConditionalSuccessor, block.FallThroughSuccessor })
            {
                foreach (var last in branch?.FinallyRegions ?? ImmutableArray<ControlFlowRegion>.Empty)
                {
                    foreach (var end in Enumerable.Range(last.FirstBlockOrdinal, last.LastBlockOrdinal - last.FirstBlockOrdinal + 1)
                        .Where(b => graph.Blocks[b].FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.StructuredExceptionHandling))
                    {
                        if (branch!.Destination is { } destination)
                        {
                            edges[end].Add(destination.Ordinal);
                        }
                    }
                }
            }
        }

        return edges;
    }

    private static HashSet<int> Reach(IReadOnlyList<SortedSet<int>> edges, int avoid)
    {
        var seen = new HashSet<int>();
        var work = new Stack<int>();
        if (avoid != 0)
        {
            work.Push(0);
        }

        while (work.Count > 0)
        {
            var ordinal = work.Pop();
            if (!seen.Add(ordinal))
            {
                continue;
            }

            foreach (var next in edges[ordinal].Where(n => n != avoid))
            {
                work.Push(next);
            }
        }

        return seen;
    }

    private static ImmutableHashSet<int> Body(IReadOnlyList<SortedSet<int>> edges, int head, List<int> sources, HashSet<int> reachable)
    {
        var body = new HashSet<int> { head };
        var work = new Stack<int>(sources);
        while (work.Count > 0)
        {
            var ordinal = work.Pop();
            if (!body.Add(ordinal))
            {
                continue;
            }

            foreach (var source in reachable.Where(r => edges[r].Contains(ordinal)))
            {
                work.Push(source);
            }
        }

        return body.ToImmutableHashSet();
    }

    /// <summary>The smallest loop statement around everything that the loop's blocks execute.</summary>
    private static StatementSyntax? StatementOf(ControlFlowGraph graph, ImmutableHashSet<int> body)
    {
        var operations = body.SelectMany(b => graph.Blocks[b].BranchValue is { } value ? graph.Blocks[b].Operations.Append(value) : graph.Blocks[b].Operations);
        StatementSyntax? smallest = null;
        foreach (var operation in operations)
        {
            var around = operation.Syntax.AncestorsAndSelf().OfType<StatementSyntax>().Where(IsLoop);
            var loop = around.FirstOrDefault(s => smallest is null || s.Span.Contains(smallest.Span));
            if (loop is null)
            {
                // Something runs outside every loop statement: the loop is made of goto.
                return null;
            }

            smallest = loop;
        }

        return smallest;
    }

    internal static bool IsLoop(SyntaxNode statement) =>
        statement is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax;

    private static ImmutableArray<Clause> ClausesOf(StatementSyntax? statement, MethodContract contract, ClauseKind kind)
    {
        if (statement is null)
        {
            return ImmutableArray<Clause>.Empty;
        }

        return contract.Clauses.Where(c => c.Kind == kind
                && statement.SyntaxTree == c.Location.SourceTree
                && ReferenceEquals(
                    c.Condition.Syntax.Ancestors().OfType<StatementSyntax>().FirstOrDefault(IsLoop),
                    statement))
            .ToImmutableArray();
    }
}
