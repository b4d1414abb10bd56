using System.Diagnostics.Contracts;

namespace Twenty;

public static class Sums
{
    public static int Sum(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Requires(values.Length <= 1000);
        Contract.Requires(Contract.ForAll(0, values.Length, k => 0 <= values[k] && values[k] <= 1000));
        Contract.Ensures(0 <= Contract.Result<int>() && Contract.Result<int>() <= 1000 * values.Length);
        int total = 0;
        int i = 0;
        while (i < values.Length)
        {
            Contract.Invariant(0 <= i && i <= values.Length);
            Contract.Invariant(0 <= total && total <= 1000 * i);
            total = checked(total + values[i]);
            i = i + 1;
        }

        return total;
    }
}
