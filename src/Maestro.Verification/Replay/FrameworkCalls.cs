using System.Globalization;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Framework members that may run, each by who knows its kind of receiver.</summary>
internal sealed class FrameworkCalls(Execution run)
{
    private const string InvalidOperation = "System.InvalidOperationException";
    private const string OutOfRange = "System.ArgumentOutOfRangeException";
    private readonly MapCalls _maps = new(run);
    private readonly QueryCalls _queries = new(run);
    private readonly WholeCalls _wholes = new(run);
    private readonly RuntimeMembers _members = new(run);

    /// <summary>Members of lists, stacks and queues.</summary>
    public ListCalls Lists { get; } = new(run);

    /// <summary>Static framework methods that take arguments in their own way; false for all others.</summary>
    public bool TryStatic(IInvocationOperation call, Frame frame, out object? result)
    {
        result = null;
        var method = call.TargetMethod;
        var type = method.ContainingType;
        if (type.DeclaringSyntaxReferences.IsEmpty && method.Name.StartsWith("ThrowIf", StringComparison.Ordinal) && type.ContainingNamespace?.Name == "System")
        {
            Guard(method, run.Calls.Arguments(call.Arguments, method, frame).Select(a => a.Get()).ToArray(), call, frame);
            return true;
        }

        if (KnownType(type, "System.Linq", "Enumerable"))
        {
            result = _queries.Run(call, frame);
            return true;
        }

        if (KnownType(type, "System.Threading", "Interlocked") && !method.IsGenericMethod)
        {
            result = run.References.Interlock(method, run.Calls.Arguments(call.Arguments, method, frame), call);
            return true;
        }

        if (KnownType(type, "System.Threading", "Monitor") && call.IsImplicit)
        {
            var entered = run.Calls.Arguments(call.Arguments, method, frame);
            if (entered[0].Get() is null)
            {
                throw run.Fault(ObligationKind.PreCaller, call, frame, "what is locked is null", "System.ArgumentNullException");
            }

            if (entered.Length == 2)
            {
                entered[1].Set(Arithmetic.Box(true));
            }

            return true;
        }

        if (Contracts.Tasks.IsYield(call))
        {
            result = TaskValue.Done;
            return true;
        }

        if (method.Name == "FromResult" && Contracts.Tasks.IsTask(type))
        {
            result = new TaskValue(run.Evaluator.Evaluate(call.Arguments[0].Value, frame), null);
            return true;
        }

        if (run.Spans.TryMake(call, frame, out result))
        {
            return true;
        }

        if (method.Name == "GetValueOrDefault" && KnownType(type, "System.Collections.Generic", "CollectionExtensions"))
        {
            result = _maps.ValueOrDefault(run.Calls.Arguments(call.Arguments, method, frame).Select(a => a.Get()).ToArray(), call, frame);
            return true;
        }

        if (method.Name is not ("Empty" or "Resize") && _wholes.TryStatic(call, frame, out result))
        {
            return true;
        }

        switch (type.SpecialType, method.Name)
        {
            case (SpecialType.System_Array, "Resize"):
                run.References.Resize(run.Calls.Arguments(call.Arguments, method, frame), run.Resolve(method.TypeArguments[0], frame), call, frame);
                return true;
            case (SpecialType.System_Array, "Empty") when method.TypeArguments.Length == 1:
                result = new ArrayValue(run.Resolve(method.TypeArguments[0], frame), Array.Empty<object?>()) { MayBeShared = true };
                return true;
            case (SpecialType.System_Object, "ReferenceEquals"):
                var arguments = run.Calls.Arguments(call.Arguments, method, frame).Select(a => a.Get()).ToArray();
                result = arguments[0] is string && arguments[1] is string
                    ? throw run.Unsupported("reference equality of strings", call)
                    : Arithmetic.Box(ReferenceEquals(arguments[0], arguments[1]));
                return true;
            default:
                return false;
        }
    }

    private static bool KnownType(INamedTypeSymbol type, string space, string name) => type.Name == name && type.ContainingNamespace?.ToDisplayString() == space;

    public object? Invoke(IMethodSymbol method, object? receiver, Location[] arguments, IOperation site, Frame frame)
    {
        switch (receiver, method.Name)
        {
            case (_, "HasFlag") when method.ContainingType.SpecialType == SpecialType.System_Enum && arguments[0].Get() is Boxed flag:
                var (all, some) = (Numbers.ToInt64(receiver is Boxed own ? own.Value : receiver!), Numbers.ToInt64(flag.Value));
                return Arithmetic.Box((all & some) == some);
            case (ArrayValue array, "get_Length" or "get_Count"):
                return array.Items.Length;
            case (ArrayValue array, "get_LongLength"):
                return (long)array.Items.Length;
            case (ArrayValue array, "get_Rank"):
                return array.Lengths?.Length ?? 1;
            case (ArrayValue array, "GetLength" or "GetUpperBound" or "GetLowerBound") when arguments[0].Get() is int dimension && dimension >= 0 && dimension < (array.Lengths?.Length ?? 1):
                return method.Name == "GetLowerBound" ? 0 : array.LengthOf(dimension) - (method.Name == "GetUpperBound" ? 1 : 0);
            case (ArrayValue array, "get_Item"):
                return array.Items[run.Places.CheckIndex(Numbers.ToInt64(arguments[0].Get()!), array.Items.Length, site, frame)];
            case (ArrayValue array, "Clone"):
                return new ArrayValue(array.ElementType, array.Items.Select(StructValue.CopyOf).ToArray()) { Lengths = array.Lengths };
            case (ArrayValue array, "GetEnumerator"):
                return new EnumeratorValue(() => array.Items.Length, i => Item(array.ElementType, array.Items[i], method));
            case (string text, "get_Chars"):
                return run.Places.CharAt(text, (int)arguments[0].Get()!, site, frame);
            case (string text, "GetEnumerator"):
                var character = run.Types.Compilation.GetSpecialType(SpecialType.System_Char);
                return new EnumeratorValue(() => text.Length, i => Item(character, text[i], method));
            case (EnumeratorValue enumerator, "MoveNext"):
                return enumerator.TryMoveNext(out var hasNext) ? Arithmetic.Box(hasNext)
                    : throw run.Fault(ObligationKind.PreCaller, site, frame, "the collection was changed while it was enumerated", InvalidOperation);
            case (EnumeratorValue enumerator, "get_Current"):
                return enumerator.Current;
            case (EnumeratorValue, "Dispose"):
                return null;
            case ({ }, "GetType") when method.ContainingType.SpecialType == SpecialType.System_Object && run.Types.TypeOf(receiver) is { } type:
                return run.TypeObject(type);
            case (TaskValue task, _):
                return run.Tasks.Member(task, method, site);
            case (null, "get_CompletedTask") when Contracts.Tasks.IsTask(method.ContainingType):
                return TaskValue.Done;
            case (SpanValue span, _):
                return run.Spans.Member(span, method, arguments, site, frame);
            case (StructValue { Type.Name: "KeyValuePair" } pair, "get_Key" or "get_Value"):
                return StructValue.CopyOf(pair.Fields[method.Name == "get_Key" ? 0 : 1]);
            case (StructValue { Type.Name: "KeyValuePair" } pair, "Deconstruct"):
                arguments[0].Set(pair.Fields[0]);
                arguments[1].Set(pair.Fields[1]);
                return null;
            case (MapValue map, _):
                return _maps.Invoke(map, method, arguments, site, frame);
            case (ListValue list, _) when _wholes.TryList(list, method, arguments, site, frame, out var whole):
                return whole;
            case (ListValue list, _):
                return Lists.Invoke(list, method, arguments, site, frame);
            case (_, "GetValueOrDefault") when TypeModel.IsNullable(method.ContainingType):
                return receiver ?? (arguments.Length == 1 ? arguments[0].Get() : run.Types.DefaultOf(run.Resolve(method.ContainingType.TypeArguments[0], frame)));
            case (_, "Dispose") when method.ContainingType.SpecialType == SpecialType.System_IDisposable:
                return null;
        }

        return _members.Invoke(method, receiver, arguments, site, frame);
    }

    public object Create(INamedTypeSymbol type, IMethodSymbol constructor, Location[] arguments, IOperation site, Frame frame)
    {
        if (Contracts.Tasks.ResultOf(type) is not null && constructor.Parameters is [{ Name: "result" }])
        {
            return new TaskValue(arguments[0].Get(), null);
        }

        if (ListCalls.IsCollection(type, "List"))
        {
            return arguments.Length == 0 || arguments[0].Get() is >= 0
                ? new ListValue(type, new List<object?>())
                : arguments[0].Get() is ArrayValue array
                    ? new ListValue(type, array.Items.Select(StructValue.CopyOf).ToList())
                    : throw run.Unsupported(constructor.ToDisplayString(), site);
        }

        if (_maps.Create(type, arguments) is { } map)
        {
            return map;
        }

        if (arguments.Length == 0 && (ListCalls.IsCollection(type, "Stack") || ListCalls.IsCollection(type, "Queue")))
        {
            return new ListValue(type, new List<object?>());
        }

        if (_members.Create(type, constructor, arguments, site, frame) is { } time)
        {
            return time;
        }

        if (type.SpecialType == SpecialType.System_String && Texts.Create(run, arguments, site, frame) is { } text)
        {
            return text;
        }

        throw run.Unsupported(constructor.ToDisplayString(), site);
    }

    /// <summary>The text of a value in a concatenation: numbers, characters, truth values and strings, whose text no culture changes here.</summary>
    public string TextOf(object? value, ITypeSymbol? type, IOperation site, Frame frame)
    {
        var isEnum = type is { TypeKind: TypeKind.Enum };
        if (value is Boxed boxed)
        {
            isEnum = boxed.Type.TypeKind == TypeKind.Enum;
            value = boxed.Value;
        }

        switch (value)
        {
            case null:
                return "";
            case string or char or bool or int or long or uint or ulong or short or ushort or byte or sbyte or decimal or double or float when !isEnum:
                return System.Convert.ToString(value, CultureInfo.InvariantCulture)!;
            case ObjectValue o when Override(o.Type, "ToString") is { } toString:
                return run.Calls.Method(toString, o, Array.Empty<Location>(), site, frame, isVirtual: false) as string ?? "";
            default:
                throw run.Unsupported("ToString", site);
        }
    }

    private static IMethodSymbol? Override(INamedTypeSymbol type, string name)
    {
        for (var t = type; t is { DeclaringSyntaxReferences.IsEmpty: false }; t = t.BaseType)
        {
            if (t.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault(m => m.IsOverride && m.Parameters.Length == 0 && !m.IsImplicitlyDeclared) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The untyped enumerator of an array gives boxed elements.</summary>
    private static object? Item(ITypeSymbol elementType, object? value, IMethodSymbol getEnumerator) =>
        value is not null && elementType.IsValueType && getEnumerator.ReturnType is INamedTypeSymbol { IsGenericType: false, Name: "IEnumerator" }
            ? new Boxed(TypeModel.Underlying(elementType), value)
            : value;

    private void Guard(IMethodSymbol method, object?[] arguments, IOperation site, Frame frame)
    {
        var value = arguments[0] is Boxed boxed ? boxed.Value : arguments[0];
        var number = value is null ? SpecialType.None : TypeModel.NumberType(run.Resolve(method.Parameters[0].Type, frame));
        bool Is(BinaryOperatorKind kind, object? other) => value is not null && other is not null && Arithmetic.Binary(kind, number, value, other, false) is true;
        var zero = Numbers.IsNumeric(number) ? Numbers.Convert(0, number, false) : null;
        var name = method.ContainingType.Name;
        var (throws, type) = method.Name switch
        {
            "ThrowIfNull" => (value is null, "System.ArgumentNullException"),
            "ThrowIfNullOrEmpty" or "ThrowIfNullOrWhiteSpace" when value is null => (true, "System.ArgumentNullException"),
            "ThrowIfNullOrEmpty" => (value is "", "System.ArgumentException"),
            "ThrowIfNullOrWhiteSpace" => (string.IsNullOrWhiteSpace(value as string), "System.ArgumentException"),
            "ThrowIf" when name == "ObjectDisposedException" => (value is true, "System.ObjectDisposedException"),
            _ when !Numbers.IsNumeric(number) => throw run.Unsupported(method.ToDisplayString(), site),
            "ThrowIfNegative" => (IsNegative(value, Is(BinaryOperatorKind.LessThan, zero)), "System.ArgumentOutOfRangeException"),
            "ThrowIfNegativeOrZero" => (IsNegative(value, Is(BinaryOperatorKind.LessThanOrEqual, zero)), "System.ArgumentOutOfRangeException"),
            "ThrowIfZero" => (Is(BinaryOperatorKind.Equals, zero), "System.ArgumentOutOfRangeException"),
            "ThrowIfGreaterThan" => (Is(BinaryOperatorKind.GreaterThan, arguments[1]), "System.ArgumentOutOfRangeException"),
            "ThrowIfGreaterThanOrEqual" => (Is(BinaryOperatorKind.GreaterThanOrEqual, arguments[1]), "System.ArgumentOutOfRangeException"),
            "ThrowIfLessThan" => (Is(BinaryOperatorKind.LessThan, arguments[1]), "System.ArgumentOutOfRangeException"),
            "ThrowIfLessThanOrEqual" => (Is(BinaryOperatorKind.LessThanOrEqual, arguments[1]), "System.ArgumentOutOfRangeException"),
            "ThrowIfEqual" => (Is(BinaryOperatorKind.Equals, arguments[1]), "System.ArgumentOutOfRangeException"),
            "ThrowIfNotEqual" => (Is(BinaryOperatorKind.NotEquals, arguments[1]), "System.ArgumentOutOfRangeException"),
            _ => throw run.Unsupported(method.ToDisplayString(), site),
        };
        if (throws)
        {
            throw run.Thrown(type, site);
        }
    }

    /// <summary>By the sign bit, which zeros and NaN have too.</summary>
    private static bool IsNegative(object? value, bool isLess) => isLess || value switch
    {
        double d => BitConverter.DoubleToInt64Bits(d) < 0,
        float f => BitConverter.DoubleToInt64Bits(f) < 0,
        decimal m => decimal.GetBits(m)[3] < 0,
        _ => false,
    };
}
