using System.Collections.Immutable;
using System.Globalization;
using System.Numerics;
using System.Text;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Inputs by chance, the same for the same seed: of each type what is usual of it, with now and then what is worth trying of the method at hand.</summary>
internal sealed class RandomInputs(IMethodSymbol method, CandidateInputs candidates, int seed)
{
    private const int LongestSequence = 9;
    private const string Letters = "aAzZ09 -_,;:\n\"'é";
    private readonly Random _random = new(seed);
    private readonly Dictionary<ITypeSymbol, ImmutableArray<InputRecipe>> _known = new(SymbolEqualityComparer.IncludeNullability);

    /// <summary>Inputs without end; none where something cannot be made.</summary>
    public IEnumerable<MethodInputs> All(bool needsReceiver)
    {
        var receivers = needsReceiver ? candidates.Receivers() : [];
        if (needsReceiver && method.ContainingType.IsValueType)
        {
            receivers = receivers.Insert(0, new InputRecipe.Default(method.ContainingType));
        }

        if (needsReceiver && receivers.IsEmpty || candidates.Parameters().Any(p => p.IsEmpty))
        {
            yield break;
        }

        while (true)
        {
            var arguments = method.Parameters.Select(p => p.RefKind == RefKind.Out ? new InputRecipe.Default(p.Type) : Of(p.Type, 0)).ToImmutableArray();
            yield return new MethodInputs(needsReceiver ? Pick(receivers) : null, arguments);
        }
    }

    private InputRecipe Of(ITypeSymbol type, int depth)
    {
        if (_random.Next(3) == 0 || depth > 2)
        {
            return Known(type);
        }

        var number = TypeModel.NumberType(type);
        if (TypeModel.IsNullable(type) || type.TypeKind == TypeKind.Enum)
        {
            return Known(type);
        }

        if (Numbers.IsIntegral(number))
        {
            return new InputRecipe.Literal(CandidateInputs.FromInteger(Integer(number), number), type);
        }

        return type switch
        {
            { SpecialType: SpecialType.System_Double } => new InputRecipe.Literal(Real(), type),
            { SpecialType: SpecialType.System_Single } => new InputRecipe.Literal((float)Real(), type),
            { SpecialType: SpecialType.System_Decimal } => new InputRecipe.Literal(new decimal(_random.Next(-100_000, 100_000)) / new decimal(Math.Pow(10, _random.Next(4))), type),
            { SpecialType: SpecialType.System_String } => new InputRecipe.Literal(Text(), type),
            IArrayTypeSymbol { Rank: 1 } array => new InputRecipe.Array(array.ElementType, Items(array.ElementType, depth)),
            INamedTypeSymbol { IsTupleType: true } tuple => new InputRecipe.Tuple(tuple, tuple.TupleElements.Select(e => Of(e.Type, depth + 1)).ToImmutableArray()),
            INamedTypeSymbol { Name: "List", Arity: 1, ContainingNamespace.Name: "Generic" } list when Known(list) is InputRecipe.New { Arguments: [InputRecipe.Array] } made =>
                made with { Arguments = [new InputRecipe.Array(list.TypeArguments[0], Items(list.TypeArguments[0], depth))] },
            _ => Known(type),
        };
    }

    private ImmutableArray<InputRecipe> Items(ITypeSymbol type, int depth)
    {
        var items = Enumerable.Range(0, _random.Next(LongestSequence)).Select(_ => Of(type, depth + 1)).ToImmutableArray();

        // Equal and ordered elements are rare by chance and common in what people sort, search and compare.
        return _random.Next(3) switch
        {
            0 when items.All(i => i is InputRecipe.Literal { Value: IComparable }) => [.. items.OrderBy(i => (IComparable)((InputRecipe.Literal)i).Value!)],
            1 when items.Length > 1 => items.SetItem(_random.Next(items.Length), items[_random.Next(items.Length)]),
            _ => items,
        };
    }

    private BigInteger Integer(SpecialType number)
    {
        var (low, high) = CandidateInputs.RangeOf(number);
        var bytes = new byte[9];
        _random.NextBytes(bytes);
        bytes[8] = 0;

        // As many of few bits as of many.
        var value = (new BigInteger(bytes) >> _random.Next(64)) * (_random.Next(2) == 0 ? 1 : -1);
        return value >= low && value <= high ? value : low + (BigInteger.Abs(value) % (high - low + 1));
    }

    private double Real() => _random.Next(4) switch
    {
        0 => _random.Next(-10, 11),
        1 => _random.NextDouble(),
        2 => (_random.NextDouble() - 0.5) * Math.Pow(10, _random.Next(-300, 300)),
        _ => (_random.NextDouble() - 0.5) * 2000,
    };

    private string Text()
    {
        var text = new StringBuilder();
        for (var i = _random.Next(LongestSequence); i > 0; i--)
        {
            text.Append(_random.Next(4) == 0 ? _random.Next(1000).ToString(CultureInfo.InvariantCulture) : Letters[_random.Next(Letters.Length)].ToString());
        }

        return text.ToString();
    }

    private InputRecipe Known(ITypeSymbol type)
    {
        if (!_known.TryGetValue(type, out var known))
        {
            _known.Add(type, known = candidates.OfType(type, depth: 0));
        }

        // Elements may be null whatever their type says (semantics.md, 12); parameters of which nothing can be made were asked about before.
        return known.IsEmpty ? new InputRecipe.Literal(null, type) : Pick(known);
    }

    private InputRecipe Pick(ImmutableArray<InputRecipe> from) => from[_random.Next(from.Length)];
}
