using System.Diagnostics.Contracts;

namespace Twenty;

public static class LinearSearch
{
    public static int Find(int[] values, int key)
    {
        Contract.Requires(values != null);
        Contract.Ensures(-1 <= Contract.Result<int>() && Contract.Result<int>() < values.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || values[Contract.Result<int>()] == key);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, values.Length, k => values[k] != key));
        int i = 0;
        while (i < values.Length)
        {
            Contract.Invariant(0 <= i && i <= values.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => values[k] != key));
            if (values[i] == key)
            {
                return i;
            }

            i = i + 1;
        }

        return -1;
    }
}
