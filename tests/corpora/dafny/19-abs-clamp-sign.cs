using System.Diagnostics.Contracts;

namespace Twenty;

public static class Signs
{
    public static int Abs(int value)
    {
        Contract.Requires(value > int.MinValue);
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Ensures(Contract.Result<int>() == value || Contract.Result<int>() == -value);
        if (value < 0)
        {
            return checked(-value);
        }

        return value;
    }

    public static int Clamp(int value, int low, int high)
    {
        Contract.Requires(low <= high);
        Contract.Ensures(low <= Contract.Result<int>() && Contract.Result<int>() <= high);
        Contract.Ensures(!(low <= value && value <= high) || Contract.Result<int>() == value);
        Contract.Ensures(Contract.Result<int>() == value || Contract.Result<int>() == low || Contract.Result<int>() == high);
        if (value < low)
        {
            return low;
        }

        if (value > high)
        {
            return high;
        }

        return value;
    }

    public static int Sign(int value)
    {
        Contract.Ensures(-1 <= Contract.Result<int>() && Contract.Result<int>() <= 1);
        Contract.Ensures((Contract.Result<int>() == 1) == (value > 0));
        Contract.Ensures((Contract.Result<int>() == -1) == (value < 0));
        if (value > 0)
        {
            return 1;
        }

        return value < 0 ? -1 : 0;
    }
}
