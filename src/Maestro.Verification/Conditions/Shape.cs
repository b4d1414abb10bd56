using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>How values of a type are made of terms: one leaf, or the leaves of its parts in order (tuples, structs, nullables).</summary>
internal sealed record Shape(ITypeSymbol Type, ImmutableArray<Leaf> Leaves, ImmutableArray<Part> Parts)
{
    public bool IsScalar => Parts.IsDefaultOrEmpty;

    public Sort Sort => Leaves[0].Sort;

    public Part? PartOf(string name) => Parts.FirstOrDefault(p => p.Name == name);
}

/// <summary>One term of a value. <paramref name="Path"/> names it within the value.</summary>
internal sealed record Leaf(string Path, Sort Sort);

/// <summary>A named part: leaves from <paramref name="Start"/>.</summary>
internal sealed record Part(string Name, int Start, Shape Shape, ISymbol? Symbol);

/// <summary>Shapes by type. Thread-safe.</summary>
internal sealed class Shapes
{
    private const int MostLeaves = 48;
    private readonly ConcurrentDictionary<ITypeSymbol, Shape> _known = new(SymbolEqualityComparer.Default);

    public const string HasValue = "HasValue";

    public const string NullableValue = "Value";

    public Shape Of(ITypeSymbol type) => _known.GetOrAdd(type, Make);

    /// <summary>The integer sort of a numeric, character or enum type; null for every other type.</summary>
    public static IntegerSort? IntegerSortOf(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } => IntegerSortOf(underlying),
        _ => type.SpecialType switch
        {
            SpecialType.System_Int32 => IntegerSort.Int32,
            SpecialType.System_Int64 => IntegerSort.Int64,
            SpecialType.System_Char => IntegerSort.Char,
            SpecialType.System_UInt32 => new(32, false),
            SpecialType.System_UInt64 => new(64, false),
            SpecialType.System_Byte => new(8, false),
            SpecialType.System_SByte => new(8, true),
            SpecialType.System_Int16 => new(16, true),
            SpecialType.System_UInt16 => new(16, false),

            // 64-bit processes: noted as an assumption where one is computed with.
            SpecialType.System_IntPtr => IntegerSort.Int64,
            SpecialType.System_UIntPtr => new(64, false),
            _ => null,
        },
    };

    /// <summary>The instance fields of a struct declared in source, in order.</summary>
    public static IEnumerable<IFieldSymbol> FieldsOf(ITypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst);

    /// <summary>The name of a field in a model and in a struct's parts: of an auto-property's field, the property's.</summary>
    public static string NameOf(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    /// <summary>True for <c>KeyValuePair</c>.</summary>
    public static bool IsPair(ITypeSymbol? type) => type is INamedTypeSymbol { Name: "KeyValuePair", Arity: 2, DeclaringSyntaxReferences.IsEmpty: true } named
        && named.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic";

    /// <summary>True for a pair whose framework has <c>Deconstruct</c>: without, somebody's extension method would run.</summary>
    public static bool IsDeconstructed(ITypeSymbol? type) => IsPair(type) && !type!.GetMembers("Deconstruct").IsEmpty;

    private Shape Make(ITypeSymbol type)
    {
        if (type.SpecialType == SpecialType.System_Boolean)
        {
            return Scalar(type, Sort.Bool);
        }

        if (IntegerSortOf(type) is { } integer)
        {
            return Scalar(type, integer);
        }

        if (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
        {
            return Scalar(type, type.SpecialType == SpecialType.System_Double ? FloatSort.Double : FloatSort.Single);
        }

        if (type.SpecialType == SpecialType.System_String)
        {
            return Scalar(type, Sort.Text);
        }

        if (type.IsReferenceType && type.TypeKind != TypeKind.TypeParameter)
        {
            return Scalar(type, Sort.Ref);
        }

        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            return Composite(type, [(HasValue, Scalar(type, Sort.Bool), null), (NullableValue, Of(nullable.TypeArguments[0]), null)]);
        }

        if (type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return Composite(type, tuple.TupleElements.Select((e, i) =>
                ($"Item{(i + 1).ToString(System.Globalization.CultureInfo.InvariantCulture)}", Of(e.Type), (ISymbol?)(e.CorrespondingTupleField ?? e))));
        }

        if (IsPair(type))
        {
            return Composite(type, type.GetMembers().OfType<IPropertySymbol>().Select(p => (p.Name, Of(p.Type), (ISymbol?)p)));
        }

        if (Spans.ElementOf(type) is { } element)
        {
            return SpanOf((INamedTypeSymbol)type, element);
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsRefLikeType: false } && type.DeclaringSyntaxReferences.Length > 0)
        {
            return Composite(type, FieldsOf(type).Select(f => (NameOf(f), Of(f.Type), (ISymbol?)f)));
        }

        return Scalar(type, Sort.Opaque);
    }

    private Shape SpanOf(INamedTypeSymbol type, ITypeSymbol element)
    {
        var number = Of(type.GetMembers("Length").OfType<IPropertySymbol>().First().Type);
        var parts = new List<(string, Shape, ISymbol?)> { (Spans.Memory, Scalar(type, Sort.Ref), null) };
        if (Spans.MayBeText(type))
        {
            parts.Add((Spans.Text, Scalar(element, Sort.Text), null));
        }

        return Composite(type, parts.Concat([(Spans.Start, number, null), (Spans.Length, number, null)]));
    }

    private static Shape Scalar(ITypeSymbol type, Sort sort) => new(type, [new Leaf("", sort)], []);

    private static Shape Composite(ITypeSymbol type, IEnumerable<(string Name, Shape Shape, ISymbol? Symbol)> parts)
    {
        var leaves = ImmutableArray.CreateBuilder<Leaf>();
        var list = ImmutableArray.CreateBuilder<Part>();
        foreach (var (name, shape, symbol) in parts)
        {
            list.Add(new Part(name, leaves.Count, shape, symbol));
            leaves.AddRange(shape.Leaves.Select(l => l with { Path = $"{name}.{l.Path}" }));
        }

        return leaves.Count is 0 or > MostLeaves ? Scalar(type, Sort.Opaque) : new Shape(type, leaves.ToImmutable(), list.ToImmutable());
    }
}

/// <summary>A value: a term a leaf.</summary>
internal sealed record Value(Shape Shape, ImmutableArray<Term> Leaves)
{
    public Value(Shape shape, Term term)
        : this(shape, ImmutableArray.Create(term))
    {
    }

    /// <summary>The term of a scalar.</summary>
    public Term Term => Leaves[0];

    public Sort Sort => Shape.Sort;

    public Value Get(Part part) => new(part.Shape, Leaves.Skip(part.Start).Take(part.Shape.Leaves.Length).ToImmutableArray());

    public Value With(Part part, Value value)
    {
        var leaves = Leaves.ToBuilder();
        for (var i = 0; i < value.Leaves.Length; i++)
        {
            leaves[part.Start + i] = value.Leaves[i];
        }

        return this with { Leaves = leaves.ToImmutable() };
    }
}
