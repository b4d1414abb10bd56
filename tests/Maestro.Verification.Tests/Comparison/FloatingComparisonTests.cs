using Maestro.Verification.Comparison;

namespace Maestro.Verification.Tests.Comparison;

/// <summary>Floating point, bit for bit but for the payload of NaN: what may be rewritten, and what looks as if it might.</summary>
public sealed class FloatingComparisonTests
{
    [Theory]
    [InlineData("double", "x * 1.0 + y", "y + x")]
    [InlineData("double", "x - y", "x + -y")]
    [InlineData("double", "x / 4", "0.25 * x")]
    [InlineData("double", "x / -8", "-(x * 0.125)")]
    [InlineData("double", "x + x", "2 * x")]
    [InlineData("double", "-x * y", "-(x * y)")]
    [InlineData("double", "x - 0.0", "x")]
    [InlineData("double", "Math.Sqrt(64) * x", "8 * x")]
    [InlineData("double", "x < y ? x : y", "y > x ? x : y")]
    [InlineData("double", "x <= y ? Math.Sin(x) : y", "x < y || x == y ? Math.Sin(x) : y")]
    [InlineData("float", "x / 2 + y", "y + 0.5f * x")]
    public void Rewritten_without_a_trace_it_is_the_same(string type, string old, string now)
    {
        var verdict = Pairs.Compare($"public static {type} M({type} x, {type} y) => {old};", $"public static {type} M({type} x, {type} y) {{ return {now}; }}");

        Assert.True(verdict.Relation == BehaviourRelation.Same, $"{verdict.Relation} {verdict.Reason} {verdict.Witness}");
    }

    [Theory]
    [InlineData("x + 0.0", "x")]
    [InlineData("x * 0.0", "0.0")]
    [InlineData("x - x", "0.0")]
    [InlineData("!(x < y) ? 1.0 : 2.0", "x >= y ? 1.0 : 2.0")]
    [InlineData("x == x ? 1.0 : 2.0", "1.0")]
    [InlineData("x / 3", "x * (1.0 / 3)")]
    [InlineData("x + y + 0.1", "x + (y + 0.1)")]
    [InlineData("x / y", "1 / (y / x)")]
    [InlineData("x < y ? x : y", "x <= y ? x : y")]
    [InlineData("x > y ? x : y", "y < x ? y : x")]
    [InlineData("x * 3 / 3", "x")]
    [InlineData("x / x", "1.0")]
    [InlineData("(double)(float)x", "x")]
    [InlineData("-(x - y)", "y - x")]
    public void Rewritten_with_another_rounding_or_zero_it_is_not(string old, string now)
    {
        var verdict = Pairs.Compare($"public static double M(double x, double y) {{ return {old}; }}", $"public static double M(double x, double y) => {now};");

        Assert.True(verdict.Relation != BehaviourRelation.Same, verdict.Reason);
    }
}
