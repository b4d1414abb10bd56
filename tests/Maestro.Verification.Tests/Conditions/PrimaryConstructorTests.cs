using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Primary constructors answer for what they set up, and their parameters are state of the object where members use them.</summary>
public sealed class PrimaryConstructorTests
{
    private const string Inv = "[ContractInvariantMethod] void I()";

    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "class that breaks its invariant", "public class C(int lo, int hi) { int w = hi - lo; " + Inv + " { Contract.Invariant(w >= 0); } }", "C", "refuted objinv" },
        { "class that refuses", "public class C(int lo, int hi) { int w = lo <= hi ? 1 : throw new ArgumentException(); " + Inv + " { Contract.Invariant(w >= 0 && lo <= hi); } }", "C", "proved" },
        { "record that breaks its invariant", "public record C(int Lo, int Hi) { " + Inv + " { Contract.Invariant(Lo <= Hi); } }", "C", "refuted objinv" },
        { "record that refuses", "public record C(int Lo, int Hi) { int ok = Lo <= Hi ? 1 : throw new ArgumentException(); " + Inv + " { Contract.Invariant(Lo <= Hi); } }", "C", "proved" },
        { "base's precondition", "public class B { public B(int k) { Contract.Requires(k > 0); } } public class C(int q) : B(q);", "C", "refuted pre-caller" },
        { "base's precondition, kept", "public class B { public B(int k) { Contract.Requires(k > 0); } } public class C(int q) : B(q > 0 ? q : 1);", "C", "proved" },
        { "base's invariant", "public class B { protected int n; public B(int k) { n = k > 0 ? k : 0; } " + Inv + " { Contract.Invariant(n >= 0); } } public class C(int q) : B(q) { public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } }", "C", "proved" },
        { "parameter in a member", "public class C(int q) { public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "proved" },
        { "parameter in a member, wrong", "public class C(int q) { public int M() { Contract.Ensures(Contract.Result<int>() == q + 1); return q; } }", "M", "refuted post" },
        { "parameters of two objects", "public class C(int q) { public int V() { Contract.Ensures(Contract.Result<int>() == q); return q; } public static int M() { Contract.Ensures(Contract.Result<int>() == 9); var a = new C(4); var b = new C(5); return a.V() + b.V(); } }", "M", "proved" },
        { "another object's parameter", "public class C(int q) { public int V() { Contract.Ensures(Contract.Result<int>() == q); return q; } public int M(C o) { Contract.Ensures(Contract.Result<int>() == q); return o.V(); } }", "M", "refuted post" },
        { "another object's invariant in the constructor", "public class C(int q, C? o) { public int W = o == null || q > 0 ? 1 : 0; " + Inv + " { Contract.Invariant(q > 0 || W == 1); } }", "C", "refuted objinv" },
        { "parameter that a member changes", "public class C(int q) { public void Up() => q++; public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "unknown" },
        { "parameter that an initialiser changes", "public class C(int q) { int w = q++; public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "unknown" },
        { "parameter that a nested function changes", "public class C(int q) { public Action Later() => () => q = 1; public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "unknown" },
        { "parameter handed out by reference", "public class C(int q) { static void Set(ref int x) { x = 1; } public void Up() => Set(ref q); public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "unknown" },
        { "struct's parameter", "public struct C(int q) { public int M() { Contract.Ensures(Contract.Result<int>() == q); return q; } }", "M", "unknown" },
        { "positional property through another constructor", "public record C(int X, int Y) { public C(int z) : this(z, 1) { Contract.Ensures(X == z && Y == 1); } }", "C", "proved" },
        { "positional property of a struct through another constructor, wrong", "public record struct C(int X, int Y) { public C(int z) : this(z, 1) { Contract.Ensures(Y == 0); } }", "C", "refuted post" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Each_case_has_its_verdict(string name, string source, string method, string expected)
    {
        var report = Proving.All(source)[method];

        Assert.True(expected == string.Join(" ", Proving.Open(report).Prepend(report.Word).Distinct()), $"{name}: {report.Word} {report.Reason}; "
            + string.Join(", ", report.Obligations.Select(o => $"{o.Id} {o.Line} {o.Verdict}")));
    }

    [Fact]
    public void Two_parameters_are_two_things_to_the_hash()
    {
        static string HashOf(string body) => Proving.All($"public class C(int lo, int hi) {{ public int M() {{ Contract.Ensures(Contract.Result<int>() == lo); return {body}; }} }}")["M"].SemanticHash;

        Assert.NotEqual(HashOf("lo"), HashOf("hi"));
    }

    [Fact]
    public void A_change_elsewhere_of_what_a_member_uses_is_in_its_hash()
    {
        static MethodReport Of(string other) => Proving.All($"public class C(int lo) {{ public int M() {{ Contract.Ensures(Contract.Result<int>() == lo); return lo; }} public void Other() {{ {other} }} }}")["M"];

        Assert.Equal("proved", Of("").Word);
        Assert.Equal("unknown", Of("lo = 2;").Word);
        Assert.NotEqual(Of("").SemanticHash, Of("lo = 2;").SemanticHash);
    }
}
