using Maestro.Verification.Verdicts;

namespace Maestro.Verification.Tests.Conditions;

/// <summary>Loops without a written invariant: what holds is proved, what does not is not.</summary>
public sealed class InferenceTests
{
    public static TheoryData<string, string, string> Twins => new()
    {
        {
            "linear equality of two counters",
            "static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() == n); int x = n, y = 0; while (x > 0) { x--; y++; } return y; }",
            "static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() == n); int x = n, y = 0; while (x > 1) { x--; y++; } return y; }"
        },
        {
            "steps of two and one meet",
            "static int M() { Contract.Ensures(Contract.Result<int>() == 13); int i = 1, j = 20; while (j >= i) { i += 2; j -= 1; } return j; }",
            "static int M() { Contract.Ensures(Contract.Result<int>() == 14); int i = 1, j = 20; while (j >= i) { i += 2; j -= 1; } return j; }"
        },
        {
            "prefix holds",
            "static bool M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, xs.Length, k => xs[k] > 0)); for (int i = 0; i < xs.Length; i++) { if (xs[i] <= 0) return false; } return true; }",
            "static bool M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, xs.Length, k => xs[k] > 0)); for (int i = 0; i < xs.Length; i++) { if (xs[i] < 0) return false; } return true; }"
        },
        {
            "greatest so far",
            "static int M(int[] xs) { Contract.Requires(xs != null && xs.Length > 0); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] <= Contract.Result<int>())); int m = xs[0]; for (int i = 1; i < xs.Length; i++) { if (xs[i] > m) m = xs[i]; } return m; }",
            "static int M(int[] xs) { Contract.Requires(xs != null && xs.Length > 0); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] <= Contract.Result<int>())); int m = xs[0]; for (int i = 2; i < xs.Length; i++) { if (xs[i] > m) m = xs[i]; } return m; }"
        },
        {
            "evenness",
            "static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() % 2 == 0); int s = 0; for (int i = 0; i < n; i++) { if (i % 3 == 0) s += 2; else s += 4; } return s; }",
            "static int M(int n) { Contract.Requires(n >= 0 && n < 1000); Contract.Ensures(Contract.Result<int>() % 2 == 0); int s = 0; for (int i = 0; i < n; i++) { if (i % 3 == 0) s += 3; else s += 4; } return s; }"
        },
        {
            "a bound from the first iteration on",
            "static int M(int n) { Contract.Requires(n > 1); Contract.Ensures(Contract.Result<int>() < n); int m = 1; for (int x = 1; x < n; x++) { if (x % 7 == 3) m = x; } return m; }",
            "static int M(int n) { Contract.Requires(n > 1); Contract.Ensures(Contract.Result<int>() < n - 1); int m = 1; for (int x = 1; x < n; x++) { if (x % 7 == 3) m = x; } return m; }"
        },
        {
            "a sum of numbers that are not negative",
            "static long M(int[] xs) { Contract.Requires(xs != null && Contract.ForAll(0, xs.Length, k => xs[k] >= 0)); Contract.Ensures(Contract.Result<long>() >= 0); long s = 0; foreach (int x in xs) { s += x; } return s; }",
            "static long M(int[] xs) { Contract.Requires(xs != null && Contract.ForAll(0, xs.Length, k => xs[k] >= 0)); Contract.Ensures(Contract.Result<long>() >= 0); long s = 0; foreach (int x in xs) { s += x - 1; } return s; }"
        },
        {
            "what a fall is worth",
            "static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= Contract.OldValue(n)); int s = 0; while (n > 0) { s += n % 10; n /= 10; } return s; }",
            "static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= Contract.OldValue(n)); int s = 0; while (n > 0) { s += n % 10 + 1; n /= 10; } return s; }"
        },
        {
            "a number of few digits",
            "static int M(string d) { Contract.Requires(d != null && d.Length <= 6); Contract.Ensures(Contract.Result<int>() >= -1); int v = 0; foreach (char c in d) { if (c < '0' || c > '9') return -1; v = v * 10 + (c - '0'); } return v; }",
            "static int M(string d) { Contract.Requires(d != null && d.Length <= 6); Contract.Ensures(Contract.Result<int>() >= -1); int v = 0; foreach (char c in d) { if (c < '0' || c > '9') return -2; v = v * 10 + (c - '0'); } return v; }"
        },
        {
            "each element changed once",
            "static void M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == unchecked(Contract.OldValue(xs[k]) + 1))); for (int i = 0; i < xs.Length; i++) { xs[i]++; } }",
            "static void M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == unchecked(Contract.OldValue(xs[k]) + 1))); for (int i = 0; i < xs.Length; i++) { xs[0]++; } }"
        },
        {
            "pairs in nested loops",
            "static bool M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, xs.Length, i => Contract.ForAll(i + 1, xs.Length, j => xs[i] != xs[j]))); for (int i = 0; i < xs.Length; i++) { for (int j = i + 1; j < xs.Length; j++) { if (xs[i] == xs[j]) return false; } } return true; }",
            "static bool M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, xs.Length, i => Contract.ForAll(i + 1, xs.Length, j => xs[i] != xs[j]))); for (int i = 0; i < xs.Length; i++) { for (int j = i + 2; j < xs.Length; j++) { if (xs[i] == xs[j]) return false; } } return true; }"
        },
        {
            "where the smaller ones end",
            "static int M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= xs.Length); Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => xs[k] < 0)); int p = 0; for (int i = 0; i < xs.Length; i++) { if (xs[i] < 0) { int t = xs[p]; xs[p] = xs[i]; xs[i] = t; p++; } } return p; }",
            "static int M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= xs.Length); Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => xs[k] < 0)); int p = 0; for (int i = 0; i < xs.Length; i++) { if (xs[i] <= 0) { int t = xs[p]; xs[p] = xs[i]; xs[i] = t; p++; } } return p; }"
        },
        {
            "the place of the smallest",
            "static void M(int[] xs) { Contract.Requires(xs != null && xs.Length > 0); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[0] <= xs[k])); int m = 0; for (int i = 1; i < xs.Length; i++) { if (xs[i] < xs[m]) m = i; } int t = xs[0]; xs[0] = xs[m]; xs[m] = t; }",
            "static void M(int[] xs) { Contract.Requires(xs != null && xs.Length > 0); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[0] <= xs[k])); int m = 0; for (int i = 1; i < xs.Length; i++) { if (xs[i] > xs[m]) m = i; } int t = xs[0]; xs[0] = xs[m]; xs[m] = t; }"
        },
        {
            "nested loops with bounds",
            "static int M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.Result<int>() >= 0); int c = 0; for (int i = 0; i < xs.Length; i++) { for (int j = i + 1; j < xs.Length; j++) { if (xs[i] == xs[j]) c = j; } } return c; }",
            "static int M(int[] xs) { Contract.Requires(xs != null); Contract.Ensures(Contract.Result<int>() > 0); int c = 0; for (int i = 0; i < xs.Length; i++) { for (int j = i + 1; j < xs.Length; j++) { if (xs[i] == xs[j]) c = j; } } return c; }"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_loop_is_proved_and_its_twin_is_refuted(string what, string right, string wrong)
    {
        var proved = Proving.One($"static class C {{ {right} }}");
        var refuted = Proving.One($"static class C {{ {wrong} }}");

        Assert.True(proved.Word == "proved", $"{what}: {proved.Word} {string.Join("; ", proved.Obligations.Select(o => $"{o.Text} {o.Verdict}"))}");
        Assert.True(refuted.Word == "refuted", $"{what}: the twin is {refuted.Word}");
    }

    [Fact]
    public void What_the_proof_needed_is_told_as_CSharp()
    {
        var report = Proving.One("static class C { static void M(int[] xs, int v) { Contract.Requires(xs != null); Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == v)); for (int i = 0; i < xs.Length; i++) { xs[i] = v; } } }");

        Assert.Equal(["i >= 0", "i <= xs.Length", "Contract.ForAll(0, i, k => xs[k] == v)"], report.InferredInvariants.Select(i => i.Text));
    }

    [Fact]
    public void Growth_that_may_wrap_is_not_bounded()
    {
        // 2^31 - 1 times 3 passes int: the rate holds of the numbers, not of what is stored.
        var report = Proving.One("static class C { static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() >= 0); int s = 0; for (int i = 0; i < n; i++) { s += 3; } return s; } }");

        Assert.DoesNotContain(report.Obligations, o => o.Kind == ObligationKind.Post && o.Verdict is Verdict.Proved);
    }

    [Fact]
    public void Wrap_around_is_not_taken_for_a_sum()
    {
        // 2^16 times 2^16 is 0 in int: the sum passes every bound.
        var report = Proving.One("static class C { static int M(int n) { Contract.Requires(n >= 0); Contract.Ensures(Contract.Result<int>() >= 0); int s = 0; for (int i = 0; i < n; i++) { s += 65536; } return s; } }");

        Assert.IsNotType<Verdict.Proved>(Assert.Single(report.Obligations, o => o.Kind == ObligationKind.Post).Verdict);
    }

    [Fact]
    public void What_the_loop_changes_through_an_alias_is_not_known()
    {
        var report = Proving.One(
            "static class C { static void M(int[] a, int[] b) { Contract.Requires(a != null && b != null && a.Length == b.Length); Contract.Ensures(Contract.ForAll(0, a.Length, k => a[k] == 0));"
            + " for (int i = 0; i < a.Length; i++) { a[i] = 0; b[a.Length - 1 - i] = 1; } } }");

        Assert.DoesNotContain(report.Obligations, o => o.Kind == ObligationKind.Post && o.Verdict is Verdict.Proved);
    }

    [Fact]
    public void A_callee_that_writes_the_counted_field_breaks_the_guess()
    {
        var report = Proving.One(
            "sealed class C { int n; void Grow() { n = -5; } int M(int k) { Contract.Requires(k >= 0); Contract.Ensures(Contract.Result<int>() >= 0); n = 0; for (int i = 0; i < k; i++) { Grow(); } return n; } }");

        Assert.DoesNotContain(report.Obligations, o => o.Kind == ObligationKind.Post && o.Verdict is Verdict.Proved);
    }
}
