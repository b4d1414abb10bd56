using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Programs that were proved or refuted against what the runtime does, each with one on which the verdict is right.</summary>
public sealed class HostileTwinTests
{
    [Theory]
    [InlineData("an array of strings is one of objects", "public class D { public void M(string[] a, object[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && b[0] != null); a[0] = null!; Contract.Assert(b[0] != null); } }")]
    [InlineData("and one of an interface", "public class D { public void M(string[] a, IComparable[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && b[0] != null); a[0] = null!; Contract.Assert(b[0] != null); } }")]
    [InlineData("the same array through both types", "public class D { public void M() { string[] s = new string[1]; object[] o = s; o[0] = \"x\"; Contract.Assert(s[0] == null); } }")]
    [InlineData("an array of a type parameter may be one of integers", "public class D<T> { public void M(T[] a, int[] b) { Contract.Requires(a.Length > 0 && b.Length > 0 && b[0] == 1); a[0] = default!; Contract.Assert(b[0] == 1); } }")]
    [InlineData("an array of a type parameter may be of a derived type", "public class D<T> { public void M(T[] a, T v) { Contract.Requires(a.Length > 0); a[0] = v; } }")]
    [InlineData("an empty array of a query is shared", "using System.Linq; public class D { public int[] M(int[] a) { Contract.Requires(a.Length == 0); Contract.Ensures(Contract.Result<int[]>() != a); return a.Where(x => x > 0).ToArray(); } }")]
    [InlineData("an empty array of characters is shared", "public class D { public char[] M(string s, char[] a) { Contract.Ensures(Contract.Result<char[]>() != a); return s.ToCharArray(); } }")]
    [InlineData("an empty array of params is shared", "public class D { static int[] P(params int[] a) { Contract.Ensures(Contract.Result<int[]>() == a); return a; } public void M() { Contract.Assert(P() != P()); } }")]
    [InlineData("a field that starts as null after all", "public class D { string s = null!; public int M() { return s.Length; } }")]
    [InlineData("a constructor that sets it sometimes", "public class D { string s; public D(bool b) { if (b) s = \"x\"; } public int M() { return s.Length; } }")]
    [InlineData("a method that runs before it is set", "public class D { string s; public D() { M(); s = \"\"; } public void M() { int n = s.Length; } }")]
    [InlineData("a result that is null after all", "public class D { string F() { string? x = null; return x!; } public int M() { return F().Length; } }")]
    [InlineData("a generic field that starts as null", "public class B<T> { public T v = default!; } public class D { public int M() { return new B<string>().v.Length; } }")]
    [InlineData("Single of two", "using System.Linq; public class D { public int M(int[] a) { Contract.Requires(a.Length > 0); return a.Single(); } }")]
    [InlineData("Range of a negative count", "using System.Linq; public class D { public int M(int n) { return Enumerable.Range(0, n).Count(); } }")]
    [InlineData("GetRange beyond the end", "public class D { public void M(System.Collections.Generic.List<int> a, int n) { Contract.Requires(n >= 0 && n <= a.Count); a.GetRange(n, 1); } }")]
    [InlineData("a recursion without a way out", "public class D { public int M(int a) { Contract.Ensures(Contract.Result<int>() == 5); return M(a); } }")]
    [InlineData("two methods that only call each other", "public class D { public int M(int a) { Contract.Ensures(Contract.Result<int>() == 5); return a > 0 ? N(a) : N(-a); } int N(int a) { Contract.Ensures(Contract.Result<int>() == 5); return M(a); } }")]
    public void Nothing_false_is_proved(string name, string source)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", Proving.One(source).Word);
    }

    [Theory]
    [InlineData("one empty array", "public class D { public void M() { Contract.Assert(Array.Empty<int>() == Array.Empty<int>()); } }")]
    [InlineData("an empty collection expression", "public class D { public void M() { int[] a = []; int[] b = []; Contract.Assert(a == b); } }")]
    [InlineData("a filter that accepts", "public class D { public int M(int a) { Contract.Requires(a != -1); try { return 10 / a; } catch (DivideByZeroException) when (a == 0) { return 0; } } }")]
    [InlineData("the greatest of no nullable numbers", "using System.Linq; public class D { public int? M(System.Collections.Generic.List<int?> a) { Contract.Requires(a.Count == 0); Contract.Ensures(Contract.Result<int?>() == null); return a.Max(); } }")]
    public void Nothing_true_is_refuted(string name, string source)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("refuted", Proving.One(source).Word);
    }

    [Theory]
    [InlineData("a swap in an array of a type parameter", "public class D<T> { public void M(T[] a) { Contract.Requires(a.Length > 1); (a[0], a[1]) = (a[1], a[0]); } }")]
    [InlineData("an array that a generic class makes for itself", "public class D<T> { private T[] items = new T[4]; private int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0 && n <= items.Length); } public void M(T x) { if (n == items.Length) Array.Resize(ref items, n + 4); if (n < items.Length) { items[n] = x; n++; } } }")]
    [InlineData("forgetting an element", "public class D<T> { public void M(T[] a) { Contract.Requires(a.Length > 0); a[0] = default!; } }")]
    [InlineData("a field that every constructor sets", "public class D { readonly string s; public D(string a) { s = a; } public int M() { return s.Length; } }")]
    [InlineData("a recursion with a way out", "public class D { public int M(int a) { Contract.Ensures(Contract.Result<int>() == 5); return a > 0 ? M(a - 1) : 5; } }")]
    [InlineData("goto an earlier case", "public class D { public int M(int n) { Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= 6); int i = 0; switch (n) { case 1: i++; break; case 2: i = 5; goto case 1; default: i = 1; break; } return i; } }")]
    public void What_is_right_is_proved(string name, string source)
    {
        Assert.NotEmpty(name);

        var report = Proving.One(source);

        Assert.True(report.Word == "proved", $"{report.Reason}; {string.Join(", ", report.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Verdict}"))}");
    }

    [Fact]
    public void A_filter_that_declines_lets_the_exception_out() => Proving.ExpectTwins(
        "public class D { public int M(int a) { try { return 10 / a; } catch (ArithmeticException) { return 0; } } }",
        "public class D { public int M(int a) { Contract.Requires(a != -1); try { return 10 / a; } catch (DivideByZeroException) when (a > 0) { return 0; } } }",
        "div0");

    [Fact]
    public void Goto_an_earlier_case_is_seen_from_both_sides() => Proving.ExpectTwins(
        "public class D { public int M(int n) { Contract.Ensures(n != 2 || Contract.Result<int>() == 6); int i = 0; switch (n) { case 1: i++; break; case 2: i = 5; goto case 1; default: i = 1; break; } return i; } }",
        "public class D { public int M(int n) { Contract.Ensures(Contract.Result<int>() != 6); int i = 0; switch (n) { case 1: i++; break; case 2: i = 5; goto case 1; default: i = 1; break; } return i; } }",
        "post");
}
