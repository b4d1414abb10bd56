using System.Diagnostics.Contracts;

static class Window
{
    static int Wrong(int start, int end) // MAE1009
    {
        Contract.Requires(start < end);
        Contract.Requires(end < start);
        Contract.Ensures(Contract.Result<int>() == 42);
        return 0;
    }
}
