using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Analyzers;

public static partial class Rules
{
    private const string InfrastructureCategory = "Maestro.Infrastructure";

    /// <summary>The rules ran.</summary>
    public static readonly DiagnosticDescriptor Heartbeat = Rule(
        "MAE0001",
        "The rules ran",
        "Maestro's rules ran, rule set {0}",
        InfrastructureCategory,
        DiagnosticSeverity.Info,
        "Reported once a compilation in evidence builds. An analyzer that cannot load is only a warning in Roslyn and the build stays green with no rule run, so that the absence of this result is an error of the evidence step.",
        WellKnownDiagnosticTags.CompilationEnd,
        WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>There is no solver.</summary>
    public static readonly DiagnosticDescriptor SolverUnavailable = Rule(
        "MAE0002",
        "There is no solver to ask",
        "No contract was checked: {0}",
        InfrastructureCategory,
        DiagnosticSeverity.Warning,
        "Contracts are decided by Z3, in a worker process or, with MaestroSolver=inprocess, in the compiler. Without it every verdict is unknown. The message says what was looked for and what to install or set.",
        WellKnownDiagnosticTags.CompilationEnd);

    /// <summary>A property has a value that means nothing.</summary>
    public static readonly DiagnosticDescriptor WrongPropertyValue = Rule(
        "MAE0003",
        "A Maestro property has a wrong value",
        "'{1}' is no value of {0}; allowed: {2}",
        InfrastructureCategory,
        DiagnosticSeverity.Error,
        "A wrong value is never read as a default: a build that was meant to prove something must not silently prove nothing.",
        WellKnownDiagnosticTags.CompilationEnd,
        WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>CONTRACTS_FULL is defined.</summary>
    public static readonly DiagnosticDescriptor ContractsFull = Rule(
        "MAE0004",
        "CONTRACTS_FULL is defined",
        "CONTRACTS_FULL is defined: contract calls are compiled in and fail at run time, because the rewriter they need is retired; remove the symbol",
        InfrastructureCategory,
        DiagnosticSeverity.Error,
        "With CONTRACTS_FULL, Contract.Requires, Ensures and Invariant are compiled into the program and throw unless the retired binary rewriter has processed it. Without it they vanish from the program and are checked in the compiler.",
        WellKnownDiagnosticTags.NotConfigurable);

    /// <summary>Calls that runtime checks do not see.</summary>
    public static readonly DiagnosticDescriptor UncheckedCalls = Rule(
        "MAE0005",
        "Some contracts are not checked at run time",
        "MaestroRuntimeChecks checks {0} calls; {1} calls and {2} clauses cannot be checked: {3}",
        InfrastructureCategory,
        DiagnosticSeverity.Info,
        "With MaestroRuntimeChecks, calls of methods with contracts are intercepted. Constructors, properties, operators, delegates, base calls and expression trees cannot be, and a clause may speak of what only the method itself sees. Reported once a compilation, with the calls and clauses as further places and, one a line, in the properties unchecked.calls and unchecked.clauses.",
        WellKnownDiagnosticTags.CompilationEnd,
        WellKnownDiagnosticTags.NotConfigurable);

    private static ImmutableArray<DiagnosticDescriptor> Infrastructure =>
        ImmutableArray.Create(Heartbeat, SolverUnavailable, WrongPropertyValue, ContractsFull, UncheckedCalls);
}
