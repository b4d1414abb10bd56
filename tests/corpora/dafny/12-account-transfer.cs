using System.Diagnostics.Contracts;

namespace Twenty;

public sealed class Account
{
    public int Balance;
}

public static class Transfers
{
    public static void Transfer(Account from, Account to, int amount)
    {
        Contract.Requires(from != null && to != null);
        Contract.Requires(from != to);
        Contract.Requires(0 < amount && amount <= from.Balance);
        Contract.Requires(to.Balance <= int.MaxValue - amount);
        Contract.Ensures(from.Balance == Contract.OldValue(from.Balance) - amount);
        Contract.Ensures(to.Balance == Contract.OldValue(to.Balance) + amount);
        from.Balance = checked(from.Balance - amount);
        to.Balance = checked(to.Balance + amount);
    }
}
