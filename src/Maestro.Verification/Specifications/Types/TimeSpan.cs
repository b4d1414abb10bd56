using System;
using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>A number of ticks, of which a second has ten million.</summary>
    [Specifies("System.TimeSpan")]
    internal readonly struct TimeSpan
    {
        public const long Zero = 0;
        public const long MinValue = long.MinValue;
        public const long MaxValue = long.MaxValue;

        internal readonly long ticks;

        [Changes]
        public TimeSpan(long ticks)
        {
            Contract.Ensures(this.ticks == ticks);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public TimeSpan(int hours, int minutes, int seconds)
        {
            Contract.Requires(-922337203685 <= hours * 3600L + minutes * 60L + seconds && hours * 3600L + minutes * 60L + seconds <= 922337203685);
            Contract.Ensures(ticks == (hours * 3600L + minutes * 60L + seconds) * 10000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public TimeSpan(int days, int hours, int minutes, int seconds)
        {
            Contract.Requires(-922337203685 <= days * 86400L + hours * 3600L + minutes * 60L + seconds);
            Contract.Requires(days * 86400L + hours * 3600L + minutes * 60L + seconds <= 922337203685);
            Contract.Ensures(ticks == (days * 86400L + hours * 3600L + minutes * 60L + seconds) * 10000000L);
        }

        public long Ticks
        {
            [Pure]
            get { return ticks; }
        }

        public int Days
        {
            [Pure]
            get { return (int)(ticks / 864000000000L); }
        }

        public int Hours
        {
            [Pure]
            get { return (int)(ticks / 36000000000L % 24L); }
        }

        public int Minutes
        {
            [Pure]
            get { return (int)(ticks / 600000000L % 60L); }
        }

        public int Seconds
        {
            [Pure]
            get { return (int)(ticks / 10000000L % 60L); }
        }

        public int Milliseconds
        {
            [Pure]
            get { return (int)(ticks / 10000L % 1000L); }
        }

        [Changes]
        public static TimeSpan FromTicks(long value)
        {
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static TimeSpan FromDays(int value)
        {
            Contract.Requires(-10675199 <= value && value <= 10675199);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value * 864000000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static TimeSpan FromHours(int value)
        {
            Contract.Requires(-256204778 <= value && value <= 256204778);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value * 36000000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static TimeSpan FromMinutes(long value)
        {
            Contract.Requires(-15372286728L <= value && value <= 15372286728L);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value * 600000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static TimeSpan FromSeconds(long value)
        {
            Contract.Requires(-922337203685L <= value && value <= 922337203685L);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value * 10000000L);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static TimeSpan FromMilliseconds(long value)
        {
            Contract.Requires(-922337203685477L <= value && value <= 922337203685477L);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == value * 10000L);
        }

        [Changes, Throws(typeof(OverflowException))]
        public static TimeSpan operator +(TimeSpan left, TimeSpan right)
        {
            Contract.Requires(right.ticks >= 0 ? left.ticks <= long.MaxValue - right.ticks : left.ticks >= long.MinValue - right.ticks);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == left.ticks + right.ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public TimeSpan Add(TimeSpan other)
        {
            Contract.Requires(other.ticks >= 0 ? ticks <= long.MaxValue - other.ticks : ticks >= long.MinValue - other.ticks);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == ticks + other.ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public static TimeSpan operator -(TimeSpan left, TimeSpan right)
        {
            Contract.Requires(right.ticks >= 0 ? left.ticks >= long.MinValue + right.ticks : left.ticks <= long.MaxValue + right.ticks);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == left.ticks - right.ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public TimeSpan Subtract(TimeSpan other)
        {
            Contract.Requires(other.ticks >= 0 ? ticks >= long.MinValue + other.ticks : ticks <= long.MaxValue + other.ticks);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == ticks - other.ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public static TimeSpan operator -(TimeSpan value)
        {
            Contract.Requires(value.ticks != long.MinValue);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == -value.ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public TimeSpan Negate()
        {
            Contract.Requires(ticks != long.MinValue);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == -ticks);
        }

        [Changes, Throws(typeof(OverflowException))]
        public TimeSpan Duration()
        {
            Contract.Requires(ticks != long.MinValue);
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == (ticks < 0 ? -ticks : ticks));
        }

        [Pure]
        public static bool operator ==(TimeSpan left, TimeSpan right)
        {
            return left.ticks == right.ticks;
        }

        [Pure]
        public static bool operator !=(TimeSpan left, TimeSpan right)
        {
            return left.ticks != right.ticks;
        }

        [Pure]
        public static bool operator <(TimeSpan left, TimeSpan right)
        {
            return left.ticks < right.ticks;
        }

        [Pure]
        public static bool operator <=(TimeSpan left, TimeSpan right)
        {
            return left.ticks <= right.ticks;
        }

        [Pure]
        public static bool operator >(TimeSpan left, TimeSpan right)
        {
            return left.ticks > right.ticks;
        }

        [Pure]
        public static bool operator >=(TimeSpan left, TimeSpan right)
        {
            return left.ticks >= right.ticks;
        }

        [Pure]
        public bool Equals(TimeSpan other)
        {
            return ticks == other.ticks;
        }

        [Pure]
        public int CompareTo(TimeSpan value)
        {
            return ticks < value.ticks ? -1 : ticks == value.ticks ? 0 : 1;
        }

        [Pure]
        public static bool Equals(TimeSpan first, TimeSpan second)
        {
            return first.ticks == second.ticks;
        }

        [Pure]
        public static int Compare(TimeSpan first, TimeSpan second)
        {
            return first.ticks < second.ticks ? -1 : first.ticks == second.ticks ? 0 : 1;
        }
    }
}
