namespace Pairs;

public static class Statistics
{
    public static void Scale(double[] values, double numerator, double denominator)
    {
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i] * (numerator / denominator);
        }
    }

    public static bool Within(double value, double low, double high) => value >= low && value <= high;

    public static double Sum(double first, double second, double third) => first + second + third;

    public static int Largest(int[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length == 0)
        {
            throw new InvalidOperationException("Empty.");
        }

        int largest = values[0];
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > largest)
            {
                largest = values[i];
            }
        }

        return largest;
    }

    public static int Median(int[] values)
    {
        int[] sorted = (int[])values.Clone();
        Array.Sort(sorted);
        return sorted[sorted.Length / 2];
    }
}
