using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>The operations of what a method runs as far as its source is here: its own body, and those of all that it calls by name.</summary>
internal static class ReachedBodies
{
    /// <summary>Every operation of the bodies that <paramref name="start"/> and the methods in <paramref name="pending"/> reach.</summary>
    public static IEnumerable<IOperation> Operations(ContractReader contracts, IEnumerable<IOperation> start, IEnumerable<IMethodSymbol> pending)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var bodies = new Stack<IOperation>(start);
        var methods = new Stack<IMethodSymbol>(pending);
        while (bodies.Count > 0 || methods.Count > 0)
        {
            if (bodies.Count == 0)
            {
                var next = methods.Pop();
                if (!seen.Add(next.OriginalDefinition) || contracts.Bodies.BodyOf(next) is not { } body)
                {
                    continue;
                }

                bodies.Push(body);
            }

            foreach (var operation in bodies.Pop().DescendantsAndSelf())
            {
                foreach (var callee in Callees(operation))
                {
                    methods.Push(callee);
                }

                yield return operation;
            }
        }
    }

    private static IEnumerable<IMethodSymbol> Callees(IOperation operation) => operation switch
    {
        IInvocationOperation invocation => [invocation.TargetMethod],
        IPropertyReferenceOperation property => new[] { property.Property.GetMethod, property.Property.SetMethod }.OfType<IMethodSymbol>(),
        IObjectCreationOperation { Constructor: { } constructor } => [constructor],
        IBinaryOperation { OperatorMethod: { } method } => [method],
        IUnaryOperation { OperatorMethod: { } method } => [method],
        IConversionOperation { OperatorMethod: { } method } => [method],
        IMethodReferenceOperation reference => [reference.Method],
        _ => [],
    };
}
