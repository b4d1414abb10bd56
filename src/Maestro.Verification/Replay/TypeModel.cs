using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Types as the interpreter sees them: field layouts, default values, subtyping. Thread-safe; one a compilation.</summary>
internal sealed class TypeModel(Compilation compilation)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, IFieldSymbol[]> _layouts = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IFieldSymbol, int> _slots = new(SymbolEqualityComparer.Default);

    public Compilation Compilation { get; } = compilation;

    /// <summary>Instance fields, base classes' first, as defined (not constructed).</summary>
    public IFieldSymbol[] FieldsOf(INamedTypeSymbol type) => _layouts.GetOrAdd(type.OriginalDefinition, t =>
    {
        var fields = new List<IFieldSymbol>();
        if (t.TypeKind == TypeKind.Class && t.BaseType is { } parent)
        {
            fields.AddRange(FieldsOf(parent));
        }

        fields.AddRange(t.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst));
        return fields.ToArray();
    });

    /// <summary>The index of a field in its object; -1 where the type has no such field.</summary>
    public int SlotOf(IFieldSymbol field)
    {
        if (field.ContainingType.IsTupleType)
        {
            return TupleIndexOf(field);
        }

        return _slots.GetOrAdd(field.OriginalDefinition, f =>
            Array.FindIndex(FieldsOf(f.ContainingType), g => SymbolEqualityComparer.Default.Equals(f, g)));
    }

    public object? DefaultOf(ITypeSymbol type)
    {
        if (type.IsReferenceType || IsNullable(type))
        {
            return null;
        }

        if (type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying })
        {
            return DefaultOf(underlying);
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => Arithmetic.Box(false),
            SpecialType.System_IntPtr => IntPtr.Zero,
            SpecialType.System_UIntPtr => UIntPtr.Zero,
            SpecialType.None when Contracts.Tasks.IsTask(type) =>
                new TaskValue(Contracts.Tasks.ResultOf(type) is { } result ? DefaultOf(result) : null, null),
            SpecialType.None when SpanValue.ElementOf(type) is { } element => new SpanValue(element, null, 0, 0),
            SpecialType.None when type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named => DefaultStruct(named),
            _ when Numbers.IsNumeric(type.SpecialType) => Numbers.Convert(0, type.SpecialType, isChecked: false),
            _ => null,
        };
    }

    /// <summary>Structs that hold values the interpreter follows: of this compilation, and tuples.</summary>
    public static bool IsModelledStruct(ITypeSymbol type) =>
        type is INamedTypeSymbol { TypeKind: TypeKind.Struct } named && (named.IsTupleType || !named.OriginalDefinition.DeclaringSyntaxReferences.IsEmpty);

    public static bool IsNullable(ITypeSymbol? type) => type?.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;

    /// <summary>The type under a nullable value type; the type itself otherwise.</summary>
    public static ITypeSymbol Underlying(ITypeSymbol type) =>
        IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;

    /// <summary>The number type behind a type: of an enum its underlying one; nullable value types are looked through.</summary>
    public static SpecialType NumberType(ITypeSymbol? type)
    {
        if (type is null)
        {
            return SpecialType.None;
        }

        type = Underlying(type);
        return type is INamedTypeSymbol { TypeKind: TypeKind.Enum, EnumUnderlyingType: { } underlying } ? underlying.SpecialType : type.SpecialType;
    }

    /// <summary>True when an object of run-time type <paramref name="from"/> is a <paramref name="to"/>.</summary>
    public bool IsInstance(ITypeSymbol from, ITypeSymbol to)
    {
        to = Underlying(to);
        return SymbolEqualityComparer.Default.Equals(from, to)
            || (!from.IsValueType || to.IsReferenceType) && Compilation.ClassifyCommonConversion(from, to) is { Exists: true, IsImplicit: true, IsUserDefined: false, IsNumeric: false };
    }

    /// <summary>The run-time type of a non-null value in a reference-typed place.</summary>
    public ITypeSymbol? TypeOf(object value) => value switch
    {
        ObjectValue o => o.Type,
        Boxed b => b.Type,
        StructValue s => s.Type,
        string => Compilation.GetSpecialType(SpecialType.System_String),
        ArrayValue a => Compilation.CreateArrayTypeSymbol(a.ElementType, a.Lengths?.Length ?? 1),
        _ => null,
    };

    private static int TupleIndexOf(IFieldSymbol field)
    {
        var name = (field.CorrespondingTupleField ?? field).Name;
        return name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(name.Substring(4), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number - 1
            : -1;
    }

    private object? DefaultStruct(INamedTypeSymbol type)
    {
        if (!IsModelledStruct(type))
        {
            return new NoValue(type);
        }

        if (type.IsTupleType)
        {
            return new StructValue(type, type.TupleElements.Select(e => DefaultOf(e.Type)).ToArray());
        }

        var fields = FieldsOf(type);
        var values = new object?[fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = DefaultOf(MemberType(fields[i], type));
        }

        return new StructValue(type, values);
    }

    /// <summary>The type of a field of a constructed type, given the field as defined.</summary>
    private static ITypeSymbol MemberType(IFieldSymbol field, INamedTypeSymbol constructed) =>
        constructed.IsGenericType
            ? constructed.GetMembers(field.Name).OfType<IFieldSymbol>().FirstOrDefault()?.Type ?? field.Type
            : field.Type;

    /// <summary>A new object with default fields.</summary>
    public ObjectValue NewObject(INamedTypeSymbol type)
    {
        var fields = FieldsOf(type);
        var values = new object?[fields.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = DefaultOf(MemberTypeIn(fields[i], type));
        }

        return new ObjectValue(type, values);
    }

    private static ITypeSymbol MemberTypeIn(IFieldSymbol field, INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, field.ContainingType))
            {
                return MemberType(field, t);
            }
        }

        return field.Type;
    }
}
