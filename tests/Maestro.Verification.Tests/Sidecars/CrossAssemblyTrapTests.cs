namespace Maestro.Verification.Tests.Sidecars;

/// <summary>Methods that break their promise through another assembly: never proved, by its sidecar or by its source.</summary>
public sealed class CrossAssemblyTrapTests
{
    private const string Library = """
        public sealed class Box
        {
            private int _value;
            private int[] _items;
            private Box? _inner;
            private static int s_made;
            public int Open;

            public Box(int[] items) { _items = items; s_made++; }

            public int Value => _value;

            public int First => _items[0];

            public static int Made => s_made;

            public int Auto { get; set; }

            public Box? Inner { get => _inner; set => _inner = value; }

            public void Set(int n) { Contract.Ensures(Value == n); _value = n; }

            public void SetFirst(int n) => _items[0] = n;

            public void SetInner(int n) { if (_inner != null) _inner._value = n; }

            public void SetOpen(int n) => Open = n;

            public static void Make() => s_made++;

            [Pure]
            public int Sum(int[] xs) { Contract.Ensures(Contract.Result<int>() == xs.Length + Value); return xs.Length + _value; }

            [Pure]
            public int Peek(int[] xs) => xs[0];
        }

        public class Animal
        {
            protected int legs = 4;

            public virtual int Legs => legs;

            public int Known => legs;

            public virtual void Walk() { Contract.Ensures(Legs == Contract.OldValue(Legs)); }
        }

        public class Root
        {
            private static int s_made;

            public Root() { s_made++; }

            public static int Made => s_made;
        }

        public struct Meter
        {
            private int _count;

            public int Count => _count;

            public int Auto { get; set; }

            public void Tick() { Contract.Ensures(Count == Contract.OldValue(Count) + 1); _count++; }
        }

        public static class Out
        {
            public static void Give(out int n, ref int m) { Contract.Ensures(Contract.ValueAtReturn(out n) == 1); n = 1; m = 2; }

            public static int Text(string s) { Contract.Requires(s == "a\"b\n\\"); return 1; }

            public static long Wide(long n, char c = 'x') { Contract.Requires(n > 3_000_000_000L && c >= 'a'); Contract.Ensures(Contract.Result<long>() == n); return n; }

            public static bool All(int[] n) { Contract.Requires(Contract.ForAll(0, n.Length, Length => n[Length] > 0)); return true; }

            public static int Named(int @class, int other) { Contract.Requires(@class < other); return 0; }
        }
        """;

    [Theory]
    // Private state changes between two reads.
    [InlineData("int M(Box b) { Contract.Requires(b.Value == 1); Contract.Ensures(Contract.Result<int>() == 1); b.Set(2); return b.Value; }")]
    [InlineData("int M(Box a, Box b) { Contract.Requires(a.Value == 1); Contract.Ensures(Contract.Result<int>() == 1); b.Set(2); return a.Value; }")]
    [InlineData("int M(Box a, Box b) { a.Set(1); b.Set(2); Contract.Assert(a.Value == 1); return 0; }")]
    [InlineData("int M(Box b) { Contract.Requires(b.Inner != null && b.Inner.Value == 1); b.SetInner(5); Contract.Assert(b.Inner != null && b.Inner.Value == 1); return 0; }")]
    [InlineData("int M(Box b) { Contract.Requires(b.Auto == 1); b.Auto = 2; Contract.Assert(b.Auto == 1); return 0; }")]
    [InlineData("int M(Box b, Box c) { Contract.Requires(b.Auto == 1); c.Auto = 2; Contract.Assert(b.Auto == 1); return 0; }")]
    [InlineData("int M(Box b) { Contract.Requires(b.Open == 1); b.SetOpen(2); Contract.Assert(b.Open == 1); return 0; }")]
    [InlineData("int M() { var before = Box.Made; Box.Make(); Contract.Assert(Box.Made == before); return 0; }")]
    [InlineData("int M(int[] xs) { var before = Box.Made; var b = new Box(xs); Contract.Assert(Box.Made == before); return 0; }")]
    // An array that both sides hold.
    [InlineData("int M() { var xs = new int[] { 1 }; var b = new Box(xs); b.SetFirst(7); Contract.Assert(xs[0] == 1); return 0; }")]
    [InlineData("int M() { var xs = new int[] { 1 }; var b = new Box(xs); var first = b.First; xs[0] = 9; Contract.Assert(b.First == first); return 0; }")]
    [InlineData("int M(Box b, int[] xs) { Contract.Requires(xs.Length > 0); var p = b.Peek(xs); xs[0] = p + 1; Contract.Assert(b.Peek(xs) == p); return 0; }")]
    [InlineData("int M(Box b, int[] xs) { var s = b.Sum(xs); b.Set(b.Value + 1); Contract.Assert(b.Sum(xs) == s); return 0; }")]
    // Loops forget what their bodies change.
    [InlineData("int M(Box b) { b.Set(0); for (var i = 0; i < 3; i++) { b.Set(i); } Contract.Assert(b.Value == 0); return 0; }")]
    [InlineData("int M(Box b) { b.Auto = 0; for (var i = 0; i < 3; i++) { b.Auto = i; } Contract.Assert(b.Auto == 0); return 0; }")]
    // Through a helper of the user's own.
    [InlineData("void Touch(Box b) => b.Set(9); public static int M(Box b) { Contract.Requires(b.Value == 1); Touch(b); Contract.Assert(b.Value == 1); return 0; }")]
    [InlineData("void Touch(Box b) => b.Auto = 9; public static int M(Box b) { Contract.Requires(b.Auto == 1); Touch(b); Contract.Assert(b.Auto == 1); return 0; }")]
    // Structs are values.
    [InlineData("int M(Meter m) { var c = m.Count; m.Tick(); Contract.Assert(m.Count == c); return 0; }")]
    [InlineData("int M(Meter m) { var n = m; n.Tick(); Contract.Assert(n.Count == m.Count); return 0; }")]
    [InlineData("int M(Meter[] ms) { Contract.Requires(ms.Length > 0); var c = ms[0].Count; ms[0].Tick(); Contract.Assert(ms[0].Count == c); return 0; }")]
    // By reference, by name, constants.
    [InlineData("int M(int k) { Contract.Requires(k == 5); Out.Give(out var n, ref k); Contract.Assert(k == 5); return n; }")]
    [InlineData("int M() => Out.Text(\"a\\\"b\\n\");")]
    [InlineData("long M() => Out.Wide(2_999_999_999L);")]
    [InlineData("long M() => Out.Wide(4_000_000_000L, 'A');")]
    [InlineData("bool M() => Out.All(new int[] { 1, 0 });")]
    [InlineData("int M() => Out.Named(other: 1, @class: 2);")]
    public void A_broken_promise_is_not_proved(string method) => NotProved($"static class User {{ public static {method} }}");

    [Theory]
    // Overrides that nobody has promised anything for.
    [InlineData("class Bird : Animal { public override int Legs => 2; } static class User { public static int M(Animal a) { Contract.Requires(a.Known == 4); Contract.Ensures(Contract.Result<int>() == 4); return a.Legs; } }")]
    [InlineData("class Bird : Animal { public override void Walk() { legs = 7; } public static int M(Bird b) { Contract.Requires(b.Known == 4); Contract.Ensures(Contract.Result<int>() == 4); b.Walk(); return b.Known; } }")]
    [InlineData("class Bird : Animal { public int M() { Contract.Requires(Known == 4); Contract.Ensures(Contract.Result<int>() == 4); legs = 2; return Known; } }")]
    [InlineData("class Bird : Animal { public override void Walk() { legs++; legs--; legs = 8; } } static class User { public static int M(Animal a) { Contract.Requires(a.Known == 4); Contract.Ensures(Contract.Result<int>() == 4); a.Walk(); return a.Known; } }")]
    // A struct in a field, ticked through the user's own method.
    [InlineData("class U { Meter _m; void Go() { _m.Tick(); } public static int M(U u) { var c = u._m.Count; u.Go(); Contract.Assert(u._m.Count == c); return 0; } }")]
    [InlineData("class U { Meter _m; void Go() { _m.Auto = 3; } public static int M(U u) { Contract.Requires(u._m.Auto == 1); u.Go(); Contract.Assert(u._m.Auto == 1); return 0; } }")]
    [InlineData("class U { Meter[] _m = new Meter[1]; void Go() { _m[0].Tick(); } public static int M(U u) { Contract.Requires(u._m.Length > 0); var c = u._m[0].Count; u.Go(); Contract.Assert(u._m[0].Count == c); return 0; } }")]
    // What runs before a constructor's body.
    [InlineData("class U { Box b = new Box(new int[1]); public static int M() { var n = Box.Made; var u = new U(); Contract.Assert(Box.Made == n); return 0; } }")]
    [InlineData("static class Counter { static int s; public static int Next() => ++s; public static int Now => s; } class V { int x = Counter.Next(); } class U { V v = new V(); public static int M() { var n = Counter.Now; var u = new U(); Contract.Assert(Counter.Now == n); return 0; } }")]
    [InlineData("class D : Root { public D() { } } static class U { public static int M() { var n = Root.Made; var d = new D(); Contract.Assert(Root.Made == n); return 0; } }")]
    [InlineData("class D : Root { } static class U { public static int M() { var n = Root.Made; var d = new D(); Contract.Assert(Root.Made == n); return 0; } }")]
    [InlineData("class D : Root { public D(int x) : base() { } } static class U { static void Make() { new D(1); } public static int M() { var n = Root.Made; Make(); Contract.Assert(Root.Made == n); return 0; } }")]
    [InlineData("class B { public static int Made; public B() { Made++; } } class D : B { public D() { } } static class U { static void Make() { new D(); } public static int M() { var n = B.Made; Make(); Contract.Assert(B.Made == n); return 0; } }")]
    public void A_derived_class_changes_what_the_base_said(string user) => NotProved(user);

    private static void NotProved(string user)
    {
        var both = new TwoAssemblies(Library, user);

        Assert.NotEqual("proved", both.BySidecar()["M"].Word);
        Assert.NotEqual("proved", both.BySource()["M"].Word);
    }
}
