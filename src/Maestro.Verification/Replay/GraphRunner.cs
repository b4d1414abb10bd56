using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Replay;

/// <summary>Walks the blocks of a control-flow graph.</summary>
internal sealed class GraphRunner(Execution run)
{
    /// <summary>Runs a graph in a frame made for it and gives what it returns (a <see cref="Location"/> where the method returns by reference).</summary>
    public object? Run(ControlFlowGraph graph, Frame frame, MethodContract? contract)
    {
        frame.Graph = graph;
        var facts = run.Program.FactsOf(graph, contract);
        if (facts.Irreducible && contract!.Clauses.Any(c => c.Kind == ClauseKind.LoopInvariant))
        {
            throw run.Unsupported("goto into a loop", graph.OriginalOperation);
        }

        Enter(graph.Root, frame);
        var walk = new Walk(graph, facts, frame);
        Blocks(walk, 0, boundary: null);
        return walk.Result;
    }

    private sealed class Walk(ControlFlowGraph graph, GraphFacts facts, Frame frame)
    {
        public ControlFlowGraph Graph { get; } = graph;

        public GraphFacts Facts { get; } = facts;

        public Frame Frame { get; } = frame;

        public object? Result { get; set; }

        public bool Returned { get; set; }
    }

    /// <summary>Runs from a block until the method returns or control leaves <paramref name="boundary"/>; gives the block it leaves to, or -1.</summary>
    private int Blocks(Walk walk, int start, ControlFlowRegion? boundary)
    {
        var current = start;
        var previous = -1;
        while (true)
        {
            int next;
            if (!walk.Facts.IsProtectedBlock(current))
            {
                next = Block(walk, ref current, previous);
            }
            else
            {
                try
                {
                    next = Block(walk, ref current, previous);
                }
                catch (ProgramException exception)
                {
                    next = Unwind(walk, current, exception, boundary);
                }
            }

            if (walk.Returned || next < 0)
            {
                return -1;
            }

            if (boundary is not null && (next < boundary.FirstBlockOrdinal || next > boundary.LastBlockOrdinal))
            {
                return next;
            }

            previous = current;
            current = next;
        }
    }

    /// <summary>Runs one block; <paramref name="current"/> moves on when a contract statement ends in another block.</summary>
    private int Block(Walk walk, ref int current, int previous)
    {
        run.Step();
        var frame = walk.Frame;
        if (walk.Facts.LoopAt(current) is { Invariants.Length: > 0 } loop)
        {
            run.Clauses.AtLoopHead(loop, frame, isEntry: !loop.Blocks.Contains(previous));
        }

        if (walk.Facts.LoopAt(current) is { Measures.Length: > 0 } measured)
        {
            run.Measures.AtLoopHead(measured, frame, isEntry: !measured.Blocks.Contains(previous));
        }

        var block = walk.Graph.Blocks[current];
        frame.Block = block;
        for (var i = 0; i <= block.Operations.Length; i++)
        {
            if (walk.Facts.HasContractStatements && walk.Facts.ContractAt(current, i) is { } statement)
            {
                if (statement.Clause is { } clause)
                {
                    run.Clauses.InBody(clause, frame);
                }

                current = statement.EndBlock;
                block = walk.Graph.Blocks[current];
                frame.Block = block;
                i = statement.EndIndex - 1;
                continue;
            }

            if (i < block.Operations.Length)
            {
                run.Evaluator.Raw(block.Operations[i], frame);
            }
        }

        return Leave(walk, block);
    }

    private int Leave(Walk walk, BasicBlock block)
    {
        var frame = walk.Frame;
        var branch = block.FallThroughSuccessor;
        if (block.ConditionKind != ControlFlowConditionKind.None)
        {
            var holds = run.Evaluator.Evaluate(block.BranchValue!, frame) is true;
            if (holds == (block.ConditionKind == ControlFlowConditionKind.WhenTrue))
            {
                branch = block.ConditionalSuccessor;
            }
        }

        if (branch is null)
        {
            walk.Returned = true;
            return -1;
        }

        switch (branch.Semantics)
        {
            case ControlFlowBranchSemantics.Return:
                if (block.BranchValue is { } value && block.ConditionKind == ControlFlowConditionKind.None)
                {
                    walk.Result = frame.Method is { ReturnsByRef: true } or { ReturnsByRefReadonly: true }
                        ? run.Places.Of(value, frame, eager: true)
                        : run.Evaluator.Evaluate(value, frame);
                }

                break;
            case ControlFlowBranchSemantics.Throw:
                throw Throw(block.BranchValue!, frame);
            case ControlFlowBranchSemantics.Rethrow:
                throw new ProgramException(Caught(frame) ?? throw run.Unsupported("rethrow", block.BranchValue));
            case ControlFlowBranchSemantics.StructuredExceptionHandling:
                return -1;
            case ControlFlowBranchSemantics.Error or ControlFlowBranchSemantics.ProgramTermination:
                throw run.Unsupported("code with errors", block.BranchValue);
        }

        foreach (var region in branch.FinallyRegions)
        {
            Finally(walk, region);
            if (walk.Returned)
            {
                return -1;
            }
        }

        if (branch.Semantics == ControlFlowBranchSemantics.Return || branch.Destination is null)
        {
            walk.Returned = true;
            return -1;
        }

        foreach (var region in branch.EnteringRegions)
        {
            Enter(region, frame);
        }

        return branch.Destination.Ordinal;
    }

    private Exception Throw(IOperation value, Frame frame)
    {
        if (value is { IsImplicit: true, Type.Name: "SwitchExpressionException" } or { IsImplicit: true, Syntax: Microsoft.CodeAnalysis.CSharp.Syntax.SwitchExpressionSyntax })
        {
            return run.Fault(ObligationKind.Unmatched, value, frame, "no arm of the switch expression matches");
        }

        return run.Evaluator.Evaluate(value, frame) switch
        {
            null => run.Fault(ObligationKind.Null, value, frame, "the thrown exception is null"),
            ObjectValue exception => new ProgramException(exception),
            _ => run.Unsupported("throw", value),
        };
    }

    /// <summary>The exception that the code at the frame's current block handles.</summary>
    public static ObjectValue? Caught(Frame frame)
    {
        foreach (var region in (frame.Block?.EnclosingRegion).Outwards())
        {
            if (frame.Caught.TryGetValue(region, out var exception))
            {
                return exception;
            }
        }

        return null;
    }

    /// <summary>Finds the handler (running filters), runs the finally blocks on the way, and gives the handler's first block.</summary>
    private int Unwind(Walk walk, int from, ProgramException exception, ControlFlowRegion? boundary)
    {
        var frame = walk.Frame;
        var finallies = new List<ControlFlowRegion>();
        ControlFlowRegion? handler = null;
        foreach (var region in walk.Graph.Blocks[from].EnclosingRegion.Outwards().TakeWhile(r => r != boundary))
        {
            if (handler is not null)
            {
                break;
            }

            if (region.Kind != ControlFlowRegionKind.Try || region.EnclosingRegion is not { } around)
            {
                continue;
            }

            if (around.Kind == ControlFlowRegionKind.TryAndFinally)
            {
                finallies.Add(around.NestedRegions[1]);
            }
            else
            {
                handler = around.NestedRegions.Skip(1).FirstOrDefault(h => Handles(walk, h, exception));
            }
        }

        foreach (var region in finallies)
        {
            exception.PassedFinally = true;
            Finally(walk, region);
            if (walk.Returned)
            {
                return -1;
            }
        }

        if (handler is null)
        {
            if (exception.Owed is { } owed && boundary is null)
            {
                throw owed;
            }

            throw new ProgramException(exception.Value) { PassedFinally = exception.PassedFinally, Owed = exception.Owed };
        }

        frame.Caught[handler] = exception.Value;
        var body = handler.Kind == ControlFlowRegionKind.FilterAndHandler ? handler.NestedRegions[1] : handler;
        EnterDownTo(walk, body, body.FirstBlockOrdinal);
        return body.FirstBlockOrdinal;
    }

    private bool Handles(Walk walk, ControlFlowRegion handler, ProgramException exception)
    {
        if (handler.ExceptionType is { SpecialType: not SpecialType.System_Object } type
            && !run.Types.IsInstance(exception.Value.Type, run.Resolve(type, walk.Frame)))
        {
            return false;
        }

        if (handler.Kind != ControlFlowRegionKind.FilterAndHandler)
        {
            return true;
        }

        var filter = handler.NestedRegions[0];
        if (exception.PassedFinally)
        {
            throw run.Unsupported("exception filter", walk.Graph.Blocks[filter.FirstBlockOrdinal].BranchValue);
        }

        Enter(handler, walk.Frame);
        walk.Frame.Caught[handler] = exception.Value;
        EnterDownTo(walk, filter, filter.FirstBlockOrdinal);
        var current = walk.Frame.Block;
        try
        {
            return Blocks(walk, filter.FirstBlockOrdinal, filter) >= 0;
        }
        catch (ProgramException)
        {
            // What a filter throws is swallowed: it declines.
            return false;
        }
        finally
        {
            walk.Frame.Block = current;
        }
    }

    private void Finally(Walk walk, ControlFlowRegion region)
    {
        EnterDownTo(walk, region, region.FirstBlockOrdinal);
        var current = walk.Frame.Block;
        Blocks(walk, region.FirstBlockOrdinal, region);
        walk.Frame.Block = current;
    }

    /// <summary>Enters the regions that start with a block, from <paramref name="outer"/> inwards: no branch leads there.</summary>
    private void EnterDownTo(Walk walk, ControlFlowRegion outer, int block)
    {
        for (var region = walk.Graph.Blocks[block].EnclosingRegion; region is not null; region = region.EnclosingRegion)
        {
            Enter(region, walk.Frame);
            if (region == outer)
            {
                return;
            }
        }
    }

    /// <summary>Locals are new each time their region is entered, so that lambdas capture those of one iteration.</summary>
    private void Enter(ControlFlowRegion region, Frame frame)
    {
        foreach (var local in region.Locals)
        {
            frame.Variables[local] = new Cell(run.Types.DefaultOf(run.Resolve(local.Type, frame)));
        }
    }
}
