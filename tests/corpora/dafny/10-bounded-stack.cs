using System.Diagnostics.Contracts;

namespace Twenty;

public sealed class BoundedStack
{
    private readonly int[] _items;

    public int Count { get; private set; }

    public int Capacity => _items.Length;

    public BoundedStack(int capacity)
    {
        Contract.Requires(capacity >= 0);
        Contract.Ensures(Count == 0);
        Contract.Ensures(Capacity == capacity);
        _items = new int[capacity];
        Count = 0;
    }

    public void Push(int item)
    {
        Contract.Requires(Count < Capacity);
        Contract.Ensures(Count == Contract.OldValue(Count) + 1);
        Contract.Ensures(_items[Contract.OldValue(Count)] == item);
        _items[Count] = item;
        Count = Count + 1;
    }

    public int Pop()
    {
        Contract.Requires(Count > 0);
        Contract.Ensures(Count == Contract.OldValue(Count) - 1);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(_items[Count - 1]));
        Count = Count - 1;
        return _items[Count];
    }

    [ContractInvariantMethod]
    private void Invariant()
    {
        Contract.Invariant(_items != null);
        Contract.Invariant(0 <= Count && Count <= _items.Length);
    }
}
