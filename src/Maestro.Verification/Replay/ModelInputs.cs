using System.Collections.Immutable;
using System.Numerics;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Turns the solver's candidate into inputs that public means can make.</summary>
internal sealed class ModelInputs
{
    private const int LongestArray = 2_000;
    private const int MostWays = 24;
    private readonly IMethodSymbol _method;
    private readonly ModelInput _model;
    private readonly CandidateInputs _others;
    private readonly ModelObjects _objects;

    public ModelInputs(IMethodSymbol method, ModelInput model, CandidateInputs others)
    {
        (_method, _model, _others) = (method, model, others);
        _objects = new ModelObjects(others, Recipe);
    }

    /// <summary>Every number that the model mentions: values worth trying in other places too.</summary>
    public static IEnumerable<BigInteger> NumbersOf(ModelInput model) =>
        model.Parameters.OrderBy(p => p.Key, StringComparer.Ordinal).SelectMany(p => NumbersOf(p.Value))
            .Concat(model.Receiver is { } receiver ? NumbersOf(receiver) : Enumerable.Empty<BigInteger>()).Distinct().Take(24);

    /// <summary>The model itself in the ways that its objects can be made, with each receiver that might be the one meant.</summary>
    public IEnumerable<MethodInputs> All(bool needsReceiver)
    {
        var seen = new Dictionary<int, (int Position, ITypeSymbol Type)>();
        if (needsReceiver && _model.Receiver is ModelValue.Object self)
        {
            seen[self.Identity] = (InputRecipe.Alias.Receiver, _method.ContainingType);
        }

        var lists = _method.Parameters.Select(p => Arguments(p, seen)).ToList();
        return needsReceiver
            ? Receivers().SelectMany((r, i) => CandidateInputs.Products(lists, i < MostWays ? MostWays : 1).Select(a => new MethodInputs(r, a)))
            : CandidateInputs.Products(lists, MostWays).Select(a => new MethodInputs(null, a));
    }

    /// <summary>Those of the model first: making the others takes executions.</summary>
    private IEnumerable<InputRecipe> Receivers()
    {
        foreach (var way in _model.Receiver is { } receiver ? Ways(receiver, _method.ContainingType) : [])
        {
            yield return way;
        }

        if (_method.ContainingType.IsValueType)
        {
            yield return new InputRecipe.Default(_method.ContainingType);
        }

        foreach (var other in _others.Receivers())
        {
            yield return other;
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

    private ImmutableArray<InputRecipe> Arguments(IParameterSymbol parameter, Dictionary<int, (int Position, ITypeSymbol Type)> seen)
    {
        if (!_model.Parameters.TryGetValue(parameter.Name, out var value))
        {
            return Open(parameter.Type);
        }

        var identity = value switch
        {
            ModelValue.Array array => array.Identity,
            ModelValue.Object o => o.Identity,
            _ => (int?)null,
        };
        // References of unrelated types may have one number in a model.
        if (identity is { } known && seen.TryGetValue(known, out var earlier) && _others.IsA(earlier.Type, parameter.Type))
        {
            return ImmutableArray.Create<InputRecipe>(new InputRecipe.Alias(earlier.Position));
        }

        var ways = Ways(value, parameter.Type).ToImmutableArray();
        if (identity is { } fresh && !ways.IsEmpty)
        {
            seen[fresh] = (parameter.Ordinal, parameter.Type);
        }

        return ways.IsEmpty ? Open(parameter.Type) : ways;
    }

    /// <summary>Empty where nothing can be made of a type that promises not to be null.</summary>
    private ImmutableArray<InputRecipe> Open(ITypeSymbol type) => _others.OfType(type, depth: 0).Take(1).ToImmutableArray();

    private IEnumerable<InputRecipe> Ways(ModelValue value, ITypeSymbol type) =>
        Objects(value, type).DefaultIfEmpty().Select(r => r ?? Recipe(value, type)).OfType<InputRecipe>();

    private IEnumerable<InputRecipe> Objects(ModelValue value, ITypeSymbol type) => (value, TypeModel.Underlying(type)) switch
    {
        (ModelValue.Object o, INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false } named) => _objects.Of(o.Fields, named),
        (ModelValue.Struct s, INamedTypeSymbol { IsTupleType: false, DeclaringSyntaxReferences.IsEmpty: false } named) => _objects.Of(s.Fields, named),
        _ => [],
    };

    private static ITypeSymbol? ElementOfVector(ITypeSymbol type) => type is IArrayTypeSymbol { Rank: 1 } array ? array.ElementType : null;

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
            case ModelValue.Array array when (SpanValue.ElementOf(type) ?? ElementOfVector(type)) is { } element && array.Length is >= 0 and <= LongestArray:
                var rest = _others.OfType(element, depth: 1).FirstOrDefault() ?? new InputRecipe.Literal(null, element);
                return new InputRecipe.Array(element, Enumerable.Range(0, array.Length)
                    .Select(i => i < array.Elements.Length ? Recipe(array.Elements[i], element) ?? rest : rest).ToImmutableArray());
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
                        ?? _others.OfType(e.Type, depth: 1).First()).ToImmutableArray());
            case ModelValue.Object or ModelValue.Struct:
                return Objects(value, type).FirstOrDefault();
            default:
                return null;
        }
    }
}
