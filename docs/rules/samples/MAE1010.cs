using System;
using System.Diagnostics.Contracts;

static class Guarded
{
    static int Wrong(int n)
    {
        Contract.Requires<ArgumentException>(n > 0); // MAE1010
        return n;
    }

    static int Right(int n)
    {
        if (n <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(n));
        }

        Contract.EndContractBlock();
        Contract.Assert(n > 0);
        return n;
    }
}
