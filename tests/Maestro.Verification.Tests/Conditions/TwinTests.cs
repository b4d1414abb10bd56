using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Each construct in twins: the right one is proved, the wrong one is not, for the reason given.</summary>
public sealed class TwinTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "compound assignment wraps at the target's width",
            "public static byte M(byte b) { Contract.Requires(b < 200); Contract.Ensures(Contract.Result<byte>() == b + 50); b += 50; return b; }".Replace("b += 50; return b;", "byte c = b; c += 50; return c;"),
            "public static byte M(byte b) { Contract.Ensures(Contract.Result<byte>() == b + 60); byte c = b; c += 60; return c; }",
            "post"
        },
        {
            "a by-value parameter is read at exit, not at entry",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == n); n = 7; return n; }",
            "public static int M(int n) { Contract.Ensures(Contract.Result<int>() == Contract.OldValue(n)); n = 7; return n; }",
            "post"
        },
        {
            "two arrays may be one",
            "public static void M(int[] a, int[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && a != b); Contract.Ensures(a[0] == 1); a[0] = 1; b[0] = 2; }",
            "public static void M(int[] a, int[] b) { Contract.Requires(a.Length > 0 && b.Length > 0); Contract.Ensures(a[0] == 1); a[0] = 1; b[0] = 2; }",
            "post"
        },
        {
            "two objects may be one",
            "int f; public static void M(C a, C b) { Contract.Requires(a != b); Contract.Ensures(a.f == 1); a.f = 1; b.f = 2; }",
            "int f; public static void M(C a, C b) { Contract.Ensures(a.f == 1); a.f = 1; b.f = 2; }",
            "post"
        },
        {
            "a new object is none of the old ones",
            "public int f; public static void M(C a) { Contract.Requires(a.f == 3); var b = new C(); b.f = 9; Contract.Assert(a.f == 3 && a != b); }",
            "public int f; public static void M(C a) { Contract.Requires(a.f == 3); var b = a; b.f = 9; Contract.Assert(a.f == 3); }",
            "assert"
        },
        {
            "the smallest value divided by -1 overflows, checked or not",
            "public static int M(int a, int b) { Contract.Requires(b > 0); return a / b; }",
            "public static int M(int a, int b) { Contract.Requires(b != 0); return a / b; }",
            "overflow"
        },
        {
            "so does its remainder",
            "public static long M(long a) => a % 7;",
            "public static long M(long a, long b) { Contract.Requires(b != 0); return a % b; }",
            "overflow"
        },
        {
            "Math.Abs of the smallest value throws",
            "public static int M(int a) { Contract.Requires(a > int.MinValue); Contract.Ensures(Contract.Result<int>() >= 0); return Math.Abs(a); }",
            "public static int M(int a) => Math.Abs(a);",
            "overflow"
        },
        {
            "shift counts are masked",
            "public static int M(int a) { Contract.Ensures(Contract.Result<int>() == a); return a << 32; }",
            "public static int M(int a) { Contract.Ensures(Contract.Result<int>() == 0); return a << 32; }",
            "post"
        },
        {
            "null stored in a non-null field is null",
            "string s = \"\"; public int M(int[] a) { s = \"x\"; return s.Length; }",
            "string s = \"\"; public int M(int[] a) { s = null!; int n = s.Length; return a[n + 100]; }",
            "null"
        },
        {
            "what a callee leaves in a non-null field is trusted, what this method stores is not",
            "string s = \"\"; void Set(string t) { s = t; } public int M(string t) { Set(t); return s.Length; }",
            "string s = \"\"; public int M(string? t) { s = t!; return s.Length; }",
            "null"
        },
        {
            "a static non-null field with null in it",
            "static string s = \"\"; public static int M() => s.Length;",
            "static string s = \"\"; public static int M() { s = null!; return s.Length; }",
            "null"
        },
        {
            "a new object without constructor has null in its non-null fields",
            "public class B { public string S = \"\"; } public static int M(bool c) { var b = new B(); return c ? b.S.Length : 0; }",
            "public class B { public string S; } public static int M(bool c) { var b = new B(); return c ? b.S.Length : 0; }",
            "null"
        },
        {
            "array sizes are not negative",
            "public static int[] M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int[]>().Length == n); return new int[n]; }",
            "public static int[] M(int n) { Contract.Requires(n >= -1); return new int[n]; }",
            "array-size"
        },
        {
            "new arrays hold zeros",
            "public static int[] M() { Contract.Ensures(Contract.ForAll(0, 5, k => Contract.Result<int[]>()[k] == 0)); return new int[5]; }".Replace("Contract.Ensures(Contract.ForAll", "Contract.Ensures(Contract.Result<int[]>().Length == 5); Contract.Ensures(Contract.ForAll"),
            "public static int[] M() { Contract.Ensures(Contract.Result<int[]>().Length == 5 && Contract.Result<int[]>()[1] == 1); return new int[5]; }",
            "post"
        },
        {
            "^0 is past the end",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); return a[^1]; }",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); return a[^0]; }",
            "index"
        },
        {
            "enum values need not be defined",
            "public enum E { A, B } public static int M(E e) => e switch { E.A => 1, E.B => 2, _ => 3 };",
            "public enum E { A, B } \n#pragma warning disable CS8524\npublic static int M(E e) => e switch { E.A => 1, E.B => 2 };",
            "unmatched"
        },
        {
            "lifted comparison with null is false",
            "public static bool M(int? a) { Contract.Ensures(!Contract.Result<bool>() || a != null); return a < 5; }",
            "public static bool M(int? a) { Contract.Ensures(Contract.Result<bool>() || a != null && a >= 5); return a < 5; }",
            "post"
        },
        {
            "an empty nullable has no value",
            "public static int M(int? a) => a.HasValue ? a.Value : 0;",
            "public static int M(int? a) => a!.Value;",
            "nullable"
        },
        {
            "an invariant holds at the head, also after the last iteration",
            "public static void M(int n) { Contract.Requires(n >= 0); for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i <= n); } }",
            "public static void M(int n) { Contract.Requires(n >= 0); for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i < n); } }",
            "inv-init"
        },
        {
            "OldValue of an element is not the element of the old reference",
            "public static void M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(a[0] == Contract.OldValue(a[0]) - 1); Contract.Requires(a[0] > 0); a[0]--; }".Replace("Contract.Ensures(a[0] == Contract.OldValue(a[0]) - 1); Contract.Requires(a[0] > 0);", "Contract.Requires(a[0] > 0); Contract.Ensures(a[0] == Contract.OldValue(a[0]) - 1);"),
            "public static void M(int[] a) { Contract.Requires(a.Length > 0); Contract.Requires(a[0] > 0); Contract.Ensures(a[0] == Contract.OldValue(a)[0] - 1); a[0]--; }",
            "post"
        },
        {
            "a call forgets what it may write",
            "int f; void Set() { Contract.Ensures(f == Contract.OldValue(f) + 1); f++; } public void M() { Contract.Requires(f < 10); int b = f; Set(); Contract.Assert(f == b + 1); }",
            "int f; void Set() { f++; } public void M() { Contract.Requires(f < 10); int b = f; Set(); Contract.Assert(f == b + 1 || f == b); }",
            "assert"
        },
        {
            "an unknown delegate forgets every field",
            "readonly int f; C(int x) { f = x; } public void M(IDisposable d) { int b = f; d.Dispose(); Contract.Assert(f == b); }",
            "int f; public void M(IDisposable d) { int b = f; d.Dispose(); Contract.Assert(f == b); }",
            "assert"
        },
        {
            "a loop forgets the array it writes and no other",
            "public static void M(int[] a, int[] b) { Contract.Requires(a != b && a.Length > 0 && b.Length > 0 && b[0] == 5); for (int i = 0; i < a.Length; i++) { a[i] = 0; } Contract.Assert(b[0] == 5); }",
            "public static void M(int[] a, int[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && b[0] == 5); for (int i = 0; i < a.Length; i++) { a[i] = 0; } Contract.Assert(b[0] == 5); }",
            "assert"
        },
        {
            "structs are copied",
            "public struct S { public int X; } public static void M(S s) { Contract.Requires(s.X == 1); var t = s; t.X = 2; Contract.Assert(s.X == 1 && t.X == 2); }",
            "public struct S { public int X; } public static void M(S s) { Contract.Requires(s.X == 1); var t = s; t.X = 2; Contract.Assert(t.X == s.X); }",
            "assert"
        },
        {
            "a struct's method changes the struct",
            "public struct S { public int X; public void Inc() { Contract.Ensures(X == unchecked(Contract.OldValue(X) + 1)); X++; } } public static void M(S s) { Contract.Requires(s.X == 1); s.Inc(); Contract.Assert(s.X == 2); }",
            "public struct S { public int X; public void Inc() { Contract.Ensures(X == unchecked(Contract.OldValue(X) + 1)); X++; } } public static void M(S s) { Contract.Requires(s.X == 1); s.Inc(); Contract.Assert(s.X == 1); }",
            "assert"
        },
        {
            "widening happens after the operation that overflowed",
            "public static long M(int a, int b) { Contract.Ensures(Contract.Result<long>() == (long)a * b); return (long)a * b; }",
            "public static long M(int a, int b) { Contract.Ensures(Contract.Result<long>() == (long)a * b); return a * b; }",
            "post"
        },
        {
            "foreach reads each element in range",
            "public static bool M(int[] a) { foreach (var x in a) { if (x == 3) { return true; } } return false; }",
            "public static int M(int[] a) { int last = 0; foreach (var x in a) { last = a[x]; } return last; }",
            "index"
        },
        {
            "the invariant of another object is shown by whoever writes it",
            "int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public static void M(C other) { other.n = 4; }",
            "int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public static void M(C other) { other.n = -4; }",
            "objinv"
        },
        {
            "an object made by an implicit constructor satisfies its invariant or not",
            "public class D { public int n = 1; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); } } public static void M() { new D(); }",
            "public class D { public int n; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); } } public static void M() { new D(); }",
            "objinv"
        },
        {
            "an array of references may hold null",
            "public static int M(string[] a) { Contract.Requires(a.Length > 0 && a[0] != null); return a[0].Length; }",
            "public static int M(string[] a) { Contract.Requires(a.Length > 0); return a[0].Length; }",
            "null"
        },
        {
            "ForAll with crossed bounds throws",
            "public static void M(int n, int[] a) { Contract.Requires(0 <= n && n <= a.Length); Contract.Assert(Contract.ForAll(0, n, k => a[k] == a[k])); }",
            "public static void M(int n, int[] a) { Contract.Requires(n <= a.Length); Contract.Assert(Contract.ForAll(0, n, k => a[k] == a[k])); }",
            "range"
        },
        {
            "the operands of a swap are read before any is written",
            "public static void M(int a, int b) { int x = a, y = b; (x, y) = (y, x); Contract.Assert(x == b && y == a); }",
            "public static void M(int a, int b) { int x = a, y = b; x = y; y = x; Contract.Assert(x == b && y == a); }",
            "assert"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(right));

        Assert.True(report.Word == "proved", $"{name} ({kind}, {wrong.Length}): {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved))}");
    }

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_wrong_one_is_not(string name, string right, string wrong, string kind)
    {
        var report = Proving.One(Wrap(wrong));

        Assert.NotEqual("proved", report.Word);
        Assert.Null(report.Reason);
        Assert.True(Proving.Open(report).Contains(kind), $"{name} ({right.Length}): {string.Join(", ", Proving.Open(report))}");
    }

    [Theory]
    [InlineData("public static int M(int a) { Contract.Requires(a > 0 && a < 0); return 1 / a; }")]
    [InlineData("public static int M(int a) { Contract.Assume(a > 0); Contract.Assume(a < 0); return 1 / a; }")]
    [InlineData("public static int M(int a) { Contract.Requires(a > 0); if (a > 5) { Contract.Assume(a < 3); return 1 / (a - a); } return a; }")]
    [InlineData("public static int M(int a) { Contract.Ensures(Contract.Result<int>() == 3); throw new InvalidOperationException(); }")]
    [InlineData("int n; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0 && n < 0); } public int M() => n;")]
    [InlineData("static int Bad() { Contract.Ensures(Contract.Result<int>() > 0 && Contract.Result<int>() < 0); return 1; } public static int M(int[] a) { Bad(); return a[-1]; }")]
    public void Contradictions_prove_nothing(string member)
    {
        var report = Proving.One(Wrap(member));

        Assert.Equal("unknown", report.Word);
        Assert.Equal(UnknownKind.Vacuous, report.Reason?.Kind);
    }

    [Theory]
    [InlineData("public static int M(int[] a, int i) { Contract.Ensures(a[i] == 0); return 0; }")]
    [InlineData("public static int M(int a) { Contract.Requires(10 / a > 0); return 0; }")]
    [InlineData("public static int M(string? s) { Contract.Requires(s.Length > 0); return 0; }")]
    [InlineData("static int n; static bool Impure() { n++; return true; } public static int M(int a) { Contract.Requires(Impure()); return 0; }")]
    public void A_clause_without_a_meaning_is_ill_formed(string member)
    {
        var report = Proving.One(Wrap("\n#pragma warning disable CS8602\n" + member));

        Assert.Equal(UnknownKind.IllFormedContract, report.Reason?.Kind);
    }

    [Theory]
    [InlineData("public static decimal M(double a) => (decimal)a;", "conversion from double to decimal")]
    [InlineData("struct S { public int F; } static void M(ref S a, ref int b) { b = a.F; }", "parameter that may alias")]
    [InlineData("public static System.Collections.Generic.IEnumerable<int> M() { yield return 1; }", "iterator")]
    public void What_has_no_model_makes_the_method_unknown(string member, string construct)
    {
        var report = Proving.All(Wrap(member))["M"];

        Assert.Equal(UnknownKind.UnsupportedConstruct, report.Reason?.Kind);
        Assert.Contains(construct, report.Reason!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_query_does_not_depend_on_names_nor_on_other_members()
    {
        var one = Proving.One("public class C { public static int M(int count) { Contract.Ensures(Contract.Result<int>() >= count); int next = count + 1; return next; } }");
        var other = Proving.One("public class C { int f; void Other() { f = 2; } public static int M(int n) { Contract.Ensures(Contract.Result<int>() >= n); int x = n + 1; return x; } }");

        Assert.Equal(one.Obligations.Select(o => o.SmtSha256), other.Obligations.Select(o => o.SmtSha256));
        Assert.NotEqual("", one.Obligations[0].SmtSha256);
    }

    [Fact]
    public void Without_a_solver_nothing_is_proved()
    {
        var verifier = new Verifier(Proving.Compile("public class C { public static int M(int a) => 1 / a; }"), new NativeZ3(new Z3Location("/nowhere/libz3.so")), new VerifierOptions(VerifyScope.All));

        var report = verifier.Verify(verifier.Methods(VerifyScope.All).Single(), TestContext.Current.CancellationToken);

        Assert.All(report.Obligations.Where(o => o.Kind == ObligationKind.DivideByZero), o => Assert.Equal(UnknownKind.SolverUnavailable, Assert.IsType<Verdict.Unknown>(o.Verdict).Reason.Kind));
    }

    private static string Wrap(string member) => $"public class C {{ {member} }}";
}
