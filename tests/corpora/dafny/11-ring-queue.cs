using System.Diagnostics.Contracts;

namespace Twenty;

public sealed class RingQueue
{
    private readonly int[] _items;
    private int _head;

    public int Count { get; private set; }

    public int Capacity => _items.Length;

    public RingQueue(int capacity)
    {
        Contract.Requires(0 < capacity && capacity <= 1000000);
        Contract.Ensures(Count == 0);
        _items = new int[capacity];
        _head = 0;
        Count = 0;
    }

    public void Enqueue(int item)
    {
        Contract.Requires(Count < Capacity);
        Contract.Ensures(Count == Contract.OldValue(Count) + 1);
        Contract.Ensures(_head == Contract.OldValue(_head));
        int tail = _head + Count;
        if (tail >= _items.Length)
        {
            tail = tail - _items.Length;
        }

        _items[tail] = item;
        Count = Count + 1;
    }

    public int Dequeue()
    {
        Contract.Requires(Count > 0);
        Contract.Ensures(Count == Contract.OldValue(Count) - 1);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(_items[_head]));
        int item = _items[_head];
        _head = (_head + 1) % _items.Length;
        Count = Count - 1;
        return item;
    }

    [ContractInvariantMethod]
    private void Invariant()
    {
        Contract.Invariant(_items != null);
        Contract.Invariant(0 < _items.Length && _items.Length <= 1000000);
        Contract.Invariant(0 <= _head && _head < _items.Length);
        Contract.Invariant(0 <= Count && Count <= _items.Length);
    }
}
