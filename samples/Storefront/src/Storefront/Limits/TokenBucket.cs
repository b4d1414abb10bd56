using System.Diagnostics.Contracts;

namespace Storefront.Limits;

/// <summary>
/// Lets through a number of requests at once and then one at each interval. Time comes in as ticks of any clock that
/// does not run backwards.
/// </summary>
public sealed class TokenBucket
{
    /// <summary>The largest burst that can be allowed.</summary>
    public const int LargestCapacity = 1_000_000;

    private readonly int capacity;
    private readonly long interval;
    private int tokens;
    private long lastTick;

    /// <summary>A full bucket.</summary>
    /// <param name="capacity">Requests allowed at once.</param>
    /// <param name="interval">Ticks in which one token grows back.</param>
    /// <param name="now">The present tick.</param>
    public TokenBucket(int capacity, long interval, long now)
    {
        Contract.Requires(capacity >= 1 && capacity <= LargestCapacity);
        Contract.Requires(interval >= 1 && now >= 0);
        Contract.Ensures(Tokens == capacity && Capacity == capacity && LastTick == now);
        this.capacity = capacity;
        this.interval = interval;
        tokens = capacity;
        lastTick = now;
    }

    /// <summary>Requests allowed at once.</summary>
    public int Capacity => capacity;

    /// <summary>Requests allowed now.</summary>
    public int Tokens => tokens;

    /// <summary>The tick up to which tokens have been given.</summary>
    public long LastTick => lastTick;

    [ContractInvariantMethod]
    private void TokensFit()
    {
        Contract.Invariant(capacity >= 1 && capacity <= LargestCapacity);
        Contract.Invariant(0 <= tokens && tokens <= capacity);
        Contract.Invariant(interval >= 1 && lastTick >= 0);
    }

    /// <summary>Gives the tokens that grew back since the last time.</summary>
    public void Refill(long now)
    {
        Contract.Requires(now >= LastTick);
        Contract.Ensures(Tokens >= Contract.OldValue(Tokens));
        Contract.Ensures(LastTick >= Contract.OldValue(LastTick) && LastTick <= now);
        var elapsed = now - lastTick;
        if (elapsed < interval)
        {
            return;
        }

        var earned = elapsed / interval;
        tokens += (int)Math.Min(earned, capacity - tokens);
        lastTick = now;
    }

    /// <summary>Takes tokens if there are enough.</summary>
    /// <returns>Whether there were.</returns>
    public bool TryTake(int wanted)
    {
        Contract.Requires(wanted >= 1);
        Contract.Ensures(!Contract.Result<bool>() || Tokens == Contract.OldValue(Tokens) - wanted);
        Contract.Ensures(Contract.Result<bool>() || Tokens == Contract.OldValue(Tokens));
        if (tokens < wanted)
        {
            return false;
        }

        tokens -= wanted;
        return true;
    }

    /// <summary>How many tokens are missing for a request, 0 where there are enough.</summary>
    [Pure]
    public int Missing(int wanted)
    {
        Contract.Requires(wanted >= 0 && wanted <= Capacity);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= wanted);
        return Math.Max(0, wanted - tokens);
    }

    /// <summary>Fills the bucket, as an operator does after a false alarm.</summary>
    public void Reset(long now)
    {
        Contract.Requires(now >= LastTick);
        Contract.Ensures(Tokens == Capacity && LastTick == now);
        tokens = capacity;
        lastTick = now;
    }
}
