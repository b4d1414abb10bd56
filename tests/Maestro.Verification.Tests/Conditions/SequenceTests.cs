namespace Maestro.Verification.Tests.Conditions;

/// <summary>New arrays of old elements in twins, and inputs that only a search for aliases or types finds.</summary>
public sealed class SequenceTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a collection expression",
            "public static void M(int a) { int[] xs = [1, a, 3]; Contract.Assert(xs.Length == 3 && xs[1] == a); }",
            "public static void M(int a) { int[] xs = [1, a, 3]; Contract.Assert(xs[2] == a); }",
            "assert"
        },
        {
            "a spread",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 2); int[] xs = [1, ..ys, 4]; Contract.Assert(xs.Length == 4 && xs[1] == ys[0] && xs[3] == 4); }",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 2); int[] xs = [1, ..ys, 4]; Contract.Assert(xs[1] == ys[1]); }",
            "assert"
        },
        {
            "a copy is no alias",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 2 && ys[0] == 1); int[] xs = [..ys]; xs[0] = 9; Contract.Assert(ys[0] == 1); }",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 2 && ys[0] == 1); int[] xs = [..ys]; xs[0] = 9; Contract.Assert(ys[0] == 9); }",
            "assert"
        },
        {
            "a span of a collection expression",
            "public static void M(int a) { ReadOnlySpan<int> xs = [a, 2]; Contract.Assert(xs.Length == 2 && xs[0] == a); }",
            "public static void M(int a) { ReadOnlySpan<int> xs = [a, 2]; Contract.Assert(xs[1] == a); }",
            "assert"
        },
        {
            "a range copies",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 4); var xs = ys[1..^1]; Contract.Assert(xs.Length == 2 && xs[0] == ys[1] && xs[1] == ys[2]); }",
            "public static void M(int[] ys) { Contract.Requires(ys.Length == 4); var xs = ys[1..^1]; Contract.Assert(xs[0] == ys[0]); }",
            "assert"
        },
        {
            "a range fits",
            "public static int[] M(int[] ys, int n) { Contract.Requires(n >= 0 && n <= ys.Length); return ys[..n]; }",
            "public static int[] M(int[] ys, int n) { Contract.Requires(n >= 0); return ys[..n]; }",
            "range"
        },
        {
            "the last element",
            "public static int M(int[] ys) { Contract.Requires(ys.Length > 0); Contract.Ensures(Contract.Result<int>() == ys[ys.Length - 1]); return ys[^1]; }",
            "public static int M(int[] ys) { return ys[^1]; }",
            "index"
        },
        {
            "Resize keeps what fits",
            "public static void M(int[] xs) { Contract.Requires(xs.Length == 2 && xs[1] == 5); var old = xs; Array.Resize(ref xs, 4); Contract.Assert(xs.Length == 4 && xs[1] == 5 && xs[3] == 0 && xs != old); }",
            "public static void M(int[] xs, int n) { Contract.Requires(n >= 0 && n < 9); var old = xs; Array.Resize(ref xs, n); Contract.Assert(xs != old); }",
            "assert"
        },
        {
            "arrays of arrays",
            "public static void M(int[][] a) { Contract.Requires(a.Length == 2 && a[0] != null && a[0].Length == 1 && a[1] != null && a[1].Length == 1 && a[0] != a[1]); a[0][0] = 1; a[1][0] = 2; Contract.Assert(a[0][0] == 1); }",
            "public static void M(int[][] a) { Contract.Requires(a.Length == 2 && a[0] != null && a[0].Length == 1); a[0][0] = 1; Contract.Assert(a[0][0] == 2); }",
            "assert"
        },
        {
            "a generic method fails for some type",
            "public static V M<V>(V[] items, V fallback) where V : class { return items.Length == 0 ? fallback : items[0]; }",
            "public static V M<V>(V[] items, V fallback) where V : class { return items.Length < 0 ? fallback : items[0]; }",
            "index"
        },
        {
            "the receiver is its own argument",
            "long n; public long N => n; public void Add(long a) { Contract.Requires(a > 0 && a < 99 && N < 999); n += a; } public void M(Twin other, long a) { Contract.Requires(a >= 0 && a <= 1000 && N >= a && N <= 1000000 && other.N <= 1000000); Contract.Ensures(other == this || N == Contract.OldValue(N) - a); if (other == this) return; n -= a; other.n += a; }",
            "long n; public long N => n; public void Add(long a) { Contract.Requires(a > 0 && a < 99 && N < 999); n += a; } public void M(Twin other, long a) { Contract.Requires(a >= 0 && a <= 1000 && N >= a && N <= 1000000 && other.N <= 1000000); Contract.Ensures(N == Contract.OldValue(N) - a); if (other == this) return; n -= a; other.n += a; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Right_is_proved_and_wrong_is_refuted(string name, string right, string wrong, string kind)
    {
        Assert.NotEmpty(name);

        Proving.ExpectTwins($"public class Twin {{ {right} }}", $"public class Twin {{ {wrong} }}", kind);
    }

    [Theory]
    [InlineData("public static void M(int[] ys) { int[] a = [..ys]; int[] b = [..ys]; Contract.Assert(a != b); }")]
    [InlineData("public static void M() { int[] a = []; int[] b = []; Contract.Assert(a != b); }")]
    [InlineData("public static void M(Span<int> s) { Contract.Assert(s.ToArray() != s.ToArray()); }")]
    [InlineData("public static void M(int[] ys) { Contract.Requires(ys.Length > 3); Contract.Assert(ys[1..1] != ys[2..2]); }")]
    public void An_empty_array_may_be_everybodys(string members) => Assert.NotEqual("proved", Proving.One($"public class Twin {{ {members} }}").Word);
}
