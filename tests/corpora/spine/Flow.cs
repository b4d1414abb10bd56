using System;
using System.Diagnostics.Contracts;

namespace Spine;

public enum Light
{
    Red = 0,
    Amber = 1,
    Green = 2,
}

public static class Flow
{
    public static int Seconds(Light light)
    {
        Contract.Requires(light >= Light.Red && light <= Light.Green);
        Contract.Ensures(Contract.Result<int>() > 0);
        int seconds = -1;
        switch (light)
        {
            case Light.Red:
                seconds = 40;
                break;
            case Light.Amber:
                seconds = 3;
                break;
            case Light.Green:
                seconds = 30;
                break;
        }
        return seconds;
    }

    public static int SecondsAny(Light light)
    {
        Contract.Ensures(Contract.Result<int>() > 0);
        int seconds = -1;
        switch (light)
        {
            case Light.Red:
                seconds = 40;
                break;
            case Light.Amber:
                seconds = 3;
                break;
            case Light.Green:
                seconds = 30;
                break;
        }
        return seconds;
    }

    public static (int Low, int High) Order(int a, int b)
    {
        Contract.Ensures(Contract.Result<(int Low, int High)>().Low <= Contract.Result<(int Low, int High)>().High);
        Contract.Ensures(Contract.Result<(int Low, int High)>().High >= a && Contract.Result<(int Low, int High)>().High >= b);
        return a <= b ? (a, b) : (b, a);
    }

    public static (int Low, int High) OrderHalf(int a, int b)
    {
        Contract.Ensures(Contract.Result<(int Low, int High)>().Low <= Contract.Result<(int Low, int High)>().High);
        Contract.Ensures(Contract.Result<(int Low, int High)>().High >= a && Contract.Result<(int Low, int High)>().High >= b);
        return (Math.Min(a, b), b);
    }

    public static int Successor(int v)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(v) + 1);
        v++;
        return v;
    }

    public static int SuccessorLate(int v)
    {
        Contract.Ensures(Contract.Result<int>() == v + 1);
        v++;
        return v;
    }

    public static int Share(int people)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Assume(people > 0);
        return 100 / people;
    }

    public static int ShareLoose(int people)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.Assume(people >= 0);
        return 100 / people;
    }

    public static int Halvings(int n)
    {
        Contract.Requires(n >= 1);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= n);
        if (n == 1)
        {
            return 0;
        }
        return 1 + Halvings(n / 2);
    }

    public static int HalvingsPast(int n)
    {
        Contract.Requires(n >= 1);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= n);
        if (n == 2)
        {
            return 1;
        }
        return 1 + HalvingsPast(n / 2);
    }

    public static int Speed(int metres, int seconds)
    {
        Contract.Requires(metres >= 0 && seconds >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (seconds == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds));
        }
        return metres / seconds;
    }

    public static int SpeedLate(int metres, int seconds)
    {
        Contract.Requires(metres >= 0 && seconds >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        int speed = metres / seconds;
        if (seconds == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(seconds));
        }
        return speed;
    }
}
