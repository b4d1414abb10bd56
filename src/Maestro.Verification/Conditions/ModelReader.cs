using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Conditions;

/// <summary>Asks for the entry state's values, and makes an input of the solver's answer.</summary>
internal sealed class ModelReader
{
    private const int MostElements = 16;
    private const int MostDepth = 2;
    private readonly Encoded _encoded;
    private readonly Shapes _shapes;
    private readonly HeapKeys _keys;
    private readonly IMethodSymbol _method;
    private readonly List<Term> _watched = [];
    private readonly Dictionary<Term, BigInteger> _values = [];
    private int _spans;

    public ModelReader(Encoded encoded, Shapes shapes, IMethodSymbol method)
    {
        _encoded = encoded;
        _shapes = shapes;
        _keys = new HeapKeys(shapes);
        _method = method;
        foreach (var parameter in method.Parameters)
        {
            Watch(encoded.Entry.Locals[parameter], 0);
        }

        if (encoded.Entry.This is { } self && method.MethodKind != MethodKind.Constructor)
        {
            Watch(self, 0);
        }
    }

    /// <summary>The terms whose values to ask for.</summary>
    public IReadOnlyList<Term> Watched => _watched;

    /// <summary>The input, from the text of <c>get-value</c>; null when it is not understood.</summary>
    public ModelInput? Read(string output)
    {
        var values = SolverValues.Parse(output);
        if (values is null || values.Count != _watched.Count)
        {
            return null;
        }

        _values.Clear();
        for (var i = 0; i < values.Count; i++)
        {
            _values[_watched[i]] = _watched[i].Sort is IntegerSort sort ? sort.Wrap(values[i]) : values[i];
        }

        var parameters = _method.Parameters
            .Select(p => (p.Name, Value: ValueOf(_encoded.Entry.Locals[p], 0)))
            .Where(p => p.Value is not null)
            .ToImmutableDictionary(p => p.Name, p => p.Value!);
        var receiver = _encoded.Entry.This is { } self && _method.MethodKind != MethodKind.Constructor ? ValueOf(self, 0) : null;
        return new ModelInput(receiver, parameters);
    }

    private void Watch(Value value, int depth)
    {
        foreach (var leaf in value.Leaves)
        {
            WatchTerm(leaf);
        }

        foreach (var child in Children(value, depth))
        {
            Watch(child.Value, depth + 1);
        }

        if (value.Shape.IsScalar && LengthOf(value) is { } length)
        {
            WatchTerm(length);
        }
    }

    private void WatchTerm(Term term)
    {
        if (!_watched.Contains(term) && term.Sort is not Sort.Map)
        {
            _watched.Add(term);
        }
    }

    private Term? LengthOf(Value value) => value.Sort == Sort.Text ? _encoded.Terms.StringLength(value.Term)
        : value.Shape.Type is IArrayTypeSymbol { Rank: 1 } ? _encoded.Terms.ArrayLength(value.Term) : null;

    /// <summary>Elements, characters and fields of the object that a value refers to, in the entry state.</summary>
    private IEnumerable<(string Name, Value Value)> Children(Value value, int depth)
    {
        var terms = _encoded.Terms;
        if (Spans.ElementOf(value.Shape.Type) is { } spanned)
        {
            foreach (var element in ElementsOf(value, spanned))
            {
                yield return ("", element);
            }

            yield break;
        }

        if (!value.Shape.IsScalar || depth > MostDepth)
        {
            yield break;
        }

        if (value.Sort == Sort.Text)
        {
            var shape = new Shape(value.Shape.Type, [new Leaf("", IntegerSort.Char)], []);
            for (var i = 0; i < MostElements; i++)
            {
                yield return ("", new Value(shape, terms.StringChar(value.Term, terms.Integer(i, IntegerSort.Int32))));
            }
        }
        else if (value.Shape.Type is IArrayTypeSymbol { Rank: 1 } array)
        {
            var shape = _shapes.Of(array.ElementType);
            var count = depth == 0 ? MostElements : 4;
            for (var i = 0; i < count; i++)
            {
                var index = terms.Integer(i, IntegerSort.Int32);
                yield return ("", new Value(shape, _keys.OfElements(array.ElementType).Select((k, i) => HeapKeys.AsElement(terms, terms.Select(terms.Select(Map(k), value.Term), index), _shapes.Of(array.ElementType).Leaves[i].Sort)).ToImmutableArray()));
            }
        }
        else if (value.Sort == Sort.Ref && value.Shape.Type is INamedTypeSymbol { TypeKind: TypeKind.Class } type && type.DeclaringSyntaxReferences.Length > 0)
        {
            for (var t = type; t is not null && t.DeclaringSyntaxReferences.Length > 0; t = t.BaseType)
            {
                foreach (var field in Shapes.FieldsOf(t))
                {
                    yield return (Shapes.NameOf(field), new Value(_shapes.Of(field.Type), _keys.OfField(field).Select(k => terms.Select(Map(k), value.Term)).ToImmutableArray()));
                }
            }
        }
    }

    private IEnumerable<Value> ElementsOf(Value span, ITypeSymbol element)
    {
        var terms = _encoded.Terms;
        var shape = _shapes.Of(element);
        Term Part(string name) => span.Get(span.Shape.PartOf(name)!).Term;
        for (var i = 0; i < MostElements; i++)
        {
            var index = terms.Add(Part(Spans.Start), terms.Integer(i, IntegerSort.Int32));
            var leaves = _keys.OfElements(element).Select((k, j) => HeapKeys.AsElement(terms, terms.Select(terms.Select(Map(k), Part(Spans.Memory)), index), shape.Leaves[j].Sort));
            if (span.Shape.PartOf(Spans.Text) is not null)
            {
                leaves = leaves.Select(l => terms.Ite(terms.Equal(Part(Spans.Text), terms.Null(Sort.Text)), l, terms.StringChar(Part(Spans.Text), index)));
            }

            yield return new Value(shape, leaves.ToImmutableArray());
        }
    }

    private ModelValue? ValueOfSpan(Value span)
    {
        if (!_values.TryGetValue(span.Get(span.Shape.PartOf(Spans.Length)!).Term, out var length) || length < 0
            || !_values.TryGetValue(span.Get(span.Shape.PartOf(Spans.Memory)!).Term, out var memory))
        {
            return null;
        }

        var elements = Children(span, 0).Take((int)BigInteger.Min(length, MostElements)).Select(c => ValueOf(c.Value, 1)).ToList();
        // Spans of strings share nothing that can be written.
        var identity = memory.IsZero ? -1 - _spans++ : (int)(memory % int.MaxValue);
        return elements.Any(e => e is null) ? null : new ModelValue.Array(identity, (int)length, elements.ToImmutableArray()!);
    }

    private Term Map(MapKey key) => _encoded.Entry.Heap.TryGetValue(key, out var map) ? map
        : _encoded.Terms.Variable(key.IsReadOnly ? $"readonly/{key.Id}" : $"{((Epoch.Fresh)_encoded.Entry.Epoch).Name}/{key.Id}", key.Sort);

    private ModelValue? ValueOf(Value value, int depth)
    {
        if (Spans.ElementOf(value.Shape.Type) is not null)
        {
            return ValueOfSpan(value);
        }

        if (!value.Shape.IsScalar)
        {
            var fields = value.Shape.Parts.Select(p => (p.Name, Value: ValueOf(value.Get(p), depth)));
            if (value.Shape.PartOf(Shapes.HasValue) is { } has && _values.TryGetValue(value.Get(has).Term, out var present))
            {
                return present.IsZero ? new ModelValue.Null() : ValueOf(value.Get(value.Shape.PartOf(Shapes.NullableValue)!), depth);
            }

            return new ModelValue.Struct(fields.Where(f => f.Value is not null).ToImmutableDictionary(f => f.Name, f => f.Value!));
        }

        if (!_values.TryGetValue(value.Term, out var number))
        {
            return null;
        }

        switch (value.Sort)
        {
            case Sort.Truth:
                return new ModelValue.Boolean(!number.IsZero);
            case IntegerSort:
                return new ModelValue.Integer(number);
            case FloatSort format:
                return new ModelValue.Floating(FloatBits.Value(number, format));
            case Sort.Blob:
                return null;
        }

        if (number.IsZero)
        {
            return new ModelValue.Null();
        }

        if (depth > MostDepth)
        {
            return null;
        }

        var identity = (int)(number % int.MaxValue);
        var children = Children(value, depth).Select(c => (c.Name, Value: ValueOf(c.Value, depth + 1))).ToList();
        if (LengthOf(value) is { } lengthTerm)
        {
            if (!_values.TryGetValue(lengthTerm, out var length) || length > int.MaxValue || length < 0)
            {
                return null;
            }

            var given = children.Take((int)BigInteger.Min(length, children.Count)).Select(c => c.Value).ToList();
            return value.Sort == Sort.Text
                ? new ModelValue.String(identity, (int)length, given.Select(c => (char)((ModelValue.Integer)c!).Number).ToImmutableArray())
                : given.Any(g => g is null) ? null : new ModelValue.Array(identity, (int)length, given.ToImmutableArray()!);
        }

        return new ModelValue.Object(identity, children.Where(c => c.Value is not null).GroupBy(c => c.Name).ToImmutableDictionary(g => g.Key, g => g.First().Value!));
    }
}

/// <summary>Reads the answer to <c>get-value</c>.</summary>
internal static class SolverValues
{
    /// <summary>One number a watched term, in order; truth values are 0 and 1. Null when the text is something else.</summary>
    public static IReadOnlyList<BigInteger>? Parse(string output)
    {
        var position = 0;
        if (Node(output, ref position, 0) is not List<object> pairs)
        {
            return null;
        }

        var values = new List<BigInteger>();
        foreach (var pair in pairs)
        {
            if (pair is not List<object> { Count: 2 } two || Number(two[1]) is not { } number)
            {
                return null;
            }

            values.Add(number);
        }

        return values;
    }

    private static BigInteger? Number(object node) => node switch
    {
        "true" => 1,
        "false" => 0,
        string s when s.StartsWith("#x", StringComparison.Ordinal) => BigInteger.Parse("0" + s.Substring(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture),
        string s when s.StartsWith("#b", StringComparison.Ordinal) => s.Substring(2).Aggregate(BigInteger.Zero, (n, c) => (n * 2) + (c - '0')),
        string s when BigInteger.TryParse(s, NumberStyles.None, CultureInfo.InvariantCulture, out var n) => n,
        List<object> { Count: 4 } bits when bits[0] is "fp" => Bits(bits),
        List<object> { Count: 4 } special when special[0] is "_" && special[1] is string name
            && int.TryParse(special[2] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var exponent)
            && int.TryParse(special[3] as string, NumberStyles.None, CultureInfo.InvariantCulture, out var significand) => FloatBits.OfSpecial(name, exponent, significand),
        List<object> { Count: 2 } negated when negated[0] is "-" && Number(negated[1]) is { } n => -n,
        _ => null,
    };

    /// <summary>Sign, exponent and significand after one another.</summary>
    private static BigInteger? Bits(List<object> parts)
    {
        var all = BigInteger.Zero;
        foreach (var part in parts.Skip(1))
        {
            if (part is not string { Length: > 2 } text || text[0] != '#' || Number(text) is not { } value)
            {
                return null;
            }

            all = (all << ((text.Length - 2) * (text[1] == 'x' ? 4 : 1))) + value;
        }

        return all;
    }

    private static object? Node(string text, ref int position, int depth)
    {
        while (position < text.Length && char.IsWhiteSpace(text[position]))
        {
            position++;
        }

        if (position >= text.Length || depth > 200)
        {
            return null;
        }

        if (text[position] != '(')
        {
            var start = position;
            while (position < text.Length && !char.IsWhiteSpace(text[position]) && text[position] is not ('(' or ')'))
            {
                position++;
            }

            return text.Substring(start, position - start);
        }

        position++;
        var list = new List<object>();
        while (true)
        {
            while (position < text.Length && char.IsWhiteSpace(text[position]))
            {
                position++;
            }

            if (position >= text.Length)
            {
                return null;
            }

            if (text[position] == ')')
            {
                position++;
                return list;
            }

            if (Node(text, ref position, depth + 1) is not { } child)
            {
                return null;
            }

            list.Add(child);
        }
    }
}
