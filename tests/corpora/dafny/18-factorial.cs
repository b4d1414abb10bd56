using System.Diagnostics.Contracts;

namespace Twenty;

public static class Recursion
{
    [Pure]
    public static int Bound(int n) =>
        n <= 1 ? 1
        : n == 2 ? 2
        : n == 3 ? 6
        : n == 4 ? 24
        : n == 5 ? 120
        : n == 6 ? 720
        : n == 7 ? 5040
        : 40320;

    public static int Factorial(int n)
    {
        Contract.Requires(0 <= n && n <= 8);
        Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= Bound(n));
        Contract.Ensures(Contract.Result<int>() >= n);
        if (n <= 1)
        {
            return 1;
        }

        int smaller = Factorial(checked(n - 1));
        return checked(n * smaller);
    }
}
