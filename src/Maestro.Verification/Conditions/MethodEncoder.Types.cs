using System.Collections.Immutable;
using Maestro.Verification.Smt;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Verification.Conditions;

/// <content>
/// Types at run time. Every reference has a type number; what types are to each other is told fact by fact, for the types that the method names.
/// A boxed value and the text behind a string as an object never change, so they are functions of the reference.
/// </content>
internal sealed partial class MethodEncoder
{
    private readonly Dictionary<string, int> _typeNumbers = new(StringComparer.Ordinal);
    private readonly List<ITypeSymbol> _namedTypes = [];
    private readonly HashSet<Term> _declared = [];
    private Knowledge _declarations = Knowledge.None;

    private static Sort.Map FromRef(Sort element) => new(Sort.Ref, element);

    private Term TypeOf(Term reference) => _terms.Select(_terms.Variable("type/", FromRef(IntegerSort.Int32)), reference);

    /// <summary>The number of a type; the same type has one number, and two types two, so a type that is not known until run time has none.</summary>
    private Term NumberOf(ITypeSymbol type)
    {
        var name = $"{type.ContainingAssembly?.Name}/{HeapKeys.NameOf(type)}";
        if (!_typeNumbers.TryGetValue(name, out var number))
        {
            number = _typeNumbers.Count + 1;
            _typeNumbers.Add(name, number);
            _namedTypes.Add(type);
        }

        return Int(number);
    }

    /// <summary>True when an object that is a <paramref name="type"/> is of that very type.</summary>
    private bool HasOneType(ITypeSymbol type) => type.TypeKind != TypeKind.Delegate && _writes.IsExact(type);

    /// <summary>The run-time type with this number is <paramref name="type"/>, or derives from it.</summary>
    private Term IsA(Term typeNumber, ITypeSymbol type)
    {
        var number = NumberOf(type);
        return HasOneType(type) ? _terms.Equal(typeNumber, number)
            : _terms.Select(_terms.Variable($"is/{number.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)}", new Sort.Map(IntegerSort.Int32, Sort.Bool)), typeNumber);
    }

    private static bool IsClosed(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol or IDynamicTypeSymbol or IErrorTypeSymbol or IPointerTypeSymbol or IFunctionPointerTypeSymbol => false,
        IArrayTypeSymbol array => IsClosed(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsClosed) && (named.ContainingType is null || IsClosed(named.ContainingType)),
        _ => false,
    };

    private static bool CanBeTested(ITypeSymbol type) => type is INamedTypeSymbol && IsClosed(type) && type.TypeKind != TypeKind.Delegate
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;

    /// <summary>A non-null reference is of a type; what else it then is and is not follows from the declarations.</summary>
    private Term IsInstance(Value reference, ITypeSymbol type, IOperation operation)
    {
        if (!CanBeTested(type))
        {
            throw UnsupportedConstructException.At($"type test for {type.ToDisplayString()}", operation);
        }

        var isType = IsA(TypeOf(reference.Term), type);
        Relate(reference);
        return isType;
    }

    /// <summary>Says what the declared type implies, and how the types that the method names lie to each other.</summary>
    private void Relate(Value reference)
    {
        var number = TypeOf(reference.Term);
        var free = reference.Term.FreeBound.Count == 0;
        KnowDeclared(reference);
        foreach (var one in _namedTypes)
        {
            foreach (var other in _namedTypes)
            {
                var derives = Derives(one, other);
                if (!HasOneType(other))
                {
                    KnowAlways(derives ? IsA(NumberOf(one), other) : _terms.Not(IsA(NumberOf(one), other)));
                }

                if (!free || HasOneType(one))
                {
                    continue;
                }

                if (derives)
                {
                    KnowAlways(_terms.Implies(IsA(number, one), IsA(number, other)));
                }
                else if (one.TypeKind == TypeKind.Class && other.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Enum && !Derives(other, one))
                {
                    KnowAlways(_terms.Not(_terms.And(IsA(number, one), IsA(number, other))));
                }
            }
        }
    }

    /// <summary>An object is what its declaration says.</summary>
    private void KnowDeclared(Value reference)
    {
        if (reference.Term.FreeBound.Count == 0 && reference.Term.Op != Operator.Null
            && CanBeTested(reference.Shape.Type) && reference.Shape.Type.SpecialType != SpecialType.System_Object)
        {
            Know(_terms.Or(IsNull(reference), IsA(TypeOf(reference.Term), reference.Shape.Type)));
        }
    }

    private bool Derives(ITypeSymbol type, ITypeSymbol ancestor) =>
        _reader.Bodies.Compilation.ClassifyCommonConversion(type, ancestor) is { Exists: true, IsImplicit: true, IsUserDefined: false, IsNumeric: false, IsNullable: false };

    /// <summary>What the declarations say holds on every path.</summary>
    private void KnowAlways(Term fact)
    {
        if (_declared.Add(fact) && !fact.IsTrue)
        {
            _declarations = new Knowledge([_declarations], ImmutableList<Term>.Empty, fact);
        }
    }

    private Knowledge WithDeclarations(Knowledge knowledge) =>
        _declared.Count == 0 ? knowledge : new Knowledge([_declarations, knowledge], ImmutableList<Term>.Empty, null);

    /// <summary>True of arrays that were made with just this type of elements.</summary>
    private Term MadeWithElements(Term array, ITypeSymbol element) =>
        _terms.Select(_terms.Variable($"made:{HeapKeys.NameOf(element)}", FromRef(Sort.Bool)), array);

    /// <summary>A new object is of the very type that was named.</summary>
    private void KnowType(Value made)
    {
        if (made.Shape.Type is IArrayTypeSymbol { ElementType: { IsReferenceType: true } element })
        {
            Know(MadeWithElements(made.Term, element));
        }

        if (CanBeTested(made.Shape.Type))
        {
            Know(_terms.Equal(TypeOf(made.Term), NumberOf(made.Shape.Type)));
        }
    }

    /// <summary>A value as an object: boxed, or the string that it is.</summary>
    private Value Box(Value value, Shape target, IOperation operation)
    {
        if (value.Leaves.Any(l => l.FreeBound.Count > 0))
        {
            throw UnsupportedConstructException.At("boxing under a quantifier", operation);
        }

        var boxed = Havoced("boxed", target.Type);
        if (value.Shape.Type.TypeKind == TypeKind.TypeParameter)
        {
            if (NullnessOf(value) is { } nullness)
            {
                Know(_terms.Equal(IsNull(boxed), nullness));
            }

            return boxed;
        }

        var (has, plain) = Unwrap(value);
        var isNull = value.Sort == Sort.Text ? IsNull(value) : _terms.Not(has);
        Know(_terms.Equal(IsNull(boxed), isNull));
        var type = plain.Shape.Type;
        if (!CanBeTested(type) || type.SpecialType != SpecialType.System_String && !StaysAsBoxed(type))
        {
            return boxed;
        }

        var held = Content(boxed.Term, plain.Shape);
        var facts = held.Leaves.Zip(plain.Leaves, _terms.Equal).Prepend(_terms.Equal(TypeOf(boxed.Term), NumberOf(type)));
        Know(_terms.Implies(_terms.Not(isNull), _terms.And(facts)));
        return boxed;
    }

    // A method called through an interface may change a boxed struct in place.
    private static bool StaysAsBoxed(ITypeSymbol type) =>
        type.TypeKind == TypeKind.Enum || type.SpecialType != SpecialType.None || type is INamedTypeSymbol { IsReadOnly: true } or INamedTypeSymbol { IsTupleType: true };

    /// <summary>What a box of this type holds.</summary>
    private Value Content(Term box, Shape shape)
    {
        var name = HeapKeys.NameOf(shape.Type);
        return new Value(shape, shape.Leaves.Select(l => _terms.Select(_terms.Variable($"content/{name}/{l.Path}", FromRef(l.Sort)), box)).ToImmutableArray());
    }

    /// <summary>Whether a reference is a non-null object of the type, and what it then is.</summary>
    private (Term Is, Value Value) Narrow(Value reference, ITypeSymbol type, IOperation operation)
    {
        var shape = _shapes.Of(type);
        _narrowed.Add(reference.Term);
        if (shape.IsScalar && shape.Sort == Sort.Ref)
        {
            return (_terms.And(_terms.Not(IsNull(reference)), IsInstance(reference, type, operation)), new Value(shape, reference.Leaves));
        }

        if (type.SpecialType != SpecialType.System_String && !StaysAsBoxed(type))
        {
            throw UnsupportedConstructException.At($"unboxing of {type.ToDisplayString()}", operation);
        }

        var isType = _terms.And(_terms.Not(IsNull(reference)), IsInstance(reference, type, operation));
        var content = Content(reference.Term, shape);
        if (shape.IsScalar && shape.Sort == Sort.Text && reference.Term.FreeBound.Count == 0)
        {
            KnowAlways(_terms.Implies(isType, _terms.Not(IsNull(content))));
        }

        return (isType, content);
    }

    /// <summary>A cast down, or <c>as</c>.</summary>
    private Value Downcast(Value reference, Shape shape, IOperation operation, bool isTry)
    {
        var type = shape.Type;
        if (shape.PartOf(Shapes.HasValue) is not null)
        {
            var plain = shape.PartOf(Shapes.NullableValue)!.Shape;
            var (isPlain, content) = Narrow(reference, plain.Type, operation);
            if (!isTry)
            {
                Require(ObligationKind.Cast, operation, _terms.Or(IsNull(reference), isPlain));
            }

            return new Value(shape, ImmutableArray.Create(isPlain).AddRange(content.Leaves));
        }

        if (reference.Term.Op == Operator.Null && !type.IsValueType)
        {
            return Default(type);
        }

        if (type.IsValueType)
        {
            Require(ObligationKind.Null, operation, _terms.Not(IsNull(reference)));
        }

        var (isType, value) = Narrow(reference, type, operation);
        if (isTry)
        {
            return Merge(isType, value, Default(type));
        }

        Require(ObligationKind.Cast, operation, _terms.Or(IsNull(reference), isType));
        return type.IsValueType ? value : Merge(IsNull(reference), Default(type), value);
    }

    /// <summary><c>typeof</c>, and what <c>GetType</c> returns: one object a type.</summary>
    private Value TypeObject(Term number, ITypeSymbol type)
    {
        var made = new Value(_shapes.Of(type), _terms.Select(_terms.Variable("type object/", new Sort.Map(IntegerSort.Int32, Sort.Ref)), number));
        if (made.Term.FreeBound.Count == 0)
        {
            KnowAllocated(made);
            Know(_terms.Not(IsNull(made)));
            Know(_terms.Equal(_terms.Select(_terms.Variable("type of object/", FromRef(IntegerSort.Int32)), made.Term), number));
        }

        return made;
    }
}
