using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>What certainly returns is total; what may go on for ever never is.</summary>
public sealed class TerminationTests
{
    private const string Annotations =
        "namespace Maestro.Annotations { static class Termination { [System.Diagnostics.Conditional(\"CONTRACTS_FULL\")] public static void Decreases(long first, long second = 0) { } } }";

    public static TheoryData<string, string> Ending => new()
    {
        { "counting up", "static int M(int n) { int s = 0; for (int i = 0; i < n; i++) { s ^= i; } return s; }" },
        { "counting down", "static int M(int n) { int s = 0; for (int i = n; i > 0; i--) { s ^= i; } return s; }" },
        { "an array", "static int M(int[] xs) { int s = 0; for (int i = 0; i < xs.Length; i++) { s ^= xs[i]; } return s; }" },
        { "foreach over an array", "static int M(int[] xs) { int s = 0; foreach (var x in xs) { s ^= x; } return s; }" },
        { "foreach over a string", "static int M(string xs) { int s = 0; foreach (var x in xs) { s ^= x; } return s; }" },
        { "foreach over a list", "static int M(System.Collections.Generic.List<int> xs) { int s = 0; foreach (var x in xs) { s ^= x; } return s; }" },
        { "continue after the step", "static int M(int n) { int s = 0, i = 0; while (i < n) { i++; if (i % 3 == 0) continue; s ^= i; } return s; }" },
        { "break", "static int M(int n) { int i = 0; while (true) { if (i >= n) break; i++; } return i; }" },
        { "two pointers", "static void M(int[] xs) { int lo = 0, hi = xs.Length - 1; while (lo < hi) { int t = xs[lo]; xs[lo] = xs[hi]; xs[hi] = t; lo++; hi--; } }" },
        { "either end moves", "static int M(int[] xs) { int lo = 0, hi = xs.Length - 1; while (lo < hi) { if (xs[lo] < 0) lo++; else hi--; } return lo; }" },
        { "binary search", "static int M(int[] xs, int x) { int lo = 0, hi = xs.Length; while (lo < hi) { int mid = lo + (hi - lo) / 2; if (xs[mid] < x) lo = mid + 1; else hi = mid; } return lo; }" },
        { "halving", "static int M(int n) { int c = 0; while (n != 0) { n /= 2; c ^= 1; } return c; }" },
        { "halving bits", "static int M(uint n) { int c = 0; while (n != 0) { n >>= 1; c ^= 1; } return c; }" },
        { "the greatest common divisor", "static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); while (b != 0) { int r = a % b; a = b; b = r; } return a; }" },
        { "nested loops", "static int M(int n) { int s = 0; for (int i = 0; i < n; i++) { for (int j = i; j < n; j++) { s ^= j; } } return s; }" },
        { "a pair in lexicographic order", "static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); int c = 0; while (a > 0) { if (b > 0) { b--; } else { a--; b = 100; } c ^= 1; } return c; }" },
        { "do while", "static int M(int n) { int d = 0; do { d++; n /= 10; } while (n != 0 && d < 10); return d; }" },
        { "a flag or a step", "static int M(int[] xs) { bool found = false; int i = 0; while (!found && i < xs.Length) { if (xs[i] == 0) found = true; else i++; } return i; }" },
        { "a difference while both grow", "static int M(int n) { Contract.Requires(n < 1000); int i = 0; while (i < n && n < 5000) { i += 2; n += 1; } return i; }" },
        { "try and retry", "static int M(int n) { int i = 0; while (i < 3) { try { i++; if (n / i > 5) throw new InvalidOperationException(); return i; } catch (InvalidOperationException) { } } return 0; }" },
        { "a local function in a loop", "static int M(int n) { int s = 0; void Add(int k) { for (int j = 0; j < k; j++) s ^= j; } for (int i = 0; i < n; i++) { Add(i); } return s; }" },
        { "recursion", "static int M(int n) { Contract.Requires(n >= 0); return n == 0 ? 0 : M(n - 1); }" },
        { "recursion between two indices", "static int M(int lo, int hi) { Contract.Requires(lo >= 0 && hi <= 1000 && lo <= hi); if (lo == hi) return lo; int mid = lo + (hi - lo) / 2; return M(mid + 1, hi); }" },
        { "the function of Ackermann", "static int M(int m, int n) { Contract.Requires(m >= 0 && n >= 0); Contract.Ensures(Contract.Result<int>() >= 0); if (m == 0) return 1; if (n == 0) return M(m - 1, 1); return M(m - 1, M(m, n - 1)); }" },
        { "mutual recursion", "static bool M(int n) { Contract.Requires(n >= 0); return n == 0 || Odd(n - 1); } static bool Odd(int n) { Contract.Requires(n >= 0); return n != 0 && M(n - 1); }" },
        { "a callee that loops", "static int M(int n) { return Sum(n) ^ 1; } static int Sum(int n) { int s = 0; for (int i = 0; i < n; i++) { s ^= i; } return s; }" },
        { "a field", "class C { int n; int M() { while (n > 0) { n--; } return n; } } static class D {" },
        { "a written measure", "static int M(int n) { Contract.Requires(n >= 0); int i = 0, j = 0; while (i + j < n) { Maestro.Annotations.Termination.Decreases(n - i - j); if (i % 2 == 0) i++; else j++; if (i + j > 5) break; } return i; }" },
        { "a written pair", "static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); while (a > 0) { Maestro.Annotations.Termination.Decreases(a, b); if (b > 0) { b--; } else { a--; b = 100; } } return a; }" },
        { "a written measure of recursion", "static int M(int a, int n) { Contract.Requires(a >= 0 && n >= 0 && n < 100); Maestro.Annotations.Termination.Decreases(n - a); return a >= n ? 0 : M(a + 1, n); }" },
    };

    public static TheoryData<string, string> Endless => new()
    {
        { "for ever", "static int M(int n) { while (true) { n++; } }" },
        { "no step", "static int M(int n) { int i = 0; while (i < n) { } return i; }" },
        { "a counter that wraps", "static int M(int n) { int i = 1; while (i != 0) { i += 2; } return i; }" },
        { "a step of two passes the greatest number", "static int M(int n) { int s = 0; for (int i = 0; i < n; i += 2) { s ^= i; } return s; }" },
        { "up to and with the greatest number", "static int M(int n) { int s = 0; for (int i = 0; i <= n; i++) { s ^= i; } return s; }" },
        { "a byte against an int", "static int M(int n) { int s = 0; for (byte i = 0; i < n; i++) { s ^= i; } return s; }" },
        { "an int against a long", "static int M(long n) { int s = 0; for (int i = 0; i < n; i++) { s ^= i; } return s; }" },
        { "continue before the step", "static int M(int n) { int i = 0; while (i < n) { if (i == 3) continue; i++; } return i; }" },
        { "a step given back", "static int M(int n) { int i = 0; while (i < n) { i++; if (i == 3) i--; } return i; }" },
        { "the bound moves along", "static int M(int n) { Contract.Requires(n < 100); int i = 0; while (i < n) { i++; n++; if (n > 1000) { i = 0; n = 50; } } return i; }" },
        { "the search that stands still", "static int M(int[] xs, int x) { int lo = 0, hi = xs.Length; while (lo < hi) { int mid = lo + (hi - lo) / 2; if (xs[mid] < x) lo = mid; else hi = mid; } return lo; }" },
        { "an unsigned counter passes zero", "static int M(uint n) { int s = 0; for (uint i = n; i >= 0; i--) { s ^= 1; } return s; }" },
        { "a handler that tries again", "static int M(int n) { while (true) { try { if (n > 0) throw new InvalidOperationException(); return n; } catch (InvalidOperationException) { } } }" },
        { "a finally that gives back", "static int M(int n) { int i = 0; while (i < n) { try { i++; } finally { if (i == 3) i = 0; } } return i; }" },
        { "goto", "static int M(int n) { again: if (n > 0) goto again; return n; }" },
        { "a linked list may be a ring", "class N { public N? Next; } static class C { static int M(N? n) { int c = 0; while (n != null) { n = n.Next; c ^= 1; } return c; } } static class D {" },
        { "a list that grows", "static int M(System.Collections.Generic.List<int> xs) { int i = 0; while (i < xs.Count) { xs.Add(i); i++; } return i; }" },
        { "a field that a callee resets", "class C { int n; void Reset() { n = 9; } int M() { while (n > 0) { n--; Reset(); } return n; } } static class D {" },
        { "a field of an alias", "class C { int n; int M(C o) { while (n > 0) { n--; o.n = 7; } return n; } } static class D {" },
        { "a local function that gives back", "static int M(int n) { int i = 0; void Back() { i--; } while (i < n) { i++; Back(); } return i; }" },
        { "an inner loop that resets", "static int M(int n) { int i = 0; while (i < n) { i++; for (int j = 0; j < 3; j++) { i = 0; } } return i; }" },
        { "recursion without a base", "static int M(int n) { return M(n); }" },
        { "recursion past zero", "static int M(int n) { return n == 0 ? 0 : M(n - 1); }" },
        { "recursion that swaps", "static int M(int a, int b) { Contract.Requires(a >= 0 && b >= 0); return a == 0 ? 0 : M(b, a - 1 < 0 ? 0 : a); }" },
        { "mutual recursion that gives back", "static bool M(int n) { Contract.Requires(n >= 0 && n < 9); return n == 0 || Odd(n - 1); } static bool Odd(int n) { Contract.Requires(n >= 0 && n < 8); return M(n + 1); }" },
        { "a callee that does not return", "static int M(int n) { return Spin(n); } static int Spin(int n) { while (n == 3) { } return n; }" },
        { "an open callee", "abstract class B { public abstract int F(int n); } static class C { static int M(B b) { return b.F(1); } } static class D {" },
        { "a delegate", "static int M(Func<int, int> f) { return f(1); }" },
        { "a static constructor", "static class S { static S() { while (true) { } } public static int F(int n) { return n; } } static class C { static int M(int n) { return S.F(n); } } static class D {" },
        { "an initialiser", "static class S { static int x = Spin(); static int Spin() { while (true) { } } public static int F(int n) { return n; } } static class C { static int M(int n) { return S.F(n); } } static class D {" },
        { "a constructor", "class S { int x = Spin(); static int Spin() { while (true) { } } public S() { } } static class C { static int M(int n) { var s = new S(); return n; } } static class D {" },
        { "a getter", "class S { public int X { get { while (true) { } } } } static class C { static int M(S s) { return s.X; } } static class D {" },
        { "an operator", "struct S { public static S operator +(S a, S b) { while (true) { } } } static class C { static S M(S s) { return s + s; } } static class D {" },
        { "a sequence without end", "static int M(System.Collections.Generic.IEnumerable<int> xs) { int s = 0; foreach (var x in xs) { s ^= x; } return s; }" },
        { "a list of anybody's making", "static int M(System.Collections.Generic.IReadOnlyList<int> xs) { int s = 0; for (int i = 0; i < xs.Count; i++) { s ^= 1; } return s; }" },
        { "a query of a sequence", "static int M(System.Collections.Generic.IEnumerable<int> xs) { return System.Linq.Enumerable.Count(xs); }" },
        { "a task that never ends", "static async System.Threading.Tasks.Task<int> M(System.Threading.Tasks.Task<int> t) { return await t; }" },
        { "a lock that is never given", "static int M(object gate) { lock (gate) { return 1; } }" },
        { "a text of anybody's making", "class S { public override string ToString() { while (true) { } } } static class C { static string M(S s) { return \"a\" + s; } } static class D {" },
        { "a comparison of anybody's making", "struct S : IEquatable<S> { public bool Equals(S o) { while (true) { } } } static class C { static bool M(System.Collections.Generic.List<S> xs, S x) { return xs.Contains(x); } } static class D {" },
        { "a measure of two that is unordered", "static int M(int a, int b) { while (a > 0) { if (b > 0) { b--; a++; if (a > 100) a = 1; } else { b = 5; } } return a; }" },
    };

    [Theory]
    [MemberData(nameof(Ending))]
    public void What_certainly_ends_is_total(string what, string source)
    {
        var report = Proving.One(Wrapped(source));

        Assert.True(report.Total, $"{what}: {report.Word} {report.Reason} {string.Join("; ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Verdict}"))}");
    }

    [Theory]
    [MemberData(nameof(Endless))]
    public void What_may_go_on_for_ever_is_never_total(string what, string source)
    {
        Assert.False(Proving.One(Wrapped(source)).Total, what);
    }

    [Fact]
    public void A_written_measure_that_does_not_decrease_is_refuted()
    {
        Proving.ExpectTwins(
            Wrapped("static int M(int n) { int i = n; while (i > 0) { Maestro.Annotations.Termination.Decreases(i); i--; } return i; }"),
            Wrapped("static int M(int n) { int i = n; while (i > 0) { Maestro.Annotations.Termination.Decreases(i); if (i != 7) i--; } return i; }"),
            "termination");
        Proving.ExpectTwins(
            Wrapped("static int M(int n) { Contract.Requires(n >= 0); Maestro.Annotations.Termination.Decreases(n); return n == 0 ? 0 : M(n - 1); }"),
            Wrapped("static int M(int n) { Contract.Requires(n >= 0); Maestro.Annotations.Termination.Decreases(n); return n == 0 ? 0 : M(n == 5 ? 5 : n - 1); }"),
            "termination");
    }

    private static string Wrapped(string source) =>
        (source.EndsWith('{') ? source + " }" : source.StartsWith("class", StringComparison.Ordinal) ? source : $"static class C {{ {source} }}") + Annotations;

    [Theory]
    [InlineData("K a = new K(); a += 1;")]
    [InlineData("K a = new K(); a.P = 1;")]
    public void Operators_of_compound_assignments_and_setters_are_asked_whether_they_end(string body)
    {
        const string Type = "public class K { [Pure] public static K operator +(K a, int n) { while (true) { } } public int P { get => 1; set { while (true) { } } } }";

        var report = Proving.One($"{Type} public class C {{ public static int M() {{ {body} return 1; }} }}");

        Assert.Equal("proved", report.Word);
        Assert.False(report.Total);
    }
}
