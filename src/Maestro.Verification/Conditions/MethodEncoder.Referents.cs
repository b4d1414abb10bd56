using System.Globalization;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// What by-reference parameters may refer to. Each is a variable of its own that is kept equal to the field or element that it may be: a write of
/// either is a write of both, under the condition that they are one (semantics.md, 13).
/// </content>
internal sealed partial class MethodEncoder
{
    /// <summary>A place in the heap that a parameter may be. <paramref name="At"/> is the object (null for a static), <paramref name="Index"/> the position in an array.</summary>
    private sealed record Referent(IParameterSymbol Parameter, IReadOnlyList<MapKey> Keys, Term Is, Term? At, Term? Index);

    private readonly List<Referent> _referents = [];
    private TakenReferences? _takenReferences;

    private TakenReferences Taken => _takenReferences ??= new TakenReferences(_reader.Bodies);

    private IEnumerable<IParameterSymbol> ByReference => _method.Parameters.Where(p => p.RefKind != RefKind.None);

    private void FindReferents()
    {
        if (!ByReference.Any() && !IsStructMethod)
        {
            return;
        }

        var operations = _contract.Clauses.Select(c => c.Condition)
            .Concat(_method.IsStatic ? [] : _reader.InvariantsOf(_method.ContainingType).Select(c => c.Condition))
            .Append(_reader.Bodies.BodyOf(_method)!).SelectMany(o => o.DescendantsAndSelf()).ToList();
        var fields = operations.Select(FieldOf).Where(f => f is { IsConst: false }).Select(f => f!).Distinct<IFieldSymbol>(SymbolEqualityComparer.Default)
            .OrderBy(f => f.ToDisplayString(), StringComparer.Ordinal).ToList();
        var touchesElements = operations.Any(o => o.Type is IArrayTypeSymbol || Spans.ElementOf(o.Type) is not null);
        foreach (var parameter in ByReference)
        {
            if (ByReference.Any(other => !ReferenceEquals(other, parameter) && ParameterPlaces.MayOverlap(parameter.Type, other.Type)
                    && !SymbolEqualityComparer.Default.Equals(parameter.Type, other.Type))
                || IsStructMethod && ParameterPlaces.MayOverlap(_method.ContainingType, parameter.Type))
            {
                throw ParameterPlaces.Refused(parameter);
            }

            foreach (var field in fields.Where(f => SymbolEqualityComparer.Default.Equals(f.Type, parameter.Type) && Taken.MayBeReferredTo(f)))
            {
                Refer(parameter, _keys.OfField(field), field.IsStatic, isElement: false);
            }

            if (touchesElements)
            {
                Refer(parameter, _keys.OfElements(parameter.Type), isStatic: false, isElement: true);
            }
        }
    }

    private bool IsStructMethod => !_method.IsStatic && _method.ContainingType.IsValueType;

    private IFieldSymbol? FieldOf(IOperation operation) => operation switch
    {
        IFieldReferenceOperation { Instance: null or { Type.IsReferenceType: true } } field => field.Field,
        IPropertyReferenceOperation { Instance: null or { Type.IsReferenceType: true } } property when _reader.Bodies.FieldBehind(property.Property) is { } field => SameIn(field, property.Property.ContainingType),
        _ => null,
    };

    private void Refer(IParameterSymbol parameter, IReadOnlyList<MapKey> keys, bool isStatic, bool isElement)
    {
        var name = $"p{parameter.Ordinal.ToString(CultureInfo.InvariantCulture)} is {keys[0].Id}";
        var referent = new Referent(
            parameter,
            keys,
            _terms.Variable(name, Sort.Bool),
            isStatic ? null : _terms.Variable($"{name} at", Sort.Ref),
            isElement ? _terms.Variable($"{name} index", IntegerSort.Int32) : null);
        foreach (var other in _referents.Where(r => ReferenceEquals(r.Parameter, parameter)))
        {
            Know(_terms.Not(_terms.And(other.Is, referent.Is)));
        }

        if (referent.At is { } at)
        {
            Know(_terms.Implies(referent.Is, _terms.And(_terms.Not(_terms.Equal(at, _terms.Null(Sort.Ref))), _terms.Older(at, Now.Allocation))));
            if (referent.Index is { } index)
            {
                Know(_terms.Implies(referent.Is, _terms.And(_terms.LessOrEqual(Int(0), index), _terms.Less(index, _terms.ArrayLength(at)))));
            }
        }

        _referents.Add(referent);
        for (var leaf = 0; leaf < keys.Count; leaf++)
        {
            Know(_terms.Implies(referent.Is, _terms.Equal(Now.Locals[parameter].Leaves[leaf], Held(referent, leaf))));
        }
    }

    /// <summary>What the place holds, as a value of the parameter's type.</summary>
    private Term Held(Referent referent, int leaf)
    {
        var map = MapOf(referent.Keys[leaf]);
        var held = referent.At is { } at ? _terms.Select(map, at) : map;
        return HeapKeys.AsElement(_terms, referent.Index is { } index ? _terms.Select(held, index) : held, _shapes.Of(referent.Parameter.Type).Leaves[leaf].Sort);
    }

    /// <summary>A map has changed: so have the parameters that are places in it.</summary>
    private void FollowMap(MapKey key)
    {
        foreach (var referent in _referents)
        {
            for (var leaf = 0; leaf < referent.Keys.Count; leaf++)
            {
                if (referent.Keys[leaf].Equals(key))
                {
                    var value = Now.Locals[referent.Parameter];
                    var leaves = value.Leaves.SetItem(leaf, _terms.Ite(referent.Is, Held(referent, leaf), value.Leaves[leaf]));
                    _state = Now with { Locals = Now.Locals.SetItem(referent.Parameter, value with { Leaves = leaves }) };
                }
            }
        }
    }

    /// <summary>A by-reference parameter was assigned: so was the place that it is.</summary>
    private void WriteReferents(ISymbol written, Value value)
    {
        if (written is not IParameterSymbol parameter || parameter.RefKind == RefKind.None || !SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, _method) || _version is not null)
        {
            return;
        }

        foreach (var referent in _referents.Where(r => ReferenceEquals(r.Parameter, parameter)))
        {
            for (var leaf = 0; leaf < referent.Keys.Count; leaf++)
            {
                var key = referent.Keys[leaf];
                var map = MapOf(key);
                var stored = referent.Index is { } index
                    ? _terms.Store(map, referent.At!, _terms.Store(_terms.Select(map, referent.At!), index, Stored(key, value.Leaves[leaf])))
                    : referent.At is { } at ? _terms.Store(map, at, value.Leaves[leaf]) : value.Leaves[leaf];
                SetMap(key, _terms.Ite(referent.Is, stored, map));
            }
        }

        // What others know of the place by a pure call is out of date.
        SetMap(HeapKeys.Hidden, _terms.Fresh("by reference", IntegerSort.Int32));
        _state = Now with { Locals = Now.Locals.SetItem(parameter, value) };
    }

    /// <summary>Others ran: a caller's variable, or a place that is not followed here, may have changed.</summary>
    private void ForgetReferred(WriteSet writes)
    {
        if (_version is not null)
        {
            return;
        }

        foreach (var parameter in ByReference.Where(p => Now.Locals.ContainsKey(p) && (writes.Everything || writes.Writes.Any(w => Reaches(w, p)))))
        {
            _state = Now with { Locals = Now.Locals.SetItem(parameter, Havoced("elsewhere", parameter.Type)) };
            foreach (var key in _referents.Where(r => ReferenceEquals(r.Parameter, parameter)).SelectMany(r => r.Keys).ToList())
            {
                FollowMap(key);
            }
        }

        if (ByReference.Any())
        {
            KnowShared();
        }

        if (IsStructMethod && Now.This is not null && (writes.Everything || writes.Writes.Any(w => (w.Field?.Type ?? w.Element) is { } type && ParameterPlaces.MayOverlap(_method.ContainingType, type))))
        {
            _state = Now with { This = Havoced("this", _method.ContainingType) };
        }
    }

    private bool Reaches(HeapWrite write, IParameterSymbol parameter) => write.Field is { } field
        ? ParameterPlaces.MayOverlap(field.Type, parameter.Type) && Taken.MayBeReferredTo(field) && !IsFollowed(_keys.OfField(field), parameter)
        : write.Element is { } element && MayBeElement(element, parameter) && !IsFollowed(_keys.OfElements(element, write.Rank), parameter);

    private bool IsFollowed(IReadOnlyList<MapKey> keys, IParameterSymbol parameter) =>
        _referents.Any(r => ReferenceEquals(r.Parameter, parameter) && r.Keys.SequenceEqual(keys));

    // An array of a derived type may be behind a reference that is only read.
    private bool MayBeElement(ITypeSymbol element, IParameterSymbol parameter) =>
        ParameterPlaces.MayOverlap(element, parameter.Type) || _keys.OfElements(element).SequenceEqual(_keys.OfElements(parameter.Type))
        || element.IsReferenceType && parameter.Type.IsReferenceType && parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;

    /// <summary>Only places that are followed may be read and written beside a parameter that may be one of them.</summary>
    private void CheckReferents(IFieldSymbol? field, ITypeSymbol? element, int rank = 1)
    {
        if (_version is not null || _referents.Count == 0 && !ByReference.Any() && !IsStructMethod)
        {
            return;
        }

        var write = new HeapWrite(field, element, Root.Anything.Instance) { Rank = rank };
        if (ByReference.FirstOrDefault(p => Reaches(write, p)) is { } parameter)
        {
            throw ParameterPlaces.Refused(parameter);
        }

        if (IsStructMethod && ParameterPlaces.MayOverlap(_method.ContainingType, (field?.Type ?? element)!))
        {
            throw new UnsupportedConstructException($"{(field?.Type ?? element)!.Name} beside a struct that may be it or in it", Lines.Of(_method.Locations[0]));
        }
    }
}
