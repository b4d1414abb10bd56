using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>Contracts of asynchronous methods speak of the completed result.</summary>
internal static class Completion
{
    /// <summary>True for Task and ValueTask, with or without a result.</summary>
    public static bool IsTask(ITypeSymbol type) =>
        type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 or 1 } && type.ContainingNamespace?.ToDisplayString() == "System.Threading.Tasks";

    /// <summary>What awaiting the method's result gives; null where it gives nothing, or there is nothing to await.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) =>
        IsTask(method.ReturnType) && method.ReturnType is INamedTypeSymbol { TypeArguments: [var awaited] } ? awaited : null;

    /// <summary>True where the postconditions are to be checked when the task is complete: of an async method, and where Result is that of the task.</summary>
    public static bool IsMeant(IMethodSymbol method, IEnumerable<Clause> stated, ITypeSymbol? awaited) =>
        IsTask(method.ReturnType) && (method.IsAsync || awaited is not null && stated.Any(c => SpeaksOf(c, awaited)));

    /// <summary>True for a problem that is none here: the type of Result is that of the completed one.</summary>
    public static bool IsOnlyProblemOf(ContractProblem problem, IEnumerable<Clause> stated, ITypeSymbol? awaited) =>
        awaited is not null && stated.Any(c => c.Location == problem.Location && SpeaksOf(c, awaited));

    // By name, since a contract class has type parameters of its own.
    private static bool SpeaksOf(Clause clause, ITypeSymbol awaited) => clause.Condition.DescendantsAndSelf().OfType<IInvocationOperation>()
        .Any(c => ContractCalls.IsResult(c.TargetMethod)
            && (SymbolEqualityComparer.Default.Equals(c.TargetMethod.TypeArguments[0], awaited)
                || c.TargetMethod.TypeArguments[0] is ITypeParameterSymbol && awaited is ITypeParameterSymbol));
}
