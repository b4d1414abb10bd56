using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Calls of methods, properties, operators, delegates and local functions, with their contracts checked.</summary>
internal sealed partial class Calls(Execution run)
{
    public object? Invoke(IInvocationOperation call, Frame frame) => InvokeRaw(call, frame) switch
    {
        Location place => place.Get(),
        var value => value,
    };

    /// <summary>A call of a method that returns by reference.</summary>
    public Location InvokeForPlace(IInvocationOperation call, Frame frame) =>
        InvokeRaw(call, frame) as Location ?? throw run.Unsupported("ref return", call);

    private object? InvokeRaw(IInvocationOperation call, Frame frame)
    {
        var method = call.TargetMethod;
        if (ContractCalls.NameOf(method) is { } name)
        {
            return run.Clauses.Call(name, call, frame);
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            var graph = run.Evaluator.GraphOf(method, frame, call);
            return Function(method, graph, frame, Arguments(call.Arguments, method, frame), call);
        }

        if (call.Instance is null)
        {
            return run.Framework.TryStatic(call, frame, out var result)
                ? result
                : Method(method, null, Arguments(call.Arguments, method, frame), call, frame, isVirtual: false);
        }

        var place = run.Receivers.Of(call.Instance, method, frame);
        var arguments = Arguments(call.Arguments, method, frame);
        var receiver = place.Get();
        if (receiver is null && !TypeModel.IsNullable(call.Instance.Type))
        {
            throw run.Fault(ObligationKind.Null, call, frame, "the receiver is null");
        }

        if (method.MethodKind == MethodKind.DelegateInvoke)
        {
            return receiver is DelegateValue target ? Delegate(target, arguments, call, frame) : throw run.Unsupported("delegate", call);
        }

        return Method(method, receiver, arguments, call, frame, call.IsVirtual);
    }

    public object? Delegate(DelegateValue target, Location[] arguments, IOperation site, Frame caller)
    {
        if (target.Answer is { } answer)
        {
            return answer(site);
        }

        if (target.Graph is { } graph)
        {
            return Function(target.Method, graph, target.Defining!, arguments, site);
        }

        if (target.Body is not null)
        {
            return Lambda(target, arguments.Select(a => a.Get()).ToArray(), site);
        }

        return Method(target.Method, target.Receiver, arguments, site, caller, isVirtual: true);
    }

    /// <summary>A lambda of a clause, which must be an expression.</summary>
    public object? Lambda(DelegateValue target, object?[] arguments, IOperation site)
    {
        if (target.Body is not IBlockOperation { Operations: [IReturnOperation { ReturnedValue: { } value }] })
        {
            throw run.Unsupported("lambda with statements in a contract", site);
        }

        // The clause's frame itself: OldValue, Result and pattern variables mean the same inside.
        var frame = target.Defining!;
        for (var i = 0; i < arguments.Length; i++)
        {
            frame.Variables[target.Method.Parameters[i]] = new Cell(arguments[i]);
        }

        return run.Evaluator.Evaluate(value, frame);
    }

    public object? InvokeOperator(IMethodSymbol method, object?[] arguments, IOperation site, Frame caller) => RecordMembers.IsEquality(method)
        ? Arithmetic.Box(run.Records.AreEqual(arguments[0], arguments[1], site) == (method.Name == "op_Equality"))
        : Method(method, null, arguments.Select(a => (Location)new Cell(a)).ToArray(), site, caller, isVirtual: false);

    /// <summary>Calls a method by its static target: the contract of that is what callers must meet.</summary>
    public object? Method(IMethodSymbol target, object? receiver, Location[] arguments, IOperation site, Frame caller, bool isVirtual)
    {
        target = Resolved(target.ReducedFrom is { } reduced && receiver is null ? reduced : target, caller);
        if (isVirtual && RecordedCalls.Answers(receiver, target))
        {
            return run.Recorded.Call((ObjectValue)receiver!, target, arguments, site);
        }

        var actual = isVirtual && receiver is not null ? Dispatch(target, receiver, site) : target;
        var code = run.Program.CodeOf(actual);
        if (code.Graph is null)
        {
            if (actual.Name == "<Clone>$" && receiver is ObjectValue copied)
            {
                return run.Records.Clone(copied, site);
            }

            if (RecordMembers.IsEquality(actual) && !actual.IsStatic)
            {
                return Arithmetic.Box(run.Records.AreEqual(receiver, arguments[0].Get(), site));
            }

            if (actual.AssociatedSymbol is IPropertySymbol property && BackingField(property.OriginalDefinition) is { } backing)
            {
                return AutoProperty(actual, backing, receiver, arguments, site, caller);
            }

            if (actual.DeclaringSyntaxReferences.IsEmpty && code.Contract.HasInterface)
            {
                // What a sidecar requires is owed, though the body cannot be run here.
                run.Clauses.AtCall(code.Contract, FrameFor(actual, code, receiver, arguments, underTest: false), site, caller);
            }

            if (actual.MethodKind == MethodKind.Constructor)
            {
                return run.Construction.Construct(actual, receiver!, arguments, site, caller);
            }

            if (run.IgnoresContracts && RecordedCalls.IsOutput(actual))
            {
                run.Recorded.Output(actual, arguments, site, caller);
                return null;
            }

            return actual.DeclaringSyntaxReferences.IsEmpty || receiver is Boxed or string or ListValue or MapValue or ArrayValue
                ? run.Framework.Invoke(actual, receiver, arguments, site, caller)
                : throw run.Unsupported(actual.ToDisplayString(), site);
        }

        if (run.Program.FactsOf(code.Graph, code.Contract).IsIterator)
        {
            throw run.Unsupported("iterator", site);
        }

        if (actual.MethodKind == MethodKind.Constructor)
        {
            return run.Construction.Construct(actual, receiver!, arguments, site, caller);
        }

        if (actual.IsStatic)
        {
            run.Statics.Initialize(actual.ContainingType, caller);
        }

        var frame = FrameFor(actual, code, receiver is Boxed boxed ? boxed.Value : receiver, arguments, underTest: false);
        if (!SymbolEqualityComparer.Default.Equals(actual.OriginalDefinition, target.OriginalDefinition))
        {
            var promised = run.Program.CodeOf(target);
            run.Clauses.AtCall(promised.Contract, Bound(promised, frame, arguments), site, caller);
        }

        run.Clauses.AtCall(code.Contract, frame, site, caller);
        run.Measures.AtCall(code.Contract, frame, site, caller);
        run.EnterCall();
        object? Execute() => run.Clauses.Around(code, frame, () => run.Graphs.Run(code.Graph, frame, code.Contract));
        var result = actual.IsAsync ? run.Tasks.Start(actual, Execute, site) : Execute();
        run.LeaveCall();
        return result;
    }

    /// <summary>A frame with parameters bound.</summary>
    public static Frame FrameFor(IMethodSymbol method, MethodCode code, object? receiver, Location[] arguments, bool underTest)
    {
        var frame = new Frame(code.Method, receiver, underTest) { TypeArguments = TypeArgumentsOf(method, receiver) };
        for (var i = 0; i < code.Method.Parameters.Length; i++)
        {
            frame.Variables[code.Method.Parameters[i]] = arguments[i];
        }

        return frame;
    }

    private static Frame Bound(MethodCode code, Frame like, Location[] arguments)
    {
        var frame = new Frame(code.Method, like.This, like.UnderTest) { TypeArguments = like.TypeArguments };
        for (var i = 0; i < code.Method.Parameters.Length; i++)
        {
            frame.Variables[code.Method.Parameters[i]] = arguments[i];
        }

        return frame;
    }

    public Location[] Arguments(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, IMethodSymbol method, Frame frame)
    {
        var places = new Location[method.Parameters.Length];
        foreach (var argument in arguments)
        {
            if (argument.Parameter is not { } parameter || parameter.Ordinal >= places.Length)
            {
                throw run.Unsupported("argument", argument);
            }

            places[parameter.Ordinal] = parameter.RefKind == RefKind.None
                ? new Cell(run.Evaluator.Evaluate(argument.Value, frame))
                : run.Places.Of(argument.Value, frame, eager: true);
        }

        return Array.IndexOf(places, null) >= 0 ? throw run.Unsupported("argument list", arguments.FirstOrDefault()) : places;
    }

    private static Dictionary<ISymbol, ITypeSymbol>? TypeArgumentsOf(IMethodSymbol method, object? receiver)
    {
        Dictionary<ISymbol, ITypeSymbol>? map = null;
        void Add(IEnumerable<ITypeParameterSymbol> parameters, IEnumerable<ITypeSymbol> arguments)
        {
            foreach (var (parameter, argument) in parameters.Zip(arguments, (p, a) => (p, a)))
            {
                (map ??= new Dictionary<ISymbol, ITypeSymbol>(SymbolEqualityComparer.Default))[parameter] = argument;
            }
        }

        Add(method.OriginalDefinition.TypeParameters, method.TypeArguments);
        var type = (receiver as ObjectValue)?.Type ?? (receiver as StructValue)?.Type ?? method.ContainingType;
        for (var t = type; t is not null; t = t.BaseType)
        {
            if (t.IsGenericType && !t.IsTupleType)
            {
                Add(t.OriginalDefinition.TypeParameters, t.TypeArguments);
            }
        }

        return map;
    }

    private IMethodSymbol Resolved(IMethodSymbol method, Frame caller)
    {
        if (caller.TypeArguments is null)
        {
            return method;
        }

        if (method.IsGenericMethod)
        {
            method = method.ConstructedFrom.Construct(method.TypeArguments.Select(a => run.Resolve(a, caller)).ToArray());
        }

        return method;
    }

    private IMethodSymbol Dispatch(IMethodSymbol target, object receiver, IOperation site)
    {
        if (!(target.IsVirtual || target.IsAbstract || target.IsOverride || target.ContainingType.TypeKind == TypeKind.Interface))
        {
            return target;
        }

        var type = receiver switch
        {
            ObjectValue o => o.Type,
            StructValue s => s.Type,
            Boxed { Type: INamedTypeSymbol named } => named,
            _ => null,
        };
        if (type is null)
        {
            return target;
        }

        if (target.ContainingType.TypeKind == TypeKind.Interface)
        {
            return type.FindImplementationForInterfaceMember(target) as IMethodSymbol ?? throw run.Unsupported(target.ToDisplayString(), site);
        }

        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (var member in t.GetMembers(target.Name).OfType<IMethodSymbol>())
            {
                for (var m = member; m is not null; m = m.OverriddenMethod)
                {
                    if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, target.OriginalDefinition))
                    {
                        return member;
                    }
                }
            }
        }

        return target;
    }

    private object? Function(IMethodSymbol method, ControlFlowGraph graph, Frame defining, Location[] arguments, IOperation site)
    {
        if (method.IsAsync || run.Program.FactsOf(graph, null).IsIterator)
        {
            throw run.Unsupported(method.IsAsync ? "async function" : "iterator", site);
        }

        if (method.IsGenericMethod)
        {
            throw run.Unsupported("generic local function", site);
        }

        var frame = defining.Nested(method);
        for (var i = 0; i < method.Parameters.Length; i++)
        {
            frame.Variables[method.OriginalDefinition.Parameters[i]] = arguments[i];
        }

        run.EnterCall();
        var result = run.Graphs.Run(graph, frame, null);
        run.LeaveCall();
        return result;
    }
}
