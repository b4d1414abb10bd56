using System.Collections.Concurrent;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>Who may call whom, as the bodies say it. Thread-safe.</summary>
internal sealed class Recursion(MethodBodies bodies)
{
    private readonly ConcurrentDictionary<IMethodSymbol, IReadOnlyList<IMethodSymbol>> _callees = new(SymbolEqualityComparer.Default);

    /// <summary>True when a call of <paramref name="from"/> may lead to one of <paramref name="to"/>.</summary>
    public bool Reaches(IMethodSymbol from, IMethodSymbol to)
    {
        var seen = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(from);
        while (pending.Count > 0)
        {
            var method = pending.Pop();
            if (SymbolEqualityComparer.Default.Equals(method, to))
            {
                return true;
            }

            if (seen.Add(method))
            {
                foreach (var callee in _callees.GetOrAdd(method, Callees))
                {
                    pending.Push(callee);
                }
            }
        }

        return false;
    }

    private IReadOnlyList<IMethodSymbol> Callees(IMethodSymbol method)
    {
        if (bodies.BodyOf(method) is not { } body)
        {
            return [];
        }

        var callees = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in body.Descendants())
        {
            foreach (var callee in Called(operation))
            {
                callees.Add(callee.OriginalDefinition);
            }
        }

        return callees.Where(c => c.DeclaringSyntaxReferences.Length > 0).ToList();
    }

    private static IEnumerable<IMethodSymbol> Called(IOperation operation) => operation switch
    {
        IInvocationOperation call => [call.TargetMethod],
        IObjectCreationOperation { Constructor: { } constructor } => [constructor],
        IPropertyReferenceOperation { Property: var property } => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        IBinaryOperation { OperatorMethod: { } method } => [method],
        IUnaryOperation { OperatorMethod: { } method } => [method],
        IConversionOperation { OperatorMethod: { } method } => [method],
        IIncrementOrDecrementOperation { OperatorMethod: { } method } => [method],
        ICompoundAssignmentOperation { OperatorMethod: { } method } => [method],
        IMethodReferenceOperation reference => [reference.Method],
        _ => [],
    };
}
