using System.Diagnostics.Contracts;
using Storefront.Money;

namespace Storefront.Accounts;

/// <summary>Lists of ledger postings: signed amounts in cents, debits below zero.</summary>
public static class Postings
{
    /// <summary>No single posting is larger, in either direction.</summary>
    public const long LargestPosting = 1_000_000;

    /// <summary>A ledger page never holds more postings.</summary>
    public const int LongestPage = 1_000_000;

    /// <summary>The sum of postings.</summary>
    [Pure]
    public static long Total(long[] postings)
    {
        Contract.Requires(postings.Length <= LongestPage);
        Contract.Requires(Contract.ForAll(0, postings.Length, k =>
            postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
        Contract.Ensures(Contract.Result<long>() >= -LargestPosting * postings.Length);
        Contract.Ensures(Contract.Result<long>() <= LargestPosting * postings.Length);
        var sum = 0L;
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(sum >= -LargestPosting * i && sum <= LargestPosting * i);
            sum += postings[i];
        }

        return sum;
    }

    /// <summary>How many postings take money out.</summary>
    [Pure]
    public static int CountDebits(long[] postings)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= postings.Length);
        Contract.Ensures(Contract.Result<int>() == 0 || Contract.Exists(0, postings.Length, k => postings[k] < 0));
        var debits = 0;
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(0 <= debits && debits <= i);
            Contract.Invariant(debits == 0 || Contract.Exists(0, i, k => postings[k] < 0));
            if (postings[i] < 0)
            {
                debits++;
            }
        }

        return debits;
    }

    /// <summary>The position of the first debit, or -1.</summary>
    [Pure]
    public static int FirstDebit(long[] postings)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < postings.Length);
        Contract.Ensures(Contract.Result<int>() < 0 || postings[Contract.Result<int>()] < 0);
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, postings.Length, k => postings[k] >= 0));
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => postings[k] >= 0));
            if (postings[i] < 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The largest credit, 0 where there is none.</summary>
    [Pure]
    public static long LargestCredit(long[] postings)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        Contract.Ensures(Contract.ForAll(0, postings.Length, k => postings[k] <= Contract.Result<long>()));
        var largest = 0L;
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(largest >= 0);
            Contract.Invariant(Contract.ForAll(0, i, k => postings[k] <= largest));
            largest = Math.Max(largest, postings[i]);
        }

        return largest;
    }

    /// <summary>Whether any posting is outside the allowed size.</summary>
    [Pure]
    public static bool HasOversized(long[] postings)
    {
        Contract.Ensures(Contract.Result<bool>() || Contract.ForAll(0, postings.Length, k =>
            postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
        var i = 0;
        while (i < postings.Length)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(Contract.ForAll(0, i, k =>
                postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
            if (postings[i] > LargestPosting || postings[i] < -LargestPosting)
            {
                return true;
            }

            i++;
        }

        return false;
    }

    /// <summary>The balance after each posting.</summary>
    public static long[] RunningBalances(long opening, long[] postings)
    {
        Contract.Requires(opening >= 0 && opening <= Cents.Max);
        Contract.Requires(postings.Length <= LongestPage);
        Contract.Requires(Contract.ForAll(0, postings.Length, k =>
            postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
        Contract.Ensures(Contract.Result<long[]>() != null && Contract.Result<long[]>().Length == postings.Length);
        Contract.Ensures(Contract.ForAll(0, postings.Length, k =>
            Contract.Result<long[]>()[k] >= -Cents.Max && Contract.Result<long[]>()[k] <= 2 * Cents.Max));
        var balances = new long[postings.Length];
        var balance = opening;
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(balance >= opening - LargestPosting * i && balance <= opening + LargestPosting * i);
            Contract.Invariant(Contract.ForAll(0, postings.Length, k =>
                postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
            Contract.Invariant(Contract.ForAll(0, i, k => balances[k] >= -Cents.Max && balances[k] <= 2 * Cents.Max));
            balance += postings[i];
            balances[i] = balance;
        }

        return balances;
    }

    /// <summary>Turns debits into credits and back, as a correction does.</summary>
    public static void Reverse(long[] postings)
    {
        Contract.Requires(Contract.ForAll(0, postings.Length, k =>
            postings[k] >= -LargestPosting && postings[k] <= LargestPosting));
        Contract.Ensures(Contract.ForAll(0, postings.Length, k => postings[k] == -Contract.OldValue(postings[k])));
        for (var i = 0; i < postings.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= postings.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => postings[k] == -Contract.OldValue(postings[k])));
            Contract.Invariant(Contract.ForAll(i, postings.Length, k => postings[k] == Contract.OldValue(postings[k])));
            postings[i] = -postings[i];
        }
    }

    /// <summary>Postings grouped by size, largest first, for a statement.</summary>
    public static IReadOnlyList<string> Statement(IEnumerable<long> postings) =>
        postings
            .GroupBy(p => p)
            .OrderByDescending(g => Math.Abs(g.Key))
            .Select(g => $"{Cents.Format(g.Key)} x {g.Count()}")
            .ToList();
}
