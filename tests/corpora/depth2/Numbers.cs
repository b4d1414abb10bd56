using System;
using System.Diagnostics.Contracts;
using System.Numerics;

namespace Depth2;

/// <summary>Meter readings, pages and prices in the integer and floating types that the wire gives them.</summary>
public static class NumbersRight
{
    public static byte Blend(byte a, byte b)
    {
        Contract.Ensures(Contract.Result<byte>() >= a || Contract.Result<byte>() >= b);
        int sum = a + b;
        return (byte)(sum / 2);
    }

    public static short Amplify(short reading, int gain)
    {
        Contract.Requires(gain >= 1 && gain <= 100);
        Contract.Ensures(reading < 0 || Contract.Result<short>() >= reading);
        int level = reading * gain;
        if (level > short.MaxValue) return short.MaxValue;
        if (level < short.MinValue) return short.MinValue;
        return checked((short)level);
    }

    public static int Bucket(int hash, int buckets)
    {
        Contract.Requires(buckets > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < buckets);
        int positive = hash & 0x7fffffff;
        return positive % buckets;
    }

    public static uint Rotate(uint value, int by)
    {
        Contract.Ensures(Contract.Result<uint>() == BitOperations.RotateLeft(value, by));
        uint high = value << by;
        uint low = value >> (32 - by);
        return high | low;
    }

    public static bool IsPageSize(int bytes)
    {
        Contract.Ensures(!Contract.Result<bool>() || bytes > 0);
        Contract.Ensures(!Contract.Result<bool>() || BitOperations.PopCount((uint)bytes) == 1);
        if (bytes <= 0) return false;
        return (bytes & (bytes - 1)) == 0;
    }

    public static int Level(uint size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(1u << Contract.Result<int>() <= size);
        int level = BitOperations.Log2(size);
        return level;
    }

    public static int Volume(int requested, int floor, int ceiling)
    {
        Contract.Requires(ceiling < 1000 && floor <= ceiling);
        Contract.Ensures(Contract.Result<int>() <= ceiling);
        Contract.Ensures(requested < floor || requested > ceiling || Contract.Result<int>() == requested);
        return Math.Clamp(requested, floor, ceiling);
    }

    public static double Ratio(double part, double whole)
    {
        Contract.Requires(part >= 0 && part <= whole);
        Contract.Requires(whole > 0 && !double.IsInfinity(whole));
        Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1);
        return part / whole;
    }

    public static double Cooler(double a, double b)
    {
        Contract.Ensures(double.IsNaN(b) || Contract.Result<double>() <= b);
        if (a < b) return a;
        return b;
    }

    public static int WholePart(double amount)
    {
        Contract.Requires(amount >= 0 && amount < 2147483648.0);
        Contract.Ensures(Contract.Result<int>() <= amount);
        Contract.Ensures(amount - Contract.Result<int>() < 1);
        return (int)amount;
    }

    public static float Gain(float raw)
    {
        Contract.Requires(!float.IsNaN(raw));
        Contract.Ensures(Contract.Result<float>() >= 0f && Contract.Result<float>() <= 1f);
        float capped = MathF.Min(raw, 1f);
        return MathF.Max(0f, capped);
    }

    public static nint Align(nint offset)
    {
        Contract.Requires(offset >= 0 && offset <= 1_000_000);
        Contract.Ensures(Contract.Result<nint>() >= offset);
        Contract.Ensures(Contract.Result<nint>() % 8 == 0);
        nint padded = offset + 7;
        return padded & ~(nint)7;
    }

    public static ulong Distance(long a, long b)
    {
        Contract.Ensures((Contract.Result<ulong>() == 0) == (a == b));
        if (a < b)
        {
            (a, b) = (b, a);
        }
        return (ulong)a - (ulong)b;
    }

    public static int Seats(int rows, int perRow)
    {
        Contract.Requires(rows >= 0 && rows <= 46340);
        Contract.Requires(perRow >= 0 && perRow <= 46340);
        Contract.Ensures(Contract.Result<int>() >= 0);
        checked
        {
            return rows * perRow;
        }
    }

    public static int PerUnit(int total, int units)
    {
        Contract.Requires(units != 0);
        Contract.Ensures(total != 0 || Contract.Result<int>() == 0);
        if (units == -1 && total == int.MinValue) return int.MaxValue;
        return total / units;
    }

    public static int Throttle(int perMinute, int configured)
    {
        Contract.Requires(perMinute >= 0 && configured >= 0);
        Contract.Ensures(Contract.Result<int>() <= perMinute);
        Contract.Assume(configured >= 1);
        return perMinute / configured;
    }
}

public static class NumbersWrong
{
    public static byte Blend(byte a, byte b)
    {
        Contract.Ensures(Contract.Result<byte>() >= a || Contract.Result<byte>() >= b);
        byte sum = (byte)(a + b);
        return (byte)(sum / 2);
    }

    public static short Amplify(short reading, int gain)
    {
        Contract.Requires(gain >= 1 && gain <= 100);
        Contract.Ensures(reading < 0 || Contract.Result<short>() >= reading);
        int level = reading * gain;
        if (level > short.MaxValue) return short.MaxValue;
        if (level < short.MinValue - 1) return short.MinValue;
        return checked((short)level);
    }

    public static int Bucket(int hash, int buckets)
    {
        Contract.Requires(buckets > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < buckets);
        int positive = Math.Abs(hash);
        return positive % buckets;
    }

    public static uint Rotate(uint value, int by)
    {
        Contract.Ensures(Contract.Result<uint>() == BitOperations.RotateLeft(value, by));
        uint high = value << by;
        uint low = value >> (31 - by);
        return high | low;
    }

    public static bool IsPageSize(int bytes)
    {
        Contract.Ensures(!Contract.Result<bool>() || bytes > 0);
        Contract.Ensures(!Contract.Result<bool>() || BitOperations.PopCount((uint)bytes) == 1);
        if (bytes == 0) return false;
        return (bytes & (bytes - 1)) == 0;
    }

    public static int Level(uint size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(1u << Contract.Result<int>() <= size);
        int level = BitOperations.Log2(size - 1) + 1;
        return level;
    }

    public static int Volume(int requested, int floor, int ceiling)
    {
        Contract.Requires(ceiling < 1000 && floor <= ceiling + 1);
        Contract.Ensures(Contract.Result<int>() <= ceiling);
        Contract.Ensures(requested < floor || requested > ceiling || Contract.Result<int>() == requested);
        return Math.Clamp(requested, floor, ceiling);
    }

    public static double Ratio(double part, double whole)
    {
        Contract.Requires(part >= 0 && part <= whole);
        Contract.Requires(whole > 0);
        Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1);
        return part / whole;
    }

    public static double Cooler(double a, double b)
    {
        Contract.Ensures(double.IsNaN(b) || Contract.Result<double>() <= b);
        if (!(a >= b)) return a;
        return b;
    }

    public static int WholePart(double amount)
    {
        Contract.Requires(amount >= 0 && amount <= 2147483648.0);
        Contract.Ensures(Contract.Result<int>() <= amount);
        Contract.Ensures(amount - Contract.Result<int>() < 1);
        return (int)amount;
    }

    public static float Gain(float raw)
    {
        Contract.Requires(!float.IsInfinity(raw));
        Contract.Ensures(Contract.Result<float>() >= 0f && Contract.Result<float>() <= 1f);
        float capped = MathF.Min(raw, 1f);
        return MathF.Max(0f, capped);
    }

    public static nint Align(nint offset)
    {
        Contract.Requires(offset >= 0 && offset <= 1_000_000);
        Contract.Ensures(Contract.Result<nint>() >= offset);
        Contract.Ensures(Contract.Result<nint>() % 8 == 0);
        nint padded = offset + 6;
        return padded & ~(nint)7;
    }

    public static ulong Distance(long a, long b)
    {
        Contract.Ensures((Contract.Result<ulong>() == 0) == (a == b));
        if (a < b)
        {
            (a, b) = (b, a);
        }
        return (uint)((ulong)a - (ulong)b);
    }

    public static int Seats(int rows, int perRow)
    {
        Contract.Requires(rows >= 0 && rows <= 46340);
        Contract.Requires(perRow >= 0 && perRow <= 46342);
        Contract.Ensures(Contract.Result<int>() >= 0);
        checked
        {
            return rows * perRow;
        }
    }

    public static int PerUnit(int total, int units)
    {
        Contract.Requires(units != 0);
        Contract.Ensures(total != 0 || Contract.Result<int>() == 0);
        if (units == -1 && total == -int.MaxValue) return int.MaxValue;
        return total / units;
    }

    public static int Throttle(int perMinute, int configured)
    {
        Contract.Requires(perMinute >= 0 && configured >= 0);
        Contract.Ensures(Contract.Result<int>() <= perMinute);
        Contract.Assume(configured <= 1000);
        return perMinute / configured;
    }
}
