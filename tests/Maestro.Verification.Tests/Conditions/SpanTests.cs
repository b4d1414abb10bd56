namespace Maestro.Verification.Tests.Conditions;

/// <summary>Spans in twins: the right one is proved, the wrong one refuted by an execution.</summary>
public sealed class SpanTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a slice writes where its span does",
            "public static void M(Span<int> s, int v) { Contract.Requires(s.Length >= 2); Contract.Ensures(s[0] == v); Span<int> head = s.Slice(0, 2); head[0] = v; }",
            "public static void M(Span<int> s, int v) { Contract.Requires(s.Length >= 2); Contract.Ensures(s[0] == v); Span<int> head = s.Slice(0, 2); head[1] = v; }",
            "post"
        },
        {
            "two spans may overlap",
            "public static void M(Span<int> a, Span<int> b) { Contract.Requires(a.Length > 0 && b.Length > 0); Contract.Ensures(b[0] == 2); a[0] = 1; b[0] = 2; }",
            "public static void M(Span<int> a, Span<int> b) { Contract.Requires(a.Length > 0 && b.Length > 0); Contract.Ensures(a[0] == 1); a[0] = 1; b[0] = 2; }",
            "post"
        },
        {
            "a span may be of the array beside it",
            "public static void M(int[] a, Span<int> b) { Contract.Requires(a.Length > 0 && b.Length > 0); Contract.Ensures(b[0] == 2); a[0] = 1; b[0] = 2; }",
            "public static void M(int[] a, Span<int> b) { Contract.Requires(a.Length > 0 && b.Length > 0); Contract.Ensures(a[0] == 1); a[0] = 1; b[0] = 2; }",
            "post"
        },
        {
            "AsSpan is a view of the array",
            "public static void M(int[] a) { Contract.Requires(a.Length == 3); var s = a.AsSpan(1, 2); s[0] = 7; Contract.Assert(a[1] == 7 && s.Length == 2); }",
            "public static void M(int[] a) { Contract.Requires(a.Length == 3); var s = a.AsSpan(1, 2); s[0] = 7; Contract.Assert(a[0] == 7); }",
            "assert"
        },
        {
            "an index is in range of the span, not of its array",
            "public static int M(int[] a) { Contract.Requires(a.Length == 3); var s = a.AsSpan(1); return s[1]; }",
            "public static int M(int[] a) { Contract.Requires(a.Length == 3); var s = a.AsSpan(1); return s[2]; }",
            "index"
        },
        {
            "a slice fits",
            "public static int M(ReadOnlySpan<byte> s) { Contract.Requires(s.Length > 3); return s.Slice(3).Length + s[1..^1].Length; }",
            "public static int M(ReadOnlySpan<byte> s) { Contract.Requires(s.Length > 1); return s.Slice(3).Length + s[2..^1].Length; }",
            "range"
        },
        {
            "from the end",
            "public static void M(Span<long> s) { Contract.Requires(s.Length == 4); s[^1] = 9; Contract.Assert(s[3] == 9); }",
            "public static void M(Span<long> s) { Contract.Requires(s.Length == 4); s[^1] = 9; Contract.Assert(s[2] == 9); }",
            "assert"
        },
        {
            "an array is a span",
            "static int Sum2(ReadOnlySpan<int> s) { Contract.Requires(s.Length == 2); return s[0]; } public static int M(int[] a) { Contract.Requires(a.Length == 2); return Sum2(a); }",
            "static int Sum2(ReadOnlySpan<int> s) { Contract.Requires(s.Length == 2); return s[0]; } public static int M(int[] a) { return Sum2(a); }",
            "pre-caller"
        },
        {
            "null is the empty span",
            "\n#nullable disable\npublic static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); Span<int> s = a; return s.Length; }",
            "\n#nullable disable\npublic static int M(int[] a) { Contract.Ensures(Contract.Result<int>() > 0); Span<int> s = a; return s.Length; }",
            "post"
        },
        {
            "the default span is empty",
            "public static void M() { Span<int> s = default; Contract.Assert(s.IsEmpty && s.Length == 0); }",
            "public static int M() { Span<int> s = default; return s[0]; }",
            "index"
        },
        {
            "characters of a string",
            "public static void M(string t) { Contract.Requires(t.Length > 2); var s = t.AsSpan(1); Contract.Assert(s[0] == t[1] && s.Length == t.Length - 1); }",
            "public static void M(string t) { Contract.Requires(t.Length > 2); var s = t.AsSpan(1); Contract.Assert(s[0] == t[0]); }",
            "assert"
        },
        {
            "Fill sets its span and no more",
            "public static void M(int[] a) { Contract.Requires(a.Length == 4 && a[0] == 5); a.AsSpan(1, 2).Fill(7); Contract.Assert(a[1] == 7 && a[2] == 7 && a[0] == 5); }",
            "public static void M(int[] a) { Contract.Requires(a.Length == 4); a.AsSpan(1, 2).Fill(7); Contract.Assert(a[3] == 7); }",
            "assert"
        },
        {
            "Clear zeroes",
            "public static void M(Span<int> s) { Contract.Requires(s.Length == 4); s[1..].Clear(); Contract.Assert(s[3] == 0); }",
            "public static void M(Span<int> s) { Contract.Requires(s.Length == 4); s[1..].Clear(); Contract.Assert(s[0] == 0); }",
            "assert"
        },
        {
            "CopyTo reads before it writes",
            "public static void M(int[] a) { Contract.Requires(a.Length == 3 && a[0] == 1 && a[1] == 2); a.AsSpan(0, 2).CopyTo(a.AsSpan(1)); Contract.Assert(a[1] == 1 && a[2] == 2); }",
            "public static void M(int[] a) { Contract.Requires(a.Length == 3 && a[0] == 1 && a[1] == 2); a.AsSpan(0, 2).CopyTo(a.AsSpan(1)); Contract.Assert(a[2] == 1); }",
            "assert"
        },
        {
            "CopyTo needs room",
            "public static void M(Span<int> a, Span<int> b) { Contract.Requires(a.Length <= b.Length); a.CopyTo(b); }",
            "public static void M(Span<int> a, Span<int> b) { Contract.Requires(a.Length <= b.Length + 1); a.CopyTo(b); }",
            "range"
        },
        {
            "ToArray copies",
            "public static void M(Span<int> s) { Contract.Requires(s.Length == 2); var a = s.ToArray(); s[0] = 1; s[0] = 2; Contract.Assert(a.Length == 2 && a[1] == s[1]); }",
            "public static void M(Span<int> s) { Contract.Requires(s.Length == 2); var a = s.ToArray(); s[0] = a[0] ^ 1; Contract.Assert(a[0] == s[0]); }",
            "assert"
        },
        {
            "stackalloc is zero and has its length",
            "public static void M(int n) { Contract.Requires(n >= 1 && n < 100); Span<int> s = stackalloc int[n]; Contract.Assert(s.Length == n && s[0] == 0); }",
            "public static void M(int n) { Contract.Requires(n >= 1 && n < 100); Span<int> s = stackalloc int[n]; s[0] = n; Contract.Assert(s[0] == 0); }",
            "assert"
        },
        {
            "a loop over a span",
            "public static int M(ReadOnlySpan<char> s) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= s.Length); for (int i = 0; i < s.Length; i++) { if (s[i] == ',') return i; } return s.Length; }",
            "public static int M(ReadOnlySpan<char> s) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= s.Length); for (int i = 0; i < s.Length; i++) { if (s[i] == ',') return i; } return s.Length + 1; }",
            "post"
        },
        {
            "foreach over a span",
            "public static int M(ReadOnlySpan<int> s) { Contract.Ensures(Contract.Result<int>() >= 0); foreach (var x in s) { if (x > 0) return x; } return 0; }",
            "public static int M(ReadOnlySpan<int> s) { Contract.Ensures(Contract.Result<int>() >= 0); foreach (var x in s) { if (x > -2) return x; } return 0; }",
            "post"
        },
        {
            "a callee writes through its span",
            "static void Zero(Span<int> s) { Contract.Requires(s.Length > 0); Contract.Ensures(s[0] == 0); s[0] = 0; } public static void M(int[] a, int[] b) { Contract.Requires(a.Length > 1 && a != b && b.Length > 0 && b[0] == 3); Zero(a.AsSpan(1)); Contract.Assert(a[1] == 0 && b[0] == 3); }",
            "static void Zero(Span<int> s) { Contract.Requires(s.Length > 0); Contract.Ensures(s[0] == 0); s[0] = 0; } public static void M(int[] a, int[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && b[0] == 3); Zero(a.AsSpan(0)); Contract.Assert(b[0] == 3); }",
            "assert"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Right_is_proved_and_wrong_is_refuted(string name, string right, string wrong, string kind)
    {
        Assert.NotEmpty(name);

        Proving.ExpectTwins($"public static class Twin {{ {right} }}", $"public static class Twin {{ {wrong} }}", kind);
    }

    [Theory]
    [InlineData("overlapping parts", "public static void M(int[] a) { Contract.Requires(a.Length == 3); var s = a.AsSpan(0, 2); var t = a.AsSpan(1, 2); s[1] = 1; t[0] = 2; Contract.Assert(s[1] == 1); }")]
    [InlineData("an array assigned after", "public static void M(int[] a) { Contract.Requires(a.Length == 1); Span<int> s = a; a = new int[1]; s[0] = 5; Contract.Assert(a[0] == 5); }")]
    [InlineData("signs", "public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 1); var u = (uint[])(object)a; Span<uint> s = u; s[0] = 2; Contract.Assert(a[0] == 1); }")]
    [InlineData("a covariant array", "public static void M(object[] a) { Contract.Requires(a.Length == 1); Span<object> s = a; s[0] = new object(); }")]
    [InlineData("unknown code", "public static void M(Span<int> s, Action f) { Contract.Requires(s.Length == 1); s[0] = 1; f(); Contract.Assert(s[0] == 1); }")]
    [InlineData("a loop", "public static void M(Span<int> s, int[] a) { Contract.Requires(s.Length == 1 && a.Length == 1 && s[0] == 7); for (int i = 0; i < 2; i++) { a[0] = i; } Contract.Assert(s[0] == 7); }")]
    [InlineData("a loop through a slice", "public static void M(int[] a) { Contract.Requires(a.Length == 2 && a[1] == 7); var s = a.AsSpan(); for (int i = 0; i < 2; i++) { s[1..][0] = i; } Contract.Assert(a[1] == 7); }")]
    [InlineData("a span that moves in a loop", "public static void M(int[] a, int[] b) { Contract.Requires(a.Length == 1 && b.Length == 1 && b[0] == 7); var s = a.AsSpan(); for (int i = 0; i < 2; i++) { s[0] = i; s = b; } Contract.Assert(b[0] == 7); }")]
    [InlineData("a new span of an array in a callee", "static void Set(int[] a) { Contract.Requires(a.Length > 0); var s = new Span<int>(a); s[0] = 1; } public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 7); Set(a); Contract.Assert(a[0] == 7); }")]
    [InlineData("a callee writes by Fill", "static void Set(int[] a) { a.AsSpan().Fill(1); } public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 7); Set(a); Contract.Assert(a[0] == 7); }")]
    [InlineData("a callee copies into", "static void Set(int[] a, int[] b) { Contract.Requires(a.Length == b.Length); a.AsSpan().CopyTo(b); } public static void M(int[] a, int[] b) { Contract.Requires(a.Length == 1 && b.Length == 1 && b[0] == 7); Set(a, b); Contract.Assert(b[0] == 7); }")]
    [InlineData("a callee's loop over references", "static void Set(int[] a) { foreach (ref var x in a.AsSpan()) { x = 1; } } public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 7); Set(a); Contract.Assert(a[0] == 7); }")]
    [InlineData("a callee by a reference local", "static void Set(int[] a) { Contract.Requires(a.Length > 0); ref int r = ref a.AsSpan()[0]; r = 1; } public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 7); Set(a); Contract.Assert(a[0] == 7); }")]
    [InlineData("a span of a field", "int f; public void M() { f = 1; var s = new Span<int>(ref f); s[0] = 2; Contract.Assert(f == 1); }")]
    [InlineData("characters of an array", "public static void M(char[] a, ReadOnlySpan<char> s) { Contract.Requires(a.Length == 1 && s.Length == 1 && s[0] == 'x'); a[0] = 'y'; Contract.Assert(s[0] == 'x'); }")]
    [InlineData("overflow of a slice", "public static int M(Span<int> s, int a, int n) { Contract.Requires(a > 0 && n > 0 && a < s.Length); return s.Slice(a, n).Length; }")]
    [InlineData("a negative slice", "public static int M(Span<int> s, int a) { Contract.Requires(a <= s.Length); return s.Slice(a).Length; }")]
    [InlineData("caught", "public static int M(Span<int> s) { Contract.Ensures(Contract.Result<int>() == 1); try { return s.Slice(1).Length < 0 ? 2 : 1; } catch (ArgumentOutOfRangeException) { return 2; } }")]
    [InlineData("the default of a callee", "static Span<int> Get() => default; public static void M() { var s = Get(); Contract.Assert(s.Length == 1); }")]
    public void Nothing_false_is_proved(string name, string members)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", Proving.One($"\n#nullable disable\npublic class Twin {{ {members} }}").Word);
    }
}
