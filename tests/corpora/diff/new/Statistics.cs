namespace Pairs;

public static class Statistics
{
    public static void Scale(double[] values, double numerator, double denominator)
    {
        double factor = numerator / denominator;
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = values[i] * factor;
        }
    }

    public static bool Within(double value, double low, double high) => !(value < low || value > high);

    public static double Sum(double first, double second, double third) => first + (second + third);

    public static int Largest(int[] values)
    {
        return values.Max();
    }

    public static int Median(int[] values)
    {
        Array.Sort(values);
        return values[values.Length / 2];
    }
}
