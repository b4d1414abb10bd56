using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>Framework members that may run: those on this list, by the real method. Culture-sensitive ones are not on it.</summary>
internal sealed class FrameworkCalls(Execution run)
{
    private static readonly Dictionary<Type, string[]> Allowed = new()
    {
        // Younger than the framework that this is compiled against.
        [typeof(object).Assembly.GetType("System.Numerics.BitOperations") ?? typeof(FrameworkCalls)] = new[] { "PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2", "IsPow2", "RotateLeft", "RotateRight", "RoundUpToPowerOf2" },
        [typeof(Math)] = new[] { "Abs", "Min", "Max", "Sign", "Clamp", "BigMul", "Sqrt", "Floor", "Ceiling", "Truncate", "Round", "Pow", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Atan2", "Sinh", "Cosh", "Tanh", "Exp", "Log", "Log10", "Log2", "Cbrt" },
        [typeof(string)] = new[]
        {
            "IsNullOrEmpty", "IsNullOrWhiteSpace", "CompareOrdinal", "Concat", "get_Length", "Substring", "Insert", "Remove", "PadLeft", "PadRight",
            "ToUpperInvariant", "ToLowerInvariant", "Trim", "TrimStart", "TrimEnd", "Equals", "Contains", "ToCharArray", "ToString", "op_Equality", "op_Inequality",
            "IndexOf", "LastIndexOf", "StartsWith", "EndsWith", "Replace",
        },
        [typeof(char)] = new[] { "IsDigit", "IsLetter", "IsLetterOrDigit", "IsWhiteSpace", "IsUpper", "IsLower", "IsAscii", "IsAsciiDigit", "IsAsciiLetter", "IsAsciiLetterUpper", "IsAsciiLetterLower", "IsAsciiLetterOrDigit", "IsAsciiHexDigit", "ToUpperInvariant", "ToLowerInvariant", "CompareTo", "Equals" },
        [typeof(int)] = NumberMembers(),
        [typeof(long)] = NumberMembers(),
        [typeof(uint)] = NumberMembers(),
        [typeof(ulong)] = NumberMembers(),
        [typeof(byte)] = NumberMembers(),
        [typeof(short)] = NumberMembers(),
        [typeof(bool)] = new[] { "CompareTo", "Equals" },
        [typeof(decimal)] = new[]
        {
            "CompareTo", "Equals", "Floor", "Ceiling", "Truncate", "Round", "Add", "Subtract", "Multiply", "Divide", "Remainder", "Negate", "Compare",
            "Abs", "Min", "Max", "Clamp", "Sign",
        },
        [typeof(double)] = new[] { "CompareTo", "Equals", "IsNaN", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsFinite" },
        [typeof(float)] = new[] { "CompareTo", "Equals", "IsNaN", "IsInfinity", "IsFinite" },
    };

    private const string InvalidOperation = "System.InvalidOperationException";
    private const string OutOfRange = "System.ArgumentOutOfRangeException";
    private readonly MapCalls _maps = new(run);
    private readonly QueryCalls _queries = new(run);
    private readonly WholeCalls _wholes = new(run);
    private readonly ConcurrentDictionary<IMethodSymbol, MethodInfo?> _methods = run.Program.FrameworkMethods;

    private static string[] NumberMembers() => new[] { "CompareTo", "Equals", "Abs", "Min", "Max", "Sign", "Clamp", "IsNegative", "IsEvenInteger", "IsOddInteger", "IsPositive",
        "PopCount", "LeadingZeroCount", "TrailingZeroCount", "IsPow2", "RotateLeft", "RotateRight", "Log2" };

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
                result = new ArrayValue(run.Resolve(method.TypeArguments[0], frame), Array.Empty<object?>());
                return true;
            case (SpecialType.System_Array, "Sort" or "Reverse") when call.Arguments.Length == 1:
                InPlace(method, run.Evaluator.Evaluate(call.Arguments[0].Value, frame) as ArrayValue ?? throw run.Thrown("System.ArgumentNullException", call), call);
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

    /// <summary>Sorting and reversing; text sorts by culture, which is not executed.</summary>
    private void InPlace(IMethodSymbol method, ArrayValue array, IOperation site)
    {
        if (method.Name == "Reverse")
        {
            Array.Reverse(array.Items);
        }
        else if (Numbers.IsNumeric(TypeModel.NumberType(array.ElementType)) && array.ElementType.TypeKind != TypeKind.Enum)
        {
            Array.Sort(array.Items);
        }
        else
        {
            throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    private static bool KnownType(INamedTypeSymbol type, string space, string name) => type.Name == name && type.ContainingNamespace?.ToDisplayString() == space;

    public object? Invoke(IMethodSymbol method, object? receiver, Location[] arguments, IOperation site, Frame frame)
    {
        switch (receiver, method.Name)
        {
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
                return List(list, method, arguments, site, frame);
            case (_, "GetValueOrDefault") when TypeModel.IsNullable(method.ContainingType):
                return receiver ?? (arguments.Length == 1 ? arguments[0].Get() : run.Types.DefaultOf(run.Resolve(method.ContainingType.TypeArguments[0], frame)));
            case (_, "Dispose") when method.ContainingType.SpecialType == SpecialType.System_IDisposable:
                return null;
        }

        return Real(method, receiver, arguments, site, frame);
    }

    public object Create(INamedTypeSymbol type, IMethodSymbol constructor, Location[] arguments, IOperation site, Frame frame)
    {
        if (Contracts.Tasks.ResultOf(type) is not null && constructor.Parameters is [{ Name: "result" }])
        {
            return new TaskValue(arguments[0].Get(), null);
        }

        if (IsCollection(type, "List"))
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

        if (arguments.Length == 0 && (IsCollection(type, "Stack") || IsCollection(type, "Queue")))
        {
            return new ListValue(type, new List<object?>());
        }

        if (Times.TypeOf(type) is { } time && constructor.Parameters.Select(p => RealType(p.Type)).ToArray() is var parameters && !parameters.Contains(null)
            && time.GetConstructor(parameters!) is { } make)
        {
            return Guarded(make, () => make.Invoke(Values(constructor, make, arguments, site)), site, frame)!;
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

    private object? List(ListValue list, IMethodSymbol method, Location[] arguments, IOperation site, Frame frame)
    {
        object? Argument(int i) => arguments[i].Get();
        if (method.Name is "set_Item" or "Add" or "Clear" or "RemoveAt" or "Remove" or "Insert" or "Push" or "Pop" or "Enqueue" or "Dequeue")
        {
            list.Version++;
        }

        switch (method.Name)
        {
            case "GetEnumerator" when IsCollection(list.Type, "List") && method.ReturnType.IsValueType:
                return new EnumeratorValue(() => list.Items.Count, i => StructValue.CopyOf(list.Items[i])) { List = list, Version = list.Version };
            case "get_Count":
                return list.Items.Count;
            case "get_Item":
                return StructValue.CopyOf(list.Items[ListIndex((int)Argument(0)!, list, site, frame)]);
            case "set_Item":
                list.Items[ListIndex((int)Argument(0)!, list, site, frame)] = Argument(1);
                return null;
            case "Add":
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Clear":
                list.Items.Clear();
                return null;
            case "RemoveAt" when Argument(0) is int at:
                Owe(at >= 0 && at < list.Items.Count, site, frame, OutOfRange);
                list.Items.RemoveAt(at);
                return null;
            case "Insert" when Argument(0) is int at:
                Owe(at >= 0 && at <= list.Items.Count, site, frame, OutOfRange);
                run.CheckLength(list.Items.Count);
                list.Items.Insert(at, Argument(1));
                return null;
            case "Push" when IsCollection(list.Type, "Stack"):
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Peek" or "Pop" when IsCollection(list.Type, "Stack"):
                Owe(list.Items.Count > 0, site, frame, InvalidOperation);
                var top = list.Items[list.Items.Count - 1];
                if (method.Name == "Pop")
                {
                    list.Items.RemoveAt(list.Items.Count - 1);
                }

                return StructValue.CopyOf(top);
            case "Enqueue" when IsCollection(list.Type, "Queue"):
                run.CheckLength(list.Items.Count);
                list.Items.Add(Argument(0));
                return null;
            case "Peek" or "Dequeue" when IsCollection(list.Type, "Queue"):
                Owe(list.Items.Count > 0, site, frame, InvalidOperation);
                var next = list.Items[0];
                if (method.Name == "Dequeue")
                {
                    list.Items.RemoveAt(0);
                }

                return StructValue.CopyOf(next);
            case "Contains" when list.Type.TypeArguments[0] is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String }:
                return Arithmetic.Box(list.Items.Contains(Argument(0)));
            case "Remove" when IsCollection(list.Type, "List") && list.Type.TypeArguments[0] is { TypeKind: TypeKind.Enum } or { SpecialType: >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String }:
                return Arithmetic.Box(list.Items.Remove(Argument(0)));
            case "TryPeek" or "TryPop" or "TryDequeue":
                return Arithmetic.Box(TryTake(list, method.Name != "TryPeek", arguments[0]));
            case "ToArray" when IsCollection(list.Type, "List"):
                return new ArrayValue(list.Type.TypeArguments[0], list.Items.Select(StructValue.CopyOf).ToArray());
            default:
                throw run.Unsupported(method.ToDisplayString(), site);
        }
    }

    private bool TryTake(ListValue list, bool removes, Location result)
    {
        if (list.Items.Count == 0)
        {
            result.Set(run.Types.DefaultOf(list.Type.TypeArguments[0]));
            return false;
        }

        var at = IsCollection(list.Type, "Stack") ? list.Items.Count - 1 : 0;
        result.Set(StructValue.CopyOf(list.Items[at]));
        if (removes)
        {
            list.Items.RemoveAt(at);
        }

        return true;
    }

    /// <summary>What the real member answers with an exception is its caller's to rule out.</summary>
    private void Owe(bool holds, IOperation site, Frame frame, string exception)
    {
        if (!holds)
        {
            throw run.Fault(ObligationKind.PreCaller, site, frame, "the collection does not allow this call", exception);
        }
    }

    public int ListIndex(int index, ListValue list, IOperation site, Frame frame) => index >= 0 && index < list.Items.Count ? index
        : throw run.Fault(ObligationKind.Index, site, frame, FormattableString.Invariant($"index {index} is outside 0..{list.Items.Count - 1}"), OutOfRange);

    private static bool IsCollection(INamedTypeSymbol type, string name) =>
        type.OriginalDefinition.Name == name && type.Arity == 1 && type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic";

    private object? Real(IMethodSymbol method, object? receiver, Location[] arguments, IOperation site, Frame frame)
    {
        var real = _methods.GetOrAdd(method, Find) ?? throw run.Unsupported(method.ToDisplayString(), site);
        if (real.DeclaringType == typeof(string) && !Texts.IsOrdinal(method, arguments))
        {
            throw run.Unsupported($"culture-sensitive {method.Name}", site);
        }

        var values = Values(method, real, arguments, site);
        return Guarded(real, () => real.Invoke(receiver, values), site, frame) switch
        {
            bool b => Arithmetic.Box(b),
            Enum e => System.Convert.ToInt32(e, CultureInfo.InvariantCulture),
            char[] characters => new ArrayValue(run.Types.Compilation.GetSpecialType(SpecialType.System_Char), characters.Select(c => (object?)c).ToArray()),
            var result => result,
        };
    }

    private object?[] Values(IMethodSymbol method, MethodBase real, Location[] arguments, IOperation site)
    {
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = arguments[i].Get() switch
            {
                ArrayValue array when array.ElementType.SpecialType == SpecialType.System_String => array.Items.Cast<string?>().ToArray(),
                int number when real.GetParameters()[i].ParameterType is { IsEnum: true } named => Enum.ToObject(named, number),
                Boxed or ObjectValue or StructValue or ArrayValue or DelegateValue or ListValue => throw run.Unsupported(method.ToDisplayString(), site),
                var value => value,
            };
        }

        return values;
    }

    private object? Guarded(MethodBase real, Func<object?> invoke, IOperation site, Frame frame)
    {
        try
        {
            return invoke();
        }
        catch (TargetInvocationException exception)
        {
            throw exception.InnerException switch
            {
                { } refused and not OverflowException when real.DeclaringType == typeof(string) || Times.IsTime(real.DeclaringType) => Texts.Refusal(run, refused, site, frame),
                DivideByZeroException => run.Fault(ObligationKind.DivideByZero, site, frame, "the divisor is zero"),
                OverflowException => run.Fault(ObligationKind.Overflow, site, frame, "the call overflows"),
                { } inner => run.Thrown(inner.GetType().FullName!, site),
                null => exception,
            };
        }
    }

    private static MethodInfo? Find(IMethodSymbol method)
    {
        if (Times.TypeOf(method.ContainingType) is { } time)
        {
            var types = method.Parameters.Select(p => RealType(p.Type)).ToArray();
            return !Times.MayRun(method) || types.Contains(null) ? null : time.GetMethod(method.Name, types!);
        }

        var name = method.ContainingType.ToDisplayString(SymbolDisplayFormat.CSharpErrorMessageFormat.WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None));
        var type = Allowed.Keys.FirstOrDefault(t => t.FullName == name);
        if (type is null || !Allowed[type].Contains(method.Name))
        {
            return null;
        }

        var parameters = method.Parameters.Select(p => RealType(p.Type)).ToArray();
        return parameters.Contains(null) ? null : type.GetMethod(method.Name, parameters!);
    }

    private static Type? RealType(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1, ElementType.SpecialType: SpecialType.System_String } => typeof(string[]),
        _ when Times.TypeOf(type) is { } time => time,
        { TypeKind: TypeKind.Enum, Name: "DateTimeKind" } => typeof(DateTimeKind),
        _ when Texts.IsComparison(type) => typeof(StringComparison),
        { TypeKind: TypeKind.Enum, Name: "MidpointRounding" } => typeof(MidpointRounding),
        { TypeKind: TypeKind.Enum } => null,
        _ => type.SpecialType switch
        {
            SpecialType.System_Boolean => typeof(bool),
            SpecialType.System_Char => typeof(char),
            SpecialType.System_SByte => typeof(sbyte),
            SpecialType.System_Byte => typeof(byte),
            SpecialType.System_Int16 => typeof(short),
            SpecialType.System_UInt16 => typeof(ushort),
            SpecialType.System_Int32 => typeof(int),
            SpecialType.System_UInt32 => typeof(uint),
            SpecialType.System_Int64 => typeof(long),
            SpecialType.System_UInt64 => typeof(ulong),
            SpecialType.System_IntPtr => typeof(IntPtr),
            SpecialType.System_UIntPtr => typeof(UIntPtr),
            SpecialType.System_Double => typeof(double),
            SpecialType.System_Single => typeof(float),
            SpecialType.System_Decimal => typeof(decimal),
            SpecialType.System_String => typeof(string),
            _ => null,
        },
    };
}
