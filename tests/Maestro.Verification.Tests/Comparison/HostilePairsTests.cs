using Maestro.Verification.Comparison;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>Pairs that were written to be taken for what they are not: a wrong word about any is the worst that a comparison can do.</summary>
public sealed class HostilePairsTests
{
    /// <summary>They differ, each on some input, by what the first text says.</summary>
    public static TheoryData<string, string, string, string, string> Apart { get; } = new()
    {
        { "which exception comes first", "public static int M(int[] a, int d) { return a[0] / d; }", "public static int M(int[] a, int d) { var q = 1 / d; return a[0] / d + 0 * q; }", "", "" },
        { "null before range", "public static int M(string? s, int[]? a) { var x = a[5]; return s.Length + x; }", "public static int M(string? s, int[]? a) { var n = s.Length; return n + a[5]; }", "", "" },
        { "scale of a decimal", "public static decimal M() { return 1.0m; }", "public static decimal M() { return 1.00m; }", "", "" },
        { "scale of a product", "public static decimal M(decimal x) { return x * 1.0m; }", "public static decimal M(decimal x) { return x; }", "", "" },
        { "order of adding decimals", "public static decimal M(decimal a, decimal b) { return a + b - b; }", "public static decimal M(decimal a, decimal b) { return a; }", "", "" },
        { "NaN is not itself", "public static bool M(double d) { return d == d; }", "public static bool M(double d) { return d.Equals(d); }", "", "" },
        { "NaN in a negated test", "public static int M(double d) { if (d > 0) return 1; return 0; }", "public static int M(double d) { if (!(d <= 0)) return 1; return 0; }", "", "" },
        { "minus zero", "public static double M(double d) { return d + 0.0; }", "public static double M(double d) { return d; }", "", "" },
        { "minus zero from nought minus", "public static double M(double d) { return 0.0 - d; }", "public static double M(double d) { return -d; }", "", "" },
        { "Max of NaN", "public static double M(double a, double b) { return a > b ? a : b; }", "public static double M(double a, double b) { return Math.Max(a, b); }", "", "" },
        { "float computed wide", "public static float M(float a, float b) { return a * b / b; }", "public static float M(float a, float b) { return (float)((double)a * b / b); }", "", "" },
        { "identity of strings", "public static bool M(string s) { return s == \"a\" + s.Substring(s.Length); }", "public static bool M(string s) { return (object)s == (object)(\"a\" + s.Substring(s.Length)); }", "", "" },
        { "a fresh object or a shared one", "static object one = new object(); public static bool M() { return Get() == Get(); } static object Get() { return new object(); }", "static object one = new object(); public static bool M() { return Get() == Get(); } static object Get() { return one; }", "", "" },
        { "a fresh array twice or once", "public static bool M() { var a = new int[1]; var b = new int[1]; return a == b; }", "public static bool M() { var a = new int[1]; var b = a; return a == b; }", "", "" },
        { "result aliases the argument", "public static int[] M(int[] a) { if (a == null) return null; var b = new int[a.Length]; for (int i = 0; i < a.Length; i++) { b[i] = a[i]; } return b; }", "public static int[] M(int[] a) { return a; }", "", "" },
        { "effects in another order", "public static void M(ILog l) { l.A(); l.B(); }", "public static void M(ILog l) { l.B(); l.A(); }", "public interface ILog { void A(); void B(); int N(); }", "public interface ILog { void A(); void B(); int N(); }" },
        { "one call fewer", "public static int M(ILog l) { return l.N() + l.N(); }", "public static int M(ILog l) { return 2 * l.N(); }", "public interface ILog { void A(); void B(); int N(); }", "public interface ILog { void A(); void B(); int N(); }" },
        { "write before a call that may throw", "int f; public void M(ILog l) { f = 1; l.A(); }", "int f; public void M(ILog l) { l.A(); f = 1; }", "public interface ILog { void A(); void B(); int N(); }", "public interface ILog { void A(); void B(); int N(); }" },
        { "argument evaluated after the call before it", "static int s; public static int M(ILog l) { return F(l.N(), s); } static int F(int a, int b) => a * 10 + b;", "static int s; public static int M(ILog l) { var t = s; return F(l.N(), t); } static int F(int a, int b) => a * 10 + b;", "public interface ILog { void A(); void B(); int N(); }", "public interface ILog { void A(); void B(); int N(); }" },
        { "a virtual callee that one override changes", "public static int M(P p) { return p.F(); }", "public static int M(P p) { return p.F(); }", "public class P { public virtual int F() => 1; } public class Q : P { public override int F() => 2; }", "public class P { public virtual int F() => 1; } public class Q : P { public override int F() => 3; }" },
        { "an override that is new", "public static int M(P p) { return p.F(); }", "public static int M(P p) { return p.F(); }", "public class P { public virtual int F() => 1; } public class Q : P { }", "public class P { public virtual int F() => 1; } public class Q : P { public override int F() => 3; }" },
        { "state kept in a static", "static int s; public static int M() { s++; return s; }", "static int s; public static int M() { return 1; }", "", "" },
        { "a static that starts elsewhere", "static int s = 3; public static int M(int n) { return n + s; }", "static int s = 4; public static int M(int n) { return s + n; }", "", "" },
        { "a static constructor that says another thing", "static int s; static C() { s = 3; } public static int M(int n) { return n + s; }", "static int s; static C() { s = 4; } public static int M(int n) { return s + n; }", "", "" },
        { "checked", "public static int M(int a) { return unchecked(a * 2); }", "public static int M(int a) { return checked(a * 2); }", "", "" },
        { "checked conversion", "public static byte M(int a) { return unchecked((byte)a); }", "public static byte M(int a) { return checked((byte)a); }", "", "" },
        { "the value of a default argument", "public static int M(int a) { return F(a); } static int F(int a, int b = 1) => a + b;", "public static int M(int a) { return F(a); } static int F(int a, int b = 2) => a + b;", "", "" },
        { "the value of a constant elsewhere", "public static int M(int a) { return a + K.V; }", "public static int M(int a) { return K.V + a; }", "public static class K { public const int V = 1; }", "public static class K { public const int V = 2; }" },
        { "the number of an enum member", "public static int M() { return (int)E.B; }", "public static int M() { return (int)E.B; }", "public enum E { A, B }", "public enum E { A, X, B }" },
        { "an undefined enum value", "public static int M(E e) { switch (e) { case E.A: return 1; default: return 2; } }", "public static int M(E e) { return e == E.B ? 2 : 1; }", "public enum E { A, B }", "public enum E { A, B }" },
        { "what a lambda captured", "public static int M(int n) { int x = n; Func<int> f = () => x; x = 5; return f(); }", "public static int M(int n) { int x = n; int y = x; Func<int> f = () => y; x = 5; return f(); }", "", "" },
        { "a loop variable captured", "public static int M() { var fs = new Func<int>[2]; for (int i = 0; i < 2; i++) { fs[i] = () => i; } return fs[0](); }", "public static int M() { var fs = new Func<int>[2]; for (int i = 0; i < 2; i++) { int j = i; fs[i] = () => j; } return fs[0](); }", "", "" },
        { "when an iterator runs", "static int s; public static int M(int n) { var e = It(n); return s; } static System.Collections.Generic.IEnumerable<int> It(int n) { s = n; yield return n; }", "static int s; public static int M(int n) { var e = It(n); return s; } static System.Collections.Generic.IEnumerable<int> It(int n) { s = n; return new[] { n }; }", "", "" },
        { "when a query runs", "static int s; public static int M(int[] a) { var q = System.Linq.Enumerable.Select(a, x => s++); return s; }", "static int s; public static int M(int[] a) { var q = System.Linq.Enumerable.ToArray(System.Linq.Enumerable.Select(a, x => s++)); return s; }", "", "" },
        { "shift count", "public static int M(int a) { return a << 32; }", "public static int M(int a) { return 0 * a; }", "", "" },
        { "right shift of a negative", "public static int M(int a) { return a >> 1; }", "public static int M(int a) { return a / 2; }", "", "" },
        { "remainder of a negative", "public static bool M(int a) { return a % 2 == 1; }", "public static bool M(int a) { return (a & 1) == 1; }", "", "" },
        { "the least number has no absolute", "public static int M(int a) { return a < 0 ? -a : a; }", "public static int M(int a) { return Math.Abs(a); }", "", "" },
        { "sum that wraps in a mean", "public static int M(int a, int b) { return (a + b) / 2; }", "public static int M(int a, int b) { return a + (b - a) / 2; }", "", "" },
        { "comparison by difference", "public static bool M(int a, int b) { return a < b; }", "public static bool M(int a, int b) { return a - b < 0; }", "", "" },
        { "short circuit", "public static bool M(int a, int b) { return b != 0 && a / b > 1; }", "public static bool M(int a, int b) { return b != 0 & a / b > 1; }", "", "" },
        { "finally after return", "static int s; public static int M(int n) { try { return s; } finally { s = n; } }", "static int s; public static int M(int n) { s = n; return s; }", "", "" },
        { "catch that takes more", "public static int M(int a, int b) { try { return a / b; } catch (DivideByZeroException) { return 0; } }", "public static int M(int a, int b) { try { return a / b; } catch (ArithmeticException) { return 0; } }", "", "" },
        { "a struct that is copied", "public static int M(int n) { var a = new S { X = n }; var b = a; b.X++; return a.X; }", "public static int M(int n) { var a = new S { X = n }; a.X++; return a.X; }", "public struct S { public int X; }", "public struct S { public int X; }" },
        { "two arguments that are one array", "public static int M(int[] a, int[] b) { if (a == null || b == null || a.Length == 0 || b.Length == 0) return 0; a[0] = 1; b[0] = 2; return a[0]; }", "public static int M(int[] a, int[] b) { if (a == null || b == null || a.Length == 0 || b.Length == 0) return 0; a[0] = 1; b[0] = 2; return 1; }", "", "" },
        { "increment read twice", "public static int M(int[] a, int i) { return a[i++] + a[i]; }", "public static int M(int[] a, int i) { return a[i] + a[i++]; }", "", "" },
        { "compound assignment reads first", "static int s; public static int M() { s += F(); return s; } static int F() { s = 10; return 1; }", "static int s; public static int M() { s = F() + s; return s; } static int F() { s = 10; return 1; }", "", "" },
        { "never ends", "public static int M(int n) { while (n > 1000000) { } return 0; }", "public static int M(int n) { return 0; }", "", "" },
        { "ends one call later", "public static int M(int n) { return n <= 0 ? 0 : 1 + M(n - 1); }", "public static int M(int n) { return n <= 0 ? 1 : 1 + M(n - 1); }", "", "" },
        { "ordinal or not", "public static bool M(string s) { return s.StartsWith(\"a\", StringComparison.Ordinal); }", "public static bool M(string s) { return s.StartsWith(\"a\", StringComparison.OrdinalIgnoreCase); }", "", "" },
        { "counters that part at the end of the range", "public static int M(int n) { int i = 1; int j = 0; while (i <= n) { j = j + 2; i++; } return j; }", "public static int M(int n) { int i = 0; int j = 0; while (i < n) { j = j + 2; i++; } return j; }", "", "" },
        { "a counter down to one", "public static int M(int n) { int j = 0; int i = 0; while (i < n) { j++; i++; } return j; }", "public static int M(int n) { int j = 0; int i = n; while (i > 1) { j++; i--; } return j; }", "", "" },
        { "another rate", "public static int M(int n, int c) { int x = 0; int i = 0; while (i < n) { x += 5 * i + c; i++; } return x; }", "public static int M(int n, int c) { int x = 0; int i = 0; int j = c; while (i < n) { x += j; j += 6; i++; } return x; }", "", "" },
    };

    /// <summary>They do the same, however it looks.</summary>
    public static TheoryData<string, string, string, string, string> Alike { get; } = new()
    {
        { "another message", "public static int M(int n) { if (n < 0) throw new ArgumentException(\"a\"); return n; }", "public static int M(int n) { if (n < 0) throw new ArgumentException(\"b\"); return n; }", "", "" },
        { "which of two new objects", "public static int[] M() { var a = new int[2]; var b = new int[2]; return a; }", "public static int[] M() { var a = new int[2]; var b = new int[2]; return b; }", "", "" },
        { "all NaNs are one", "public static double M(double d) { return double.NaN + d; }", "public static double M(double d) { return -double.NaN - d; }", "", "" },
        { "an object nobody sees", "public static int M(int n) { var a = new int[1]; a[0] = n; return a[0]; }", "public static int M(int n) { return n; }", "", "" },
        { "a private field that is computed", "public static int M(int n) { return new Box(n).Get(); }", "public static int M(int n) { return new Box(n).Get(); }", "public sealed class Box { readonly int v; public Box(int n) { v = n; } public int Get() => v * 2; }", "public sealed class Box { readonly int v; public Box(int n) { v = n * 2; } public int Get() => v; }" },
        { "the names of locals", "public static int M(int a) { int x = a, y = x + 1; return x * y; }", "public static int M(int a) { int y = a, x = y + 1; return y * x; }", "", "" },
        { "a test that cannot fail", "public static int M(int n) { if ((n & 1) == 2) return 7; return n; }", "public static int M(int n) { return n; }", "", "" },
        { "a counter that goes the other way", "public static int M(int n) { int j = 0; int i = 0; while (i < n) { j++; i++; } return j; }", "public static int M(int n) { int j = 0; int i = n; while (i > 0) { j++; i--; } return j; }", "", "" },
        { "strength reduced", "public static int M(int n, int c) { int x = 0; int i = 0; while (i < n) { x += 5 * i + c; i++; } return x; }", "public static int M(int n, int c) { int x = 0; int i = 0; int j = c; while (i < n) { x += j; j += 5; i++; } return x; }", "", "" },
    };

    [Theory]
    [MemberData(nameof(Apart))]
    public void What_differs_is_never_called_the_same(string kind, string old, string now, string outside, string outsideNow)
    {
        _ = kind;
        var verdict = Pairs.Compare(old, now, outside, outsideNow);

        Assert.True(verdict.Relation != BehaviourRelation.Same && verdict.AllInputs?.Relation != BehaviourRelation.Same, $"{verdict.Relation} {verdict.Reason} {verdict.AllInputs}");
    }

    [Theory]
    [MemberData(nameof(Alike))]
    public void What_does_the_same_is_never_called_different(string kind, string old, string now, string outside, string outsideNow)
    {
        _ = kind;
        var verdict = Pairs.Compare(old, now, outside, outsideNow);

        Assert.True(verdict.Relation != BehaviourRelation.Different && verdict.AllInputs?.Relation != BehaviourRelation.Different, $"{verdict.Witness} {verdict.AllInputs}");
    }
}
