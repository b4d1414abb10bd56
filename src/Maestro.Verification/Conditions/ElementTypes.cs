using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>
/// Arrays of two element types have a map each, although one array may be seen as both: by covariance an array of strings is one of objects, and an
/// array of a type parameter is any. A proof that writes one of them and looks at the other would take them for two arrays.
/// </summary>
internal sealed class ElementTypes
{
    private readonly Dictionary<string, (ITypeSymbol Type, int Rank)> _used = new(StringComparer.Ordinal);
    private readonly HashSet<string> _written = new(StringComparer.Ordinal);

    /// <summary>Notes a map that somebody looks at or writes.</summary>
    public void Use(string map, ITypeSymbol element, int rank)
    {
        if (!_used.ContainsKey(map))
        {
            _used.Add(map, (element, rank));
        }
    }

    /// <summary>Notes a map whose arrays changed.</summary>
    public void Write(string map) => _written.Add(map);

    /// <summary>Two element types whose arrays may be one and the same, one of which changed; null where there are none.</summary>
    public (ITypeSymbol Written, ITypeSymbol Other)? Confused()
    {
        foreach (var map in _written.Where(_used.ContainsKey).OrderBy(m => m, StringComparer.Ordinal))
        {
            foreach (var other in _used.Where(o => o.Key != map && o.Value.Rank == _used[map].Rank).OrderBy(o => o.Key, StringComparer.Ordinal))
            {
                if (MayBeSame(_used[map].Type, other.Value.Type))
                {
                    return (_used[map].Type, other.Value.Type);
                }
            }
        }

        return null;
    }

    private static bool MayBeSame(ITypeSymbol a, ITypeSymbol b) =>
        !HeapKeys.NameOf(a).Equals(HeapKeys.NameOf(b), StringComparison.Ordinal)
        && (IsStringAndMore(a, b) || IsStringAndMore(b, a) || IsOpenAndFits(a, b) || IsOpenAndFits(b, a));

    private static bool IsStringAndMore(ITypeSymbol a, ITypeSymbol b) => a.SpecialType == SpecialType.System_String
        && (b.SpecialType == SpecialType.System_Object || b.TypeKind == TypeKind.Dynamic
            || b.TypeKind == TypeKind.Interface && a.AllInterfaces.Contains(b, SymbolEqualityComparer.Default));

    private static bool IsOpenAndFits(ITypeSymbol open, ITypeSymbol other) => open switch
    {
        ITypeParameterSymbol { IsValueType: true } or ITypeParameterSymbol { HasUnmanagedTypeConstraint: true } => !other.IsReferenceType,
        ITypeParameterSymbol { IsReferenceType: true } => !other.IsValueType,
        ITypeParameterSymbol => true,
        INamedTypeSymbol { IsGenericType: true, IsValueType: true } named => IsOpen(named) && (other is ITypeParameterSymbol || other.OriginalDefinition.Equals(named.OriginalDefinition, SymbolEqualityComparer.Default)),
        _ => false,
    };

    private static bool IsOpen(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => true,
        IArrayTypeSymbol array => IsOpen(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpen),
        _ => false,
    };
}
