using System.Collections.Immutable;
using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>
/// The method as one of two versions: contracts are erased, exceptions of the runtime are behaviour, a callee that is the same in both versions is the
/// same unknown function, and one that is not runs in place (semantics.md, 22).
/// </content>
internal sealed partial class MethodEncoder
{
    private const int MostInlining = 6;
    private VersionRecorder? _version;

    /// <exception cref="UnsupportedConstructException">Something has no model.</exception>
    public VersionEncoding EncodeVersion(VersionRecorder version)
    {
        _version = version;
        if (_method.IsAsync || _method.IsExtern || _reader.Bodies.IsIterator(_method) || _method.MethodKind == MethodKind.Constructor || _method.IsGenericMethod)
        {
            throw new UnsupportedConstructException("method of this kind", Lines.Of(_method.Locations[0]));
        }

        var graph = _reader.Bodies.GraphOf(_method) ?? throw new UnsupportedConstructException("no control-flow graph", Lines.Of(_method.Locations[0]));
        // What one version makes is none of what the other makes: both could not be known of one object.
        var allocation = _terms.Variable($"{version.Side}allocation", Smt.Sort.Ref);
        Know(_terms.Not(_terms.Older(allocation, Now.Allocation)));
        Know(_terms.Older(_terms.Null(Smt.Sort.Ref), Now.Allocation));
        var inputs = Now.Allocation;
        _state = Now with { Allocation = allocation };
        foreach (var parameter in _method.Parameters)
        {
            var value = SharedInput(parameter.Ordinal, parameter.Type);
            _state = Now with { Locals = Now.Locals.SetItem(parameter, value) };
            KnowOlder(value, inputs);
            if (version.IsNonNull(parameter.Ordinal))
            {
                Know(_terms.Not(IsNull(value)));
            }
        }

        ParameterPlaces.Check(_method, _reader.Bodies, _shapes);
        if (!_method.IsStatic)
        {
            EnterVersionInstance();
        }

        _entry = _state;
        var requires = new List<Term>();
        foreach (var clause in _contract.Requires)
        {
            requires.Add(WithFrame(ClauseFrame(clause).Silently(), () => Clause(clause)));
        }

        if (_reader.HoldsInvariants(_method))
        {
            foreach (var clause in _reader.InvariantsOf(_method.ContainingType))
            {
                requires.Add(WithFrame(_frame.Silently(), () => Clause(clause)));
            }
        }

        _entry = _state;
        _walk = new GraphWalk(this, graph, _method, null);
        if (_walk.Run() is { } exit)
        {
            version.Outcomes.Add(new VersionOutcome("", exit));
        }

        CheckElementTypes();

        return new VersionEncoding(_entry, _terms.And(requires));
    }

    private void EnterVersionInstance()
    {
        var type = _method.ContainingType;
        if (type.IsValueType)
        {
            _state = Now with { This = SharedInput(_method.Parameters.Length, type) };
            return;
        }

        var self = _terms.Variable("this", Smt.Sort.Ref);
        _state = Now with { This = new Value(_shapes.Of(type), self) };
        Know(_terms.Older(_terms.Null(Smt.Sort.Ref), self));
        KnowOlder(Now.This!, _terms.Variable("allocation", Smt.Sort.Ref));
    }

    private void KnowOlder(Value value, Term allocation)
    {
        foreach (var leaf in value.Leaves.Where(l => l.Sort == Smt.Sort.Ref))
        {
            Know(_terms.Older(leaf, allocation));
        }

        KnowAllocated(value);
    }

    private Value SharedInput(int position, ITypeSymbol type)
    {
        var inputs = _version!.Shared.Inputs;
        if (position == inputs.Count)
        {
            inputs.Add(Unknown("p", type));
        }

        return As(inputs[position], type);
    }

    private void RecordException(Thrown thrown)
    {
        var tag = thrown.Origin ?? (thrown is { IsExact: true, Type: { } type } ? type.ToDisplayString()
            : throw new UnsupportedConstructException("exception of an unknown type", Lines.Of(_method.Locations[0])));
        _version!.Outcomes.Add(new VersionOutcome(tag, _state));
    }

    private void RecordLoop(State entry, IEnumerable<ISymbol> changed)
    {
        var ordered = changed.Where(entry.Locals.ContainsKey).OrderBy(s => s.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList();
        _version!.Loops.Add(new VersionLoop(entry, _state, ordered));
    }

    /// <summary>A call in a version.</summary>
    private Value CallInVersion(
        IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IOperation operation, Place? at, IReadOnlyList<(int Ordinal, Place Place)>? places)
    {
        var version = _version!;
        if (!version.IsSame(method))
        {
            return Inline(method, receiver, arguments, places) ?? throw UnsupportedConstructException.At($"call of {method.Name}, which changed", operation);
        }

        if (method.MethodKind == MethodKind.Constructor)
        {
            if (KnownMembers.WritesNothing(method) && receiver is not null)
            {
                return receiver;
            }

            throw UnsupportedConstructException.At($"constructor of {method.ContainingType.Name} in a comparison", operation);
        }

        if (receiver is not null && receiver.Shape.Type.IsValueType && !method.IsReadOnly && !method.ContainingType.IsReadOnly && !KnownMembers.WritesNothing(method) && at is not null)
        {
            throw UnsupportedConstructException.At($"call of {method.Name} on a struct in a comparison", operation);
        }

        var writes = WritesOf(method);
        var inputs = arguments.Concat(receiver is null ? [] : [receiver]).SelectMany(a => a.Leaves).ToList();
        if (inputs.Any(i => i.FreeBound.Count > 0))
        {
            throw UnsupportedConstructException.At($"call of {method.Name} under a quantifier", operation);
        }

        // What it reads of an array is the heap.
        var isPlain = KnownMembers.WritesNothing(method) && method.Parameters.All(p => p.Type is not IArrayTypeSymbol);
        var heap = isPlain ? "" : HeapText();
        var id = method.GetDocumentationCommentId() ?? method.ToDisplayString();
        var name = version.Shared.NameOf($"{id}({string.Join(",", inputs.Select(i => i.Id.ToString(CultureInfo.InvariantCulture)))}){heap}");
        var throws = _terms.Variable($"throws/{name}", Smt.Sort.Bool);
        if (!writes.IsNothing)
        {
            _state = Now with { Heap = Now.Heap.Where(p => p.Key.IsReadOnly).ToImmutableDictionary(), Epoch = new Epoch.Fresh($"after/{name}") };
        }

        if (!NeverThrows(method))
        {
            _walk!.MayThrow(new Thrown(null, IsExact: false, null, Origin: $"call {name}"), throws);
        }

        foreach (var (ordinal, place) in places ?? [])
        {
            Write(place, Convert(Shared($"reference {ordinal.ToString(CultureInfo.InvariantCulture)}/{name}", method.Parameters[ordinal].Type), place.Shape.Type, operation), operation);
        }

        return method.ReturnsVoid ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0)) : Shared($"result/{name}", method.ReturnType);
    }

    private Value Shared(string name, ITypeSymbol type)
    {
        var shape = _shapes.Of(type);
        return new Value(shape, shape.Leaves.Select(l => _terms.Variable($"{name}/{l.Path}", l.Sort)).ToImmutableArray());
    }

    /// <summary>What the heap is, as text: that of the two versions is the same where both did the same to it.</summary>
    private string HeapText() => $"@{EpochText(Now.Epoch)} {string.Join(" ", Now.Heap.Where(p => !ReferenceEquals(p.Value, Initial(Now.Epoch, p.Key)))
        .OrderBy(p => p.Key.Id, StringComparer.Ordinal).Select(p => $"{p.Key.Id}={p.Value.Id.ToString(CultureInfo.InvariantCulture)}"))}";

    private static string EpochText(Epoch epoch) => epoch switch
    {
        Epoch.Fresh fresh => fresh.Name,
        Epoch.Either either => $"({either.Condition.Id.ToString(CultureInfo.InvariantCulture)}?{EpochText(either.Then)}:{EpochText(either.Otherwise)})",
        _ => throw new InvalidOperationException(),
    };

    /// <summary>Runs a callee that the other version does not have as it is in place.</summary>
    private Value? Inline(IMethodSymbol method, Value? receiver, ImmutableArray<Value> arguments, IReadOnlyList<(int Ordinal, Place Place)>? places)
    {
        if (IsOpen(method) || method.IsGenericMethod || method.ContainingType.IsGenericType || method.IsAsync || method.MethodKind == MethodKind.Constructor
            || places is { Count: > 0 } || method.Parameters.Any(p => p.RefKind != RefKind.None) || method.ReturnsByRef || method.ReturnsByRefReadonly
            || receiver is { Shape.Type.IsValueType: true } || _inlining.Count >= MostInlining
            || _reader.Bodies.GraphOf(method) is not { } graph || _reader.Bodies.IsIterator(method) || !_inlining.Add(method.OriginalDefinition))
        {
            return null;
        }

        foreach (var parameter in method.OriginalDefinition.Parameters)
        {
            _state = Now with { Locals = Now.Locals.SetItem(parameter, arguments[parameter.Ordinal]) };
        }

        var self = Now.This;
        _state = Now with { This = receiver ?? self };
        var result = RunInPlace(graph, method.OriginalDefinition);
        _state = Now with { This = self };
        _inlining.Remove(method.OriginalDefinition);
        return result;
    }
}
