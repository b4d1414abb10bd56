using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>The framework's interfaces of collections that know their count: reading through one changes nothing, which is trusted of those that nobody has seen.</summary>
internal static class CollectionInterface
{
    /// <summary>The element type; null for any other type.</summary>
    public static ITypeSymbol? ElementOf(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Interface, Arity: 1, DeclaringSyntaxReferences.IsEmpty: true } named
        && named.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IList" or "ICollection"
        && named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic" ? named.TypeArguments[0] : null;

    /// <summary>True for the getters of count and element.</summary>
    public static bool IsRead(IMethodSymbol method) => method is { MethodKind: MethodKind.PropertyGet, Name: "get_Count" or "get_Item" } && ElementOf(method.ContainingType) is not null;
}
