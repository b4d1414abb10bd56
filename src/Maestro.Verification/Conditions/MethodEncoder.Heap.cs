using System.Collections.Immutable;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Values, objects and the heap.</content>
internal sealed partial class MethodEncoder
{
    private bool? _runsDuringConstruction;

    /// <summary>What a new array starts with: nobody has seen it as anything else.</summary>
    private bool _isMaking;

    private void Making(Action fill)
    {
        _isMaking = true;
        try
        {
            fill();
        }
        finally
        {
            _isMaking = false;
        }
    }

    private Value Scalar(ITypeSymbol type, Term term) => new(_shapes.Of(type), term);

    private Value Unknown(string hint, ITypeSymbol type)
    {
        if (_underBound > 0)
        {
            // One value would stand for one of each element.
            throw new UnsupportedConstructException($"value of {type.ToDisplayString()} that is new for each element", 0);
        }

        var shape = _shapes.Of(type);
        return new Value(shape, shape.Leaves.Select(l => _terms.Fresh(l.Path.Length == 0 ? hint : $"{hint}.{l.Path}", l.Sort)).ToImmutableArray());
    }

    /// <summary>An unknown value that a call or a loop leaves: references in it are to objects that exist now.</summary>
    private Value Havoced(string hint, ITypeSymbol type)
    {
        var value = Unknown(hint, type);
        KnowAllocated(value);
        return value;
    }

    private Value Default(ITypeSymbol type)
    {
        var shape = _shapes.Of(type);
        return new Value(shape, shape.Leaves.Select(l => DefaultOf(l.Sort)).ToImmutableArray());
    }

    private Term DefaultOf(Sort sort) => sort switch
    {
        Sort.Truth => _terms.False,
        IntegerSort integer => _terms.Integer(0, integer),
        FloatSort format => _terms.Float(0, format),
        Sort.Exact => DecimalConstant(0m),
        Sort.Map map => _terms.Everywhere(map, DefaultOf(map.Element)),
        _ => _terms.Null(sort),
    };

    private Value Merge(Term condition, Value then, Value otherwise) =>
        then with { Leaves = then.Leaves.Zip(otherwise.Leaves, (a, b) => _terms.Ite(condition, a, b)).ToImmutableArray() };

    private void KnowAllocated(Value value)
    {
        foreach (var leaf in value.Leaves.Where(l => l.Sort == Sort.Ref && l.Op != Operator.Null && l.FreeBound.Count == 0))
        {
            Know(_terms.Older(leaf, Now.Allocation));
        }

        if (IsSpan(value))
        {
            KnowSpan(value);
        }
    }

    private static bool IsNonNull(ITypeSymbol type) => type is { IsReferenceType: true, TypeKind: not TypeKind.TypeParameter } && type.NullableAnnotation == NullableAnnotation.NotAnnotated;

    private Term IsNull(Value value) => value.Shape.PartOf(Shapes.HasValue) is { } part
        ? _terms.Not(value.Get(part).Term)
        : value.Shape.IsScalar && value.Sort is Sort.Reference or Sort.Str ? _terms.Equal(value.Term, _terms.Null(value.Sort))
        : NullnessOf(value) ?? throw new UnsupportedConstructException($"null test of {value.Shape.Type.ToDisplayString()}", 0);

    private Term NonNull(Value value, IOperation operation)
    {
        if (value.Sort is not (Sort.Reference or Sort.Str) || !value.Shape.IsScalar)
        {
            throw UnsupportedConstructException.At($"dereference of {value.Shape.Type.ToDisplayString()}", operation);
        }

        if (!IsOwnThis(value))
        {
            Require(ObligationKind.Null, operation, _terms.Not(IsNull(value)));
        }

        return value.Term;
    }

    /// <summary>The receiver where it is an object; a struct is none, whatever its first field refers to.</summary>
    private Term? Self => Now.This is { Shape.Type.IsValueType: false } self ? self.Leaves[0] : null;

    private bool IsOwnThis(Value value) => Self is { } self && ReferenceEquals(self, value.Leaves[0]);

    private Value Allocate(Shape shape)
    {
        if (_underBound > 0)
        {
            throw new UnsupportedConstructException($"new {shape.Type.ToDisplayString()} for each element", 0);
        }

        var made = Now.Allocation;
        _state = Now with { Allocation = _terms.Successor(made) };
        return new Value(shape, made);
    }

    private Term MapOf(MapKey key) => Now.Heap.TryGetValue(key, out var map) ? map : Initial(Now.Epoch, key);

    private Term Initial(Epoch epoch, MapKey key) => epoch switch
    {
        Epoch.Either e => _terms.Ite(e.Condition, Initial(e.Then, key), Initial(e.Otherwise, key)),
        Epoch.Fresh f => FromOutside(key, _terms.Variable(key.IsReadOnly ? $"readonly/{key.Id}" : $"{f.Name}/{key.Id}", key.Sort)),
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Marks what others left in the heap, in the cells of <paramref name="key"/>, apart from what this method stores there.</summary>
    private Term FromOutside(MapKey key, Term left)
    {
        _fromOutside[left] = key;
        return left;
    }

    private void SetMap(MapKey key, Term map)
    {
        if (!_isMaking)
        {
            _keys.Elements.Write(key.Id);
        }

        _state = Now with { Heap = Now.Heap.SetItem(key, map) };
        FollowMap(key);
    }

    private Value ReadField(IFieldSymbol field, Term? receiver, IOperation operation)
    {
        Guard(field, operation);
        if (field.HasConstantValue || field is { IsStatic: true, IsReadOnly: true } && ConstantInitialiser(field) is not null)
        {
            return Constant(field.HasConstantValue ? field.ConstantValue : ConstantInitialiser(field)!.Value.Value, field.Type, operation);
        }

        if (KnownStatic(field) is { } known)
        {
            return known;
        }

        CheckReferents(field, null, writes: false);

        var shape = _shapes.Of(field.Type);
        var leaves = _keys.OfField(field).Select(k => field.IsStatic ? MapOf(k) : _terms.Select(MapOf(k), receiver!)).ToImmutableArray();
        var value = new Value(shape, leaves);
        KnowAllocated(value);
        // The fields of an object under construction are still null.
        var isSet = field.IsStatic || !InheritsFrom(_method.ContainingType, field.ContainingType) || _method.MethodKind != MethodKind.Constructor && !RunsDuringConstruction;
        if (isSet && IsNonNull(field.Type) && value.Term.FreeBound.Count == 0 && _reader.NonNull.Covers(field))
        {
            TrustNonNull(_keys.OfField(field)[0], value.Term);
            Trust("non-null-field", field.ToDisplayString(), Lines.Of(field.Locations.FirstOrDefault() ?? operation.Syntax.GetLocation()));
        }

        return value;
    }

    private bool RunsDuringConstruction => _runsDuringConstruction ??= _objects.RunsDuringConstruction(_method);

    /// <summary>Static fields of the framework whose value is known.</summary>
    private Value? KnownStatic(IFieldSymbol field)
    {
        if (field.ContainingType.SpecialType == SpecialType.System_String && field.Name == "Empty")
        {
            return Scalar(field.Type, Literal(""));
        }

        return _reader.Specifications.ConstantOf(field) is long first
            ? Default(field.Type) is var zero ? zero with { Leaves = zero.Leaves.SetItem(0, _terms.Integer(first, (IntegerSort)zero.Leaves[0].Sort)) } : null
            : null;
    }

    /// <summary>
    /// Others are trusted to keep null out of a non-null field. What this method stored there, or left at its default, is what it is: trusting that
    /// too would contradict a null that is stored in spite of the annotation, and a contradiction proves everything.
    /// </summary>
    private void TrustNonNull(MapKey key, Term read)
    {
        switch (read.Op)
        {
            case Operator.Ite:
                TrustNonNull(key, read.Arguments[1]);
                TrustNonNull(key, read.Arguments[2]);
                break;
            case Operator.Select:
                TrustCell(key, read.Arguments[0], read.Arguments[1]);
                break;
            default:
                TrustIfFromOutside(key, read, read);
                break;
        }
    }

    private void TrustCell(MapKey key, Term map, Term receiver)
    {
        switch (map.Op)
        {
            case Operator.Ite:
                TrustCell(key, map.Arguments[1], receiver);
                TrustCell(key, map.Arguments[2], receiver);
                break;
            case Operator.Store:
                TrustIfFromOutside(key, map.Arguments[2], map.Arguments[2]);
                TrustCell(key, map.Arguments[0], receiver);
                break;
            default:
                TrustIfFromOutside(key, map, _terms.Select(map, receiver));
                break;
        }
    }

    private void TrustIfFromOutside(MapKey key, Term left, Term read)
    {
        if (_fromOutside.TryGetValue(left, out var at) && at.Equals(key))
        {
            Know(_terms.Not(_terms.Equal(read, _terms.Null(read.Sort))));
        }
    }

    private void WriteField(IFieldSymbol field, Term? receiver, Value value, IOperation operation)
    {
        Guard(field, operation);
        if (receiver is not null)
        {
            Touch(field, receiver);
        }

        SetField(field, receiver, value);
    }

    private void SetField(IFieldSymbol field, Term? receiver, Value value)
    {
        CheckReferents(field, null, writes: true);
        var keys = _keys.OfField(field);
        for (var i = 0; i < keys.Count; i++)
        {
            SetMap(keys[i], field.IsStatic ? value.Leaves[i] : _terms.Store(MapOf(keys[i]), receiver!, value.Leaves[i]));
        }
    }

    // Fields of differently closed generic types would be different maps for what may be one field.
    private void Guard(IFieldSymbol field, IOperation operation)
    {
        if (field is { IsStatic: true, IsConst: false })
        {
            Start(field, operation);
        }

        if (field.IsVolatile)
        {
            // What other threads wrote before they wrote it is seen from here on (semantics.md, 15).
            RunForeignCode("volatile field", operation);
        }

        if (field.ContainingType is { IsGenericType: true } type && !SymbolEqualityComparer.Default.Equals(type, _method.ContainingType) && Opens(_method))
        {
            throw UnsupportedConstructException.At("field of another generic instantiation", operation);
        }
    }

    private static bool InheritsFrom(INamedTypeSymbol type, INamedTypeSymbol ancestor)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(t.OriginalDefinition, ancestor.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Opens(IMethodSymbol method) =>
        method.IsGenericMethod || method.ContainingType is { IsGenericType: true };

    private Value ReadElement(Term array, Term index, ITypeSymbol elementType)
    {
        CheckReferents(null, elementType, writes: false);
        var shape = _shapes.Of(elementType);
        var leaves = _keys.OfElements(elementType)
            .Select((k, i) => HeapKeys.AsElement(_terms, _terms.Select(_terms.Select(MapOf(k), array), index), shape.Leaves[i].Sort)).ToImmutableArray();
        var value = new Value(shape, leaves);
        KnowAllocated(value);
        return value;
    }

    private void WriteElement(Term array, Term index, Value value, IOperation operation, bool isExact = false)
    {
        var type = value.Shape.Type;
        if (!isExact && (type.IsReferenceType || type is ITypeParameterSymbol { IsValueType: false }) && type.SpecialType != SpecialType.System_String && !_writes.IsExact(type)
            && !FitsAnywhere(value, array, operation))
        {
            // An array of strings may be held as one of objects (semantics.md, 13): only arrays made here are known to be of the very type.
            // The exception is none that an InvalidCastException's handler takes, so this is no fork.
            var fits = _terms.Or(IsNull(value), MadeWithElements(array, type));
            if (_version is not null && !fits.IsTrue)
            {
                throw UnsupportedConstructException.At("store into an array of references in a comparison", operation);
            }

            Require(ObligationKind.Cast, operation.Syntax.GetLocation(), operation.Syntax.ToString(), fits);
        }

        CheckReferents(null, type, writes: true);
        var keys = _keys.OfElements(type);
        for (var i = 0; i < keys.Count; i++)
        {
            var map = MapOf(keys[i]);
            SetMap(keys[i], _terms.Store(map, array, _terms.Store(_terms.Select(map, array), index, HeapKeys.AsElement(_terms, value.Leaves[i], ((Sort.Map)((Sort.Map)keys[i].Sort).Element).Element))));
        }
    }

    // Allocation hands out successors of one variable; everything else came from outside.
    private bool IsFreshArray(Term array) => array.Op == Operator.Successor || ReferenceEquals(array, _entry?.Allocation);
}
