using System.Diagnostics.Contracts;

namespace Storefront.Stock;

/// <summary>The units of one product in one warehouse: what lies there, and what of it is promised.</summary>
public sealed class StockLevel
{
    /// <summary>No warehouse holds more units of one product.</summary>
    public const int MaxUnits = 1_000_000;

    private int onHand;
    private int reserved;

    /// <summary>A product of which <paramref name="units"/> lie in the warehouse, all free.</summary>
    public StockLevel(int units)
    {
        Contract.Requires(units >= 0 && units <= MaxUnits);
        Contract.Ensures(OnHand == units && Reserved == 0);
        onHand = units;
        reserved = 0;
    }

    /// <summary>Units in the warehouse.</summary>
    public int OnHand => onHand;

    /// <summary>Units promised to customers.</summary>
    public int Reserved => reserved;

    /// <summary>Units that can still be promised.</summary>
    [Pure]
    public int Available => onHand - reserved;

    [ContractInvariantMethod]
    private void NothingIsPromisedTwice()
    {
        Contract.Invariant(0 <= reserved && reserved <= onHand && onHand <= MaxUnits);
    }

    /// <summary>Books a delivery.</summary>
    public void Receive(int units)
    {
        Contract.Requires(units >= 0 && units <= MaxUnits - OnHand);
        Contract.Ensures(OnHand == Contract.OldValue(OnHand) + units);
        Contract.Ensures(Reserved == Contract.OldValue(Reserved));
        onHand += units;
    }

    /// <summary>Promises units that are free.</summary>
    public void Reserve(int units)
    {
        Contract.Requires(units >= 0 && units <= Available);
        Contract.Ensures(Available == Contract.OldValue(Available) - units);
        Contract.Ensures(OnHand == Contract.OldValue(OnHand));
        reserved += units;
    }

    /// <summary>Promises as many of the wanted units as are free.</summary>
    /// <returns>How many were promised.</returns>
    public int ReserveUpTo(int wanted)
    {
        Contract.Requires(wanted >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= wanted);
        Contract.Ensures(Reserved == Contract.OldValue(Reserved) + Contract.Result<int>());
        Contract.Ensures(Contract.Result<int>() == wanted || Available == 0);
        var units = Math.Min(wanted, onHand - reserved);
        reserved += units;
        return units;
    }

    /// <summary>Takes back a promise.</summary>
    public void Release(int units)
    {
        Contract.Requires(units >= 0 && units <= Reserved);
        Contract.Ensures(Reserved == Contract.OldValue(Reserved) - units);
        Contract.Ensures(OnHand == Contract.OldValue(OnHand));
        reserved -= units;
    }

    /// <summary>Sends promised units to a customer.</summary>
    public void Ship(int units)
    {
        Contract.Requires(units >= 0 && units <= Reserved);
        Contract.Ensures(OnHand == Contract.OldValue(OnHand) - units);
        Contract.Ensures(Available == Contract.OldValue(Available));
        onHand -= units;
        reserved -= units;
    }

    /// <summary>Corrects the level after counting; promises that cannot be kept are dropped.</summary>
    /// <returns>How many promised units were dropped.</returns>
    public int Recount(int counted)
    {
        Contract.Requires(counted >= 0 && counted <= MaxUnits);
        Contract.Ensures(OnHand == counted);
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(Reserved) - Reserved);
        Contract.Ensures(Contract.Result<int>() >= 0);
        var dropped = Math.Max(0, reserved - counted);
        onHand = counted;
        reserved -= dropped;
        return dropped;
    }
}
