namespace Maestro.Verification.Tests.Conditions;

/// <summary>Local functions, lambdas and delegates in twins.</summary>
public sealed class FunctionTwinTests
{
    private const string Helpers = "int f; static int s; static int Apply(Func<int, int> g, int n) => g(n); static void Run(Action a) { if (s == 3) a(); }";

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a delegate may return any value",
            "public static int M(Func<int, int> g) { Contract.Ensures(Contract.Result<int>() >= 0); int r = g(3); return r < 0 ? 0 : r; }",
            "public static int M(Func<int, int> g) { Contract.Ensures(Contract.Result<int>() >= 0); int r = g(3); return r; }",
            "post"
        },
        {
            "a delegate may throw",
            "public static int M(Action g) { Contract.Ensures(Contract.Result<int>() == 1 || Contract.Result<int>() == 2); int step = 0; try { step = 1; g(); } catch (InvalidOperationException) { step = 2; } return step; }",
            "public static int M(Action g) { Contract.Ensures(Contract.Result<int>() == 1); int step = 0; try { step = 1; g(); } catch (InvalidOperationException) { step = 2; } return step; }",
            "post"
        },
        {
            "a local function runs in place",
            "public static int M(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() == n + 2 || n < 0); return n < 0 ? 0 : Next(Next(n)); int Next(int x) => x + 1; }",
            "public static int M(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() == n + 1 || n < 0); return n < 0 ? 0 : Next(Next(n)); int Next(int x) => x + 1; }",
            "post"
        },
        {
            "arguments are evaluated before parameters are set",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 17); return D(20, D(10, 7)); int D(int a, int b) => a - b; }",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 7); return D(20, D(10, 7)); int D(int a, int b) => a - b; }",
            "post"
        },
        {
            "it changes the variables around it",
            "public static int M(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() == 2); int c = 0; Add(); Add(); return c; void Add() { c++; } }",
            "public static int M(int n) { Contract.Requires(n < 100); Contract.Ensures(Contract.Result<int>() == 0); int c = 0; Add(); Add(); return c; void Add() { c++; } }",
            "post"
        },
        {
            "a loop forgets what a local function changes",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); int c = 0; for (int i = 0; i < n; i++) { Contract.Invariant(0 <= c && c <= 2); Set(); } return c; void Set() { c = 2; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 0); int c = 0; for (int i = 0; i < n; i++) { Set(); } return c; void Set() { c = 2; } }",
            "post"
        },
        {
            "its obligations are asked where it is called",
            "public static int M(int[] a, int i) { Contract.Requires(i >= 0 && i < a.Length); return At(i); int At(int k) => a[k]; }",
            "public static int M(int[] a, int i) { Contract.Requires(i >= 0 && i <= a.Length); return At(i); int At(int k) => a[k]; }",
            "index"
        },
        {
            "a lambda in a variable runs in place",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n + 5); int k = 4; Func<int, int> add = x => x + k; k = 5; return add(n); }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n + 4); int k = 4; Func<int, int> add = x => x + k; k = 5; return add(n); }",
            "post"
        },
        {
            "a lambda assigns what it captures",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 6); int c = 3; Action twice = () => { c *= 2; }; twice(); return c; }",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 3); int c = 3; Action twice = () => { c *= 2; }; twice(); return c; }",
            "post"
        },
        {
            "what a local function throws goes to the handler around the call",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == (n < 0 ? -1 : n)); try { return Checked(n); } catch (ArgumentException) { return -1; } int Checked(int x) { if (x < 0) throw new ArgumentException(); return x; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); try { return Checked(n); } catch (ArgumentException) { return -1; } int Checked(int x) { if (x < 0) throw new ArgumentException(); return x; } }",
            "post"
        },
        {
            "a local function that always throws",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); if (n < 0) Fail(); return n; void Fail() => throw new ArgumentException(); }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() > 0); if (n < 0) Fail(); return n; void Fail() => throw new ArgumentException(); }",
            "post"
        },
        {
            "loops in a local function",
            "public static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() == n); return Count(n); int Count(int to) { int i = 0; while (i < to) { i++; } return i; } }",
            "public static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() == n + 1); return Count(n); int Count(int to) { int i = 0; while (i < to) { i++; } return i; } }",
            "post"
        },
        {
            "a delegate that only reads leaves locals alone",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); int k = n; Apply(x => x + k, 1); return k; }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n + 1); int k = n; Apply(x => x + k, 1); return k; }",
            "post"
        },
        {
            "a body that anybody may run",
            "public static int M(int x, int z) { Contract.Requires(z > 0); return Apply(y => y / z, x); }",
            "public static int M(int x, int z) { Contract.Requires(z >= 0); return Apply(y => y / z, x); }",
            "div0"
        },
        {
            "declared in a try",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 2 * Contract.OldValue(n)); try { int Twice(int x) => x + x; return Twice(n); } finally { n = 0; } }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 2 * n); try { int Twice(int x) => x + x; return Twice(n); } finally { n = 1; } }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong, string kind)
    {
        _ = construct;
        Proving.ExpectTwins(Wrap(right), Wrap(wrong), kind);
    }

    /// <summary>What nobody may prove, whether or not an execution shows it.</summary>
    [Theory]
    [InlineData("public static int M() { Contract.Ensures(Contract.Result<int>() == 0); int c = 0; Run(() => { c = 1; }); return c; }")]
    [InlineData("public static int M() { Contract.Ensures(Contract.Result<int>() == 0); int c = 0; Run(Set); return c; void Set() { c = 1; } }")]
    [InlineData("public static int M() { Contract.Ensures(Contract.Result<int>() == 0); int c = 0; Action a = () => { c = 1; }; var b = a; Run(b); return c; }")]
    [InlineData("public static int M() { Contract.Ensures(Contract.Result<int>() == 0); int c = 0; Action a = Outer; Run(a); return c; void Outer() { Inner(); } void Inner() { c = 1; } }")]
    [InlineData("public int M(Action a) { Contract.Ensures(Contract.Result<int>() == 1); f = 1; a(); return f; }")]
    [InlineData("public int M(Func<int> a) { Contract.Ensures(Contract.Result<int>() == 1); f = 1; Run(() => f = 2); return f; }")]
    [InlineData("public static int M(int n) { Contract.Ensures(Contract.Result<int>() == 1); return F(n); int F(int k) { return k <= 0 ? 0 : F(k - 1); } }")]
    [InlineData("public static int M() { Contract.Ensures(Contract.Result<int>() == 1); Func<int> g = () => 1; g = () => 2; return g(); }")]
    [InlineData("public static int M(bool b) { Contract.Ensures(Contract.Result<int>() == 1); int x = 1; foreach (var y in new int[] { 1 }) { Set(); } return x; void Set() { Deep(); } void Deep() { x = 2; } }")]
    [InlineData("public static int M(int x) { Func<int, int> f; try { f = y => 10 / y; } catch (DivideByZeroException) { return 0; } return f(x); }")]
    [InlineData("public static int M(int x) { Contract.Requires(x > 3); return Apply(y => 10 / y, x); }")]
    [InlineData("public static int M(int x) { try { return Apply(y => 10 / y, x); } catch (DivideByZeroException) { return 0; } }")]
    [InlineData("public static Func<int, int> M(int x) { Contract.Ensures(Contract.Result<Func<int, int>>() != null); return y => 10 / y; }")]
    [InlineData("public static Func<int> M(int[] xs) { int i = 0; Func<int> f = () => xs[i]; if (xs.Length == 0) return () => 0; i = xs.Length; return f; }")]
    [InlineData("public static int M(int x) { return Apply(Tenth, x); int Tenth(int y) => 10 / y; }")]
    [InlineData("static int Owing(int y) { Contract.Requires(y != 0); return 10 / y; } public static int M(int x) { Func<int, int> f = Owing; return f(x); }")]
    [InlineData("static int Owing(int y) { Contract.Requires(y != 0); return 10 / y; } public static Func<int, int> M() { return Owing; }")]
    [InlineData("struct P { public int V; public void Up() { V++; } } public static int M() { Contract.Ensures(Contract.Result<int>() == 0); var p = new P(); Run(() => p.Up()); return p.V; }")]
    public void Nobody_proves_it(string member) => Assert.True(Proving.One(Wrap(member)).Word != "proved", member);

    private static string Wrap(string member) => $"public class C {{ {Helpers} {member} }}";
}
