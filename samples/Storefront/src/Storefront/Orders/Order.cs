using System.Diagnostics.Contracts;

namespace Storefront.Orders;

/// <summary>A placed order: what was paid, what was paid back, and where it stands.</summary>
public sealed class Order
{
    private readonly int paid;
    private int refunded;
    private OrderStatus status;

    /// <summary>An order for which <paramref name="paid"/> cents are asked.</summary>
    public Order(int paid)
    {
        Contract.Requires(paid >= 0);
        Contract.Ensures(Paid == paid && Refunded == 0 && Status == OrderStatus.Open);
        this.paid = paid;
        refunded = 0;
        status = OrderStatus.Open;
    }

    /// <summary>What the customer paid, in cents.</summary>
    public int Paid => paid;

    /// <summary>What the customer got back, in cents.</summary>
    public int Refunded => refunded;

    /// <summary>Where the order stands.</summary>
    public OrderStatus Status => status;

    [ContractInvariantMethod]
    private void NoMoreBackThanPaid()
    {
        Contract.Invariant(0 <= refunded && refunded <= paid);
        Contract.Invariant(status >= OrderStatus.Open && status <= OrderStatus.Cancelled);
    }

    /// <summary>Takes the next step; a final status stays.</summary>
    public void Advance()
    {
        Contract.Ensures(Contract.OldValue(Status) != OrderStatus.Open || Status == OrderStatus.Paid);
        Contract.Ensures(Refunded == Contract.OldValue(Refunded));
        switch (status)
        {
            case OrderStatus.Open:
                status = OrderStatus.Paid;
                break;
            case OrderStatus.Paid:
                status = OrderStatus.Shipped;
                break;
            case OrderStatus.Shipped:
                status = OrderStatus.Delivered;
                break;
        }
    }

    /// <summary>Gives the order up, and all money back, where it has not been shipped.</summary>
    /// <returns>Whether that was still possible.</returns>
    public bool Cancel()
    {
        Contract.Ensures(!Contract.Result<bool>() || (Status == OrderStatus.Cancelled && Refunded == Paid));
        Contract.Ensures(Contract.Result<bool>() || Status == Contract.OldValue(Status));
        if (status != OrderStatus.Open && status != OrderStatus.Paid)
        {
            return false;
        }

        status = OrderStatus.Cancelled;
        refunded = paid;
        return true;
    }

    /// <summary>Gives some of the money back, as far as there is any.</summary>
    /// <returns>What was given back.</returns>
    public int Refund(int wanted)
    {
        Contract.Requires(wanted >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= wanted);
        Contract.Ensures(Refunded == Contract.OldValue(Refunded) + Contract.Result<int>());
        Contract.Ensures(Status == Contract.OldValue(Status));
        var back = Math.Min(wanted, paid - refunded);
        refunded += back;
        return back;
    }
}
