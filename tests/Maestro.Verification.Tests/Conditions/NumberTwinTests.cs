namespace Maestro.Verification.Tests.Conditions;

/// <summary>Counts of bits in twins, and numbers that have no model.</summary>
public sealed class NumberTwinTests
{
    public static TheoryData<string, string, string, string> Twins { get; } = new()
    {
        {
            "seats of a mask",
            "public static int M(uint mask) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 32); return System.Numerics.BitOperations.PopCount(mask); }",
            "public static int M(uint mask) { Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 32); return System.Numerics.BitOperations.LeadingZeroCount(mask) + 1; }",
            "post"
        },
        {
            "the highest bit",
            "public static int M(uint x) { Contract.Requires(x >= 4 && x < 8); Contract.Ensures(Contract.Result<int>() == 31); return System.Numerics.BitOperations.Log2(x) + System.Numerics.BitOperations.LeadingZeroCount(x); }",
            "public static int M(uint x) { Contract.Requires(x >= 4 && x <= 8); Contract.Ensures(Contract.Result<int>() == 2); return System.Numerics.BitOperations.Log2(x); }",
            "post"
        },
        {
            "the lowest bit",
            "public static int M(uint x) { Contract.Requires(x % 8 == 4); Contract.Ensures(Contract.Result<int>() == 2); return System.Numerics.BitOperations.TrailingZeroCount(x); }",
            "public static int M(uint x) { Contract.Requires(x % 4 == 0); Contract.Ensures(Contract.Result<int>() == 2); return System.Numerics.BitOperations.TrailingZeroCount(x); }",
            "post"
        },
        {
            "a guard refuses a negative zero",
            "public static double M(double x) { Contract.Requires(x > 0); Contract.Ensures(Contract.Result<double>() > 0); ArgumentOutOfRangeException.ThrowIfNegative(x); return x; }",
            "public static double M(double x) { Contract.Requires(x >= 0); Contract.Ensures(Contract.Result<double>() > 0); ArgumentOutOfRangeException.ThrowIfNegative(x); return x; }",
            "post"
        },
        {
            "a power of two has one bit",
            "public static bool M(int x) { Contract.Ensures(!Contract.Result<bool>() || System.Numerics.BitOperations.PopCount((uint)x) == 1); return x > 0 && (x & (x - 1)) == 0; }",
            "public static bool M(int x) { Contract.Ensures(!Contract.Result<bool>() || System.Numerics.BitOperations.PopCount((uint)x) == 1); return x >= 0 && (x & (x - 1)) == 0; }",
            "post"
        },
        {
            "a share is between nothing and one, of a negative zero too",
            "public static double M(double a, double b) { Contract.Requires(a >= 0 && a <= b && b > 0 && !double.IsInfinity(b)); Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1); return a / b; }",
            "public static double M(double a, double b) { Contract.Requires(a >= 0 && a <= b && b > 0); Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1); return a / b; }",
            "post"
        },
        {
            "bounds of a clamp that may cross",
            "public static int M(int x, int low, int high) { Contract.Requires(low <= high); Contract.Ensures(Contract.Result<int>() <= high); return Math.Clamp(x, low, high); }",
            "public static int M(int x, int low, int high) { Contract.Requires(low <= high + 1 && high < 9); Contract.Ensures(Contract.Result<int>() <= high); return Math.Clamp(x, low, high); }",
            "pre-caller"
        },
        {
            "bounds of a real clamp that may cross",
            "public static double M(double x) { Contract.Requires(x == 0.5); Contract.Ensures(Contract.Result<double>() == 0.5); return Math.Clamp(x, 0, 1); }",
            "public static double M(double x, double low) { Contract.Requires(x == 0.5); Contract.Ensures(Contract.Result<double>() <= 1); return Math.Clamp(x, low, 1); }",
            "pre-caller"
        },
        {
            "bounds of a decimal clamp that may cross",
            "public static decimal M(decimal x) { Contract.Ensures(Contract.Result<decimal>() <= 9m); return Math.Clamp(x, 1m, 9m); }",
            "public static decimal M(decimal x, decimal low) { Contract.Requires(x == 2m); Contract.Ensures(Contract.Result<decimal>() <= 9m); return Math.Clamp(x, low, 9m); }",
            "pre-caller"
        },
        {
            "bounds that cross where a handler expects it",
            "public static int M(int x, int low) { Contract.Ensures(Contract.Result<int>() <= 9); try { return Math.Clamp(x, low, 9); } catch (ArgumentException) { return 0; } }",
            "public static int M(int x, int low) { Contract.Ensures(Contract.Result<int>() <= 9); try { return Math.Clamp(x, low, 9); } catch (ArgumentException) { return 10; } }",
            "post"
        },
        {
            "text that is parsed may give any number",
            "public static int M(string s) { Contract.Ensures(Contract.Result<int>() >= 0); return int.TryParse(s, out int n) && n >= 0 ? n : 0; }",
            "public static int M(int s) { Contract.Ensures(Contract.Result<int>() >= 0); return s >= -1 ? s : 0; }",
            "post"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string what, string right, string wrong, string kind)
    {
        Assert.NotEmpty(what);
        Proving.ExpectTwins($"public class C {{ {right} }}", $"public class C {{ {wrong} }}", kind);
    }

    [Theory]
    [InlineData("public static Int128 M(Int128 a, Int128 b) => a / b;", "Int128.op_Division")]
    [InlineData("public static UInt128 M(UInt128 a, UInt128 b) => checked(a + b);", "UInt128.op_")]
    [InlineData("public static System.Numerics.BigInteger M(System.Numerics.BigInteger a, System.Numerics.BigInteger b) => a / b;", "BigInteger.op_Division")]
    [InlineData("public static Half M(Half a) => a + a;", "Half.op_Addition")]
    [InlineData("public static int M(int a, int b) { int r; return Math.DivRem(a, b, out r); }", "Math.DivRem")]
    [InlineData("public static double M(double a, int b) => Math.Round(a, b);", "Math.Round")]
    public void What_has_no_model_is_named(string source, string named)
    {
        var report = Proving.One($"public class C {{ {source} }}");

        Assert.Equal("unknown", report.Word);
        Assert.Contains(named, $"{report.Reason}", StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_zero_is_refused_by_the_guard_as_by_the_framework() =>
        Assert.NotEqual("refuted", Proving.One("public class C { public static double M(double x) { Contract.Requires(x == 0 && 1 / x < 0); Contract.Ensures(Contract.Result<double>() > 0); ArgumentOutOfRangeException.ThrowIfNegative(x); return x; } }").Word);
}
