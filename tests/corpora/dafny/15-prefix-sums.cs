using System.Diagnostics.Contracts;

namespace Twenty;

public static class Prefixes
{
    public static int[] PrefixSums(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Requires(values.Length <= 1000000);
        Contract.Requires(Contract.ForAll(0, values.Length, k => -1000 <= values[k] && values[k] <= 1000));
        Contract.Ensures(Contract.Result<int[]>() != null);
        Contract.Ensures(Contract.Result<int[]>().Length == values.Length + 1);
        Contract.Ensures(Contract.Result<int[]>()[0] == 0);
        Contract.Ensures(Contract.ForAll(0, values.Length, k => Contract.Result<int[]>()[k + 1] == (long)Contract.Result<int[]>()[k] + values[k]));
        int[] sums = new int[values.Length + 1];
        sums[0] = 0;
        int i = 0;
        while (i < values.Length)
        {
            Contract.Invariant(0 <= i && i <= values.Length);
            Contract.Invariant(sums[0] == 0);
            Contract.Invariant(-1000 * i <= sums[i] && sums[i] <= 1000 * i);
            Contract.Invariant(Contract.ForAll(0, i, k => sums[k + 1] == (long)sums[k] + values[k]));
            sums[i + 1] = checked(sums[i] + values[i]);
            i = i + 1;
        }

        return sums;
    }
}
