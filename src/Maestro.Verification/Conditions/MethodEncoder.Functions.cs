using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Conditions;

/// <content>Local functions, and lambdas that only this method calls: their bodies run in place, on the same variables (semantics.md, 13).</content>
internal sealed partial class MethodEncoder
{
    private readonly HashSet<ISymbol> _inlining = new(SymbolEqualityComparer.Default);
    private NestedFunctions? _nested;

    private NestedFunctions Nested => _nested ??= new NestedFunctions(
        (_reader.Bodies.BodyOf(_method) is { } body ? [body] : Array.Empty<IOperation>())
        .Concat(_method.MethodKind is MethodKind.Constructor or MethodKind.StaticConstructor
            ? Initialisers.MembersOf(_method.ContainingType, _method.IsStatic, _reader.Bodies).Select(m => _reader.Bodies.InitialiserOf(m)!) : []).ToList());

    /// <summary>A call of a local function, or of a lambda through the variable that alone holds it; null for any other call.</summary>
    private Value? InvokeNested(IInvocationOperation operation)
    {
        var graph = operation.TargetMethod.MethodKind switch
        {
            MethodKind.LocalFunction => _walk?.GraphOf(operation.TargetMethod.OriginalDefinition),
            MethodKind.DelegateInvoke when operation.Instance is { } instance && Nested.LambdaIn(LocalOf(instance)) is { } lambda => _walk?.GraphOf(lambda),
            _ => null,
        };
        if (graph is null)
        {
            return null;
        }

        var function = operation.TargetMethod.MethodKind == MethodKind.LocalFunction ? operation.TargetMethod.OriginalDefinition
            : Nested.LambdaIn(LocalOf(operation.Instance!))!.Symbol;
        if (_frame.Mode != EvaluationMode.Execute || function.IsAsync || function.IsGenericMethod
            || function.Parameters.Any(p => p.RefKind != RefKind.None) && (_version is not null || LoopFinder.Find(graph, _reader.Of(_method)) is not { IsEmpty: true })
            || graph.OriginalOperation.Descendants().Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak)
            || function.ReturnsByRef || function.ReturnsByRefReadonly)
        {
            throw UnsupportedConstructException.At("local function of this kind", operation);
        }

        // All arguments before any parameter: an argument may be a call of the same function.
        var places = new Dictionary<IParameterSymbol, Place>(SymbolEqualityComparer.Default);
        var values = new Dictionary<IParameterSymbol, Value>(SymbolEqualityComparer.Default);
        foreach (var argument in operation.Arguments)
        {
            var parameter = function.Parameters[argument.Parameter!.Ordinal];
            if (parameter.RefKind == RefKind.None)
            {
                values[parameter] = Convert(Convert(Evaluate(argument.Value), argument.Parameter.Type, argument.Value), parameter.Type, operation);
            }
            else
            {
                places[parameter] = ArgumentPlace(argument, parameter);
            }
        }

        foreach (var pair in values)
        {
            _state = Now with { Locals = Now.Locals.SetItem(pair.Key, pair.Value) };
        }

        if (!_inlining.Add(function))
        {
            throw UnsupportedConstructException.At("recursive local function", operation);
        }

        _state = Now with { References = Now.References.SetItems(places.Select(p => new KeyValuePair<ISymbol, Place>(p.Key, p.Value))) };
        var result = RunInPlace(graph, function);
        _state = Now with { References = Now.References.RemoveRange(places.Keys) };
        _inlining.Remove(function);
        return result;
    }

    /// <summary>What a parameter by reference stands for while the function runs in place; of a value that is passed by <c>in</c>, the value.</summary>
    private Place ArgumentPlace(IArgumentOperation argument, IParameterSymbol parameter)
    {
        if (argument.Value is IDiscardOperation or IDeclarationExpressionOperation { Expression: IDiscardOperation })
        {
            throw UnsupportedConstructException.At("discarded argument of a local function", argument);
        }

        return parameter.RefKind is RefKind.Ref or RefKind.Out ? ReferencePlace(argument.Value)
            : IsPlace(argument.Value) ? PlaceOf(argument.Value) : Hold(Convert(Evaluate(argument.Value), parameter.Type, argument.Value));
    }

    private Value RunInPlace(ControlFlowGraph graph, IMethodSymbol function, bool isDetached = false)
    {
        var (walk, outer) = (_walk, Now.Result);
        var before = Now;
        _walk = new GraphWalk(this, graph, function, walk) { IsDetached = isDetached };
        var exit = _walk.Run();
        _walk = walk;

        // A body that never returns leaves nothing to be shown after the call.
        _state = (exit ?? before with { Path = Paths.Add(before.Path, _terms.False) }) with { Result = outer };
        var result = exit?.Result;
        return function.ReturnsVoid ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0))
            : result ?? Unknown("never", function.ReturnType);
    }

    /// <summary>A delegate is an object; what it captures and assigns would no longer be this method's alone.</summary>
    private Value CreateDelegate(IDelegateCreationOperation operation)
    {
        var target = operation.Target switch
        {
            IFlowAnonymousFunctionOperation lambda => Nested.BodyOf(lambda.Symbol),
            IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } local => Nested.BodyOf(local.Method.OriginalDefinition),
            IMethodReferenceOperation { Instance: null or IInstanceReferenceOperation or ILocalReferenceOperation or IParameterReferenceOperation } => null,
            _ => throw UnsupportedConstructException.At("delegate", operation),
        };
        if (_version is null && operation.Target is IMethodReferenceOperation { Method: { MethodKind: not MethodKind.LocalFunction } named } && _reader.Of(named.OriginalDefinition).Requires.Any())
        {
            // Whoever calls the delegate would owe it, and knows nothing of it.
            throw UnsupportedConstructException.At($"delegate to {named.Name}, which has a precondition", operation);
        }

        if (_version is null && operation is { Target: IMethodReferenceOperation { Method: { MethodKind: not MethodKind.LocalFunction } taker }, Type: INamedTypeSymbol { DelegateInvokeMethod: { } invoke } }
            && _options.Scope == VerifyScope.All && taker.Parameters.Any(p => p.Ordinal < invoke.Parameters.Length && _reader.IsNeverNull(p.OriginalDefinition) && !NonNullTrust.KeepsNullOut(invoke.Parameters[p.Ordinal])))
        {
            throw UnsupportedConstructException.At($"delegate to {taker.Name}, which takes no null", operation);
        }

        var isOurs = operation.Target is IFlowAnonymousFunctionOperation known && Nested.IsHeldByOneVariable(known.Symbol);
        if (!isOurs && target is not null && Nested.AssignedIn(target).FirstOrDefault() is { } assigned)
        {
            throw UnsupportedConstructException.At($"captured variable {assigned.Name}", operation);
        }

        if (!isOurs && _method.MethodKind == MethodKind.Constructor && (target?.DescendantsAndSelf() ?? [operation.Target]).Any(o => o is IInstanceReferenceOperation))
        {
            throw UnsupportedConstructException.At("delegate to the object under construction", operation);
        }

        if (operation.Target is IMethodReferenceOperation { Instance: { Type.IsReferenceType: true } receiver })
        {
            NonNull(Evaluate(receiver), operation);
        }

        if (!isOurs && target is not null)
        {
            RequireBody(operation);
        }

        return FreshObject(operation.Type!);
    }

    /// <summary>Whoever holds a delegate may run it at any time, on anything: what its body owes is shown for that, and what it throws nobody here handles.</summary>
    private void RequireBody(IDelegateCreationOperation operation)
    {
        if (_frame.Mode != EvaluationMode.Execute || _version is not null)
        {
            return;
        }

        var (graph, function) = operation.Target switch
        {
            IFlowAnonymousFunctionOperation lambda => (_walk?.GraphOf(lambda.Symbol), lambda.Symbol),
            IMethodReferenceOperation local => (_walk?.GraphOf(local.Method.OriginalDefinition), local.Method.OriginalDefinition),
            _ => (null, null),
        };
        if (graph is null || function!.IsAsync || function.IsGenericMethod || function.Parameters.Any(p => p.RefKind != RefKind.None)
            || graph.OriginalOperation.Descendants().Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak) || !_inlining.Add(function))
        {
            throw UnsupportedConstructException.At("delegate to a function of this kind", operation);
        }

        var before = Now;
        HavocEverything();
        Age();
        foreach (var symbol in Nested.Reassigned.Where(Now.Locals.ContainsKey))
        {
            SetArbitrary(symbol, symbol is ILocalSymbol local ? local.Type : ((IParameterSymbol)symbol).Type);
        }

        foreach (var parameter in function.Parameters)
        {
            SetArbitrary(parameter, parameter.Type);
        }

        RunInPlace(graph, function, isDetached: true);
        _inlining.Remove(function);
        _state = before;

        void SetArbitrary(ISymbol symbol, ITypeSymbol type)
        {
            var value = Havoced(symbol.Name, type);
            if (IsNonNull(type))
            {
                Know(_terms.Not(IsNull(value)));
            }

            _state = Now with { Locals = Now.Locals.SetItem(symbol, value) };
        }
    }

    private static ILocalSymbol? LocalOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local,
        IConversionOperation { OperatorMethod: null } conversion => LocalOf(conversion.Operand),
        _ => null,
    };
}

/// <summary>The local functions and lambdas of one body, and of the initialisers that run before it.</summary>
internal sealed class NestedFunctions
{
    private readonly Dictionary<ISymbol, IOperation> _bodies = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, IAnonymousFunctionOperation> _held = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _alone = new(SymbolEqualityComparer.Default);

    public NestedFunctions(IReadOnlyList<IOperation> bodies)
    {
        var operations = bodies.SelectMany(b => b.Descendants()).ToList();
        foreach (var operation in operations)
        {
            switch (operation)
            {
                case ILocalFunctionOperation local:
                    _bodies[local.Symbol] = local;
                    break;
                case IAnonymousFunctionOperation lambda:
                    _bodies[lambda.Symbol] = lambda;
                    break;
                case IVariableDeclaratorOperation { Initializer.Value: { } value } declarator when Lambda(value) is { } held:
                    _held[declarator.Symbol] = held;
                    break;
            }
        }

        // A variable that is assigned again, or read for anything but a call, shares its lambda.
        foreach (var reference in operations.OfType<ILocalReferenceOperation>().Where(r => !(r.Parent is IInvocationOperation call && ReferenceEquals(call.Instance, r))))
        {
            _held.Remove(reference.Local);
        }

        _alone.UnionWith(_held.Values.Select(l => (ISymbol)l.Symbol));
        Reassigned = bodies.SelectMany(b => Writes(b).Variables).ToList();
    }

    /// <summary>Variables and parameters that are assigned anywhere but in their declaration.</summary>
    public IReadOnlyList<ISymbol> Reassigned { get; }

    /// <summary>The body of a nested function, with what is nested in it.</summary>
    public IOperation? BodyOf(IMethodSymbol function) => _bodies.TryGetValue(function, out var body) ? body : null;

    /// <summary>The lambda that a variable holds from its declaration on, if nothing else does; null otherwise.</summary>
    public IAnonymousFunctionOperation? LambdaIn(ILocalSymbol? variable) => variable is not null && _held.TryGetValue(variable, out var lambda) ? lambda : null;

    /// <summary>True for a lambda that is only called, through one variable.</summary>
    public bool IsHeldByOneVariable(IMethodSymbol lambda) => _alone.Contains(lambda);

    /// <summary>All variables that nested functions assign.</summary>
    public IEnumerable<ISymbol> Assigned => _bodies.Values.SelectMany(AssignedIn);

    /// <summary>Variables of the method around that a nested function assigns, itself or in functions that it calls or holds.</summary>
    public IEnumerable<ISymbol> AssignedIn(IOperation function)
    {
        var (variables, own) = Writes(function);
        return variables.Where(v => !own.Contains(v)).ToList();
    }

    private (IReadOnlyList<ISymbol> Variables, HashSet<ISymbol> Own) Writes(IOperation function)
    {
        var seen = new HashSet<IOperation>();
        var pending = new Stack<IOperation>();
        pending.Push(function);
        var variables = new List<ISymbol>();
        var own = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next))
            {
                continue;
            }

            foreach (var operation in next.Descendants())
            {
                switch (operation)
                {
                    case ISimpleAssignmentOperation { IsRef: true } reference:
                        variables.AddRange(Targets(reference.Value));
                        break;
                    case IAssignmentOperation assignment:
                        variables.AddRange(Targets(assignment.Target));
                        break;
                    case IIncrementOrDecrementOperation increment:
                        variables.AddRange(Targets(increment.Target));
                        break;
                    case IArgumentOperation { Parameter.RefKind: not RefKind.None } argument:
                        variables.AddRange(Targets(argument.Value));
                        break;
                    case IVariableDeclaratorOperation { Symbol.IsRef: true, Initializer.Value: { } referred } declarator:
                        own.Add(declarator.Symbol);
                        variables.AddRange(Targets(referred));
                        break;
                    case IVariableDeclaratorOperation declarator:
                        own.Add(declarator.Symbol);
                        break;
                    case IInvocationOperation { TargetMethod.MethodKind: MethodKind.LocalFunction } call when BodyOf(call.TargetMethod.OriginalDefinition) is { } callee:
                        pending.Push(callee);
                        break;
                    case IMethodReferenceOperation { Method.MethodKind: MethodKind.LocalFunction } named when BodyOf(named.Method.OriginalDefinition) is { } referenced:
                        pending.Push(referenced);
                        break;
                    // The struct that a method is called on may change with it.
                    case IInvocationOperation { Instance: { Type.IsValueType: true } instance }:
                        variables.AddRange(Targets(instance));
                        break;
                    case IPropertyReferenceOperation { Property.GetMethod: { IsReadOnly: false, DeclaringSyntaxReferences.Length: > 0 }, Instance: { Type.IsValueType: true } holder }:
                        variables.AddRange(Targets(holder));
                        break;
                    case IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } call when LambdaIn((call.Instance as ILocalReferenceOperation)?.Local) is { } lambda:
                        pending.Push(lambda);
                        break;
                }
            }
        }

        return (variables.Distinct(SymbolEqualityComparer.Default).OfType<ISymbol>().OrderBy(v => v.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0).ToList(), own);
    }

    private static IEnumerable<ISymbol> Targets(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IFieldReferenceOperation { Instance: { Type.IsValueType: true } instance } => Targets(instance),
        IPropertyReferenceOperation { Instance: { Type.IsValueType: true } instance } => Targets(instance),
        IConversionOperation conversion => Targets(conversion.Operand),
        IParenthesizedOperation parenthesized => Targets(parenthesized.Operand),
        IDeclarationExpressionOperation declaration => Targets(declaration.Expression),
        ITupleOperation tuple => tuple.Elements.SelectMany(Targets),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Targets(choice.WhenTrue).Concat(Targets(otherwise)),
        _ => [],
    };

    private static IAnonymousFunctionOperation? Lambda(IOperation value) => value switch
    {
        IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda } => lambda,
        IConversionOperation { OperatorMethod: null } conversion => Lambda(conversion.Operand),
        _ => null,
    };
}
