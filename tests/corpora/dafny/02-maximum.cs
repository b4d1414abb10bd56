using System.Diagnostics.Contracts;

namespace Twenty;

public static class Extremes
{
    public static int Maximum(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Requires(values.Length > 0);
        Contract.Ensures(Contract.ForAll(0, values.Length, k => values[k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, values.Length, k => values[k] == Contract.Result<int>()));
        int largest = values[0];
        int i = 1;
        while (i < values.Length)
        {
            Contract.Invariant(1 <= i && i <= values.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => values[k] <= largest));
            Contract.Invariant(Contract.Exists(0, i, k => values[k] == largest));
            if (values[i] > largest)
            {
                largest = values[i];
            }

            i = i + 1;
        }

        return largest;
    }
}
