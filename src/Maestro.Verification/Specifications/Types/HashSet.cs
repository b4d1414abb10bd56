using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A set that compares by the default comparer: which values it <c>has</c>, and how many.</summary>
    [Specifies("System.Collections.Generic.HashSet`1")]
    internal sealed class HashSet<[Keyed] T>
    {
        private int count;
        [Contents] private Map<T, bool> has;

        // The order of enumeration, and at which place of it each value is: nothing is known of them but Elements.
        [Contents, Enumerated] private T[] order;
        [Contents] private Map<T, int> places;
        private int version;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= count && count <= 2147483591);
            Contract.Invariant((count == 0) == Ghost.IsEmpty(has));
        }

        [Elements]
        private void Elements()
        {
            Contract.Invariant(Contract.ForAll(0, count, i => has[order[i]] && places[order[i]] == i));
            Contract.Invariant(Ghost.ForAllKeys(has, k => !has[k] || 0 <= places[k] && places[k] < count && Ghost.Same(order[places[k]], k)));
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places))]
        public HashSet()
        {
            Contract.Ensures(count == 0);
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places))]
        public HashSet(int capacity)
        {
            Contract.Requires<System.ArgumentOutOfRangeException>(0 <= capacity);
            Contract.Ensures(count == 0);
        }

        public int Count
        {
            [Pure]
            get { return count; }
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places), nameof(version))]
        public bool Add(T item)
        {
            Contract.Ensures(Contract.Result<bool>() == !Contract.OldValue(has[item]));
            Contract.Ensures(count == Contract.OldValue(count) + (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Ghost.Replaced(has, item, true));
        }

        [Pure]
        public bool Contains(T item)
        {
            return has[item];
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places), nameof(version))]
        public bool Remove(T item)
        {
            Contract.Ensures(Contract.Result<bool>() == Contract.OldValue(has[item]));
            Contract.Ensures(count == Contract.OldValue(count) - (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Ghost.Replaced(has, item, false));
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places), nameof(version))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }
    }
}
