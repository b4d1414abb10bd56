using System.Diagnostics.Contracts;

static class Parity
{
    static int Wrong(int n)
    {
        Contract.Assert(n % 2 >= 0); // MAE1003
        return n;
    }

    static int Right(int n)
    {
        Contract.Assert(n % 2 >= -1);
        return n;
    }
}
