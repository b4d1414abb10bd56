using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>What an object invariant reads behind a reference is the object's own, or nothing rests on it (semantics.md, 11).</summary>
public sealed class OwnershipTests
{
    private const string List = "System.Collections.Generic.List<int>";

    [Theory]
    [InlineData("a list made for its field", "public class D { private readonly L items = new(); private int n; [ContractInvariantMethod] void I() { Contract.Invariant(n == items.Count); } public void M(int x) { items.Add(x); n++; } }")]
    [InlineData("a copy of what the constructor gets", "public class D { private readonly L items; public D(L from) { Contract.Requires(from.Count > 0); items = new L(from); } [ContractInvariantMethod] void I() { Contract.Invariant(items.Count > 0); } public int M() { return items[0]; } }")]
    [InlineData("the length of an array that others have", "public class D { private readonly int[] a; public D(int[] x) { Contract.Requires(x.Length > 0); a = x; } [ContractInvariantMethod] void I() { Contract.Invariant(a.Length > 0); } public int M() { return a[0]; } }")]
    [InlineData("an array that grows", "public class D { private int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length > 0 && a[0] >= 0); } void Grow() { var b = new int[a.Length]; b[0] = a[0]; a = b; } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } }")]
    [InlineData("an array that a helper of the class reads", "public class D { private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 2 && a[0] >= 0); } static int First(int[] x) { Contract.Requires(x.Length > 0); return x[0]; } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } public int N() => First(a); }")]
    [InlineData("a delegate to a member that keeps the invariant", "public class D { private int n; public void Up() { if (n < 9) n++; } public Action Later() => Up; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } }")]
    [InlineData("a list that others only read", "public class D { private readonly L items = new L(); public D(int x) { items.Add(x); } public System.Collections.Generic.IReadOnlyList<int> Items => items; [ContractInvariantMethod] void I() { Contract.Invariant(items.Count > 0); } public int M() { return items[0]; } }")]
    [InlineData("an array that somebody else only reads", "public class D { private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 2 && a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); S.Find(a, 1); return a[0]; } } public static class S { public static int Find(int[] x, int k) { for (int i = 0; i < x.Length; i++) if (x[i] == k) return i; return k > 9 ? 0 : Find(x, k + 1); } }")]
    public void Own_state_is_relied_on(string name, string source)
    {
        Assert.NotEmpty(name);

        var report = Proving.One(source.Replace("L ", List + " ").Replace("L(", List + "("));

        Assert.True(report.Word == "proved", $"{report.Reason}; {string.Join(", ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))}");
    }

    [Theory]
    [InlineData("an array that a member hands out", "public class D { private readonly int[] a = { 1 }; public int[] A() => a; [ContractInvariantMethod] void I() { Contract.Invariant(a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } }")]
    [InlineData("an array that the constructor gets", "public class D { private readonly int[] a; public D(int[] x) { Contract.Requires(x.Length > 0 && x[0] >= 0); a = x; } [ContractInvariantMethod] void I() { Contract.Invariant(a.Length > 0 && a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return a[0]; } }")]
    [InlineData("a list that a property hands out", "public class D { public L Items { get; } = new() { 1 }; [ContractInvariantMethod] void I() { Contract.Invariant(Items.Count > 0); } public int M() { return Items[0]; } }")]
    [InlineData("a list that the setter gets", "public class D { private L a = new() { 1 }; public void Set(L x) { Contract.Requires(x.Count > 0); a = x; } [ContractInvariantMethod] void I() { Contract.Invariant(a.Count > 0); } public int M() { return a[0]; } }")]
    [InlineData("an object that others have", "public class C { public int V; } public class D { private readonly C c; public D(C x) { Contract.Requires(x.V >= 0); c = x; } [ContractInvariantMethod] void I() { Contract.Invariant(c.V >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return c.V; } }")]
    [InlineData("an array of another object", "public class D { private int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 2 && a[0] <= a[1]); } public void Share(D o) { a = o.a; } public void M() { a[1] = a[0]; } }")]
    [InlineData("a list that a lambda changes later", "public class D { private readonly L a = new() { 1 }; public Action Later() => () => a.Clear(); [ContractInvariantMethod] void I() { Contract.Invariant(a.Count > 0); } public int M() { return a[0]; } }")]
    [InlineData("a field that a lambda writes later", "public class D { private int n; public Action Later() => () => n = -1; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } }")]
    [InlineData("a field that a private member writes later", "public class D { private int n; void Break() { n = -1; } void Deep() => Break(); public Action Later() => Deep; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } }")]
    [InlineData("a property that a local function writes later", "public class D { public int N { get; private set; } public Action Later() { return Break; void Break() { N--; } } [ContractInvariantMethod] void I() { Contract.Invariant(N >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return N; } }")]
    [InlineData("a getter of a field that a lambda writes later", "public class D { private int n; private int Half => n / 2; public Action Later() => () => n = -9; [ContractInvariantMethod] void I() { Contract.Invariant(Half >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return Half; } }")]
    [InlineData("a static that anybody changes", "public class D { private static int q; private int p; [ContractInvariantMethod] void I() { Contract.Invariant(p == q); } public static void N() { q++; } public int M() { Contract.Ensures(Contract.Result<int>() == 0); return p - q; } }")]
    [InlineData("an array that somebody else keeps", "public class D { private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); S.Find(a); return a[0]; } } public static class S { static int[]? k; public static int Find(int[] x) { k = x; return 0; } }")]
    public void What_others_may_write_is_unknown(string name, string source)
    {
        Assert.NotEmpty(name);

        var report = Proving.One(source.Replace("L ", List + " ").Replace("L(", List + "("));

        Assert.Equal("unknown", report.Word);
        Assert.Contains("which others may write", report.Reason!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("an array that somebody else changes", "public class D { private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); S.Find(a); return a[0]; } } public static class S { public static int Find(int[] x) => x.Length > 0 ? x[0]-- : 0; }")]
    [InlineData("an array that somebody else hands on", "public class D { private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a[0] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); S.Find(a); return a[0]; } } public static class S { static int[] Id(int[] x) => x; public static int Find(int[] x) { Id(x)[0] = -1; return 0; } }")]
    public void What_others_write_is_not_proved(string name, string source)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", Proving.One(source).Word);
    }

    [Fact]
    public void A_helper_of_the_class_that_changes_owned_state_is_seen() => Proving.ExpectTwins(
        "public class D { private readonly int[] a = new int[1]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 1 && a[0] >= 0); } static void Set(int[] x) { Contract.Requires(x.Length > 0); Contract.Ensures(x[0] == 1); x[0] = 1; } public void M() { Set(a); } }",
        "public class D { private readonly int[] a = new int[1]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 1 && a[0] >= 0); } static void Set(int[] x) { Contract.Requires(x.Length > 0); Contract.Ensures(x[0] == -1); x[0] = -1; } public void M() { Set(a); } }",
        "objinv");

    [Theory]
    [InlineData("an element", "public class D { private readonly int[] a = new int[1]; [ContractInvariantMethod] void I() { Contract.Invariant(a[0] >= 0); } public void M(D o) { o.a[0] = -1; } }")]
    [InlineData("a list", "public class D { private readonly System.Collections.Generic.List<int> a = new(); private int n; [ContractInvariantMethod] void I() { Contract.Invariant(a.Count == n); } public void M(D o) { o.a.Add(1); n = a.Count; } }")]
    public void Who_changes_another_objects_state_owes_its_invariant(string name, string source)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", Proving.One(source).Word);
    }

    [Theory]
    [InlineData("static C? last; int n; public C(int k) { n = 1; last = this; n = k; if (k < 0) throw new ArgumentException(); }", false)]
    [InlineData("int n; public C(int k, System.Collections.Generic.List<C> all) { n = 1; all.Add(this); n = k; if (k < 0) throw new ArgumentException(); }", false)]
    [InlineData("static Func<int>? last; int n; public C(int k) { n = 1; last = () => n; n = k; if (k < 0) throw new ArgumentException(); }", false)]
    [InlineData("static C? last; int n; public C(int k) { n = 1; Tell(); n = k; if (k < 0) throw new ArgumentException(); } void Tell() { last = this; }", false)]
    [InlineData("int n; public C(int k) { if (k < 0) throw new ArgumentException(); n = k; }", true)]
    [InlineData("int n; public C(int k) { n = k; if (k < 0) throw new ArgumentException(); }", true)]
    public void An_object_that_was_seen_keeps_its_invariant_when_the_constructor_throws(string members, bool isProved)
    {
        var report = Proving.All($"public class C {{ {members} [ContractInvariantMethod] void I() {{ Contract.Invariant(n >= 0); }} }}")["C"];

        Assert.True(isProved == (report.Word == "proved"), $"{report.Word} {report.Reason}");
    }

    [Fact]
    public void A_base_that_lets_the_object_out_shows_it_before_the_constructor_throws()
    {
        const string Source = "public class B { public static B? Last; public B() { Last = this; } } public class C : B { int n; public C(int k) { n = -1; if (k < 0) throw new ArgumentException(); n = k; } [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } }";

        Assert.NotEqual("proved", Proving.All(Source)["C"].Word);
    }

    [Theory]
    [InlineData("get; set;")]
    [InlineData("get; init;")]
    public void Trust_in_a_property_that_others_may_set_is_counted(string accessors)
    {
        var report = Proving.One($"public class D {{ public int N {{ {accessors} }} [ContractInvariantMethod] void I() {{ Contract.Invariant(N >= 0); }} public int M() {{ Contract.Ensures(Contract.Result<int>() >= 0); return N; }} }}");

        Assert.Equal("proved", report.Word);
        Assert.Contains(report.Assumptions, a => a.Kind == "object-invariant");
    }
}
