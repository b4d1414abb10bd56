namespace Pairs;

public static class Search
{
    public static int Find(int[] sorted, int key)
    {
        int low = 0;
        int high = sorted.Length - 1;
        while (low <= high)
        {
            int middle = low + ((high - low) >> 1);
            int value = sorted[middle];
            if (value == key)
            {
                return middle;
            }

            if (value < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return -1;
    }

    public static bool AllWithin(int[] values, int limit)
    {
        ArgumentNullException.ThrowIfNull(values);
        return values.All(value => value <= limit);
    }

    public static int CountAbove(int[] values, int limit)
    {
        if (values == null)
        {
            throw new ArgumentNullException(nameof(values));
        }

        return values.Count(value => value > limit);
    }

    public static int Nearest(int[] values, int target)
    {
        int best = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (best < 0 || Distance(i) < Distance(best))
            {
                best = i;
            }
        }

        return best;

        long Distance(int index) => Math.Abs((long)values[index] - target);
    }

    public static int IndexOfLargest(int[] values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] >= values[best])
            {
                best = i;
            }
        }

        return best;
    }

    public static int Midpoint(int low, int high) => (low + high) / 2;

    public static bool IsSorted(int[] values)
    {
        for (int i = 2; i < values.Length; i++)
        {
            if (values[i - 1] > values[i])
            {
                return false;
            }
        }

        return true;
    }
}
