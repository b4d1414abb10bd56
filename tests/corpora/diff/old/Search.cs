namespace Pairs;

public static class Search
{
    public static int Find(int[] sorted, int key)
    {
        int low = 0;
        int high = sorted.Length - 1;
        while (low <= high)
        {
            int half = (high - low) / 2;
            int middle = low + half;
            if (sorted[middle] == key)
            {
                return middle;
            }

            if (sorted[middle] < key)
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
        foreach (int value in values)
        {
            if (value > limit)
            {
                return false;
            }
        }

        return true;
    }

    public static int CountAbove(int[] values, int limit)
    {
        if (values == null)
        {
            throw new ArgumentNullException(nameof(values));
        }

        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (values[i] > limit)
            {
                count++;
            }
        }

        return count;
    }

    public static int Nearest(int[] values, int target)
    {
        int best = -1;
        for (int i = 0; i < values.Length; i++)
        {
            if (best < 0 || Math.Abs((long)values[i] - target) < Math.Abs((long)values[best] - target))
            {
                best = i;
            }
        }

        return best;
    }

    public static int IndexOfLargest(int[] values)
    {
        int best = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[best])
            {
                best = i;
            }
        }

        return best;
    }

    public static int Midpoint(int low, int high) => low + (high - low) / 2;

    public static bool IsSorted(int[] values)
    {
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i - 1] > values[i])
            {
                return false;
            }
        }

        return true;
    }
}
