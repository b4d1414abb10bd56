namespace Maestro.Verification.Tests.Conditions;

/// <summary><c>decimal</c> by value in twins: rounding is not forgotten, overflow and division by zero are owed.</summary>
public sealed class DecimalTwinTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "a discount does not raise what is paid",
            "public static decimal M(decimal net, decimal off) { Contract.Requires(net >= 0m && net <= 1000000m && off >= 0m && off <= net); Contract.Ensures(Contract.Result<decimal>() <= net && Contract.Result<decimal>() >= 0m); return net - off; }",
            "public static decimal M(decimal net, decimal off) { Contract.Requires(net >= 0m && net <= 1000000m && off >= 0m && off <= net); Contract.Ensures(Contract.Result<decimal>() <= net && Contract.Result<decimal>() >= 0m); return net + off; }",
            "post"
        },
        {
            "a debt is not negative",
            "public static decimal M(decimal total, decimal paid) { Contract.Requires(total >= 0m && total <= 1000m && paid >= 0m && paid <= 1000m); Contract.Ensures(Contract.Result<decimal>() >= 0m); return Math.Max(0m, total - paid); }",
            "public static decimal M(decimal total, decimal paid) { Contract.Requires(total >= 0m && total <= 1000m && paid >= 0m && paid <= 1000m); Contract.Ensures(Contract.Result<decimal>() >= 0m); return Math.Max(-1m, total - paid); }",
            "post"
        },
        {
            "overflow is owed, checked or not",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m && a <= 1e27m); return a + a; }",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m); return a + a; }",
            "overflow"
        },
        {
            "a sum of bounded numbers is bounded",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a >= 0m && a <= 1000m && b >= 0m && b <= 1000m); Contract.Ensures(Contract.Result<decimal>() <= 2000m); return a + b; }",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a >= 0m && a <= 1000m && b >= 0m && b <= 1000m); Contract.Ensures(Contract.Result<decimal>() < 2000m); return a + b; }",
            "post"
        },
        {
            "whole numbers add up exactly",
            "public static decimal M(int a, int b) { Contract.Ensures(Contract.Result<decimal>() == (long)a + b); return (decimal)a + b; }",
            "public static decimal M(int a, int b) { Contract.Ensures(Contract.Result<decimal>() == a + b); return (decimal)a + b; }",
            "post"
        },
        {
            "cents of a whole price are exact",
            "public static decimal M(int price) { Contract.Requires(price >= 0); Contract.Ensures(Contract.Result<decimal>() * 4m == price); return price * 0.25m; }",
            "public static decimal M(int price) { Contract.Requires(price >= 0); Contract.Ensures(Contract.Result<decimal>() * 4m == price + 1m); return price * 0.25m; }",
            "post"
        },
        {
            "a share is at most the whole",
            "public static decimal M(decimal whole, decimal rate) { Contract.Requires(whole >= 0m && rate >= 0m && rate <= 1m); Contract.Ensures(Contract.Result<decimal>() <= whole && Contract.Result<decimal>() >= 0m); return whole * rate; }",
            "public static decimal M(decimal whole, decimal rate) { Contract.Requires(whole >= 0m && whole <= 100m && rate >= 0m && rate <= 2m); Contract.Ensures(Contract.Result<decimal>() <= whole); return whole * rate; }",
            "post"
        },
        {
            "a division needs a divisor",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a >= 0m && b >= 1m); Contract.Ensures(Contract.Result<decimal>() <= a); return a / b; }",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a == 0m && b >= 0m); return a / b; }",
            "div0"
        },
        {
            "a small divisor overflows",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a >= 0m && a <= 1000m && b >= 0.01m); return a / b; }",
            "public static decimal M(decimal a, decimal b) { Contract.Requires(a >= 0m && b >= 0.01m); return a / b; }",
            "overflow"
        },
        {
            "a third, three times, need not be the whole",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m && a <= 1000m); Contract.Ensures(Contract.Result<decimal>() <= 1000m); return a / 3m; }",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m && a <= 1000m); Contract.Ensures(Contract.Result<decimal>() * 3m == a); return a / 3m; }",
            "post"
        },
        {
            "a conversion truncates, and is owed its range",
            "public static int M(decimal a) { Contract.Requires(a > -1m && a < 10.5m); Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 10); return (int)a; }",
            "public static int M(decimal a) { Contract.Requires(a > -1m); Contract.Ensures(Contract.Result<int>() >= 0); return (int)a; }",
            "overflow"
        },
        {
            "the floor is below, the ceiling above",
            "public static decimal M(decimal a) { Contract.Ensures(Contract.Result<decimal>() <= a && Contract.Result<decimal>() == decimal.Truncate(Contract.Result<decimal>())); return decimal.Floor(a); }",
            "public static decimal M(decimal a) { Contract.Ensures(Contract.Result<decimal>() <= a); return decimal.Ceiling(a); }",
            "post"
        },
        {
            "rounding to cents moves by half a cent at most",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m && a <= 100m); Contract.Ensures(Contract.Result<decimal>() <= a + 0.005m && Contract.Result<decimal>() <= 100m); return Math.Round(a, 2); }",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m && a <= 100m); Contract.Ensures(Contract.Result<decimal>() <= a); return Math.Round(a, 2); }",
            "post"
        },
        {
            "a remainder is below the divisor",
            "public static decimal M(decimal a) { Contract.Requires(a >= 0m); Contract.Ensures(Contract.Result<decimal>() >= 0m && Contract.Result<decimal>() < 0.5m); return a % 0.5m; }",
            "public static decimal M(decimal a) { Contract.Requires(a <= 10m); Contract.Ensures(Contract.Result<decimal>() >= 0m); return a % 3m; }",
            "post"
        },
        {
            "negation and absolute value",
            "public static decimal M(decimal a) { Contract.Ensures(Contract.Result<decimal>() >= 0m); return a < 0m ? -a : Math.Abs(a); }",
            "public static decimal M(decimal a) { Contract.Ensures(Contract.Result<decimal>() >= 0m); return a > 0m ? -a : Math.Abs(a); }",
            "post"
        },
        {
            "a total of a loop",
            "public static decimal M(int n) { Contract.Requires(n >= 0 && n <= 1000); Contract.Ensures(Contract.Result<decimal>() >= 0m); decimal sum = 0m; for (int i = 0; i < n; i++) { Contract.Invariant(i >= 0 && i <= n && sum >= 0m && sum <= i * 10m); sum += 9.5m; } return sum; }",
            "public static decimal M(int n) { Contract.Requires(n >= 0 && n <= 1000); Contract.Ensures(Contract.Result<decimal>() >= 0m); decimal sum = 0m; for (int i = 0; i < n; i++) { Contract.Invariant(i >= 0 && i <= n && sum >= 0m && sum <= i * 9m); sum += 9.5m; } return sum; }",
            "inv-keep"
        },
        {
            "order of decimals",
            "public static int M(decimal a, decimal b) { Contract.Requires(a < b); Contract.Ensures(Contract.Result<int>() < 0); return a.CompareTo(b); }",
            "public static int M(decimal a, decimal b) { Contract.Requires(a <= b); Contract.Ensures(Contract.Result<int>() < 0); return a.CompareTo(b); }",
            "post"
        },
        {
            "a field of an account",
            "private decimal _sum; [ContractInvariantMethod] private void Always() { Contract.Invariant(_sum >= 0m && _sum <= 1000000m); } public void M(decimal a) { Contract.Requires(a >= 0m && a <= 100m); if (_sum + a <= 1000000m) { _sum += a; } }",
            "private decimal _sum; [ContractInvariantMethod] private void Always() { Contract.Invariant(_sum >= 0m && _sum <= 1000000m); } public void M(decimal a) { Contract.Requires(a >= -1m && a <= 100m); if (_sum + a <= 1000000m) { _sum += a; } }",
            "objinv"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string what, string right, string wrong, string kind)
    {
        Assert.NotEmpty(what);
        Proving.ExpectTwins($"public class C {{ {right} }}", $"public class C {{ {wrong} }}", kind);
    }

    /// <summary>Digits are a matter of the value alone in a proof, and a callee may tell 1.0 from 1.00.</summary>
    [Theory]
    [InlineData("[Pure] public static int F(decimal a) { return a.GetHashCode(); } public static int M() { Contract.Ensures(Contract.Result<int>() == 0); return F(1.0m) - F(1.00m); }")]
    [InlineData("[Pure] public static string F(decimal a) { return a.ToString(); } public static bool M() { Contract.Ensures(Contract.Result<bool>()); return F(1.0m) == F(1.00m); }")]
    [InlineData("public static bool M(decimal a, decimal b) { Contract.Requires(a > 0m && a < 100m && b > 0m && b < 100m); Contract.Ensures(Contract.Result<bool>()); return a + b > a; }")]
    [InlineData("public static bool M(decimal a, decimal b) { Contract.Requires(a > 0m && a < 100m && b > 0m && b < 100m); Contract.Ensures(Contract.Result<bool>()); return (a + b) - b == a; }")]
    [InlineData("public static bool M(decimal a, decimal b) { Contract.Requires(a > 0m && b > 0m && a < 1m && b < 1m); Contract.Ensures(Contract.Result<bool>()); return a * b > 0m; }")]
    public void What_rounding_and_scale_break_is_not_proved(string source) => Assert.NotEqual("proved", Proving.One($"public class C {{ {source} }}").Word);
}
