using System.Numerics;
using CsCheck;

namespace Maestro.Verification.Tests.Specifications;

/// <summary>What the verifier knows of <c>decimal</c> arithmetic, on the runtime's own.</summary>
public sealed class DecimalRuntimeTests
{
    private const int Iterations = 20_000;
    private static readonly BigInteger Unit = BigInteger.Pow(10, 28);

    private static readonly Gen<decimal> Long = Gen.Select(Gen.Int, Gen.Int, Gen.Int, Gen.Bool, Gen.Byte[0, 28], (a, b, c, n, s) => new decimal(a, b, c, n, s));
    private static readonly Gen<decimal> Short = Gen.Select(Gen.Int[-2000, 2000], Gen.Byte[0, 4], (n, s) => new decimal(Math.Abs(n), 0, 0, n < 0, s));
    private static readonly Gen<decimal> Tiny = Gen.Select(Gen.Int[0, 20], Gen.Bool, Gen.Byte[25, 28], (n, negative, s) => new decimal(n, 0, 0, negative, s));
    private static readonly Gen<decimal> Large = Gen.Int[0, 3].Select(n => decimal.MaxValue - n);
    private static readonly Gen<decimal> Any = Gen.OneOf(Long, Short, Tiny, Large);

    [Fact]
    public void A_sum_is_the_nearest_decimal() => Gen.Select(Any, Any, Any).Sample(
        (a, b, other) => Check(() => a + b, new(UnitsOf(a) + UnitsOf(b), Unit), other, 0), iter: Iterations, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void A_product_is_the_nearest_decimal() => Gen.Select(Any, Any, Any).Sample(
        (a, b, other) => Check(() => a * b, new(UnitsOf(a) * UnitsOf(b), Unit * Unit), other, 1), iter: Iterations, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void A_quotient_is_the_nearest_decimal() => Gen.Select(Any, Any.Where(b => b != 0m), Any).Sample(
        (a, b, other) => Check(() => a / b, b > 0 ? new(UnitsOf(a), UnitsOf(b)) : new(-UnitsOf(a), -UnitsOf(b)), other, 1), iter: Iterations, seed: "0N0XIzNsQ0O2", threads: 1);

    [Fact]
    public void A_remainder_has_the_sign_of_the_dividend_and_less_than_the_divisor() => Gen.Select(Any, Any.Where(b => b != 0m)).Sample(
        (a, b) =>
        {
            var r = a % b;
            Assert.True(r == 0m || r < 0m == a < 0m);
            Assert.True(Math.Abs(r) < Math.Abs(b) && Math.Abs(r) <= Math.Abs(a));
            Assert.True(Math.Abs(a) >= Math.Abs(b) || r == a);
        },
        iter: Iterations,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    [Fact]
    public void Rounding_gives_a_multiple_of_the_unit_and_crosses_none() => Gen.Select(Any, Gen.Int[0, 28], Any, Gen.Int[0, 4]).Sample(
        (x, digits, other, mode) =>
        {
            decimal r;
            try
            {
                r = Math.Round(x, digits, (MidpointRounding)mode);
            }
            catch (OverflowException)
            {
                // Away from zero, the largest has nowhere to go.
                Assert.Fail($"{x} {digits} {mode}");
                return;
            }

            var unit = BigInteger.Pow(10, 28 - digits);
            var distance = BigInteger.Abs(UnitsOf(r) - UnitsOf(x));
            Assert.True((UnitsOf(r) % unit).IsZero);
            Assert.True(mode <= 1 ? distance * 2 <= unit : distance < unit);
            Assert.True(!(UnitsOf(x) % unit).IsZero || r == x);
            var multiple = Math.Round(other, digits);
            Assert.True(multiple > x || multiple <= r);
            Assert.True(multiple < x || multiple >= r);
        },
        iter: Iterations,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    [Fact]
    public void Scale_does_not_change_the_value_of_a_result() => Gen.Select(Short, Any).Sample(
        (a, b) =>
        {
            // The same value with three more zeros.
            var longer = a * 1.000m;
            Assert.Equal(Value(() => a + b), Value(() => longer + b));
            Assert.Equal(Value(() => a * b), Value(() => longer * b));
            Assert.Equal(Value(() => b - a), Value(() => b - longer));
            Assert.Equal(b % (a == 0m ? 1m : a), b % (longer == 0m ? 1m : longer));
            Assert.Equal(a == 0m ? 0m : Value(() => b / a), a == 0m ? 0m : Value(() => b / longer));
        },
        iter: Iterations,
        seed: "0N0XIzNsQ0O2",
        threads: 1);

    private static decimal? Value(Func<decimal> operation)
    {
        try
        {
            return operation();
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>It overflows exactly from half a unit beyond the largest; else it is near, and rounding crosses no decimal.</summary>
    private static void Check(Func<decimal> operation, (BigInteger Over, BigInteger Under) exact, decimal other, int underflow)
    {
        var most = (BigInteger)decimal.MaxValue;
        if (Value(operation) is not { } r)
        {
            Assert.True(BigInteger.Abs(exact.Over) * 2 >= ((most * 2) + 1) * exact.Under);
            return;
        }

        Assert.True(BigInteger.Abs(exact.Over) * 2 < ((most * 2) + 1) * exact.Under);

        // All over the exact result's denominator, in units.
        var rounded = UnitsOf(r) * exact.Under;
        var wanted = exact.Over * Unit;
        Assert.True(BigInteger.Abs(rounded - wanted) * Unit <= BigInteger.Abs(wanted) + (underflow * exact.Under * Unit));
        foreach (var z in Neighbours(r).Append(other))
        {
            var at = UnitsOf(z) * exact.Under;
            Assert.True(at > wanted || at <= rounded, $"{z} {r}");
            Assert.True(at < wanted || at >= rounded, $"{z} {r}");
        }
    }

    private static IEnumerable<decimal> Neighbours(decimal r)
    {
        yield return r;
        yield return 0m;
        yield return decimal.Truncate(r);
        for (var scale = 0; scale <= 28; scale++)
        {
            var step = new decimal(1, 0, 0, false, (byte)scale);
            if (Value(() => r + step) is { } above)
            {
                yield return above;
            }

            if (Value(() => r - step) is { } below)
            {
                yield return below;
            }
        }
    }

    private static BigInteger UnitsOf(decimal value)
    {
        var parts = decimal.GetBits(value);
        var digits = ((BigInteger)(uint)parts[2] << 64) + ((BigInteger)(uint)parts[1] << 32) + (uint)parts[0];
        return (value < 0 ? -digits : digits) * BigInteger.Pow(10, 28 - ((parts[3] >> 16) & 0xff));
    }
}
