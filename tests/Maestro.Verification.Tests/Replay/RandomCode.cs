namespace Maestro.Verification.Tests.Replay;

/// <summary>Random C# that compiles: expressions over all number types, and small methods.</summary>
internal sealed class RandomCode(int seed)
{
    public static readonly string[] Types =
        ["int", "long", "uint", "ulong", "byte", "sbyte", "short", "ushort", "char", "nint", "nuint", "double", "float", "decimal", "bool"];

    private readonly Random _random = new(seed);
    private int _names;

    public static string Parameters { get; } = string.Join(", ", Types.Select(t => $"{t} {Name(t)}, {t} {Name(t)}2"));

    public string Pick(params string[] options) => options[_random.Next(options.Length)];

    public string AnyType() => Pick(Types);

    public string Expression(string type, int depth)
    {
        if (depth == 0)
        {
            return _random.Next(2) == 0 ? Name(type) : Name(type) + "2";
        }

        if (type == "bool")
        {
            var operand = Pick(Types[..^1]);
            return Pick(
                $"({Expression(operand, depth - 1)} {Pick("<", "<=", ">", ">=", "==", "!=")} {Expression(operand, depth - 1)})",
                $"({Expression("bool", depth - 1)} {Pick("&&", "||", "&", "|", "^", "==", "!=")} {Expression("bool", depth - 1)})",
                $"(!{Expression("bool", depth - 1)})");
        }

        var real = type is "double" or "float" or "decimal";
        var operators = real ? "+,-,*,/,%" : "+,-,*,/,%,&,|,^";
        var binary = $"(({type})({Expression(type, depth - 1)} {Pick(operators.Split(','))} {Expression(type, depth - 1)}))";
        return _random.Next(6) switch
        {
            0 => $"(({type})({Expression(Pick(Types[..^1]), depth - 1)}))",
            1 when !real => $"(({type})({Expression(type, depth - 1)} {Pick("<<", ">>", ">>>")} {Expression("int", depth - 1)}))",
            2 => $"({Expression("bool", depth - 1)} ? {Expression(type, depth - 1)} : {Expression(type, depth - 1)})",
            3 when type is not ("ulong" or "nuint") => $"(({type})({Pick("-", "+")}({Expression(type, depth - 1)})))",
            4 when !real => $"(({type})(~{Expression(type, depth - 1)}))",
            _ => binary,
        };
    }

    /// <summary>A value of a type, often at an edge.</summary>
    public object Value(string type)
    {
        var bits = _random.NextInt64(long.MinValue, long.MaxValue);
        var small = _random.Next(-3, 4);
        var edge = _random.Next(3);
        return type switch
        {
            "int" => edge switch { 0 => small, 1 => _random.Next(2) == 0 ? int.MinValue : int.MaxValue, _ => (int)bits },
            "long" => edge switch { 0 => small, 1 => _random.Next(2) == 0 ? long.MinValue : long.MaxValue, _ => bits },
            "uint" => edge switch { 0 => (uint)(small & 3), 1 => uint.MaxValue, _ => (uint)bits },
            "ulong" => edge switch { 0 => (ulong)(small & 3), 1 => ulong.MaxValue, _ => (ulong)bits },
            "byte" => (byte)bits,
            "sbyte" => edge == 0 ? (sbyte)small : (sbyte)bits,
            "short" => edge == 0 ? (short)small : (short)bits,
            "ushort" => (ushort)bits,
            "char" => (char)(ushort)bits,
            "nint" => edge switch { 0 => (nint)small, 1 => nint.MinValue, _ => (nint)bits },
            "nuint" => edge switch { 0 => (nuint)(uint)(small & 3), 1 => nuint.MaxValue, _ => (nuint)(ulong)bits },
            "double" => edge switch { 0 => small / 2d, 1 => _random.Next(4) switch { 0 => double.NaN, 1 => double.PositiveInfinity, 2 => double.MinValue, _ => -0d }, _ => bits / 3d },
            "float" => edge switch { 0 => small / 2f, 1 => _random.Next(3) switch { 0 => float.NaN, 1 => float.NegativeInfinity, _ => float.MaxValue }, _ => bits / 3f },
            "decimal" => edge switch { 0 => small / 2m, 1 => _random.Next(2) == 0 ? decimal.MaxValue : decimal.MinValue, _ => bits / 100m },
            _ => small > 0,
        };
    }

    /// <summary>The body of a method with parameters <c>int[] xs, int a, int b, long c, byte d, string s, Node o, Node q</c>.</summary>
    public string Body(int statements) =>
        "Point p = default; int? n = a; " + Block(statements, 2)
        + " return a + \",\" + b + \",\" + c + \",\" + d + \",\" + s + \",\" + o.F + \",\" + q.F + \",\" + p.X + \",\" + (n ?? -77) + \",\" + xs[0] + \",\" + xs[1] + \",\" + xs[2] + \",\" + xs[3];";

    private static string Name(string type) => "p_" + type;

    private string Block(int count, int depth) => string.Join(" ", Enumerable.Range(0, _random.Next(1, count + 1)).Select(_ => Statement(depth)));

    private string Number(int depth) => depth == 0
        ? Pick("a", "b", "(int)c", "d", "o.F", "p.X", "xs[b & 3]", "xs.Length", "xs[1]", "s.Length", "(n ?? 5)", "Math.Min(a, b)")
        : Pick(
            $"({Number(depth - 1)} {Pick("+", "-", "*", "&", "|", "^")} {Number(depth - 1)})",
            $"({Condition()} ? {Number(depth - 1)} : {Number(0)})",
            $"({Number(depth - 1)} {Pick("<<", ">>", ">>>")} {Number(0)})",
            $"({Number(depth - 1)} / {Number(0)})",
            Number(0));

    private string Condition() => Pick(
        $"{Number(0)} {Pick("<", ">", "<=", "==", "!=")} {Number(0)}",
        $"({Number(0)} > 0 {Pick("&&", "||")} {Number(0)} < 5)",
        "n is > 3 and < 100",
        "n == null",
        "o == q",
        "s is { Length: > 2 }",
        "xs is [1, ..] or [_, 2, ..]",
        "(a, b) is (> 0, _)");

    private string Statement(int depth)
    {
        var id = _names++;
        if (depth == 0)
        {
            return Simple(id);
        }

        return _random.Next(13) switch
        {
            0 => $"if ({Condition()}) {{ {Block(3, depth - 1)} }} else {{ {Block(2, depth - 1)} }}",
            1 => $"for (int i{id} = 0; i{id} < {_random.Next(1, 4)}; i{id}++) {{ {Block(2, depth - 1)} if ({Condition()}) {Pick("break", "continue")}; {Simple(_names++)} }}",
            2 => $"{{ int w{id} = {_random.Next(1, 4)}; while (w{id}-- > 0) {{ {Block(2, depth - 1)} }} }}",
            3 => $"switch (a & 3) {{ case 0: {Block(2, depth - 1)} break; case 1 when b > 0: {Simple(_names++)} break; default: {Simple(_names++)} break; }}",
            4 => $"foreach (var e{id} in xs) {{ a ^= e{id}; {Block(1, depth - 1)} }}",
            5 => $"try {{ {Block(2, depth - 1)} if ({Condition()}) throw new InvalidOperationException(); {Simple(_names++)} }} catch (InvalidOperationException) when ({Condition()}) {{ {Simple(_names++)} }} finally {{ {Simple(_names++)} }}",
            6 => $"{{ int v{id} = 3; do {{ {Block(2, depth - 1)} b--; }} while (v{id}-- > 0 && {Condition()}); }}",
            7 => $"if ({Condition()}) return \"early\" + a + s;",
            _ => Simple(id),
        };
    }

    private string Simple(int id) => _random.Next(22) switch
    {
        0 => $"a = {Number(2)};",
        1 => $"b {Pick("+=", "-=", "*=", "^=", "|=", "&=", "<<=", ">>=", ">>>=")} {Number(1)};",
        2 => $"c {Pick("+=", "-=", "*=")} {Number(1)};",
        3 => $"d {Pick("+=", "-=", "^=", "<<=")} (byte)({Number(0)});",
        4 => $"d{Pick("++", "--")};",
        5 => $"xs[{Number(1)} & 3] = {Number(1)};",
        6 => $"xs[{Number(0)} & {Pick("3", "3", "3", "7")}] += {Number(0)};",
        7 => "(a, b) = (b, a);",
        8 => "(xs[0], xs[^1]) = (xs[^1], xs[0]);",
        9 => $"a = (b & 3) switch {{ 0 => {Number(1)}, 1 when a > 0 => b, 2 => {Number(0)}, _ => 7 }};",
        10 => $"{{ var r{id} = p; r{id}.X += {Number(0)}; p.Y = r{id}.X; if (a > b) p = r{id}; }}",
        11 => $"{{ Func<int, int> f{id} = z => z ^ a; a ^= 5; b = f{id}(b); }}",
        12 => "b = Swap(ref a, b);",
        13 => "b ^= Swap(ref xs[a & 3], a);",
        14 => $"n = {Condition()} ? null : {Number(1)};",
        15 => $"n {Pick("+=", "*=", "^=")} {Number(0)};",
        16 => $"o.F = {Number(1)};",
        17 => $"{{ int L{id}(int k) => k <= 0 ? a : L{id}(k - 1) ^ k; b = L{id}(3); }}",
        18 => "if (s.Length < 40) s = s + a;",
        19 => "if (s.Length < 40) s = $\"{s}<{b}>{d}\";",
        20 => "p.Bump(a & 3); o = new Node { F = o.F ^ 3, Next = q }; q = o.Next!;",
        _ => $"{{ int[] t{id} = [a, ..xs]; xs[0] ^= t{id}[^2]; object box{id} = b; if (box{id} is int u{id}) c ^= u{id}; }}",
    };
}
