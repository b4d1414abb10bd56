using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A list holds <c>count</c> values. Its longest length is the longest array's.</summary>
    [Specifies("System.Collections.Generic.List`1")]
    internal sealed class List<T>
    {
        private int count;
        [Contents, Enumerated] private T[] items;

        // No Ensures speaks of it: who changes a list while it is enumerated cannot show that the enumeration goes on.
        private int version;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= count && count <= 2147483591);
        }

        [Changes(nameof(count), nameof(items))]
        public List()
        {
            Contract.Ensures(count == 0);
        }

        [Changes(nameof(count), nameof(items))]
        public List(int capacity)
        {
            Contract.Requires<System.ArgumentOutOfRangeException>(0 <= capacity);
            Contract.Ensures(count == 0);
        }

        public int Count
        {
            [Pure]
            get { return count; }
        }

        public T this[int index]
        {
            [Pure]
            get
            {
                Contract.Requires<System.ArgumentOutOfRangeException>(0 <= index && index < count);
                return items[index];
            }

            [Changes(nameof(items), nameof(version))]
            set
            {
                Contract.Requires<System.ArgumentOutOfRangeException>(0 <= index && index < count);
                Contract.Ensures(Ghost.Replaced(items, index, value));
            }
        }

        [Changes(nameof(count), nameof(items), nameof(version))]
        public void Add(T item)
        {
            Contract.Ensures(count == Contract.OldValue(count) + 1);
            Contract.Ensures(Ghost.Replaced(items, Contract.OldValue(count), item));
        }

        [Changes(nameof(count), nameof(items), nameof(version))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }

        [Changes(nameof(count), nameof(items), nameof(version))]
        public void Insert(int index, T item)
        {
            Contract.Requires<System.ArgumentOutOfRangeException>(0 <= index && index <= count);
            Contract.Ensures(count == Contract.OldValue(count) + 1);
            Contract.Ensures(Ghost.Same(items[index], item));
            Contract.Ensures(Contract.ForAll(0, index, k => Ghost.Same(items[k], Contract.OldValue(items[k]))));
            Contract.Ensures(Contract.ForAll(index + 1, count, k => Ghost.Same(items[k], Contract.OldValue(items[k - 1]))));
        }

        [Changes(nameof(count), nameof(items), nameof(version))]
        public void RemoveAt(int index)
        {
            Contract.Requires<System.ArgumentOutOfRangeException>(0 <= index && index < count);
            Contract.Ensures(count == Contract.OldValue(count) - 1);
            Contract.Ensures(Contract.ForAll(0, index, k => Ghost.Same(items[k], Contract.OldValue(items[k]))));
            Contract.Ensures(Contract.ForAll(index, count, k => Ghost.Same(items[k], Contract.OldValue(items[k + 1]))));
        }

        [Pure]
        public bool Contains(T item)
        {
            return Contract.Exists(0, count, k => Ghost.Equal(items[k], item));
        }
    }
}
