namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>Declarations and call sites of unusual shape: with 1 the contract holds, with -1 it does not, and everything else goes through unchanged.</summary>
public sealed class ShapeTests
{
    // Each has Demo.Call(int n) with one contract `n > 0` on the way, and returns "ok".
    private static readonly Dictionary<string, string> Shapes = new(StringComparer.Ordinal)
    {
        ["keywords as names"] = """
            public class @class { public string @if(int @in, string @this) { Contract.Requires(@in > 0 && @this != null); return @this; } }
            public static partial class Demo { static string Call(int n) => new @class().@if(n, "ok"); }
            """,
        ["readonly generic struct"] = """
            public readonly struct Pair<T>(T item, int count) { private readonly T _item = item; private readonly int _count = count; public T Get(int n) { Contract.Requires(n > 0 && _count > 1); Contract.Ensures(Contract.Result<T>()!.Equals(_item)); return _item; } }
            public static partial class Demo { static string Call(int n) { var p = new Pair<string>("ok", 2); return new Pair<string>("ok", 3).Get(1) + p.Get(n)[..0]; } }
            """,
        ["private method of a struct"] = """
            public struct Counter { private int _n; public string Go(int n) { Add(n); Add(1); return _n == n + 1 ? "ok" : "lost"; } private void Add(int n) { Contract.Requires(n > 0); Contract.Ensures(_n == Contract.OldValue(_n) + n); _n += n; } }
            public static partial class Demo { static string Call(int n) { var c = new Counter(); return c.Go(n); } }
            """,
        ["ref struct"] = """
            public ref struct Window(Span<int> all) { private readonly Span<int> _all = all; private int _at; public int Next(int n) { Contract.Requires(n > 0); Contract.Ensures(_at == Contract.OldValue(_at) + n); _at += n; return _all[_at]; } public readonly Span<int> Rest(int n) { Contract.Requires(n > 0); return _all[n..]; } }
            public static partial class Demo { static string Call(int n) { var w = new Window([1, 2, 3]); w.Next(n); return w.Next(1) + w.Rest(n).Length == 5 ? "ok" : "lost"; } }
            """,
        ["struct with an inherited contract"] = """
            [ContractClass(typeof(HasContract))] public interface IHas { int Count { get; } string Get(int n); }
            [ContractClassFor(typeof(IHas))] abstract class HasContract : IHas { public abstract int Count { get; } public string Get(int n) { Contract.Requires(n > 0 && this.Count > 0); return ""; } }
            public struct Has : IHas { public int Count => 1; public string Get(int n) => "ok"; }
            public static partial class Demo { static string Call(int n) { var h = new Has(); return h.Get(n); } }
            """,
        ["type parameter of a class"] = """
            public class Base { public virtual string Get(int n) { Contract.Requires(n > 0); return ""; } }
            public class Derived : Base { public override string Get(int n) => "ok"; }
            public static partial class Demo { static string Of<T>(T t, int n) where T : Base => t.Get(n); static string Call(int n) => Of(new Derived(), n); }
            """,
        ["nested calls and arguments with effects in order"] = """
            public static partial class Demo
            {
                static readonly List<int> Log = [];
                static int Note(int n) { Log.Add(n); return n; }
                static int Add(int a, int b) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() == a + b); return a + b; }
                static string Call(int n) { Log.Clear(); var r = Add(b: Note(2), a: Add(Note(n), Add(Note(3), Note(4)))); return string.Join(",", Log) == "2,1,3,4" && r == 10 ? "ok" : string.Join(",", Log); }
            }
            """,
        ["field initialiser, constructor arguments, local function, lambda, iterator"] = """
            public class Base(int n) { protected readonly int N = n; }
            public class First(int n) : Base(Demo.Same(n));
            public class Second : Base { public Second(int n) : base(Demo.Same(n)) { } }
            public static partial class Demo
            {
                private static readonly int One = Same(1);
                private static int Two { get; } = Same(2);
                public static int Same(int n) { Contract.Requires(n > 0); return n; }
                static IEnumerable<int> All(int n) { yield return Same(n); }
                static string Call(int n)
                {
                    _ = new First(1); _ = new Second(1); _ = All(1).ToList();
                    int Local(int k) => Same(k);
                    Func<int, int> f = k => Same(k);
                    return Local(1) + f(n) + One + Two == 5 ? "ok" : "lost";
                }
            }
            """,
        ["primary constructor arguments"] = """
            public class Base(int n) { public readonly int N = n; }
            public class First(int n) : Base(Demo.Same(n));
            public static partial class Demo { public static int Same(int n) { Contract.Requires(n > 0); return n; } static string Call(int n) => new First(n).N == 1 ? "ok" : "lost"; }
            """,
        ["iterator that calls"] = """
            public static partial class Demo { static int Same(int n) { Contract.Requires(n > 0); return n; } static IEnumerable<int> All(int n) { yield return Same(n); } static string Call(int n) => All(n).Single() == 1 ? "ok" : "lost"; }
            """,
        ["tuples, dynamic and default values"] = """
            public static partial class Demo
            {
                static (string Text, int[] More) Split(dynamic d, (int A, int B) pair, int n = 1, string s = "ok", [System.Runtime.CompilerServices.CallerMemberName] string who = "")
                { Contract.Requires(pair.A > 0 && n > 0 && who == "Call"); Contract.Ensures(Contract.Result<(string Text, int[] More)>().More.Length == Contract.OldValue(pair.B)); return (s, new int[pair.B]); }
                static string Call(int n) => Split((object)"x", (n, 2)).Text;
            }
            """,
        ["covariant result and explicit base contract"] = """
            public abstract class Animal { public abstract Animal Clone(int n); public string Name = "ok"; }
            public class Cat : Animal { public override Cat Clone(int n) { Contract.Requires(n > 0); Contract.Ensures(Contract.Result<Cat>().Name == Name); return new Cat(); } }
            public static partial class Demo { static string Call(int n) => new Cat().Clone(n).Name; }
            """,
        ["partial method"] = """
            public partial class Part { public partial string Get(int n); }
            public partial class Part { public partial string Get(int m) { Contract.Requires(m > 0); return "ok"; } }
            public static partial class Demo { static string Call(int n) => new Part().Get(n); }
            """,
        ["default interface method"] = """
            public interface IGet { string Get(int n) { Contract.Requires(n > 0); return "ok"; } }
            public class Got : IGet { }
            public static partial class Demo { static string Call(int n) => ((IGet)new Got()).Get(n); }
            """,
        ["patterns, out variables, messages and lambdas with bodies"] = """
            public static partial class Demo
            {
                static string Get(int n, object o, Dictionary<string, int> d)
                {
                    Contract.Requires(o is string { Length: > 1 } s && s[0] == 'o', "an \"o\"\n");
                    Contract.Requires(d.TryGetValue("a", out var v) && v switch { 1 => true, _ => n > 0 }, $"text {n}");
                    Contract.Requires(Contract.ForAll(d.Keys, key => { return key.Length > 0; }) && Contract.Exists(0, 3, delegate (int k) { return k == 2; }));
                    Contract.Requires(n > 0);
                    Contract.Ensures(Contract.Result<string>() is { } r && r.Length == 2);
                    return (string)o;
                }
                static string Call(int n) => Get(n, "ok", new() { ["a"] = 3 });
            }
            """,
        ["extension of a struct by reference, called both ways"] = """
            public struct Counter { public int N; }
            public static class Counters { public static void Add(this ref Counter c, int n) { Contract.Requires(n > 0); Contract.Ensures(c.N == Contract.OldValue(c.N) + n); c.N += n; } }
            public static partial class Demo { static string Call(int n) { var c = new Counter(); c.Add(1); Counters.Add(ref c, n); return c.N == 2 ? "ok" : "lost"; } }
            """,
        ["private types as arguments of type parameters"] = """
            public class Box<T> { public string Put(T t, int n) { Contract.Requires(n > 0 && t != null); return "ok"; } }
            public static partial class Demo { private class Hidden; static string Call(int n) => new Box<Hidden>().Put(new Hidden(), n) + new Box<(int, Hidden)>().Put(default, n)[..0]; }
            """,
        ["anonymous types and ref struct type arguments"] = """
            public static partial class Demo
            {
                static string Get<T>(T t, int n) { Contract.Requires(n > 0); return "ok"; }
                static string Ref<T>(scoped T t, int n) where T : allows ref struct { Contract.Requires(n > 0); return "ok"; }
                static string Call(int n) => Get(new { A = 1 }, 1) + Ref(new Span<int>(), n)[..0];
            }
            """,
        ["unsafe accessor of a constrained generic type"] = """
            public class Sorted<T> where T : struct, IComparable<T>
            {
                private readonly List<T> _all = [];
                private static int _made;
                [Pure] private bool Fits(T t) => _all.Count == 0 || _all[^1].CompareTo(t) <= 0;
                private int Count => _all.Count;
                public string Add(T t, int n)
                {
                    Contract.Requires(n > 0 && Fits(t) && _made >= 0);
                    Contract.Ensures(Count == Contract.OldValue(Count) + 1);
                    _all.Add(t);
                    return "ok";
                }
            }
            public static partial class Demo { static string Call(int n) { var s = new Sorted<double>(); s.Add(1, 1); return s.Add(2, n); } }
            """,
        ["async of a generic interface, ValueTask without result"] = """
            public interface IJob<T> { ValueTask Run(T t, int n); }
            public class Job : IJob<string> { public int Done; public async ValueTask Run(string t, int n) { Contract.Ensures(n > 0 && Done == 1); await Task.Yield(); Done++; } }
            public static partial class Demo { static string Call(int n) { var j = new Job(); j.Run("", n).AsTask().Wait(); return "ok"; } }
            """,
        ["nullable struct behind ?."] = """
            public struct Day { public int? Add(int n) { Contract.Requires(n > 0); return n; } }
            public static partial class Demo { static string Call(int n) { Day? d = new Day(), none = null; return d?.Add(n) == 1 && none?.Add(-1) == null ? "ok" : "lost"; } }
            """,
        ["struct in a readonly field, an in parameter, a foreach variable"] = """
            public struct Counter { private int _n; public int Add(int n) { Contract.Requires(n > 0); Contract.Ensures(_n == Contract.OldValue(_n) + n); return _n += n; } }
            public static partial class Demo
            {
                static readonly Counter Fixed = new();
                static int In(in Counter c, int n) => c.Add(n);
                static string Call(int n)
                {
                    var (own, sum) = (new Counter(), 0);
                    foreach (var c in new Counter[1]) sum += c.Add(1);
                    sum += Fixed.Add(1) + Fixed.Add(1) + In(own, n) + own.Add(2);
                    return sum == 6 ? "ok" : "lost" + sum;
                }
            }
            """,
        ["ref readonly result and accessors of both kinds of struct"] = """
            public struct Grid { private readonly int[] _all; private int _n; public Grid(int n) { _all = [n, 7]; _n = n; } public ref readonly int At(int n) { Contract.Requires(n > 0); Contract.Ensures(Contract.Result<int>() == 7 && _all.Length == 2); return ref _all[n]; } }
            public static partial class Demo { static string Call(int n) { var g = new Grid(3); ref readonly var x = ref g.At(n); return x == 7 ? "ok" : "lost"; } }
            """,
        ["names that hide the framework's and each other's"] = """
            namespace Shop.System { public static class Console { public static int Limit(int n) { Contract.Requires(n > 0); return n; } } }
            namespace Shop { public class String { public class Int32 { public static int Of(int @namespace) { Contract.Requires(@namespace > 0); return System.Console.Limit(@namespace); } } } }
            public static partial class Demo { static string Call(int n) => Shop.String.Int32.Of(n) == 1 ? "ok" : "lost"; }
            """,
        ["top of a static constructor and events"] = """
            public class Bell { public event Action<int>? Rung; public string Ring(int n) { Contract.Requires(n > 0); Rung!(n); return "ok"; } }
            public static partial class Demo { static readonly string S; static Demo() { var b = new Bell(); b.Rung += _ => { }; S = b.Ring(1); } static string Call(int n) { var b = new Bell(); b.Rung += _ => { }; return b.Ring(n); } }
            """,
    };

    public static TheoryData<string> Names => [.. Shapes.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Holds(string shape) => CheckedProgram.Returns("ok", Program(shape, 1));

    [Theory]
    [MemberData(nameof(Names))]
    public void Does_not_hold(string shape)
    {
        var ending = CheckedProgram.Run(Program(shape, -1));
        var thrown = ending.Exception is AggregateException { InnerException: { } inner } ? inner : ending.Exception;

        Assert.True(thrown?.GetType().Name == "RuntimeContractException", thrown?.ToString() ?? $"returned {ending.Result}");
    }

    private static string Program(string shape, int n) => $$"""
        {{Shapes[shape]}}
        public static partial class Demo { public static string Run() => Call({{n}}); }
        """;
}
