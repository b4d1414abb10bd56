using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Replay;

/// <summary>What one execution of a method came to. Closed.</summary>
public abstract record Outcome
{
    private protected Outcome()
    {
    }

    /// <summary>Returned normally, every clause held.</summary>
    /// <param name="Result">The result as a C# literal; empty for <c>void</c>.</param>
    public sealed record Normal(string Result) : Outcome;

    /// <summary>Ended by an exception that an explicit <c>throw</c> or a framework call raised: behaviour, no violation.</summary>
    /// <param name="ExceptionType">Full name of the exception's type.</param>
    public sealed record Threw(string ExceptionType) : Outcome;

    /// <summary>An obligation of the method failed.</summary>
    /// <param name="Kind">Which kind.</param>
    /// <param name="Line">The clause's line for post, inv-init, inv-keep, objinv and assert, the site's for the others; from 1.</param>
    /// <param name="Text">The clause or expression, as written.</param>
    /// <param name="Description">What was seen, one sentence without a full stop.</param>
    public sealed record Violation(ObligationKind Kind, int Line, string Text, string Description) : Outcome
    {
        /// <summary>Where in the file it failed; -1 for clauses, which have no other place than their line.</summary>
        public int Position { get; init; } = -1;

        /// <summary>True where both are failures of one obligation.</summary>
        internal bool IsSame(Violation other) => Kind == other.Kind && Line == other.Line && Text == other.Text && Position == other.Position;
    }

    /// <summary>The input violates a precondition or an object invariant, or cannot be built: it says nothing of the method.</summary>
    public sealed record Inadmissible : Outcome;

    /// <summary>Says nothing of the method: an assumption was false, a callee broke its own contract, or a clause could not be evaluated.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Discarded(string Reason) : Outcome;

    /// <summary>Met something that the interpreter does not execute.</summary>
    /// <param name="Construct">Its name.</param>
    /// <param name="Line">From 1; 0 where there is none.</param>
    public sealed record Unsupported(string Construct, int Line) : Outcome;

    /// <summary>Steps, depth or memory were used up.</summary>
    public sealed record Limit : Outcome;
}

/// <summary>Bounds of one execution, so that it ends whatever the method does.</summary>
/// <param name="Steps">Operations executed.</param>
/// <param name="Depth">Calls within calls.</param>
/// <param name="ArrayLength">The longest array made.</param>
public sealed record RunLimits(int Steps = 200_000, int Depth = 96, int ArrayLength = 100_000)
{
    /// <summary>The usual bounds.</summary>
    public static RunLimits Default { get; } = new();
}

/// <summary>Ends a run from within; never escapes the interpreter.</summary>
internal sealed class RunEnded(Outcome outcome) : Exception
{
    public Outcome Outcome { get; } = outcome;
}

/// <summary>A C# exception in the program that is interpreted.</summary>
internal sealed class ProgramException(ObjectValue value) : Exception
{
    public ObjectValue Value { get; } = value;

    /// <summary>True once a frame's <c>finally</c> ran on its way: a filter further out would have run before it.</summary>
    public bool PassedFinally { get; set; }

    /// <summary>What it is where no filter of the frame accepts it: a violation.</summary>
    public RunEnded? Owed { get; init; }
}

/// <summary>A clause that cannot be evaluated in a state: an operation in it would throw.</summary>
internal sealed class ClauseFault(ObligationKind kind, int line, string text) : Exception
{
    public ObligationKind Kind { get; } = kind;

    public int Line { get; } = line;

    public string Text { get; } = text;
}
