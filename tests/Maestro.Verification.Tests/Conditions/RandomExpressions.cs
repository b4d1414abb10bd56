using System.Globalization;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Random well-typed integer expressions over the variables a to h, each of another type.</summary>
internal sealed class RandomExpressions(int seed)
{
    public static readonly (string Type, string Name)[] Variables =
    [
        ("int", "a"), ("long", "b"), ("uint", "c"), ("ulong", "d"), ("byte", "e"), ("short", "f"), ("char", "g"), ("sbyte", "h"), ("bool", "t"),
    ];

    private static readonly string[] Arithmetic = ["int", "long", "uint", "ulong"];
    private static readonly string[] Integers = [.. Arithmetic, "byte", "short", "char", "sbyte", "ushort"];
    private readonly Random _random = new(seed);

    public (string Type, string Text) Next(int depth)
    {
        var type = Pick([.. Arithmetic, "bool"]);
        return (type, Of(type, depth));
    }

    /// <summary>A literal, boundary values first of all.</summary>
    public object Value(string type) => type switch
    {
        "int" => Pick([0, 1, -1, 2, 7, 31, 33, int.MaxValue, int.MinValue, 0x7FFF0000, _random.Next(), -_random.Next()]),
        "long" => Pick([0L, 1L, -1L, 63L, long.MaxValue, long.MinValue, 1L << 40, -(1L << 33), _random.NextInt64()]),
        "uint" => Pick([0u, 1u, 5u, uint.MaxValue, 0x80000000u, (uint)_random.Next()]),
        "ulong" => Pick([0ul, 1ul, ulong.MaxValue, 1ul << 63, (ulong)_random.NextInt64()]),
        "byte" => (byte)_random.Next(256),
        "short" => (short)_random.Next(short.MinValue, short.MaxValue),
        "char" => (char)_random.Next(char.MaxValue),
        "sbyte" => (sbyte)_random.Next(-128, 128),
        _ => _random.Next(2) == 0,
    };

    public static string Literal(object value) => value switch
    {
        bool b => b ? "true" : "false",
        char c => $"'\\u{(int)c:x4}'",
        int.MinValue => "int.MinValue",
        long.MinValue => "long.MinValue",
        long l => l.ToString(CultureInfo.InvariantCulture) + "L",
        uint u => u.ToString(CultureInfo.InvariantCulture) + "u",
        ulong u => u.ToString(CultureInfo.InvariantCulture) + "ul",
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };

    private T Pick<T>(T[] choices) => choices[_random.Next(choices.Length)];

    private string Of(string type, int depth)
    {
        if (type == "bool")
        {
            return Truth(depth);
        }

        if (depth <= 0)
        {
            var same = Variables.Where(v => v.Type == type).ToArray();
            return same.Length > 0 && _random.Next(4) > 0 ? Pick(same).Name : $"(({type})({Pick(Variables[..8]).Name}))";
        }

        if (!Arithmetic.Contains(type))
        {
            return $"(({type})({Of(Pick(Integers), depth - 1)}))";
        }

        return _random.Next(12) switch
        {
            0 => $"({Of(type, depth - 1)} + {Of(type, depth - 1)})",
            1 => $"({Of(type, depth - 1)} - {Of(type, depth - 1)})",
            2 => $"({Of(type, depth - 1)} * {Of(type, depth - 1)})",
            3 => $"({Of(type, depth - 1)} / {Of(type, depth - 1)})",
            4 => $"({Of(type, depth - 1)} % {Of(type, depth - 1)})",
            5 => $"({Of(type, depth - 1)} {Pick(["&", "|", "^"])} {Of(type, depth - 1)})",
            6 => $"({Of(type, depth - 1)} {Pick(["<<", ">>", ">>>"])} {Of("int", depth - 1)})",
            7 => $"(~{Of(type, depth - 1)})",
            8 => type is "int" or "long" ? $"(-{Of(type, depth - 1)})" : $"(+{Of(type, depth - 1)})",
            9 => $"({Truth(depth - 1)} ? {Of(type, depth - 1)} : {Of(type, depth - 1)})",
            10 => $"Math.{Pick(["Min", "Max"])}({Of(type, depth - 1)}, {Of(type, depth - 1)})",
            _ => $"(({type})({Of(Pick(Integers), depth - 1)}))",
        };
    }

    private string Truth(int depth)
    {
        if (depth <= 0)
        {
            return "t";
        }

        var type = Pick(Integers);
        return _random.Next(5) switch
        {
            0 => $"({Truth(depth - 1)} && {Truth(depth - 1)})",
            1 => $"({Truth(depth - 1)} || !{Truth(depth - 1)})",
            2 => $"({Truth(depth - 1)} ^ {Truth(depth - 1)})",
            _ => $"({Of(type, depth - 1)} {Pick(["<", "<=", ">", ">=", "==", "!="])} {Of(type, depth - 1)})",
        };
    }
}
