namespace Pairs;

public static class Orders
{
    public static void Close(IAuditLog log, bool urgent)
    {
        if (urgent)
        {
            log.Record("urgent");
        }

        log.Record("close");
    }

    public static int Charge(IAuditLog log, int cents, int fee)
    {
        log.Record("charge");
        return cents + fee;
    }

    public static void Submit(IAuditLog log)
    {
        log.Record("charge");
        log.Record("reserve");
    }

    public static bool CanShip(IAuditLog log, bool paid) => paid & log.Ask("carrier free?");

    public static int Number(Counter counter)
    {
        int units = counter.Next();
        return counter.Next() * 10 + units;
    }

    public static int Quote(IAuditLog log)
    {
        int price = log.Read();
        return price + price;
    }
}
