using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Evaluates contract clauses during a run and says what it means when one is false.</summary>
internal sealed class ClauseChecks(Execution run)
{
    /// <summary>True when the clause holds in the frame.</summary>
    /// <exception cref="ClauseFault">It cannot be evaluated there.</exception>
    public bool Holds(Clause clause, Frame frame)
    {
        NameParameters(clause.Owner, frame);
        run.ClauseDepth++;
        try
        {
            return run.Evaluator.Holds(clause.Condition, frame) != clause.Negated;
        }
        catch (ProgramException)
        {
            throw new ClauseFault(ObligationKind.Assert, clause.Line, clause.Text);
        }
        finally
        {
            run.ClauseDepth--;
        }
    }

    /// <summary>An assertion or assumption where control reaches it.</summary>
    public void InBody(Clause clause, Frame frame)
    {
        if (run.IgnoresContracts)
        {
            return;
        }

        switch (clause.Kind)
        {
            case ClauseKind.Assert:
                Check(clause, ObligationKind.Assert, frame, "the assertion is false");
                break;
            case ClauseKind.Assume when !Try(clause, frame):
                throw new RunEnded(new Outcome.Discarded("an assumption is false"));
        }
    }

    public void AtLoopHead(GraphLoop loop, Frame frame, bool isEntry)
    {
        foreach (var clause in run.IgnoresContracts ? [] : loop.Invariants)
        {
            Check(
                clause,
                isEntry ? ObligationKind.InvariantInit : ObligationKind.InvariantKeep,
                frame,
                isEntry ? "the loop invariant is false on entry" : "the loop invariant is false after an iteration");
        }
    }

    /// <summary>The callee's preconditions, which the caller owes.</summary>
    public void AtCall(MethodContract contract, Frame callee, IOperation site, Frame caller)
    {
        foreach (var clause in run.IgnoresContracts ? [] : contract.Requires)
        {
            if (!Try(clause, callee))
            {
                throw run.Fault(ObligationKind.PreCaller, site, caller, $"precondition {clause.Text} is false", clause: clause.Text);
            }
        }
    }

    /// <summary>Runs a callee between its entry and exit checks; what fails there is its own fault and ends the run without a verdict.</summary>
    public object? Around(MethodCode code, Frame frame, Func<object?> body)
    {
        if (run.ClauseDepth > 0 || run.IgnoresContracts)
        {
            return body();
        }

        Prepare(code, frame);
        var result = body();
        frame.Result = result is Location place ? place.Get() : result;
        foreach (var clause in code.Contract.Ensures)
        {
            if (!Try(clause, frame))
            {
                throw new RunEnded(new Outcome.Discarded($"a callee breaks its postcondition {clause.Text}"));
            }
        }

        foreach (var clause in code.Invariants)
        {
            if (!Try(clause, frame))
            {
                throw new RunEnded(new Outcome.Discarded($"a callee breaks its invariant {clause.Text}"));
            }
        }

        return result;
    }

    /// <summary>Whether an input may be given to the method under test.</summary>
    public bool IsAdmissible(MethodCode code, Frame frame)
    {
        try
        {
            return code.Contract.Requires.All(c => Holds(c, frame))
                && (code.Method.MethodKind == MethodKind.Constructor || code.Invariants.All(c => Holds(c, frame)));
        }
        catch (ClauseFault)
        {
            return false;
        }
    }

    /// <summary>Keeps the entry state where a clause will ask for it.</summary>
    public void Prepare(MethodCode code, Frame frame)
    {
        if (code.NeedsEntry && !run.IgnoresContracts)
        {
            foreach (var clause in code.Contract.Clauses)
            {
                NameParameters(clause.Owner, frame);
            }

            frame.Entry = new EntrySnapshot(run, frame);
        }
    }

    /// <summary>The exit checks of the method under test.</summary>
    public void AtReturn(MethodCode code, Frame frame)
    {
        foreach (var clause in code.Contract.Ensures)
        {
            Check(clause, ObligationKind.Post, frame, System.FormattableString.Invariant($"postcondition at line {clause.Line} is false"));
        }

        CheckInvariants(code, frame);
    }

    public void AtThrow(MethodCode code, Frame frame, ObjectValue exception)
    {
        foreach (var clause in code.Contract.Clauses.Where(c => c.Kind == ClauseKind.EnsuresOnThrow))
        {
            if (clause.Exception is { } type && run.Types.IsInstance(exception.Type, type))
            {
                Check(clause, ObligationKind.Post, frame, $"the condition on {type.Name} is false");
            }
        }

        if (code.Method.MethodKind != MethodKind.Constructor)
        {
            CheckInvariants(code, frame);
        }
    }

    /// <summary>A member of <c>Contract</c> inside a condition.</summary>
    public object? Call(string name, IInvocationOperation call, Frame frame)
    {
        switch (name)
        {
            case "Result":
                return frame.Result;
            case "OldValue":
                return Old(call.Arguments[0].Value, frame, call);
            case "ValueAtReturn":
                return run.Places.Of(call.Arguments[0].Value, frame, eager: true).Get();
            case "ForAll" or "Exists" when call.Arguments.Length == 3:
                return Arithmetic.Box(OverRange(call, frame, isForAll: name == "ForAll"));
            case "ForAll" or "Exists" when call.Arguments.Length == 2:
                return Arithmetic.Box(OverItems(call, frame, isForAll: name == "ForAll"));
            default:
                throw run.Unsupported("Contract." + name, call);
        }
    }

    private void CheckInvariants(MethodCode code, Frame frame)
    {
        foreach (var clause in code.Invariants)
        {
            Check(clause, ObligationKind.ObjectInvariant, frame, System.FormattableString.Invariant($"object invariant at line {clause.Line} is false"));
        }
    }

    private void Check(Clause clause, ObligationKind kind, Frame frame, string what)
    {
        if (run.ClauseDepth > 0)
        {
            return;
        }

        if (!Try(clause, frame))
        {
            throw new RunEnded(frame.UnderTest
                ? new Outcome.Violation(kind, clause.Line, clause.Text, what)
                : new Outcome.Discarded($"a callee fails: {what}"));
        }
    }

    /// <summary>Evaluates; a clause that cannot be evaluated ends the run: an obligation of its own for the bounds of a quantifier, else no verdict.</summary>
    private bool Try(Clause clause, Frame frame)
    {
        // Read before the call: a filter runs before the finally that counts down.
        var isOutermost = run.ClauseDepth == 0;
        try
        {
            return Holds(clause, frame);
        }
        catch (ClauseFault fault) when (isOutermost)
        {
            throw new RunEnded(fault.Kind == ObligationKind.Range && frame.UnderTest && clause.Kind != ClauseKind.Requires
                ? new Outcome.Violation(ObligationKind.Range, fault.Line, fault.Text, "the lower bound is greater than the upper")
                : new Outcome.Discarded($"the clause cannot be evaluated: {clause.Text}"));
        }
    }

    private object? Old(IOperation value, Frame frame, IOperation site)
    {
        if (frame.Entry is not { } entry)
        {
            throw run.Unsupported("OldValue", site);
        }

        if (ReferenceEquals(entry.Frame, frame))
        {
            return run.Evaluator.Evaluate(value, frame);
        }

        entry.Bind(frame);
        var statics = run.Statics;
        run.Statics = entry.Statics;
        try
        {
            return entry.Current(run.Evaluator.Evaluate(value, entry.Frame));
        }
        finally
        {
            run.Statics = statics;
        }
    }

    private bool OverRange(IInvocationOperation call, Frame frame, bool isForAll)
    {
        var from = (int)run.Evaluator.Evaluate(call.Arguments[0].Value, frame)!;
        var to = (int)run.Evaluator.Evaluate(call.Arguments[1].Value, frame)!;
        var predicate = Predicate(call.Arguments[2].Value, frame, call);
        if (from > to)
        {
            throw run.Fault(ObligationKind.Range, call, frame, "the lower bound is greater than the upper");
        }

        for (var i = from; i < to; i++)
        {
            if (Test(predicate, i, call, frame) != isForAll)
            {
                return !isForAll;
            }
        }

        return isForAll;
    }

    private bool OverItems(IInvocationOperation call, Frame frame, bool isForAll)
    {
        IReadOnlyList<object?> items = run.Evaluator.Evaluate(call.Arguments[0].Value, frame) switch
        {
            ArrayValue array => array.Items,
            ListValue list => list.Items,
            null => throw run.Fault(ObligationKind.Null, call, frame, "the collection is null"),
            _ => throw run.Unsupported("Contract.ForAll", call),
        };
        var predicate = Predicate(call.Arguments[1].Value, frame, call);
        return isForAll ? items.All(i => Test(predicate, i, call, frame)) : items.Any(i => Test(predicate, i, call, frame));
    }

    private DelegateValue Predicate(IOperation operation, Frame frame, IOperation site) =>
        run.Evaluator.Evaluate(operation, frame) as DelegateValue ?? throw run.Unsupported("predicate", site);

    private bool Test(DelegateValue predicate, object? item, IOperation site, Frame frame) =>
        run.Calls.Delegate(predicate, new Location[] { new Cell(item) }, site, frame) is true;

    /// <summary>Gives parameters the names that the clause's owner has for them (inherited contracts).</summary>
    private static void NameParameters(IMethodSymbol owner, Frame frame)
    {
        if (frame.Method is not { } method || SymbolEqualityComparer.Default.Equals(owner, method))
        {
            return;
        }

        // A clause from a sidecar has the receiver for its last parameter.
        if (owner.Parameters.Length > method.Parameters.Length)
        {
            frame.Variables[owner.Parameters[method.Parameters.Length]] = new Cell(frame.This);
        }

        for (var i = 0; i < owner.Parameters.Length && i < method.Parameters.Length; i++)
        {
            if (frame.Variables.TryGetValue(method.Parameters[i], out var place))
            {
                frame.Variables[owner.Parameters[i]] = place;
            }
        }
    }
}
