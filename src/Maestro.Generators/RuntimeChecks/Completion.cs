using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>Contracts of asynchronous methods speak of the completed result.</summary>
internal static class Completion
{
    /// <summary>What awaiting the method's result gives; null where it gives nothing, or there is nothing to await.</summary>
    public static ITypeSymbol? ResultOf(IMethodSymbol method) => Tasks.ResultOf(method.ReturnType);

    /// <summary>True where the postconditions are to be checked when the task is complete: of an async method, and where Result is that of the task.</summary>
    public static bool IsMeant(IMethodSymbol method, IEnumerable<Clause> stated)
    {
        var awaited = ResultOf(method);
        return Tasks.IsTask(method.ReturnType) && (method.IsAsync || awaited is not null && stated.Any(c => Tasks.SpeaksOf(
            c,
            // A contract class has type parameters of its own.
            type => SymbolEqualityComparer.Default.Equals(type, awaited) || type is ITypeParameterSymbol && awaited is ITypeParameterSymbol)));
    }
}
