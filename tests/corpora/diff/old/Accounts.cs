namespace Pairs;

public sealed class Account(long balance, long limit)
{
    public long Balance { get; internal set; } = balance;

    public long Limit { get; } = limit;

    public int Deposits { get; private set; }

    public void Deposit(long amount)
    {
        if (amount <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(amount));
        }

        Balance += amount;
        Deposits++;
    }

    public long Available()
    {
        long spendable = Balance + Limit;
        return spendable > 0 ? spendable : 0;
    }

    public bool CanPay(long amount) => amount >= 0 && amount <= Available();

    public bool Withdraw(long amount)
    {
        if (!HasFunds(amount))
        {
            return false;
        }

        Balance -= amount;
        return true;
    }

    private bool HasFunds(long amount)
    {
        return amount > 0 && Balance >= amount;
    }

    public void Close()
    {
        if (Balance != 0)
        {
            throw new InvalidOperationException("Not settled.");
        }

        Deposits = 0;
    }
}

public static class Accounts
{
    public static void Transfer(Account from, Account to, long amount)
    {
        from.Balance -= amount;
        to.Balance += amount;
    }

    public static long BalanceOf(Dictionary<string, long> balances, string account) => balances[account];
}
