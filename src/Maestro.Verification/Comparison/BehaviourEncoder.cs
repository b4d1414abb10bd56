using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>
/// Executes one version of a method symbolically, exceptions and calls included, and lists how it can leave each stretch between loop heads and
/// calls. It assumes nothing: what it cannot say exactly it refuses.
/// </summary>
internal sealed partial class BehaviourEncoder
{
    private const int MostNested = 12;
    private readonly ContractReader _reader;
    private readonly Lockstep _lockstep;
    private readonly TermFactory _terms;
    private readonly Shapes _shapes = new();
    private readonly HeapKeys _keys;
    private readonly IMethodSymbol _method;
    private readonly bool _isOld;
    private readonly Func<IMethodSymbol, string?> _sameInBoth;
    private readonly CancellationToken _cancellation;
    private readonly List<Leaving> _leavings = [];
    private readonly Stack<Activation> _stack = new();
    private readonly List<Target> _byReference = [];
    private Spot _now;
    private int _loops;
    private int _made;
    private int _blocks;
    private readonly Unrolling? _unrolling;
    private readonly bool _inlinesSame;

    /// <param name="method">The version.</param>
    /// <param name="reader">Of its compilation.</param>
    /// <param name="lockstep">Shared with the other version.</param>
    /// <param name="isOld">The old version is encoded first.</param>
    /// <param name="sameInBoth">A name for a callee that does the same in both compilations; null for others.</param>
    /// <param name="inlinesSame">False to take every callee that has such a name for a step.</param>
    /// <param name="unrolling">How loops are followed; null to cut each at its head.</param>
    /// <param name="cancellation">Gives up.</param>
    public BehaviourEncoder(
        IMethodSymbol method, ContractReader reader, Lockstep lockstep, bool isOld, Func<IMethodSymbol, string?> sameInBoth, bool inlinesSame, Unrolling? unrolling, CancellationToken cancellation)
    {
        _unrolling = unrolling;
        _method = method;
        _reader = reader;
        _lockstep = lockstep;
        _terms = lockstep.Terms;
        _keys = new HeapKeys(_shapes);
        _isOld = isOld;
        _sameInBoth = sameInBoth;
        _inlinesSame = inlinesSame;
        _cancellation = cancellation;
        _now = new Spot(
            ImmutableDictionary.Create<ISymbol, Value>(SymbolEqualityComparer.Default),
            ImmutableDictionary<CaptureId, Held>.Empty,
            new HeapImage(ImmutableDictionary<MapKey, Term>.Empty, new Epoch.Fresh("entry")),
            ImmutableList<Term>.Empty,
            0);
    }

    public TermFactory Terms => _terms;

    /// <summary>True when the method calls itself: it is shown the same if its recursive calls are.</summary>
    public bool IsRecursive { get; private set; }

    public bool HasLoops => _loops > 0;

    /// <summary>
    /// Of positions in arrays and strings: between nothing and their length wherever their loop's head is reached. Zero satisfies all of them together, so
    /// that those of two versions never contradict each other.
    /// </summary>
    public List<Term> Positions { get; } = [];

    /// <summary>Inputs by position, the receiver last.</summary>
    public IReadOnlyList<Value> Inputs { get; private set; } = [];

    /// <summary>What the base allowed, where this is the base: preconditions that can be said, and parameters that are not null.</summary>
    public IReadOnlyList<Term> Allowed { get; private set; } = [];

    /// <exception cref="UnsupportedConstructException">Something has no exact meaning here.</exception>
    public IReadOnlyList<Leaving> Encode()
    {
        if (_method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor || _method.ContainingType.IsValueType && !_method.IsStatic
            || _method.IsGenericMethod || _method.ContainingType.IsGenericType || _method.ReturnsByRef || _method.ReturnsByRefReadonly)
        {
            throw new UnsupportedConstructException("constructor, generic method, struct member or reference return", 0);
        }

        var inputs = new List<Value>();
        foreach (var parameter in _method.Parameters)
        {
            var value = parameter.RefKind == RefKind.Out ? Default(parameter.Type) : Named($"p{Text(parameter.Ordinal)}", parameter.Type);
            inputs.Add(value);
            Set(parameter, value);
            if (parameter.RefKind is RefKind.Ref or RefKind.Out)
            {
                _byReference.Add(new Target.Variable(parameter, value.Shape));
            }
        }

        if (_byReference.Count > 1)
        {
            throw new UnsupportedConstructException("reference parameters that may alias", 0);
        }

        Value? self = null;
        if (!_method.IsStatic)
        {
            self = Named("this", _method.ContainingType);
            inputs.Add(self);
        }

        Inputs = inputs;
        if (_isOld)
        {
            Allowed = ReadAllowed(self);
        }

        var result = Run(_method, self);
        Leave("return", result.Leaves.Concat(ByReference()).ToList());
        return Merged();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private Value Named(string name, ITypeSymbol type)
    {
        var shape = _shapes.Of(type);
        return new Value(shape, shape.Leaves.Select(l => _terms.Variable($"{name}.{l.Path}", l.Sort)).ToImmutableArray());
    }

    private void Set(ISymbol symbol, Value value) => _now = _now with { Variables = _now.Variables.SetItem(symbol, value) };

    private IEnumerable<Term> ByReference() => _byReference.SelectMany(t => Read(t).Leaves);

    /// <summary>Preconditions and non-null parameters; one that cannot be said is left out, which asks for more.</summary>
    private IReadOnlyList<Term> ReadAllowed(Value? self)
    {
        var allowed = new List<Term>();
        // Null is an input where the method tests for it, whatever the type says.
        var tested = NullTests.Of(_method, _reader);
        foreach (var parameter in _method.Parameters.Where(p => p.RefKind == RefKind.None && !tested.Contains(p.Ordinal)))
        {
            var value = _now.Variables[parameter];
            if (parameter.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.NotAnnotated } && value.Shape.IsScalar)
            {
                allowed.Add(_terms.Not(_terms.Equal(value.Term, _terms.Null(value.Sort))));
            }
        }

        var entry = _now;
        foreach (var clause in _reader.Of(_method).Requires.Where(c => SymbolEqualityComparer.Default.Equals(c.Owner, _method)))
        {
            foreach (var part in clause.Negated ? [clause.Condition] : Conjuncts(clause.Condition))
            {
                try
                {
                    _stack.Push(new Activation(_method, self, _reader.Of(_method), null));
                    var before = _leavings.Count;
                    var holds = Evaluate(part).Term;
                    holds = clause.Negated ? _terms.Not(holds) : holds;
                    _leavings.RemoveRange(before, _leavings.Count - before);
                    allowed.Add(_terms.And(_now.Path.Append(holds)));
                }
                catch (UnsupportedConstructException)
                {
                }
                finally
                {
                    _stack.Pop();
                    _now = entry;
                }
            }
        }

        return allowed;
    }

    /// <summary>What a condition consists of that must all hold, each evaluated without throwing.</summary>
    private static IEnumerable<IOperation> Conjuncts(IOperation condition) => condition is IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd, OperatorMethod: null } both
        ? Conjuncts(both.LeftOperand).Concat(Conjuncts(both.RightOperand))
        : [condition];

    /// <summary>Throws under a condition; from here on it is false.</summary>
    private void ThrowWhen(Term condition, string exception)
    {
        if (condition.IsFalse)
        {
            return;
        }

        var before = _now;
        _now = before with { Path = Paths.Add(before.Path, condition) };
        Leave("throw " + exception, ByReference().ToList());
        _now = before with { Path = Paths.Add(before.Path, _terms.Not(condition)) };
    }

    private void Leave(string name, IReadOnlyList<Term> values) =>
        _leavings.Add(new Leaving(name, _terms.And(_now.Path), values, _now.Heap));

    /// <summary>One leaving a name: by which of several ways it was left does not matter.</summary>
    private List<Leaving> Merged()
    {
        var result = new List<Leaving>();
        foreach (var group in _leavings.Where(l => !l.Path.IsFalse).GroupBy(l => l.Name))
        {
            var merged = group.Last();
            foreach (var other in group.Reverse().Skip(1))
            {
                if (other.Values.Count != merged.Values.Count)
                {
                    throw new UnsupportedConstructException("ways to leave that differ in kind", 0);
                }

                merged = new Leaving(
                    group.Key,
                    _terms.Or(other.Path, merged.Path),
                    other.Values.Zip(merged.Values, (a, b) => _terms.Ite(other.Path, a, b)).ToList(),
                    Join(other.Path, other.Heap, merged.Heap));
            }

            result.Add(merged);
        }

        return result;
    }

    /// <summary>The heap of a moment that nobody stored to since.</summary>
    public Term MapOf(HeapImage heap, MapKey key) => heap.Maps.TryGetValue(key, out var map) ? map : Untouched(heap.Moment, key);

    private Term Untouched(Epoch moment, MapKey key) => moment switch
    {
        Epoch.Either e => _terms.Ite(e.Condition, Untouched(e.Then, key), Untouched(e.Otherwise, key)),
        Epoch.Fresh f => _terms.Variable($"{f.Name}/{key.Id}", key.Sort),
        _ => throw new InvalidOperationException(),
    };

    private HeapImage Join(Term condition, HeapImage a, HeapImage b)
    {
        var moment = a.Moment.Equals(b.Moment) ? a.Moment : new Epoch.Either(condition, a.Moment, b.Moment);
        return a.Maps.Equals(b.Maps) && moment.Equals(a.Moment) ? a : new HeapImage(
            a.Maps.Keys.Union(b.Maps.Keys).ToImmutableDictionary(k => k, k => _terms.Ite(condition, MapOf(a, k), MapOf(b, k))),
            moment);
    }

    private Spot Join(IReadOnlyList<Spot> spots)
    {
        if (spots.Count == 1)
        {
            return spots[0];
        }

        var (path, selectors) = Paths.Join(_terms, spots.Select(s => s.Path).ToList());
        var merged = spots[spots.Count - 1];
        for (var i = spots.Count - 2; i >= 0; i--)
        {
            var (condition, a, b) = (selectors[i], spots[i], merged);
            merged = new Spot(
                a.Variables.Where(v => b.Variables.ContainsKey(v.Key)).ToImmutableDictionary(v => v.Key, v => Merge(condition, v.Value, b.Variables[v.Key]), SymbolEqualityComparer.Default),
                Join(condition, a.Captures, b.Captures),
                Join(condition, a.Heap, b.Heap),
                path,
                Math.Max(a.Calls, b.Calls));
        }

        return merged with { Path = path };
    }

    private ImmutableDictionary<CaptureId, Held> Join(Term condition, ImmutableDictionary<CaptureId, Held> a, ImmutableDictionary<CaptureId, Held> b)
    {
        var joined = ImmutableDictionary.CreateBuilder<CaptureId, Held>();
        foreach (var pair in a)
        {
            Held? held = (pair.Value, b.TryGetValue(pair.Key, out var other) ? other : null) switch
            {
                (Held.Of x, Held.Of y) when x.Value.Leaves.Length == y.Value.Leaves.Length => new Held.Of(Merge(condition, x.Value, y.Value)),
                (Held.Walk x, Held.Walk y) when ReferenceEquals(x.Collection.Term, y.Collection.Term) => x with { Next = _terms.Ite(condition, x.Next, y.Next) },
                (Held.Place x, Held.Place y) when x.Equals(y) => x,
                _ => null,
            };
            if (held is not null)
            {
                joined.Add(pair.Key, held);
            }
        }

        return joined.ToImmutable();
    }

    private Value Merge(Term condition, Value a, Value b)
    {
        if (a.Leaves.Length != b.Leaves.Length || !a.Leaves.Select(l => l.Sort).SequenceEqual(b.Leaves.Select(l => l.Sort)))
        {
            throw new UnsupportedConstructException("values of unlike types that meet", 0);
        }

        return a with { Leaves = a.Leaves.Zip(b.Leaves, (x, y) => _terms.Ite(condition, x, y)).ToImmutableArray() };
    }

    private Value Default(ITypeSymbol type)
    {
        var shape = _shapes.Of(type);
        return new Value(shape, shape.Leaves.Select(l => DefaultOf(l.Sort)).ToImmutableArray());
    }

    private Term DefaultOf(Sort sort) => sort switch
    {
        Sort.Truth => _terms.False,
        IntegerSort integer => _terms.Integer(0, integer),
        Sort.Map map => _terms.Everywhere(map, DefaultOf(map.Element)),
        FloatSort format => _terms.Float(0, format),
        Sort.Blob => _terms.Variable("zero", Sort.Opaque),
        Sort.Exact => _terms.Variable("zero decimal", Sort.Decimal),
        _ => _terms.Null(sort),
    };

    /// <summary>A function of which nothing is known but that equal arguments give equal results.</summary>
    private Term Function(string name, Sort result, IEnumerable<Term> arguments)
    {
        var list = arguments.ToList();
        var sort = list.AsEnumerable().Reverse().Aggregate(result, (s, a) => new Sort.Map(a.Sort, s));
        return list.Aggregate(_terms.Variable("function " + name, sort), _terms.Select);
    }

    /// <param name="Functions">Gives the graph of a local function or lambda of the graph in execution.</param>
    private sealed record Activation(IMethodSymbol Method, Value? This, MethodContract Contract, ControlFlowGraph? Functions);

    private Activation Active => _stack.Peek();
}
