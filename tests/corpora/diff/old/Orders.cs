namespace Pairs;

public static class Orders
{
    public static void Close(IAuditLog log, bool urgent)
    {
        if (urgent)
        {
            log.Record("urgent");
            log.Record("close");
        }
        else
        {
            log.Record("close");
        }
    }

    public static int Charge(IAuditLog log, int cents, int fee)
    {
        int total = cents + fee;
        log.Record("charge");
        return total;
    }

    public static void Submit(IAuditLog log)
    {
        log.Record("reserve");
        log.Record("charge");
    }

    public static bool CanShip(IAuditLog log, bool paid) => paid && log.Ask("carrier free?");

    public static int Number(Counter counter) => counter.Next() * 10 + counter.Next();

    public static int Quote(IAuditLog log) => log.Read() + log.Read();
}
