using System.Diagnostics.Contracts;

namespace Storefront.Accounts;

/// <summary>A prepaid card that is spent bit by bit until it lapses.</summary>
public sealed class GiftCard
{
    /// <summary>The highest value a card can hold, in cents.</summary>
    public const int HighestValue = 50_000;

    private readonly int lastDay;
    private int remaining;

    /// <summary>A card worth <paramref name="value"/> cents until the end of <paramref name="lastDay"/>.</summary>
    public GiftCard(int value, int lastDay)
    {
        Contract.Requires(value >= 0 && value <= HighestValue);
        Contract.Requires(lastDay >= 0);
        Contract.Ensures(Remaining == value && LastDay == lastDay);
        remaining = value;
        this.lastDay = lastDay;
    }

    /// <summary>What is left on the card, in cents.</summary>
    public int Remaining => remaining;

    /// <summary>The last day on which the card is taken, as a day number.</summary>
    public int LastDay => lastDay;

    [ContractInvariantMethod]
    private void ValueIsBounded()
    {
        Contract.Invariant(remaining >= 0 && remaining <= HighestValue);
        Contract.Invariant(lastDay >= 0);
    }

    /// <summary>Whether the card is taken on <paramref name="day"/>.</summary>
    [Pure]
    public bool IsGoodOn(int day) => day >= 0 && day <= lastDay;

    /// <summary>Pays what it can of <paramref name="due"/>; a lapsed card pays nothing.</summary>
    /// <returns>What the card paid.</returns>
    public int Pay(int due, int day)
    {
        Contract.Requires(due >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= due);
        Contract.Ensures(Remaining == Contract.OldValue(Remaining) - Contract.Result<int>());
        Contract.Ensures(IsGoodOn(day) || Contract.Result<int>() == 0);
        if (!IsGoodOn(day))
        {
            return 0;
        }

        var paid = Math.Min(due, remaining);
        remaining -= paid;
        return paid;
    }

    /// <summary>Adds value to the card, as far as it can hold it.</summary>
    /// <returns>What could not be added.</returns>
    public int TopUp(int value)
    {
        Contract.Requires(value >= 0 && value <= HighestValue);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= value);
        Contract.Ensures(Remaining + Contract.Result<int>() == Contract.OldValue(Remaining) + value);
        var added = Math.Min(value, HighestValue - remaining);
        remaining += added;
        return value - added;
    }
}
