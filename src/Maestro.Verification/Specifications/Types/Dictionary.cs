using System.Collections.Generic;
using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A dictionary that compares keys by their default comparer: which keys it <c>has</c>, and a value for each of them.</summary>
    [Specifies("System.Collections.Generic.Dictionary`2")]
    internal sealed class Dictionary<[Keyed] TKey, TValue>
    {
        private int count;
        [Contents] private Map<TKey, bool> has;
        [Contents, Paired] private Map<TKey, TValue> values;

        // The order of enumeration, and at which place of it each key is: nothing is known of them but Elements.
        [Contents, Enumerated] private TKey[] order;
        [Contents] private Map<TKey, int> places;
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

        [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places))]
        public Dictionary()
        {
            Contract.Ensures(count == 0);
        }

        [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places))]
        public Dictionary(int capacity)
        {
            Contract.Requires<System.ArgumentOutOfRangeException>(0 <= capacity);
            Contract.Ensures(count == 0);
        }

        public int Count
        {
            [Pure]
            get { return count; }
        }

        public TValue this[TKey key]
        {
            [Pure]
            get
            {
                Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
                Contract.Requires<KeyNotFoundException>(has[key]);
                return values[key];
            }

            [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places), nameof(version))]
            set
            {
                Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
                Contract.Ensures(count == Contract.OldValue(count) + (Contract.OldValue(has[key]) ? 0 : 1));
                Contract.Ensures(Ghost.Replaced(has, key, true));
                Contract.Ensures(Ghost.Replaced(values, key, value));
            }
        }

        [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places), nameof(version))]
        public void Add(TKey key, TValue value)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            Contract.Requires<System.ArgumentException>(!has[key]);
            Contract.Ensures(count == Contract.OldValue(count) + 1);
            Contract.Ensures(Ghost.Replaced(has, key, true));
            Contract.Ensures(Ghost.Replaced(values, key, value));
        }

        [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places), nameof(version))]
        public bool TryAdd(TKey key, TValue value)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            Contract.Ensures(Contract.Result<bool>() == !Contract.OldValue(has[key]));
            Contract.Ensures(count == Contract.OldValue(count) + (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Ghost.Replaced(has, key, true));
            Contract.Ensures(Contract.Result<bool>() ? Ghost.Replaced(values, key, value) : Ghost.Unchanged(values));
        }

        [Changes]
        public bool TryGetValue(TKey key, out TValue value)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            Contract.Ensures(Contract.Result<bool>() == has[key]);
            Contract.Ensures(has[key] ? Ghost.Same(Contract.ValueAtReturn(out value), values[key]) : Ghost.IsDefault(Contract.ValueAtReturn(out value)));
            throw new System.InvalidOperationException();
        }

        [Pure]
        public bool ContainsKey(TKey key)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            return has[key];
        }

        [Pure]
        public bool ContainsValue(TValue value)
        {
            return Ghost.ExistsKey(has, k => has[k] && Ghost.Equal(values[k], value));
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places), nameof(version))]
        public bool Remove(TKey key)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            Contract.Ensures(Contract.Result<bool>() == Contract.OldValue(has[key]));
            Contract.Ensures(count == Contract.OldValue(count) - (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Ghost.Replaced(has, key, false));
        }

        [Changes(nameof(count), nameof(has), nameof(order), nameof(places), nameof(version))]
        public bool Remove(TKey key, out TValue value)
        {
            Contract.Requires<System.ArgumentNullException>(!Ghost.IsNull(key));
            Contract.Ensures(Contract.Result<bool>() == Contract.OldValue(has[key]));
            Contract.Ensures(count == Contract.OldValue(count) - (Contract.Result<bool>() ? 1 : 0));
            Contract.Ensures(Ghost.Replaced(has, key, false));
            Contract.Ensures(Contract.Result<bool>() ? Ghost.Same(Contract.ValueAtReturn(out value), values[key]) : Ghost.IsDefault(Contract.ValueAtReturn(out value)));
            throw new System.InvalidOperationException();
        }

        [Changes(nameof(count), nameof(has), nameof(values), nameof(order), nameof(places), nameof(version))]
        public void Clear()
        {
            Contract.Ensures(count == 0);
        }
    }
}
