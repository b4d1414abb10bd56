using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Members of specified framework types in twins: the right one is proved, the wrong one is refuted for the reason given.</summary>
public sealed class SpecifiedTypeTests
{
    private const string Header = "using System.Collections.Generic; using System.Linq;\npublic class C {\n";

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a new list is empty, and grows by what is added",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(7); l.Add(x); Contract.Assert(l.Count == 2); return l[1]; }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(x); l.Add(7); Contract.Assert(l.Count == 2); return l[1]; }",
            "post"
        },
        {
            "an index lies below the count",
            "public static int M(int x) { var l = new List<int>(4); l.Add(x); return l[0]; }",
            "public static int M(int x) { var l = new List<int>(4); l.Add(x); return l[1]; }",
            "index"
        },
        {
            "an element that is set is what was set, the others stay",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 3 + x); var l = new List<int>(); l.Add(1); l.Add(3); l[0] = x; return l[0] + l[1]; }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == 3 + x); var l = new List<int>(); l.Add(1); l.Add(3); l[1] = x; return l[0] + l[1]; }",
            "post"
        },
        {
            "two lists share nothing",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 1); var a = new List<int>(); var b = new List<int>(); a.Add(1); b.Add(2); return a[0]; }",
            "public static int M() { Contract.Ensures(Contract.Result<int>() == 1); var a = new List<int>(); var b = a; b.Add(2); a.Add(1); return a[0]; }",
            "post"
        },
        {
            "a list that is cleared has nothing to read",
            "public static int M(int x) { var l = new List<int>(); l.Add(x); l.Clear(); l.Add(1); return l[0]; }",
            "public static int M(int x) { var l = new List<int>(); l.Add(x); l.Clear(); return l[0]; }",
            "index"
        },
        {
            "what stands behind an element that is removed moves down",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(1); l.Add(x); l.RemoveAt(0); return l[0]; }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(x); l.Add(1); l.RemoveAt(0); return l[0]; }",
            "post"
        },
        {
            "only what is there can be removed",
            "public static void M(int x) { var l = new List<int>(); l.Add(x); l.RemoveAt(0); }",
            "public static void M(int x) { var l = new List<int>(); l.Add(x); l.RemoveAt(1); }",
            "pre-caller"
        },
        {
            "what is inserted moves the others up",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(x); l.Insert(0, 5); return l[1]; }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var l = new List<int>(); l.Add(x); l.Insert(0, 5); return l[0]; }",
            "post"
        },
        {
            "a list of strings keeps the same strings",
            "public static string M(string x) { Contract.Ensures(Contract.Result<string>() == x); var l = new List<string>(); l.Add(x); return l[0]; }",
            "public static string M(string x) { Contract.Ensures(Contract.Result<string>() == x); var l = new List<string>(); l.Add(\"y\"); return l[0]; }",
            "post"
        },
        {
            "a list of objects keeps the same objects",
            "int f; public static int M(C c) { Contract.Ensures(Contract.Result<int>() == 4); var l = new List<C>(); l.Add(c); c.f = 4; return l[0].f; }",
            "int f; public static int M(C c) { Contract.Ensures(Contract.Result<int>() == 4); var l = new List<C>(); c.f = 4; l.Add(new C()); return l[0].f; }",
            "post"
        },
        {
            "a loop that fills a list",
            "public static void M(int n) { Contract.Requires(n >= 0); var l = new List<int>(); for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i <= n && l.Count == i); Contract.Invariant(Contract.ForAll(0, i, k => l[k] == k)); l.Add(i); } Contract.Assert(Contract.ForAll(0, n, k => l[k] == k)); }",
            "public static void M(int n) { Contract.Requires(n >= 0); var l = new List<int>(); for (int i = 0; i < n; i++) { Contract.Invariant(0 <= i && i <= n && l.Count == i); Contract.Invariant(Contract.ForAll(0, i, k => l[k] == k)); l.Add(i + 1); } }",
            "inv-keep"
        },
        {
            "what a list's elements all are, each of them is",
            "public static int M(List<int> l) { Contract.Requires(l.Count > 0 && l.All(x => x > 0)); Contract.Ensures(Contract.Result<int>() > 0); return l[0]; }",
            "public static int M(List<int> l) { Contract.Requires(l.Count > 0 && l.Any(x => x > 0)); Contract.Ensures(Contract.Result<int>() > 0); return l[0]; }",
            "post"
        },
        {
            "queries of arrays in contracts",
            "public static bool M(int[] a, int x) { Contract.Ensures(Contract.Result<bool>() == a.Any(y => y == x)); for (int i = 0; i < a.Length; i++) { Contract.Invariant(0 <= i && i <= a.Length); Contract.Invariant(Contract.ForAll(0, i, k => a[k] != x)); if (a[i] == x) return true; } return false; }",
            "public static bool M(int[] a, int x) { Contract.Ensures(Contract.Result<bool>() == a.All(y => y == x)); for (int i = 0; i < a.Length; i++) { Contract.Invariant(0 <= i && i <= a.Length); Contract.Invariant(Contract.ForAll(0, i, k => a[k] != x)); if (a[i] == x) return true; } return false; }",
            "post"
        },
        {
            "foreach sees each element of a list",
            "public static bool M(List<int> l) { Contract.Requires(l.All(x => x > 0)); Contract.Ensures(Contract.Result<bool>()); foreach (var x in l) { if (x <= 0) return false; } return true; }",
            "public static bool M(List<int> l) { Contract.Requires(l.All(x => x >= 0)); Contract.Ensures(Contract.Result<bool>()); foreach (var x in l) { if (x <= 0) return false; } return true; }",
            "post"
        },
        {
            "a list must not change while it is enumerated",
            "public static void M(List<int> l) { var copy = new List<int>(); foreach (var x in l) { copy.Add(x); } }",
            "public static void M(List<int> l) { foreach (var x in l) { l[0] = x; } }",
            "pre-caller"
        },
        {
            "two names of one list",
            "public static void M(List<int> l, List<int> m) { Contract.Requires(l != m); foreach (var x in l) { m.Add(x); } }",
            "public static void M(List<int> l, List<int> m) { foreach (var x in l) { m.Add(x); } }",
            "pre-caller"
        },
        {
            "a callee's change of a list is seen",
            "static void F(List<int> l) { l.Add(1); } public static void M(List<int> l, List<int> m) { Contract.Requires(l != m && m.Count == 2); F(l); Contract.Assert(m.Count == 2); }",
            "static void F(List<int> l) { l.Add(1); } public static void M(List<int> l, List<int> m) { Contract.Requires(m.Count == 2); F(l); Contract.Assert(m.Count == 2); }",
            "assert"
        },
        {
            "a change through an interface is seen",
            "public static int M(List<int> l) { Contract.Requires(l.Count == 2); return l[1]; }",
            "public static int M(List<int> l) { Contract.Requires(l.Count == 2); l.Clear(); return l[1]; }",
            "index"
        },
        {
            "a stack gives back what was pushed last",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var s = new Stack<int>(); s.Push(1); s.Push(x); return s.Pop(); }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var s = new Stack<int>(); s.Push(x); s.Push(1); return s.Pop(); }",
            "post"
        },
        {
            "a queue gives back what came first",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var q = new Queue<int>(); q.Enqueue(x); q.Enqueue(7); Contract.Assert(q.Count == 2); return q.Dequeue(); }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var q = new Queue<int>(); q.Enqueue(7); q.Enqueue(x); return q.Dequeue(); }",
            "post"
        },
        {
            "what stands behind comes next",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var q = new Queue<int>(); q.Enqueue(1); q.Enqueue(x); q.Dequeue(); return q.Peek(); }",
            "public static int M(int x) { var q = new Queue<int>(); q.Enqueue(x); q.Dequeue(); return q.Peek(); }",
            "pre-caller"
        },
        {
            "an empty queue gives nothing",
            "public static int M(Queue<int> q) => q.Count > 0 ? q.Dequeue() : -1;",
            "public static int M(Queue<int> q) => q.Count >= 0 ? q.Dequeue() : -1;",
            "pre-caller"
        },
        {
            "an empty stack has no top",
            "public static int M(int x) { var s = new Stack<int>(); s.Push(x); return s.Peek() - s.Pop(); }",
            "public static int M(int x) { var s = new Stack<int>(); s.Push(x); s.Pop(); return s.Peek(); }",
            "pre-caller"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_twin_is_proved_and_the_wrong_one_refuted(string why, string right, string wrong, string kind)
    {
        var proved = Proving.One(Header + right + "}");
        var refuted = Proving.One(Header + wrong + "}");

        Assert.True(proved.Word == "proved", $"{why}: {proved.Word} {proved.Reason} {Said(proved)}");
        Assert.True(refuted.Word == "refuted", $"{why}: {refuted.Word} {refuted.Reason} {Said(refuted)}");
        Assert.Contains(kind, Proving.Open(refuted));
    }

    [Theory]
    [InlineData("static void F(IList<int> l) { l.Add(1); } public static void M(List<int> l) { Contract.Requires(l.Count == 2); F(l); Contract.Assert(l.Count == 2); }")]
    [InlineData("static void F<T>(List<T> l) { l.Clear(); } public static void M(List<int> l) { Contract.Requires(l.Count == 2); F(l); Contract.Assert(l.Count == 2); }")]
    [InlineData("public static void M(List<int> l) { Contract.Requires(l.Count == 2); l.Sort(); l.TrimExcess(); l.Reverse(); l.RemoveAll(x => x > 0); Contract.Assert(l.Count == 2); }")]
    [InlineData("class L : List<int> { } static void F(L l) { l.Add(1); } public static void M(List<int> m, List<int> l) { Contract.Requires(l.Count == 2); if (m is L n) { F(n); } Contract.Assert(l.Count == 2); }")]
    [InlineData("public static void M(IEnumerable<int> s) { Contract.Requires(s.Any()); foreach (var x in s) { } Contract.Assert(s.Any()); }")]
    public void What_is_not_specified_is_never_proved(string code)
    {
        Assert.NotEqual("proved", Proving.One(Header + code + "}").Word);
    }

    private static string Said(MethodReport report) => string.Join("; ", report.Obligations.Select(o => $"{o.Kind}: {o.Verdict}"));
}
