namespace Pairs;

public static class Lists
{
    public static long Total(int[] amounts)
    {
        ArgumentNullException.ThrowIfNull(amounts);
        long total = 0;
        foreach (int amount in amounts)
        {
            total += amount;
        }

        return total;
    }

    public static bool Ensure(List<int> items, int item)
    {
        bool added = false;
        if (!items.Contains(item))
        {
            items.Add(item);
            added = true;
        }

        return added;
    }

    public static void Register(Dictionary<string, int> numbers, string name, int number) => numbers.Add(name, number);

    public static void DropZeros(List<int> items)
    {
        for (int i = 0; i < items.Count; i++)
        {
            if (items[i] == 0)
            {
                items.RemoveAt(i);
            }
        }
    }
}
