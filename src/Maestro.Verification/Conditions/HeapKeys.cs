using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Which maps hold a field, a static, or the elements of an array.</summary>
internal sealed class HeapKeys(Shapes shapes)
{
    private static readonly SymbolDisplayFormat Full = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType);

    /// <summary>One key a leaf of the field's value.</summary>
    public IReadOnlyList<MapKey> OfField(IFieldSymbol field)
    {
        var kind = field.IsStatic ? "static" : "field";
        var name = $"{kind}:{field.ToDisplayString(Full)}";
        return shapes.Of(field.Type).Leaves
            .Select(l => new MapKey(
                $"{name}/{l.Path}",
                field.IsStatic ? l.Sort : new Sort.Map(Sort.Ref, l.Sort),
                field.IsReadOnly || field.IsConst || IsInitOnly(field)))
            .ToList();
    }

    /// <summary>One key a leaf of the element. Arrays of references to objects share one map, because of covariance.</summary>
    public IReadOnlyList<MapKey> OfElements(ITypeSymbol element)
    {
        var shape = shapes.Of(element);
        var name = shape.IsScalar && shape.Sort == Sort.Ref ? "object"
            : shape.IsScalar && shape.Sort is IntegerSort integer ? $"integer{integer.Width.ToString(System.Globalization.CultureInfo.InvariantCulture)}{(integer.Signed ? "s" : "u")}"
            : element.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(Full);
        return shape.Leaves
            .Select(l => new MapKey($"elements:{name}/{l.Path}", new Sort.Map(Sort.Ref, new Sort.Map(IntegerSort.Int32, l.Sort)), IsReadOnly: false))
            .ToList();
    }

    private static bool IsInitOnly(IFieldSymbol field) =>
        field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } };
}
