using System.Diagnostics.Contracts;

namespace Storefront.Orders;

/// <summary>Where an order stands.</summary>
public enum OrderStatus
{
    /// <summary>The customer still fills the cart.</summary>
    Open = 0,

    /// <summary>Placed and paid.</summary>
    Paid = 1,

    /// <summary>On its way.</summary>
    Shipped = 2,

    /// <summary>With the customer.</summary>
    Delivered = 3,

    /// <summary>Given up before it was shipped.</summary>
    Cancelled = 4,
}

/// <summary>Which way an order may go.</summary>
public static class OrderFlow
{
    /// <summary>Whether nothing more can happen to an order.</summary>
    [Pure]
    public static bool IsFinal(OrderStatus status) =>
        status == OrderStatus.Delivered || status == OrderStatus.Cancelled;

    /// <summary>Whether an order may go from one status to another.</summary>
    [Pure]
    public static bool CanMove(OrderStatus from, OrderStatus to)
    {
        Contract.Ensures(!Contract.Result<bool>() || !IsFinal(from));
        Contract.Ensures(!Contract.Result<bool>() || to != OrderStatus.Open);
        Contract.Ensures(to != OrderStatus.Cancelled || from != OrderStatus.Shipped || !Contract.Result<bool>());
        switch (from)
        {
            case OrderStatus.Open:
                return to == OrderStatus.Paid || to == OrderStatus.Cancelled;
            case OrderStatus.Paid:
                return to == OrderStatus.Shipped || to == OrderStatus.Cancelled;
            case OrderStatus.Shipped:
                return to == OrderStatus.Delivered;
            default:
                return false;
        }
    }

    /// <summary>The status that follows when all goes well; a final one stays.</summary>
    [Pure]
    public static OrderStatus Next(OrderStatus status)
    {
        Contract.Requires(status >= OrderStatus.Open && status <= OrderStatus.Cancelled);
        Contract.Ensures(!IsFinal(status) || Contract.Result<OrderStatus>() == status);
        Contract.Ensures(IsFinal(status) || Contract.Result<OrderStatus>() == status + 1);
        switch (status)
        {
            case OrderStatus.Open:
                return OrderStatus.Paid;
            case OrderStatus.Paid:
                return OrderStatus.Shipped;
            case OrderStatus.Shipped:
                return OrderStatus.Delivered;
            default:
                return status;
        }
    }

    /// <summary>How far an order is, in percent, for a progress bar.</summary>
    [Pure]
    public static int Progress(OrderStatus status)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        Contract.Ensures(!IsFinal(status) || Contract.Result<int>() == 100);
        return status switch
        {
            OrderStatus.Paid => 33,
            OrderStatus.Shipped => 66,
            OrderStatus.Delivered or OrderStatus.Cancelled => 100,
            _ => 0,
        };
    }
}
