using System.Diagnostics.Contracts;

namespace Twenty;

public static class TwoPointers
{
    public static bool IsPalindrome(int[] values)
    {
        Contract.Requires(values != null);
        Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(0, values.Length, k => values[k] == values[values.Length - 1 - k]));
        int low = 0;
        int high = values.Length - 1;
        while (low < high)
        {
            Contract.Invariant(0 <= low && low <= values.Length);
            Contract.Invariant(low + high == values.Length - 1);
            Contract.Invariant(Contract.ForAll(0, low, k => values[k] == values[values.Length - 1 - k]));
            if (values[low] != values[high])
            {
                return false;
            }

            low = low + 1;
            high = high - 1;
        }

        return true;
    }
}
