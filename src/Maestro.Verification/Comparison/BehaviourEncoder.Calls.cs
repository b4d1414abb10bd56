using System.Collections.Immutable;
using Maestro.Verification.Conditions;
using Maestro.Verification.Smt;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <content>Calls: a callee of this compilation is run in place; one that is the same in both is a step that both must take alike (semantics.md, 22).</content>
internal sealed partial class BehaviourEncoder
{
    internal const int MostRecursions = 5;

    private Value Invoke(IInvocationOperation operation)
    {
        var method = operation.TargetMethod;
        if (method.Name == "MoveNext" && operation.Instance is { } enumerator && WalkOf(enumerator) is { } walk)
        {
            // Past the end it stays there, and nobody asks.
            var reference = operation.Instance.DescendantsAndSelf().OfType<IFlowCaptureReferenceOperation>().First();
            var length = walk.Collection.Sort == Sort.Text ? _terms.StringLength(walk.Collection.Term) : Length(walk.Collection.Term);
            _now = _now with { Captures = _now.Captures.SetItem(reference.Id, walk with { Next = _terms.Add(walk.Next, Int(1)) }) };
            return Scalar(operation.Type!, _terms.Less(walk.Next, length));
        }

        if (method is { Name: "Concat", ContainingType.SpecialType: SpecialType.System_String, Parameters.Length: > 1 } && method.Parameters.All(p => p.Type.SpecialType == SpecialType.System_String))
        {
            return Joined(operation.Arguments.OrderBy(a => a.Parameter!.Ordinal).Select(a => Evaluate(a.Value)).ToList(), operation);
        }

        if (IsGuard(method))
        {
            return Guard(operation);
        }

        if (Query(operation) is { } queried)
        {
            return queried;
        }

        if (method.MethodKind == MethodKind.LocalFunction)
        {
            return LocalFunction(operation);
        }

        if (method.MethodKind == MethodKind.DelegateInvoke || Contracts.ContractCalls.NameOf(method) is not null
            || operation.Arguments.Any(a => a.Parameter is { RefKind: not (RefKind.None or RefKind.In) }))
        {
            throw Unsupported("delegate, contract or reference argument in an expression", operation);
        }

        var receiver = operation.Instance is { } instance ? Evaluate(instance) : null;
        var arguments = new Value[method.Parameters.Length];
        foreach (var argument in operation.Arguments)
        {
            arguments[argument.Parameter!.Ordinal] = Converted(Evaluate(argument.Value), argument.Parameter.Type, argument);
        }

        return Call(method, receiver, arguments, operation);
    }

    private Value Call(IMethodSymbol method, Value? receiver, IReadOnlyList<Value> arguments, IOperation operation)
    {
        if (IsPlain(method))
        {
            return Mathematics(method, arguments, operation);
        }

        if (receiver is { Shape.Type.IsValueType: true } || method.IsGenericMethod && _reader.Bodies.IsSource(method) || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            throw Unsupported($"call of {method.Name}", operation);
        }

        var isSelf = SymbolEqualityComparer.Default.Equals(method.OriginalDefinition, _method.OriginalDefinition);
        var isOpen = (method.IsVirtual || method.IsAbstract || method.IsOverride) && !method.IsSealed && !method.ContainingType.IsSealed;
        if (receiver is not null && !isSelf)
        {
            ThrowIfNull(receiver, operation);
        }

        if (_unrolling is { ThenCut: false } && !isOpen && _reader.Bodies.IsSource(method) && _stack.Any(a => SymbolEqualityComparer.Default.Equals(a.Method, method)))
        {
            if (receiver is not null && isSelf)
            {
                ThrowIfNull(receiver, operation);
            }

            if (_stack.Count(a => SymbolEqualityComparer.Default.Equals(a.Method, method)) <= MostRecursions)
            {
                return Inline(method, receiver, arguments);
            }

            GiveUp();
            return method.ReturnsVoid ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0)) : Default(method.ReturnType);
        }

        if (!isSelf && !isOpen && _reader.Bodies.IsSource(method) && _reader.Bodies.BodyOf(method) is not null && !_stack.Any(a => SymbolEqualityComparer.Default.Equals(a.Method, method))
            && !(_sameInBoth(method) is not null && (!_inlinesSame || IsLarge(method))))
        {
            return Inline(method, receiver, arguments);
        }

        var name = isSelf && !isOpen ? "self" : _sameInBoth(method) ?? throw Unsupported($"call of {method.Name}, which changed", operation);
        IsRecursive |= isSelf;
        var call = _now.Calls;
        _now = _now with { Calls = call + 1 };
        if (arguments.Append(receiver).Any(a => a?.Shape.Type.TypeKind == TypeKind.Delegate))
        {
            throw Unsupported("delegate argument", operation);
        }

        // Also what a caller sees of a reference parameter, should the callee throw.
        Leave($"call {Text(call)} {name}", arguments.Concat(receiver is null ? [] : [receiver]).SelectMany(a => a.Leaves).Concat(ByReference()).ToList());
        _now = _now with { Heap = new HeapImage(ImmutableDictionary<MapKey, Term>.Empty, new Epoch.Fresh($"call{Text(call)}")) };
        return method.ReturnsVoid ? Scalar(_reader.Bodies.Compilation.GetSpecialType(SpecialType.System_Int32), Int(0)) : Named($"result{Text(call)}", method.ReturnType);
    }

    private bool IsLarge(IMethodSymbol method) => _reader.Bodies.BodyOf(method)!.DescendantsAndSelf().Any(o => o is ILoopOperation or ITryOperation or ILocalFunctionOperation or IAnonymousFunctionOperation);

    private Value Inline(IMethodSymbol method, Value? receiver, IReadOnlyList<Value> arguments)
    {
        var variables = _now.Variables;
        foreach (var parameter in method.Parameters)
        {
            Set(parameter, arguments[parameter.Ordinal]);
        }

        var result = Run(method, receiver);
        _now = _now with { Variables = variables };
        return result;
    }

    /// <summary>Functions of their arguments alone, which throw nothing but what is said here.</summary>
    private static bool IsPlain(IMethodSymbol method) =>
        method.ContainingType is { Name: "Math" or "MathF", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } }
            && (method.Name is "Min" or "Max" || method.Name == "Abs" || method.Parameters.All(p => p.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
                && method.Name is "Sqrt" or "Sin" or "Cos" or "Tan" or "Asin" or "Acos" or "Atan" or "Atan2" or "Exp" or "Log" or "Log10" or "Pow" or "Floor" or "Ceiling" or "Cbrt" or "Sinh" or "Cosh" or "Tanh" or "Truncate")
        || method.ContainingType.SpecialType == SpecialType.System_String && method is { Name: "IsNullOrEmpty", Parameters.Length: 1 }
        || method.ContainingType.SpecialType == SpecialType.System_Double && method.Name is "IsNaN" or "IsInfinity";

    private Value Mathematics(IMethodSymbol method, IReadOnlyList<Value> arguments, IOperation operation)
    {
        var terms = arguments.Select(a => a.Term).ToList();
        switch (method.Name, terms[0].Sort)
        {
            case ("Min", IntegerSort):
                return Scalar(method.ReturnType, _terms.Ite(_terms.LessOrEqual(terms[0], terms[1]), terms[0], terms[1]));
            case ("Max", IntegerSort):
                return Scalar(method.ReturnType, _terms.Ite(_terms.LessOrEqual(terms[1], terms[0]), terms[0], terms[1]));
            case ("Abs", IntegerSort { Signed: true } sort):
                ThrowWhen(_terms.Equal(terms[0], _terms.Integer(sort.Minimum, sort)), "System.OverflowException");
                return Scalar(method.ReturnType, _terms.Ite(_terms.Less(terms[0], _terms.Integer(0, sort)), _terms.Negate(terms[0]), terms[0]));
            case ("IsNullOrEmpty", Sort.Str):
                return Scalar(method.ReturnType, _terms.Or(NullTest(terms[0]), _terms.Equal(_terms.StringLength(terms[0]), Int(0))));
            case ("Abs", FloatSort):
                return Scalar(method.ReturnType, _terms.FloatAbs(terms[0]));
            case ("IsNaN", FloatSort):
                return Scalar(method.ReturnType, _terms.FloatIsNaN(terms[0]));
            case ("Sqrt", FloatSort) when terms[0].IsFloat:
                return Scalar(method.ReturnType, _terms.FloatSqrt(terms[0]));
            case (_, FloatSort) when method.ReturnType.SpecialType is SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Boolean
                && method.Parameters.All(p => p.Type.SpecialType is SpecialType.System_Double or SpecialType.System_Single):
                return Scalar(method.ReturnType, _terms.Function(method.ToDisplayString(), _shapes.Of(method.ReturnType).Sort, [.. terms]));
            default:
                throw Unsupported($"call of {method.Name}", operation);
        }
    }
}
