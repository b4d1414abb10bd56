namespace Pairs;

public static class Numbers
{
    public static int Rebalance(int stock, int arrived, int sold) => stock - sold + arrived;

    public static int SecondsIn(int days)
    {
        const int SecondsPerDay = 86400;
        return checked(SecondsPerDay * days);
    }

    public static (int Low, int High) Ordered(int first, int second)
    {
        if (first > second)
        {
            (first, second) = (second, first);
        }

        return (first, second);
    }

    public static int Clamp(int value, int low, int high)
    {
        if (value < low)
        {
            return low;
        }

        if (value > high)
        {
            return high;
        }

        return value;
    }

    public static int Net(int opening, int income, int spent) => checked(opening - spent + income);

    public static long Area(int width, int height) => width * height;

    public static int TopBits(int value) => value >> 28;

    public static int Plus(int first, int second) => first + second;

    public static int Slot(int hash, int slots)
    {
        int rest = hash % slots;
        return rest < 0 ? -rest : rest;
    }
}
