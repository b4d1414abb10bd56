using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Initialisers of fields and properties are code of the constructors, and of the first access to a static.</summary>
public sealed class InitialiserTests
{
    public static TheoryData<string, string, string> Members { get; } = new()
    {
        { "struct's field, right", "public struct C { public int A = 5; public int B; public C(int b) { Contract.Ensures(A == 5); B = b; } }", "proved" },
        { "struct's field, wrong", "public struct C { public int A = 5; public int B; public C(int b) { Contract.Ensures(A == 0); B = b; } }", "refuted post" },
        { "struct's property, wrong", "public struct C { public int A { get; set; } = 5; public int B; public C(int b) { Contract.Ensures(A == 0); B = b; } }", "refuted post" },
        { "class's fields in order", "public class C { static int N; public int A = ++N; public int B = ++N; public C() { Contract.Ensures(B == A + 1 && N == Contract.OldValue(N) + 2); } }", "proved" },
        { "object of ours", "public class P { public int V; public P() { Contract.Ensures(V == 3); V = 3; } } public class C { public P D = new P(); public C() { Contract.Ensures(D.V == 3); } }", "proved" },
        { "object of ours that writes a static", "public class P { public static int N; public P() { Contract.Ensures(N == 3); N = 3; } } public class C { public P D = new P(); public C() { Contract.Ensures(P.N == Contract.OldValue(P.N)); } }", "refuted post" },
        { "division", "public class C { static int Zero() => 0; int a = 1 / Zero(); public int B; public C() { Contract.Ensures(B == 0); } }", "refuted div0" },
        { "callee's precondition", "public class C { static int Need(int x) { Contract.Requires(x > 0); return x; } int a = Need(0); public int B; public C() { B = 1; } }", "refuted pre-caller" },
        { "callee's precondition without a constructor", "public class C { static int Need(int x) { Contract.Requires(x > 0); return x; } int a = Need(0); }", "refuted pre-caller" },
        { "callee's precondition, kept", "public class C { static int Need(int x) { Contract.Requires(x > 0); return x; } int a = Need(1); }", "proved" },
        { "primary constructor", "public class C(int x) { public int A = 10 / x; }", "refuted div0" },
        { "record", "public record C(string Text) { public int Length = Text.Length; }", "proved" },
        { "constructor that calls another runs none", "public class C { static int N; public int A = ++N; public C() : this(1) { Contract.Ensures(N == Contract.OldValue(N) + 1); } C(int x) { Contract.Ensures(N == Contract.OldValue(N) + 1); A = x; } }", "proved" },
        { "base's constructor runs once", "public class P { public static int N; public P() { Contract.Ensures(N == Contract.OldValue(N) + 1); N++; } } public class C : P { public C() { Contract.Ensures(N == Contract.OldValue(N) + 1); } }", "proved" },
        { "struct's constructor that calls the one nobody wrote", "public struct C { public int A = 5; public int B; public C(int b) : this() { Contract.Ensures(A == 5); B = b; } }", "proved" },
        { "struct's constructor that calls the one nobody wrote, wrong", "public struct C { public int A = 5; public int B; public C(int b) : this() { Contract.Ensures(A == 0); B = b; } }", "refuted post" },
        { "struct's constructor that calls another, wrong", "public struct C { public int B; public C(byte c) : this(7) { Contract.Ensures(B == 0); } C(int b) { B = b; } }", "refuted post" },
        { "property whose setter does more", "public class C { public int N { get; set { field = value + 1; } } = 3; public C() { Contract.Ensures(N == 3); } }", "proved" },
        { "property whose setter does more, wrong", "public class C { public int N { get; set { field = value + 1; } } = 3; public C() { Contract.Ensures(N == 4); } }", "refuted post" },
        { "struct's property whose setter does more, wrong", "public struct C { public int N { get; set { field = value + 1; } } = 3; public C() { Contract.Ensures(N == 4); } }", "refuted post" },
        { "lambda in an initialiser", "public class C { static int[] xs = new int[2]; public System.Func<int, int> F = i => xs[i]; public C() { } }", "unknown index" },
    };

    [Theory]
    [MemberData(nameof(Members))]
    public void A_constructor_answers_for_the_initialisers(string name, string source, string expected)
    {
        var report = Proving.All(source, isChecked: false).First(r => r.Key == "C").Value;

        Assert.True(expected == string.Join(" ", Proving.Open(report).Prepend(report.Word)), $"{name}: {report.Word} {report.Reason}; "
            + string.Join(", ", report.Obligations.Select(o => $"{o.Id} {o.Line} {o.Verdict}")));
    }

    [Fact]
    public void A_static_constructor_sees_what_the_initialisers_left()
    {
        const string Right = "public static class C { static int a = B; static readonly int B = 5; static C() { Contract.Ensures(a == 0 && B == 5); } }";
        const string Wrong = "public static class C { static int a = B; static readonly int B = 5; static C() { Contract.Ensures(a == 5); } }";

        Assert.Equal("proved", Proving.All(Right)["C.cctor"].Word);
        Assert.NotEqual("proved", Proving.All(Wrong)["C.cctor"].Word);
    }

    [Fact]
    public void An_increment_in_an_initialiser_is_a_write()
    {
        const string Source = "public class I { public static int M; public int X = M++; } public class C { public static void Make() { Contract.Ensures(I.M == Contract.OldValue(I.M)); new I(); } }";

        Assert.Equal("refuted", Proving.All(Source)["Make"].Word);
    }

    [Theory]
    [InlineData("Contract.Result<int>() == Contract.OldValue(S)", "int n = T.Table.Length; return n >= 0 ? S : 0;", false)]
    [InlineData("Contract.Result<int>() == Contract.OldValue(S)", "int s = S; int n = T.Table.Length; return n >= 0 ? s : 0;", true)]
    [InlineData("Contract.Result<int>() == 1", "int a = T.Table.Length; int s = S; int b = T.Table.Length; return s == S ? 1 : 0;", true)]
    [InlineData("Contract.Result<int>() == 1", "int s = S; if (s > 3) { int a = T.Table.Length; } int t = S; int b = T.Table.Length; return t == S ? 1 : 0;", false)]
    public void The_first_access_to_a_static_runs_the_initialisers_once(string ensures, string body, bool isProved)
    {
        var source = $$"""
            public static class T { public static int[] Table = Make(); static int[] Make() { C.S++; return new int[3]; } }
            public class C { public static int S; public static int M() { Contract.Ensures({{ensures}}); {{body}} } }
            """;

        Assert.Equal(isProved, Proving.All(source)["M"].Word == "proved");
    }

    [Fact]
    public void A_volatile_read_sees_what_others_wrote()
    {
        const string Source = """
            public class C
            {
                volatile bool ready; int value;
                public int M(int x) { Contract.Ensures(Contract.Result<int>() == x); value = x; return value; }
                public int N(int x) { Contract.Ensures(Contract.Result<int>() == x); value = x; return ready ? value : x; }
                public int O(int x) { Contract.Ensures(Contract.Result<int>() >= 0); bool r = ready; return r ? 1 : 0; }
            }
            """;
        var reports = Proving.All(Source);

        Assert.Equal("proved", reports["M"].Word);
        Assert.NotEqual("proved", reports["N"].Word);
        Assert.Equal("proved", reports["O"].Word);
    }
}
