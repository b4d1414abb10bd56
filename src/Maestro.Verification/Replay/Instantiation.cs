using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Types for the parameters of a generic method or type, so that it can be executed: one that satisfies the constraints.</summary>
internal static class Instantiation
{
    /// <summary>The method with types put in; itself where it is not generic, null where no known type satisfies a constraint.</summary>
    public static IMethodSymbol? Of(IMethodSymbol method, Compilation compilation)
    {
        if (method.ContainingType is { TypeParameters.Length: > 0 } type)
        {
            if (Arguments(type.TypeParameters, compilation) is not { } arguments || type.ContainingType is { IsGenericType: true })
            {
                return null;
            }

            var closed = type.Construct(arguments);
            if (closed.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, method.OriginalDefinition)) is not { } member)
            {
                return null;
            }

            method = member;
        }

        if (method.TypeParameters.Length == 0)
        {
            return method;
        }

        return Arguments(method.TypeParameters, compilation) is { } own ? method.OriginalDefinition.Equals(method, SymbolEqualityComparer.Default) || method.ConstructedFrom.Equals(method, SymbolEqualityComparer.Default)
            ? method.Construct(own) : method : null;
    }

    /// <summary>True where a type parameter is left that nobody chose a type for.</summary>
    public static bool IsOpen(IMethodSymbol method) =>
        method.TypeArguments.Any(a => a is ITypeParameterSymbol) || method.ContainingType.TypeArguments.Any(a => a is ITypeParameterSymbol);

    private static ITypeSymbol[]? Arguments(System.Collections.Immutable.ImmutableArray<ITypeParameterSymbol> parameters, Compilation compilation)
    {
        var arguments = parameters.Select(p => Argument(p, compilation)).ToArray();
        return arguments.OfType<ITypeSymbol>().ToArray() is var found && found.Length == parameters.Length ? found : null;
    }

    private static ITypeSymbol? Argument(ITypeParameterSymbol parameter, Compilation compilation)
    {
        // A constraint that is a class is its own first answer; one that names type parameters is not solved here.
        var named = parameter.ConstraintTypes.OfType<INamedTypeSymbol>().Where(t => t is { TypeKind: TypeKind.Class, IsAbstract: false, IsGenericType: false });
        var common = new[] { SpecialType.System_Int32, SpecialType.System_String, SpecialType.System_Object }.Select(compilation.GetSpecialType);
        return named.Concat(common).FirstOrDefault(t => Satisfies(t, parameter, compilation));
    }

    private static bool Satisfies(INamedTypeSymbol type, ITypeParameterSymbol parameter, Compilation compilation) =>
        (!parameter.HasReferenceTypeConstraint || type.IsReferenceType)
        && (!parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint || type.IsValueType)
        && (!parameter.HasConstructorConstraint || type.IsValueType || type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public))
        && parameter.ConstraintTypes.All(c => Meets(type, Substituted(c, parameter, type), compilation));

    // IComparable<T> of the parameter itself.
    private static ITypeSymbol Substituted(ITypeSymbol constraint, ITypeParameterSymbol parameter, ITypeSymbol type) => constraint switch
    {
        ITypeParameterSymbol p when SymbolEqualityComparer.Default.Equals(p, parameter) => type,
        INamedTypeSymbol { IsGenericType: true } named => named.OriginalDefinition.Construct(named.TypeArguments.Select(a => Substituted(a, parameter, type)).ToArray()),
        _ => constraint,
    };

    private static bool Meets(ITypeSymbol type, ITypeSymbol constraint, Compilation compilation) =>
        constraint is not ITypeParameterSymbol && compilation.ClassifyCommonConversion(type, constraint) is { IsImplicit: true, IsUserDefined: false, IsNumeric: false };
}
