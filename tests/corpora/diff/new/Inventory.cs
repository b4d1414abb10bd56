namespace Pairs;

public sealed class Shelf(int capacity)
{
    public int Capacity { get; } = capacity;

    public int Count { get; private set; }

    public bool TryAdd(int items)
    {
        if (items <= 0)
        {
            return false;
        }

        if (Count > Capacity - items)
        {
            return false;
        }

        Count += items;
        return true;
    }
}

public static class Inventory
{
    public static int CountBelow(int[] levels, int threshold)
    {
        int count = 0;
        foreach (int level in levels)
        {
            if (level < threshold)
            {
                count++;
            }
        }

        return count;
    }

    public static int FirstEmpty(int[] slots)
    {
        int i = 0;
        while (i < slots.Length && slots[i] != 0)
        {
            i++;
        }

        return i < slots.Length ? i : -1;
    }

    public static int LastBelow(int[] levels, int threshold)
    {
        for (int i = levels.Length - 1; i > 0; i--)
        {
            if (levels[i] < threshold)
            {
                return i;
            }
        }

        return -1;
    }

    public static int Reserve(int[] stock, int product, int amount)
    {
        if (stock[product] < amount)
        {
            return 0;
        }

        stock[product] -= amount;
        return amount;
    }

    public static void Move(int[] stock, int from, int to, int amount)
    {
        if (stock[from] < amount)
        {
            throw new InvalidOperationException("Not enough.");
        }

        stock[to] += amount;
        stock[from] -= amount;
    }
}
