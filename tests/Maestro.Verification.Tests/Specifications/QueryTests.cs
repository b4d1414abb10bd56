using Maestro.Verification.Tests.Conditions;
using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Queries, members that work on all elements, and collections through interfaces, in twins.</summary>
public sealed class QueryTests
{
    private const string Header = "using System.Collections.Generic; using System.Linq;\npublic class C {\n";

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a loop that searches meets All",
            "public static bool M(int[] a) { Contract.Ensures(Contract.Result<bool>() == a.All(s => s > 0)); foreach (var s in a) { if (s <= 0) return false; } return true; }",
            "public static bool M(int[] a) { Contract.Ensures(Contract.Result<bool>() == a.All(s => s > 0)); foreach (var s in a) { if (s < 0) return false; } return true; }",
            "post"
        },
        {
            "a loop that counts meets Count",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == a.Count(x => x > 3)); int n = 0; for (int i = 0; i < a.Length; i++) { if (a[i] > 3) n++; } return n; }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == a.Count(x => x > 3)); int n = 0; for (int i = 0; i < a.Length; i++) { if (a[i] >= 3) n++; } return n; }",
            "post"
        },
        {
            "a loop that sums meets Sum",
            "public static long M(int[] a) { Contract.Ensures(Contract.Result<long>() == a.Sum(x => (long)x)); long t = 0; foreach (var x in a) t += x; return t; }",
            "public static long M(int[] a) { Contract.Ensures(Contract.Result<long>() == a.Sum(x => (long)x)); long t = 0; for (int i = 1; i < a.Length; i++) t += a[i]; return t; }",
            "post"
        },
        {
            "a sum of few small elements does not overflow",
            "public static int M(int[] a) { Contract.Requires(a.Length <= 100 && a.All(x => 0 <= x && x <= 1000)); Contract.Ensures(Contract.Result<int>() >= 0); return a.Sum(); }",
            "public static int M(int[] a) { return a.Sum(); }",
            "overflow"
        },
        {
            "a count lies between nothing and all",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= a.Length); return a.Count(x => x >= 18); }",
            "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() >= 0); return a.Count(x => x >= 18) - 1; }",
            "post"
        },
        {
            "an empty array has no greatest element",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(a.All(x => x <= Contract.Result<int>())); return a.Max(); }",
            "public static int M(int[] a) { return a.Max(); }",
            "pre-caller"
        },
        {
            "the first that there is",
            "public static int M(int[] a) { Contract.Requires(a.Any(x => x > 0)); Contract.Ensures(Contract.Result<int>() > 0); return a.First(x => x > 0); }",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); return a.First(x => x > 0); }",
            "pre-caller"
        },
        {
            "what is filtered and collected",
            "public static int[] M(int[] a) { Contract.Ensures(Contract.Result<int[]>().All(x => x > 0)); return a.Where(x => x > 0).ToArray(); }",
            "public static int[] M(int[] a) { Contract.Ensures(Contract.Result<int[]>().All(x => x > 1)); return a.Where(x => x > 0).ToArray(); }",
            "post"
        },
        {
            "what a lambda throws is owed for each element",
            "public static bool M(int[] a) { Contract.Requires(a.All(x => x > 0)); return a.Any(x => 10 / x > 1); }",
            "public static bool M(int[] a) { return a.Any(x => 10 / x > 1); }",
            "div0"
        },
        {
            "a query of null throws",
            "public static bool M(int[]? a) { return a != null && a.Any(x => x > 1); }",
            "#nullable disable\npublic static bool M(int[] a) { return a.Any(x => x > 1); }",
            "null"
        },
        {
            "the first index of a value",
            "public static int M(int[] a, int y) { Contract.Ensures(Contract.Result<int>() == -1 || a[Contract.Result<int>()] == y); return Array.IndexOf(a, y); }",
            "public static int M(int[] a, int y) { Contract.Ensures(Contract.Result<int>() >= 0); return Array.IndexOf(a, y); }",
            "post"
        },
        {
            "a sorted array begins with its least element",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(a.All(x => x >= Contract.Result<int>())); Array.Sort(a); return a[0]; }",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(a.All(x => x > Contract.Result<int>())); Array.Sort(a); return a[0]; }",
            "post"
        },
        {
            "a copy does not change with its array",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Contract.Result<int>() == Contract.OldValue(a[0])); var c = (int[])a.Clone(); a[0] = 7; return c[0]; }",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Contract.Result<int>() == Contract.OldValue(a[0])); var c = a; a[0] = 7; return c[0]; }",
            "post"
        },
        {
            "what is removed is gone, the others stay",
            "public static void M(List<int> l) { Contract.Ensures(l.All(x => x > 0)); l.RemoveAll(x => x <= 0); }",
            "public static void M(List<int> l) { Contract.Ensures(l.All(x => x > 0)); l.RemoveAll(x => x < 0); }",
            "post"
        },
        {
            "an array is added at the end",
            "public static void M(List<int> l, int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(l[l.Count - 1] == a[a.Length - 1]); l.AddRange(a); }",
            "public static void M(List<int> l, int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(l[l.Count - 1] == a[0]); l.AddRange(a); }",
            "post"
        },
        {
            "the last element of a list",
            "public static int M(List<int> l) { Contract.Requires(l.Count > 0); Contract.Ensures(Contract.Result<int>() == l[l.Count - 1]); return l[^1]; }",
            "public static int M(List<int> l) { return l[^1]; }",
            "index"
        },
        {
            "a loop that finds the greatest meets Max",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Contract.Result<int>() == a.Max()); int m = a[0]; foreach (var x in a) { if (x > m) m = x; } return m; }",
            "public static int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Contract.Result<int>() == a.Max()); int m = 0; foreach (var x in a) { if (x > m) m = x; } return m; }",
            "post"
        },
        {
            "a removed value leaves the others",
            "public static void M(List<int> l, int x) { Contract.Requires(l.All(y => y > 0)); Contract.Ensures(l.All(y => y > 0)); l.Remove(x); }",
            "public static void M(List<int> l, int x) { Contract.Ensures(!l.Contains(x)); l.Remove(x); }",
            "post"
        },
        {
            "an empty stack gives nothing",
            "public static int M(Stack<int> s) { Contract.Ensures(s.Count <= Contract.OldValue(s.Count)); return s.TryPop(out var x) ? x : 0; }",
            "public static int M(Stack<int> s) { Contract.Ensures(s.Count < Contract.OldValue(s.Count)); return s.TryPop(out var x) ? x : 0; }",
            "post"
        },
        {
            "an empty queue gives the default",
            "public static int M(Queue<int> q) { Contract.Requires(q.Count > 0); Contract.Ensures(Contract.Result<int>() == Contract.OldValue(q.Peek())); q.TryDequeue(out var x); return x; }",
            "public static int M(Queue<int> q) { Contract.Ensures(Contract.Result<int>() != 0); q.TryDequeue(out var x); return x; }",
            "post"
        },
        {
            "a list through an interface is in range where it was shown to be",
            "public static bool M(IReadOnlyList<int> a) { Contract.Ensures(Contract.Result<bool>() == a.Any(d => d < 0)); for (int i = 0; i < a.Count; i++) { if (a[i] < 0) return true; } return false; }",
            "public static bool M(IReadOnlyList<int> a) { Contract.Ensures(Contract.Result<bool>() == a.Any(d => d < 0)); for (int i = 0; i < a.Count; i++) { if (a[i] < 0) return i > 0; } return false; }",
            "post"
        },
        {
            "a list that is seen through an interface is the list",
            "public static void M(List<int> l) { Contract.Requires(l.Count == 2); IReadOnlyList<int> r = l; l.Add(1); Contract.Assert(r.Count == 3 && r[2] == 1); }",
            "public static void M(List<int> l) { Contract.Requires(l.Count == 2); IReadOnlyList<int> r = l; l.Add(1); Contract.Assert(r.Count == 2); }",
            "assert"
        },
        {
            "an array keeps its facts where an interface is asked for",
            "static int F(IReadOnlyList<int> r) { Contract.Requires(r.Count > 0); return r[0]; } public static int M(int[] a) { Contract.Requires(a.Length > 0); return F(a); }",
            "static int F(IReadOnlyList<int> r) { Contract.Requires(r.Count > 0); return r[0]; } public static int M(int[] a) { return F(a); }",
            "pre-caller"
        },
        {
            "a list that changes while it is enumerated, under a handler that takes it",
            "public static int M(List<int> l) { Contract.Ensures(Contract.Result<int>() >= 0); try { foreach (var x in l) l.Add(x); return 1; } catch (InvalidOperationException) { return 0; } }",
            "public static int M(List<int> l) { Contract.Ensures(Contract.Result<int>() >= 1); try { foreach (var x in l) l.Add(x); return 1; } catch (InvalidOperationException) { return 0; } }",
            "post"
        },
        {
            "a member of the framework does not see the object's invariant broken",
            "private readonly List<int> items = new List<int>(); private int n; [ContractInvariantMethod] void Inv() { Contract.Invariant(n == items.Count); } public void M(int x) { n++; items.Add(x); }",
            "private readonly List<int> items = new List<int>(); private int n; [ContractInvariantMethod] void Inv() { Contract.Invariant(n == items.Count); } public void M(int x) { items.Add(x); }",
            "objinv"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string rule, string right, string wrong, string kind)
    {
        Assert.NotEmpty(rule);

        Proving.ExpectTwins($"{Header}{right}\n}}", $"{Header}{wrong}\n}}", kind);
    }

    [Theory]
    [InlineData("a new object for each element", "public static bool M(int[] a) { Contract.Ensures(Contract.Result<bool>()); return a.Select(x => new object()).All(o => o == null); }")]
    [InlineData("a text for each element", "public static bool M(string[] a, string t) { Contract.Ensures(Contract.Result<bool>()); return a.All(x => $\"{x}\" == t); }")]
    [InlineData("a lambda that writes", "public static int M(int[] a) { Contract.Ensures(Contract.Result<int>() == 0); int n = 0; a.Any(x => n++ > 3); return n; }")]
    [InlineData("a comparer", "public static void M() { var d = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase); d[\"a\"] = 2; d[\"A\"] = 3; Contract.Assert(d[\"a\"] == 2); }")]
    [InlineData("keys whose equality is user code", "public static void M(C a, C b) { Contract.Requires(a != b); var d = new Dictionary<C, int>(); d[a] = 1; d[b] = 2; Contract.Assert(d[a] == 1); } public override bool Equals(object? o) => true; public override int GetHashCode() => 0;")]
    [InlineData("another name behind an interface", "public static void M(IList<int> a, List<int> l) { Contract.Requires(a.Count == 2); l.Clear(); Contract.Assert(a.Count == 2); }")]
    [InlineData("an equality behind an interface", "public static bool M(IReadOnlyCollection<int> a) { Contract.Requires(a.All(x => x != 3)); Contract.Ensures(!Contract.Result<bool>()); return a.Contains(3); }")]
    [InlineData("an argument that writes", "public static bool M(List<int> l) { Contract.Requires(l.Count == 0); Contract.Ensures(!Contract.Result<bool>()); return l.Skip(0).Contains(F(l)); } static int F(List<int> l) { Contract.Ensures(l.Count == 1 && l[0] == 3 && Contract.Result<int>() == 3); l.Clear(); l.Add(3); return 3; }")]
    [InlineData("an interface that may throw", "public static int M(IReadOnlyList<int> a) { Contract.Ensures(Contract.Result<int>() >= 0); try { foreach (var x in a) { } return 1; } catch (InvalidOperationException) { return -1; } }")]
    public void Is_never_proved(string what, string member)
    {
        Assert.NotEmpty(what);

        Assert.NotEqual("proved", Proving.One($"{Header}{member}\n}}").Word);
    }

    [Fact]
    public void What_is_trusted_of_a_collection_is_listed()
    {
        var report = Proving.One($"{Header}public static int M(Dictionary<int, int> d, IReadOnlyList<int> r) => d.Count + r.Count; }}");

        Assert.Equal(["default-comparer", "interface-collection"], report.Assumptions.Select(a => a.Kind).Order());
    }
}
