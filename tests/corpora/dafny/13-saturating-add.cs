using System.Diagnostics.Contracts;

namespace Twenty;

public static class Saturating
{
    public static int Add(int first, int second)
    {
        Contract.Ensures(!((long)first + second > int.MaxValue) || Contract.Result<int>() == int.MaxValue);
        Contract.Ensures(!((long)first + second < int.MinValue) || Contract.Result<int>() == int.MinValue);
        Contract.Ensures(!(int.MinValue <= (long)first + second && (long)first + second <= int.MaxValue) || Contract.Result<int>() == (long)first + second);
        if (second > 0 && first > checked(int.MaxValue - second))
        {
            return int.MaxValue;
        }

        if (second < 0 && first < checked(int.MinValue - second))
        {
            return int.MinValue;
        }

        return checked(first + second);
    }
}
