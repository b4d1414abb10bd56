using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Replay;

/// <summary>Framework members that run as the real method: those on a list. Culture-sensitive ones are not on it.</summary>
internal sealed class RuntimeMembers(Execution run)
{
    private static readonly Dictionary<Type, string[]> Allowed = new()
    {
        // Younger than the framework that this is compiled against.
        [typeof(object).Assembly.GetType("System.Numerics.BitOperations") ?? typeof(FrameworkCalls)] = new[] { "PopCount", "LeadingZeroCount", "TrailingZeroCount", "Log2", "IsPow2", "RotateLeft", "RotateRight", "RoundUpToPowerOf2" },
        [typeof(object).Assembly.GetType("System.MathF") ?? typeof(RuntimeMembers)] = new[] { "Abs", "Min", "Max", "Sign", "Sqrt", "Floor", "Ceiling", "Truncate", "Round" },
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

    private readonly ConcurrentDictionary<IMethodSymbol, MethodInfo?> _methods = run.Program.FrameworkMethods;

    private static string[] NumberMembers() => new[] { "CompareTo", "Equals", "Abs", "Min", "Max", "Sign", "Clamp", "IsNegative", "IsEvenInteger", "IsOddInteger", "IsPositive",
        "PopCount", "LeadingZeroCount", "TrailingZeroCount", "IsPow2", "RotateLeft", "RotateRight", "Log2" };

    /// <summary>Makes a value of a time type; null for all others.</summary>
    public object? Create(INamedTypeSymbol type, IMethodSymbol constructor, Location[] arguments, IOperation site, Frame frame) =>
        Times.TypeOf(type) is { } time && constructor.Parameters.Select(p => RealType(p.Type)).ToArray() is var parameters && !parameters.Contains(null)
            && time.GetConstructor(parameters!) is { } make
            ? Guarded(make, () => make.Invoke(Values(constructor, make, arguments, site)), site, frame) : null;

    /// <summary>Runs a member.</summary>
    public object? Invoke(IMethodSymbol method, object? receiver, Location[] arguments, IOperation site, Frame frame)
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
            char[] characters => new ArrayValue(run.Types.Compilation.GetSpecialType(SpecialType.System_Char), characters.Select(c => (object?)c).ToArray()) { MayBeShared = true },
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
                ArithmeticException when real.Name == "Sign" => run.Fault(ObligationKind.PreCaller, site, frame, "NaN has no sign", "System.ArithmeticException"),
                ArgumentException when real.Name == "Clamp" => run.Fault(ObligationKind.PreCaller, site, frame, "the bounds cross", "System.ArgumentException"),
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
