using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers;

public static partial class Rules
{
    private const string ContractsCategory = "Maestro.Contracts";
    private const string RefutedMessage = "{0} The statement {1} shows it: {2}.";

    /// <summary>A postcondition or object invariant fails on a witness.</summary>
    public static readonly DiagnosticDescriptor Postcondition = Refuted(
        "MAE1001",
        "A postcondition or object invariant does not hold",
        "An Ensures clause, or an object invariant at exit, is false for an input that the preconditions allow. The witness was executed before it was reported.");

    /// <summary>A call breaks the callee's precondition.</summary>
    public static readonly DiagnosticDescriptor Precondition = Refuted(
        "MAE1002",
        "A call breaks a precondition",
        "The called method requires what the caller does not ensure. Check it before the call, or require it of the caller's own callers.");

    /// <summary>An assertion fails.</summary>
    public static readonly DiagnosticDescriptor Assertion = Refuted(
        "MAE1003",
        "An assertion does not hold",
        "A Contract.Assert or Debug.Assert is false for some input, or a switch expression matches none of its arms.");

    /// <summary>A loop invariant fails.</summary>
    public static readonly DiagnosticDescriptor LoopInvariant = Refuted(
        "MAE1004",
        "A loop invariant does not hold",
        "A Contract.Invariant among the first statements of a loop body is false when the loop is entered, or after an iteration. It must hold each time the loop's condition is evaluated, the last time included.");

    /// <summary>An index is out of range.</summary>
    public static readonly DiagnosticDescriptor Index = Refuted(
        "MAE1005",
        "An index, range or array size is out of range",
        "An array or string is indexed outside its bounds, a range runs backwards, or an array is made with a negative length.");

    /// <summary>A division by zero.</summary>
    public static readonly DiagnosticDescriptor Division = Refuted(
        "MAE1006",
        "A division by zero",
        "The divisor of an integer division or remainder is zero for some input.");

    /// <summary>An overflow that throws.</summary>
    public static readonly DiagnosticDescriptor Overflow = Refuted(
        "MAE1007",
        "An arithmetic overflow",
        "An operation in a checked context overflows, or the smallest integer is divided by -1, which throws in every context.");

    /// <summary>A null dereference, an empty nullable, an invalid cast.</summary>
    public static readonly DiagnosticDescriptor Null = Refuted(
        "MAE1008",
        "A null dereference, empty nullable or invalid cast",
        "A reference is null where it is used, a nullable value is empty where its value is taken, or a cast meets another type.");

    /// <summary>A contract that contradicts itself.</summary>
    public static readonly DiagnosticDescriptor Vacuous = Rule(
        "MAE1009",
        "A contract that nothing satisfies",
        "The contract of {0} is vacuous, and proves nothing: {1}",
        ContractsCategory,
        DiagnosticSeverity.Warning,
        "Preconditions, invariants or assumptions contradict each other, or the method can never return normally under them. Everything follows from a contradiction, so that nothing is claimed.");

    /// <summary>A contract that has no meaning.</summary>
    public static readonly DiagnosticDescriptor IllFormed = Rule(
        "MAE1010",
        "A contract that is ill-formed",
        "The contract of {0} is ill-formed, and nothing is claimed of it: {1}",
        ContractsCategory,
        DiagnosticSeverity.Warning,
        "A clause stands where it has no meaning, or may itself fail when it is evaluated. Requires<TException> is of this kind: without the retired binary rewriter it fails at run time; throw in a guard clause instead.");

    /// <summary>An obligation that is not decided.</summary>
    public static readonly DiagnosticDescriptor Unknown = Rule(
        "MAE1011",
        "An obligation is undecided",
        "Undecided: {0} of {1}: {2}",
        ContractsCategory,
        DiagnosticSeverity.Info,
        "Neither proved nor refuted, for the reason given: a construct that is not modelled, a budget that was used up, a loop invariant or callee's contract that carries too little, no solver. Unknown is never counted as proved.",
        WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>An obligation that is proved.</summary>
    public static readonly DiagnosticDescriptor Proved = Rule(
        "MAE1012",
        "An obligation is proved",
        "Proved: {0} of {1}",
        ContractsCategory,
        DiagnosticSeverity.Info,
        "Reported in evidence builds only. The properties of the result carry the solver, the budget and the digest of the query, from which it can be proved again.",
        WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>What other assemblies may know of a member: an entry of the contract sidecar.</summary>
    public static readonly DiagnosticDescriptor Exported = Rule(
        "MAE1013",
        "A contract for other assemblies",
        "Contract of {0}",
        ContractsCategory,
        DiagnosticSeverity.Info,
        "Reported in evidence builds only, once for each member of which something is known. Contracts leave no trace in the assembly: the build writes these results into the contract sidecar beside it.",
        WellKnownDiagnosticTags.NotConfigurable,
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>Loop invariants that nobody wrote and that a proof rests on.</summary>
    public static readonly DiagnosticDescriptor InferredInvariant = Rule(
        "MAE1014",
        "A loop is proved with an inferred invariant",
        "Proved with {0}",
        ContractsCategory,
        DiagnosticSeverity.Hidden,
        "The method is proved with loop invariants that were found and shown to be inductive, and that nobody wrote. Writing them down makes the proof independent of the search, and tells the reader why the loop is right.");

    /// <summary>A postcondition that lets other results pass.</summary>
    public static readonly DiagnosticDescriptor AcceptsMore = Rule(
        "MAE1015",
        "A postcondition that also accepts other results",
        "The contract of {0} also accepts {1}; {2} returns {3}",
        ContractsCategory,
        DiagnosticSeverity.Info,
        "The method is proved, and would be proved just the same if it returned what is named: a constant, or one of its parameters. Whoever calls it may rely on no more than that. Reported in the editor, and in builds with MaestroContractStrength=true; `maestro prove --strength` tries all small changes of the body.");

    internal static ImmutableArray<DiagnosticDescriptor> Contracts => ImmutableArray.Create(
        Postcondition, Precondition, Assertion, LoopInvariant, Index, Division, Overflow, Null, Vacuous, IllFormed, Unknown, Proved, Exported, InferredInvariant, AcceptsMore);

    private static DiagnosticDescriptor Refuted(string id, string title, string description) =>
        Rule(id, title, RefutedMessage, ContractsCategory, DiagnosticSeverity.Warning, description);
}
