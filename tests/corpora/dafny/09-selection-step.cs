using System.Diagnostics.Contracts;

namespace Twenty;

public static class Selection
{
    public static void Step(int[] values, int start)
    {
        Contract.Requires(values != null);
        Contract.Requires(0 <= start && start < values.Length);
        Contract.Ensures(Contract.ForAll(start, values.Length, k => values[start] <= values[k]));
        Contract.Ensures(Contract.ForAll(0, start, k => values[k] == Contract.OldValue(values[k])));
        int smallest = start;
        int i = start + 1;
        while (i < values.Length)
        {
            Contract.Invariant(start < i && i <= values.Length);
            Contract.Invariant(start <= smallest && smallest < i);
            Contract.Invariant(Contract.ForAll(start, i, k => values[smallest] <= values[k]));
            Contract.Invariant(Contract.ForAll(0, start, k => values[k] == Contract.OldValue(values[k])));
            if (values[i] < values[smallest])
            {
                smallest = i;
            }

            i = i + 1;
        }

        int kept = values[start];
        values[start] = values[smallest];
        values[smallest] = kept;
    }
}
