namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>What cannot be checked is left as it was, and listed.</summary>
public sealed class UncheckedTests
{
    [Theory]
    [InlineData("constructor", "_ = new Thing(-1);")]
    [InlineData("property", "new Thing(-1).Size = -1;")]
    [InlineData("property", "_ = new Thing(-1)[-1];")]
    [InlineData("delegate", "Func<int, int> f = new Thing(-1).Get; f(-1);")]
    [InlineData("operator", "_ = new Thing(-1) + -1;")]
    [InlineData("operator", "_ = (Thing)(-1);")]
    [InlineData("expression tree", "System.Linq.Expressions.Expression<Func<int>> f = () => Thing.Same(-1); f.Compile()();")]
    [InlineData("dynamic", "Thing.Same((dynamic)(-1));")]
    [InlineData("not an ordinary method", "(new Thing(-1) is var (a, b)).ToString();", true)]
    [InlineData("base call", "new Derived().Base(-1);")]
    [InlineData("static interface member", "Of<Able>(-1);")]
    [InlineData("receiver of a type parameter or a boxed value", "var a = new Able(); Through(ref a, -1);")]
    [InlineData("an iterator or an asynchronous method of a type of its own", "foreach (var n in Thing.All(-1)) { }")]
    [InlineData("local function", "int Local(int n) { Contract.Requires(n > 0); return n; } Local(-1);")]
    [InlineData("a type in its signature has no name outside", "Hide(new Hidden(), -1);")]
    [InlineData("a type in its signature has no name outside", "new Filed().Get(-1);")]
    [InlineData("its contract is ill-formed", "Thing.Wrong(-1);")]
    public async Task A_call_that_cannot_be_intercepted_is_listed_and_runs_as_before(string reason, string statement, bool silent = false)
    {
        var source = $$"""
            public class Thing
            {
                public Thing(int n) { Contract.Requires(n > 0); }
                public int Size { get => 1; set { Contract.Requires(value > 0); } }
                public int this[int n] { get { Contract.Requires(n > 0); return n; } }
                public int Get(int n) { Contract.Requires(n > 0); return n; }
                public virtual int Virtual(int n) { Contract.Requires(n > 0); return n; }
                public void Deconstruct(out int a, out int b) { Contract.Ensures(Contract.ValueAtReturn(out a) > 0); a = b = -1; }
                public static int Same(int n) { Contract.Requires(n > 0); return n; }
                public static IEnumerable<int> All(int n) { Contract.Requires(n > 0); yield return n; }
                public static int Wrong(int n) { n++; Contract.Requires(n > 0); return n; }
                public static Thing operator +(Thing t, int n) { Contract.Requires(n > 0); return t; }
                public static explicit operator Thing(int n) { Contract.Requires(n > 0); return new Thing(n); }
            }
            public class Derived : Thing { public Derived() : base(1) { } public int Base(int n) => base.Virtual(n); }
            public interface IAble { static virtual int Make(int n) { Contract.Requires(n > 0); return n; } void Grow(int n) { Contract.Requires(n > 0); } }
            public struct Able : IAble { public int N; public void Grow(int n) => N += n; }
            file class Filed { public int Get(int n) { Contract.Requires(n > 0); return n; } }
            public static class Demo
            {
                private class Hidden;
                private static void Hide(Hidden h, int n) { Contract.Requires(n > 0 && h != null); }
                private static int Of<T>(int n) where T : IAble => T.Make(n);
                private static void Through<T>(ref T t, int n) where T : IAble => t.Grow(n);
                public static int Run() { {{statement}} return 1; }
            }
            """;

        var (calls, _) = await CheckedProgram.UncheckedAsync(source);

        Assert.True(silent || calls.Any(c => c.Contains($"({reason})", StringComparison.Ordinal)), string.Join("\n", calls));
        Assert.Equal(1, CheckedProgram.Run(source).Result);
    }

    [Theory]
    [InlineData("assigns its parameter `n`", "Contract.Ensures(n > 0); n = -1;")]
    [InlineData("a captured parameter", "Contract.Requires(captured > 5);")]
    [InlineData("which may write", "Contract.Requires(Count() > 1000);")]
    [InlineData("what has no copy", "Contract.Ensures(Contract.ForAll(0, 1, k => Contract.OldValue(_cells[k].N) == 7));")]
    [InlineData("reads `_secret`, which is not accessible", "Contract.Requires(_secret is not Secret.A);")]
    [InlineData("names the type `Secret`", "Contract.Requires(typeof(Secret).Name == null);")]
    [InlineData("reads the event `Rung`", "Contract.Requires(Rung != null);")]
    [InlineData("the compiler says CS0103", "Contract.Requires(n is var m && m < 100); Contract.Requires(m > 7);")]
    [InlineData("it is a query", "Contract.Requires((from k in new[] { 1 } select k).Count() == 7);")]
    public async Task A_clause_that_only_the_method_can_evaluate_is_listed_and_the_others_are_checked(string reason, string clause)
    {
        var source = $$"""
            public class Cell { public int N; }
            public class Thing(int captured)
            {
                public event Action? Rung;
                private enum Secret { A, B }
                private Secret _secret = Secret.A;
                private int _counted;
                private readonly Cell[] _cells = [new Cell { N = 1 }];
                private int Count() => ++_counted;
                public int Get(int n)
                {
                    Contract.Requires(n < 100);
                    {{clause}}
                    return _cells.Length + captured + (int)_secret;
                }
            }
            public static class Demo { public static int Run() => new Thing(0).Get(N); private const int N = 1; }
            """;

        var (calls, clauses) = await CheckedProgram.UncheckedAsync(source);

        Assert.Empty(calls);
        Assert.Contains(reason, Assert.Single(clauses), StringComparison.Ordinal);
        CheckedProgram.Returns(1, source);
        CheckedProgram.Violates("Requires", "Contract.Requires(n < 100)", source.Replace("N = 1;", "N = 100;", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_call_whose_repetition_would_bind_to_another_overload_is_listed_and_runs_as_before()
    {
        const string Source = """
            public static class Thing
            {
                public static int Get(string s, int n = 1) { Contract.Requires(n > 5); return n; }
                [System.Runtime.CompilerServices.OverloadResolutionPriority(1)]
                public static int Get(object s, object n) => 7;
            }
            public static class Demo { public static int Run() => Thing.Get("a"); }
            """;

        var (calls, _) = await CheckedProgram.UncheckedAsync(Source);

        Assert.Contains("another overload", Assert.Single(calls), StringComparison.Ordinal);
        CheckedProgram.Returns(1, Source);
    }

    [Fact]
    public async Task A_program_without_contracts_or_with_everything_checked_says_nothing()
    {
        Assert.Equal(([], []), await CheckedProgram.UncheckedAsync("public static class Demo { public static int Run() => 1; }"));
        Assert.Equal(([], []), await CheckedProgram.UncheckedAsync("""
            public static class Demo
            {
                public static int Run() => Same(1);
                internal static int Same(int n) { Contract.Requires(n > 0); return n; }
            }
            """));
    }

    [Fact]
    public async Task A_call_that_is_no_call_is_not_listed() => Assert.Equal(([], []), await CheckedProgram.UncheckedAsync("""
        public static class Demo
        {
            public static int Run() { System.Diagnostics.Debug.Assert(Same(-1) < 0); return nameof(Same).Length; }
            internal static int Same(int n) { Contract.Requires(n > 0); Contract.Ensures(Same(n) == n); return n; }
        }
        """));
}
