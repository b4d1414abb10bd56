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

        Deposits++;
        Balance += amount;
    }

    public long AvailableBalance()
    {
        long spendable = Balance + Limit;
        return spendable > 0 ? spendable : 0;
    }

    public bool CanPay(long amount) => amount >= 0 && amount <= AvailableBalance();

    public bool Withdraw(long amount)
    {
        if (!(amount > 0 && Balance >= amount))
        {
            return false;
        }

        Balance -= amount;
        return true;
    }

    public void Close()
    {
        if (Balance != 0)
        {
            throw new ArgumentException("Not settled.");
        }

        Deposits = 0;
    }
}

public static class Accounts
{
    public static void Transfer(Account from, Account to, long amount)
    {
        long left = from.Balance - amount;
        long right = to.Balance + amount;
        from.Balance = left;
        to.Balance = right;
    }

    public static long BalanceOf(Dictionary<string, long> balances, string account)
    {
        return balances.TryGetValue(account, out long balance) ? balance : 0;
    }
}
