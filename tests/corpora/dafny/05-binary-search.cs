using System.Diagnostics.Contracts;

namespace Twenty;

public static class BinarySearch
{
    public static int Find(int[] sorted, int key)
    {
        Contract.Requires(sorted != null);
        Contract.Requires(Contract.ForAll(0, sorted.Length, i => Contract.ForAll(i, sorted.Length, j => sorted[i] <= sorted[j])));
        Contract.Ensures(-1 <= Contract.Result<int>() && Contract.Result<int>() < sorted.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || sorted[Contract.Result<int>()] == key);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, sorted.Length, k => sorted[k] != key));
        int low = 0;
        int high = sorted.Length;
        while (low < high)
        {
            Contract.Invariant(0 <= low && low <= high && high <= sorted.Length);
            Contract.Invariant(Contract.ForAll(0, low, k => sorted[k] < key));
            Contract.Invariant(Contract.ForAll(high, sorted.Length, k => sorted[k] > key));
            int middle = low + (high - low) / 2;
            if (sorted[middle] < key)
            {
                low = middle + 1;
            }
            else if (sorted[middle] > key)
            {
                high = middle;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }
}
