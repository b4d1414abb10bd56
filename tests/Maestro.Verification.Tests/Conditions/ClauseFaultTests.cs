namespace Maestro.Verification.Tests.Conditions;

/// <summary>A clause that may throw says nothing: neither is it shown, nor does anything follow from it.</summary>
public sealed class ClauseFaultTests
{
    [Theory]
    [InlineData("public int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); for (int i = 0; i < 3; i++) { Contract.Invariant(new int[n].Length >= 0); } return n; }")]
    [InlineData("public int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); for (int i = 0; i < 3; i++) { Contract.Invariant(new int[n, 2].Length >= 0); } return n; }")]
    [InlineData("public int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); for (int i = 0; i < 3; i++) { Contract.Invariant(Contract.OldValue(new int[n].Length) >= 0); } return n; }")]
    [InlineData("[Pure] static int[] Made(int n) => new int[n]; public int M(int n) { Contract.Ensures(Contract.Result<int>() >= 0); Contract.Assert(Made(n).Length == n); return n; }")]
    [InlineData("int f; [ContractInvariantMethod] void I() { Contract.Invariant(new int[f].Length >= 0); } public C(int n) { f = n; } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return f; }")]
    [InlineData("public bool M(double n) { Contract.Ensures(Contract.Result<bool>()); Contract.Assert(Math.Sign(n) <= 1); return n == n; }")]
    [InlineData("public int M(double n) { Contract.Ensures(Contract.Result<int>() >= 0); int r = 0; try { r = -1; int s = Math.Sign(n); r = 0; } catch (Exception) { } return r; }")]
    [InlineData("public int M(double n) { return Math.Sign(n); }")]
    [InlineData("[Pure] static int Dv(int n, int m) => n / m; public int M(int n) { Contract.Ensures(Dv(n, -1) == -n); return 1; }")]
    [InlineData("[Pure] static char At(string s) => s[3]; public int M(string s) { Contract.Ensures(At(s) == 'x' || At(s) != 'x'); return 1; }")]
    public void Nothing_rests_on_it(string members)
    {
        var reports = Proving.All($"public class C {{ {members} }}");

        Assert.NotEqual("proved", reports["M"].Word);
        Assert.False(reports.TryGetValue("C", out var constructor) && constructor.Word == "proved");
    }

    [Theory]
    [InlineData("[Pure] static int Dv(int n, int m) => m == 0 ? 0 : n / m; public int M(int n) { Contract.Requires(n > 0); Contract.Ensures(Dv(n, 2) <= n); return 1; }")]
    [InlineData("[Pure] static bool Sorted(int[] a) => Contract.ForAll(0, a.Length - 1, i => a[i] <= a[i + 1]); public int M(int[] a) { Contract.Requires(a.Length > 0); Contract.Ensures(Sorted(a) || !Sorted(a)); return 1; }")]
    [InlineData("public int M(double n) { Contract.Requires(n > 1); Contract.Ensures(Contract.Result<int>() == 1); return Math.Sign(n); }")]
    [InlineData("private readonly int[] a = new int[2]; [ContractInvariantMethod] void I() { Contract.Invariant(a.Length == 2 && a[1] >= 0); } public int M() { Contract.Ensures(Contract.Result<int>() >= 0); return a[1]; }")]
    public void What_cannot_throw_is_relied_on(string members)
    {
        var report = Proving.All($"public class C {{ {members} }}")["M"];

        Assert.True(report.Word == "proved", $"{report.Reason} {string.Join(", ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))}");
    }
}
