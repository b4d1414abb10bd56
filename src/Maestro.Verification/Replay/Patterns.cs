using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Pattern matching.</summary>
internal sealed class Patterns(Execution run)
{
    public bool Matches(IPatternOperation pattern, object? value, Frame frame) => pattern switch
    {
        IDiscardPatternOperation => true,
        IConstantPatternOperation constant => EqualsConstant(value, run.Evaluator.Evaluate(constant.Value, frame)),
        IRelationalPatternOperation relational => Compares(relational, value, frame),
        INegatedPatternOperation negated => !Matches(negated.Pattern, value, frame),
        IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.And } both => Matches(both.LeftPattern, value, frame) && Matches(both.RightPattern, value, frame),
        IBinaryPatternOperation either => Matches(either.LeftPattern, value, frame) || Matches(either.RightPattern, value, frame),
        ITypePatternOperation type => HasType(value, type.InputType, run.Resolve(type.MatchedType, frame), pattern, frame),
        IDeclarationPatternOperation declaration => Declares(declaration, value, frame),
        IRecursivePatternOperation recursive => Recursive(recursive, value, frame),
        IListPatternOperation list => List(list, value, frame),
        _ => throw run.Unsupported("pattern", pattern),
    };

    public bool HasType(object? value, ITypeSymbol input, ITypeSymbol type, IOperation site, Frame frame)
    {
        if (value is null)
        {
            return false;
        }

        if (input.IsValueType)
        {
            var actual = TypeModel.Underlying(run.Resolve(input, frame));
            return SymbolEqualityComparer.Default.Equals(actual, TypeModel.Underlying(type)) || (type.IsReferenceType && run.Types.IsInstance(actual, type));
        }

        return run.Types.TypeOf(value) is { } dynamicType ? run.Types.IsInstance(dynamicType, type) : throw run.Unsupported("type test", site);
    }

    private static bool EqualsConstant(object? value, object? constant)
    {
        var plain = value is Boxed boxed ? boxed.Value : value;
        return plain is null || constant is null ? plain is null && constant is null : plain.GetType() == constant.GetType() && plain.Equals(constant);
    }

    private bool Compares(IRelationalPatternOperation pattern, object? value, Frame frame)
    {
        var plain = value is Boxed boxed ? boxed.Value : value;
        var bound = run.Evaluator.Evaluate(pattern.Value, frame);
        return plain is not null && bound is not null && plain.GetType() == bound.GetType()
            && Arithmetic.Binary(pattern.OperatorKind, TypeModel.NumberType(pattern.Value.Type), plain, bound, isChecked: false) is true;
    }

    private bool Declares(IDeclarationPatternOperation pattern, object? value, Frame frame)
    {
        if (!pattern.MatchesNull && !HasType(value, pattern.InputType, run.Resolve(pattern.MatchedType ?? pattern.NarrowedType, frame), pattern, frame))
        {
            return false;
        }

        Declare(pattern.DeclaredSymbol, Narrowed(value, pattern.NarrowedType), frame);
        return true;
    }

    private static object? Narrowed(object? value, ITypeSymbol type) => value is Boxed boxed && type.IsValueType ? boxed.Value : value;

    private static void Declare(ISymbol? symbol, object? value, Frame frame)
    {
        if (symbol is null)
        {
            return;
        }

        if (frame.Variables.TryGetValue(symbol, out var place))
        {
            place.Set(StructValue.CopyOf(value));
        }
        else
        {
            frame.Variables[symbol] = new Cell(StructValue.CopyOf(value));
        }
    }

    private bool Recursive(IRecursivePatternOperation pattern, object? value, Frame frame)
    {
        if (value is null || !HasType(value, pattern.InputType, run.Resolve(pattern.MatchedType, frame), pattern, frame))
        {
            return false;
        }

        var narrowed = Narrowed(value, pattern.NarrowedType);
        if (pattern.DeconstructionSubpatterns.Length > 0)
        {
            if (pattern.DeconstructSymbol is IMethodSymbol taken && PatternMembers.MayHaveEffects(taken, run.Program.Contracts.Bodies))
            {
                throw run.Unsupported("positional pattern with a Deconstruct that may do more than read", pattern);
            }

            var parts = pattern.DeconstructSymbol is IMethodSymbol method ? run.Records.Deconstruct(narrowed, method, pattern, frame)
                : narrowed is StructValue { Type.IsTupleType: true } tuple ? tuple.Fields
                : throw run.Unsupported("Deconstruct", pattern);
            for (var i = 0; i < pattern.DeconstructionSubpatterns.Length; i++)
            {
                if (!Matches(pattern.DeconstructionSubpatterns[i], parts[i], frame))
                {
                    return false;
                }
            }
        }

        foreach (var property in pattern.PropertySubpatterns)
        {
            if (property.Member is IPropertyReferenceOperation { Property.GetMethod: { } getter } && HasEffects(getter, narrowed))
            {
                throw run.Unsupported("pattern that reads a property which may do more than read", pattern);
            }

            frame.ImplicitReceivers.Push(narrowed);
            object? member;
            try
            {
                member = run.Evaluator.Evaluate(property.Member, frame);
            }
            finally
            {
                frame.ImplicitReceivers.Pop();
            }

            if (!Matches(property.Pattern, member, frame))
            {
                return false;
            }
        }

        Declare(pattern.DeclaredSymbol, narrowed, frame);
        return true;
    }

    private bool HasEffects(IMethodSymbol getter, object? receiver)
    {
        var bodies = run.Program.Contracts.Bodies;
        return PatternMembers.MayHaveEffects(getter, bodies)
            || (receiver as ObjectValue)?.Type is { } type && getter.AssociatedSymbol is { } property
                && Hierarchy(type).SelectMany(t => t.GetMembers(property.Name).OfType<IPropertySymbol>()).Any(p => p.GetMethod is { } own && PatternMembers.MayHaveEffects(own, bodies));
    }

    private static IEnumerable<INamedTypeSymbol> Hierarchy(INamedTypeSymbol type)
    {
        for (var t = type; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    private bool List(IListPatternOperation pattern, object? value, Frame frame)
    {
        IReadOnlyList<object?>? items = value switch
        {
            null => null,
            ArrayValue array => array.Items,
            ListValue list => list.Items,
            string text => text.Select(c => (object?)c).ToArray(),
            _ => throw run.Unsupported("list pattern", pattern),
        };
        if (items is null)
        {
            return false;
        }

        var slice = pattern.Patterns.IndexOf(pattern.Patterns.FirstOrDefault(p => p is ISlicePatternOperation)!);
        var fixedCount = pattern.Patterns.Length - (slice < 0 ? 0 : 1);
        if (slice < 0 ? items.Count != fixedCount : items.Count < fixedCount)
        {
            return false;
        }

        for (var i = 0; i < pattern.Patterns.Length; i++)
        {
            if (i == slice)
            {
                var middle = ((ISlicePatternOperation)pattern.Patterns[i]).Pattern;
                if (middle is not null && !Matches(middle, Slice(value!, slice, items.Count - fixedCount), frame))
                {
                    return false;
                }

                continue;
            }

            var index = slice < 0 || i < slice ? i : items.Count - (pattern.Patterns.Length - i);
            if (!Matches(pattern.Patterns[i], items[index], frame))
            {
                return false;
            }
        }

        Declare(pattern.DeclaredSymbol, value, frame);
        return true;
    }

    private object Slice(object value, int start, int count) => value switch
    {
        ArrayValue array => new ArrayValue(array.ElementType, array.Items.Skip(start).Take(count).Select(StructValue.CopyOf).ToArray()) { MayBeShared = true },
        string text => text.Substring(start, count),
        _ => throw run.Unsupported("slice pattern", null),
    };
}
