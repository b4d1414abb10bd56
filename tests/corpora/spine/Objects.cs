using System;
using System.Diagnostics.Contracts;

namespace Spine;

public sealed class Meter
{
    private int litres;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(litres >= 0 && litres <= 500);
    }

    public void Drain(int n)
    {
        Contract.Requires(n >= 0);
        litres = Math.Max(0, litres - n);
    }

    public void DrainAll(int n)
    {
        Contract.Requires(n >= 0 && n <= 500);
        litres -= n;
    }
}

public sealed class Purse
{
    private int coins;

    public Purse(int coins)
    {
        this.coins = coins;
    }

    public int Coins => coins;

    public void Give(Purse other, int n)
    {
        Contract.Requires(other != null && other != this);
        Contract.Requires(0 <= n && n <= Coins && Coins <= 1000 && 0 <= other.Coins && other.Coins <= 1000);
        Contract.Ensures(Coins == Contract.OldValue(Coins) - n);
        coins -= n;
        other.coins += n;
    }

    public void GiveAny(Purse other, int n)
    {
        Contract.Requires(other != null);
        Contract.Requires(0 <= n && n <= Coins && Coins <= 1000 && 0 <= other.Coins && other.Coins <= 1000);
        Contract.Ensures(Coins == Contract.OldValue(Coins) - n);
        coins -= n;
        other.coins += n;
    }
}

public sealed class Counter
{
    private int hits;
    private int notes;

    public int Hits => hits;

    public int Notes => notes;

    public int Next => hits + 1;

    private void Note()
    {
        notes = 1;
    }

    private void Hit()
    {
        Contract.Ensures(Notes == Contract.OldValue(Notes));
        hits = hits < 1000 ? hits + 1 : 0;
    }

    public void Observe()
    {
        int before = hits;
        Note();
        Contract.Assert(hits == before);
    }

    public void ObserveHit()
    {
        int before = hits;
        Hit();
        Contract.Assert(hits == before);
    }

    public void SetTo(int value)
    {
        Contract.Requires(value < int.MaxValue);
        Contract.Ensures(Next > value && Hits == value);
        hits = value;
    }

    public void SetToAny(int value)
    {
        Contract.Ensures(Next > value && Hits == value);
        hits = value;
    }
}

public sealed class Link
{
    public int value;
    public Link? next;
}

public static class Nulls
{
    public static int Size(string? s)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return s == null ? 0 : s.Length;
    }

    public static bool IsBlank(string? s)
    {
        Contract.Ensures(s != null || Contract.Result<bool>());
        return s!.Length == 0 || s == null;
    }

    public static int Second(Link link)
    {
        Contract.Requires(link != null);
        Contract.Ensures(link.next != null || Contract.Result<int>() == 0);
        Link? second = link.next;
        return second != null ? second.value : 0;
    }

    public static int SecondAny(Link link)
    {
        Contract.Requires(link != null);
        return link.next!.value;
    }
}
