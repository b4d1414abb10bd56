using System.Diagnostics.Contracts;

static class Shelf
{
    static int Wrong(int stock, int sold)
    {
        Contract.Requires(stock >= 0 && sold >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0); // MAE1001
        return stock - sold;
    }

    static int Right(int stock, int sold)
    {
        Contract.Requires(sold >= 0 && sold <= stock);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return stock - sold;
    }
}
