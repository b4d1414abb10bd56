using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>
/// A copy of all that a method can reach at entry, on which <c>OldValue</c> is evaluated later. References that such an evaluation gives
/// are turned back into the objects themselves, so that <c>OldValue(xs)[k]</c> is the current content of the array of then.
/// </summary>
internal sealed class EntrySnapshot
{
    private readonly Dictionary<object, object> _copies = new(ByReference.Instance);
    private readonly Dictionary<object, object> _originals = new(ByReference.Instance);

    public EntrySnapshot(Execution run, Frame frame)
    {
        Frame = new Frame(frame.Method, Copy(frame.This), frame.UnderTest) { TypeArguments = frame.TypeArguments };
        foreach (var pair in frame.Variables)
        {
            Frame.Variables[pair.Key] = new Cell(Copy(pair.Value.Get()));
        }

        Statics = run.Statics.With(Copy);
        Frame.Entry = this;
    }

    public Frame Frame { get; }

    public StaticFields Statics { get; }

    /// <summary>Makes variables that a clause bound since entry, such as those of <c>ForAll</c>, known at entry.</summary>
    public void Bind(Frame current)
    {
        foreach (var pair in current.Variables)
        {
            if (!Frame.Variables.TryGetValue(pair.Key, out var place) || pair.Key is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } })
            {
                _ = place;
                Frame.Variables[pair.Key] = new Cell(pair.Value.Get() is { } value && _copies.TryGetValue(value, out var copy) ? copy : pair.Value.Get());
            }
        }
    }

    /// <summary>A value of the copy as a value of now.</summary>
    public object? Current(object? value) => value switch
    {
        null => null,
        StructValue s => new StructValue(s.Type, s.Fields.Select(Current).ToArray()),
        SpanValue span => span.Over((ArrayValue?)Current(span.Memory)),
        _ => _originals.TryGetValue(value, out var original) ? original : value,
    };

    private object? Copy(object? value)
    {
        switch (value)
        {
            case ObjectValue or ArrayValue or ListValue or MapValue when _copies.TryGetValue(value, out var known):
                return known;
            case ObjectValue o:
                var copy = Remember(o, new ObjectValue(o.Type, new object?[o.Fields.Length]));
                CopyAll(o.Fields, copy.Fields);
                if (o.Captured is { } captured)
                {
                    copy.Captured = new Dictionary<ISymbol, Location>(SymbolEqualityComparer.Default);
                    foreach (var pair in captured)
                    {
                        copy.Captured[pair.Key] = new Cell(Copy(pair.Value.Get()));
                    }
                }

                return copy;
            case ArrayValue a:
                var array = Remember(a, new ArrayValue(a.ElementType, new object?[a.Items.Length]) { Lengths = a.Lengths });
                CopyAll(a.Items, array.Items);
                return array;
            case ListValue l:
                var list = Remember(l, new ListValue(l.Type, new List<object?>(l.Items.Count)));
                list.Items.AddRange(l.Items.Select(Copy));
                return list;
            case SpanValue span:
                return span.Over((ArrayValue?)Copy(span.Memory));
            case MapValue m:
                var map = Remember(m, new MapValue(m.Type));
                foreach (var pair in m.Entries)
                {
                    map.Entries.Add(pair.Key, Copy(pair.Value));
                }

                return map;
            case StructValue s:
                var fields = new object?[s.Fields.Length];
                CopyAll(s.Fields, fields);
                return new StructValue(s.Type, fields);
            default:
                return value;
        }
    }

    private void CopyAll(object?[] from, object?[] to)
    {
        for (var i = 0; i < from.Length; i++)
        {
            to[i] = Copy(from[i]);
        }
    }

    private T Remember<T>(object original, T copy)
        where T : class
    {
        _copies.Add(original, copy);
        _originals.Add(copy, original);
        return copy;
    }

    private sealed class ByReference : IEqualityComparer<object>
    {
        public static ByReference Instance { get; } = new();

        bool IEqualityComparer<object>.Equals(object? x, object? y) => ReferenceEquals(x, y);

        int IEqualityComparer<object>.GetHashCode(object obj) => RuntimeHelpers.GetHashCode(obj);
    }
}
