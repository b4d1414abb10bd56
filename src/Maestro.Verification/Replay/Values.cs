using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

// A value is an object?: null, a boxed .NET primitive of the static type (enums by their number), a string, or one of the classes below.
// Nullable<T> is null or the value. A reference-typed place that holds a value type holds a Boxed.

/// <summary>An instance of a class.</summary>
internal sealed class ObjectValue(INamedTypeSymbol type, object?[] fields)
{
    public INamedTypeSymbol Type { get; } = type;

    public object?[] Fields { get; } = fields;

    /// <summary>Parameters of primary constructors that members capture; null where there are none.</summary>
    public Dictionary<ISymbol, Location>? Captured { get; set; }
}

/// <summary>A struct or tuple. It stands for the place it lives in: reading a place as a value copies it, storing overwrites its fields.</summary>
internal sealed class StructValue(INamedTypeSymbol type, object?[] fields)
{
    public INamedTypeSymbol Type { get; } = type;

    public object?[] Fields { get; } = fields;

    public StructValue Copy()
    {
        var fields = new object?[Fields.Length];
        for (var i = 0; i < fields.Length; i++)
        {
            fields[i] = CopyOf(Fields[i]);
        }

        return new StructValue(Type, fields);
    }

    public void Overwrite(StructValue other)
    {
        for (var i = 0; i < Fields.Length; i++)
        {
            Fields[i] = CopyOf(other.Fields[i]);
        }
    }

    /// <summary>The value as an assignment sees it: structs are copied, all else is itself.</summary>
    public static object? CopyOf(object? value) => value is StructValue s ? s.Copy() : value;

    /// <summary>What a place holds after <paramref name="value"/> is stored over <paramref name="current"/>.</summary>
    public static object? Stored(object? current, object? value)
    {
        if (value is not StructValue next)
        {
            return value;
        }

        if (current is StructValue place && place.Fields.Length == next.Fields.Length && !ReferenceEquals(place, next)
            && SymbolEqualityComparer.Default.Equals(place.Type, next.Type))
        {
            place.Overwrite(next.Copy());
            return place;
        }

        return next.Copy();
    }
}

/// <summary>An array; of several dimensions, row by row.</summary>
internal sealed class ArrayValue(ITypeSymbol elementType, object?[] items)
{
    public ITypeSymbol ElementType { get; } = elementType;

    public object?[] Items { get; } = items;

    /// <summary>The length of each dimension; null where there is one.</summary>
    public int[]? Lengths { get; init; }

    /// <summary>Empty, and the framework may give the same one to others.</summary>
    public bool MayBeShared { get; init; }

    public int LengthOf(int dimension) => Lengths is null ? Items.Length : Lengths[dimension];
}

/// <summary>A boxed value type: one object by reference.</summary>
internal sealed class Boxed(ITypeSymbol type, object value)
{
    public ITypeSymbol Type { get; } = type;

    public object Value { get; } = value;
}

/// <summary>A <c>System.Type</c>.</summary>
internal sealed class TypeValue(ITypeSymbol type)
{
    public ITypeSymbol Type { get; } = type;
}

/// <summary>A delegate: a method with its receiver, or a lambda or local function with the variables it captured.</summary>
internal sealed class DelegateValue(IMethodSymbol method, object? receiver, Frame? defining, Microsoft.CodeAnalysis.FlowAnalysis.ControlFlowGraph? graph)
{
    public IMethodSymbol Method { get; } = method;

    public object? Receiver { get; } = receiver;

    /// <summary>The frame whose variables the function sees; null for an ordinary method.</summary>
    public Frame? Defining { get; } = defining;

    public Microsoft.CodeAnalysis.FlowAnalysis.ControlFlowGraph? Graph { get; } = graph;

    /// <summary>What a delegate that was made as an input does at a call.</summary>
    public Func<IOperation, object?>? Answer { get; set; }

    /// <summary>The body of a lambda in a clause, which has no graph.</summary>
    public IOperation? Body { get; set; }
}

/// <summary>A <c>System.Index</c>.</summary>
internal sealed record IndexValue(int Value, bool FromEnd)
{
    public int OffsetIn(int length) => unchecked(FromEnd ? length - Value : Value);
}

/// <summary>A <c>System.Range</c>.</summary>
internal sealed record RangeValue(IndexValue Start, IndexValue End);

/// <summary>What <c>GetEnumerator</c> of an array, string or collection gives.</summary>
internal sealed class EnumeratorValue
{
    private readonly Func<bool> _next;
    private readonly Func<object?> _current;

    /// <summary>Over positions.</summary>
    public EnumeratorValue(Func<int> count, Func<int, object?> at)
    {
        var position = -1;
        _next = () =>
        {
            position += position < count() ? 1 : 0;
            return position < count();
        };
        _current = () => at(position);
    }

    /// <summary>Over a real enumerator, which throws where it must not go on.</summary>
    public EnumeratorValue(IEnumerator<KeyValuePair<object, object?>> entries, Func<KeyValuePair<object, object?>, object?> element)
    {
        _next = entries.MoveNext;
        _current = () => element(entries.Current);
    }

    /// <summary>The list that is enumerated, and its version then; null for others.</summary>
    public ListValue? List { get; set; }

    public int Version { get; set; }

    /// <summary>False where the collection was changed.</summary>
    public bool TryMoveNext(out bool hasNext)
    {
        try
        {
            hasNext = _next();
            return List is null || List.Version == Version;
        }
        catch (InvalidOperationException)
        {
            hasNext = false;
            return false;
        }
    }

    public object? Current => _current();
}

/// <summary>A place that can be read, written and passed by reference.</summary>
internal abstract class Location
{
    /// <summary>The value itself; a struct is not copied.</summary>
    public abstract object? Get();

    public abstract void Set(object? value);
}

/// <summary>A local variable or by-value parameter.</summary>
internal sealed class Cell(object? value) : Location
{
    private object? _value = value;

    public override object? Get() => _value;

    public override void Set(object? value) => _value = StructValue.Stored(_value, value);
}

/// <summary>A slot of an object, struct or array that is known to exist.</summary>
internal sealed class Slot(object?[] slots, int index) : Location
{
    public override object? Get() => slots[index];

    public override void Set(object? value) => slots[index] = StructValue.Stored(slots[index], value);
}

/// <summary>A place reached through code, such as a property.</summary>
internal sealed class Accessor(Func<object?> get, Action<object?> set) : Location
{
    public override object? Get() => get();

    public override void Set(object? value) => set(value);
}

/// <summary>The target of a compound assignment, whose old value was read already.</summary>
internal sealed class ReadBefore(Location target, object? old) : Location
{
    public override object? Get() => old;

    public override void Set(object? value) => target.Set(value);
}

/// <summary>A value of a struct that has no model, such as a span: not null, and good for nothing.</summary>
internal sealed record NoValue(ITypeSymbol Type);
