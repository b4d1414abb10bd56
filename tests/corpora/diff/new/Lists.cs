namespace Pairs;

public static class Lists
{
    public static long Total(int[] amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        return amounts.Sum(amount => (long)amount);
    }

    public static bool Ensure(List<int> items, int item)
    {
        if (items.Contains(item))
        {
            return false;
        }

        items.Add(item);
        return true;
    }

    public static void Register(Dictionary<string, int> numbers, string name, int number) => numbers[name] = number;

    public static void DropZeros(List<int> items)
    {
        int count = items.Count;
        for (int i = 0; i < count; i++)
        {
            if (items[i] == 0)
            {
                items.RemoveAt(i);
            }
        }
    }
}
