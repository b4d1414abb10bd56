using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>Recognises the members of <c>System.Diagnostics.Contracts</c>.</summary>
public static class ContractCalls
{
    private const string Namespace = "System.Diagnostics.Contracts";

    /// <summary>The name of the called member of <c>Contract</c>, or <c>Debug.Assert</c>; null for any other call.</summary>
    public static string? NameOf(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (type is { Name: "Contract" } && InNamespace(type, Namespace))
        {
            return method.Name;
        }

        return type is { Name: "Debug" } && InNamespace(type, "System.Diagnostics") && method.Name == "Assert" ? "Debug.Assert" : null;
    }

    /// <summary>The call that a statement consists of, when it is one of <c>Contract</c>'s; null otherwise.</summary>
    public static IInvocationOperation? Statement(IOperation operation) =>
        operation is IExpressionStatementOperation { Operation: IInvocationOperation call } && NameOf(call.TargetMethod) is not null ? call : null;

    /// <summary>The call of <c>Termination.Decreases</c> that a statement consists of; null otherwise.</summary>
    public static IInvocationOperation? Measure(IOperation operation) =>
        operation is IExpressionStatementOperation { Operation: IInvocationOperation { TargetMethod: { Name: "Decreases", ContainingType: { Name: "Termination" } type } } call }
        && InNamespace(type, "Maestro.Annotations") ? call : null;

    /// <summary>The first parameter's argument, wherever it was written.</summary>
    public static IOperation Condition(IInvocationOperation call) => (call.Arguments.FirstOrDefault(a => a.Parameter?.Ordinal == 0) ?? call.Arguments[0]).Value;

    /// <summary>True for <c>Contract.Result&lt;T&gt;()</c>.</summary>
    public static bool IsResult(IMethodSymbol method) => NameOf(method) == "Result";

    /// <summary>True for <c>Contract.OldValue(e)</c>.</summary>
    public static bool IsOldValue(IMethodSymbol method) => NameOf(method) == "OldValue";

    /// <summary>True for <c>Contract.ValueAtReturn(out e)</c>.</summary>
    public static bool IsValueAtReturn(IMethodSymbol method) => NameOf(method) == "ValueAtReturn";

    /// <summary>True when the symbol carries the named attribute of <c>System.Diagnostics.Contracts</c> (conditional ones are visible in source only).</summary>
    public static bool HasAttribute(ISymbol symbol, string name) =>
        symbol.GetAttributes().Any(a => a.AttributeClass is { } type && type.Name == name && InNamespace(type, Namespace));

    /// <summary><c>[Pure]</c> on the member, on the property it belongs to, or on its type.</summary>
    public static bool IsMarkedPure(IMethodSymbol method) =>
        HasAttribute(method, "PureAttribute")
        || (method.AssociatedSymbol is { } property && HasAttribute(property, "PureAttribute"))
        || (method.ContainingType is { } type && HasAttribute(type, "PureAttribute"));

    private static bool InNamespace(INamedTypeSymbol type, string name) => type.ContainingNamespace?.ToDisplayString() == name;
}
