using System.Diagnostics.Contracts;

static class Last
{
    static int Wrong(int[] xs)
    {
        Contract.Requires(xs != null);
        return xs[xs.Length - 1]; // MAE1005
    }

    static int Right(int[] xs)
    {
        Contract.Requires(xs != null && xs.Length > 0);
        return xs[xs.Length - 1];
    }
}
