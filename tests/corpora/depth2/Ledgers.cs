using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;

namespace Depth2;

public readonly struct Percentage
{
    public readonly int Value;

    private Percentage(int value)
    {
        Value = value;
    }

    public static implicit operator Percentage(int value)
    {
        Contract.Requires(value >= 0 && value <= 100);
        Contract.Ensures(Contract.Result<Percentage>().Value == value);
        return new Percentage(value);
    }
}

public readonly struct Divisor
{
    public readonly int Value;

    public Divisor(int value)
    {
        if (value < 1) throw new ArgumentOutOfRangeException(nameof(value));
        Value = value;
    }
}

public sealed record Discount
{
    private readonly int percent;

    public int Percent
    {
        get => percent;
        init
        {
            Contract.Requires(value >= 0 && value <= 100);
            percent = value;
        }
    }
}

/// <summary>Longer jobs on ledgers: merging, sorting out, scoring.</summary>
public static class LedgersRight
{
    public static int[] Merge(int[] early, int[] late)
    {
        Contract.Requires(early.Length <= 100_000 && late.Length <= 100_000);
        Contract.Requires(Contract.ForAll(0, early.Length, p => Contract.ForAll(0, p, q => early[q] <= early[p])));
        Contract.Requires(Contract.ForAll(0, late.Length, p => Contract.ForAll(0, p, q => late[q] <= late[p])));
        Contract.Ensures(Contract.Result<int[]>().Length == early.Length + late.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int[]>().Length, p => Contract.ForAll(0, p, q => Contract.Result<int[]>()[q] <= Contract.Result<int[]>()[p])));
        int[] merged = new int[early.Length + late.Length];
        int i = 0;
        int j = 0;
        while (i < early.Length || j < late.Length)
        {
            Contract.Invariant(i >= 0 && i <= early.Length && j >= 0 && j <= late.Length);
            Contract.Invariant(Contract.ForAll(0, i + j, p => Contract.ForAll(0, p, q => merged[q] <= merged[p])));
            Contract.Invariant(i == early.Length || Contract.ForAll(0, i + j, p => merged[p] <= early[i]));
            Contract.Invariant(j == late.Length || Contract.ForAll(0, i + j, p => merged[p] <= late[j]));
            bool takeEarly = j == late.Length || (i < early.Length && early[i] <= late[j]);
            if (takeEarly)
            {
                merged[i + j] = early[i];
                i++;
            }
            else
            {
                merged[i + j] = late[j];
                j++;
            }
        }
        return merged;
    }

    public static int Partition(int[] amounts, int limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= amounts.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => amounts[k] <= limit));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), amounts.Length, k => amounts[k] > limit));
        int small = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            Contract.Invariant(small >= 0 && small <= i && i <= amounts.Length);
            Contract.Invariant(Contract.ForAll(0, small, k => amounts[k] <= limit));
            Contract.Invariant(Contract.ForAll(small, i, k => amounts[k] > limit));
            if (amounts[i] > limit) continue;
            (amounts[small], amounts[i]) = (amounts[i], amounts[small]);
            small++;
        }
        return small;
    }

    public static int Compact(int[] days)
    {
        Contract.Requires(days.Length >= 1);
        Contract.Requires(Contract.ForAll(0, days.Length, p => Contract.ForAll(0, p, q => days[q] <= days[p])));
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= days.Length);
        Contract.Ensures(Contract.ForAll(1, Contract.Result<int>(), k => days[k - 1] < days[k]));
        int kept = 1;
        for (int i = 1; i < days.Length; i++)
        {
            Contract.Invariant(kept >= 1 && kept <= i && i <= days.Length);
            Contract.Invariant(Contract.ForAll(1, kept, k => days[k - 1] < days[k]));
            Contract.Invariant(Contract.ForAll(i, days.Length, p => days[kept - 1] <= days[p]));
            Contract.Invariant(Contract.ForAll(i, days.Length, p => Contract.ForAll(i, p, q => days[q] <= days[p])));
            if (days[i] == days[kept - 1]) continue;
            days[kept] = days[i];
            kept++;
        }
        return kept;
    }

    public static Discount Raise(Discount discount, int by)
    {
        Contract.Requires(discount.Percent >= 0 && discount.Percent <= 100 && by >= 0 && by <= 100);
        Contract.Ensures(Contract.Result<Discount>().Percent >= discount.Percent);
        int raised = discount.Percent + by;
        if (raised > 100) raised = 100;
        return discount with { Percent = raised };
    }

    public static string Label(string prefix, string code)
    {
        Contract.Ensures(prefix.Length != 0 || Contract.Result<string>() == code);
        Contract.Ensures(Contract.Result<string>().Length >= code.Length);
        if (prefix.Length == 0) return code;
        return $"{prefix}-{code}";
    }

    public static Percentage Combine(int first, int second)
    {
        Contract.Requires(first >= 0 && first <= 100 && second >= 0 && second <= 100);
        Contract.Ensures(Contract.Result<Percentage>().Value <= 100);
        int sum = first + second;
        if (sum > 100) sum = 100;
        return sum;
    }

    public static int Split(int amount, Divisor parties)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= amount);
        if (parties.Value <= 0) return amount;
        return amount / parties.Value;
    }

    public static int Initial(string? owner)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (owner is null) return 0;
        return Width(owner!);
    }

    private static int Width(string text)
    {
        Contract.Ensures(Contract.Result<int>() == text.Length);
        return text.Length;
    }

    public static (int Tried, int Paid) PayAll(int[] bills, int budget)
    {
        Contract.Ensures(Contract.Result<(int Tried, int Paid)>().Tried == bills.Length);
        Contract.Ensures(Contract.Result<(int Tried, int Paid)>().Paid <= Contract.Result<(int Tried, int Paid)>().Tried);
        int tried = 0;
        int paid = 0;
        for (int i = 0; i < bills.Length; i++)
        {
            try
            {
                if (bills[i] > budget) continue;
                budget -= bills[i];
                paid++;
            }
            finally
            {
                tried++;
            }
        }
        return (tried, paid);
    }

    public static int CodeOr(string text, bool strict)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.EnsuresOnThrow<FormatException>(strict);
        try
        {
            return Code(text);
        }
        catch (FormatException) when (!strict)
        {
            return 0;
        }
    }

    private static int Code(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (text.Length != 2) throw new FormatException("two characters");
        return text[0] * 256 + text[1];
    }

    public static long Worth(Dictionary<string, int> holdings)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long worth = 0;
        foreach (KeyValuePair<string, int> holding in holdings)
        {
            if (holding.Value < 0) continue;
            worth += holding.Value;
        }
        return worth;
    }

    public static short Checksum(byte[] block)
    {
        Contract.Requires(block.Length <= 128);
        Contract.Ensures(Contract.Result<short>() >= 0);
        short sum = 0;
        for (int i = 0; i < block.Length; i++)
        {
            sum = checked((short)(sum + block[i]));
        }
        return sum;
    }

    public static bool IsQuoted(string field)
    {
        Contract.Ensures(!Contract.Result<bool>() || field.Length >= 2);
        if (field.Length < 2) return false;
        return field[0] == '"' && field[^1] == '"';
    }

    public static int RiskScore(Person customer, int late, bool guaranteed)
    {
        Contract.Requires(late >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        int score = 20;
        if (customer.Age < 18)
        {
            score += 30;
        }
        else if (customer is { Age: > 70 })
        {
            score += 10;
        }
        if (late >= 30)
        {
            score += 50;
        }
        else if (late > 0)
        {
            score += late;
        }
        if (guaranteed)
        {
            score -= 30;
        }
        if (score < 0)
        {
            score = 0;
        }
        return score;
    }

    public static int MatchedPrefix(int[] ours, int[] theirs)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= ours.Length && Contract.Result<int>() <= theirs.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => ours[k] == theirs[k]));
        int matched = 0;
        int shorter = Math.Min(ours.Length, theirs.Length);
        while (matched < shorter && ours[matched] == theirs[matched])
        {
            matched++;
        }
        return matched;
    }
}

public sealed class VaultRight
{
    private const long Ceiling = 1_000_000_000_000;
    private long balance;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(balance >= 0 && balance <= Ceiling);
    }

    [Pure]
    public long Balance => balance;

    [Pure]
    public long Room => Ceiling - balance;

    public void Deposit(long amount)
    {
        Contract.Requires(amount >= 0 && amount <= Room);
        Contract.Ensures(Balance == Contract.OldValue(Balance) + amount);
        balance += amount;
    }

    public bool TryMove(VaultRight target, long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000);
        Contract.Ensures(Contract.Result<bool>() || Balance == Contract.OldValue(Balance));
        Contract.Ensures(!Contract.Result<bool>() || target == this || Balance == Contract.OldValue(Balance) - amount);
        if (balance < amount) return false;
        if (target.balance > Ceiling - amount) return false;
        balance -= amount;
        target.balance += amount;
        return true;
    }
}

public static class LedgersWrong
{
    public static int[] Merge(int[] early, int[] late)
    {
        Contract.Requires(early.Length <= 100_000 && late.Length <= 100_000);
        Contract.Requires(Contract.ForAll(0, early.Length, p => Contract.ForAll(0, p, q => early[q] <= early[p])));
        Contract.Requires(Contract.ForAll(0, late.Length, p => Contract.ForAll(0, p, q => late[q] <= late[p])));
        Contract.Ensures(Contract.Result<int[]>().Length == early.Length + late.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int[]>().Length, p => Contract.ForAll(0, p, q => Contract.Result<int[]>()[q] <= Contract.Result<int[]>()[p])));
        int[] merged = new int[early.Length + late.Length];
        int i = 0;
        int j = 0;
        while (i < early.Length || j < late.Length)
        {
            Contract.Invariant(i >= 0 && i <= early.Length && j >= 0 && j <= late.Length);
            Contract.Invariant(Contract.ForAll(0, i + j, p => Contract.ForAll(0, p, q => merged[q] <= merged[p])));
            Contract.Invariant(i == early.Length || Contract.ForAll(0, i + j, p => merged[p] <= early[i]));
            Contract.Invariant(j == late.Length || Contract.ForAll(0, i + j, p => merged[p] <= late[j]));
            bool takeEarly = j == late.Length || i < early.Length;
            if (takeEarly)
            {
                merged[i + j] = early[i];
                i++;
            }
            else
            {
                merged[i + j] = late[j];
                j++;
            }
        }
        return merged;
    }

    public static int Partition(int[] amounts, int limit)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= amounts.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => amounts[k] <= limit));
        Contract.Ensures(Contract.ForAll(Contract.Result<int>(), amounts.Length, k => amounts[k] > limit));
        int small = 0;
        for (int i = 0; i < amounts.Length; i++)
        {
            Contract.Invariant(small >= 0 && small <= i && i <= amounts.Length);
            Contract.Invariant(Contract.ForAll(0, small, k => amounts[k] <= limit));
            Contract.Invariant(Contract.ForAll(small, i, k => amounts[k] > limit));
            if (amounts[i] > limit) continue;
            amounts[small] = amounts[i];
            small++;
        }
        return small;
    }

    public static int Compact(int[] days)
    {
        Contract.Requires(days.Length >= 1);
        Contract.Requires(Contract.ForAll(0, days.Length, p => Contract.ForAll(0, p, q => days[q] <= days[p])));
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= days.Length);
        Contract.Ensures(Contract.ForAll(1, Contract.Result<int>(), k => days[k - 1] < days[k]));
        int kept = 1;
        for (int i = 1; i < days.Length; i++)
        {
            Contract.Invariant(kept >= 1 && kept <= i && i <= days.Length);
            Contract.Invariant(Contract.ForAll(1, kept, k => days[k - 1] < days[k]));
            Contract.Invariant(Contract.ForAll(i, days.Length, p => days[kept - 1] <= days[p]));
            Contract.Invariant(Contract.ForAll(i, days.Length, p => Contract.ForAll(i, p, q => days[q] <= days[p])));
            if (days[i] < days[kept - 1]) continue;
            days[kept] = days[i];
            kept++;
        }
        return kept;
    }

    public static Discount Raise(Discount discount, int by)
    {
        Contract.Requires(discount.Percent >= 0 && discount.Percent <= 100 && by >= 0 && by <= 100);
        Contract.Ensures(Contract.Result<Discount>().Percent >= discount.Percent);
        int raised = discount.Percent + by;
        if (raised > 200) raised = 100;
        return discount with { Percent = raised };
    }

    public static string Label(string prefix, string code)
    {
        Contract.Ensures(prefix.Length != 0 || Contract.Result<string>() == code);
        Contract.Ensures(Contract.Result<string>().Length >= code.Length);
        if (prefix == code) return code;
        return $"{prefix}-{code}";
    }

    public static Percentage Combine(int first, int second)
    {
        Contract.Requires(first >= 0 && first <= 100 && second >= 0 && second <= 100);
        Contract.Ensures(Contract.Result<Percentage>().Value <= 100);
        int sum = first + second;
        if (sum > 101) sum = 100;
        return sum;
    }

    public static int Split(int amount, Divisor parties)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= amount);
        if (parties.Value < 0) return amount;
        return amount / parties.Value;
    }

    public static int Initial(string? owner)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (owner == "") return 0;
        return Width(owner!);
    }

    private static int Width(string text)
    {
        Contract.Ensures(Contract.Result<int>() == text.Length);
        return text.Length;
    }

    public static (int Tried, int Paid) PayAll(int[] bills, int budget)
    {
        Contract.Ensures(Contract.Result<(int Tried, int Paid)>().Tried == bills.Length);
        Contract.Ensures(Contract.Result<(int Tried, int Paid)>().Paid <= Contract.Result<(int Tried, int Paid)>().Tried);
        int tried = 0;
        int paid = 0;
        for (int i = 0; i < bills.Length; i++)
        {
            try
            {
                if (bills[i] > budget) break;
                budget -= bills[i];
                paid++;
            }
            finally
            {
                tried++;
            }
        }
        return (tried, paid);
    }

    public static int CodeOr(string text, bool strict)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        Contract.EnsuresOnThrow<FormatException>(strict);
        try
        {
            return Code(text);
        }
        catch (FormatException) when (!strict && text.Length > 1)
        {
            return 0;
        }
    }

    private static int Code(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (text.Length != 2) throw new FormatException("two characters");
        return text[0] * 256 + text[1];
    }

    public static long Worth(Dictionary<string, int> holdings)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        int worth = 0;
        foreach (KeyValuePair<string, int> holding in holdings)
        {
            if (holding.Value < 0) continue;
            worth += holding.Value;
        }
        return worth;
    }

    public static short Checksum(byte[] block)
    {
        Contract.Requires(block.Length <= 129);
        Contract.Ensures(Contract.Result<short>() >= 0);
        short sum = 0;
        for (int i = 0; i < block.Length; i++)
        {
            sum = checked((short)(sum + block[i]));
        }
        return sum;
    }

    public static bool IsQuoted(string field)
    {
        Contract.Ensures(!Contract.Result<bool>() || field.Length >= 2);
        if (field.Length < 1) return false;
        return field[0] == '"' && field[^1] == '"';
    }

    public static int RiskScore(Person customer, int late, bool guaranteed)
    {
        Contract.Requires(late >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        int score = 20;
        if (customer.Age < 18)
        {
            score += 30;
        }
        else if (customer is { Age: > 70 })
        {
            score += 10;
        }
        if (late >= 30)
        {
            score += 60;
        }
        else if (late > 0)
        {
            score += late;
        }
        if (guaranteed)
        {
            score -= 30;
        }
        if (score < 0)
        {
            score = 0;
        }
        return score;
    }

    public static int MatchedPrefix(int[] ours, int[] theirs)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= ours.Length && Contract.Result<int>() <= theirs.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => ours[k] == theirs[k]));
        int matched = 0;
        int shorter = Math.Max(ours.Length, theirs.Length);
        while (matched < shorter && ours[matched] == theirs[matched])
        {
            matched++;
        }
        return matched;
    }
}

public sealed class VaultWrong
{
    private const long Ceiling = 1_000_000_000_000;
    private long balance;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(balance >= 0 && balance <= Ceiling);
    }

    [Pure]
    public long Balance => balance;

    [Pure]
    public long Room => Ceiling - balance;

    public void Deposit(long amount)
    {
        Contract.Requires(amount >= 0 && amount <= Room);
        Contract.Ensures(Balance == Contract.OldValue(Balance) + amount);
        balance += amount;
    }

    public bool TryMove(VaultWrong target, long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000);
        Contract.Ensures(Contract.Result<bool>() || Balance == Contract.OldValue(Balance));
        Contract.Ensures(!Contract.Result<bool>() || target == this || Balance == Contract.OldValue(Balance) - amount);
        if (balance < amount) return false;
        if (target.balance > Ceiling) return false;
        balance -= amount;
        target.balance += amount;
        return true;
    }
}
