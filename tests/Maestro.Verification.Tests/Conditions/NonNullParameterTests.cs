using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>A non-null parameter is assumed only where all who call it owe it (semantics.md, 12).</summary>
public sealed class NonNullParameterTests
{
    [Theory]
    [InlineData("public class K { public int N; public K(string s) { N = s.Length; } } static class U { static int M(string? s) => new K(s!).N; }")]
    [InlineData("public struct K { public int N; public K(string s) { N = s.Length; } } static class U { static int M(string? s) => new K(s!).N; }")]
    [InlineData("public class K { public int N; public K(string s = null!) { N = s.Length; } } static class U { static int M() => new K().N; }")]
    [InlineData("public class K { public int this[string s] => s.Length; static int M(K k, string? s) => k[s!]; }")]
    [InlineData("public class K { public int this[string s] { set { var l = s.Length; } } static void M(K k, string? s) => k[s!] = 1; }")]
    [InlineData("public class K { public int N; public string P { get => \"\"; set { N = value.Length; } } static void M(K k, string? s) => k.P = s!; }")]
    [InlineData("public class K { public int N; public string P { get => \"\"; init { N = value.Length; } } static K M(string? s) => new K { P = s! }; }")]
    [InlineData("public class K { public static int operator +(K a, string s) => s.Length; static int M(K k, string? s) => k + s!; }")]
    [InlineData("public class K { public static implicit operator int(K a) => a.GetHashCode(); static int M(K? k) => k!; }")]
    [InlineData("public class K { static int M(Func<string, int> f, string? s) => f(s!); }")]
    public void Who_passes_null_owes_it(string source)
    {
        var report = Proving.One(source);

        Assert.NotEqual("proved", report.Word);
        Assert.Contains("null", Proving.Open(report));
    }

    [Theory]
    [InlineData("public interface I { int M(string? s); } public class C : I { public int M(string s) => s.Length; }")]
    [InlineData("public abstract class B { public abstract int M(string? s); } public class C : B { public override int M(string s) => s.Length; }")]
    [InlineData("public interface I<T> { int M(T s); } public class C : I<string?> { public int M(string s) => s.Length; }")]
    [InlineData("public interface I { int M(string? s); } public class Z : I { public virtual int M(string s) => 1; } public class C : Z { public override int M(string s) => s.Length; }")]
    [InlineData("public class C { public int M([System.Diagnostics.CodeAnalysis.AllowNull] string s) => s.Length; }")]
    [InlineData("public class C { [return: System.Diagnostics.CodeAnalysis.MaybeNull] static string N() => null; public int M() => N().Length; }")]
    [InlineData("public class C { static int L(string s) => s.Length; public int M() { Func<string?, int> f = L; return f(null); } }")]
    public void Null_that_a_declaration_allows_is_not_assumed_away(string source)
    {
        var reports = Proving.All(source);

        Assert.Contains(reports, r => r.Key == "M" && r.Value.Word != "proved");
    }

    [Theory]
    [InlineData("public interface I { int M(string s); } public class C : I { public int M(string s) => s.Length; }")]
    [InlineData("public interface I<T> { int M(T s); } public class C : I<string> { public int M(string s) => s.Length; }")]
    [InlineData("public class K { public int N; public K(string s) { N = s.Length; } } static class U { static int M(string s) => new K(s).N; }")]
    [InlineData("public class K { static int M(Func<string, int> f, string s) => f(s); }")]
    public void What_all_declarations_keep_out_is_assumed(string source)
    {
        var report = Proving.One(source);

        Assert.True(report.Word == "proved", $"{report.Reason} {string.Join(", ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))}");
    }

    [Fact]
    public void An_implicit_constructor_answers_for_the_optional_arguments_of_its_base()
    {
        var reports = Proving.All("public class B { public int N; public B(string s = null!) { N = s.Length; } } public class D : B { }");

        Assert.NotEqual("proved", reports["D"].Word);
    }
}
