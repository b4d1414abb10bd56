using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Loops cut at their heads; callees are walked in place.</content>
internal sealed partial class BehaviourEncoder
{
    /// <summary>The result; where the method never returns normally the path is false.</summary>
    private Value Run(IMethodSymbol method, Value? self)
    {
        var graph = _reader.Bodies.GraphOf(method);
        if (graph is null || method.IsAsync || _reader.Bodies.IsIterator(method) || _stack.Count > MostNested)
        {
            throw new UnsupportedConstructException($"body of {method.Name}", 0);
        }

        return Run(graph, method, self, _reader.Of(method));
    }

    private Value Run(ControlFlowGraph graph, IMethodSymbol method, Value? self, MethodContract contract)
    {
        if (contract.Clauses.Any(c => c.Negated))
        {
            throw new UnsupportedConstructException("guard clauses before EndContractBlock", 0);
        }

        _stack.Push(new Activation(method, self, contract, graph));
        var captures = _now.Captures;
        _now = _now with { Captures = ImmutableDictionary<CaptureId, Held>.Empty };
        var result = new Walker(this, graph, method, contract).Run();
        _now = _now with { Captures = captures };
        _stack.Pop();
        return result;
    }

    /// <summary>A loop in progress: its number, and what of it corresponds to the other version.</summary>
    private sealed record LoopHead(int Number, IReadOnlyList<(string Name, Func<Value?> Read)> Shared);

    private LoopHead EnterLoop(IEnumerable<IOperation> operations, MethodContract contract)
    {
        var number = _loops++;
        var body = operations.Where(o => !contract.IsInContractStatement(o.Syntax)).SelectMany(o => o.DescendantsAndSelf()).ToList();
        var changed = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var walks = new HashSet<CaptureId>();
        foreach (var operation in body)
        {
            foreach (var target in WrittenBy(operation))
            {
                changed.UnionWith(target.DescendantsAndSelf().Select(t => t switch
                {
                    ILocalReferenceOperation l => l.Local,
                    IParameterReferenceOperation p => (ISymbol)p.Parameter,
                    _ => null,
                }).Where(s => s is not null)!);
            }

            if (operation is IInvocationOperation { TargetMethod.Name: "MoveNext", Instance: IFlowCaptureReferenceOperation walk })
            {
                walks.Add(walk.Id);
            }
        }

        // A place that was captured before is one of these, whichever.
        foreach (var held in _now.Captures.Values.OfType<Held.Place>())
        {
            if (held.Target is Target.Variable v)
            {
                changed.Add(v.Symbol);
            }
        }

        var slots = _now.Variables.Where(v => changed.Contains(v.Key))
            .OrderBy(v => v.Key is IParameterSymbol p ? p.Ordinal - 1000 : v.Key.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
            .ThenBy(v => v.Key.Name, StringComparer.Ordinal)
            .Select(v => (v.Key.Name, v.Value.Shape, Read: (Func<Value?>)(() => _now.Variables.TryGetValue(v.Key, out var x) ? x : null), Write: (Action<Value>)(x => Set(v.Key, x))))
            .ToList();
        var integer = _shapes.Of(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32));
        foreach (var pair in _now.Captures.Where(c => c.Value is Held.Walk && walks.Contains(c.Key)).ToList())
        {
            Held.Walk? Now() => _now.Captures.TryGetValue(pair.Key, out var held) ? held as Held.Walk : null;
            slots.Insert(0, (
                "<position>",
                integer,
                () => Now() is { } walk ? new Value(integer, walk.Next) : null,
                v => _now = _now with { Captures = _now.Captures.SetItem(pair.Key, ((Held.Walk)pair.Value) with { Next = v.Term }) }));
        }

        var head = Open(number, slots.Select(s => new LoopSlot(s.Name, s.Shape, s.Read, s.Write)).ToList(), body.Any(MayWriteHeap));
        foreach (var walk in _now.Captures.Where(c => walks.Contains(c.Key)).Select(c => c.Value).OfType<Held.Walk>())
        {
            Within(walk.Next, walk.Collection.Sort == Sort.Text ? _terms.StringLength(walk.Collection.Term) : Length(walk.Collection.Term));
        }

        return head;
    }

    private void Within(Term position, Term length) => Positions.Add(_terms.Implies(
        _terms.And(_now.Path), _terms.And(_terms.LessOrEqual(Int(0), position), _terms.LessOrEqual(position, length))));

    /// <summary>A variable that a loop changes.</summary>
    private sealed record LoopSlot(string Name, Shape Shape, Func<Value?> Read, Action<Value> Write);

    /// <summary>Arrives at a head: what the loop changes is from here on what both versions have there.</summary>
    private LoopHead Open(int number, IReadOnlyList<LoopSlot> slots, bool writesHeap)
    {
        var variables = slots.Select(s => new LoopVariable(s.Name, s.Shape.Leaves.Select(l => l.Sort).ToList())).ToList();
        if (variables.Select(v => v.Name).Distinct().Count() != variables.Count)
        {
            throw new UnsupportedConstructException("loop variables of one name", 0);
        }

        IReadOnlyList<string?> matched;
        if (_isOld)
        {
            _lockstep.Record(variables);
            matched = variables.Select(v => v.Name).ToList();
        }
        else
        {
            matched = _lockstep.Match(number, variables);
        }

        var shared = new List<(string Name, Func<Value?> Read)>();
        for (var i = 0; i < slots.Count; i++)
        {
            if (matched[i] is { } name)
            {
                shared.Add((name, slots[i].Read));
            }
        }

        var head = new LoopHead(number, shared);
        LeaveTo($"enter {Text(number)}", head);
        for (var i = 0; i < slots.Count; i++)
        {
            var shape = slots[i].Shape;
            slots[i].Write(matched[i] is { } name
                ? new Value(shape, shape.Leaves.Select((l, k) => _terms.Variable($"loop{Text(number)}.{name}.{Text(k)}", l.Sort)).ToImmutableArray())
                : new Value(shape, shape.Leaves.Select(l => _terms.Fresh("apart", l.Sort)).ToImmutableArray()));
        }

        if (writesHeap)
        {
            _now = _now with { Heap = new HeapImage(ImmutableDictionary<MapKey, Term>.Empty, new Epoch.Fresh($"loop{Text(number)}")) };
        }

        return head;
    }

    private void Iterate(LoopHead head) => LeaveTo($"again {Text(head.Number)}", head);

    /// <summary>One leaving for the heap, and one for each variable, so that one that differs does not hide the others.</summary>
    private void LeaveTo(string name, LoopHead head)
    {
        Leave(name, []);
        foreach (var (variable, read) in head.Shared)
        {
            if (read() is not { } value)
            {
                throw new UnsupportedConstructException("a loop variable that went out of scope", 0);
            }

            Leave($"{name} {variable}", value.Leaves);
        }
    }

    private static IEnumerable<IOperation> WrittenBy(IOperation operation) => operation switch
    {
        IAssignmentOperation assignment => [assignment.Target],
        IIncrementOrDecrementOperation increment => [increment.Target],
        IVariableDeclaratorOperation => [],
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => [argument.Value],
        IFlowCaptureOperation capture => [capture.Value],
        _ => [],
    };

    private static bool MayWriteHeap(IOperation operation) => operation switch
    {
        IFieldReferenceOperation or IArrayElementReferenceOperation => operation.Parent is IAssignmentOperation a && ReferenceEquals(a.Target, operation)
            || operation.Parent is IIncrementOrDecrementOperation or IFlowCaptureOperation or ITupleOperation,
        IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } => true,
        IInvocationOperation call => !IsPlain(call.TargetMethod) && !IsGuard(call.TargetMethod) && !(call.IsImplicit && call.TargetMethod.Name is "MoveNext" or "GetEnumerator" or "Dispose"),
        IPropertyReferenceOperation property => !IsLength(property) && !(property.IsImplicit && property.Property.Name == "Current"),
        IObjectCreationOperation or IArrayCreationOperation => true,
        _ => false,
    };
}
