using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// Dynamic types. Of each type that is tested there is one predicate on references, the same at all times; what the types have to do with each
/// other is known of each reference that is tested. A box holds its value for ever.
/// </content>
internal sealed partial class MethodEncoder
{
    private IReadOnlyList<ITypeSymbol>? _testedTypes;

    /// <summary>The types that the method's body tests for or converts down to.</summary>
    private IReadOnlyList<ITypeSymbol> TestedTypes => _testedTypes ??= _reader.Bodies.BodyOf(_method)?.Descendants()
        .Select(o => o switch
        {
            IIsTypeOperation test => test.TypeOperand,
            IDeclarationPatternOperation pattern => pattern.MatchedType,
            ITypePatternOperation pattern => pattern.MatchedType,
            IRecursivePatternOperation pattern => pattern.MatchedType,
            IConversionOperation { Operand.Type.IsReferenceType: true, Type: { } type } => type,
            _ => null,
        }).OfType<ITypeSymbol>().Where(t => t is not ITypeParameterSymbol).Distinct(SymbolEqualityComparer.Default).Cast<ITypeSymbol>().ToList() ?? [];

    /// <summary>True of references that are not null and of the type.</summary>
    private Term IsOfType(Value value, ITypeSymbol type, IOperation operation)
    {
        if (IsOpenType(type) || IsOpenType(value.Shape.Type) || type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            throw UnsupportedConstructException.At("type test that depends on a type parameter", operation);
        }

        var isNotNull = _terms.Not(IsNull(value));
        if (value.Term.Op == Operator.Null || Is(value.Shape.Type, type))
        {
            return isNotNull;
        }

        return _terms.And(isNotNull, Test(value, type));
    }

    private Term Test(Value value, ITypeSymbol type)
    {
        var reference = value.Term;
        var known = TestedTypes.Where(t => !IsOpenType(t)).Append(value.Shape.Type).ToList();
        Know(_terms.Or(IsNull(value), Predicate(value.Shape.Type, reference)));
        foreach (var other in known.Where(t => !SymbolEqualityComparer.Default.Equals(t, type)))
        {
            Relate(reference, type, other);
            Relate(reference, value.Shape.Type, other);
        }

        return Predicate(type, reference);
    }

    /// <summary>What being of one type has to do with being of the other.</summary>
    private void Relate(Term reference, ITypeSymbol type, ITypeSymbol other)
    {
        var (a, b) = (Predicate(type, reference), Predicate(other, reference));
        if (Is(type, other))
        {
            Know(_terms.Implies(a, b));
        }

        if (Is(other, type))
        {
            Know(_terms.Implies(b, a));
        }

        if (AreDisjoint(type, other))
        {
            Know(_terms.Not(_terms.And(a, b)));
        }
    }

    private Term Predicate(ITypeSymbol type, Term reference) =>
        _terms.Select(_terms.Variable($"is:{type.ContainingAssembly?.Name}/{HeapKeys.NameOf(type)}", new Smt.Sort.Map(Smt.Sort.Ref, Smt.Sort.Bool)), reference);

    /// <summary>True of arrays that were made with just this type of elements.</summary>
    private Term MadeWithElements(Term array, ITypeSymbol element) =>
        _terms.Select(_terms.Variable($"made:{HeapKeys.NameOf(element)}", new Smt.Sort.Map(Smt.Sort.Ref, Smt.Sort.Bool)), array);

    /// <summary>A new object is exactly of its type.</summary>
    private void KnowExactType(Term made, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol { ElementType: { IsReferenceType: true } element })
        {
            Know(MadeWithElements(made, element));
        }

        if (IsOpenType(type))
        {
            return;
        }

        foreach (var tested in TestedTypes.Where(t => !IsOpenType(t)))
        {
            Know(Is(type, tested) ? Predicate(tested, made) : _terms.Not(Predicate(tested, made)));
        }
    }

    private bool Is(ITypeSymbol type, ITypeSymbol ancestor) =>
        _reader.Bodies.Compilation.ClassifyCommonConversion(type, ancestor) is { IsImplicit: true, IsUserDefined: false } conversion
        && (conversion.IsReference || conversion.IsIdentity || type.IsValueType && ancestor.IsReferenceType);

    /// <summary>No object is of both. Arrays are left out: the runtime takes those of one width for each other; so are enums, which unbox as numbers.</summary>
    private bool AreDisjoint(ITypeSymbol a, ITypeSymbol b)
    {
        if (Is(a, b) || Is(b, a) || a.TypeKind is TypeKind.Array or TypeKind.Enum or TypeKind.Delegate || b.TypeKind is TypeKind.Array or TypeKind.Enum or TypeKind.Delegate)
        {
            return false;
        }

        return IsConcrete(a) && IsConcrete(b) || IsFinal(a) && b.TypeKind == TypeKind.Interface || IsFinal(b) && a.TypeKind == TypeKind.Interface;

        static bool IsConcrete(ITypeSymbol type) => type.TypeKind is TypeKind.Class or TypeKind.Struct;

        static bool IsFinal(ITypeSymbol type) => type.TypeKind == TypeKind.Struct || type is { TypeKind: TypeKind.Class, IsSealed: true };
    }

    private static bool IsOpenType(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol => true,
        IArrayTypeSymbol array => IsOpenType(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(IsOpenType) || named.ContainingType is { } outer && IsOpenType(outer),
        _ => false,
    };

    /// <summary>Values that a box keeps; of others only the type is known.</summary>
    private bool IsBoxable(ITypeSymbol type) =>
        !IsOpenType(type) && _shapes.Of(type) is { IsScalar: true, Sort: IntegerSort or Smt.Sort.Truth or Smt.Sort.Str };

    private Term Held(ITypeSymbol type, Term reference) =>
        _terms.Select(_terms.Variable($"held:{HeapKeys.NameOf(type)}", new Smt.Sort.Map(Smt.Sort.Ref, _shapes.Of(type).Sort)), reference);

    /// <summary>A new box, or a string as an object.</summary>
    private Value Box(Value value, Shape shape)
    {
        var from = value.Shape.Type;
        var boxed = Havoced("boxed", shape.Type);
        if (from.TypeKind == TypeKind.TypeParameter)
        {
            return boxed;
        }

        var has = value.Shape.PartOf(Shapes.HasValue) is not null;
        var (isThere, plain) = has ? Unwrap(value) : (value.Sort == Smt.Sort.Text && value.Shape.IsScalar ? _terms.Not(IsNull(value)) : _terms.True, value);
        Know(_terms.Equal(IsNull(boxed), _terms.Not(isThere)));
        var type = plain.Shape.Type;
        if (IsOpenType(type))
        {
            return boxed;
        }

        if (IsBoxable(type))
        {
            Know(_terms.Implies(isThere, _terms.Equal(Held(type, boxed.Term), plain.Term)));
        }

        foreach (var tested in TestedTypes.Where(t => !IsOpenType(t) && t.TypeKind is not (TypeKind.Enum or TypeKind.Array)).Append(type))
        {
            var isInstance = type.TypeKind == TypeKind.Enum && tested.IsValueType && !SymbolEqualityComparer.Default.Equals(type, tested) ? null
                : Is(type, tested) ? Predicate(tested, boxed.Term) : _terms.Not(Predicate(tested, boxed.Term));
            if (isInstance is not null)
            {
                Know(_terms.Implies(isThere, isInstance));
            }
        }

        return boxed;
    }

    /// <summary>What the object is as a value of the type, if it is of it.</summary>
    private Value As(Value value, ITypeSymbol type, IOperation operation)
    {
        var shape = _shapes.Of(type);
        if (shape is { IsScalar: true, Sort: Smt.Sort.Reference })
        {
            return new Value(shape, value.Leaves);
        }

        if (!IsBoxable(type))
        {
            return Havoced("unboxed", type);
        }

        var held = new Value(shape, Held(type, value.Term));
        if (shape.Sort == Smt.Sort.Text)
        {
            Know(_terms.Or(_terms.Not(IsOfType(value, type, operation)), _terms.Not(IsNull(held))));
        }

        return held;
    }

    /// <summary>A cast down, an unboxing, or <c>as</c>.</summary>
    private Value Downcast(Value value, Shape shape, IOperation operation, bool isTry)
    {
        var type = shape.Type;
        if (isTry)
        {
            var target = shape.PartOf(Shapes.NullableValue)?.Shape.Type ?? type;
            return Branch(IsOfType(value, target, operation), () => Convert(As(value, target, operation), type, operation), () => Default(type));
        }

        if (shape.PartOf(Shapes.NullableValue) is { } part)
        {
            return Branch(IsNull(value), () => Default(type), () => Convert(Downcast(value, part.Shape, operation, isTry: false), type, operation));
        }

        var isNull = IsNull(value);
        if (type.IsValueType)
        {
            Require(ObligationKind.Null, operation, _terms.Not(isNull));
            Require(ObligationKind.Cast, operation, IsOfType(value, type, operation));
            return As(value, type, operation);
        }

        var isOfType = IsOfType(value, type, operation);
        Require(ObligationKind.Cast, operation, _terms.Or(isNull, isOfType));
        return shape.Sort == Smt.Sort.Text ? Merge(isNull, Default(type), As(value, type, operation)) : As(value, type, operation);
    }
}
