using System;
using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>Ticks since midnight.</summary>
    [Specifies("System.TimeOnly")]
    internal readonly struct TimeOnly
    {
        internal readonly long ticks;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= ticks && ticks <= 863999999999);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public TimeOnly(long ticks)
        {
            Contract.Requires(0 <= ticks && ticks <= 863999999999);
            Contract.Ensures(this.ticks == ticks);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public TimeOnly(int hour, int minute)
        {
            Contract.Requires(0 <= hour && hour < 24 && 0 <= minute && minute < 60);
            Contract.Ensures(ticks == (hour * 60L + minute) * 600000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public TimeOnly(int hour, int minute, int second)
        {
            Contract.Requires(0 <= hour && hour < 24 && 0 <= minute && minute < 60 && 0 <= second && second < 60);
            Contract.Ensures(ticks == ((hour * 60L + minute) * 60L + second) * 10000000L);
        }

        public long Ticks
        {
            [Pure]
            get { return ticks; }
        }

        public int Hour
        {
            [Pure]
            get { return (int)(ticks / 36000000000L); }
        }

        public int Minute
        {
            [Pure]
            get { return (int)(ticks / 600000000L % 60L); }
        }

        public int Second
        {
            [Pure]
            get { return (int)(ticks / 10000000L % 60L); }
        }

        /// <summary>The clock goes round.</summary>
        [Changes]
        public static TimeSpan operator -(TimeOnly left, TimeOnly right)
        {
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == (left.ticks >= right.ticks ? left.ticks - right.ticks : left.ticks - right.ticks + 864000000000L));
        }

        [Pure]
        public static bool operator ==(TimeOnly left, TimeOnly right)
        {
            return left.ticks == right.ticks;
        }

        [Pure]
        public static bool operator !=(TimeOnly left, TimeOnly right)
        {
            return left.ticks != right.ticks;
        }

        [Pure]
        public static bool operator <(TimeOnly left, TimeOnly right)
        {
            return left.ticks < right.ticks;
        }

        [Pure]
        public static bool operator <=(TimeOnly left, TimeOnly right)
        {
            return left.ticks <= right.ticks;
        }

        [Pure]
        public static bool operator >(TimeOnly left, TimeOnly right)
        {
            return left.ticks > right.ticks;
        }

        [Pure]
        public static bool operator >=(TimeOnly left, TimeOnly right)
        {
            return left.ticks >= right.ticks;
        }

        [Pure]
        public bool Equals(TimeOnly other)
        {
            return ticks == other.ticks;
        }

        [Pure]
        public int CompareTo(TimeOnly value)
        {
            return ticks < value.ticks ? -1 : ticks == value.ticks ? 0 : 1;
        }
    }
}
