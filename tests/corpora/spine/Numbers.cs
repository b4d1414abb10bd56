using System;
using System.Diagnostics.Contracts;

namespace Spine;

public static class Numbers
{
    public static int Distance(int x)
    {
        Contract.Requires(x > int.MinValue);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return Math.Abs(x);
    }

    public static int DistanceAny(int x)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return Math.Abs(x);
    }

    public static int Quotient(int n, int d)
    {
        Contract.Requires(d != 0 && (d != -1 || n != int.MinValue));
        Contract.Ensures(d != 1 || Contract.Result<int>() == n);
        return n / d;
    }

    public static int QuotientAny(int n, int d)
    {
        Contract.Requires(d != 0);
        Contract.Ensures(d != 1 || Contract.Result<int>() == n);
        return n / d;
    }

    public static int Ring(int i, int n)
    {
        Contract.Requires(n > 0 && n <= 1 << 30);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n);
        return (i % n + n) % n;
    }

    public static int RingWide(int i, int n)
    {
        Contract.Requires(n > 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n);
        return (i % n + n) % n;
    }

    public static long Bit(int place)
    {
        Contract.Requires(place >= 0 && place <= 62);
        Contract.Ensures(Contract.Result<long>() > 0);
        return 1L << place;
    }

    public static long BitNarrow(int place)
    {
        Contract.Requires(place >= 0 && place <= 62);
        Contract.Ensures(Contract.Result<long>() > 0);
        return 1 << place;
    }

    public static byte Brighten(byte light, byte by)
    {
        Contract.Requires(light + by <= 255);
        Contract.Ensures(Contract.Result<byte>() >= light);
        byte brighter = light;
        brighter += by;
        return brighter;
    }

    public static byte BrightenMore(byte light, byte by)
    {
        Contract.Requires(by <= 100);
        Contract.Ensures(Contract.Result<byte>() >= light);
        byte brighter = light;
        brighter += by;
        return brighter;
    }

    public static long Gap(uint a, uint b)
    {
        Contract.Ensures((Contract.Result<long>() >= 0) == (a >= b));
        return (long)a - b;
    }

    public static long GapLate(uint a, uint b)
    {
        Contract.Ensures((Contract.Result<long>() >= 0) == (a >= b));
        return a - b;
    }

    public static char Following(char c)
    {
        Contract.Requires(c < '\uffff');
        Contract.Ensures(Contract.Result<char>() > c);
        return (char)(c + 1);
    }

    public static char FollowingAny(char c)
    {
        Contract.Ensures(Contract.Result<char>() > c);
        char next = c;
        next++;
        return next;
    }

    public static int Area(int width, int height)
    {
        Contract.Requires(width >= 0 && width <= 46340);
        Contract.Requires(height >= 0 && height <= 46340);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return checked(width * height);
    }

    public static int AreaWide(int width, int height)
    {
        Contract.Requires(width >= 0 && width <= 46341);
        Contract.Requires(height >= 0 && height <= 46341);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return checked(width * height);
    }
}
