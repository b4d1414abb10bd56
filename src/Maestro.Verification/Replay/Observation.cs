using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>What callers can see of one execution, contracts aside (semantics.md, 21 to 24).</summary>
/// <param name="Outcome">The result as a C# literal, <c>throws TYPE</c>, or <c>returns</c>.</param>
/// <param name="State">The outcome with all that is reachable afterwards from result, receiver, arguments and statics, objects by order of appearance.</param>
/// <param name="Undecided">Why the execution says nothing; null where it ended.</param>
/// <param name="Statics">Documentation ids of the static fields that were touched.</param>
/// <param name="Layouts">Types of the objects in <paramref name="State"/> with their fields: states compare only where these agree.</param>
public sealed record Observation(string Outcome, string State, string? Undecided, ImmutableSortedSet<string> Statics, ImmutableSortedSet<string> Layouts)
{
    /// <summary>What is reachable from receiver and arguments before the call.</summary>
    internal string Entry { get; init; } = "";

    internal static Observation None(string why) => new("", "", why, ImmutableSortedSet<string>.Empty, ImmutableSortedSet<string>.Empty);
}

/// <summary>Writes the objects that are reachable from some roots, as text that is equal where they cannot be told apart.</summary>
internal sealed class ReachableText
{
    private readonly Dictionary<object, int> _numbers = new(ReferenceComparer.Instance);
    private readonly StringBuilder _text = new();

    /// <summary>Types met, each with the names of its fields.</summary>
    public SortedSet<string> Layouts { get; } = new(StringComparer.Ordinal);

    public override string ToString() => _text.ToString();

    public ReachableText Root(string name, object? value)
    {
        _text.Append(name).Append('=');
        Write(value, 0);
        _text.Append('\n');
        return this;
    }

    /// <summary>Calls of what lies outside, each on a line.</summary>
    public void Lines(IReadOnlyList<string> calls)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            _text.Append("call ").Append((i + 1).ToString(CultureInfo.InvariantCulture)).Append(": ").Append(calls[i].Replace("\n", "\\n")).Append('\n');
        }
    }

    private void Write(object? value, int depth)
    {
        if (depth > 200)
        {
            throw new InsufficientExecutionStackException();
        }

        switch (value)
        {
            case null:
                _text.Append("null");
                break;
            case string text:
                _text.Append('"').Append(text.Replace("\\", "\\\\").Replace("\"", "\\\"")).Append('"');
                break;
            case StructValue structure:
                Note(structure.Type);
                _text.Append('(');
                foreach (var field in structure.Fields)
                {
                    Write(field, depth + 1);
                    _text.Append(';');
                }

                _text.Append(')');
                break;
            case ObjectValue or ArrayValue or ListValue or MapValue or Boxed when _numbers.TryGetValue(value, out var known):
                _text.Append('#').Append(known.ToString(CultureInfo.InvariantCulture));
                break;
            case ObjectValue o:
                Number(o);
                Note(o.Type);
                _text.Append(o.Type.ToDisplayString()).Append('{');
                foreach (var field in o.Fields)
                {
                    Write(field, depth + 1);
                    _text.Append(';');
                }

                _text.Append('}');
                break;
            case ArrayValue array:
                Number(array);
                WriteAll(array.ElementType.ToDisplayString() + (array.Lengths is null ? "" : $"[{string.Join(",", array.Lengths)}]"), array.Items, depth);
                break;
            case ListValue list:
                Number(list);
                WriteAll("list", list.Items, depth);
                break;
            case MapValue map:
                Number(map);
                var entries = InNoOrder(map);
                WriteAll("keys", entries.Select(e => ReferenceEquals(e.Key, MapValue.NullKey) ? null : e.Key), depth);
                WriteAll("values", entries.Select(e => e.Value), depth);
                break;
            case Boxed boxed:
                Number(boxed);
                _text.Append("box ").Append(boxed.Type.ToDisplayString()).Append(' ');
                Write(boxed.Value, depth + 1);
                break;
            case double d:
                _text.Append(double.IsNaN(d) ? "NaN" : BitConverter.DoubleToInt64Bits(d).ToString("x", CultureInfo.InvariantCulture));
                break;
            case float f:
                _text.Append(float.IsNaN(f) ? "NaN" : BitConverter.DoubleToInt64Bits(f).ToString("x", CultureInfo.InvariantCulture));
                break;
            case DelegateValue or EnumeratorValue:
                throw new InvalidOperationException("a delegate cannot be compared");
            case not null when Times.Text(value) is { } time:
                _text.Append(time);
                break;
            default:
                // Of a decimal the scale is visible, and its text has it.
                _text.Append(value.GetType().Name).Append(' ').Append(System.Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }
    }

    /// <summary>Nobody is promised an order of entries: where keys have one of their own, it is that.</summary>
    private static IReadOnlyList<KeyValuePair<object, object?>> InNoOrder(MapValue map) => map.Entries.Keys.All(k => k is string or IConvertible)
        ? map.Entries.OrderBy(e => System.Convert.ToString(e.Key, CultureInfo.InvariantCulture), StringComparer.Ordinal).ToList()
        : map.Entries.ToList();

    private void WriteAll(string type, IEnumerable<object?> items, int depth)
    {
        _text.Append(type).Append('[');
        foreach (var item in items)
        {
            Write(item, depth + 1);
            _text.Append(';');
        }

        _text.Append(']');
    }

    private void Note(INamedTypeSymbol type)
    {
        var names = new List<string>();
        for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
        {
            names.AddRange(t.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst).Select(f => $"{f.Name}:{f.Type.ToDisplayString()}"));
        }

        Layouts.Add($"{type.ToDisplayString()} {string.Join(",", names)}");
    }

    private void Number(object value)
    {
        _numbers.Add(value, _numbers.Count);
        _text.Append('#').Append((_numbers.Count - 1).ToString(CultureInfo.InvariantCulture)).Append(':');
    }

    private sealed class ReferenceComparer : IEqualityComparer<object>
    {
        public static ReferenceComparer Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object obj) => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(obj);
    }
}
