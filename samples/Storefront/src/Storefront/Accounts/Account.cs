using System.Diagnostics.Contracts;
using Storefront.Money;

namespace Storefront.Accounts;

/// <summary>A customer's account: money paid in and not yet spent. It is never overdrawn.</summary>
public sealed class Account
{
    private long balance;
    private int movements;

    /// <summary>An account that starts with <paramref name="opening"/> cents.</summary>
    public Account(long opening)
    {
        Contract.Requires(opening >= 0 && opening <= Cents.Max);
        Contract.Ensures(Balance == opening && Movements == 0);
        balance = opening;
        movements = 0;
    }

    /// <summary>What can be spent, in cents.</summary>
    public long Balance => balance;

    /// <summary>How often money came in or went out; the count stops at its largest value.</summary>
    public int Movements => movements;

    [ContractInvariantMethod]
    private void NeverOverdrawn()
    {
        Contract.Invariant(balance >= 0 && balance <= Cents.Max);
        Contract.Invariant(movements >= 0);
    }

    /// <summary>Pays money in.</summary>
    public void Deposit(long amount)
    {
        Contract.Requires(amount >= 0 && amount <= Cents.Max - Balance);
        Contract.Ensures(Balance == Contract.OldValue(Balance) + amount);
        Contract.Ensures(Movements >= Contract.OldValue(Movements));
        balance += amount;
        movements = movements < int.MaxValue ? movements + 1 : movements;
    }

    /// <summary>Takes out money that is there.</summary>
    public void Withdraw(long amount)
    {
        Contract.Requires(amount >= 0 && amount <= Balance);
        Contract.Ensures(Balance == Contract.OldValue(Balance) - amount);
        Contract.Ensures(Movements >= Contract.OldValue(Movements));
        balance -= amount;
        movements = movements < int.MaxValue ? movements + 1 : movements;
    }

    /// <summary>Takes out money if it is there.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryWithdraw(long amount)
    {
        Contract.Requires(amount >= 0);
        Contract.Ensures(Contract.Result<bool>() == (amount <= Contract.OldValue(Balance)));
        Contract.Ensures(!Contract.Result<bool>() || Balance == Contract.OldValue(Balance) - amount);
        Contract.Ensures(Contract.Result<bool>() || Balance == Contract.OldValue(Balance));
        if (amount > balance)
        {
            return false;
        }

        Withdraw(amount);
        return true;
    }

    /// <summary>Takes a fee, or what is left where that is less.</summary>
    /// <returns>What was taken.</returns>
    public long Charge(long fee)
    {
        Contract.Requires(fee >= 0);
        Contract.Ensures(Contract.Result<long>() >= 0 && Contract.Result<long>() <= fee);
        Contract.Ensures(Balance == Contract.OldValue(Balance) - Contract.Result<long>());
        var taken = Math.Min(fee, balance);
        balance -= taken;
        return taken;
    }

    /// <summary>Moves money to another account.</summary>
    public void TransferTo(Account other, long amount)
    {
        Contract.Requires(other != this);
        Contract.Requires(amount >= 0 && amount <= Balance);
        Contract.Requires(other.Balance >= 0 && other.Balance <= Cents.Max - amount);
        Contract.Ensures(Balance == Contract.OldValue(Balance) - amount);
        Contract.Ensures(other.Balance == Contract.OldValue(other.Balance) + amount);
        balance -= amount;
        other.balance += amount;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Cents.Format(balance)} after {movements} movements";
}
