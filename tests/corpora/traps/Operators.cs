using System;
using System.Diagnostics.Contracts;

namespace Traps.Operators;

public enum Level
{
    Low,
    High = 10,
}

public static class Numbers
{
    // Not: overflow of a checked compound assignment at the width of the target.
    public static byte CheckedCompound(byte b)
    {
        byte c = b;
        checked
        {
            c += 1;
        }

        return c;
    }

    // Not: overflow of a checked increment.
    public static short CheckedIncrement(short s)
    {
        short t = s;
        checked
        {
            t++;
        }

        return t;
    }

    // Not: overflow of a checked negation.
    public static int CheckedMinus(int n) => checked(-n);

    // Not: overflow of a checked conversion.
    public static uint CheckedConversion(int n) => checked((uint)n);

    // Holds.
    public static uint CheckedConversionRight(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<uint>() == n);
        return checked((uint)n);
    }

    // Not: a checked region does not reach into the callee, nor out of it.
    public static int CheckedCallee(int n)
    {
        Contract.Ensures(Contract.Result<int>() > n);
        return checked(Next(n));
    }

    private static int Next(int n)
    {
        Contract.Ensures(Contract.Result<int>() == unchecked(n + 1));
        return unchecked(n + 1);
    }

    // Not: a shift count of 64 is masked by 31.
    public static int Shift64(int n)
    {
        Contract.Requires(n == 1);
        Contract.Ensures(Contract.Result<int>() == 0);
        return n << 64;
    }

    // Holds.
    public static long ShiftNegative(long n)
    {
        Contract.Requires(n == 1);
        Contract.Ensures(Contract.Result<long>() == long.MinValue);
        return n << -1;
    }

    // Not: arithmetic, not logical.
    public static int ShiftRight(int n)
    {
        Contract.Requires(n == -8);
        Contract.Ensures(Contract.Result<int>() > 0);
        return n >> 1;
    }

    // Holds.
    public static uint ShiftRightUnsigned(uint n)
    {
        Contract.Requires(n == uint.MaxValue);
        Contract.Ensures(Contract.Result<uint>() == int.MaxValue);
        return n >> 1;
    }

    // Not: the complement of a byte is an int.
    public static int Complement(byte b)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return ~b;
    }

    // Holds.
    public static int Truncated(int n)
    {
        Contract.Requires(n == 70000);
        Contract.Ensures(Contract.Result<int>() == 4464);
        return unchecked((short)n);
    }

    // Holds.
    public static int MinusOneByte(int n)
    {
        Contract.Requires(n == -1);
        Contract.Ensures(Contract.Result<int>() == 255);
        return unchecked((byte)n);
    }

    // Not: sign extension.
    public static bool SignExtension(sbyte s)
    {
        Contract.Ensures(Contract.Result<bool>());
        return unchecked((uint)s) < 256;
    }

    // Holds.
    public static ulong SignExtensionRight(sbyte s)
    {
        Contract.Requires(s == -1);
        Contract.Ensures(Contract.Result<ulong>() == ulong.MaxValue);
        return unchecked((ulong)s);
    }

    // Not: a char wraps.
    public static bool CharWraps(char c)
    {
        Contract.Ensures(Contract.Result<bool>());
        char d = c;
        d++;
        return d > c;
    }

    // Not: nobody promised a named value.
    public static int Undefined(Level level)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return level switch
        {
            Level.Low => 0,
            Level.High => 1,
            _ => -1,
        };
    }

    // Holds.
    public static int EnumDifference()
    {
        Contract.Ensures(Contract.Result<int>() == 10);
        return Level.High - Level.Low;
    }

    // Not: a product of longs wraps.
    public static bool Product(int a, int b)
    {
        Contract.Ensures(Contract.Result<bool>());
        return (long)(a * b) == (long)a * b;
    }

    // Not: division truncates toward zero.
    public static int Halve(int n)
    {
        Contract.Requires(n == -3);
        Contract.Ensures(Contract.Result<int>() == -2);
        return n / 2;
    }

    // Not: the least divided by minus one.
    public static long LongQuotient(long a, long b)
    {
        Contract.Requires(b != 0);
        return a / b;
    }

    // Not: a byte times a byte fits an int, not a byte.
    public static bool ByteProduct(byte a, byte b)
    {
        Contract.Ensures(Contract.Result<bool>());
        return unchecked((byte)(a * b)) == a * b;
    }
}

public static class Choices
{
    // Not: both branches have effects.
    public static int Effects(bool c)
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        int j = c ? i++ : i--;
        return i;
    }

    // Not: the second operand runs only if the first is true.
    public static int AndEffect(bool c)
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        if (c && i++ == 0)
        {
        }

        return i;
    }

    // Not: assigned only where it was null.
    public static string Default(string? s)
    {
        Contract.Ensures(Contract.Result<string>().Length == 0);
        s ??= "";
        return s;
    }

    // Not: lifted comparison with null is false both ways.
    public static bool Lifted(int? a, int? b)
    {
        Contract.Ensures(Contract.Result<bool>());
        return a < b || a >= b;
    }

    // Not: no value.
    public static int NoValue(int? a) => a.Value;

    // Not: no value.
    public static int NoValueCast(int? a) => (int)a;

    // Not: null or flag is no null check.
    public static int OrFlag(string? s, bool flag)
    {
        if (s != null || flag)
        {
            return s!.Length;
        }

        return 0;
    }

    // Not: past the end by one.
    public static int FromEnd(int[] a)
    {
        Contract.Requires(a.Length > 0);
        return a[^0];
    }

    // Not: a long index does not wrap.
    public static int LongIndex(int[] a, long i)
    {
        Contract.Requires(a.Length > 0 && unchecked((int)i) == 0);
        return a[i];
    }

    // Not: or binds looser than and.
    public static bool Precedence(int n)
    {
        Contract.Ensures(!Contract.Result<bool>() || n > 5);
        return n is 1 or > 5 and < 10;
    }

    // Not: not 1 or 2 is everything but 1.
    public static bool NotOr(int n)
    {
        Contract.Requires(n == 2);
        Contract.Ensures(!Contract.Result<bool>());
        return n is not 1 or 2;
    }

    // Not: goto case.
    public static int GotoCase(int n)
    {
        Contract.Ensures(Contract.Result<int>() < 2);
        int r = 0;
        switch (n)
        {
            case 1:
                r++;
                goto case 2;
            case 2:
                r++;
                break;
        }

        return r;
    }

    // Not: out of both loops.
    public static int OutOfBoth(int n)
    {
        Contract.Requires(n > 2 && n < 10);
        Contract.Ensures(Contract.Result<int>() == n);
        int i;
        for (i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                if (i + j == 2)
                {
                    goto done;
                }
            }
        }

    done:
        return i;
    }

    // Not: continue in a do loop evaluates the condition.
    public static int DoContinue(int n)
    {
        Contract.Requires(n > 1 && n < 10);
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        do
        {
            i++;
            if (i < n)
            {
                continue;
            }
        }
        while (i < n);
        return i;
    }

    // Not: a copy of the element changes, not the element.
    public static void ForeachCopy(int[] a)
    {
        Contract.Requires(a.Length == 1 && a[0] == 1);
        foreach (int x in a)
        {
            int y = x;
            y++;
        }

        Contract.Assert(a[0] == 2);
    }

    // Not: the array changed after the quantifier was shown.
    public static void ChangedAfter(int[] a)
    {
        Contract.Requires(a.Length > 2);
        Contract.Requires(Contract.ForAll(0, a.Length, k => a[k] >= 0));
        a[1] = -1;
        Contract.Assert(Contract.ForAll(0, a.Length, k => a[k] >= 0));
    }

    // Not: nothing exists in an empty range.
    public static void ExistsInEmpty(int[] a)
    {
        Contract.Assert(Contract.Exists(0, a.Length, k => true));
    }

    // Not: the bounds may cross.
    public static void CrossedRange(int[] a, int from)
    {
        Contract.Requires(from >= 0);
        Contract.Assert(Contract.ForAll(from, a.Length, k => k >= 0));
    }

    // Not: the variable is captured with its value at the clause.
    public static void CapturedBound(int[] a, int n)
    {
        Contract.Requires(n == 1 && a.Length > 5);
        Contract.Ensures(Contract.ForAll(0, n, k => a[k] == 0));
        a[0] = 0;
        n = 5;
    }

    // Not: text of length two is not any text.
    public static char Second(string s)
    {
        Contract.Requires(s.Length > 0);
        return s[1];
    }

    // Not: null counts as empty in a concatenation.
    public static int Concatenation(string? a, string? b)
    {
        Contract.Ensures(Contract.Result<int>() > 0);
        return (a + b).Length;
    }
}
