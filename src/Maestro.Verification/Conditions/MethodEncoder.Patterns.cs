using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Patterns.</content>
internal sealed partial class MethodEncoder
{
    private readonly Stack<Value> _patternInputs = new();

    private Term Matches(Value value, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return _terms.True;
            case INegatedPatternOperation negated:
                return _terms.Not(Matches(value, negated.Pattern));
            case IBinaryPatternOperation binary:
                {
                    var left = Matches(value, binary.LeftPattern);
                    return binary.OperatorKind == BinaryOperatorKind.And
                        ? _terms.And(left, Under(left, () => Matches(value, binary.RightPattern)))
                        : _terms.Or(left, Under(_terms.Not(left), () => Matches(value, binary.RightPattern)));
                }

            case IConstantPatternOperation { Value: { ConstantValue: { HasValue: true, Value: null } } }:
                return IsNull(value);
            case IConstantPatternOperation constant:
                {
                    var (has, plain) = OfConstant(value, constant.Value.Type, pattern);
                    if (plain.Sort is FloatSort && plain.Shape.IsScalar)
                    {
                        // A pattern is about Equals, which NaN keeps with itself.
                        return _terms.And(has, SameFloat(plain.Term, Convert(Evaluate(constant.Value), plain.Shape.Type, pattern).Term));
                    }

                    return _terms.And(has, Plain(BinaryOperatorKind.Equals, plain, Convert(Evaluate(constant.Value), plain.Shape.Type, pattern), plain.Shape.Type, false, pattern));
                }

            case IRelationalPatternOperation relational:
                {
                    var (has, plain) = OfConstant(value, relational.Value.Type, pattern);
                    return _terms.And(has, Plain(relational.OperatorKind, plain, Convert(Evaluate(relational.Value), plain.Shape.Type, pattern), plain.Shape.Type, false, pattern));
                }

            case IDeclarationPatternOperation declaration:
                {
                    var (has, plain) = declaration.MatchesNull ? (_terms.True, value) : IsOfTypeOrThere(value, declaration.MatchedType, pattern);
                    Declare(declaration.DeclaredSymbol, plain, pattern);
                    return has;
                }

            case ITypePatternOperation type:
                return IsOfTypeOrThere(value, type.MatchedType, pattern).Has;
            case IRecursivePatternOperation recursive:
                return Recursive(value, recursive);
            default:
                throw UnsupportedConstructException.At(NameOf(pattern), pattern);
        }
    }

    private void Declare(ISymbol? symbol, Value value, IOperation operation)
    {
        if (symbol is ILocalSymbol local)
        {
            _state = Now with { Locals = Now.Locals.SetItem(local, Convert(value, local.Type, operation)) };
        }
    }

    /// <summary>Whether the value is there and of the type, and the value as one of it. A type that the value has anyway is a null check.</summary>
    private (Term Has, Value Value) IsOfTypeOrThere(Value value, ITypeSymbol? type, IOperation operation)
    {
        var (has, plain) = Unwrap(value);
        if (plain.Shape is { IsScalar: true, Type: ITypeParameterSymbol { HasValueTypeConstraint: false } })
        {
            throw UnsupportedConstructException.At("pattern on a type parameter", operation);
        }

        var isThere = plain.Shape.IsScalar && plain.Sort is Sort.Reference or Sort.Str ? _terms.Not(IsNull(plain)) : has;
        if (type is null || Is(plain.Shape.Type, type))
        {
            return (isThere, type is { IsReferenceType: true } && plain.Shape is { IsScalar: true, Sort: Sort.Reference } ? plain with { Shape = _shapes.Of(type) } : plain);
        }

        return plain.Shape is { IsScalar: true, Sort: Sort.Reference } ? (IsOfType(plain, type, operation), As(plain, type, operation))
            : throw UnsupportedConstructException.At("type test", operation);
    }

    /// <summary>The value as one of the constant's type: an object matches a constant if it is a box of an equal one.</summary>
    private (Term Has, Value Value) OfConstant(Value value, ITypeSymbol? type, IOperation operation) =>
        value.Shape is { IsScalar: true, Sort: Sort.Reference } && type is not null && _shapes.Of(type) is not { Sort: Sort.Reference } ? IsOfTypeOrThere(value, type, operation) : Unwrap(value);

    private Term Recursive(Value value, IRecursivePatternOperation pattern)
    {
        var (matches, plain) = IsOfTypeOrThere(value, pattern.MatchedType, pattern);
        if (pattern.DeconstructSymbol is not null && !(pattern.DeconstructSymbol is INamedTypeSymbol { IsTupleType: true }))
        {
            throw UnsupportedConstructException.At("positional pattern", pattern);
        }

        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
        {
            if (plain.Shape.Parts.Length != pattern.DeconstructionSubpatterns.Length)
            {
                throw UnsupportedConstructException.At("positional pattern", pattern);
            }

            var part = plain.Get(plain.Shape.Parts[i]);
            var sub = pattern.DeconstructionSubpatterns[i];
            matches = _terms.And(matches, Under(matches, () => Matches(part, sub)));
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            matches = _terms.And(matches, Under(matches, () =>
            {
                _patternInputs.Push(plain);
                try
                {
                    return Matches(Evaluate(property.Member), property.Pattern);
                }
                finally
                {
                    _patternInputs.Pop();
                }
            }));
        }

        Declare(pattern.DeclaredSymbol, plain, pattern);
        return matches;
    }
}
