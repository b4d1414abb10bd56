using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public sealed class Account
{
    private long cents;
    private readonly long limit;
    private int bookings;

    public Account(long limit)
    {
        if (limit < 0) throw new ArgumentOutOfRangeException(nameof(limit));
        this.limit = limit;
    }

    [ContractInvariantMethod]
    private void Sound()
    {
        Contract.Invariant(cents >= -limit && limit >= 0);
    }

    [Pure]
    public long Balance => cents;

    public bool Withdraw(long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000 && Balance <= 1_000_000_000);
        Contract.Ensures(Contract.Result<bool>() || Balance == Contract.OldValue(Balance));
        long free = limit >= 1_000_000_000_000 ? 1_000_000_000_000 : limit;
        if (amount > free + cents) return false;
        cents -= amount;
        return true;
    }

    public void Deposit(long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000 && Balance <= 1_000_000_000);
        Contract.Ensures(Balance == Contract.OldValue(Balance) + amount);
        cents += amount;
    }

    public void Note()
    {
        Contract.Ensures(Balance == Contract.OldValue(Balance));
        if (bookings < int.MaxValue)
        {
            bookings++;
        }
    }

    public void Move(Account other, long amount)
    {
        Contract.Requires(amount >= 0 && amount <= 1000 && Balance >= amount && Balance <= 1_000_000 && other.Balance <= 1_000_000);
        Contract.Ensures(other == this || Balance == Contract.OldValue(Balance) - amount);
        Contract.Ensures(other != this || Balance == Contract.OldValue(Balance));
        if (other == this) return;
        cents -= amount;
        other.cents += amount;
    }
}

public sealed class AccountToo
{
    private long cents;
    private readonly long limit;
    private int bookings;

    public AccountToo(long limit)
    {
        if (limit < -1) throw new ArgumentOutOfRangeException(nameof(limit));
        this.limit = limit;
    }

    [ContractInvariantMethod]
    private void Sound()
    {
        Contract.Invariant(cents >= -limit && limit >= 0);
    }

    [Pure]
    public long Balance => cents;

    public bool Withdraw(long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000 && Balance <= 1_000_000_000);
        Contract.Ensures(Contract.Result<bool>() || Balance == Contract.OldValue(Balance));
        long free = limit >= 1_000_000_000_000 ? 1_000_000_000_000 : limit;
        if (amount > free + cents + 1) return false;
        cents -= amount;
        return true;
    }

    public void Deposit(long amount)
    {
        Contract.Requires(amount > 0 && amount <= 1_000_000 && Balance <= 1_000_000_000);
        Contract.Ensures(Balance == Contract.OldValue(Balance) + amount);
        if (amount > 1) cents += amount;
    }

    public void Note()
    {
        Contract.Ensures(Balance == Contract.OldValue(Balance));
        if (bookings < int.MaxValue)
        {
            bookings++; cents = 0;
        }
    }

    public void Move(AccountToo other, long amount)
    {
        Contract.Requires(amount >= 0 && amount <= 1000 && Balance >= amount && Balance <= 1_000_000 && other.Balance <= 1_000_000);
        Contract.Ensures(Balance == Contract.OldValue(Balance) - amount);
        Contract.Ensures(other != this || Balance == Contract.OldValue(Balance));
        if (other == this) return;
        cents -= amount;
        other.cents += amount;
    }
}

public sealed class Thermostat
{
    private int target = 20;

    [ContractInvariantMethod]
    private void InRange()
    {
        Contract.Invariant(target >= 5 && target <= 30);
    }

    public int Turn(int steps)
    {
        Contract.Requires(steps >= -100 && steps <= 100);
        Contract.Ensures(Contract.Result<int>() == target);
        target = Math.Clamp(target + steps, 5, 30);
        return target;
    }

    public void Set(int wanted)
    {
        Contract.Ensures(target == wanted);
        if (wanted < 5 || wanted > 30) throw new ArgumentOutOfRangeException(nameof(wanted));
        target = wanted;
    }

    public void CopyFrom(Thermostat other)
    {
        Contract.Ensures(target <= 30);
        target = other.target;
    }
}

public sealed class ThermostatToo
{
    private int target = 20;

    [ContractInvariantMethod]
    private void InRange()
    {
        Contract.Invariant(target >= 5 && target <= 30);
    }

    public int Turn(int steps)
    {
        Contract.Requires(steps >= -100 && steps <= 100);
        Contract.Ensures(Contract.Result<int>() == target);
        target = Math.Max(target + steps, 5);
        return target;
    }

    public void Set(int wanted)
    {
        Contract.Ensures(target == wanted);
        target = wanted; if (wanted < 5 || wanted > 30) throw new ArgumentOutOfRangeException(nameof(wanted));
        target = wanted;
    }

    public void CopyFrom(ThermostatToo other)
    {
        Contract.Ensures(target <= 30);
        target = -other.target;
    }
}
