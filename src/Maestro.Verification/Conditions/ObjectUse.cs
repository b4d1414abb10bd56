using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <summary>Who may see an object before its invariant holds, and whose invariant reads what (semantics.md, 11).</summary>
internal sealed class ObjectUse(ContractReader reader)
{
    /// <summary>True when the body hands <c>this</c> to anybody but as a receiver.</summary>
    public bool LetsItselfOut(IMethodSymbol method) =>
        reader.Bodies.BodyOf(method) is { } body && body.Descendants().Any(IsEscape);

    /// <summary>True when somebody else may hold the object although its constructor has not ended: this one lets it out, or a base's.</summary>
    public bool IsSeenDuring(IMethodSymbol constructor)
    {
        if (Reaches(constructor, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MayBeOverridden))
        {
            return true;
        }

        for (var parent = constructor.ContainingType.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            if (reader.Bodies.IsSource(parent)
                ? parent.OriginalDefinition.InstanceConstructors.Any(c => Reaches(c, new HashSet<ISymbol>(SymbolEqualityComparer.Default), MayBeOverridden))
                : !IsFramework(parent))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when a call on the object under construction may reach code that assumes its invariant.</summary>
    public bool ReliesOnInvariant(IMethodSymbol method) => Reaches(method, new HashSet<ISymbol>(SymbolEqualityComparer.Default), IsEntry);

    /// <summary>True when a constructor of a base class may run the method, before the constructor of the method's own class has begun.</summary>
    public bool RunsDuringConstruction(IMethodSymbol method)
    {
        for (var parent = method.ContainingType.BaseType; parent is { SpecialType: not SpecialType.System_Object }; parent = parent.BaseType)
        {
            foreach (var constructor in parent.OriginalDefinition.InstanceConstructors)
            {
                var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                if (LetsItselfOut(constructor) || method.IsOverride && Reaches(constructor, seen, MayBeOverridden))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The invariants that derived classes of the compilation add.</summary>
    public IEnumerable<(INamedTypeSymbol Type, IReadOnlyList<Clause> Clauses)> DerivedInvariants(INamedTypeSymbol type) =>
        reader.DerivedFrom(type)
            .Select(d => (d, (IReadOnlyList<Clause>)reader.InvariantsOf(d).Where(c => SymbolEqualityComparer.Default.Equals(c.Owner.ContainingType, d)).ToList()))
            .Where(d => d.Item2.Count > 0);

    private static bool MayBeOverridden(IMethodSymbol method) => method.IsVirtual || method.IsAbstract || method.IsOverride;

    private bool IsEntry(IMethodSymbol method) => reader.HoldsInvariants(method) && method.MethodKind != MethodKind.Constructor;

    // Follows calls on `this` through methods of the object.
    private bool Reaches(IMethodSymbol method, HashSet<ISymbol> seen, Func<IMethodSymbol, bool> sought)
    {
        if (method.MethodKind != MethodKind.Constructor && sought(method))
        {
            return true;
        }

        if (!seen.Add(method.OriginalDefinition) || reader.Bodies.BodyOf(method) is not { } body)
        {
            return false;
        }

        return body.Descendants().Any(o => IsEscape(o) || o switch
        {
            IInvocationOperation { Instance: IInstanceReferenceOperation } call => Reaches(call.TargetMethod, seen, sought),
            IPropertyReferenceOperation { Instance: IInstanceReferenceOperation } property => Accessors(property).Any(a => Reaches(a, seen, sought)),
            _ => false,
        });
    }

    private IEnumerable<IMethodSymbol> Accessors(IPropertyReferenceOperation property)
    {
        foreach (var accessor in new[] { property.Property.GetMethod, property.Property.SetMethod })
        {
            if (accessor is not null && (reader.Bodies.BodyOf(accessor) is not null || accessor.IsVirtual || accessor.IsAbstract || accessor.IsOverride)
                && !reader.Bodies.IsPlainGetter(accessor))
            {
                yield return accessor;
            }
        }
    }

    private static bool IsFramework(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() is { } name && (name == "System" || name.StartsWith("System.", StringComparison.Ordinal));

    private static bool IsEscape(IOperation operation) =>
        operation is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } && (IsCaptured(operation) || operation.Parent switch
        {
            IMemberReferenceOperation member => !ReferenceEquals(member.Instance, operation) || member is IMethodReferenceOperation or IEventReferenceOperation,
            IInvocationOperation invocation => !ReferenceEquals(invocation.Instance, operation),
            _ => true,
        });

    /// <summary>Where a delegate is made of the code around it, whoever runs that has what it uses.</summary>
    private static bool IsCaptured(IOperation operation)
    {
        for (var around = operation.Parent; around is not null; around = around.Parent)
        {
            if (around is IAnonymousFunctionOperation
                || around is ILocalFunctionOperation { Symbol: var function } && Root(around).Descendants().Any(o => o is IMethodReferenceOperation m && SymbolEqualityComparer.Default.Equals(m.Method.OriginalDefinition, function)))
            {
                return true;
            }
        }

        return false;
    }

    private static IOperation Root(IOperation operation)
    {
        while (operation.Parent is { } parent)
        {
            operation = parent;
        }

        return operation;
    }
}
