using System.Diagnostics;
using System.Diagnostics.Contracts;
using System.Globalization;
using System.Runtime.CompilerServices;

// What a checked call costs over the same call of a method without a contract: best of nine rounds, nanoseconds a call.
int[] hundred = [.. Enumerable.Range(0, 100)];
var (plain, stated) = (new Plain(), new Stated());
Report("Requires, Ensures", 20_000_000, n => plain.Net(n, 1), n => stated.Net(n, 1));
Report("OldValue of a field, private", 20_000_000, n => plain.Add(1), n => stated.Add(1));
Report("ForAll over 100 elements", 300_000, n => plain.Sum(hundred), n => stated.Sum(hundred));
Report("OldValue(xs[k]) over 100", 300_000, n => plain.Touch(hundred), n => stated.Touch(hundred));
Report("async, completed at once", 2_000_000, n => plain.Later(n).Result, n => stated.Later(n).Result);

static void Report(string name, int calls, Func<int, int> unchecked_, Func<int, int> checked_)
{
    var (without, with) = (Best(calls, unchecked_), Best(calls, checked_));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-30} {without,8:0.0} ns  checked {with,8:0.0} ns  +{with - without:0.0} ns"));
}

static double Best(int calls, Func<int, int> call)
{
    var best = double.MaxValue;
    for (var round = 0; round < 9; round++)
    {
        var sum = 0;
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < calls; i++)
        {
            sum += call(i & 0xFFFF);
        }

        var time = Stopwatch.GetElapsedTime(start).TotalNanoseconds / calls;
        best = sum == int.MinValue ? best : Math.Min(best, time);
    }

    return best;
}

internal sealed class Plain
{
    private int _total;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Net(int price, int fee) => _total >= 0 ? price - fee : 0;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Add(int n) => _total = (_total + n) & 0xFFFFFF;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Sum(int[] xs) => xs[0] + xs[^1] + _total;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Touch(int[] xs) => xs[0] + _total;

    public async Task<int> Later(int n) => await Task.FromResult(n + _total);
}

internal sealed class Stated
{
    private int _total;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Net(int price, int fee)
    {
        Contract.Requires(price >= 0 && fee >= 0);
        Contract.Ensures(Contract.Result<int>() <= price);
        return _total >= 0 ? price - fee : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Add(int n)
    {
        Contract.Ensures(_total == ((Contract.OldValue(_total) + n) & 0xFFFFFF));
        return _total = (_total + n) & 0xFFFFFF;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Sum(int[] xs)
    {
        Contract.Requires(Contract.ForAll(0, xs.Length, k => xs[k] >= 0));
        return xs[0] + xs[^1] + _total;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Touch(int[] xs)
    {
        Contract.Ensures(Contract.ForAll(0, xs.Length, k => xs[k] == Contract.OldValue(xs[k])));
        return xs[0] + _total;
    }

    public async Task<int> Later(int n)
    {
        Contract.Ensures(Contract.Result<int>() >= n);
        return await Task.FromResult(n + _total);
    }
}
