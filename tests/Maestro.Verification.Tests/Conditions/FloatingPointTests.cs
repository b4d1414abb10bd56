namespace Maestro.Verification.Tests.Conditions;

/// <summary>IEEE 754 as C# has it: the right one is proved, the wrong one is refuted by an executed input.</summary>
public sealed class FloatingPointTests
{
    public static TheoryData<string, string, string> Twins { get; } = new()
    {
        {
            "a value that is not less is greater or equal, unless it is NaN",
            "public static bool M(double x) { Contract.Requires(!double.IsNaN(x)); Contract.Ensures(Contract.Result<bool>() || x >= 1); return x < 1; }",
            "public static bool M(double x) { Contract.Ensures(Contract.Result<bool>() || x >= 1); return x < 1; }"
        },
        {
            "half of a percentage is at most fifty",
            "public static double M(double x) { Contract.Requires(x >= 0 && x <= 100); Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 50); return x * 0.5; }",
            "public static double M(double x) { Contract.Requires(x >= 0 && x <= 100); Contract.Ensures(Contract.Result<double>() < 50); return x * 0.5; }"
        },
        {
            "a sum of what is not negative is not negative",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && y >= 0); Contract.Ensures(Contract.Result<double>() >= x); return x + y; }",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && y >= 0); Contract.Ensures(Contract.Result<double>() > x); return x + y; }"
        },
        {
            "a clamped value is between its bounds, unless it is NaN",
            "public static double M(double x) { Contract.Requires(!double.IsNaN(x)); Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1); return Math.Clamp(x, 0.0, 1.0); }",
            "public static double M(double x) { Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1); return Math.Clamp(x, 0.0, 1.0); }"
        },
        {
            "the smaller of two is at most each",
            "public static double M(double x, double y) { Contract.Requires(!double.IsNaN(x) && !double.IsNaN(y)); Contract.Ensures(Contract.Result<double>() <= x && Contract.Result<double>() <= y); return Math.Min(x, y); }",
            "public static double M(double x, double y) { Contract.Ensures(Contract.Result<double>() <= x && Contract.Result<double>() <= y); return Math.Min(x, y); }"
        },
        {
            "an absolute value is not negative, but NaN stays NaN",
            "public static double M(double x) { Contract.Requires(!double.IsNaN(x)); Contract.Ensures(Contract.Result<double>() >= 0); return Math.Abs(x); }",
            "public static double M(double x) { Contract.Ensures(Contract.Result<double>() >= 0); return Math.Abs(x); }"
        },
        {
            "the root of what is not negative is a number",
            "public static double M(double x) { Contract.Requires(x >= 0); Contract.Ensures(!double.IsNaN(Contract.Result<double>())); return Math.Sqrt(x); }",
            "public static double M(double x) { Contract.Ensures(!double.IsNaN(Contract.Result<double>())); return Math.Sqrt(x); }"
        },
        {
            "an int fits a double exactly, and not a float",
            "public static bool M(int n) { Contract.Ensures(Contract.Result<bool>()); return (int)(double)n == n; }",
            "public static bool M(int n) { Contract.Ensures(Contract.Result<bool>()); return (int)(float)n == n; }"
        },
        {
            "a checked conversion needs the whole part in range",
            "public static int M(double x) { Contract.Requires(x > -1 && x < 256); return checked((byte)x); }",
            "public static int M(double x) { Contract.Requires(x > -1 && x <= 256); return checked((byte)x); }"
        },
        {
            "an unchecked conversion saturates, and NaN is zero",
            "public static int M(double x) { Contract.Requires(x >= 1e10); Contract.Ensures(Contract.Result<int>() == int.MaxValue); return (int)x; }",
            "public static int M(double x) { Contract.Requires(!(x < 1e10)); Contract.Ensures(Contract.Result<int>() == int.MaxValue); return (int)x; }"
        },
        {
            "division by what is at least one does not grow",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && x <= 10 && y >= 1); Contract.Ensures(Contract.Result<double>() <= x); return x / y; }",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && x <= 10 && y > 0); Contract.Ensures(Contract.Result<double>() <= x); return x / y; }"
        },
        {
            "the two zeros are equal and divide differently",
            "public static bool M(double x) { Contract.Requires(x == 0); Contract.Ensures(Contract.Result<bool>()); return x == -0.0 && -x == 0; }",
            "public static bool M(double x) { Contract.Requires(x == 0); Contract.Ensures(Contract.Result<bool>()); return 1 / x > 0; }"
        },
        {
            "a floor is at most the value",
            "public static double M(double x) { Contract.Requires(x >= -5 && x <= 5); Contract.Ensures(Contract.Result<double>() <= x && x - 1 < Contract.Result<double>() + 1); return Math.Floor(x); }",
            "public static double M(double x) { Contract.Requires(x >= -5 && x <= 5); Contract.Ensures(Contract.Result<double>() >= x); return Math.Floor(x); }"
        },
        {
            "a float meets a double as a double",
            "public static float M(float x) { Contract.Requires(x >= 0 && x <= 1); Contract.Ensures(Contract.Result<float>() >= 0.5f); x += 0.5; return x; }".Replace("x += 0.5;", "x = (float)(x + 0.5);"),
            "public static bool M(float x) { Contract.Requires(x >= 0 && x <= 1); Contract.Ensures(Contract.Result<bool>()); return x + 1e-9 == x + (double)0; }"
        },
        {
            "a remainder is smaller than the divisor",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && x < 1e6 && y > 0); Contract.Ensures(Contract.Result<double>() < y); return x % y; }",
            "public static double M(double x, double y) { Contract.Requires(x >= 0 && x < 1e6 && y > 0); Contract.Ensures(Contract.Result<double>() < y - 1); return x % y; }"
        },
        {
            "fields and elements hold what was stored",
            "public static double M(double[] xs) { Contract.Requires(xs.Length > 1); Contract.Ensures(Contract.Result<double>() == 1.5); xs[0] = 1.5; xs[1] = double.NaN; return xs[0]; }",
            "public static double M(double[] xs) { Contract.Requires(xs.Length > 1); Contract.Ensures(Contract.Result<double>() == Contract.Result<double>()); xs[0] = 1.5; xs[1] = double.NaN; return xs[1]; }"
        },
        {
            "equals keeps NaN with itself",
            "public static bool M(double x) { Contract.Ensures(Contract.Result<bool>()); return x.Equals(x) && x is double.NaN == double.IsNaN(x); }",
            "public static bool M(double x) { Contract.Ensures(Contract.Result<bool>()); return x == x + 0; }"
        },
        {
            "an average by conversion of the sum is within bounds",
            "public static double M(int a, int b) { Contract.Requires(a >= 0 && b >= 0 && a <= 100 && b <= 100); Contract.Ensures(Contract.Result<double>() <= 100); return (a + b) / 2.0; }",
            "public static double M(int a, int b) { Contract.Requires(a >= 0 && b >= 0 && a <= 100 && b <= 100); Contract.Ensures(Contract.Result<double>() <= 99.5); return (a + b) / 2.0; }"
        },
    };

    [Theory]
    [MemberData(nameof(Twins))]
    public void The_right_one_is_proved_and_the_wrong_one_refuted(string name, string right, string wrong)
    {
        Assert.NotEmpty(name);
        AssertWord("proved", right);
        AssertWord("refuted", wrong);
    }

    private static void AssertWord(string expected, string member)
    {
        var report = Proving.One("public static class C { " + member + " }");
        Assert.True(report.Word == expected, $"{report.Word}, not {expected}: {report.Reason} {string.Join("; ", report.Obligations.Select(o => $"{o.Id} {o.Verdict}"))}");
    }
}
