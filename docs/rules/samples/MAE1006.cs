using System.Diagnostics.Contracts;

static class Share
{
    static int Wrong(int total, int people)
    {
        Contract.Requires(total >= 0);
        return total / people; // MAE1006
    }

    static int Right(int total, int people)
    {
        Contract.Requires(total >= 0 && people > 0);
        return total / people;
    }
}
