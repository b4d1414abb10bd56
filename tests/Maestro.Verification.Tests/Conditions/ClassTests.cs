using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Classes under attack: inheritance of contracts, properties, construction, extensions. The right method is proved, the wrong one refuted or at least not proved.</summary>
public sealed class ClassTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "an inherited contract has the override's parameter names",
            "public abstract class B { public virtual int M1(int count) { Contract.Requires(count > 0); Contract.Ensures(Contract.Result<int>() >= count); return count; } } public sealed class D : B { public int M(int k) { Contract.Requires(k > 1); Contract.Ensures(Contract.Result<int>() >= k - 1); return M1(k - 1); } }",
            "public abstract class B { public virtual int M1(int count) { Contract.Requires(count > 0); Contract.Ensures(Contract.Result<int>() >= count); return count; } } public sealed class D : B { public int M(int k) { return M1(k); } }",
            "pre-caller"
        },
        {
            "an override keeps the promise under other names",
            "public abstract class B { public virtual int M(int count, int more) { Contract.Requires(count > 0 && more > 0 && count < 99 && more < 99); Contract.Ensures(Contract.Result<int>() >= count); return count; } } public sealed class D : B { public override int M(int more, int count) => more + count - 1; }",
            "public abstract class B { public virtual int N(int count, int more) { Contract.Requires(count > 0 && more > 0 && count < 99 && more < 99); Contract.Ensures(Contract.Result<int>() >= count); return count; } } public sealed class D : B { public override int N(int more, int count) => M(more, count); public int M(int more, int count) { Contract.Requires(more > 0 && count > 0 && more < 99 && count < 99); Contract.Ensures(Contract.Result<int>() >= more); return count; } }",
            "post"
        },
        {
            "a caller of a generic interface owes what its contract class states",
            "[ContractClass(typeof(C<>))] public interface I<T> { int F(T t, int a); } [ContractClassFor(typeof(I<>))] abstract class C<U> : I<U> { public int F(U u, int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() >= x); return x; } } public sealed class D : I<string> { public int F(string s, int b) => b; public static int M(I<string> i) { Contract.Ensures(Contract.Result<int>() >= 2); return i.F(\"\", 2); } }",
            "[ContractClass(typeof(C<>))] public interface I<T> { int F(T t, int a); } [ContractClassFor(typeof(I<>))] abstract class C<U> : I<U> { public int F(U u, int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() >= x); return x; } } public sealed class D : I<string> { public int F(string s, int b) => b; public static int M(I<string> i) { return i.F(\"\", 0); } }",
            "pre-caller"
        },
        {
            "who implements a generic interface owes what its contract class states",
            "[ContractClass(typeof(C<>))] public interface I<T> { int F(T t, int a); } [ContractClassFor(typeof(I<>))] abstract class C<U> : I<U> { public int F(U u, int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() >= x); return x; } } public sealed class D : I<int> { public int F(int s, int b) => M(s, b); public int M(int s, int b) { Contract.Requires(b > 0); Contract.Ensures(Contract.Result<int>() >= b); return b; } }",
            "[ContractClass(typeof(C<>))] public interface I<T> { int F(T t, int a); } [ContractClassFor(typeof(I<>))] abstract class C<U> : I<U> { public int F(U u, int x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<int>() >= x); return x; } } public sealed class D : J { public int M(int s, int b) => b - 1; } [ContractClass(typeof(K))] public interface J : L<int> { } abstract class K { } [ContractClass(typeof(CL<>))] public interface L<T> { int M(T t, int a); } [ContractClassFor(typeof(L<>))] abstract class CL<U> : L<U> { public int M(U u, int x) { Contract.Ensures(Contract.Result<int>() >= x); return x; } }",
            "post"
        },
        {
            "an interface's contract class has other names",
            "[ContractClass(typeof(C))] public interface I { int F(int a, int b); } [ContractClassFor(typeof(I))] abstract class C : I { public int F(int x, int y) { Contract.Requires(x <= y); Contract.Ensures(Contract.Result<int>() >= x && Contract.Result<int>() <= y); return default; } } public static class T { public static int M(I i, int p, int q) { Contract.Requires(p <= q); Contract.Ensures(Contract.Result<int>() >= p); return i.F(p, q); } }",
            "[ContractClass(typeof(C))] public interface I { int F(int a, int b); } [ContractClassFor(typeof(I))] abstract class C : I { public int F(int x, int y) { Contract.Requires(x <= y); Contract.Ensures(Contract.Result<int>() >= x && Contract.Result<int>() <= y); return default; } } public sealed class D : I { public int F(int a, int b) => a; public static int M(D d, int p, int q) { return d.F(q, p); } }",
            "pre-caller"
        },
        {
            "an explicit implementation has the interface's contract",
            "[ContractClass(typeof(C))] public interface I { int F(int a); } [ContractClassFor(typeof(I))] abstract class C : I { int I.F(int x) { Contract.Ensures(Contract.Result<int>() > x); return default; } } public sealed class D : I { int I.F(int a) => 5; } public static class T { public static int M(I i) { Contract.Ensures(Contract.Result<int>() > 3); return i.F(3); } }",
            "[ContractClass(typeof(C))] public interface I { int F(int a); } [ContractClassFor(typeof(I))] abstract class C : I { int I.F(int x) { Contract.Requires(x > 0); return default; } } public sealed class D : I { int I.F(int a) => 5; public static int M(int n) { I i = new D(); return i.F(n); } }",
            "pre-caller"
        },
        {
            "a property with a contract",
            "public sealed class D { int n = 1; public int P { get { Contract.Ensures(Contract.Result<int>() >= 0); return n < 0 ? 0 : n; } set { Contract.Requires(value > 0); n = value; } } public int M(int k) { Contract.Requires(k > 0); Contract.Ensures(Contract.Result<int>() >= 0); P = k; return P; } }",
            "public sealed class D { int n = 1; public int P { get { Contract.Ensures(Contract.Result<int>() >= 0); return n < 0 ? 0 : n; } set { Contract.Requires(value > 0); n = value; } } public int M(int k) { P = k; return P; } }",
            "pre-caller"
        },
        {
            "a primary constructor keeps its parameter",
            "public sealed class D(int n) { public int N { get; } = n; public static int M(int k) { Contract.Ensures(Contract.Result<int>() == k); var d = new E(k); return d.K; } } public sealed class E { public int K { get; } public E(int k) { Contract.Ensures(K == k); K = k; } }",
            "public sealed class E { public int K { get; } public E(int k) { Contract.Ensures(K == k); K = k; } public static int M(int k) { Contract.Ensures(Contract.Result<int>() == k + 1); return new E(k).K; } }",
            "post"
        },
        {
            "init and required members are set by the initialiser",
            "public sealed class D { public required int A { get; init; } public int B { get; init; } = 4; public static void M(int k) { var d = new D { A = k }; Contract.Assert(d.A == k && d.B == 4); } }",
            "public sealed class D { public required int A { get; init; } public int B { get; init; } = 4; public static void M(int k) { var d = new D { A = k }; Contract.Assert(d.B == k); } }",
            "assert"
        },
        {
            "the field keyword is no plain getter",
            "public sealed class D { public int P { get => field < 0 ? 0 : field; set { Contract.Requires(value != 7); field = value; } } public void M(int k) { Contract.Requires(k != 7); P = k; } }",
            "public sealed class D { public int P { get => field < 0 ? 0 : field; set { Contract.Requires(value != 7); field = value; } } public void M(int k) { P = k; } }",
            "pre-caller"
        },
        {
            "a base call has the base's contract",
            "public class B { protected int n; public virtual int F(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() == a); return a; } } public sealed class D : B { public int M(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() == a); return base.F(a); } }",
            "public class B { protected int n; public virtual int F(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() == a); return a; } } public sealed class D : B { public int M(int a) { return base.F(a); } }",
            "pre-caller"
        },
        {
            "an invariant of the base holds in the derived class",
            "public class B { protected int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } } public sealed class D : B { public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return n; } }",
            "public class B { protected int n; [ContractInvariantMethod] void I() { Contract.Invariant(n >= 0); } } public sealed class D : B { public void M() { n = -1; } }",
            "objinv"
        },
        {
            "a static member",
            "public static class D { static int n; public static int Next() { Contract.Ensures(n == 5); n = 5; return n; } public static void M() { Next(); Contract.Assert(n == 5); } }",
            "public static class D { static int n; public static int Next() { Contract.Ensures(n == 5); n = 5; return n; } public static void M() { Next(); Contract.Assert(n == 6); } }",
            "assert"
        },
        {
            "an extension method is a static call",
            "public static class E { public static int Twice(this int a) { Contract.Requires(a >= 0 && a < 99); Contract.Ensures(Contract.Result<int>() == a * 2); return a * 2; } public static int M(int k) { Contract.Requires(k == 4); Contract.Ensures(Contract.Result<int>() == 8); return k.Twice(); } }",
            "public static class E { public static int Twice(this int a) { Contract.Requires(a >= 0 && a < 99); Contract.Ensures(Contract.Result<int>() == a * 2); return a * 2; } public static int M(int k) { return k.Twice(); } }",
            "pre-caller"
        },
        {
            "a default interface member",
            "public interface I { int F(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() > 0); return a; } } public static class T { public static int M(I i, int k) { Contract.Requires(k > 0); Contract.Ensures(Contract.Result<int>() > 0); return i.F(k); } }",
            "public interface I { int F(int a) { Contract.Requires(a > 0); Contract.Ensures(Contract.Result<int>() > 0); return a; } } public sealed class D : I { public static int M(int k) { I i = new D(); return i.F(k); } }",
            "pre-caller"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void Right_is_proved_and_wrong_is_refuted(string name, string right, string wrong, string kind)
    {
        Assert.NotEmpty(name);

        var proved = One(right, "M");
        Assert.True(proved.Word == "proved", $"{proved.Reason}; {string.Join(", ", proved.Obligations.Where(o => o.Verdict is not Verdict.Proved).Select(o => $"{o.Id} {o.Line} {o.Verdict}"))}");
        var refuted = One(wrong, "M");
        Assert.True(refuted.Word == "refuted", $"{refuted.Reason}; {string.Join(", ", refuted.Obligations.Select(o => $"{o.Id} {o.Line} {o.Verdict}"))}");
        Assert.Equal([kind], Proving.Open(refuted));
    }

    [Theory]
    [InlineData("override breaks the promise", "public class B { public virtual int F(int a) { Contract.Ensures(Contract.Result<int>() > a || a == int.MaxValue); return a + 1; } } public class D : B { public override int F(int x) => M(x); public int M(int x) => x; } public sealed class E : B { public override int F(int b) { return b; } }", "F")]
    [InlineData("a pure method that writes", "public class D { int n; [Pure] int Peek() { n++; return n; } public void M() { n = 1; Peek(); Contract.Assert(n == 1); } }", "M")]
    [InlineData("a pure method that reads what changes", "public class D { int n; [Pure] int Peek() { return n + 1 > 3 ? 1 : n; } public void M() { n = 1; int a = Peek(); n = 2; Contract.Assert(Peek() == a); } }", "M")]
    [InlineData("a pure method that makes objects", "public class D { [Pure] static object Make() => new object(); public static void M() { Contract.Assert(ReferenceEquals(Make(), Make())); } }", "M")]
    [InlineData("a pure virtual method", "public class D { [Pure] public virtual int F() => 1; public void M() { Contract.Assert(F() == 1); } }", "M")]
    [InlineData("readonly set in the constructor after a call", "public class D { readonly int n; public D() { n = 1; F(); n = 2; } void F() { } public void M() { Contract.Assert(n == 1); } }", "M")]
    [InlineData("a readonly array's elements", "public class D { readonly int[] a = new int[1]; public void M(Action f) { a[0] = 1; f(); Contract.Assert(a[0] == 1); } }", "M")]
    [InlineData("an init property through with", "public record R { public int A { get; init; } = 1; } public class D { public void M(R r) { Contract.Requires(r.A == 1); var s = r with { A = 2 }; Contract.Assert(s.A == 1); } }", "M")]
    [InlineData("a virtual auto-property", "public class B { public virtual int P { get; set; } } public class D { public void M(B b) { b.P = 1; Contract.Assert(b.P == 1); } }", "M")]
    [InlineData("a getter in a derived class", "public class B { public virtual int P => 1; } public class D : B { public override int P => 2; public static void M(B b) { Contract.Assert(b.P == 1); } }", "M")]
    [InlineData("a hidden member", "public class B { public int F() { Contract.Ensures(Contract.Result<int>() == 1); return 1; } } public class D : B { public new int F() { return 2; } public static void M(D d) { Contract.Assert(d.F() == 1); } }", "M")]
    [InlineData("a hidden field", "public class B { public int n; } public class D : B { public new int n; public static void M(D d) { d.n = 1; ((B)d).n = 2; Contract.Assert(((B)d).n == 1); } }", "M")]
    [InlineData("a primary constructor's captured parameter", "public class D(int n) { public void Set(int a) { n = a; } public int Get() { return n; } public void M() { Contract.Requires(Get() == 1); Set(2); Contract.Assert(Get() == 1); } }", "M")]
    [InlineData("the invariant while the constructor runs", "public class D { int n; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); } public D() { F(); n = 1; } public virtual void F() { Contract.Assert(n > 0); } }", "D")]
    [InlineData("the invariant from a base constructor", "public class B { public B() { V(); } public virtual void V() { } } public class D : B { int n; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); } public D() { n = 1; } public override void V() { Contract.Assert(n > 0); } }", "V")]
    [InlineData("a finalizer or a struct without constructor", "public struct S { public int n; public S(int a) { n = 1; } } public class D { public static void M() { S s = default; Contract.Assert(s.n == 1); } }", "M")]
    [InlineData("another object's invariant broken in between", "public class C { public int n = 1; [ContractInvariantMethod] void I() { Contract.Invariant(n > 0); } public int Get() { Contract.Ensures(Contract.Result<int>() > 0); return n; } } public class D { public static int M(C c) { c.n = -1; int r = c.Get(); c.n = 1; return r; } }", "M")]
    [InlineData("a static readonly that is set late", "public class D { static readonly int n = F(); static int F() => 1; public static void M() { Contract.Assert(n == 1); } }", "M")]
    [InlineData("statics of a generic class", "public class G<T> { public static int n; } public class D { public static void M<T, U>() { G<T>.n = 1; G<U>.n = 2; Contract.Assert(G<T>.n == 1); } }", "M")]
    [InlineData("fields of a generic class", "public class G<T> { public int n; } public class D { public static void M<T, U>(G<T> a, G<U> b) { a.n = 1; b.n = 2; Contract.Assert(a.n == 1); } }", "M")]
    [InlineData("two interfaces promise opposite things", "[ContractClass(typeof(CI))] public interface I { int F(); } [ContractClassFor(typeof(I))] abstract class CI : I { public int F() { Contract.Ensures(Contract.Result<int>() == 1); return 0; } } [ContractClass(typeof(CJ))] public interface J { int F(); } [ContractClassFor(typeof(J))] abstract class CJ : J { public int F() { Contract.Ensures(Contract.Result<int>() == 2); return 0; } } public class D : I, J { public int F() => 1; }", "F")]
    [InlineData("a lying contract class", "[ContractClass(typeof(C))] public interface I { int F(); } [ContractClassFor(typeof(I))] abstract class C : I { public int F() { Contract.Ensures(Contract.Result<int>() == 1); return 0; } } public class D : I { public int F() => 2; }", "F")]
    [InlineData("an extension member", "public static class E { extension(int a) { public int Up() { Contract.Ensures(Contract.Result<int>() == a + 1); return a + 2; } } }", "Up")]
    [InlineData("an extension property", "public static class E { extension(int a) { public int Next => a + 2; } public static void M(int k) { Contract.Requires(k == 1); Contract.Assert(k.Next == 2); } }", "M")]
    [InlineData("an operator", "public sealed class P { public int n; public static P operator +(P a, P b) { a.n = 9; return a; } public static void M(P a, P b) { a.n = 1; var c = a + b; Contract.Assert(a.n == 1); } }", "M")]
    [InlineData("an implicit conversion that writes", "public sealed class P { public int n; public static implicit operator int(P p) { p.n = 9; return 1; } public static void M(P a) { a.n = 1; int k = a; Contract.Assert(a.n == 1); } }", "M")]
    [InlineData("an indexer that writes", "public sealed class P { public int n; public int this[int i] { get { n++; return i; } } public static void M(P a) { a.n = 1; int k = a[0]; Contract.Assert(a.n == 1); } }", "M")]
    [InlineData("an event", "public sealed class P { public int n; public event Action? E; public void M() { n = 1; E?.Invoke(); Contract.Assert(n == 1); } }", "M")]
    [InlineData("Dispose in a using", "public sealed class P : IDisposable { public int n; public void Dispose() { n = 9; } public static void M(P p) { p.n = 1; using (p) { } Contract.Assert(p.n == 1); } }", "M")]
    [InlineData("a base constructor that writes", "public class B { public int n; public B() { n = 1; } } public sealed class D : B { public D() { Contract.Assert(n == 0); } }", "D")]
    [InlineData("an initialiser that runs before the base constructor", "public class B { public int k; public B() { k = Get(); } public virtual int Get() => 0; } public sealed class D : B { int n = 5; public override int Get() => n; public static void M() { var d = new D(); Contract.Assert(d.k == 0); } }", "M")]
    [InlineData("a covariant return", "public class B { public virtual B Me() { Contract.Ensures(Contract.Result<B>() == this); return this; } } public class D : B { public override D Me() { return new D(); } }", "Me")]
    [InlineData("a member of a nested generic", "public class O<T> { public class N { public int n; } } public class D { public static void M<T, U>(O<T>.N a, O<U>.N b) { a.n = 1; b.n = 2; Contract.Assert(a.n == 1); } }", "M")]
    public void Nothing_false_is_proved(string name, string source, string method)
    {
        Assert.NotEmpty(name);

        Assert.NotEqual("proved", One("\n#nullable disable\n" + source, method).Word);
    }

    /// <summary>The report of the last method of that name: of derived classes, which come after their bases, where both have it.</summary>
    private static MethodReport One(string source, string name)
    {
        var reader = new ContractReader(new MethodBodies(Proving.Compile(source)));
        var verifier = new Verifier(reader, Proving.Solver, new VerifierOptions(VerifyScope.All), new WitnessSearch(reader));
        var method = verifier.Methods(VerifyScope.All).Where(m => (m.MethodKind == MethodKind.Constructor ? m.ContainingType.Name : m.Name) == name)
            .OrderBy(m => m.Locations[0].SourceSpan.Start).Last();
        return verifier.Verify(method, TestContext.Current.CancellationToken);
    }
}
