namespace Maestro.Generators.Tests.RuntimeChecks;

/// <summary>What a clause means when it runs is what it means to the verifier.</summary>
public sealed class ClauseTests
{
    [Theory]
    [InlineData("xs[k]++", true)]
    [InlineData("xs[k] += k", false)]
    public void The_old_content_of_an_array_is_copied_at_entry(string change, bool holds) => Check(holds, 1, "Ensures", "OldValue(xs[k]) + 1", $$"""
        public static class Demo
        {
            public static int Run() { int[] xs = [0, 5, 7]; Raise(xs, 0); return xs[0]; }
            internal static void Raise(int[] xs, int from)
            {
                Contract.Ensures(Contract.ForAll(from, xs.Length, k => xs[k] == Contract.OldValue(xs[k]) + 1));
                for (var k = from; k < xs.Length; k++) {{change}};
            }
        }
        """);

    [Theory]
    [InlineData("words[k] += \"!\"", true)]
    [InlineData("words[k] = \"!\"", false)]
    public void The_old_content_of_a_list_at_an_old_offset_is_copied_at_entry(string change, bool holds) => Check(holds, 2, "Ensures", "OldValue(words[k + _from].Length)", $$"""
        public class Words
        {
            private int _from = 1;
            internal void Raise(List<string> words)
            {
                Contract.Ensures(Contract.ForAll(0, words.Count - 1, k => words[k + 1].Length == Contract.OldValue(words[k + _from].Length) + 1));
                for (var k = _from; k < words.Count; k++) {{change}};
                _from = 9;
            }
        }
        public static class Demo
        {
            public static int Run() { List<string> w = ["aa", "bb"]; new Words().Raise(w); return w[1].Length - 1; }
        }
        """);

    [Theory]
    [InlineData("7", true)]
    [InlineData("8", false)]
    public void OldValue_of_an_array_is_the_array_and_not_its_content(string expected, bool holds) => Check(holds, 0, "Ensures", "Contract.OldValue(xs)[0]", $$"""
        public static class Demo
        {
            public static int Run() { int[] xs = [1]; return Change(xs); }
            internal static int Change(int[] xs)
            {
                Contract.Ensures(Contract.OldValue(xs)[0] == {{expected}} && Contract.OldValue(xs[0]) == 1);
                xs[0] = 7;
                return 0;
            }
        }
        """);

    [Theory]
    [InlineData("[]", true)]
    [InlineData("[1]", true)]
    [InlineData("null", false)]
    public void An_old_value_that_cannot_be_taken_counts_where_it_is_asked_for(string xs, bool holds)
    {
        var source = $$"""
            public static class Demo
            {
                public static int Run() => First({{xs}});
                internal static int First(int[]? xs)
                {
                    Contract.Ensures(xs!.Length == 0 || Contract.OldValue(xs[0]) == Contract.Result<int>());
                    return xs is [var x, ..] ? x : xs is null ? -1 : 0;
                }
            }
            """;
        if (holds)
        {
            CheckedProgram.Returns(xs == "[]" ? 0 : 1, source);
        }
        else
        {
            Assert.True(CheckedProgram.Violates("Ensures", "Contract.OldValue(xs[0])", source).ClauseThrew);
        }
    }

    [Fact]
    public void A_clause_that_throws_is_reported_as_such_with_what_it_threw()
    {
        const string Source = """
            public static class Demo
            {
                public static int Run() => Quotient(1, 0);
                internal static int Quotient(int a, int b)
                {
                    Contract.Requires(a / b >= 0);
                    return a / b;
                }
            }
            """;

        Assert.True(CheckedProgram.Violates("Requires", "a / b >= 0", Source).ClauseThrew);
        Assert.IsType<DivideByZeroException>(CheckedProgram.Run(Source).Exception!.InnerException);
    }

    [Theory]
    [InlineData("ArgumentException", "0", "_n == 0")]
    [InlineData("InvalidOperationException", "1", "")]
    [InlineData("ArgumentNullException", "1", "")]
    public void EnsuresOnThrow_speaks_of_its_exception_and_what_derives_from_it(string thrown, string n, string clause)
    {
        var source = $$"""
            public class Account
            {
                private int _n = 1;
                internal void Clear()
                {
                    Contract.EnsuresOnThrow<ArgumentException>(_n == 0);
                    _n = {{n}};
                    throw new {{thrown}}();
                }
            }
            public static class Demo
            {
                public static string Run()
                {
                    try { new Account().Clear(); return ""; }
                    catch (Exception e) when (e is ArgumentException or InvalidOperationException) { return e.GetType().Name; }
                }
            }
            """;
        if (clause.Length > 0 || thrown == "InvalidOperationException")
        {
            CheckedProgram.Returns(thrown, source);
        }
        else
        {
            CheckedProgram.Violates("EnsuresOnThrow", "Contract.EnsuresOnThrow<ArgumentException>(_n == 0)", source);
        }
    }

    [Theory]
    [InlineData("1", true)]
    [InlineData("-1", false)]
    public void Object_invariants_are_checked_after_a_call_of_a_public_method(string n, bool holds) => Check(holds, 3, "Invariant", "Contract.Invariant(_n >= Least)", $$"""
        public class Base
        {
            protected int _n = 2;
            private static int Least => 0;
            [ContractInvariantMethod]
            private void Inv() { Contract.Invariant(_n >= Least); }
        }
        public class Stack : Base
        {
            public int Set(int n) { Step(-5); _n += 5; _n += n; return _n; }
            private void Step(int n) => _n += n;
        }
        public static class Demo
        {
            public static int Run() => new Stack().Set({{n}} < 0 ? -9 : {{n}});
        }
        """);

    [Theory]
    [InlineData("1", true)]
    [InlineData("-1", false)]
    public void An_invariant_also_holds_where_a_method_throws(string n, bool holds) => Check(holds, 7, "Invariant", "Contract.Invariant(_n >= 0)", $$"""
        public class Stack
        {
            private int _n = 2;
            [ContractInvariantMethod]
            private void Inv() { Contract.Invariant(_n >= 0); }
            public void Set(int n) { _n = n; throw new NotSupportedException(); }
        }
        public static class Demo
        {
            public static int Run() { try { new Stack().Set({{n}}); } catch (NotSupportedException) { return 7; } return 0; }
        }
        """);

    [Theory]
    [InlineData("1", true)]
    [InlineData("-1", false)]
    public void Contracts_are_inherited_from_a_generic_base_and_read_its_private_members(string n, bool holds) => Check(holds, "s1", "Requires", "Contract.Requires(n > _least && Same(key))", $$"""
        public abstract class Store<K, V> where K : class
        {
            private readonly int _least = 0;
            private K? _key;
            private bool Same(K k) => _key == null || _key == k;
            public virtual string Put<X>(K key, V value, X more, int n)
            {
                Contract.Requires(n > _least && Same(key));
                Contract.Ensures(Contract.Result<string>() is string { Length: > 0 });
                Contract.Ensures(Contract.OldValue<X>(more)!.Equals(more) && typeof(K) != typeof(V));
                _key = key;
                return "b";
            }
        }
        public sealed class Named : Store<string, List<int>>
        {
            public override string Put<Y>(string k, List<int> v, Y m, int count) => k + count;
        }
        public static class Demo
        {
            public static string Run() => new Named().Put("s", [], 1.5, {{n}});
        }
        """);

    [Theory]
    [InlineData("2", true)]
    [InlineData("200", false)]
    public void Statics_constants_extensions_enums_and_nested_types_are_found(string n, bool holds) => Check(holds, 2, "Requires", "level != Level.None", $$"""
        namespace A.B
        {
            using static System.Math;
            public enum Level : byte { None, Some = 2 }
            public static class More { public static bool Fits(this int n, int max = 100) => n <= max; }
            public class Outer
            {
                private const int Floor = -3;
                internal static int Limit => 100;
                public class Inner
                {
                    public int Of(int n, Level level)
                    {
                        Contract.Requires(Abs(n) > Floor && level != Level.None && n.Fits(Limit) && nameof(Outer).Length == 5 && default(Level) is Level.None);
                        return n;
                    }
                }
            }
        }
        public static class Demo
        {
            public static int Run() => new A.B.Outer.Inner().Of({{n}}, A.B.Level.Some);
        }
        """);

    [Theory]
    [InlineData("int.MaxValue", "unchecked", true)]
    [InlineData("int.MinValue", "unchecked", false)]
    public void Arithmetic_of_a_clause_is_that_of_the_project(string n, string _, bool holds) => Check(holds, 3, "Requires", "n + 1 < 0", $$"""
        public static class Demo
        {
            public static int Run() => Next({{n}});
            internal static int Next(int n)
            {
                Contract.Requires(n + 1 < 0 && n > 0);
                return 3;
            }
        }
        """);

    [Fact]
    public void A_violation_inside_a_callee_is_not_reported_again_by_its_callers() => CheckedProgram.Violates("Requires", "Contract.Requires(n > 0)", """
        public static class Demo
        {
            public static int Run() => Outer(-1);
            internal static int Outer(int n)
            {
                Contract.EnsuresOnThrow<Exception>(n > 100);
                return Inner(n);
            }
            internal static int Inner(int n)
            {
                Contract.Requires(n > 0);
                return n;
            }
        }
        """);

    [Fact]
    public void An_entry_guard_is_behaviour_and_throws_its_own_exception() => Assert.IsType<ArgumentException>(CheckedProgram.Run("""
        public static class Demo
        {
            public static int Run() => Inner(-1);
            internal static int Inner(int n)
            {
                if (n < 0) throw new ArgumentException("n");
                Contract.EndContractBlock();
                return n;
            }
        }
        """).Exception);

    [Theory]
    [InlineData("1", true)]
    [InlineData("-1", false)]
    public void An_async_method_that_fails_is_checked_when_it_fails_and_a_cancelled_task_stays_cancelled(string n, bool holds) => Check(holds, "Canceled1", "EnsuresOnThrow", "_n > 0", $$"""
        public class Job
        {
            private int _n;
            internal async Task<int> Go(int n)
            {
                Contract.EnsuresOnThrow<OperationCanceledException>(_n > 0);
                Contract.Ensures(Contract.Result<int>() > 0);
                await Task.Yield();
                _n = n;
                throw new OperationCanceledException();
            }
        }
        public static class Demo
        {
            public static string Run()
            {
                var task = new Job().Go({{n}});
                try { task.GetAwaiter().GetResult(); return ""; } catch (OperationCanceledException) { return task.Status.ToString() + 1; }
            }
        }
        """);

    [Theory]
    [InlineData("1", true)]
    [InlineData("-1", false)]
    public void The_contract_of_an_interface_may_speak_of_what_a_task_gives(string n, bool holds) => Check(holds, 1, "Ensures", "Contract.Result<int>() > 0", $$"""
        [ContractClass(typeof(SourceContract))]
        public interface ISource { Task<int> Next(int n); }
        [ContractClassFor(typeof(ISource))]
        abstract class SourceContract : ISource
        {
            public Task<int> Next(int n)
            {
                Contract.Ensures(Contract.Result<int>() > 0);
                throw new NotSupportedException();
            }
        }
        public class Source : ISource { public async Task<int> Next(int n) { await Task.Yield(); return n; } }
        public static class Demo { public static int Run() { ISource s = new Source(); return s.Next({{n}}).GetAwaiter().GetResult(); } }
        """);

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
