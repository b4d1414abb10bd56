using System;
using System.Diagnostics.Contracts;

namespace Traps.Invariants;

public interface IBreakable
{
    void Break();
}

public static class Registry
{
    private static Rate? last;

    public static void Note(Rate rate)
    {
        last = rate;
        rate.PerUnit();
    }

    public static void UseLast()
    {
        last?.PerUnit();
    }

    public static void Keep(Rate rate)
    {
        last = rate;
    }
}

public class Rate
{
    private int unit;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: the object leaves before its invariant holds.
    public Rate()
    {
        Registry.Note(this);
        unit = 1;
    }

    public int PerUnit() => 100 / unit;
}

public sealed class Leaked
{
    private static Leaked? current;
    private int unit;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: stored first, then something runs that uses what was stored.
    public Leaked()
    {
        current = this;
        UseCurrent();
        unit = 1;
    }

    public int PerUnit() => 100 / unit;

    public static void UseCurrent()
    {
        var c = current;
        if (c != null)
        {
            c.PerUnit();
        }
    }
}

public sealed class HelpedConstructor
{
    private int unit;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: the private helper calls what relies on the invariant.
    public HelpedConstructor()
    {
        Setup();
        unit = 1;
    }

    public int PerUnit() => 100 / unit;

    private void Setup()
    {
        PerUnit();
    }
}

public sealed class Factory
{
    private readonly int unit;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: private, and yet what it makes gets out.
    private Factory(int unit)
    {
        this.unit = unit;
    }

    public static Factory Make(int unit) => new Factory(unit);

    public int PerUnit() => 100 / unit;
}

public sealed class Explicit : IBreakable
{
    private int unit = 1;

    public Explicit()
    {
    }

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: an explicit implementation is as public as its interface.
    void IBreakable.Break()
    {
        unit = 0;
    }

    public int PerUnit() => 100 / unit;
}

public sealed class NoConstructor
{
    private int unit;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: the constructor that nobody wrote leaves zero.
    public int PerUnit() => 100 / unit;
}

public class Parent
{
    protected int Unit = 1;

    public void SetUnit(int unit)
    {
        Unit = unit;
    }
}

public sealed class Child : Parent
{
    public Child()
    {
        Unit = 1;
    }

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(Unit > 0);
    }

    // Not: the parent knows nothing of the child's invariant.
    public void Reset()
    {
        SetUnit(0);
    }

    public int PerUnit() => 100 / Unit;
}

public class Starter
{
    public Starter()
    {
        Begin();
    }

    public virtual int Begin() => 1;
}

public sealed class LateStarter : Starter
{
    private int unit;

    public LateStarter()
    {
        unit = 1;
    }

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: the base constructor calls it before the invariant holds.
    public override int Begin() => 100 / unit;
}

public sealed class Guarded
{
    private int unit = 1;

    public Guarded()
    {
    }

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(unit > 0);
    }

    // Not: the guard throws while the invariant is broken.
    public void Replace(object? o, int u)
    {
        unit = 0;
        ArgumentNullException.ThrowIfNull(o);
        unit = u > 0 ? u : 1;
    }

    // Not: parsing may throw as well.
    public void Parse(string text)
    {
        unit = 0;
        int parsed = int.Parse(text);
        unit = parsed > 0 ? parsed : 1;
    }

    // Holds.
    public void ReplaceRight(object? o, int u)
    {
        ArgumentNullException.ThrowIfNull(o);
        unit = 0;
        unit = u > 0 ? u : 1;
    }

    // Not: nested in a branch, thrown while broken.
    public void Throwing(int u)
    {
        unit = u;
        if (u <= 0)
        {
            throw new ArgumentException("u");
        }
    }

    // Not: the other one may be this one, and it is broken at the call.
    public void CallOther(Guarded other)
    {
        unit = 0;
        other.PerUnit();
        unit = 1;
    }

    public int PerUnit() => 100 / unit;
}

public sealed class Nullable
{
    private string name;

    // Not: read before it is set.
    public Nullable(string name)
    {
        int n = this.name.Length;
        this.name = name;
    }

    public int Length => name.Length;
}

public sealed class Contradictory
{
    private int n;

    [ContractInvariantMethod]
    private void Holds()
    {
        Contract.Invariant(n > 0);
        Contract.Invariant(n < 0);
    }

    // Not: no object satisfies both.
    public int Get()
    {
        Contract.Ensures(Contract.Result<int>() == 7);
        return n;
    }
}

public sealed class Property
{
    private int twice;

    public Property()
    {
    }

    public int Twice
    {
        get => twice;
        set => twice = unchecked(value * 2);
    }

    // Not: a deconstruction goes through the setter.
    public static void Deconstruct(Property p)
    {
        int y;
        (p.Twice, y) = (5, 6);
        Contract.Assert(p.Twice == 5);
    }

    // Not: an assignment too.
    public static void Assign(Property p)
    {
        p.Twice = 5;
        Contract.Assert(p.Twice == 5);
    }

    // Not: an initialiser too.
    public static void Initialise()
    {
        var p = new Property { Twice = 5 };
        Contract.Assert(p.Twice == 5);
    }

    // Not: and a compound assignment.
    public static void Compound(Property p)
    {
        Contract.Requires(p.Twice == 1);
        p.Twice += 2;
        Contract.Assert(p.Twice == 3);
    }
}

public sealed class FieldKeyword
{
    public int Clamped
    {
        get;
        set => field = value < 0 ? 0 : value;
    }

    // Not: the setter clamps.
    public static void Set(FieldKeyword f, int v)
    {
        f.Clamped = v;
        Contract.Assert(f.Clamped == v);
    }
}

public sealed class Primary(int start)
{
    private void Bump()
    {
        start++;
    }

    // Not: the captured parameter is a field that the call changes.
    public int Run()
    {
        Contract.Ensures(Contract.Result<int>() == 5);
        start = 5;
        Bump();
        return start;
    }
}

public record struct Extra(int A)
{
    public int B = 5;

    // Not: the initialiser sets the other field.
    public static int Make()
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        return new Extra(1).B;
    }

    // Holds.
    public static int MakeA()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        return new Extra(1).A;
    }
}

public record Redefined(int A)
{
    public int A { get; init; } = unchecked(A * 2);

    // Not: the property was written by hand.
    public static int Make()
    {
        Contract.Ensures(Contract.Result<int>() == 3);
        return new Redefined(3).A;
    }
}
