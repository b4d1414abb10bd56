using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Members of specified framework types in twins: the right one is proved, the wrong one is refuted for the reason given.</summary>
public sealed class SpecifiedTypeTests
{
    private const string Header = "using System.Collections.Generic;\npublic class C {\n";

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
            "a stack gives back what was pushed last",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var s = new Stack<int>(); s.Push(1); s.Push(x); return s.Pop(); }",
            "public static int M(int x) { Contract.Ensures(Contract.Result<int>() == x); var s = new Stack<int>(); s.Push(x); s.Push(1); return s.Pop(); }",
            "post"
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

    private static string Said(MethodReport report) => string.Join("; ", report.Obligations.Select(o => $"{o.Kind}: {o.Verdict}"));
}
