namespace Pairs;

public sealed class Shelf(int capacity)
{
    public int Capacity { get; } = capacity;

    public int Count { get; private set; }

    public bool TryAdd(int items)
    {
        if (items > 0)
        {
            if (Count <= Capacity - items)
            {
                Count += items;
                return true;
            }
        }

        return false;
    }
}

public static class Inventory
{
    public static int CountBelow(int[] levels, int threshold)
    {
        int count = 0;
        for (int i = 0; i < levels.Length; i++)
        {
            if (levels[i] < threshold)
            {
                count++;
            }
        }

        return count;
    }

    public static int FirstEmpty(int[] slots)
    {
        for (int i = 0; i < slots.Length; i++)
        {
            if (slots[i] == 0)
            {
                return i;
            }
        }

        return -1;
    }

    public static int LastBelow(int[] levels, int threshold)
    {
        for (int i = levels.Length - 1; i >= 0; i--)
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
        if (amount <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amount));
        }

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

        stock[from] -= amount;
        stock[to] += amount;
    }
}
