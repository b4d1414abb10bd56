using Maestro.Cli.Comparing;
using Maestro.Cli.Packages;

namespace Maestro.Cli.Tests.Packages;

public sealed class PackageComparerTests
{
    [Fact]
    public void A_method_with_the_same_IL_is_the_same_without_being_decompiled()
    {
        var row = TwoVersions.Compare("public static int F(int n) => n + 1;", "public static int F(int n) => n + 1; public static int G() => 2;");

        Assert.Equal((BehaviourWord.Same, "the same IL, and of all that it reaches"), (row.Verdict, row.Reason));
    }

    [Fact]
    public void A_method_written_otherwise_is_proved_the_same()
    {
        var row = TwoVersions.Compare("public static int F(int n) { if (n > 3) return 1; return 2; }", "public static int F(int n) => n <= 3 ? 2 : 1;");

        Assert.Equal(BehaviourWord.Same, row.Verdict);
    }

    [Fact]
    public void A_method_that_does_something_else_differs_on_an_input_that_both_ran()
    {
        var row = TwoVersions.Compare("public static int F(int n) => n > 3 ? 1 : 2;", "public static int F(int n) => n >= 3 ? 1 : 2;");

        Assert.Equal(BehaviourWord.Different, row.Verdict);
        Assert.Equal(("C.F(3)", "2", "1"), (row.Witness!.Statement.Trim(';'), row.Witness.Old, row.Witness.New));
    }

    [Fact]
    public void A_difference_in_what_a_method_calls_inside_the_package_is_its_own()
    {
        var row = TwoVersions.Compare("public static int F(int n) => G(n); static int G(int n) => n;", "public static int F(int n) => G(n); static int G(int n) => n + 1;");

        Assert.Equal(BehaviourWord.Different, row.Verdict);
    }

    [Theory]
    [InlineData("static readonly int s = 1; public static int F(int n) => s;", "static readonly int s = 2; public static int F(int n) => s;")]
    [InlineData("static readonly int[] s = { 1, 2, 3, 4, 5 }; public static int F(int n) => s[n];", "static readonly int[] s = { 1, 2, 3, 4, 6 }; public static int F(int n) => s[n];")]
    [InlineData("class B { public virtual int V() => 1; } class D : B { public override int V() => 2; } static B Of(int n) => n > 0 ? new D() : new B(); public static int F(int n) => Of(n).V();",
        "class B { public virtual int V() => 1; } class D : B { public override int V() => 3; } static B Of(int n) => n > 0 ? new D() : new B(); public static int F(int n) => Of(n).V();")]
    [InlineData("interface I { int V(); } class A { public int V() => 1; } class D : A, I { } static I Of() => new D(); public static int F(int n) => Of().V();",
        "interface I { int V(); } class A { public int V() => 2; } class D : A, I { } static I Of() => new D(); public static int F(int n) => Of().V();")]
    [InlineData("class E { public override string ToString() => \"a\"; } public static int F(int n) => $\"{new E()}\"[0];", "class E { public override string ToString() => \"b\"; } public static int F(int n) => $\"{new E()}\"[0];")]
    [InlineData("public static int F(int n) => typeof(C).Assembly.GetName().Version.Major;", "public static int F(int n) => typeof(C).Assembly.GetName().Version.Major; public static int H;")]
    [InlineData("enum K { A, B } public static int F(int n) => (int)System.Enum.Parse(typeof(K), \"A\");", "enum K { B, A } public static int F(int n) => (int)System.Enum.Parse(typeof(K), \"A\");")]
    [InlineData("public static int F(int n) { System.Func<int> f = () => 1; return f(); }", "public static int F(int n) { System.Func<int> f = () => 2; return f(); }")]
    public void What_a_method_reaches_only_in_a_roundabout_way_is_not_overlooked(string old, string now) =>
        Assert.NotEqual(BehaviourWord.Same, TwoVersions.Compare(old, now).Verdict);

    [Fact]
    public void Members_that_are_gone_or_new_are_told()
    {
        var rows = TwoVersions.Compare("public static class C { public static void G() { } }", "public static class C { public static void H() { } }", "M:C.G", "M:C.H", "M:C.Elsewhere");

        Assert.Equal([BehaviourWord.Removed, BehaviourWord.New], rows.Values.Select(r => r.Verdict));
    }

    [Fact]
    public void An_override_that_may_run_in_place_of_a_called_method_is_compared_too()
    {
        const string Source = "public class B { public virtual int V() => 1; } public class D : B { public override int V() => 2; }";

        var rows = TwoVersions.Compare(Source, Source.Replace("=> 2", "=> 3", StringComparison.Ordinal), "M:B.V");

        Assert.Equal(BehaviourWord.Different, rows["M:D.V"].Verdict);
    }

    [Fact]
    public void Code_that_does_not_compile_again_is_undecided()
    {
        // A function pointer's calling convention survives in IL and not in what is made of it for comparison; whatever happens, nothing is claimed.
        var row = TwoVersions.Compare(
            "public static unsafe int F(int n) { int* p = stackalloc int[2]; p[0] = n; return *(p + (n & 1)); }",
            "public static unsafe int F(int n) { int* p = stackalloc int[2]; p[0] = n; return *(p + (n & 3)); }");

        Assert.Equal(BehaviourWord.Unknown, row.Verdict);
    }

    [Theory]
    [InlineData("")]
    [InlineData("MZ and then nothing of an assembly")]
    public void A_file_that_is_no_assembly_is_not_opened(string text)
    {
        using var folder = new TemporaryFolder();

        Assert.Null(PackageImage.Open(folder.Write("Some.Package.dll", text), TwoVersions.References));
    }

    [Fact]
    public void An_assembly_cut_or_altered_anywhere_crashes_nothing()
    {
        using var folder = new TemporaryFolder();
        var whole = File.ReadAllBytes(TwoVersions.Emit(folder, "whole", "public static class C { public static int F(int n) { for (var i = 0; i < n; i++) { n += i; } return n; } }", optimised: true));
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            var bytes = (byte[])whole.Clone();
            for (var j = 0; j < 4; j++)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var path = Path.Combine(folder.Root, $"{i}.dll");
            File.WriteAllBytes(path, i % 3 == 0 ? bytes[..random.Next(bytes.Length)] : bytes);
            using var image = PackageImage.Open(path, TwoVersions.References);
            _ = image?.Closure(TwoVersions.Member);
        }
    }
}
