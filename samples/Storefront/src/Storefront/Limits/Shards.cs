using System.Diagnostics.Contracts;

namespace Storefront.Limits;

/// <summary>Spreads customers over servers.</summary>
public static class Shards
{
    /// <summary>The most servers there can be.</summary>
    public const int MostShards = 1_024;

    /// <summary>The server for a customer's hash.</summary>
    [Pure]
    public static int ShardFor(uint hash, int shards)
    {
        Contract.Requires(shards >= 1 && shards <= MostShards);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < shards);
        return (int)(hash % (uint)shards);
    }

    /// <summary>A place on a ring of servers, counted forwards or backwards from the first.</summary>
    [Pure]
    public static int OnRing(int offset, int shards)
    {
        Contract.Requires(shards >= 1 && shards <= MostShards);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < shards);
        return (offset % shards + shards) % shards;
    }

    /// <summary>The next server of the ring.</summary>
    [Pure]
    public static int Next(int shard, int shards)
    {
        Contract.Requires(shards >= 1 && shards <= MostShards);
        Contract.Requires(shard >= 0 && shard < shards);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < shards);
        Contract.Ensures(Contract.Result<int>() == shard + 1 || Contract.Result<int>() == 0);
        return shard + 1 == shards ? 0 : shard + 1;
    }

    /// <summary>The server with the fewest customers, the first where several have as few.</summary>
    [Pure]
    public static int LeastLoaded(int[] customers)
    {
        Contract.Requires(customers.Length >= 1);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < customers.Length);
        Contract.Ensures(Contract.ForAll(0, customers.Length, k => customers[Contract.Result<int>()] <= customers[k]));
        var least = 0;
        for (var i = 1; i < customers.Length; i++)
        {
            Contract.Invariant(1 <= i && i <= customers.Length);
            Contract.Invariant(0 <= least && least < i);
            Contract.Invariant(Contract.ForAll(0, i, k => customers[least] <= customers[k]));
            least = customers[i] < customers[least] ? i : least;
        }

        return least;
    }

    /// <summary>A hash of a customer's number that spreads neighbours apart.</summary>
    public static uint Hash(uint customer)
    {
        var hash = customer * 2_654_435_761u;
        hash ^= hash >> 15;
        return hash * 2_246_822_519u;
    }
}
