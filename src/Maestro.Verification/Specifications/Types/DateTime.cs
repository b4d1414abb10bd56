using System;
using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>Ticks since the first of January of the year 1, and what clock they are of: unspecified, UTC, local, and local twice in an hour that is repeated.</summary>
    [Specifies("System.DateTime")]
    internal readonly struct DateTime
    {
        public const long MinValue = 0;
        public const long MaxValue = 3155378975999999999;

        internal readonly long ticks;
        internal readonly int kind;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= ticks && ticks <= 3155378975999999999 && 0 <= kind && kind <= 3);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime(long ticks)
        {
            Contract.Requires(0 <= ticks && ticks <= 3155378975999999999);
            Contract.Ensures(this.ticks == ticks && kind == 0);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime(int year, int month, int day)
        {
            Contract.Requires(1 <= year && year <= 9999 && 1 <= month && month <= 12 && 1 <= day);
            Contract.Requires(day <= (month == 4 || month == 6 || month == 9 || month == 11 ? 30
                : month != 2 ? 31 : year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28));
            Contract.Ensures(ticks == ((year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400
                + (month == 1 ? 0 : month == 2 ? 31 : (month == 3 ? 59 : month == 4 ? 90 : month == 5 ? 120 : month == 6 ? 151 : month == 7 ? 181 : month == 8 ? 212 : month == 9 ? 243 : month == 10 ? 273 : month == 11 ? 304 : 334) + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0)) + day - 1) * 864000000000L);
            Contract.Ensures(kind == 0);
        }

        public long Ticks
        {
            [Pure]
            get { return ticks; }
        }

        public System.DateTimeKind Kind
        {
            [Pure]
            get { return kind == 0 ? System.DateTimeKind.Unspecified : kind == 1 ? System.DateTimeKind.Utc : System.DateTimeKind.Local; }
        }

        public System.DayOfWeek DayOfWeek
        {
            [Pure]
            get { return (System.DayOfWeek)(int)((ticks / 864000000000L + 1) % 7); }
        }

        public int Hour
        {
            [Pure]
            get { return (int)(ticks / 36000000000L % 24L); }
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

        public int Millisecond
        {
            [Pure]
            get { return (int)(ticks / 10000L % 1000L); }
        }

        public int Year
        {
            [Changes]
            get
            {
                Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= 9999);
            }
        }

        public int Month
        {
            [Changes]
            get
            {
                Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= 12);
            }
        }

        public int Day
        {
            [Changes]
            get
            {
                Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= 31);
            }
        }

        public int DayOfYear
        {
            [Changes]
            get
            {
                Contract.Ensures(1 <= Contract.Result<int>() && Contract.Result<int>() <= 366);
            }
        }

        public DateTime Date
        {
            [Changes]
            get
            {
                Contract.Ensures(Contract.Result<DateTime>().ticks == ticks - ticks % 864000000000L && Contract.Result<DateTime>().kind == kind);
            }
        }

        public TimeSpan TimeOfDay
        {
            [Changes]
            get
            {
                Contract.Ensures(Contract.Result<TimeSpan>().ticks == ticks % 864000000000L);
            }
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static DateTime operator +(DateTime date, TimeSpan time)
        {
            Contract.Requires(-date.ticks <= time.ticks && time.ticks <= 3155378975999999999L - date.ticks);
            Contract.Ensures(Contract.Result<DateTime>().ticks == date.ticks + time.ticks && Contract.Result<DateTime>().kind == date.kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static DateTime operator -(DateTime date, TimeSpan time)
        {
            Contract.Requires(date.ticks - 3155378975999999999L <= time.ticks && time.ticks <= date.ticks);
            Contract.Ensures(Contract.Result<DateTime>().ticks == date.ticks - time.ticks && Contract.Result<DateTime>().kind == date.kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime Add(TimeSpan value)
        {
            Contract.Requires(-ticks <= value.ticks && value.ticks <= 3155378975999999999L - ticks);
            Contract.Ensures(Contract.Result<DateTime>().ticks == ticks + value.ticks && Contract.Result<DateTime>().kind == kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime Subtract(TimeSpan value)
        {
            Contract.Requires(ticks - 3155378975999999999L <= value.ticks && value.ticks <= ticks);
            Contract.Ensures(Contract.Result<DateTime>().ticks == ticks - value.ticks && Contract.Result<DateTime>().kind == kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime AddTicks(long value)
        {
            Contract.Requires(-ticks <= value && value <= 3155378975999999999L - ticks);
            Contract.Ensures(Contract.Result<DateTime>().ticks == ticks + value && Contract.Result<DateTime>().kind == kind);
        }

        [Changes]
        public static TimeSpan operator -(DateTime left, DateTime right)
        {
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == left.ticks - right.ticks);
        }

        [Changes]
        public TimeSpan Subtract(DateTime value)
        {
            Contract.Ensures(Contract.Result<TimeSpan>().ticks == ticks - value.ticks);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime AddDays(double value)
        {
            Contract.Requires(-3652059L <= (long)value && !double.IsNaN(value) && (long)value <= 3652059L);
            Contract.Requires((long)value == value
                ? -ticks <= (long)value * 864000000000L && (long)value * 864000000000L <= 3155378975999999999L - ticks
                : -ticks <= ((long)value - 1) * 864000000000L && ((long)value + 1) * 864000000000L <= 3155378975999999999L - ticks);
            Contract.Ensures((long)value == value
                ? Contract.Result<DateTime>().ticks == ticks + (long)value * 864000000000L
                : ticks + ((long)value - 1) * 864000000000L <= Contract.Result<DateTime>().ticks && Contract.Result<DateTime>().ticks <= ticks + ((long)value + 1) * 864000000000L);
            Contract.Ensures(Contract.Result<DateTime>().kind == kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime AddHours(double value)
        {
            Contract.Requires(-87649416L <= (long)value && !double.IsNaN(value) && (long)value <= 87649416L);
            Contract.Requires((long)value == value
                ? -ticks <= (long)value * 36000000000L && (long)value * 36000000000L <= 3155378975999999999L - ticks
                : -ticks <= ((long)value - 1) * 36000000000L && ((long)value + 1) * 36000000000L <= 3155378975999999999L - ticks);
            Contract.Ensures((long)value == value
                ? Contract.Result<DateTime>().ticks == ticks + (long)value * 36000000000L
                : ticks + ((long)value - 1) * 36000000000L <= Contract.Result<DateTime>().ticks && Contract.Result<DateTime>().ticks <= ticks + ((long)value + 1) * 36000000000L);
            Contract.Ensures(Contract.Result<DateTime>().kind == kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime AddMinutes(double value)
        {
            Contract.Requires(-5258964960L <= (long)value && !double.IsNaN(value) && (long)value <= 5258964960L);
            Contract.Requires((long)value == value
                ? -ticks <= (long)value * 600000000L && (long)value * 600000000L <= 3155378975999999999L - ticks
                : -ticks <= ((long)value - 1) * 600000000L && ((long)value + 1) * 600000000L <= 3155378975999999999L - ticks);
            Contract.Ensures((long)value == value
                ? Contract.Result<DateTime>().ticks == ticks + (long)value * 600000000L
                : ticks + ((long)value - 1) * 600000000L <= Contract.Result<DateTime>().ticks && Contract.Result<DateTime>().ticks <= ticks + ((long)value + 1) * 600000000L);
            Contract.Ensures(Contract.Result<DateTime>().kind == kind);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateTime AddSeconds(double value)
        {
            Contract.Requires(-315537897599L <= (long)value && !double.IsNaN(value) && (long)value <= 315537897599L);
            Contract.Requires((long)value == value
                ? -ticks <= (long)value * 10000000L && (long)value * 10000000L <= 3155378975999999999L - ticks
                : -ticks <= ((long)value - 1) * 10000000L && ((long)value + 1) * 10000000L <= 3155378975999999999L - ticks);
            Contract.Ensures((long)value == value
                ? Contract.Result<DateTime>().ticks == ticks + (long)value * 10000000L
                : ticks + ((long)value - 1) * 10000000L <= Contract.Result<DateTime>().ticks && Contract.Result<DateTime>().ticks <= ticks + ((long)value + 1) * 10000000L);
            Contract.Ensures(Contract.Result<DateTime>().kind == kind);
        }

        [Pure]
        public static bool operator ==(DateTime left, DateTime right)
        {
            return left.ticks == right.ticks;
        }

        [Pure]
        public static bool operator !=(DateTime left, DateTime right)
        {
            return left.ticks != right.ticks;
        }

        [Pure]
        public static bool operator <(DateTime left, DateTime right)
        {
            return left.ticks < right.ticks;
        }

        [Pure]
        public static bool operator <=(DateTime left, DateTime right)
        {
            return left.ticks <= right.ticks;
        }

        [Pure]
        public static bool operator >(DateTime left, DateTime right)
        {
            return left.ticks > right.ticks;
        }

        [Pure]
        public static bool operator >=(DateTime left, DateTime right)
        {
            return left.ticks >= right.ticks;
        }

        [Pure]
        public bool Equals(DateTime other)
        {
            return ticks == other.ticks;
        }

        [Pure]
        public int CompareTo(DateTime value)
        {
            return ticks < value.ticks ? -1 : ticks == value.ticks ? 0 : 1;
        }

        [Pure]
        public static bool Equals(DateTime first, DateTime second)
        {
            return first.ticks == second.ticks;
        }

        [Pure]
        public static int Compare(DateTime first, DateTime second)
        {
            return first.ticks < second.ticks ? -1 : first.ticks == second.ticks ? 0 : 1;
        }
    }
}
