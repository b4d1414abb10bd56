namespace Maestro.Verification.Verdicts;

/// <summary>What an obligation is about. The JSON word is <see cref="ObligationKinds.Word"/>.</summary>
public enum ObligationKind
{
    /// <summary><c>Ensures</c> at normal return.</summary>
    Post,

    /// <summary><c>Requires</c> of a callee at the call.</summary>
    PreCaller,

    /// <summary>A loop invariant on entry.</summary>
    InvariantInit,

    /// <summary>A loop invariant after an iteration.</summary>
    InvariantKeep,

    /// <summary><c>Contract.Assert</c> or <c>Debug.Assert</c>.</summary>
    Assert,

    /// <summary>An object invariant at exit.</summary>
    ObjectInvariant,

    /// <summary>Array or string index in range.</summary>
    Index,

    /// <summary>Bounds of <c>ForAll</c>, <c>Exists</c>, or of a range.</summary>
    Range,

    /// <summary>Dereference of null.</summary>
    Null,

    /// <summary><c>Value</c> of an empty nullable value type.</summary>
    Nullable,

    /// <summary>Division or remainder by zero.</summary>
    DivideByZero,

    /// <summary>Overflow that throws.</summary>
    Overflow,

    /// <summary>Negative array size.</summary>
    ArraySize,

    /// <summary>Invalid cast.</summary>
    Cast,

    /// <summary>A switch expression that matches nothing.</summary>
    Unmatched,

    /// <summary>Termination.</summary>
    Termination,
}

/// <summary>The words of obligation kinds in JSON.</summary>
public static class ObligationKinds
{
    /// <summary>The word of <paramref name="kind"/>: <c>post</c>, <c>pre-caller</c>, and so on.</summary>
    public static string Word(ObligationKind kind) => kind switch
    {
        ObligationKind.Post => "post",
        ObligationKind.PreCaller => "pre-caller",
        ObligationKind.InvariantInit => "inv-init",
        ObligationKind.InvariantKeep => "inv-keep",
        ObligationKind.Assert => "assert",
        ObligationKind.ObjectInvariant => "objinv",
        ObligationKind.Index => "index",
        ObligationKind.Range => "range",
        ObligationKind.Null => "null",
        ObligationKind.Nullable => "nullable",
        ObligationKind.DivideByZero => "div0",
        ObligationKind.Overflow => "overflow",
        ObligationKind.ArraySize => "array-size",
        ObligationKind.Cast => "cast",
        ObligationKind.Unmatched => "unmatched",
        _ => "termination",
    };
}

/// <summary>The result for one obligation of a method.</summary>
/// <param name="Id">Stable within the method: kind, then the ordinal among its kind, as in <c>index-2</c>.</param>
/// <param name="Kind">What it is about.</param>
/// <param name="Line">The clause's line for post, inv-init, inv-keep, objinv and assert, the site's for the others; from 1.</param>
/// <param name="Location">Where to squiggle.</param>
/// <param name="Text">The clause or expression, as written.</param>
/// <param name="Verdict">What is known.</param>
/// <param name="SmtSha256">Hex SHA-256 of the query's text that decided it; empty where none was asked.</param>
/// <param name="Solver">Solver and version; empty where none was asked.</param>
/// <param name="Rlimit">The budget that the query was given, in Z3's resource units.</param>
/// <param name="Encoding"><c>bv</c> or <c>int</c>; empty where none was asked.</param>
public sealed record ObligationResult(
    string Id,
    ObligationKind Kind,
    int Line,
    Microsoft.CodeAnalysis.Location Location,
    string Text,
    Verdict Verdict,
    string SmtSha256,
    string Solver,
    long Rlimit,
    string Encoding)
{
    /// <summary>Resource units that the questions about it took; of questions asked together, its share. 0 where none was asked, or the solver does not say.</summary>
    public long Used { get; init; }

    /// <summary>True when the verdict rests on an execution by the interpreter.</summary>
    public bool Replayed => Verdict is Verdict.Refuted;
}
