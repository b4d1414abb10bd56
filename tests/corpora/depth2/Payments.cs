using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Threading.Tasks;

namespace Depth2;

public sealed record Invoice(long Net, long Tax);

public readonly struct Money
{
    public readonly long Cents;

    public Money(long cents)
    {
        Contract.Ensures(Cents == cents);
        Cents = cents;
    }

    public static Money operator -(Money paid, Money kept)
    {
        Contract.Requires(kept.Cents >= 0 && paid.Cents >= kept.Cents);
        Contract.Ensures(Contract.Result<Money>().Cents == paid.Cents - kept.Cents);
        return new Money(paid.Cents - kept.Cents);
    }
}

public static class Rates
{
    public static int Percent(int part, int whole)
    {
        if (whole <= 0) throw new ArgumentOutOfRangeException(nameof(whole));
        Contract.EndContractBlock();
        return part / whole;
    }
}

/// <summary>Invoices, refunds and tills.</summary>
public static class PaymentsRight
{
    public static Invoice AddTax(Invoice invoice, int percent)
    {
        Contract.Requires(invoice.Net >= 0 && invoice.Net <= 1_000_000_000);
        Contract.Requires(invoice.Tax >= 0 && invoice.Tax <= 1_000_000_000);
        Contract.Requires(percent >= 0 && percent <= 100);
        Contract.Ensures(Contract.Result<Invoice>().Net == invoice.Net);
        Contract.Ensures(Contract.Result<Invoice>().Tax >= invoice.Tax);
        long added = invoice.Net * percent / 100;
        return invoice with { Tax = invoice.Tax + added };
    }

    public static bool SameInvoice(Invoice left, Invoice right)
    {
        Contract.Ensures(!Contract.Result<bool>() || left.Net == right.Net && left.Tax == right.Tax);
        return left == right;
    }

    public static decimal WithShipping(decimal net, decimal shipping, bool free)
    {
        Contract.Requires(net >= 0m && net <= 10000m && shipping > 0m && shipping <= 500m);
        Contract.Ensures(free || Contract.Result<decimal>() >= net);
        Contract.Ensures(!free || Contract.Result<decimal>() == net);
        return free ? net : net + shipping;
    }

    public static long WholeCents(decimal amount)
    {
        Contract.Requires(amount >= 0m && amount <= 1_000_000m);
        Contract.Ensures(Contract.Result<long>() >= 0);
        Contract.Ensures(Contract.Result<long>() <= amount * 100m);
        return (long)(amount * 100m);
    }

    public static decimal Change(decimal paid, decimal due)
    {
        Contract.Requires(due >= 0m && paid >= due);
        Contract.Ensures(Contract.Result<decimal>() >= 0m);
        return paid - due;
    }

    public static Money Refund(Money paid, Money kept)
    {
        Contract.Requires(kept.Cents >= 0);
        Contract.Ensures(Contract.Result<Money>().Cents >= 0);
        if (paid.Cents < kept.Cents) return default;
        return paid - kept;
    }

    public static int Share(int amount, int people)
    {
        Contract.Ensures(people > 0 || Contract.Result<int>() == 0);
        if (people < 1) return 0;
        return Rates.Percent(amount, people);
    }

    public static int QuantityOr(string text, int fallback)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.Result<int>() == fallback);
        try
        {
            return Quantity(text);
        }
        catch (FormatException)
        {
            return fallback;
        }
    }

    private static int Quantity(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 9);
        if (text.Length != 1 || text[0] < '0' || text[0] > '9') throw new FormatException("one digit");
        return text[0] - '0';
    }

    public static int InstalmentOr(int[] plan, int month)
    {
        Contract.Ensures(month >= 0 && month < plan.Length || Contract.Result<int>() == 0);
        try
        {
            return plan[month];
        }
        catch (IndexOutOfRangeException)
        {
            return 0;
        }
    }

    public static async Task<int> ChargeAsync(int cents)
    {
        Contract.Requires(cents > 0 && cents <= 1_000_000_000);
        Contract.Ensures(Contract.Result<int>() >= cents);
        int fee = cents / 100;
        await Task.Yield();
        return cents + fee;
    }

    public static int Postage(int zone)
    {
        Contract.Ensures(Contract.Result<int>() >= 5 && Contract.Result<int>() <= 20);
        int cost = 0;
        switch (zone)
        {
            case 3:
                cost += 10;
                goto case 2;
            case 2:
                cost += 5;
                goto case 1;
            case 1:
                cost += 5;
                break;
            default:
                cost = 20;
                break;
        }
        return cost;
    }

    public static int Settle(Action transfer)
    {
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= 2);
        int step = 0;
        try
        {
            step = 1;
            transfer();
            step = 2;
        }
        catch (Exception)
        {
            return step;
        }
        return step;
    }
}

public enum Tier
{
    Basic,
    Gold,
}

public sealed class LoyaltyRight
{
    private int points;
    private Tier tier;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(points >= 0 && (tier != Tier.Gold || points >= 1000));
    }

    public void Earn(int earned)
    {
        Contract.Requires(earned >= 0);
        points = points > int.MaxValue - earned ? int.MaxValue : points + earned;
        if (points >= 1000) tier = Tier.Gold;
    }

    public void Redeem(int spent)
    {
        Contract.Requires(spent >= 0);
        if (spent > points) return;
        points -= spent;
        if (points < 1000) tier = Tier.Basic;
    }
}

public sealed class TillRight
{
    public long Cash;

    public void PayOut(long amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Cash == Contract.OldValue(Cash) - amount);
        Contract.EnsuresOnThrow<InvalidOperationException>(Cash == Contract.OldValue(Cash));
        long left = Cash - amount;
        if (left < 0) throw new InvalidOperationException("not enough cash");
        Cash = left;
    }

    public long Quote(long deposit)
    {
        Contract.Requires(deposit >= 0 && deposit <= 1000);
        Contract.Ensures(Contract.Result<long>() == Contract.OldValue(Cash) + deposit);
        Contract.Ensures(Cash == Contract.OldValue(Cash));
        Cash += deposit;
        try
        {
            return Cash;
        }
        finally
        {
            Cash -= deposit;
        }
    }

    public async Task<long> AuditAsync(Task closed)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        if (Cash < 0) return 0;
        long counted = Cash;
        await closed;
        return counted;
    }
}

public static class PaymentsWrong
{
    public static Invoice AddTax(Invoice invoice, int percent)
    {
        Contract.Requires(invoice.Net >= 0 && invoice.Net <= 1_000_000_000);
        Contract.Requires(invoice.Tax >= 0 && invoice.Tax <= 1_000_000_000);
        Contract.Requires(percent >= 0 && percent <= 100);
        Contract.Ensures(Contract.Result<Invoice>().Net == invoice.Net);
        Contract.Ensures(Contract.Result<Invoice>().Tax >= invoice.Tax);
        long added = invoice.Net * percent / 100;
        return invoice with { Tax = added };
    }

    public static bool SameInvoice(Invoice left, Invoice right)
    {
        Contract.Ensures(!Contract.Result<bool>() || ReferenceEquals(left, right));
        return left == right;
    }

    public static decimal WithShipping(decimal net, decimal shipping, bool free)
    {
        Contract.Requires(net >= 0m && net <= 10000m && shipping > 0m && shipping <= 500m);
        Contract.Ensures(free || Contract.Result<decimal>() > net);
        Contract.Ensures(!free || Contract.Result<decimal>() == net);
        return free ? net : net + shipping;
    }

    public static long WholeCents(decimal amount)
    {
        Contract.Requires(amount >= 0m && amount <= 1_000_000m);
        Contract.Ensures(Contract.Result<long>() >= 0);
        Contract.Ensures(Contract.Result<long>() <= amount * 100m);
        return (long)(amount * 100m + 0.5m);
    }

    public static decimal Change(decimal paid, decimal due)
    {
        Contract.Requires(due >= 0m && paid >= due);
        Contract.Ensures(Contract.Result<decimal>() > 0m);
        return paid - due;
    }

    public static Money Refund(Money paid, Money kept)
    {
        Contract.Requires(kept.Cents >= 0);
        Contract.Ensures(Contract.Result<Money>().Cents >= 0);
        if (paid.Cents < kept.Cents - 1) return default;
        return paid - kept;
    }

    public static int Share(int amount, int people)
    {
        Contract.Ensures(people > 0 || Contract.Result<int>() == 0);
        if (people < 0) return 0;
        return Rates.Percent(amount, people);
    }

    public static int QuantityOr(string text, int fallback)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.Result<int>() == fallback);
        try
        {
            return Quantity(text);
        }
        catch (FormatException)
        {
            return -1;
        }
    }

    private static int Quantity(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 9);
        if (text.Length != 1 || text[0] < '0' || text[0] > '9') throw new FormatException("one digit");
        return text[0] - '0';
    }

    public static int InstalmentOr(int[] plan, int month)
    {
        Contract.Ensures(month >= 0 && month < plan.Length || Contract.Result<int>() == 0);
        try
        {
            return plan[month];
        }
        catch (ArgumentOutOfRangeException)
        {
            return 0;
        }
    }

    public static async Task<int> ChargeAsync(int cents)
    {
        Contract.Requires(cents > 0);
        Contract.Ensures(Contract.Result<int>() >= cents);
        int fee = cents / 100;
        await Task.Yield();
        return cents + fee;
    }

    public static int Postage(int zone)
    {
        Contract.Ensures(Contract.Result<int>() >= 5 && Contract.Result<int>() <= 20);
        int cost = 0;
        switch (zone)
        {
            case 3:
                cost += 15;
                goto case 2;
            case 2:
                cost += 5;
                goto case 1;
            case 1:
                cost += 5;
                break;
            default:
                cost = 20;
                break;
        }
        return cost;
    }

    public static int Settle(Action transfer)
    {
        Contract.Ensures(Contract.Result<int>() == 2);
        int step = 0;
        try
        {
            step = 1;
            transfer();
            step = 2;
        }
        catch (Exception)
        {
            return step;
        }
        return step;
    }
}

public sealed class LoyaltyWrong
{
    private int points;
    private Tier tier;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(points >= 0 && (tier != Tier.Gold || points >= 1000));
    }

    public void Earn(int earned)
    {
        Contract.Requires(earned >= 0);
        points = points + earned;
        if (points >= 1000) tier = Tier.Gold;
    }

    public void Redeem(int spent)
    {
        Contract.Requires(spent >= 0);
        if (spent > points) return;
        points -= spent;
        if (points < 999) tier = Tier.Basic;
    }
}

public sealed class TillWrong
{
    public long Cash;

    public void PayOut(long amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Cash == Contract.OldValue(Cash) - amount);
        Contract.EnsuresOnThrow<InvalidOperationException>(Cash == Contract.OldValue(Cash));
        long left = Cash -= amount;
        if (left < 0) throw new InvalidOperationException("not enough cash");
        Cash = left;
    }

    public long Quote(long deposit)
    {
        Contract.Requires(deposit >= 0 && deposit <= 1000);
        Contract.Ensures(Contract.Result<long>() == Cash);
        Contract.Ensures(Cash == Contract.OldValue(Cash));
        Cash += deposit;
        try
        {
            return Cash;
        }
        finally
        {
            Cash -= deposit;
        }
    }

    public async Task<long> AuditAsync(Task closed)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        if (Cash < 0) return 0;
        long counted = Cash;
        await closed;
        return Cash;
    }
}
