using System.Diagnostics.Contracts;

namespace Pairs;

/// <summary>The contract changes here, or decides which inputs are compared.</summary>
public static class Limits
{
    public static int Average(int total, int count)
    {
        Contract.Requires(count > 0);
        Contract.Ensures(Contract.Result<int>() == total / count);
        return total / count;
    }

    public static int Half(int value)
    {
        Contract.Requires(value > 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return value / 2;
    }

    public static int At(int[] values, int index)
    {
        Contract.Requires(values != null);
        Contract.Requires(index >= 0 && index < values.Length);
        return values[index];
    }

    public static int Larger(int first, int second)
    {
        Contract.Ensures(Contract.Result<int>() >= first && Contract.Result<int>() >= second);
        return first > second ? first : second;
    }

    public static int Discounted(int cents)
    {
        Contract.Requires(cents >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= cents);
        return cents - cents / 10;
    }

    public static int Percent(int value)
    {
        Contract.Requires(value >= 0);
        return value % 101;
    }
}
