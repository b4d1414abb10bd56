using Maestro.Verification.Tests.Conditions;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>Dictionaries and sets in twins.</summary>
public sealed class KeyedCollectionTests
{
    private const string Header = "using System.Collections.Generic; using System.Linq;\npublic class C {\n";

    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "what was set for a key is there",
            "public static int M(int k, int v) { Contract.Ensures(Contract.Result<int>() == v); var d = new Dictionary<int, int>(); d[k] = v; return d[k]; }",
            "public static int M(int k, int v) { Contract.Ensures(Contract.Result<int>() == v); var d = new Dictionary<int, int>(); d[k] = v; d[0] = 1; return d[k]; }",
            "post"
        },
        {
            "other keys keep their values",
            "public static int M(int k) { Contract.Requires(k != 7); Contract.Ensures(Contract.Result<int>() == 1); var d = new Dictionary<int, int>(); d[k] = 1; d[7] = 2; return d[k]; }",
            "public static int M(int k) { Contract.Ensures(Contract.Result<int>() == 1); var d = new Dictionary<int, int>(); d[k] = 1; d[7] = 2; return d[k]; }",
            "post"
        },
        {
            "a key that is read is there",
            "public static int M(Dictionary<string, int> d, string k) => d.ContainsKey(k) ? d[k] : 0;",
            "public static int M(Dictionary<string, int> d, string k) => d.Count > 0 ? d[k] : 0;",
            "index"
        },
        {
            "a key that is added is new",
            "public static void M(Dictionary<int, string> d, int k) { if (!d.ContainsKey(k)) d.Add(k, \"a\"); }",
            "public static void M(Dictionary<int, string> d, int k) { if (d.Count < 5) d.Add(k, \"a\"); }",
            "pre-caller"
        },
        {
            "a key is not null",
            "public static bool M(Dictionary<string, int> d, string? k) => k != null && d.ContainsKey(k);",
            "#nullable disable\npublic static bool M(Dictionary<string, int> d, string k) { Contract.Requires(d != null); return d.ContainsKey(k); }",
            "pre-caller"
        },
        {
            "adding counts what is new only",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Requires(!d.ContainsKey(k)); Contract.Ensures(d.Count == Contract.OldValue(d.Count) + 1); d[k] = 0; }",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Ensures(d.Count == Contract.OldValue(d.Count) + 1); d[k] = 0; }",
            "post"
        },
        {
            "TryGetValue gives the value or the default",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Ensures(d.ContainsKey(k) || Contract.Result<int>() == 0); d.TryGetValue(k, out var v); return v; }",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Ensures(Contract.Result<int>() == 0); d.TryGetValue(k, out var v); return v; }",
            "post"
        },
        {
            "TryAdd does not overwrite",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Requires(d.ContainsKey(k) && d[k] == 4); Contract.Ensures(Contract.Result<int>() == 4); d.TryAdd(k, 5); return d[k]; }",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Ensures(Contract.Result<int>() == 5); d.TryAdd(k, 5); return d[k]; }",
            "post"
        },
        {
            "what is removed is gone",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Ensures(!d.ContainsKey(k)); d.Remove(k); }",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Ensures(d.Count < Contract.OldValue(d.Count)); d.Remove(k); }",
            "post"
        },
        {
            "Remove gives what was there",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Requires(d.ContainsKey(k)); Contract.Ensures(Contract.Result<int>() == Contract.OldValue(d[k])); d.Remove(k, out var v); return v; }",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Requires(d.ContainsKey(k)); Contract.Ensures(Contract.Result<int>() != 0); d.Remove(k, out var v); return v; }",
            "post"
        },
        {
            "a cleared dictionary has nothing",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Ensures(!d.ContainsKey(k) && d.Count == 0); d.Clear(); }",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Ensures(!d.ContainsKey(k) && d.Count == 0); d[k] = 1; d.Clear(); d[3] = 4; }",
            "post"
        },
        {
            "who has something is not empty",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Requires(d.ContainsKey(k)); Contract.Assert(d.Count > 0); }",
            "public static void M(Dictionary<int, int> d, int k) { Contract.Requires(d.ContainsKey(k)); Contract.Assert(d.Count > 1); }",
            "assert"
        },
        {
            "two names of one dictionary",
            "public static void M(Dictionary<int, int> d, Dictionary<int, int> e) { Contract.Requires(d != e && !d.ContainsKey(1)); e[1] = 2; Contract.Assert(!d.ContainsKey(1)); }",
            "public static void M(Dictionary<int, int> d, Dictionary<int, int> e) { Contract.Requires(!d.ContainsKey(1)); e[1] = 2; Contract.Assert(!d.ContainsKey(1)); }",
            "assert"
        },
        {
            "a missing key that a handler expects is behaviour",
            "public static int M(Dictionary<int, int> d, int k) { Contract.Ensures(d.ContainsKey(k) || Contract.Result<int>() == -1); try { return d[k]; } catch (KeyNotFoundException) { return -1; } }",
            "public static int M(Dictionary<int, int> d, int k) { try { return d[k]; } catch (InvalidOperationException) { return -1; } }",
            "index"
        },
        {
            "a set has what was added",
            "public static bool M(HashSet<int> s, int x) { Contract.Ensures(s.Contains(x)); Contract.Ensures(Contract.Result<bool>() == !Contract.OldValue(s.Contains(x))); return s.Add(x); }",
            "public static bool M(HashSet<int> s, int x) { Contract.Ensures(Contract.Result<bool>() == Contract.OldValue(s.Contains(x))); return s.Add(x); }",
            "post"
        },
        {
            "a set counts each value once",
            "public static void M(int a, int b) { var s = new HashSet<int>(); s.Add(a); s.Add(b); Contract.Assert(s.Count == (a == b ? 1 : 2)); }",
            "public static void M(int a, int b) { var s = new HashSet<int>(); s.Add(a); s.Add(b); Contract.Assert(s.Count == 2); }",
            "assert"
        },
        {
            "what foreach gives is in the set",
            "public static bool M(HashSet<int> s) { Contract.Ensures(Contract.Result<bool>()); foreach (var x in s) { if (!s.Contains(x)) return false; } return true; }",
            "public static bool M(HashSet<int> s) { Contract.Ensures(Contract.Result<bool>()); foreach (var x in s) { if (!s.Contains(x + 1)) return false; } return true; }",
            "post"
        },
        {
            "what foreach gives of a dictionary is in it",
            "public static int M(Dictionary<int, int> d) { var n = 0; foreach (var p in d) { Contract.Assert(d[p.Key] == p.Value); n = p.Value; } return n; }",
            "public static int M(Dictionary<int, int> d) { var n = 0; foreach (var p in d) { Contract.Assert(d[p.Key] != 0); n = p.Value; } return n; }",
            "assert"
        },
        {
            "a dictionary must not grow while it is enumerated",
            "public static void M(Dictionary<int, int> d) { var e = new Dictionary<int, int>(); foreach (var p in d) { e[p.Key] = 1; } }",
            "public static void M(Dictionary<int, int> d) { foreach (var p in d) { d.TryAdd(p.Key + 1, 1); } }",
            "pre-caller"
        },
        {
            "enums, characters and strings are keys",
            "public static int M(char c, string s, DayOfWeek w) { Contract.Ensures(Contract.Result<int>() == 6); var a = new Dictionary<char, int>(); var b = new Dictionary<string, int>(); var e = new Dictionary<DayOfWeek, int>(); a[c] = 1; b[s] = 2; e[w] = 3; return a[c] + b[s] + e[w]; }",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() == 1); var b = new Dictionary<string, int>(); b[s] = 1; b[\"a\"] = 2; return b[s]; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string rule, string right, string wrong, string kind)
    {
        Assert.NotEmpty(rule);

        Proving.ExpectTwins($"{Header}{right}\n}}", $"{Header}{wrong}\n}}", kind);
    }
}
