using System;
using System.Diagnostics.Contracts;

static class Discount
{
    static int Half(int price)
    {
        Contract.Requires(price >= 0);
        Contract.Ensures(Contract.Result<int>() <= price);
        return price / 2;
    }

    static int Wrong(int price)
    {
        Contract.Ensures(Contract.Result<int>() <= price);
        return Half(price); // MAE1002
    }

    static int Right(int price)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return price < 0 ? 0 : Math.Max(0, Half(price));
    }
}
