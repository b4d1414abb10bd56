namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>Each way to call a method: the contract is checked, and what holds goes through unchanged.</summary>
public sealed class CallKindTests
{
    [Theory]
    [InlineData("3")]
    [InlineData("-3")]
    public void Static(string n) => Check(n == "3", 9, "Requires", "Contract.Requires(n > 0)", $$"""
        public static class Demo
        {
            public static int Run() => Square({{n}});
            internal static int Square(int n)
            {
                Contract.Requires(n > 0);
                return n * n;
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public void Instance_and_null_conditional(string n) => Check(n == "1", 21, "Ensures", "Contract.Ensures(Contract.Result<int>() > Contract.OldValue(_total))", $$"""
        public class Till
        {
            private int _total = 10;
            internal int Add(int n)
            {
                Contract.Ensures(Contract.Result<int>() > Contract.OldValue(_total));
                return _total += n;
            }
        }
        public static class Demo
        {
            public static int Run()
            {
                Till? till = new Till(), none = null;
                till?.Add(5);
                return till!.Add(4) + (none?.Add(-1) ?? 1) + (till?.Add({{n}}) ?? 0) - 19;
            }
        }
        """);

    [Theory]
    [InlineData("\"ab\"")]
    [InlineData("\"\"")]
    public void Generic_method_of_generic_type(string s) => Check(s.Length > 2, "ab2", "Requires", "Contract.Requires(item.Length + _minimum > other)", $$"""
        public class Box<T> where T : IComparable<T>
        {
            private int _minimum = 1;
            public string Put<U>(string item, U more, int other) where U : struct
            {
                Contract.Requires(item.Length + _minimum > other);
                Contract.Ensures(Contract.Result<string>() != null);
                return item + more;
            }
        }
        public static class Demo
        {
            public static string Run() => new Box<string>().Put({{s}}, 2, 1);
        }
        """);

    [Theory]
    [InlineData("5")]
    [InlineData("6")]
    public void Out_ref_and_in(string n) => Check(n == "5", 17, "Ensures", "Contract.ValueAtReturn(out twice) == 10", $$"""
        public static class Demo
        {
            public static int Run()
            {
                var sum = 1;
                var n = {{n}};
                Double(n, ref sum, out var twice, n);
                return sum + twice + 1;
            }
            internal static void Double(in int n, ref int sum, out int twice, ref readonly int same)
            {
                Contract.Requires(n > 0 && sum >= 0);
                Contract.Ensures(sum == Contract.OldValue(sum) + n);
                Contract.Ensures(Contract.ValueAtReturn(out twice) == 10);
                twice = 2 * n;
                sum += same;
            }
        }
        """);

    [Theory]
    [InlineData("2")]
    [InlineData("-2")]
    public void Interface_with_contract_class(string n) => Check(n == "2", 4, "Requires", "Contract.Requires(n > 0)", $$"""
        [ContractClass(typeof(DoublerContract<>))]
        public interface IDoubler<T> { int Count { get; } int Double(T key, int n); }
        [ContractClassFor(typeof(IDoubler<>))]
        abstract class DoublerContract<U> : IDoubler<U>
        {
            public abstract int Count { get; }
            int IDoubler<U>.Double(U key, int n)
            {
                Contract.Requires(n > 0);
                Contract.Ensures(Contract.Result<int>() >= Count);
                throw new NotSupportedException();
            }
        }
        public class Doubler : IDoubler<string>
        {
            public int Count => 3;
            int IDoubler<string>.Double(string key, int n) => 2 * n;
        }
        public static class Demo
        {
            public static int Run() { IDoubler<string> d = new Doubler(); return d.Double("k", {{n}}); }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Struct_receiver_keeps_what_the_call_writes(string n) => Check(n == "1", 2, "Requires", "Contract.Requires(n > 0)", $$"""
        public struct Counter
        {
            private int _n;
            public int Value => _n;
            public void Add(int n)
            {
                Contract.Requires(n > 0);
                Contract.Ensures(_n == Contract.OldValue(_n) + n);
                _n += n;
            }
            public readonly int Peek()
            {
                Contract.Ensures(Contract.Result<int>() == _n);
                return _n;
            }
        }
        public static class Demo
        {
            private static readonly Counter Fixed = new();
            private static Counter Make() => new();
            public static int Run()
            {
                var c = new Counter();
                c.Add(1);
                c.Add({{n}});
                Make().Add(4);
                var all = new Counter[1];
                all[0].Add(1);
                return c.Peek() + Fixed.Peek() + all[0].Peek() - 1;
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Private_static_of_a_static_class(string n) => Check(n == "1", 1, "Requires", "Contract.Requires(n > Limit)", $$"""
        public static class Demo
        {
            private static readonly int Limit = 0;
            public static int Run() => Same({{n}});
            private static int Same(int n)
            {
                Contract.Requires(n > Limit);
                return n;
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Private_in_a_generic_class_and_protected_virtual(string n) => Check(n == "1", "Derived1x1", "Requires", "Contract.Requires(n > 0)", $$"""
        public class Holder<T>
        {
            public string Go(T t, int n) => Hook(n) + Secret(t, n) + Shared<int>(t, n);
            protected virtual string Hook(int n)
            {
                Contract.Requires(n > 0);
                return "Base";
            }
            private string Secret(T t, int n)
            {
                Contract.Requires(n >= 0 && t is not null);
                return n.ToString() + t;
            }
            private static U Shared<U>(T t, U n) where U : struct
            {
                Contract.Requires(t is not null);
                return n;
            }
        }
        public class Derived : Holder<string> { protected override string Hook(int n) => "Derived"; }
        public static class Demo
        {
            public static string Run() => new Derived().Go("x", {{n}});
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("0")]
    public void Extension_params_and_optional(string n) => Check(n == "1", 7, "Requires", "Contract.Requires(weight > 0)", $$"""
        public static class Sums
        {
            public static int Weigh(this int[] xs, int weight = {{n}}, params int[] more)
            {
                Contract.Requires(weight > 0);
                Contract.Requires(Contract.ForAll(0, more.Length, k => more[k] > 0));
                return (xs.Sum() + more.Sum()) * weight;
            }
            public static int Spans(params ReadOnlySpan<int> all)
            {
                Contract.Requires(all.Length > 0);
                return all[0];
            }
        }
        public static class Demo
        {
            public static int Run() => new[] { 1, 2 }.Weigh() + Sums.Weigh([1], 1, 1) + Sums.Spans(2, 3);
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Async_speaks_of_the_completed_result(string n) => Check(n == "1", 4, "Ensures", "Contract.Result<int>() > 0", $$"""
        public static class Demo
        {
            public static int Run()
            {
                var pending = Later({{n}});
                return pending.GetAwaiter().GetResult() + Value({{n}}).GetAwaiter().GetResult() + Done().GetAwaiter().GetResult();
            }
            internal static async Task<int> Later(int n)
            {
                Contract.Ensures(Contract.Result<int>() > 0);
                await Task.Yield();
                return n;
            }
            internal static async ValueTask<int> Value(int n)
            {
                Contract.Ensures(Contract.Result<int>() > 1);
                await Task.Yield();
                return n + 1;
            }
            internal static async Task<int> Done() { await Nothing(1); return 1; }
            internal static async Task Nothing(int n)
            {
                Contract.Ensures(n == Contract.OldValue(n));
                await Task.Yield();
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Ref_return_and_span(string n) => Check(n == "1", 9, "Ensures", "Contract.Ensures(Contract.Result<int>() > 0)", $$"""
        public static class Demo
        {
            public static int Run()
            {
                int[] xs = [{{n}}, 2];
                First(xs) = 7;
                return xs[0] + Tail(xs.AsSpan())[0];
            }
            internal static ref int First(int[] xs)
            {
                Contract.Requires(xs.Length > 0);
                Contract.Ensures(Contract.Result<int>() > 0);
                return ref xs[0];
            }
            internal static Span<int> Tail(Span<int> xs)
            {
                Contract.Requires(xs.Length > 0);
                return xs[1..];
            }
        }
        """);

    [Theory]
    [InlineData("1")]
    [InlineData("-1")]
    public void Top_of_recursion_and_below(string n) => Check(n == "1", 6, "Requires", "Contract.Requires(n >= 0)", $$"""
        public static class Demo
        {
            public static int Run() => Factorial(3, {{n}});
            internal static int Factorial(int n, int step)
            {
                Contract.Requires(n >= 0);
                Contract.Ensures(Contract.Result<int>() > 0);
                return n <= 0 ? 1 : n * Factorial(step < 0 ? -1 : n - step, step);
            }
        }
        """);

    [Fact]
    public void A_call_on_null_throws_what_it_threw() => Assert.IsType<NullReferenceException>(CheckedProgram.Run("""
        public class Node { public int Next(int n) { Contract.Requires(n > 0); return n; } }
        public static class Demo { public static int Run() => ((Node)null!).Next(-1); }
        """).Exception);

    private static void Check(bool holds, object result, string kind, string clause, string source)
    {
        if (holds)
        {
            CheckedProgram.Returns(result, source);
        }
        else
        {
            CheckedProgram.Violates(kind, clause, source);
        }
    }
}
