using System.Diagnostics.Contracts;

static class Counting
{
    static int Wrong(int n)
    {
        Contract.Requires(n > 0);
        int i = 0;
        while (i < n)
        {
            Contract.Invariant(i < n); // MAE1004
            i++;
        }

        return i;
    }

    static int Right(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() == n);
        int i = 0;
        while (i < n)
        {
            Contract.Invariant(i <= n);
            i++;
        }

        return i;
    }
}
