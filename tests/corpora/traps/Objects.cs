using System;
using System.Diagnostics;
using System.Diagnostics.Contracts;

namespace Traps.Objects;

public struct Point
{
    public int X;
    public int Y;

    public void Move(int by)
    {
        Contract.Ensures(X == by);
        X = by;
    }

    public static Point At(int x) => new Point { X = x };
}

public sealed class Node
{
    public int Value;
    public Node? Next;
    public Point Place;
    public readonly int Id;

    public Node(int id)
    {
        Contract.Ensures(Id == id);
        Id = id;
    }
}

public sealed class Loud
{
    public static int Said;

    public override string ToString()
    {
        Said++;
        return "loud";
    }
}

public class Animal
{
    public virtual int Legs()
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return 0;
    }
}

public class Dog : Animal
{
    public override int Legs()
    {
        Contract.Ensures(Contract.Result<int>() == 4);
        return 4;
    }
}

public class Snake : Animal
{
    // Not: it breaks what its base promised.
    public override int Legs() => -1;
}

public record Coin(int Cents);

public sealed class Thermostat
{
    private static int level;

    public static int Level
    {
        get => level;
        set => level = value > 30 ? 30 : value;
    }
}

public readonly struct Metres
{
    public static int Added;
    public readonly int Value;

    public Metres(int value)
    {
        Value = value;
    }

    public static Metres operator +(Metres a, Metres b)
    {
        Added++;
        return new Metres(unchecked(a.Value + b.Value));
    }

    public static implicit operator Metres(int value)
    {
        Added = 100;
        return new Metres(value);
    }
}

public partial class Traced
{
    partial void Hook(int n);

    // Not: nobody implements the hook, so its argument is not evaluated.
    public int Unimplemented()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        Hook(i++);
        return i;
    }

    [Conditional("MAESTRO_NEVER_DEFINED")]
    private static void Log(int n)
    {
    }

    // Holds.
    public static int LeftOutRight()
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        int i = 0;
        Log(i > 0 ? i++ : i--);
        return i;
    }

    // Not: the call is left out, with its argument.
    public static int LeftOut()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        Log(i++);
        return i;
    }
}

public static class Copies
{
    // Not: the method changed a copy, and what it promised holds of that.
    public static int OfReturned(bool b)
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        if (b)
        {
            Point.At(0).Move(5);
            return 1;
        }

        return 0;
    }

    // Not: a struct is copied.
    public static void Assigned(Point p)
    {
        var q = p;
        q.X = 1;
        p.X = 2;
        Contract.Assert(q.X == 2);
    }

    // Holds.
    public static void AssignedRight(Point p)
    {
        var q = p;
        q.X = 1;
        p.X = 2;
        Contract.Assert(q.X == 1);
    }

    // Not: an element of an array of structs is a place.
    public static void Element(Point[] ps)
    {
        Contract.Requires(ps.Length == 1);
        ps[0].X = 1;
        var p = ps[0];
        p.X = 2;
        Contract.Assert(ps[0].X == 2);
    }

    // Not: a field of a field of an object that may be the other.
    public static void Nested(Node a, Node b)
    {
        a.Place.X = 1;
        b.Place.X = 2;
        Contract.Assert(a.Place.X == 1);
    }

    // Not: both sides are one object.
    public static void SwapFields(Node a, Node b)
    {
        Contract.Requires(a.Value == 1);
        (a.Value, b.Value) = (5, 6);
        Contract.Assert(a.Value == 5);
    }

    // Not: two new objects.
    public static void TwoNew()
    {
        var a = new Node(1);
        var b = new Node(1);
        a.Value = 1;
        b.Value = 2;
        Contract.Assert(a.Value == 2);
    }

    // Holds.
    public static void TwoNewRight()
    {
        var a = new Node(1);
        var b = new Node(2);
        a.Value = 1;
        b.Value = 2;
        Contract.Assert(a != b && a.Value == 1 && a.Id == 1 && b.Id == 2);
    }

    // Not: the last one made, not the first.
    public static int MadeInLoop(int n)
    {
        Contract.Requires(n > 1 && n < 10);
        Contract.Ensures(Contract.Result<int>() == 0);
        var last = new Node(0);
        for (int i = 0; i < n; i++)
        {
            last = new Node(i);
        }

        return last.Id;
    }

    // Not: the list ends somewhere.
    public static int Follow(Node n)
    {
        var m = n.Next;
        return m.Value;
    }

    // Not: two equal coins are equal, one or two.
    public static bool RecordEquality()
    {
        Contract.Ensures(!Contract.Result<bool>());
        return new Coin(1) == new Coin(1);
    }

    // Not: the property clamps.
    public static void StaticProperty()
    {
        Thermostat.Level = 50;
        Contract.Assert(Thermostat.Level == 50);
    }

    private static string Say(Loud l) => $"{l}!";

    private static string Concat(Loud l) => "" + l;

    // Not: an interpolation calls ToString.
    public static void Interpolated(Loud l)
    {
        Loud.Said = 0;
        Say(l);
        Contract.Assert(Loud.Said == 0);
    }

    // Not: so does a concatenation.
    public static void Concatenated(Loud l)
    {
        Loud.Said = 0;
        Concat(l);
        Contract.Assert(Loud.Said == 0);
    }

    // Not: an operator is a call.
    public static void Operator(Metres a, Metres b)
    {
        Metres.Added = 0;
        var c = a + b;
        Contract.Assert(Metres.Added == 0);
    }

    // Not: a conversion is a call.
    public static void Conversion()
    {
        Metres.Added = 0;
        Metres m = 5;
        Contract.Assert(Metres.Added == 0);
    }

    // Not: in a compound assignment too.
    public static void CompoundOperator(Metres a)
    {
        Metres.Added = 0;
        a += 5;
        Contract.Assert(Metres.Added == 0);
    }

    // Not: only the base's promise counts.
    public static int AnyAnimal(Animal a)
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        return a.Legs();
    }

    // Holds.
    public static int AnyAnimalRight(Animal a)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return a.Legs();
    }

    [Pure]
    private static int First(int[] a)
    {
        Contract.Requires(a.Length > 0);
        var b = a;
        return b[0];
    }

    // Not: the same call of a changed array.
    public static void PureTwice(int[] a)
    {
        Contract.Requires(a.Length > 0 && a[0] == 3);
        int x = First(a);
        a[0] = 4;
        Contract.Assert(First(a) == x);
    }

    // Holds.
    public static void PureTwiceRight(int[] a)
    {
        Contract.Requires(a.Length > 0);
        int x = First(a);
        Contract.Assert(First(a) == x);
    }

    // Not: an element of a new array of arrays is null.
    public static int Jagged()
    {
        var a = new int[2][];
        return a[0].Length;
    }

    private static void Zero(params int[] xs)
    {
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] = 0;
        }
    }

    // Not: an array in place of the list is passed itself.
    public static void ParamsItself(int[] a)
    {
        Contract.Requires(a.Length == 1);
        a[0] = 1;
        Zero(a);
        Contract.Assert(a[0] == 1);
    }

    private static T Renew<T>(T text) where T : class
    {
        Contract.Ensures(Contract.Result<T>() != text);
        throw new NotSupportedException();
    }

    // Not: other references, maybe the same text.
    public static bool Renewed(string s)
    {
        Contract.Ensures(!Contract.Result<bool>());
        return Renew(s) == s;
    }
}
