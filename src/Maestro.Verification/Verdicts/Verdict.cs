namespace Maestro.Verification.Verdicts;

/// <summary>What is known of one obligation. Closed: <see cref="Proved"/>, <see cref="Refuted"/>, <see cref="Bounded"/>, <see cref="Unknown"/>.</summary>
public abstract record Verdict
{
    private protected Verdict()
    {
    }

    /// <summary>Shown for every execution that the contracts allow (semantics.md, 1 to 18).</summary>
    public sealed record Proved : Verdict
    {
        /// <summary>The only instance there is need of.</summary>
        public static Proved Instance { get; } = new();
    }

    /// <summary>Fails on an input that was replayed by the interpreter.</summary>
    /// <param name="Witness">The input, and what was seen on replay.</param>
    public sealed record Refuted(Witness Witness) : Verdict;

    /// <summary>Searched without failure up to a bound; no proof.</summary>
    /// <param name="Depth">Iterations and lengths up to which all executions were searched.</param>
    public sealed record Bounded(int Depth) : Verdict;

    /// <summary>Undecided, and why.</summary>
    /// <param name="Reason">The kind of reason, and the construct, clause or callee that it names.</param>
    public sealed record Unknown(UnknownReason Reason) : Verdict;

    /// <summary>The word used in JSON: <c>proved</c>, <c>refuted</c>, <c>bounded</c> or <c>unknown</c>.</summary>
    public string Word => this switch
    {
        Proved => "proved",
        Refuted => "refuted",
        Bounded => "bounded",
        _ => "unknown",
    };
}

/// <summary>Why an obligation is undecided.</summary>
public enum UnknownKind
{
    /// <summary>The watchdog ended the query: the one verdict that need not repeat.</summary>
    Timeout,

    /// <summary>The deterministic budget was used up.</summary>
    Rlimit,

    /// <summary>A construct that the encoder does not model.</summary>
    UnsupportedConstruct,

    /// <summary>A loop invariant that does not carry enough.</summary>
    InvariantTooWeak,

    /// <summary>A callee's contract that does not carry enough.</summary>
    CalleeContractTooWeak,

    /// <summary>The solver's counterexample did not fail on replay.</summary>
    NotReproduced,

    /// <summary>The solver's counterexample cannot be built by public means.</summary>
    NotReplayable,

    /// <summary>The solver crashed, was killed, or answered nonsense.</summary>
    SolverError,

    /// <summary>There is no solver to ask.</summary>
    SolverUnavailable,

    /// <summary>The contracts contradict each other: nothing is proved by them.</summary>
    Vacuous,

    /// <summary>A contract clause is ill-formed (MAE1010), so nothing of the method is claimed.</summary>
    IllFormedContract,
}

/// <summary>A reason with the construct, clause or callee that it names.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Detail">What exactly: a construct's name, a clause's text, a callee's documentation id; may be empty.</param>
/// <param name="Line">The line, from 1; 0 where there is none.</param>
public sealed record UnknownReason(UnknownKind Kind, string Detail = "", int Line = 0)
{
    /// <summary>The text used in JSON and messages, such as <c>unsupported-construct(await, line 12)</c>.</summary>
    public override string ToString()
    {
        var (word, what) = WordOf(Kind);
        var text = what.Length == 0 ? Detail : Detail.Length == 0 ? what : $"{what}: {Detail}";
        var detail = Line > 0 && text.Length > 0 ? $"{text}, line {Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}"
            : Line > 0 ? $"line {Line.ToString(System.Globalization.CultureInfo.InvariantCulture)}" : text;
        return detail.Length == 0 ? word : $"{word}({detail})";
    }

    /// <summary>There are eight words; contracts that mean nothing, and a solver that is not there, say what they are in the detail.</summary>
    private static (string Word, string What) WordOf(UnknownKind kind) => kind switch
    {
        UnknownKind.Timeout => ("timeout", ""),
        UnknownKind.Rlimit => ("rlimit", ""),
        UnknownKind.UnsupportedConstruct => ("unsupported-construct", ""),
        UnknownKind.InvariantTooWeak => ("invariant-too-weak", ""),
        UnknownKind.CalleeContractTooWeak => ("callee-contract-too-weak", ""),
        UnknownKind.NotReproduced => ("not-reproduced", ""),
        UnknownKind.NotReplayable => ("not-replayable", ""),
        UnknownKind.SolverError => ("solver-error", ""),
        UnknownKind.SolverUnavailable => ("solver-error", "unavailable"),
        UnknownKind.Vacuous => ("unsupported-construct", "vacuous contract"),
        _ => ("unsupported-construct", "ill-formed contract"),
    };
}

/// <summary>An input on which an obligation fails, replayed.</summary>
/// <param name="Statement">One line of C# that reproduces it, with full names: <c>new N.Tank().FillAny(501)</c>.</param>
/// <param name="Inputs">The inputs by name, in parameter order, as C# literals.</param>
/// <param name="Outcome">What happens: <c>result = -2147483648; postcondition at line 18 is false</c>.</param>
public sealed record Witness(string Statement, IReadOnlyList<KeyValuePair<string, string>> Inputs, string Outcome);
