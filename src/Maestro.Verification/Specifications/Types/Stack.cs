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

        [Changes]
        public bool TryPeek(out T result)
        {
            Contract.Ensures(Contract.Result<bool>() == (count > 0));
            Contract.Ensures(count > 0 ? Ghost.Same(Contract.ValueAtReturn(out result), items[count - 1]) : Ghost.IsDefault(Contract.ValueAtReturn(out result)));
            throw new System.InvalidOperationException();
        }

        [Changes(nameof(count))]
        public bool TryPop(out T result)
        {
            Contract.Ensures(Contract.Result<bool>() == (Contract.OldValue(count) > 0));
            Contract.Ensures(count == Contract.OldValue(count) - (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Contract.Result<bool>() ? Ghost.Same(Contract.ValueAtReturn(out result), items[count]) : Ghost.IsDefault(Contract.ValueAtReturn(out result)));
            throw new System.InvalidOperationException();
        }

        [Pure]
        public bool Contains(T item)
        {
            return Contract.Exists(0, count, k => Ghost.Equal(items[k], item));
        }

        [Changes(nameof(count), nameof(items))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }
    }
}
