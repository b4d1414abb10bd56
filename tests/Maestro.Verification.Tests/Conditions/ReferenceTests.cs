namespace Maestro.Verification.Tests.Conditions;

/// <summary>References to variables, fields and elements in twins, and what may be one place.</summary>
public sealed class ReferenceTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a ref and an in parameter may be one",
            "public static void M(ref int total, in int step) { Contract.Requires(total >= 0 && step == 0 && total <= 1000 && step <= total); Contract.Ensures(step == Contract.OldValue(step)); total += step; }",
            "public static void M(ref int total, in int step) { Contract.Requires(total >= 0 && step >= 0 && total <= 1000 && step <= total); Contract.Ensures(step == Contract.OldValue(step)); total += step; }",
            "post"
        },
        {
            "a ref parameter may be an element",
            "public static void M(ref int p, int[] xs) { Contract.Requires(xs.Length > 0); Contract.Ensures(xs[0] == 1); p = 2; xs[0] = 1; }",
            "public static void M(ref int p, int[] xs) { Contract.Requires(xs.Length > 0); Contract.Ensures(p == 2); p = 2; xs[0] = 1; }",
            "post"
        },
        {
            "what an element is, its reference is",
            "public static void M(int[] xs, int i) { Contract.Requires(i >= 0 && i < xs.Length); ref int r = ref xs[i]; r = 7; Contract.Assert(xs[i] == 7); }",
            "public static void M(int[] xs, int i) { Contract.Requires(i >= 0 && i < xs.Length); ref int r = ref xs[i]; i = 0; r = 7; Contract.Assert(xs[0] == 7); }",
            "assert"
        },
        {
            "a reference to a local",
            "public static void M(int a) { ref int r = ref a; r = 3; Contract.Assert(a == 3); a = 4; Contract.Assert(r == 4); }",
            "public static void M(int a) { int b = a; ref int r = ref b; r = 3; Contract.Assert(a == 3); }",
            "assert"
        },
        {
            "a reference is bound anew",
            "public static void M(int[] xs) { Contract.Requires(xs.Length == 2); ref int r = ref xs[0]; r = 1; r = ref xs[1]; r = 2; Contract.Assert(xs[0] == 1 && xs[1] == 2); }",
            "public static void M(int[] xs) { Contract.Requires(xs.Length == 2); ref int r = ref xs[0]; r = 1; r = xs[1]; r = 2; Contract.Assert(xs[1] == 2); }",
            "assert"
        },
        {
            "on two paths, two elements",
            "public static void M(int[] xs, bool b) { Contract.Requires(xs.Length == 2); ref int r = ref xs[0]; if (b) { r = ref xs[1]; } r = 5; Contract.Assert(xs[b ? 1 : 0] == 5); }",
            "public static void M(int[] xs, bool b) { Contract.Requires(xs.Length == 2); ref int r = ref xs[0]; if (b) { r = ref xs[1]; } r = 5; Contract.Assert(xs[1] == 5); }",
            "assert"
        },
        {
            "an index is checked where the reference is made",
            "public static void M(int[] xs) { Contract.Requires(xs.Length > 0); ref int r = ref xs[0]; }",
            "public static void M(int[] xs) { ref int r = ref xs[0]; }",
            "index"
        },
        {
            "elements are passed by reference",
            "static void Swap(ref int a, ref int b) { Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a)); int t = a; a = b; b = t; } public static void M(int[] xs, int i, int j) { Contract.Requires(0 <= i && i < xs.Length && 0 <= j && j < xs.Length); Contract.Ensures(xs[i] == Contract.OldValue(xs[j])); Swap(ref xs[i], ref xs[j]); }",
            "static void Swap(ref int a, ref int b) { Contract.Ensures(a == Contract.OldValue(b) && b == Contract.OldValue(a)); int t = a; a = b; b = t; } public static void M(int[] xs, int i, int j) { Contract.Requires(0 <= i && i < xs.Length && 0 <= j && j < xs.Length); Contract.Ensures(xs[i] == Contract.OldValue(xs[i])); Swap(ref xs[i], ref xs[j]); }",
            "post"
        },
        {
            "a field is passed by reference",
            "public int F; static void Set(ref int a) { Contract.Ensures(a == 5); a = 5; } public void M() { Contract.Ensures(F == 5); Set(ref F); }",
            "public int F; static void Set(ref int a) { Contract.Ensures(a == 5); a = 5; } public void M() { Contract.Ensures(F == 6); Set(ref F); }",
            "post"
        },
        {
            "an out parameter beside a private field",
            "int n; public bool M(out int v) { Contract.Ensures(Contract.ValueAtReturn(out v) == n); v = n; return true; }",
            "int n; public bool M(out int v) { Contract.Ensures(Contract.ValueAtReturn(out v) == n); v = n + 1; return true; }",
            "post"
        },
        {
            "a method that returns a reference",
            "readonly int[] _a = new int[3]; ref int At(int i) => ref _a[i]; public void M() { Contract.Requires(_a.Length == 3); At(1) = 4; Contract.Assert(_a[1] == 4); }",
            "static ref int At(int[] a, int i) => ref a[i]; public static void M(int[] a) { Contract.Requires(a.Length == 3); At(a, 1) = 4; Contract.Assert(a[2] == 4); }",
            "assert"
        },
        {
            "a loop writes through a reference",
            "public static void M(int[] xs) { Contract.Requires(xs.Length == 2 && xs[1] == 9); ref int r = ref xs[0]; for (int i = 0; i < 3; i++) { r = i; } Contract.Assert(xs.Length == 2); }",
            "public static void M(int[] xs) { Contract.Requires(xs.Length == 2 && xs[0] == 9); ref int r = ref xs[0]; for (int i = 0; i < 3; i++) { r = i; } Contract.Assert(xs[0] == 9); }",
            "assert"
        },
        {
            "a loop over references",
            "public static void M(Span<int> s) { Contract.Requires(s.Length == 1); foreach (ref var x in s) { x = 3; } }",
            "public static void M(int[] a) { Contract.Requires(a.Length == 1 && a[0] == 1); foreach (ref var x in a.AsSpan()) { x = 3; } Contract.Assert(a[0] == 1); }",
            "assert"
        },
        {
            "struct fields by reference",
            "struct P { public int X, Y; } static P[] Make() => new P[2]; public static void M() { var a = new P[2]; ref P p = ref a[1]; p.X = 3; Contract.Assert(a[1].X == 3 && a[1].Y == 0); }",
            "struct P { public int X, Y; } public static void M() { var a = new P[2]; P p = a[1]; p.X = 3; Contract.Assert(a[1].X == 3); }",
            "assert"
        },
        {
            "two dimensions",
            "public static void M(int[,] b) { for (int r = 0; r < b.GetLength(0); r++) { for (int c = 0; c < b.GetLength(1); c++) { b[r, c] = 0; } } }",
            "public static void M(int[,] b) { for (int r = 0; r < b.GetLength(0); r++) { for (int c = 0; c < b.GetLength(0); c++) { b[r, c] = 0; } } }",
            "index"
        },
        {
            "elements of two dimensions",
            "public static void M() { var b = new int[2, 3]; b[1, 2] = 5; Contract.Assert(b[1, 2] == 5 && b[0, 2] == 0 && b.Length == 6 && b.GetLength(1) == 3); }",
            "public static void M() { var b = new int[2, 3]; b[1, 2] = 5; Contract.Assert(b[1, 1] == 5); }",
            "assert"
        },
        {
            "rows that are written out",
            "public static void M() { var b = new[,] { { 1, 2, 3 }, { 4, 5, 6 } }; Contract.Assert(b[1, 0] == 4 && b.GetUpperBound(0) == 1); }",
            "public static void M() { var b = new[,] { { 1, 2, 3 }, { 4, 5, 6 } }; Contract.Assert(b[0, 1] == 4); }",
            "assert"
        },
        {
            "a grid passed twice is one",
            "public static void M(int[,] a, int[,] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && a != b && a.GetLength(0) > 0 && a.GetLength(1) > 0 && b.GetLength(0) > 0 && b.GetLength(1) > 0); a[0, 0] = 1; b[0, 0] = 2; Contract.Assert(a[0, 0] == 1); }",
            "public static void M(int[,] a, int[,] b) { Contract.Requires(a.GetLength(0) > 0 && a.GetLength(1) > 0 && b.GetLength(0) > 0 && b.GetLength(1) > 0); a[0, 0] = 1; b[0, 0] = 2; Contract.Assert(a[0, 0] == 1); }",
            "assert"
        },
        {
            "the size of a grid",
            "public static int[,] M(int n) { Contract.Requires(n >= 0 && n < 9); return new int[n, 2]; }",
            "public static int[,] M(int n) { Contract.Requires(n < 9); return new int[n, 2]; }",
            "array-size"
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
    [InlineData("public int F; public void M(ref int p) { Contract.Ensures(F == 1); F = 1; p = 2; }")]
    [InlineData("public int F; public void M(ref int p) { Contract.Ensures(p == 2); p = 2; F = 1; }")]
    [InlineData("public int F; int Get() => F; public void M(ref int p) { F = 1; p = 2; Contract.Assert(Get() == 1); }")]
    [InlineData("int F; static void Two(ref int p, Twin t) { t.M(ref p); } public void Go() => Two(ref F, this); public void M(ref int p) { Contract.Ensures(F == 1); F = 1; p = 2; }")]
    [InlineData("static void Set(int[] xs) { xs[0] = 1; } public static void M(ref int p, int[] xs) { p = 2; Set(xs); Contract.Assert(p == 2); }")]
    [InlineData("public static void M(ref int p, Action a) { p = 2; a(); Contract.Assert(p == 2); }")]
    [InlineData("public static void M(ref int p, int[] xs) { Contract.Requires(xs.Length > 0 && p == 1); for (int i = 0; i < 2; i++) { xs[0] = i; } Contract.Assert(p == 1); }")]
    [InlineData("public static void M(ref int p, int[] xs) { Contract.Requires(xs.Length > 0 && xs[0] == 1); for (int i = 0; i < 2; i++) { p = i; } Contract.Assert(xs[0] == 1); }")]
    [InlineData("public static void M(ref int p, Span<int> s) { Contract.Requires(s.Length > 0 && p == 1); s.Fill(2); Contract.Assert(p == 1); }")]
    [InlineData("public static void M(ref uint p, int[] xs) { Contract.Requires(xs.Length > 0 && p == 1); xs[0] = 2; Contract.Assert(p == 1); }")]
    [InlineData("public struct S { public int X; public void M(C c) { X = 1; c.F = default; Contract.Assert(X == 1); } } public class C { public S F; }")]
    [InlineData("public struct S { public int X; public void M(Action a) { X = 1; a(); Contract.Assert(X == 1); } }")]
    [InlineData("public struct S { public int X; public void M(ref int p) { X = 1; p = 2; Contract.Assert(X == 1); } }")]
    [InlineData("public struct S { public int X; public void M(S[] a) { Contract.Requires(a.Length > 0); X = 1; a[0] = default; Contract.Assert(X == 1); } }")]
    [InlineData("public static void M(int[] xs, int[] ys) { Contract.Requires(xs.Length > 0 && ys.Length > 0); ref int r = ref xs[0]; r = 1; ys[0] = 2; Contract.Assert(r == 1); }")]
    [InlineData("public static void M(int[] xs) { Contract.Requires(xs.Length > 0); int[] ys = xs; ref int r = ref xs[0]; xs = new int[1]; r = 1; Contract.Assert(xs[0] == 1); }")]
    [InlineData("public static void M() { int a = 0, b = 0; ref int r = ref a; for (int i = 0; i < 2; i++) { r = i; r = ref b; } Contract.Assert(a == 0); }")]
    [InlineData("public static void M() { int a = 0; ref int r = ref a; for (int i = 0; i < 2; i++) { r = i; } Contract.Assert(a == 0); }")]
    [InlineData("static void Both(ref int a, ref int b) { Contract.Ensures(b == 2 && (a == 1 || a == 2)); a = 1; b = 2; } public static void M(int[] xs, int i, int j) { Contract.Requires(0 <= i && i < xs.Length && 0 <= j && j < xs.Length); Both(ref xs[i], ref xs[j]); Contract.Assert(xs[i] == 1); }")]
    [InlineData("static int Get(in int a, int[] xs) { Contract.Requires(xs.Length > 0); Contract.Ensures(Contract.Result<int>() == a); xs[0] = 7; return a; } public static void M(int[] xs) { Contract.Requires(xs.Length > 0 && xs[0] == 1); Contract.Assert(Get(in xs[0], xs) == 1); }")]
    [InlineData("public static void M(object[] xs) { Contract.Requires(xs.Length > 0); ref object r = ref xs[0]; r = new object(); }")]
    [InlineData("public static void M(in object p, string[] xs) { Contract.Requires(xs.Length > 0 && p == null); xs[0] = \"a\"; Contract.Assert(p == null); }")]
    [InlineData("public static void M(ref int[] xs, int[] ys) { Contract.Requires(xs.Length > 0 && ys.Length > 0 && xs != ys); xs = ys; xs[0] = 1; ys[0] = 2; Contract.Assert(xs[0] == 1); }")]
    public void Nothing_false_is_proved(string members) => Assert.NotEqual("proved", Proving.One($"\n#nullable disable\npublic class Twin {{ {members} }}").Word);
}
