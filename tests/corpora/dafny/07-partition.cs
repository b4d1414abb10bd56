using System.Diagnostics.Contracts;

namespace Twenty;

public static class Partitions
{
    public static int Partition(int[] values, int pivot)
    {
        Contract.Requires(values != null);
        Contract.Ensures(0 <= Contract.Result<int>() && Contract.Result<int>() <= values.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => values[k] < pivot));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), values.Length, k => values[k] >= pivot));
        int border = 0;
        int i = 0;
        while (i < values.Length)
        {
            Contract.Invariant(0 <= border && border <= i && i <= values.Length);
            Contract.Invariant(Contract.ForAll(0, border, k => values[k] < pivot));
            Contract.Invariant(Contract.ForAll(border, i, k => values[k] >= pivot));
            if (values[i] < pivot)
            {
                int kept = values[border];
                values[border] = values[i];
                values[i] = kept;
                border = border + 1;
            }

            i = i + 1;
        }

        return border;
    }
}
