using System.Diagnostics.Contracts;

namespace Twenty;

public static class Counting
{
    public static int CountPositive(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Ensures(0 <= Contract.Result<int>() && Contract.Result<int>() <= values.Length);
        Contract.Ensures((Contract.Result<int>() == 0) == Contract.ForAll(0, values.Length, k => values[k] <= 0));
        int count = 0;
        int i = 0;
        while (i < values.Length)
        {
            Contract.Invariant(0 <= i && i <= values.Length);
            Contract.Invariant(0 <= count && count <= i);
            Contract.Invariant((count == 0) == Contract.ForAll(0, i, k => values[k] <= 0));
            if (values[i] > 0)
            {
                count = count + 1;
            }

            i = i + 1;
        }

        return count;
    }
}
