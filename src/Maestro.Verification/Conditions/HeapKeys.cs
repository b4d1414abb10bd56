using Maestro.Verification.Smt;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Which maps hold a field, a static, or the elements of an array.</summary>
internal sealed class HeapKeys(Shapes shapes)
{
    /// <summary>Stands for the private state of other assemblies: calls of pure members before and after a write of it are different calls.</summary>
    public static MapKey Hidden { get; } = new("hidden/", IntegerSort.Int32, IsReadOnly: false);

    /// <summary>Whose arrays are looked at.</summary>
    public ElementTypes Elements { get; } = new();

    /// <summary>One key a leaf of the field's value.</summary>
    public IReadOnlyList<MapKey> OfField(IFieldSymbol field)
    {
        if (FrameworkSpecifications.IsContents(field))
        {
            var contents = FrameworkSpecifications.ValueOf(field);
            var key = FrameworkSpecifications.KeyOf(field);
            var index = key is null ? IntegerSort.Int32 : shapes.Of(key).Sort;
            var id = $"contents:{NameOf(field.ContainingType.OriginalDefinition)}.{field.Name}<{(key is null ? "" : $"{NameOf(key)},")}{NameOf(contents)}>";
            return shapes.Of(contents).Leaves
                .Select(l => new MapKey($"{id}/{l.Path}", new Sort.Map(Sort.Ref, new Sort.Map(index, l.Sort)), IsReadOnly: false)).ToList();
        }

        if (FrameworkSpecifications.IsGhost(field))
        {
            // A framework object has its count whatever its type arguments are.
            field = field.OriginalDefinition;
        }

        var kind = field.IsStatic ? "static" : "field";
        var name = $"{kind}:{NameOf(field.ContainingType)}.{field.Name}";
        return shapes.Of(field.Type).Leaves
            .Select(l => new MapKey(
                $"{name}/{l.Path}",
                field.IsStatic ? l.Sort : new Sort.Map(Sort.Ref, l.Sort),
                field.IsReadOnly || field.IsConst || IsInitOnly(field)))
            .ToList();
    }

    /// <summary>One key a leaf of a parameter that the objects of a class keep (<see cref="Contracts.PrimaryConstructors"/>).</summary>
    public IReadOnlyList<MapKey> OfParameter(IParameterSymbol parameter) => shapes.Of(parameter.Type).Leaves
        .Select(l => new MapKey($"parameter:{NameOf(parameter.ContainingType)}.{parameter.Name}/{l.Path}", new Sort.Map(Sort.Ref, l.Sort), IsReadOnly: true)).ToList();

    /// <summary>
    /// One key a leaf of the element. Arrays of references to objects share one map, because of covariance; so do arrays of integers of
    /// one width, whose signs the runtime does not tell apart.
    /// </summary>
    public IReadOnlyList<MapKey> OfElements(ITypeSymbol element, int rank = 1)
    {
        var maps = ElementMaps(element, rank);
        foreach (var map in maps)
        {
            Elements.Use(map.Id, element, rank);
        }

        return maps;
    }

    private IReadOnlyList<MapKey> ElementMaps(ITypeSymbol element, int rank)
    {
        var shape = shapes.Of(element);
        var elements = rank == 1 ? "elements" : $"elements{rank.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
        if (shape.IsScalar && shape.Sort is IntegerSort integer)
        {
            var width = integer.Width.ToString(System.Globalization.CultureInfo.InvariantCulture);
            return [OfMap($"{elements}:integer{width}/", new IntegerSort(integer.Width, integer.Width >= 32), rank)];
        }

        var name = shape.IsScalar && shape.Sort == Sort.Ref ? "object" : NameOf(element);
        return shape.Leaves.Select(l => OfMap($"{elements}:{name}/{l.Path}", l.Sort, rank)).ToList();
    }

    /// <summary>An element as its map holds it, or back: integers of one width share a map.</summary>
    public static Term AsElement(TermFactory terms, Term value, Sort sort) =>
        sort is IntegerSort integer && !sort.Equals(value.Sort) ? terms.Convert(value, integer) : value;

    private static MapKey OfMap(string id, Sort element, int rank = 1) =>
        new(id, new Sort.Map(Sort.Ref, Enumerable.Repeat(0, rank).Aggregate(element, (sort, _) => new Sort.Map(IntegerSort.Int32, sort))), IsReadOnly: false);

    /// <summary>The type as the runtime knows it: tuples without names, <c>dynamic</c> as <c>object</c>, no nullable annotations.</summary>
    public static string NameOf(ITypeSymbol type) => type switch
    {
        IDynamicTypeSymbol => "System.Object",
        IArrayTypeSymbol array => $"{NameOf(array.ElementType)}[{new string(',', array.Rank - 1)}]",
        ITypeParameterSymbol parameter => parameter.Name,
        INamedTypeSymbol { TupleUnderlyingType: { } underlying } => NameOf(underlying),
        INamedTypeSymbol named => $"{(named.ContainingType is { } outer ? NameOf(outer) : named.ContainingNamespace?.ToDisplayString())}.{named.MetadataName}"
            + (named.TypeArguments.IsEmpty ? "" : $"<{string.Join(",", named.TypeArguments.Select(NameOf))}>"),
        _ => type.ToDisplayString(),
    };

    private static bool IsInitOnly(IFieldSymbol field) =>
        field.AssociatedSymbol is IPropertySymbol { SetMethod: null or { IsInitOnly: true } };
}
