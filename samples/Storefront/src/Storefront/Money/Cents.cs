using System.Diagnostics.Contracts;
using System.Globalization;

namespace Storefront.Money;

/// <summary>Arithmetic on amounts of money, held as whole cents.</summary>
public static class Cents
{
    /// <summary>The largest amount the shop handles: ten billion in the main unit.</summary>
    public const long Max = 1_000_000_000_000;

    /// <summary>Whether <paramref name="cents"/> is an amount the shop handles.</summary>
    [Pure]
    public static bool IsAmount(long cents) => cents >= 0 && cents <= Max;

    /// <summary>The sum of two amounts.</summary>
    [Pure]
    public static long Add(long left, long right)
    {
        Contract.Requires(left >= 0 && left <= Max);
        Contract.Requires(right >= 0 && right <= Max);
        Contract.Ensures(Contract.Result<long>() == left + right);
        Contract.Ensures(Contract.Result<long>() >= left && Contract.Result<long>() >= right);
        return checked(left + right);
    }

    /// <summary>What is left of <paramref name="amount"/> once <paramref name="part"/> is taken from it.</summary>
    [Pure]
    public static long Subtract(long amount, long part)
    {
        Contract.Requires(amount >= 0 && amount <= Max);
        Contract.Requires(part >= 0 && part <= amount);
        Contract.Ensures(Contract.Result<long>() == amount - part);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= amount);
        return checked(amount - part);
    }

    /// <summary>The nearest amount the shop handles.</summary>
    [Pure]
    public static long Clamp(long cents)
    {
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= Max);
        Contract.Ensures(cents < 0 || cents > Max || Contract.Result<long>() == cents);
        if (cents < 0)
        {
            return 0;
        }

        return cents > Max ? Max : cents;
    }

    /// <summary>How far two amounts lie apart.</summary>
    [Pure]
    public static long Difference(long left, long right)
    {
        Contract.Requires(left >= 0 && left <= Max);
        Contract.Requires(right >= 0 && right <= Max);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= Max);
        Contract.Ensures(Contract.Result<long>() != 0 || left == right);
        return Math.Abs(left - right);
    }

    /// <summary><paramref name="percent"/> hundredths of <paramref name="amount"/>, rounded down.</summary>
    [Pure]
    public static long Percentage(long amount, int percent)
    {
        Contract.Requires(amount >= 0 && amount <= Max);
        Contract.Requires(percent >= 0 && percent <= 100);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= amount);
        Contract.Ensures(percent != 0 || Contract.Result<long>() == 0);
        return amount * percent / 100;
    }

    /// <summary>The price of <paramref name="quantity"/> units.</summary>
    [Pure]
    public static long LineTotal(long unitPrice, int quantity)
    {
        Contract.Requires(unitPrice >= 0 && unitPrice <= 100_000_000);
        Contract.Requires(quantity >= 0 && quantity <= 10_000);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= Max);
        Contract.Ensures(Contract.Result<long>() == unitPrice * quantity);
        return checked(unitPrice * quantity);
    }

    /// <summary>The next amount that can be paid without coins of one and two cents.</summary>
    [Pure]
    public static long RoundUpToFive(long amount)
    {
        Contract.Requires(amount >= 0 && amount <= Max);
        Contract.Ensures(Contract.Result<long>() % 5 == 0);
        Contract.Ensures(Contract.Result<long>() >= amount && Contract.Result<long>() - amount < 5);
        var rest = amount % 5;
        return rest == 0 ? amount : amount + (5 - rest);
    }

    /// <summary>An amount from whole units and cents, as a price tag shows it.</summary>
    [Pure]
    public static long FromUnits(int units, int cents)
    {
        Contract.Requires(units >= 0 && cents >= 0 && cents < 100);
        Contract.Ensures(Contract.Result<long>() / 100 == units);
        Contract.Ensures(Contract.Result<long>() % 100 == cents);
        return units * 100L + cents;
    }

    /// <summary>Divides an amount into shares that differ by at most one cent, larger shares first.</summary>
    public static long[] SplitEvenly(long total, int parts)
    {
        Contract.Requires(total >= 0 && total <= Max);
        Contract.Requires(parts >= 1 && parts <= 100);
        Contract.Ensures(Contract.Result<long[]>() != null && Contract.Result<long[]>().Length == parts);
        Contract.Ensures(Contract.ForAll(0, parts, k =>
            Contract.Result<long[]>()[k] >= total / parts && Contract.Result<long[]>()[k] <= total / parts + 1));
        var low = total / parts;
        var extra = total % parts;
        var shares = new long[parts];
        for (var i = 0; i < parts; i++)
        {
            Contract.Invariant(0 <= i && i <= parts);
            Contract.Invariant(Contract.ForAll(0, i, k => shares[k] >= low && shares[k] <= low + 1));
            shares[i] = i < extra ? low + 1 : low;
        }

        return shares;
    }

    /// <summary>The amount as text with two decimals, independent of culture.</summary>
    public static string Format(long cents) =>
        (cents / 100m).ToString("0.00", CultureInfo.InvariantCulture);
}
