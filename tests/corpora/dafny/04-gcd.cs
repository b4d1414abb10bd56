using System.Diagnostics.Contracts;

namespace Twenty;

public static class Divisors
{
    public static int Gcd(int first, int second)
    {
        Contract.Requires(first > 0);
        Contract.Requires(second > 0);
        Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= first);
        Contract.Ensures(Contract.Result<int>() <= second);
        int a = first;
        int b = second;
        while (a != b)
        {
            Contract.Invariant(1 <= a && a <= first);
            Contract.Invariant(1 <= b && b <= second);
            if (a > b)
            {
                a = a - b;
            }
            else
            {
                b = b - a;
            }
        }

        return a;
    }
}
