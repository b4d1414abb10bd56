using System.Diagnostics.Contracts;

static class Fee
{
    static int Wrong(int amount)
    {
        Contract.Requires(amount >= 0);
        return checked(amount + 1); // MAE1007
    }

    static int Right(int amount)
    {
        Contract.Requires(amount >= 0 && amount < int.MaxValue);
        return checked(amount + 1);
    }
}
