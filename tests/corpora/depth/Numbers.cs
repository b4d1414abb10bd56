using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Numbers
{
    public static int Magnitude(int a)
    {
        Contract.Requires(a != int.MinValue);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return Math.Abs(a);
    }

    public static int Bucket(int hash, int size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < size);
        int rest = hash % size;
        return rest < 0 ? rest + size : rest;
    }

    public static int DayBit(int day)
    {
        Contract.Ensures(Contract.Result<int>() == 1 << day);
        return 1 << (day & 31);
    }

    public static bool IsPowerOfTwo(int x)
    {
        Contract.Ensures(!Contract.Result<bool>() || x > 0);
        return x > 0 && (x & (x - 1)) == 0;
    }

    public static byte Brighten(byte a, byte b)
    {
        Contract.Ensures(Contract.Result<byte>() >= a);
        int sum = a + b;
        if (sum > 255) sum = 255;
        return (byte)sum;
    }

    public static long Cost(int price, int count)
    {
        Contract.Requires(price > 0 && count > 0);
        Contract.Ensures(Contract.Result<long>() >= price);
        return (long)price * count;
    }

    public static int Join(int a, int b)
    {
        Contract.Requires(a <= 1000 && b <= 1000 && a >= 0 && b >= 0);
        return checked(a + b);
    }

    public static double Share(double rate)
    {
        Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1);
        if (!(rate >= 0 && rate <= 1)) return 0;
        return rate;
    }

    public static double Half(double x)
    {
        Contract.Requires(x >= 0);
        Contract.Ensures(Contract.Result<double>() <= x);
        return x / 2;
    }

    public static decimal Pay(decimal net, decimal discount)
    {
        Contract.Requires(net >= 0m && net <= 1000000m && discount >= 0m && discount <= net);
        Contract.Ensures(Contract.Result<decimal>() <= net && Contract.Result<decimal>() >= 0m);
        return net - discount;
    }

    public static decimal Due(decimal total, decimal paid)
    {
        Contract.Requires(total >= 0m && total <= 1000m && paid >= 0m && paid <= 1000m);
        Contract.Ensures(Contract.Result<decimal>() >= 0m);
        return Math.Max(0m, total - paid);
    }

    public static int[] Grid(int rows, int columns)
    {
        Contract.Requires(rows >= 0 && rows <= 100 && columns >= 0 && columns <= 100);
        return new int[rows * columns];
    }

    public static int Seats(uint mask)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 32);
        return BitOperations.PopCount(mask);
    }

    public static nint Pages(nint bytes, nint size)
    {
        Contract.Requires(bytes >= 0 && size > 0);
        Contract.Ensures(Contract.Result<nint>() >= 0);
        return bytes / size;
    }
}

public static class NumbersToo
{
    public static int Magnitude(int a)
    {
        Contract.Requires(a != int.MaxValue);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return Math.Abs(a);
    }

    public static int Bucket(int hash, int size)
    {
        Contract.Requires(size > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < size);
        int rest = hash % size;
        return rest;
    }

    public static int DayBit(int day)
    {
        Contract.Ensures(Contract.Result<int>() == 1 << day);
        return 1 << (day & 15);
    }

    public static bool IsPowerOfTwo(int x)
    {
        Contract.Ensures(!Contract.Result<bool>() || x > 0);
        return (x & (x - 1)) == 0;
    }

    public static byte Brighten(byte a, byte b)
    {
        Contract.Ensures(Contract.Result<byte>() >= a);
        int sum = a + b;
        if (sum > 255) sum = 255;
        return (byte)(a + b);
    }

    public static long Cost(int price, int count)
    {
        Contract.Requires(price > 0 && count > 0);
        Contract.Ensures(Contract.Result<long>() >= price);
        return (long)(price * count);
    }

    public static int Join(int a, int b)
    {
        Contract.Requires(a >= 0 && b >= 0);
        return checked(a + b);
    }

    public static double Share(double rate)
    {
        Contract.Ensures(Contract.Result<double>() >= 0 && Contract.Result<double>() <= 1);
        if (rate < 0 || rate > 1) return 0;
        return rate;
    }

    public static double Half(double x)
    {
        Contract.Requires(!(x < 0));
        Contract.Ensures(Contract.Result<double>() <= x);
        return x / 2;
    }

    public static decimal Pay(decimal net, decimal discount)
    {
        Contract.Requires(net >= 0m && net <= 1000000m && discount >= 0m && discount <= net);
        Contract.Ensures(Contract.Result<decimal>() <= net && Contract.Result<decimal>() >= 0m);
        return net + discount;
    }

    public static decimal Due(decimal total, decimal paid)
    {
        Contract.Requires(total >= 0m && total <= 1000m && paid >= 0m && paid <= 1000m);
        Contract.Ensures(Contract.Result<decimal>() >= 0m);
        return Math.Max(-1m, total - paid);
    }

    public static int[] Grid(int rows, int columns)
    {
        Contract.Requires(rows >= 0 && columns >= 0);
        return new int[rows * columns];
    }

    public static int Seats(uint mask)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 32);
        return BitOperations.LeadingZeroCount(mask) + 1;
    }

    public static nint Pages(nint bytes, nint size)
    {
        Contract.Requires(bytes >= 0 && size >= 0);
        Contract.Ensures(Contract.Result<nint>() >= 0);
        return bytes / size;
    }
}
