using System.Collections.Immutable;
using System.Numerics;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Small and boundary values of each type, smallest first, and those near the constants that a method and its contracts name.</summary>
internal sealed partial class CandidateInputs
{
    private static readonly int[] SmallLengths = { 0, 1, 2, 3, 4 };

    private readonly ContractReader _contracts;
    private readonly IMethodSymbol _method;
    private readonly Func<InputRecipe, bool> _builds;
    private readonly SortedSet<BigInteger> _constants = new();
    private readonly CandidateTexts _texts = new();
    private ImmutableArray<InputRecipe> _receivers;

    /// <param name="contracts">The contracts of the compilation.</param>
    /// <param name="method">The method to call.</param>
    /// <param name="hints">Numbers worth trying besides.</param>
    /// <param name="builds">Whether an object can be made in the way that a recipe says.</param>
    public CandidateInputs(ContractReader contracts, IMethodSymbol method, IEnumerable<BigInteger> hints, Func<InputRecipe, bool> builds)
    {
        _builds = builds;
        _contracts = contracts;
        _method = method;
        var contract = contracts.Of(method);
        var operations = contract.Clauses.Select(c => c.Condition)
            .Concat(method.IsStatic ? Enumerable.Empty<IOperation>() : contracts.InvariantsOf(method.ContainingType).Select(c => c.Condition));
        if (contracts.Bodies.BodyOf(method) is { } body)
        {
            operations = operations.Append(body);
        }

        foreach (var operation in operations.SelectMany(o => o.DescendantsAndSelf()))
        {
            if (operation is { ConstantValue: { HasValue: true, Value: { } value } })
            {
                _texts.Note(value);
                if (Integer(value) is { } number)
                {
                    _constants.Add(number);
                }
            }
        }

        _constants.UnionWith(hints);
    }

    /// <summary>True to try interfaces that anybody may implement with an implementation that records.</summary>
    public bool WithRecorders { get; set; }

    /// <summary>Candidates of each parameter.</summary>
    public ImmutableArray<ImmutableArray<InputRecipe>> Parameters() =>
        _method.Parameters.Select(p => p.RefKind == RefKind.Out
            ? ImmutableArray.Create(Default(p.Type))
            : OfType(p.Type, depth: 0)).ToImmutableArray();

    /// <summary>Receivers that public means can make: by constructors, then after one and two calls of public methods and setters.</summary>
    public ImmutableArray<InputRecipe> Receivers()
    {
        if (_receivers.IsDefault)
        {
            _receivers = Objects(_method.ContainingType, depth: 0, maxCalls: 2, limit: 400);
        }

        return _receivers;
    }

    public ImmutableArray<InputRecipe> OfType(ITypeSymbol type, int depth)
    {
        if (TypeModel.IsNullable(type))
        {
            return OfType(TypeModel.Underlying(type), depth).Insert(0, new InputRecipe.Literal(null, type));
        }

        var number = TypeModel.NumberType(type);
        if (type.TypeKind == TypeKind.Enum)
        {
            return Enums((INamedTypeSymbol)type, number);
        }

        if (Numbers.IsIntegral(number))
        {
            return Integers(type, number, depth);
        }

        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return Literals(type, false, true);
            case SpecialType.System_String:
                return WithNull(type, Literals(type, _texts.All(depth).ToArray<object>()));
            case SpecialType.System_Object:
                return WithNull(type, ImmutableArray.Create<InputRecipe>(new InputRecipe.New(
                    ((INamedTypeSymbol)type).InstanceConstructors[0], ImmutableArray<InputRecipe>.Empty, ImmutableArray<RecipeCall>.Empty)).AddRange(Tested(depth)));
            case SpecialType.System_Double:
                return Literals(type, 0d, 1d, -1d, 0.5, 10d, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.MaxValue, double.MinValue, -0d)
                    .AddRange(_constants.Select(c => (InputRecipe)new InputRecipe.Literal((double)c, type)));
            case SpecialType.System_Single:
                return Literals(type, 0f, 1f, -1f, 0.5f, float.NaN, float.PositiveInfinity, float.MaxValue, float.MinValue);
            case SpecialType.System_Decimal:
                return Literals(type, 0m, 1m, -1m, 0.5m, 2m, 10m, 100m, 0.0000000000000000000000000001m, decimal.MaxValue, decimal.MinValue)
                    .AddRange(_constants.Where(c => BigInteger.Abs(c) < long.MaxValue).SelectMany(c => new[] { (decimal)c, (decimal)c + 1, (decimal)c - 1 })
                        .Select(c => (InputRecipe)new InputRecipe.Literal(c, type)));
        }

        switch (type)
        {
            case INamedTypeSymbol when Times.TypeOf(type) is not null:
                return new[] { 0L, 1L, -1L, TimeSpan.TicksPerHour, TimeSpan.TicksPerDay, TimeSpan.TicksPerDay - 1, 3652058L, DateTime.MaxValue.Ticks, long.MaxValue, long.MinValue }
                    .Concat(_constants.Where(c => c >= long.MinValue && c <= long.MaxValue).Select(c => (long)c)).Distinct()
                    .Select(n => Times.Of(type, n, 0)).OfType<object>().Select(v => (InputRecipe)new InputRecipe.Literal(v, type)).ToImmutableArray();
            case IArrayTypeSymbol { Rank: 1 } array:
                return WithNull(type, Arrays(array.ElementType, depth));
            case INamedTypeSymbol { IsTupleType: true } tuple:
                return Products(tuple.TupleElements.Select(e => OfType(e.Type, depth + 1)).ToList(), limit: 60)
                    .Select(items => (InputRecipe)new InputRecipe.Tuple(tuple, items)).ToImmutableArray();
            case IArrayTypeSymbol { Rank: 2 } grid:
                return WithNull(type, Grids(grid, depth));
            case INamedTypeSymbol when SpanValue.ElementOf(type) is { } element:
                return Arrays(element, depth);
            case INamedTypeSymbol { TypeKind: TypeKind.Struct } structure when TypeModel.IsModelledStruct(structure):
                return Objects(structure, depth, maxCalls: 0, limit: 40).Insert(0, Default(structure));
            case INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Interface } named when !named.DeclaringSyntaxReferences.IsEmpty:
                return WithNull(type, depth > 2 ? ImmutableArray<InputRecipe>.Empty : OneOfEach(
                    Derived(named).Select(d => Objects(d, depth + 1, maxCalls: 0, limit: 12)).Prepend(Objects(named, depth, maxCalls: 1, limit: 60)).ToList())
                    .AddRange(Recorders(named)));
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate } function:
                return WithNull(type, Functions(function, depth));
            case INamedTypeSymbol { TypeKind: TypeKind.Interface, Arity: 1, ContainingNamespace.Name: "Generic" } collection
                when collection.Name is "IReadOnlyList" or "IReadOnlyCollection" or "IEnumerable" or "IList" or "ICollection":
                return WithNull(type, Arrays(collection.TypeArguments[0], depth));
            case INamedTypeSymbol { Name: "List", Arity: 1, ContainingNamespace.Name: "Generic" } list
                when list.InstanceConstructors.FirstOrDefault(c => c.Parameters is [{ Type.Name: "IEnumerable" }]) is { } copying:
                return WithNull(type, Arrays(list.TypeArguments[0], depth)
                    .Select(a => (InputRecipe)new InputRecipe.New(copying, ImmutableArray.Create(a), ImmutableArray<RecipeCall>.Empty)).ToImmutableArray());
            case INamedTypeSymbol keyed when MapCalls.IsMap(keyed) && keyed.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty) is { } made
                && keyed.GetMembers("Add").OfType<IMethodSymbol>().FirstOrDefault(m => m.Parameters.Length == keyed.Arity) is { } insert:
                return WithNull(type, Maps(keyed, depth)
                    .Select(entries => (InputRecipe)new InputRecipe.New(made, ImmutableArray<InputRecipe>.Empty, entries.Select(e => new RecipeCall(insert, e)).ToImmutableArray())).ToImmutableArray());
            case INamedTypeSymbol { Name: "Stack" or "Queue", Arity: 1, ContainingNamespace.Name: "Generic" } line
                when line.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty) is { } empty
                    && line.GetMembers(line.Name == "Stack" ? "Push" : "Enqueue").OfType<IMethodSymbol>().FirstOrDefault() is { } add:
                return WithNull(type, Arrays(line.TypeArguments[0], depth).Cast<InputRecipe.Array>()
                    .Select(a => (InputRecipe)new InputRecipe.New(
                        empty, ImmutableArray<InputRecipe>.Empty, a.Items.Select(i => new RecipeCall(add, ImmutableArray.Create(i))).ToImmutableArray())).ToImmutableArray());
            default:
                return type.IsReferenceType ? WithNull(type, ImmutableArray<InputRecipe>.Empty) : ImmutableArray.Create(Default(type));
        }
    }

    /// <summary>Classes of the sources that an object of the static type may be of.</summary>
    public IEnumerable<INamedTypeSymbol> Derived(INamedTypeSymbol type) => type.IsSealed ? [] : _contracts.Bodies.Types()
        .Where(t => t is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false, IsGenericType: false } && !SymbolEqualityComparer.Default.Equals(t, type)
            && _contracts.Bodies.Compilation.ClassifyCommonConversion(t, type) is { IsImplicit: true, IsReference: true })
        .OrderBy(t => t.ToDisplayString(), StringComparer.Ordinal).Take(6);

    /// <summary>True when an object of one static type can be passed as another; names of tuple elements make no type.</summary>
    public bool IsA(ITypeSymbol type, ITypeSymbol other) =>
        _contracts.Bodies.Compilation.ClassifyCommonConversion(type, other) is { IsIdentity: true } or { IsImplicit: true, IsReference: true };

    /// <summary>Objects of the types that the method tests for, and some that it may not expect.</summary>
    private ImmutableArray<InputRecipe> Tested(int depth)
    {
        if (depth > 1 || _contracts.Bodies.BodyOf(_method) is not { } body)
        {
            return ImmutableArray<InputRecipe>.Empty;
        }

        var compilation = _contracts.Bodies.Compilation;
        var types = body.Descendants().Select(o => o switch
        {
            IIsTypeOperation test => test.TypeOperand,
            IDeclarationPatternOperation pattern => pattern.MatchedType,
            ITypePatternOperation pattern => pattern.MatchedType,
            IRecursivePatternOperation pattern => pattern.MatchedType,
            IConversionOperation { Operand.Type.SpecialType: SpecialType.System_Object } conversion => conversion.Type,
            _ => null,
        }).OfType<ITypeSymbol>().Append(compilation.GetSpecialType(SpecialType.System_Int32)).Append(compilation.GetSpecialType(SpecialType.System_String))
            .Distinct(SymbolEqualityComparer.Default).Cast<ITypeSymbol>().Where(t => t.SpecialType != SpecialType.System_Object);
        return OneOfEach(types.Select(t => OfType(t, depth + 1).Take(12)
            .Select(r => r is InputRecipe.Literal { Value: not null } literal && literal.Type.IsValueType ? new InputRecipe.Box(literal) : r)
            .Where(r => r is not (InputRecipe.Literal { Value: null } or InputRecipe.Default or InputRecipe.Tuple)).ToImmutableArray()).ToList());
    }

    /// <summary>The first of each list, then the second of each, and so on.</summary>
    private static ImmutableArray<InputRecipe> OneOfEach(IReadOnlyList<ImmutableArray<InputRecipe>> lists) =>
        Enumerable.Range(0, lists.Select(l => l.Length).DefaultIfEmpty(0).Max()).SelectMany(i => lists.Where(l => i < l.Length).Select(l => l[i])).ToImmutableArray();

    /// <summary>Combinations of one of each list, those with small indices first, at most <paramref name="limit"/>.</summary>
    public static IEnumerable<ImmutableArray<InputRecipe>> Products(IReadOnlyList<ImmutableArray<InputRecipe>> lists, int limit)
    {
        if (lists.Any(l => l.IsEmpty))
        {
            yield break;
        }

        var most = lists.Sum(l => l.Length - 1);
        var count = 0;
        for (var sum = 0; sum <= most; sum++)
        {
            foreach (var indices in WithSum(lists, 0, sum))
            {
                if (count++ >= limit)
                {
                    yield break;
                }

                yield return indices.Select((index, list) => lists[list][index]).ToImmutableArray();
            }
        }
    }

    private static IEnumerable<ImmutableStack<int>> WithSumReversed(IReadOnlyList<ImmutableArray<InputRecipe>> lists, int at, int sum, ImmutableStack<int> chosen)
    {
        if (at == lists.Count)
        {
            if (sum == 0)
            {
                yield return chosen;
            }

            yield break;
        }

        var rest = 0;
        for (var i = at + 1; i < lists.Count; i++)
        {
            rest += lists[i].Length - 1;
        }

        for (var index = Math.Max(0, sum - rest); index <= Math.Min(sum, lists[at].Length - 1); index++)
        {
            foreach (var found in WithSumReversed(lists, at + 1, sum - index, chosen.Push(index)))
            {
                yield return found;
            }
        }
    }

    private static IEnumerable<IEnumerable<int>> WithSum(IReadOnlyList<ImmutableArray<InputRecipe>> lists, int at, int sum) =>
        WithSumReversed(lists, at, sum, ImmutableStack<int>.Empty).Select(s => s.Reverse());

    private static InputRecipe Default(ITypeSymbol type) =>
        type.IsReferenceType || TypeModel.IsNullable(type) ? new InputRecipe.Literal(null, type) : new InputRecipe.Default(type);

    private static ImmutableArray<InputRecipe> Literals(ITypeSymbol type, params object[] values) =>
        values.Select(v => (InputRecipe)new InputRecipe.Literal(v, type)).ToImmutableArray();

    /// <summary>Null is an input unless the type is annotated as non-null, which is a precondition (semantics.md, 12).</summary>
    private static ImmutableArray<InputRecipe> WithNull(ITypeSymbol type, ImmutableArray<InputRecipe> others) =>
        type.NullableAnnotation == NullableAnnotation.NotAnnotated ? others : others.Insert(0, new InputRecipe.Literal(null, type));

    private static BigInteger? Integer(object value) => value switch
    {
        int or long or uint or byte or sbyte or short or ushort or char => Numbers.ToInt64(value),
        ulong u => u,
        decimal m when m == decimal.Truncate(m) => new BigInteger(m),
        double d when !double.IsNaN(d) && !double.IsInfinity(d) => new BigInteger(d),
        _ => null,
    };

    private ImmutableArray<InputRecipe> Integers(ITypeSymbol type, SpecialType number, int depth)
    {
        var (low, high) = RangeOf(number);
        var values = new List<BigInteger> { 0, 1, -1, 2, 3 };
        if (depth == 0)
        {
            foreach (var constant in _constants)
            {
                values.Add(constant);
                values.Add(constant + 1);
                values.Add(constant - 1);
            }

            values.AddRange(new BigInteger[] { 10, -2, high, low, high - 1, low + 1, (high / 2) + 1, high / 2, (low / 2) - 1 });
            foreach (var constant in _constants.Where(c => c > 3))
            {
                values.Add(high / constant);
                values.Add((high / constant) + 1);
                values.Add(constant / 2);
                values.Add((constant / 2) + 1);
            }
        }
        else
        {
            values.AddRange(_constants.Take(6));
            values.Add(high);
            values.Add(low);
        }

        if (number == SpecialType.System_Char)
        {
            values.InsertRange(0, new BigInteger[] { 'a', '0', ' ', 'A' });
        }

        return values.Distinct().Where(v => v >= low && v <= high)
            .Select(v => (InputRecipe)new InputRecipe.Literal(FromInteger(v, number), type)).ToImmutableArray();
    }

    public static (BigInteger Low, BigInteger High) RangeOf(SpecialType type) => type switch
    {
        SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue),
        SpecialType.System_Byte => (byte.MinValue, byte.MaxValue),
        SpecialType.System_Int16 => (short.MinValue, short.MaxValue),
        SpecialType.System_UInt16 or SpecialType.System_Char => (ushort.MinValue, ushort.MaxValue),
        SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue),
        SpecialType.System_UInt64 or SpecialType.System_UIntPtr => (ulong.MinValue, ulong.MaxValue),
        SpecialType.System_Int64 or SpecialType.System_IntPtr => (long.MinValue, long.MaxValue),
        _ => (int.MinValue, int.MaxValue),
    };

    public static object? FromInteger(BigInteger value, SpecialType type) =>
        Numbers.Convert(value > long.MaxValue ? (object)(ulong)value : (long)value, type, isChecked: false);

    private ImmutableArray<InputRecipe> Enums(INamedTypeSymbol type, SpecialType number)
    {
        var values = type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.ConstantValue!).Distinct().ToList();

        // Any number is a value of an enum; one past the last is the usual surprise.
        var (_, high) = RangeOf(number);
        var next = values.Select(v => v is ulong u ? u : (BigInteger)Numbers.ToInt64(v)).DefaultIfEmpty(0).Max() + 1;
        if (next <= high)
        {
            values.Add(FromInteger(next, number)!);
        }

        values.Add(FromInteger(0, number)!);
        return values.Distinct().Select(v => (InputRecipe)new InputRecipe.Literal(v, type)).ToImmutableArray();
    }

    private ImmutableArray<InputRecipe> Objects(INamedTypeSymbol type, int depth, int maxCalls, int limit)
    {
        var made = ImmutableArray.CreateBuilder<InputRecipe>();
        if (type.IsAbstract)
        {
            return made.ToImmutable();
        }

        foreach (var constructor in type.InstanceConstructors.Where(c => IsReachable(c) && !IsCopy(c)).OrderBy(c => c.Parameters.Length))
        {
            var lists = constructor.Parameters.Select(p => Wider(p.Type, depth)).ToList();
            made.AddRange(Products(lists, limit / 3).Select(a => (InputRecipe)new InputRecipe.New(constructor, a, ImmutableArray<RecipeCall>.Empty)).Where(_builds));
        }

        var level = made.Take(12).Cast<InputRecipe.New>().ToList();
        for (var calls = 1; calls <= maxCalls && level.Count > 0; calls++)
        {
            var next = new List<InputRecipe.New>();
            foreach (var call in CallsOf(type, depth))
            {
                next.AddRange(level.Take(calls == 1 ? 4 : 24).Select(o => o with { Calls = o.Calls.Add(call) }).Where(o => _builds(o)));
                if (next.Count >= limit / maxCalls)
                {
                    break;
                }
            }

            level = next;
            made.AddRange(level);
        }

        return made.ToImmutable();
    }

    private IEnumerable<RecipeCall> CallsOf(INamedTypeSymbol type, int depth)
    {
        var methods = type.GetMembers().OfType<IMethodSymbol>()
            .Where(m => !m.IsStatic && IsReachable(m) && !m.IsGenericMethod && m.MethodKind is MethodKind.Ordinary or MethodKind.PropertySet
                && m.MethodKind == (m.AssociatedSymbol is null ? MethodKind.Ordinary : MethodKind.PropertySet) && !m.IsInitOnly && !m.IsImplicitlyDeclared
                && m.Parameters.Length is 1 or 2 or 0 && m.Parameters.All(p => p.RefKind == RefKind.None));
        foreach (var method in methods)
        {
            foreach (var arguments in Products(method.Parameters.Select(p => Wider(p.Type, depth)).ToList(), 30))
            {
                yield return new RecipeCall(method, arguments);
            }
        }
    }

    /// <summary>Numbers of a receiver matter as much as those of parameters; objects within objects do not.</summary>
    private ImmutableArray<InputRecipe> Wider(ITypeSymbol type, int depth) =>
        OfType(type, type.TypeKind is TypeKind.Class or TypeKind.Interface ? depth + 1 : depth);

    public static bool IsReachable(ISymbol method) =>
        method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;

    public static bool IsCopy(IMethodSymbol constructor) =>
        constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, constructor.ContainingType);
}
