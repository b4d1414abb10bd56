using System;
using System.Diagnostics.Contracts;

namespace Depth2;

[Flags]
public enum Permissions : byte
{
    None = 0,
    Read = 1,
    Write = 2,
    Admin = 4,
}

public enum Role
{
    Guest,
    Member,
    Admin,
}

public abstract record Principal(int Id);

public sealed record Person(int Id, int Age) : Principal(Id);

public sealed record Service(int Id, int Level) : Principal(Id);

public sealed record Position(int X, int Y);

/// <summary>Who may do what.</summary>
public static class AccessRight
{
    public static Permissions Grant(Permissions current, Permissions extra)
    {
        Contract.Ensures((Contract.Result<Permissions>() & current) == current);
        Contract.Ensures((current & Permissions.Admin) != 0 || (Contract.Result<Permissions>() & Permissions.Admin) == 0);
        return current | (extra & ~Permissions.Admin);
    }

    public static int Level(bool owner, Role role)
    {
        Contract.Ensures(!owner || Contract.Result<int>() == 3);
        return (owner, role) switch
        {
            (true, _) => 3,
            (false, Role.Admin) => 2,
            (false, Role.Member) => 1,
            (false, _) => 0,
        };
    }

    public static int Clearance(Principal principal)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return principal switch
        {
            Person { Age: >= 18 } => 2,
            Person => 1,
            Service { Level: var level and > 0 } => level,
            _ => 0,
        };
    }

    public static int Weight(object? claim)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (claim is string { Length: > 0 } text) return text.Length;
        if (claim is int number and >= 0) return number;
        return 0;
    }

    public static int Age(Principal principal)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || principal is Person);
        if (principal is not Person) return -1;
        var person = (Person)principal;
        return person.Age;
    }

    public static bool IsRelease(int[] version)
    {
        Contract.Ensures(!Contract.Result<bool>() || version.Length >= 2);
        Contract.Ensures(!Contract.Result<bool>() || version[0] > 0);
        return version is [> 0, >= 0, ..];
    }

    public static int Primary(int[] groups)
    {
        Contract.Ensures(groups.Length == 0 || Contract.Result<int>() == groups[0]);
        return groups switch
        {
            [] => -1,
            [int only] => only,
            [int first, .., int last] => first,
        };
    }

    public static T ItemOr<T>(T[] items, int at, T fallback)
    {
        Contract.Ensures(items.Length == Contract.OldValue(items.Length));
        if (at < 0 || at >= items.Length) return fallback;
        return items[at];
    }

    public static T Prefer<T>(T? chosen, T standard)
        where T : class
    {
        Contract.Ensures(chosen == null || Contract.Result<T>() == chosen);
        Contract.Ensures(chosen != null || Contract.Result<T>() == standard);
        if (chosen != null) return chosen;
        return standard;
    }

    public static int Window(int? from, int? to)
    {
        Contract.Requires(from == null || from >= 0);
        Contract.Requires(to == null || to >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (!(from <= to)) return 0;
        return to!.Value - from!.Value;
    }

    public static string Display(string? nick, string name)
    {
        Contract.Requires(name.Length > 0);
        Contract.Ensures(Contract.Result<string>().Length > 0);
        return string.IsNullOrEmpty(nick) ? name : nick;
    }

    public static long TotalLength(string[] scopes)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long total = 0;
        for (int i = 0; i < scopes.Length; i++)
        {
            total += scopes[i]?.Length ?? 0;
        }
        return total;
    }

    public static int Quadrant(Position p)
    {
        Contract.Ensures((Contract.Result<int>() == 0) == (p.X == 0 || p.Y == 0));
        return p switch
        {
            ( > 0, > 0) => 1,
            ( < 0, > 0) => 2,
            ( < 0, < 0) => 3,
            ( > 0, < 0) => 4,
            _ => 0,
        };
    }

    public static int Limit(int? personal, int standard)
    {
        Contract.Requires(standard >= 0);
        Contract.Ensures(Contract.Result<int>() >= 1);
        int limit = personal ?? standard;
        return limit < 1 ? 1 : limit;
    }
}

public static class AccessWrong
{
    public static Permissions Grant(Permissions current, Permissions extra)
    {
        Contract.Ensures((Contract.Result<Permissions>() & current) == current);
        Contract.Ensures((current & Permissions.Admin) != 0 || (Contract.Result<Permissions>() & Permissions.Admin) == 0);
        return (current | extra) & ~Permissions.Admin;
    }

    public static int Level(bool owner, Role role)
    {
        Contract.Ensures(!owner || Contract.Result<int>() == 3);
        return (owner, role) switch
        {
            (true, _) => 3,
            (false, Role.Admin) => 2,
            (false, Role.Member) => 1,
            (false, Role.Guest) => 0,
        };
    }

    public static int Clearance(Principal principal)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return principal switch
        {
            Person { Age: >= 18 } => 2,
            Person => 1,
            Service { Level: var level and not 0 } => level,
            _ => 0,
        };
    }

    public static int Weight(object? claim)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (claim is string { Length: > 0 } text) return text.Length;
        if (claim is int number) return number;
        return 0;
    }

    public static int Age(Principal principal)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || principal is Person);
        if (principal is null) return -1;
        var person = (Person)principal;
        return person.Age;
    }

    public static bool IsRelease(int[] version)
    {
        Contract.Ensures(!Contract.Result<bool>() || version.Length >= 2);
        Contract.Ensures(!Contract.Result<bool>() || version[0] > 0);
        return version is [>= 0, >= 0, ..];
    }

    public static int Primary(int[] groups)
    {
        Contract.Ensures(groups.Length == 0 || Contract.Result<int>() == groups[0]);
        return groups switch
        {
            [] => -1,
            [int only] => only,
            [int first, .., int last] => first < last && groups.Length > 2 ? last : first,
        };
    }

    public static T ItemOr<T>(T[] items, int at, T fallback)
    {
        Contract.Ensures(items.Length == Contract.OldValue(items.Length));
        if (at < 0 || at > items.Length) return fallback;
        return items[at];
    }

    public static T Prefer<T>(T? chosen, T standard)
        where T : class
    {
        Contract.Ensures(chosen == null || Contract.Result<T>() == chosen);
        Contract.Ensures(chosen != null || Contract.Result<T>() == standard);
        if (standard == null) return chosen!;
        return standard;
    }

    public static int Window(int? from, int? to)
    {
        Contract.Requires(from == null || from >= 0);
        Contract.Requires(to == null || to >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (from > to || from == null) return 0;
        return to!.Value - from!.Value;
    }

    public static string Display(string? nick, string name)
    {
        Contract.Requires(name.Length > 0);
        Contract.Ensures(Contract.Result<string>().Length > 0);
        return nick ?? name;
    }

    public static long TotalLength(string[] scopes)
    {
        Contract.Ensures(Contract.Result<long>() >= 0);
        long total = 0;
        for (int i = 0; i < scopes.Length; i++)
        {
            total += scopes[i].Length;
        }
        return total;
    }

    public static int Quadrant(Position p)
    {
        Contract.Ensures((Contract.Result<int>() == 0) == (p.X == 0 || p.Y == 0));
        return p switch
        {
            ( >= 0, > 0) => 1,
            ( < 0, > 0) => 2,
            ( < 0, < 0) => 3,
            ( > 0, < 0) => 4,
            _ => 0,
        };
    }

    public static int Limit(int? personal, int standard)
    {
        Contract.Requires(standard >= 0);
        Contract.Ensures(Contract.Result<int>() >= 1);
        int limit = personal ?? standard;
        return personal < 1 ? 1 : limit;
    }
}
