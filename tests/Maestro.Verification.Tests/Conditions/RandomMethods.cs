using System.Globalization;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>
/// Random small methods of what the encoder models, each with one input. A method is given by its seed alone, so a failure names it.
/// </summary>
internal sealed class RandomMethods(int seed)
{
    /// <summary>What the bodies use.</summary>
    public const string Declarations =
        """
        public class Node { public int F; public Node? Next; public int Plus(int k) { F = unchecked(F + k); return F; } }
        public sealed class Leaf : Node { public int G; }
        public struct Point { public int X; public int Y; public void Move(int by) { unchecked { X += by; Y -= by; } } }
        public sealed record Pair(int U, int V);
        """;

    /// <summary>Called by the bodies; in the class of the methods.</summary>
    public const string Callees =
        """
        [Pure] static int Mix(int x, int y) => unchecked((x ^ y) + 3);
        static int Half(int x) { Contract.Ensures(Contract.Result<int>() == x / 2); return x / 2; }
        static void Give(int x, out int y) { Contract.Ensures(Contract.ValueAtReturn(out y) == x); y = x; }
        """;

    public const string Parameters = "int a, int b, long c, byte d, bool t, int[] xs, Node o, Node q, string s, int? n, Point p";

    private readonly Random _random = new(seed);
    private int _names;
    private int _loops;

    /// <summary>Statements, with a return at the end.</summary>
    public string Body()
    {
        var text = Block(4, 2);
        return text + " return unchecked((int)(" + Pick("a", "b", "a ^ b", "(int)c + d", "xs[0] - a", "o.F + q.F", "p.X * 3 + p.Y", "(n ?? 5) + a", "t ? a : b", "s.Length + b") + "));";
    }

    /// <summary>The values of the parameters, and the same as a condition in C#.</summary>
    public (object?[] Values, string Condition, bool Same, bool IsLeaf) Input()
    {
        var a = Small();
        var b = Small();
        var c = (long)Small() * Pick(1L, 1L, 3_000_000_000L);
        var d = (byte)_random.Next(256);
        var t = _random.Next(2) == 0;
        var xs = Enumerable.Range(0, _random.Next(1, 5)).Select(_ => Small()).ToArray();
        var s = Pick("", "a", "ab", "b0c", "zz z");
        int? n = _random.Next(3) == 0 ? null : Small();
        var same = _random.Next(4) == 0;
        var isLeaf = _random.Next(4) == 0;
        var (f, g, x, y) = (Small(), Small(), Small(), Small());
        string[] conditions =
        [
            $"a == {Literal(a)}", $"b == {Literal(b)}", $"c == {Literal(c)}", $"d == {Literal(d)}", t ? "t" : "!t",
            $"xs.Length == {Literal(xs.Length)}", .. xs.Select((v, i) => $"xs[{Literal(i)}] == {Literal(v)}"),
            $"s == \"{s}\"", n is { } v ? $"n == {Literal(v)}" : "n == null",
            same ? "o == q" : "o != q", isLeaf ? "o is Leaf" : "!(o is Leaf)", same ? "true" : "!(q is Leaf)", $"o.F == {Literal(f)}", $"q.F == {Literal(same ? f : g)}", $"p.X == {Literal(x)}", $"p.Y == {Literal(y)}",
        ];
        return ([a, b, c, d, t, xs, f, same ? f : g, s, n, (x, y)], string.Join(" && ", conditions), same, isLeaf);
    }

    public static string Literal(long value) => value == int.MinValue ? "int.MinValue" : value < 0 ? $"({value.ToString(CultureInfo.InvariantCulture)})" : value.ToString(CultureInfo.InvariantCulture);

    private int Small() => _random.Next(8) switch
    {
        0 => int.MaxValue,
        1 => int.MinValue,
        2 => _random.Next(int.MinValue, int.MaxValue),
        _ => _random.Next(-6, 9),
    };

    private T Pick<T>(params T[] options) => options[_random.Next(options.Length)];

    private string Block(int count, int depth) => string.Join(" ", Enumerable.Range(0, _random.Next(1, count + 1)).Select(_ => Statement(depth)));

    private string Number(int depth) => depth == 0
        ? Pick("a", "b", "d", "(int)c", "o.F", "q.F", "p.X", "xs[0]", "xs[xs.Length - 1]", "xs.Length", "s.Length", "(n ?? 5)", Literal(_random.Next(-3, 10)))
        : _random.Next(9) switch
        {
            0 or 1 => $"({Number(depth - 1)} {Pick("+", "-", "*", "&", "|", "^")} {Number(depth - 1)})",
            2 => $"({Condition(depth - 1)} ? {Number(depth - 1)} : {Number(0)})",
            3 => $"({Number(depth - 1)} {Pick("<<", ">>", ">>>")} {Number(0)})",
            4 => $"({Number(depth - 1)} {Pick("/", "%")} {Pick("3", "-2", "(b | 1)", "7", Number(0))})",
            5 => $"Math.{Pick("Min", "Max")}((int){Number(depth - 1)}, {Number(0)})",
            6 => $"Mix({Number(depth - 1)}, {Number(0)})",
            7 => $"(({Pick("byte", "short", "sbyte", "ushort", "char")})(a ^ {Number(depth - 1)}))",
            _ => Number(0),
        };

    private string Condition(int depth) => _random.Next(depth > 0 ? 12 : 9) switch
    {
        0 or 1 or 2 => $"({Number(0)} {Pick("<", ">", "<=", ">=", "==", "!=")} {Number(0)})",
        3 => "t",
        4 => Pick("n == null", "n is > 3 and < 100", "n > 2", "!(n <= 4)"),
        5 => Pick("o == q", "o is Leaf", "q is Leaf { G: 0 }", "o is { F: > 0 }"),
        6 => Pick("s is { Length: > 2 }", "s == \"ab\"", "string.IsNullOrEmpty(s)", "s.Length > 0 && s[0] == 'a'"),
        7 => Pick("xs is [1, ..]", "xs is [_, > 2, ..]", "xs is { Length: 2 }"),
        8 => Pick("(a, b) is (> 0, _)", "(a > b) == t", "a is 1 or 3 or > 100"),
        9 => $"(({Condition(depth - 1)}) {Pick("&&", "||", "^", "&", "|")} ({Condition(depth - 1)}))",
        10 => $"!({Condition(depth - 1)})",
        _ => $"({Number(1)} {Pick("<", ">", "==")} {Number(0)})",
    };

    private string Statement(int depth)
    {
        var id = _names++;
        if (depth == 0)
        {
            return Simple(id);
        }

        return _random.Next(16) switch
        {
            0 or 1 => $"if ({Condition(1)}) {{ {Block(2, depth - 1)} }} else {{ {Block(2, depth - 1)} }}",
            2 => $"if ({Condition(1)}) {{ {Block(2, depth - 1)} }}",
            3 => Loop(id, $"for (int i{id} = 0; i{id} < {Pick("2", "3", "xs.Length")}; i{id}++) {{ {Block(1, 0)} if ({Condition(0)}) {Pick("break", "continue")}; {Simple(_names++)} }}"),
            4 => Loop(id, $"foreach (var e{id} in xs) {{ a ^= e{id}; {Block(1, 0)} }}"),
            5 => Loop(id, $"{{ int w{id} = 2; do {{ {Block(1, 0)} }} while (w{id}-- > 0); }}"),
            6 => $"switch (a & 3) {{ case 0: {Block(2, depth - 1)} break; case 1 when b > 0: {Simple(_names++)} break; case 2: {Simple(_names++)} goto default; default: {Simple(_names++)} break; }}",
            7 => $"try {{ {Block(2, depth - 1)} if ({Condition(0)}) throw new InvalidOperationException(); {Simple(_names++)} }} catch (InvalidOperationException) {{ {Simple(_names++)} }}",
            8 => $"try {{ {Block(1, depth - 1)} a = a {Pick("/", "%")} {Number(0)}; {Simple(_names++)} }} catch (DivideByZeroException) {{ {Simple(_names++)} }} finally {{ {Simple(_names++)} }}",
            9 => $"if ({Condition(0)}) return {Number(1)};",
            10 => $"try {{ {Block(1, depth - 1)} }} finally {{ {Simple(_names++)} }}",
            _ => Simple(id),
        };
    }

    // Loops tell little where nothing is inferred: one a method.
    private string Loop(int id, string text) => _loops++ == 0 ? text : Simple(id);

    private string Simple(int id) => _random.Next(24) switch
    {
        0 or 1 => $"a = {Number(2)};",
        2 => $"b {Pick("+=", "-=", "*=", "^=", "|=", "&=", "<<=", ">>=", ">>>=")} {Number(1)};",
        3 => $"c {Pick("+=", "-=", "^=")} {Number(1)};",
        4 => $"d {Pick("+=", "-=", "^=")} (byte)(b ^ {Number(0)});",
        5 => $"{Pick("a", "b", "c", "d", "o.F", "p.X", "xs[0]")}{Pick("++", "--")};",
        6 => $"xs[{Pick("0", "xs.Length - 1", "(a & int.MaxValue) % xs.Length")}] = {Number(1)};",
        7 => $"xs[{Pick("0", "^1", Number(0))}] {Pick("+=", "^=", "-=")} {Number(0)};",
        8 => Pick("(a, b) = (b, a);", "(xs[0], xs[^1]) = (xs[^1], xs[0]);", "(a, o.F) = (o.F, q.F);", "(p.X, p.Y) = (p.Y, a);"),
        9 => $"a = (b & 3) switch {{ 0 => {Number(1)}, 1 when a > 0 => b, 2 => {Number(0)}, _ => 7 }};",
        10 => $"{{ var r{id} = p; r{id}.X += {Number(0)}; p.Y = r{id}.X; if (a > b) p = r{id}; }}",
        11 => $"{{ Func<int, int> f{id} = z => z ^ {Number(0)}; b = f{id}(a); }}",
        12 => $"{{ int L{id}(int k) {{ a += k; return k * 2; }} b = L{id}({Number(0)}) + a; }}",
        13 => $"n = {Condition(0)} ? null : {Number(1)};",
        14 => $"n {Pick("+=", "*=", "^=", "-=")} {Number(0)};",
        15 => $"{Pick("o", "q")}.F = {Number(1)};",
        16 => $"{{ object box{id} = {Pick("a", "b", "xs[0]", "s", "(long)a")}; if (box{id} is int u{id}) c ^= u{id}; else a = 1; }}",
        17 => $"{{ var r{id} = new Pair({Number(0)}, b); var w{id} = r{id} with {{ U = {Number(0)} }}; a = w{id}.U ^ r{id}.V; t = r{id} == w{id}; }}",
        18 => $"{{ var m{id} = new Node {{ F = {Number(0)}, Next = q }}; m{id}.F ^= 3; if (m{id}.Next == o) a++; q = {Pick("m" + id, "q", "o")}; }}",
        19 => $"b = Half({Number(1)});",
        20 => $"Give({Number(0)}, out {Pick("a", "b")});",
        21 => $"p.Move({Number(0)});",
        22 => $"{{ var y{id} = ({Number(0)}, k: t); if (y{id}.k) a = y{id}.Item1; t = y{id} == (a, true); }}",
        _ => $"b = o.Plus({Number(0)});",
    };
}
