using System.Diagnostics.Contracts;

#nullable disable
static class Name
{
    static int Wrong(string name)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return name.Length; // MAE1008
    }

    static int Right(string name)
    {
        Contract.Requires(name != null);
        Contract.Ensures(Contract.Result<int>() >= 0);
        return name.Length;
    }
}
