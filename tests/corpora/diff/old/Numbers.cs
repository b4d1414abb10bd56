namespace Pairs;

public static class Numbers
{
    public static int Rebalance(int stock, int arrived, int sold) => stock + arrived - sold;

    public static int SecondsIn(int days) => checked(days * (24 * 60 * 60));

    public static (int Low, int High) Ordered(int first, int second)
    {
        if (first > second)
        {
            int kept = first;
            first = second;
            second = kept;
        }

        return (first, second);
    }

    public static int Clamp(int value, int low, int high) => value < low ? low : value > high ? high : value;

    public static int Net(int opening, int income, int spent) => checked(opening + income - spent);

    public static long Area(int width, int height) => (long)width * height;

    public static int TopBits(int value) => value >>> 28;

    public static int Plus(int first, int second) => checked(first + second);

    public static int Slot(int hash, int slots)
    {
        int rest = hash % slots;
        return rest < 0 ? rest + slots : rest;
    }
}
