using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A stack holds <c>count</c> values; the top is the last.</summary>
    [Specifies("System.Collections.Generic.Stack`1")]
    internal sealed class Stack<T>
    {
        private int count;
        [Contents] private T[] items;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= count && count <= 2147483591);
        }

        [Changes(nameof(count), nameof(items))]
        public Stack()
        {
            Contract.Ensures(count == 0);
        }

        public int Count
        {
            [Pure]
            get { return count; }
        }

        [Changes(nameof(count), nameof(items))]
        public void Push(T item)
        {
            Contract.Ensures(count == Contract.OldValue(count) + 1);
            Contract.Ensures(Ghost.Replaced(items, Contract.OldValue(count), item));
        }

        [Pure]
        public T Peek()
        {
            Contract.Requires<System.InvalidOperationException>(count > 0);
            return items[count - 1];
        }

        [Changes(nameof(count))]
        public T Pop()
        {
            Contract.Requires<System.InvalidOperationException>(count > 0);
            Contract.Ensures(count == Contract.OldValue(count) - 1);
            Contract.Ensures(Ghost.Same(Contract.Result<T>(), items[count]));
        }

        [Changes(nameof(count), nameof(items))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }
    }
}
