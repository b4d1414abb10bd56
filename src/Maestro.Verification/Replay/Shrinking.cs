using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Smaller inputs of the same shape: numbers nearer to zero, shorter arrays and strings, fewer calls.</summary>
internal static class Shrinking
{
    public static IEnumerable<MethodInputs> Of(MethodInputs inputs)
    {
        if (inputs.Receiver is { } receiver)
        {
            foreach (var smaller in Of(receiver))
            {
                yield return inputs with { Receiver = smaller };
            }
        }

        foreach (var arguments in OneOf(inputs.Arguments))
        {
            yield return inputs with { Arguments = arguments };
        }
    }

    private static IEnumerable<ImmutableArray<InputRecipe>> OneOf(ImmutableArray<InputRecipe> recipes)
    {
        for (var i = 0; i < recipes.Length; i++)
        {
            foreach (var smaller in Of(recipes[i]))
            {
                yield return recipes.SetItem(i, smaller);
            }
        }
    }

    private static IEnumerable<InputRecipe> Of(InputRecipe recipe)
    {
        switch (recipe)
        {
            case InputRecipe.Literal { Value: string { Length: > 0 } text } literal:
                yield return literal with { Value = "" };
                yield return literal with { Value = text.Substring(0, text.Length / 2) };
                yield return literal with { Value = text.Substring(0, text.Length - 1) };
                break;
            case InputRecipe.Literal { Value: int or long or uint or ulong or short or ushort or byte or sbyte } literal when literal.Type.TypeKind != TypeKind.Enum:
                foreach (var value in Nearer(literal.Value is ulong u ? u : (System.Numerics.BigInteger)Numbers.ToInt64(literal.Value)))
                {
                    yield return literal with { Value = CandidateInputs.FromInteger(value, TypeModel.NumberType(literal.Type)) };
                }

                break;
            case InputRecipe.Array array:
                for (var i = array.Items.Length - 1; i >= 0; i--)
                {
                    yield return array with { Items = array.Items.RemoveAt(i) };
                }

                foreach (var items in OneOf(array.Items))
                {
                    yield return array with { Items = items };
                }

                break;
            case InputRecipe.Tuple tuple:
                foreach (var items in OneOf(tuple.Items))
                {
                    yield return tuple with { Items = items };
                }

                break;
            case InputRecipe.New creation:
                for (var i = creation.Calls.Length - 1; i >= 0; i--)
                {
                    yield return creation with { Calls = creation.Calls.RemoveAt(i) };
                }

                for (var i = creation.Initializer.Length - 1; i >= 0; i--)
                {
                    if (!IsRequired(creation.Initializer[i].Member))
                    {
                        yield return creation with { Initializer = creation.Initializer.RemoveAt(i) };
                    }
                }

                foreach (var values in OneOf(creation.Initializer.Select(m => m.Value).ToImmutableArray()))
                {
                    yield return creation with { Initializer = creation.Initializer.Select((m, i) => m with { Value = values[i] }).ToImmutableArray() };
                }

                foreach (var arguments in OneOf(creation.Arguments))
                {
                    yield return creation with { Arguments = arguments };
                }

                for (var i = 0; i < creation.Calls.Length; i++)
                {
                    foreach (var arguments in OneOf(creation.Calls[i].Arguments))
                    {
                        yield return creation with { Calls = creation.Calls.SetItem(i, creation.Calls[i] with { Arguments = arguments }) };
                    }
                }

                break;
        }
    }

    private static bool IsRequired(ISymbol member) => member is IFieldSymbol { IsRequired: true } or IPropertySymbol { IsRequired: true };

    /// <summary>Zero, then halves of the way, then one step: a binary search when only one bound matters.</summary>
    private static IEnumerable<System.Numerics.BigInteger> Nearer(System.Numerics.BigInteger value)
    {
        for (var distance = value; !distance.IsZero; distance /= 2)
        {
            yield return value - distance;
        }
    }
}
