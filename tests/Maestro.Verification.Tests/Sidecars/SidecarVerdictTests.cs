namespace Maestro.Verification.Tests.Sidecars;

/// <summary>Verdicts of methods that call another assembly: by its sidecar never more than by its source, and never a wrong one.</summary>
public sealed class SidecarVerdictTests
{
    private const string Shelf = """
        public enum Size { Small = 1, Large = 2 }

        public sealed class Shelf
        {
            private const int Most = 100;
            private int _count;
            private readonly int[] _marks = new int[8];

            public Shelf(int count)
            {
                Contract.Requires(count >= 0 && count <= Most);
                Contract.Ensures(Count == count);
                _count = count;
            }

            public int Count => _count;

            public void Add(int n)
            {
                Contract.Requires(n >= 0);
                Contract.Requires(Count + n <= Most);
                Contract.Ensures(this.Count == Contract.OldValue(Count) + n);
                _count += n;
            }

            public void Take(int n)
            {
                Contract.Requires(n <= _count);
                _count -= n;
            }

            public void Mark(int[] marks) => marks[0] = _marks[0];

            [Pure]
            public static int Twice(int n)
            {
                Contract.Requires(n >= 0 && n < 1000);
                Contract.Ensures(Contract.Result<int>() == 2 * n);
                return n + n;
            }

            public static bool IsLarge(Size size)
            {
                Contract.Ensures(Contract.Result<bool>() == (size == Size.Large));
                return size == Size.Large;
            }

            public static int Reassigned(int n)
            {
                Contract.Ensures(Contract.Result<int>() == n);
                n = 7;
                return n;
            }
        }
        """;

    [Theory]
    [InlineData("int M(int n) { Contract.Requires(n >= 0 && n <= 50); Contract.Ensures(Contract.Result<int>() == n + 7); var s = new Shelf(n); s.Add(7); return s.Count; }", "proved", "proved")]
    [InlineData("int M(int n) { Contract.Requires(n >= 0); var s = new Shelf(90); s.Add(n); return s.Count; }", "unknown", "refuted")]
    [InlineData("int M(int n) { Contract.Ensures(Contract.Result<int>() == 2 * n); return Shelf.Twice(n); }", "refuted", "refuted")]
    [InlineData("void M(Shelf s) { s.Take(3); }", "unknown", "refuted")]
    [InlineData("int M(Shelf s, int[] xs) { Contract.Requires(xs.Length > 0 && xs[0] == 5 && s.Count == 3); Contract.Ensures(Contract.Result<int>() == 5); s.Add(1); Contract.Assert(s.Count == 4); return xs[0]; }", "proved", "proved")]
    [InlineData("int M(Shelf s) { Contract.Requires(s.Count == 3); Contract.Ensures(Contract.Result<int>() == 3); s.Add(1); return s.Count; }", "unknown", "refuted")]
    [InlineData("int M(Shelf s, int[] xs) { Contract.Requires(xs.Length > 0 && xs[0] == 5); Contract.Ensures(Contract.Result<int>() == 5); s.Mark(xs); return xs[0]; }", "unknown", "refuted")]
    [InlineData("bool M() { Contract.Ensures(Contract.Result<bool>()); return Shelf.IsLarge(Size.Large); }", "proved", "proved")]
    [InlineData("int M() { Contract.Ensures(Contract.Result<int>() == 3); return Shelf.Reassigned(3); }", "unknown", "refuted")]
    [InlineData("int M(Shelf a, Shelf b) { Contract.Requires(a.Count == 3 && b.Count == 3); Contract.Ensures(Contract.Result<int>() == 3); a.Add(1); return b.Count; }", "unknown", "refuted")]
    [InlineData("int M(Shelf s, int n) { Contract.Requires(s.Count == 0 && n >= 0 && n < 50); for (var i = 0; i < n; i++) { Contract.Invariant(s.Count == i && i >= 0); s.Add(1); } Contract.Assert(s.Count == n); return 0; }", "proved", "proved")]
    public void Calls_of_another_assembly(string method, string bySidecar, string bySource)
    {
        var both = new TwoAssemblies(Shelf, $"static class User {{ public static {method} }}");

        Assert.Equal(bySidecar, both.BySidecar()["M"].Word);
        Assert.Equal(bySource, both.BySource()["M"].Word);
    }

    [Fact]
    public void A_sidecar_of_another_build_says_nothing()
    {
        var both = new TwoAssemblies(Shelf, "static class User { public static int M() { Contract.Ensures(Contract.Result<int>() == 6); return Shelf.Twice(3); } }");

        Assert.Equal("proved", both.BySidecar()["M"].Word);
        Assert.Equal("unknown", both.ByCarriers(both.Carriers.Replace(both.ModuleVersion.ToString("D"), Guid.Empty.ToString("D"), StringComparison.Ordinal))["M"].Word);
    }

    [Fact]
    public void A_clause_that_binds_to_another_member_does_not_count()
    {
        // The internal overload is nearer, and nobody else sees it.
        const string Library = """
            public static class Limits
            {
                public static int Of(long n) => 1000;

                internal static int Of(int n) => 5;

                public static int Take(int n)
                {
                    Contract.Requires(n < Limits.Of(n));
                    Contract.Ensures(Contract.Result<int>() < Limits.Of(n));
                    return n;
                }
            }
            """;
        var both = new TwoAssemblies(Library, "static class User { public static int M() => Limits.Take(900); }");

        Assert.Equal("unknown", both.BySidecar()["M"].Word);
        Assert.Contains("not visible here", both.BySidecar()["M"].Reason!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_type_of_the_users_own_with_the_same_name_is_not_the_librarys()
    {
        const string Library = """
            namespace Shop;

            public static class Limits { public static int Most => 5; }

            public static class Till
            {
                public static void Take(int n) { Contract.Requires(n < Limits.Most); }

                public static void Put(object item) { Contract.Requires(item is Coin); }
            }

            public sealed class Coin { }
            """;
        const string User = """
            namespace Shop;

            public static class Limits { public static int Most => 1000; }

            public sealed class Coin { }

            static class User
            {
                public static void M() => Till.Take(900);

                public static void N() => Till.Put(new Coin());
            }
            """;
        var reports = new TwoAssemblies(Library, User).BySidecar();

        Assert.Equal("unknown", reports["M"].Word);
        Assert.NotEqual("proved", reports["N"].Word);
    }

    [Fact]
    public void An_override_owes_what_its_base_in_another_assembly_promises()
    {
        const string Library = """
            public abstract class Rate
            {
                public virtual int Of(int amount)
                {
                    Contract.Requires(amount > 0);
                    Contract.Ensures(Contract.Result<int>() >= 0);
                    return 0;
                }
            }
            """;
        const string User = """
            sealed class Flat : Rate { public override int Of(int amount) => amount; }
            """;

        Assert.Equal("proved", new TwoAssemblies(Library, User).BySidecar()["Of"].Word);
        Assert.Equal("refuted", new TwoAssemblies(Library, User.Replace("=> amount", "=> -amount", StringComparison.Ordinal)).BySidecar()["Of"].Word);
        Assert.Equal("refuted", new TwoAssemblies(Library, User.Replace("=> amount", "=> -amount", StringComparison.Ordinal)).BySource()["Of"].Word);
    }

    [Fact]
    public void An_interface_carries_its_contract_class()
    {
        const string Library = """
            [ContractClass(typeof(ScaleContract))]
            public interface IScale
            {
                int Factor { get; }

                int Apply(int n);
            }

            [ContractClassFor(typeof(IScale))]
            internal abstract class ScaleContract : IScale
            {
                public int Factor => default;

                public int Apply(int n)
                {
                    Contract.Requires(n >= 0);
                    Contract.Ensures(Contract.Result<int>() >= n);
                    return default;
                }
            }
            """;
        const string User = """
            static class User
            {
                public static int M(IScale scale) { Contract.Ensures(Contract.Result<int>() >= 4); return scale.Apply(4); }

                public static int N(IScale scale, int n) => scale.Apply(n);
            }
            """;
        var reports = new TwoAssemblies(Library, User).BySidecar();

        Assert.Equal("proved", reports["M"].Word);
        Assert.NotEqual("proved", reports["N"].Word);
    }

    [Fact]
    public void An_expression_keeps_its_overflow_check()
    {
        const string Library = """
            public static class Money
            {
                public static int Next(int n)
                {
                    Contract.Requires(n + 1 > n);
                    return n + 1;
                }
            }
            """;
        const string User = "static class User { public static int M() => Money.Next(int.MaxValue); }";

        Assert.Equal("refuted", new TwoAssemblies(Library, User).BySidecar()["M"].Word);
        Assert.Contains("checked(", Assert.Single(new TwoAssemblies(Library, User, isChecked: true).Members, m => m.Symbol.Contains("Next", StringComparison.Ordinal)).Clauses[0].Condition, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("}}}}")]
    [InlineData("[SidecarOf(\"Library\", 3)] class X {")]
    [InlineData("[SidecarOf(\"Library\", \"VERSION\")] static class X { [Member(\"M:Shelf.Twice(System.Int32)\", \"pure\", \"\")] static int Carrier(int n) { int } }")]
    [InlineData("[SidecarOf(\"Library\", \"VERSION\")] static class X { [Member(\"M:Shelf.Twice(System.Int32)\", \"pure\", \"\")] static int Carrier(string n, int m, int k) { global::System.Diagnostics.Contracts.Contract.Ensures(n.Length > 0, \"\"); throw null; } }")]
    public void Carriers_that_are_nonsense_prove_nothing_and_crash_nothing(string carriers)
    {
        var both = new TwoAssemblies(Shelf, "static class User { public static int M() { Contract.Ensures(Contract.Result<int>() == 6); return Shelf.Twice(3); } }");

        Assert.Equal("unknown", both.ByCarriers(carriers.Replace("VERSION", both.ModuleVersion.ToString("D"), StringComparison.Ordinal))["M"].Word);
    }
}
