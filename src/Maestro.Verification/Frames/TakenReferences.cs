using System.Collections.Concurrent;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Frames;

/// <summary>
/// The fields that a by-reference parameter may be: those that code outside can name, and private ones of which some code of their type makes a
/// reference. Thread-safe.
/// </summary>
internal sealed class TakenReferences(MethodBodies bodies)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, HashSet<ISymbol>> _taken = new(SymbolEqualityComparer.Default);

    public bool MayBeReferredTo(IFieldSymbol field)
    {
        field = field.OriginalDefinition;
        if (field.AssociatedSymbol is IPropertySymbol && field.IsImplicitlyDeclared)
        {
            return false;
        }

        return field.DeclaredAccessibility != Accessibility.Private || !bodies.IsSource(field)
            || _taken.GetOrAdd(Outermost(field.ContainingType), Find).Contains(field);
    }

    private static INamedTypeSymbol Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return type.OriginalDefinition;
    }

    private HashSet<ISymbol> Find(INamedTypeSymbol outermost)
    {
        var taken = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<INamedTypeSymbol>();
        pending.Push(outermost);
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            foreach (var member in type.GetMembers())
            {
                switch (member)
                {
                    case INamedTypeSymbol nested:
                        pending.Push(nested);
                        break;
                    case IMethodSymbol method when bodies.BodyOf(method) is { } body:
                        foreach (var operation in body.DescendantsAndSelf())
                        {
                            Collect(operation, method, taken);
                        }

                        break;
                }
            }
        }

        return taken;
    }

    private static void Collect(IOperation operation, IMethodSymbol method, HashSet<ISymbol> taken)
    {
        var referred = operation switch
        {
            IArgumentOperation { Parameter.RefKind: not RefKind.None } argument when !IsAtomic(argument) => argument.Value,
            ISimpleAssignmentOperation { IsRef: true } assignment => assignment.Value,
            IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } value } => value,
            IReturnOperation { ReturnedValue: { } value } when method.ReturnsByRef || method.ReturnsByRefReadonly || InNested(operation) => value,
            IAddressOfOperation address => address.Reference,
            _ => null,
        };
        foreach (var field in referred?.DescendantsAndSelf().OfType<IFieldReferenceOperation>() ?? [])
        {
            taken.Add(field.Field.OriginalDefinition);
        }
    }

    // Whether it returns by reference is its own affair.
    private static bool InNested(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is ILocalFunctionOperation { Symbol: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } } or IAnonymousFunctionOperation { Symbol: { ReturnsByRef: true } or { ReturnsByRefReadonly: true } })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>They use the reference and keep nothing of it.</summary>
    private static bool IsAtomic(IArgumentOperation argument) =>
        argument.Parent is IInvocationOperation { TargetMethod.ContainingType: { Name: "Interlocked" or "Volatile" } type } && type.ContainingNamespace?.ToDisplayString() == "System.Threading";
}
