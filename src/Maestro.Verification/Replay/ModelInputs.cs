using System.Collections.Immutable;
using System.Numerics;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Turns the solver's candidate into inputs that public means can make.</summary>
internal sealed class ModelInputs(IMethodSymbol method, ModelInput model, CandidateInputs others)
{
    private const int LongestArray = 2_000;

    /// <summary>Every number that the model mentions: values worth trying in other places too.</summary>
    public static IEnumerable<BigInteger> NumbersOf(ModelInput model) =>
        model.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => NumbersOf(p.Value))
            .Concat(model.Receiver is { } receiver ? NumbersOf(receiver) : Enumerable.Empty<BigInteger>()).Distinct().Take(24);

    /// <summary>The model itself with each receiver that might be the one meant.</summary>
    public IEnumerable<MethodInputs> All(bool needsReceiver)
    {
        var seen = new Dictionary<int, int>();
        var arguments = ImmutableArray.CreateBuilder<InputRecipe>();
        foreach (var parameter in method.Parameters)
        {
            arguments.Add(model.Parameters.TryGetValue(parameter.Name, out var value) && Argument(value, parameter, seen) is { } recipe
                ? recipe
                : others.OfType(parameter.Type, depth: 0).FirstOrDefault() ?? new InputRecipe.Literal(null, parameter.Type));
        }

        if (!needsReceiver)
        {
            yield return new MethodInputs(null, arguments.ToImmutable());
            yield break;
        }

        if (method.ContainingType.IsValueType)
        {
            yield return new MethodInputs(new InputRecipe.Default(method.ContainingType), arguments.ToImmutable());
        }

        foreach (var receiver in others.Receivers())
        {
            yield return new MethodInputs(receiver, arguments.ToImmutable());
        }
    }

    private static IEnumerable<BigInteger> NumbersOf(ModelValue value) => value switch
    {
        ModelValue.Integer integer => new[] { integer.Number },
        ModelValue.Array array => array.Elements.SelectMany(NumbersOf).Prepend(array.Length),
        ModelValue.Object o => o.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => NumbersOf(f.Value)),
        ModelValue.Struct s => s.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).SelectMany(f => NumbersOf(f.Value)),
        _ => Enumerable.Empty<BigInteger>(),
    };

    private InputRecipe? Argument(ModelValue value, IParameterSymbol parameter, Dictionary<int, int> seen)
    {
        var identity = value switch
        {
            ModelValue.Array array => array.Identity,
            ModelValue.Object o => o.Identity,
            _ => (int?)null,
        };
        if (identity is { } known && seen.TryGetValue(known, out var earlier))
        {
            return new InputRecipe.Alias(earlier);
        }

        var recipe = Recipe(value, parameter.Type);
        if (identity is { } fresh && recipe is not null)
        {
            seen[fresh] = parameter.Ordinal;
        }

        return recipe;
    }

    private InputRecipe? Recipe(ModelValue value, ITypeSymbol type)
    {
        var plain = TypeModel.Underlying(type);
        var number = TypeModel.NumberType(type);
        switch (value)
        {
            case ModelValue.Integer integer when Numbers.IsIntegral(number):
                var (low, high) = CandidateInputs.RangeOf(number);
                return integer.Number >= low && integer.Number <= high ? new InputRecipe.Literal(CandidateInputs.FromInteger(integer.Number, number), plain) : null;
            case ModelValue.Floating floating when number == SpecialType.System_Double:
                return new InputRecipe.Literal(floating.Value, plain);
            case ModelValue.Floating floating when number == SpecialType.System_Single:
                return new InputRecipe.Literal((float)floating.Value, plain);
            case ModelValue.Decimal exact when number == SpecialType.System_Decimal:
                return new InputRecipe.Literal(exact.Value, plain);
            case ModelValue.Boolean boolean when plain.SpecialType == SpecialType.System_Boolean:
                return new InputRecipe.Literal(boolean.Value, plain);
            case ModelValue.Null when type.NullableAnnotation != NullableAnnotation.NotAnnotated || TypeModel.IsNullable(type):
                return new InputRecipe.Literal(null, type);
            case ModelValue.Array array when type is IArrayTypeSymbol { Rank: 1 } arrayType && array.Length is >= 0 and <= LongestArray:
                var rest = others.OfType(arrayType.ElementType, depth: 1).FirstOrDefault() ?? new InputRecipe.Literal(null, arrayType.ElementType);
                return new InputRecipe.Array(arrayType.ElementType, Enumerable.Range(0, array.Length)
                    .Select(i => i < array.Elements.Length ? Recipe(array.Elements[i], arrayType.ElementType) ?? rest : rest).ToImmutableArray());
            case ModelValue.String text when type.SpecialType == SpecialType.System_String && text.Length is >= 0 and <= LongestArray:
                return new InputRecipe.Literal(
                    new string(Enumerable.Range(0, text.Length).Select(i => i < text.Characters.Length ? text.Characters[i] : 'a').ToArray()),
                    type);
            case ModelValue.Struct s when Times.TypeOf(plain) is not null:
                var parts = s.Fields.ToDictionary(f => f.Key, f => (f.Value as ModelValue.Integer)?.Number ?? 0);
                return Times.Of(plain, (long)parts.Where(f => f.Key != "kind").Select(f => f.Value).FirstOrDefault(), parts.TryGetValue("kind", out var kind) ? (int)kind : 0) is { } time
                    ? new InputRecipe.Literal(time, plain) : null;
            case ModelValue.Struct s when plain is INamedTypeSymbol { IsTupleType: true } tuple:
                return new InputRecipe.Tuple(tuple, tuple.TupleElements
                    .Select((e, i) => (s.Fields.TryGetValue(FormattableString.Invariant($"Item{i + 1}"), out var item) ? Recipe(item, e.Type) : null)
                        ?? others.OfType(e.Type, depth: 1).First()).ToImmutableArray());
            default:
                return null;
        }
    }
}
