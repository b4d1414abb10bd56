using System;
using System.Diagnostics.Contracts;

namespace Maestro.Specifications
{
    /// <summary>Days since the first of January of the year 1.</summary>
    [Specifies("System.DateOnly")]
    internal readonly struct DateOnly
    {
        internal readonly int dayNumber;

        [ContractInvariantMethod]
        private void Always()
        {
            Contract.Invariant(0 <= dayNumber && dayNumber <= 3652058);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateOnly(int year, int month, int day)
        {
            Contract.Requires(1 <= year && year <= 9999 && 1 <= month && month <= 12 && 1 <= day);
            Contract.Requires(day <= (month == 4 || month == 6 || month == 9 || month == 11 ? 30
                : month != 2 ? 31 : year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28));
            Contract.Ensures(dayNumber == (year - 1) * 365 + (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400
                + (month == 1 ? 0 : month == 2 ? 31 : (month == 3 ? 59 : month == 4 ? 90 : month == 5 ? 120 : month == 6 ? 151 : month == 7 ? 181 : month == 8 ? 212 : month == 9 ? 243 : month == 10 ? 273 : month == 11 ? 304 : 334) + (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 1 : 0)) + day - 1);
        }

        public static DateOnly MinValue
        {
            [Changes]
            get
            {
                Contract.Ensures(Contract.Result<DateOnly>().dayNumber == 0);
            }
        }

        public static DateOnly MaxValue
        {
            [Changes]
            get
            {
                Contract.Ensures(Contract.Result<DateOnly>().dayNumber == 3652058);
            }
        }

        public int DayNumber
        {
            [Pure]
            get { return dayNumber; }
        }

        public System.DayOfWeek DayOfWeek
        {
            [Pure]
            get { return (System.DayOfWeek)((dayNumber + 1) % 7); }
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public static DateOnly FromDayNumber(int dayNumber)
        {
            Contract.Requires(0 <= dayNumber && dayNumber <= 3652058);
            Contract.Ensures(Contract.Result<DateOnly>().dayNumber == dayNumber);
        }

        [Changes, Throws(typeof(ArgumentOutOfRangeException))]
        public DateOnly AddDays(int value)
        {
            Contract.Requires(-dayNumber <= value && value <= 3652058 - dayNumber);
            Contract.Ensures(Contract.Result<DateOnly>().dayNumber == dayNumber + value);
        }

        [Pure]
        public static bool operator ==(DateOnly left, DateOnly right)
        {
            return left.dayNumber == right.dayNumber;
        }

        [Pure]
        public static bool operator !=(DateOnly left, DateOnly right)
        {
            return left.dayNumber != right.dayNumber;
        }

        [Pure]
        public static bool operator <(DateOnly left, DateOnly right)
        {
            return left.dayNumber < right.dayNumber;
        }

        [Pure]
        public static bool operator <=(DateOnly left, DateOnly right)
        {
            return left.dayNumber <= right.dayNumber;
        }

        [Pure]
        public static bool operator >(DateOnly left, DateOnly right)
        {
            return left.dayNumber > right.dayNumber;
        }

        [Pure]
        public static bool operator >=(DateOnly left, DateOnly right)
        {
            return left.dayNumber >= right.dayNumber;
        }

        [Pure]
        public bool Equals(DateOnly other)
        {
            return dayNumber == other.dayNumber;
        }

        [Pure]
        public int CompareTo(DateOnly value)
        {
            return dayNumber < value.dayNumber ? -1 : dayNumber == value.dayNumber ? 0 : 1;
        }
    }
}
