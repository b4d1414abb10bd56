using System.Diagnostics.Contracts;

namespace Twenty;

public static class Bubble
{
    public static void Pass(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Requires(values.Length > 0);
        Contract.Ensures(Contract.ForAll(0, values.Length, k => values[k] <= values[values.Length - 1]));
        int i = 0;
        while (i < values.Length - 1)
        {
            Contract.Invariant(0 <= i && i < values.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => values[k] <= values[i]));
            if (values[i] > values[i + 1])
            {
                int kept = values[i];
                values[i] = values[i + 1];
                values[i + 1] = kept;
            }

            i = i + 1;
        }
    }
}
