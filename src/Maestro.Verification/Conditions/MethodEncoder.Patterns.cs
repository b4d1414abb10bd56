using Maestro.Verification.Contracts;
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
                return Compares(value, BinaryOperatorKind.Equals, constant.Value, pattern);
            case IRelationalPatternOperation relational:
                return Compares(value, relational.OperatorKind, relational.Value, pattern);
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
            case IListPatternOperation list:
                return List(value, list);
            default:
                throw UnsupportedConstructException.At(NameOf(pattern), pattern);
        }
    }

    private Term Compares(Value value, BinaryOperatorKind kind, IOperation constant, IOperation pattern)
    {
        var (has, plain) = Unwrap(value);
        if (plain.Shape.IsScalar && plain.Sort == Sort.Ref)
        {
            (has, plain) = Narrow(plain, constant.Type!, pattern);
        }

        if (kind == BinaryOperatorKind.Equals && plain is { Shape.IsScalar: true, Sort: FloatSort })
        {
            // A pattern is about Equals, which NaN keeps with itself.
            return _terms.And(has, SameFloat(plain.Term, Convert(Evaluate(constant), plain.Shape.Type, pattern).Term));
        }

        return _terms.And(has, Plain(kind, plain, Convert(Evaluate(constant), plain.Shape.Type, pattern), plain.Shape.Type, false, pattern));
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

        if (type is null || Derives(plain.Shape.Type, type))
        {
            var isThere = plain.Shape.IsScalar && plain.Sort is Sort.Reference or Sort.Str ? _terms.Not(IsNull(plain)) : has;
            return (isThere, type is { IsReferenceType: true } && plain.Shape is { IsScalar: true, Sort: Sort.Reference } ? plain with { Shape = _shapes.Of(type) } : plain);
        }

        return plain.Shape is { IsScalar: true, Sort: Sort.Reference } ? Narrow(plain, type, operation) : throw UnsupportedConstructException.At("type test", operation);
    }

    /// <summary>A list pattern over an array or a string.</summary>
    private Term List(Value value, IListPatternOperation pattern)
    {
        var isArray = value.Shape.Type is IArrayTypeSymbol { Rank: 1 };
        if (!isArray && value.Shape.Type.SpecialType != SpecialType.System_String
            || pattern.Patterns.Any(p => p is ISlicePatternOperation { Pattern: not (null or IDiscardPatternOperation) }) && (_frame.Mode != EvaluationMode.Execute || _version is not null))
        {
            throw UnsupportedConstructException.At("list pattern", pattern);
        }

        var length = LengthOf(value);
        var slice = pattern.Patterns.Select((p, i) => (p, i)).Where(p => p.p is ISlicePatternOperation).Select(p => p.i).DefaultIfEmpty(-1).First();
        var count = Int(pattern.Patterns.Length - (slice < 0 ? 0 : 1));
        var matches = _terms.And(_terms.Not(IsNull(value)), slice < 0 ? _terms.Equal(length, count) : _terms.LessOrEqual(count, length));
        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
            {
                if (((ISlicePatternOperation)pattern.Patterns[i]).Pattern is { } middle and not IDiscardPatternOperation)
                {
                    var (start, many) = (Int(slice), _terms.Subtract(length, count));
                    matches = _terms.And(matches, Under(matches, () => Matches(Middle(value, start, many, pattern), middle)));
                }
            }
            else
            {
                var index = slice < 0 || i < slice ? Int(i) : _terms.Subtract(length, Int(pattern.Patterns.Length - i));
                var element = isArray ? ReadElement(value.Term, index, ((IArrayTypeSymbol)value.Shape.Type).ElementType)
                    : Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Char), _terms.StringChar(value.Term, index));
                var sub = pattern.Patterns[i];
                matches = _terms.And(matches, Under(matches, () => Matches(element, sub)));
            }
        }

        Declare(pattern.DeclaredSymbol, value, pattern);
        return matches;
    }

    /// <summary>What a slice takes out: a copy.</summary>
    private Value Middle(Value value, Term start, Term length, IListPatternOperation pattern)
    {
        if (value.Shape.Type is not IArrayTypeSymbol array)
        {
            return value with { Leaves = [Slice(value.Term, start, length, pattern)] };
        }

        var read = Reader(value);
        return Copied([new Segment((leaf, index) => read(leaf, _terms.Add(start, index)), length)], array);
    }

    private Term Recursive(Value value, IRecursivePatternOperation pattern)
    {
        var (matches, plain) = IsOfTypeOrThere(value, pattern.MatchedType, pattern);
        if (pattern.DeconstructSymbol is IMethodSymbol method)
        {
            // It runs on what matched only.
            var parts = Under(matches, () => plain.Shape.IsScalar && _frame.Mode == EvaluationMode.Execute && !method.IsImplicitlyDeclared
                ? throw UnsupportedConstructException.At("positional pattern with a Deconstruct of one's own", pattern)
                : Deconstruct(plain, method, pattern));
            for (var i = 0; i < parts.Length; i++)
            {
                var (part, sub) = (parts[i], pattern.DeconstructionSubpatterns[i]);
                matches = _terms.And(matches, Under(matches, () => Matches(part, sub)));
            }
        }
        else if (pattern.DeconstructSymbol is not null && !(pattern.DeconstructSymbol is INamedTypeSymbol { IsTupleType: true }))
        {
            throw UnsupportedConstructException.At("positional pattern", pattern);
        }

        for (var i = 0; i < pattern.DeconstructionSubpatterns.Length && pattern.DeconstructSymbol is not IMethodSymbol; i++)
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
            if (_frame.Mode == EvaluationMode.Execute && property.Member is IPropertyReferenceOperation { Property.GetMethod: { } getter }
                && (PatternMembers.MayHaveEffects(getter, _reader.Bodies) || !_writes.Of(getter).IsNothing && !IsOpen(getter) && getter.DeclaringSyntaxReferences.Length > 0))
            {
                throw UnsupportedConstructException.At($"pattern that reads {getter.AssociatedSymbol?.Name}, which may do more than read", pattern);
            }

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
