namespace Maestro.Verification.Solving;

/// <summary>The port to an SMT solver: text in, text out. Implementations never throw for what a solver does; they answer <see cref="SolverStatus.Error"/>.</summary>
public interface ISolver
{
    /// <summary>Name and full version, such as <c>z3 4.8.12.0</c>: part of every verdict's key.</summary>
    string Version { get; }

    /// <summary>
    /// Checks one script that holds one <c>(check-sat)</c> or <c>(check-sat-using …)</c>, then optionally one <c>(get-value …)</c> or <c>(get-model)</c>;
    /// or several of them and nothing that prints besides: then <see cref="SolverAnswer.Each"/> has what came of each.
    /// </summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    SolverAnswer Check(SolverQuery query, CancellationToken cancellation);
}

/// <summary>One question to a solver.</summary>
/// <param name="SmtText">SMT-LIB 2 script. The answer is a pure function of it, the solver's version and the budget.</param>
/// <param name="Rlimit">Deterministic budget of each check in Z3's resource units; the solver side sets it as <c>(set-option :rlimit …)</c> before the script.</param>
public sealed record SolverQuery(string SmtText, uint Rlimit);

/// <summary>What a solver said.</summary>
public enum SolverStatus
{
    /// <summary>No model exists.</summary>
    Unsat,

    /// <summary>A model exists; with quantifiers only a candidate.</summary>
    Sat,

    /// <summary>The solver gave up within its budget (incomplete logic).</summary>
    Unknown,

    /// <summary>The deterministic budget was used up.</summary>
    Rlimit,

    /// <summary>The watchdog ended it: never cached.</summary>
    Timeout,

    /// <summary>Crash, kill, out of memory, malformed script: never cached.</summary>
    Error,

    /// <summary>There is no solver to ask: never cached.</summary>
    Unavailable,
}

/// <summary>An answer.</summary>
/// <param name="Status">What the solver said; of several checks <see cref="SolverStatus.Unsat"/> where all are, else <see cref="SolverStatus.Unknown"/>.</param>
/// <param name="Output">Everything printed after the status line: the values of the model for <see cref="SolverStatus.Sat"/>, and of a
/// candidate where one is left by <see cref="SolverStatus.Unknown"/> or <see cref="SolverStatus.Rlimit"/>; else empty. Of several checks: the word of each, a line each.</param>
/// <param name="Reason">For every status but <see cref="SolverStatus.Sat"/> and <see cref="SolverStatus.Unsat"/>: why, in one line.</param>
public sealed record SolverAnswer(SolverStatus Status, string Output, string Reason = "")
{
    /// <summary>Resource units that the whole script took, as deterministic as the answer; 0 where that is not known.</summary>
    public long Used { get; init; }

    /// <summary>True where the answer is a pure function of query and version, so that it may be remembered.</summary>
    public bool IsReproducible => Status is SolverStatus.Unsat or SolverStatus.Sat or SolverStatus.Unknown or SolverStatus.Rlimit;

    /// <summary>What came of each check of a script with so many; empty where the script as a whole has no such answer.</summary>
    public IReadOnlyList<SolverStatus> Each(int checks)
    {
        var words = Output.Split('\n');
        return IsReproducible && words.Length == checks && words.All(w => StatusOf(w) is not null) ? words.Select(w => StatusOf(w)!.Value).ToList() : [];
    }

    /// <summary>The status that a solver's word means; null for any other text.</summary>
    internal static SolverStatus? StatusOf(string word) => word switch
    {
        "unsat" => SolverStatus.Unsat,
        "sat" => SolverStatus.Sat,
        "unknown" => SolverStatus.Unknown,
        _ => null,
    };
}
