namespace Maestro.Verification.Tests.Conditions;

/// <summary>Structs as receivers, in twins: what is read-only is copied, what is a variable is passed as the arguments leave it (C# specification, 12.6.6).</summary>
public sealed class StructReceiverTests
{
    private const string Counter = """
        public struct Counter
        {
            public int X;
            public void Up() { Contract.Ensures(X == unchecked(Contract.OldValue(X) + 1)); X++; }
            public void Add(int d) { Contract.Ensures(X == unchecked(Contract.OldValue(X) + d)); X += d; }
            public int Next { get { Contract.Ensures(X == unchecked(Contract.OldValue(X) + 1) && Contract.Result<int>() == X); X++; return X; } }
        }

        """;

    public static TheoryData<string, string, string> Twins { get; } = new()
    {
        {
            "a read-only field is copied for a method that may change it",
            "readonly Counter c; public C() { } public void M() { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 0); }",
            "readonly Counter c; public C() { } public void M() { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 1); }"
        },
        {
            "so is a part of a read-only field",
            "struct Two { public Counter A; } readonly Two t; public C() { } public void M() { Contract.Requires(t.A.X == 0); t.A.Up(); Contract.Assert(t.A.X == 0); }",
            "struct Two { public Counter A; } readonly Two t; public C() { } public void M() { Contract.Requires(t.A.X == 0); t.A.Up(); Contract.Assert(t.A.X == 1); }"
        },
        {
            "a field that may be written is changed itself",
            "Counter c; public void M() { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 1); }",
            "Counter c; public void M() { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 0); }"
        },
        {
            "a getter that changes works on a copy of what is read-only",
            "readonly Counter c; public C() { } public void M() { Contract.Requires(c.X == 0); int a = c.Next; int b = c.Next; Contract.Assert(a == b); }",
            "readonly Counter c; public C() { } public void M() { Contract.Requires(c.X == 0); int a = c.Next; int b = c.Next; Contract.Assert(a + 1 == b); }"
        },
        {
            "an in parameter is copied",
            " public void M(in Counter c) { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 0); }",
            " public void M(in Counter c) { Contract.Requires(c.X == 0); c.Up(); Contract.Assert(c.X == 1); }"
        },
        {
            "a part of an in parameter is copied",
            "public struct Two { public Counter A; } public void M(in Two t) { Contract.Requires(t.A.X == 0); t.A.Up(); Contract.Assert(t.A.X == 0); }",
            "public struct Two { public Counter A; } public void M(in Two t) { Contract.Requires(t.A.X == 0); t.A.Up(); Contract.Assert(t.A.X == 1); }"
        },
        {
            "what a ref readonly local refers to is copied",
            " public void M(Counter[] a) { Contract.Requires(a.Length == 1 && a[0].X == 0); ref readonly Counter r = ref a[0]; r.Up(); Contract.Assert(a[0].X == 0); }",
            " public void M(Counter[] a) { Contract.Requires(a.Length == 1 && a[0].X == 0); ref readonly Counter r = ref a[0]; r.Up(); Contract.Assert(a[0].X == 1); }"
        },
        {
            "an element of a span is changed itself",
            " public void M(Span<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[0].Up(); Contract.Assert(s[0].X == 1); }",
            " public void M(Span<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[0].Up(); Contract.Assert(s[0].X == 0); }"
        },
        {
            "so is its last one",
            " public void M(Span<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[^1].Up(); Contract.Assert(s[0].X == 1); }",
            " public void M(Span<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[^1].Up(); Contract.Assert(s[0].X == 0); }"
        },
        {
            "an element of a read-only span is copied",
            " public void M(ReadOnlySpan<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[0].Up(); Contract.Assert(s[0].X == 0); }",
            " public void M(ReadOnlySpan<Counter> s) { Contract.Requires(s.Length == 1 && s[0].X == 0); s[0].Up(); Contract.Assert(s[0].X == 1); }"
        },
        {
            "what a method returns by reference is changed itself",
            "Counter c; ref Counter Ours() => ref c; public void M() { Contract.Requires(c.X == 0); Ours().Up(); Contract.Assert(c.X == 1); }",
            "Counter c; ref Counter Ours() => ref c; public void M() { Contract.Requires(c.X == 0); Ours().Up(); Contract.Assert(c.X == 0); }"
        },
        {
            "what it returns by read-only reference is copied",
            "Counter c; ref readonly Counter Ours() => ref c; public void M() { Contract.Requires(c.X == 0); Ours().Up(); Contract.Assert(c.X == 0); }",
            "Counter c; ref readonly Counter Ours() => ref c; public void M() { Contract.Requires(c.X == 0); Ours().Up(); Contract.Assert(c.X == 1); }"
        },
        {
            "a variable is passed as the arguments leave it",
            " public void M() { Counter c = default; c.Add(c.X = 5); Contract.Assert(c.X == 10); }",
            " public void M() { Counter c = default; c.Add(c.X = 5); Contract.Assert(c.X == 5); }"
        },
        {
            "and a field",
            "Counter c; int Set() { Contract.Ensures(c.X == 10 && Contract.Result<int>() == 3); c.X = 10; return 3; } public void M() { Contract.Requires(c.X == 0); c.Add(Set()); Contract.Assert(c.X == 13); }",
            "Counter c; int Set() { Contract.Ensures(c.X == 10 && Contract.Result<int>() == 3); c.X = 10; return 3; } public void M() { Contract.Requires(c.X == 0); c.Add(Set()); Contract.Assert(c.X == 3); }"
        },
        {
            "also with a branch among the arguments",
            "Counter c; public void M(bool b) { Contract.Requires(c.X == 0); c.Add(b ? c.X = 4 : c.X = 4); Contract.Assert(c.X == 8); }",
            "Counter c; public void M(bool b) { Contract.Requires(c.X == 0); c.Add(b ? c.X = 4 : c.X = 4); Contract.Assert(c.X == 4); }"
        },
        {
            "and a number",
            " public void M() { int x = 1; int order = x.CompareTo(x = 5); Contract.Assert(order == 0 || x != 5); }",
            " public void M() { int x = 1; int order = x.CompareTo(x = 5); Contract.Assert(order < 0); }"
        },
        {
            "a choice between two variables is a value",
            " public void M(bool b, Counter p, Counter q) { Contract.Requires(p.X == 0 && q.X == 0); (b ? p : q).Up(); Contract.Assert(p.X == 0 && q.X == 0); }",
            " public void M(bool b, Counter p, Counter q) { Contract.Requires(p.X == 0 && q.X == 0); (b ? p : q).Up(); Contract.Assert(p.X == 1 || q.X == 1); }"
        },
        {
            "a read-only method of a struct does not change it through others",
            "struct S { public Counter C; public readonly int Peek() { Contract.Ensures(Contract.Result<int>() == C.X); C.Up(); return C.X; } } public void M() { S s = default; int x = s.Peek(); Contract.Assert(x == 0); }",
            "struct S { public Counter C; public readonly int Peek() { Contract.Ensures(Contract.Result<int>() == C.X); C.Up(); return C.X; } } public void M() { S s = default; int x = s.Peek(); Contract.Assert(x == 1); }"
        },
        {
            "the variable of a foreach is changed itself, not the element",
            " public void M(Counter[] a) { Contract.Requires(a.Length == 1 && a[0].X == 0); int n = 0; foreach (var c in a) { c.Up(); n = c.X; break; } Contract.Assert(a[0].X == 0); }",
            " public void M(Counter[] a) { Contract.Requires(a.Length == 1 && a[0].X == 0); int n = 0; foreach (var c in a) { c.Up(); n = c.X; break; } Contract.Assert(a[0].X == 1); }"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_twin_is_proved_and_the_wrong_one_refuted(string construct, string right, string wrong)
    {
        Assert.NotEmpty(construct);
        Proving.ExpectTwins(Counter + "public class C { " + right + " }", Counter + "public class C { " + wrong + " }", "assert");
    }

    [Fact]
    public void A_constructor_changes_its_own_read_only_field_and_a_copy_of_another_object_s()
    {
        var own = Proving.All(Counter + "public class C { readonly Counter c; public C() { c = default; c.Up(); Contract.Assert(c.X == 1); } }")["C"];
        var others = Proving.All(Counter + "public class C { readonly Counter c; public C(C o) { Contract.Requires(o.c.X == 0); o.c.Up(); Contract.Assert(o.c.X == 1); } }")["C"];

        Assert.Equal("proved", own.Word);
        Assert.NotEqual("proved", others.Word);
    }

    [Fact]
    public void A_callee_that_changes_an_element_of_a_span_by_its_method_is_known_to_write_it()
    {
        var report = Proving.One(Counter + "public class C { static void Go(Span<Counter> s) { Contract.Requires(s.Length > 0); s[0].Up(); } public void M(Counter[] a) { Contract.Requires(a.Length == 1 && a[0].X == 0); Go(a); Contract.Assert(a[0].X == 0); } }");

        Assert.Equal("refuted", report.Word);
    }

    [Fact]
    public void A_delegate_whose_getter_changes_a_captured_struct_changes_the_variable()
    {
        var report = Proving.One(Counter + "public class C { Func<int>? held; int Run() => held!(); public void M() { Counter c = default; held = () => c.Next; Run(); Contract.Assert(c.X == 0); } }");

        Assert.NotEqual("proved", report.Word);
    }

    [Theory]
    [InlineData("public string S;", "return S.Length;", "refuted null")]
    [InlineData("public string? S;", "return S == null ? 0 : S.Length;", "proved")]
    [InlineData("public object S;", "return S.GetHashCode();", "refuted null")]
    [InlineData("public int[] S;", "return S.Length;", "refuted null")]
    [InlineData("public Box S; public class Box { public int V; }", "return S.V;", "refuted null")]
    public void The_first_field_of_a_struct_may_be_null(string field, string body, string expected)
    {
        var report = Proving.One($"public struct S1 {{ {field} public int M() {{ {body} }} }}");

        Assert.Equal(expected, string.Join(" ", Proving.Open(report).Prepend(report.Word)));
    }

    [Fact]
    public void A_struct_answers_for_what_it_writes_to_an_object_in_its_first_field()
    {
        const string Source = "public class D { internal int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public int N() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } } "
            + "public struct C { D d; public C(D x) { d = x; d.n = -1; } }";

        Assert.NotEqual("proved", Proving.All(Source)["C"].Word);
    }
}
