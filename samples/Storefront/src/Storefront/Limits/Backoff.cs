using System.Diagnostics.Contracts;

namespace Storefront.Limits;

/// <summary>How long to wait before asking a supplier again.</summary>
public static class Backoff
{
    /// <summary>The first wait, in milliseconds.</summary>
    public const int FirstDelay = 100;

    /// <summary>The longest wait, in milliseconds.</summary>
    public const int LongestDelay = 30_000;

    /// <summary>The wait before an attempt: doubled each time, up to the longest.</summary>
    [Pure]
    public static int DelayFor(int attempt)
    {
        Contract.Requires(attempt >= 0);
        Contract.Ensures(Contract.Result<int>() >= FirstDelay && Contract.Result<int>() <= LongestDelay);
        return Math.Min(LongestDelay, FirstDelay << Math.Min(attempt, 10));
    }

    /// <summary>A wait moved by a pseudo-random part of its half, so that clients do not come all at once.</summary>
    [Pure]
    public static int Spread(int delay, uint seed)
    {
        Contract.Requires(delay >= 2 && delay <= LongestDelay);
        Contract.Ensures(Contract.Result<int>() >= delay / 2 && Contract.Result<int>() <= delay);
        var half = delay / 2;
        return half + (int)(seed % (uint)(delay - half + 1));
    }

    /// <summary>How many attempts start within a time, if each fails at once.</summary>
    [Pure]
    public static int AttemptsWithin(int milliseconds)
    {
        Contract.Requires(milliseconds >= 0 && milliseconds <= 1_000_000);
        Contract.Ensures(Contract.Result<int>() >= 1);
        Contract.Ensures(FirstDelay * (Contract.Result<int>() - 1) <= milliseconds);
        var attempts = 1;
        var left = milliseconds;
        var delay = FirstDelay;
        while (left >= delay)
        {
            Contract.Invariant(attempts >= 1 && left >= 0);
            Contract.Invariant(delay >= FirstDelay && delay <= LongestDelay);
            Contract.Invariant(left <= milliseconds - FirstDelay * (attempts - 1));
            Contract.Invariant(attempts <= 10_001);
            left -= delay;
            attempts++;
            delay = Math.Min(LongestDelay, 2 * delay);
        }

        return attempts;
    }
}
