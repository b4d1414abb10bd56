using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A queue holds <c>count</c> values from <c>first</c> on; who leaves moves <c>first</c>, which may wrap: positions do not matter, only their order.</summary>
    [Specifies("System.Collections.Generic.Queue`1")]
    internal sealed class Queue<T>
    {
        private int first;
        private int count;
        [Contents] private T[] items;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= count && count <= 2147483591);
        }

        [Changes(nameof(first), nameof(count), nameof(items))]
        public Queue()
        {
            Contract.Ensures(count == 0);
        }

        public int Count
        {
            [Pure]
            get { return count; }
        }

        [Changes(nameof(count), nameof(items))]
        public void Enqueue(T item)
        {
            Contract.Ensures(count == Contract.OldValue(count) + 1);
            Contract.Ensures(Ghost.Replaced(items, first + Contract.OldValue(count), item));
        }

        [Pure]
        public T Peek()
        {
            Contract.Requires<System.InvalidOperationException>(count > 0);
            return items[first];
        }

        [Changes(nameof(first), nameof(count))]
        public T Dequeue()
        {
            Contract.Requires<System.InvalidOperationException>(count > 0);
            Contract.Ensures(first == Contract.OldValue(first) + 1);
            Contract.Ensures(count == Contract.OldValue(count) - 1);
            Contract.Ensures(Ghost.Same(Contract.Result<T>(), items[Contract.OldValue(first)]));
        }

        [Changes(nameof(first), nameof(count), nameof(items))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }
    }
}
