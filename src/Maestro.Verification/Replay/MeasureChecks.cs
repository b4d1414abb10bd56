using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Evaluates written measures during a run: of loops at their heads, of the method under test where it calls itself.</summary>
internal sealed class MeasureChecks(Execution run)
{
    private const string What = "the measure does not decrease";

    public void AtLoopHead(GraphLoop loop, Frame frame, bool isEntry)
    {
        if (run.IgnoresContracts || run.ClauseDepth > 0 || !frame.UnderTest)
        {
            return;
        }

        foreach (var clause in loop.Measures)
        {
            var now = Evaluate(clause, frame);
            if (!isEntry && frame.LoopMeasures.TryGetValue(loop, out var before) && !IsLess(now, before))
            {
                throw new RunEnded(new Outcome.Violation(ObligationKind.Termination, clause.Line, clause.Text, What));
            }

            frame.LoopMeasures[loop] = now;
        }
    }

    /// <summary>Keeps the measure of the method under test.</summary>
    public void AtEntry(MethodContract contract, Frame frame)
    {
        if (!run.IgnoresContracts && Own(contract) is { } clause)
        {
            frame.Measure = Evaluate(clause, frame);
        }
    }

    /// <summary>The method under test calls itself.</summary>
    public void AtCall(MethodContract contract, Frame callee, IOperation site, Frame caller)
    {
        if (run.IgnoresContracts || run.ClauseDepth > 0 || !caller.UnderTest || caller.Measure is not { } before
            || !SymbolEqualityComparer.Default.Equals(callee.Method?.OriginalDefinition, caller.Method?.OriginalDefinition) || Own(contract) is not { } clause)
        {
            return;
        }

        if (!IsLess(Evaluate(clause, callee), before))
        {
            throw new RunEnded(new Outcome.Violation(ObligationKind.Termination, Execution.LineOf(site), clause.Text, What));
        }
    }

    private static Clause? Own(MethodContract contract) => contract.Clauses.FirstOrDefault(c => c.Kind == ClauseKind.Decreases
        && SymbolEqualityComparer.Default.Equals(c.Owner, contract.Method) && !c.Condition.Syntax.Ancestors().Any(LoopFinder.IsLoop));

    private IReadOnlyList<long> Evaluate(Clause clause, Frame frame)
    {
        run.ClauseDepth++;
        try
        {
            return ((IInvocationOperation)clause.Condition).Arguments.OrderBy(a => a.Parameter!.Ordinal)
                .Select(a => System.Convert.ToInt64(run.Evaluator.Evaluate(a.Value, frame), System.Globalization.CultureInfo.InvariantCulture)).ToList();
        }
        catch (Exception exception) when (exception is ClauseFault or ProgramException)
        {
            throw new RunEnded(new Outcome.Discarded($"the clause cannot be evaluated: {clause.Text}"));
        }
        finally
        {
            run.ClauseDepth--;
        }
    }

    private static bool IsLess(IReadOnlyList<long> now, IReadOnlyList<long> before)
    {
        for (var i = 0; i < now.Count; i++)
        {
            if (now[i] != before[i])
            {
                return now[i] < before[i];
            }
        }

        return false;
    }
}
