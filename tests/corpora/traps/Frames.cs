using System;
using System.Diagnostics.Contracts;

namespace Traps.Frames;

public sealed class Cell
{
    public int Value;
    public int[] Items = new int[1];
    public Cell? Next;
}

public struct Slot
{
    public int Value;

    public void Set(int value)
    {
        Value = value;
    }
}

public ref struct Window
{
    private ref int target;

    public Window(ref int place)
    {
        target = ref place;
    }

    public void Set(int value)
    {
        target = value;
    }
}

public sealed class Pair
{
    public int Opened;

    public void Deconstruct(out int a, out int b)
    {
        Opened++;
        a = 1;
        b = 2;
    }
}

public sealed class Weight
{
    public static int Compared;
    private readonly int grams;

    public Weight(int grams)
    {
        this.grams = grams;
    }

    public static bool operator ==(Weight a, Weight b)
    {
        Compared++;
        return a.grams == b.grams;
    }

    public static bool operator !=(Weight a, Weight b) => !(a == b);

    public override bool Equals(object? other) => other is Weight w && w.grams == grams;

    public override int GetHashCode() => grams;
}

public sealed class Feed
{
    public int Reads;

    public int Length
    {
        get
        {
            Reads++;
            return 1;
        }
    }

    public int this[int index]
    {
        get
        {
            Reads++;
            return index;
        }
    }
}

public class Countdown
{
    public static int Made;

    public Countdown()
    {
        Made++;
    }
}

public class ExplicitChild : Countdown
{
    public ExplicitChild()
    {
    }
}

public class TalkingChild : Countdown
{
    // Not: the base constructor runs though nobody wrote the call.
    public TalkingChild()
    {
        Contract.Ensures(Made == Contract.OldValue(Made));
    }
}

public class ImplicitChild : Countdown
{
}

public class Hooked
{
    public Hooked()
    {
        Prepare();
    }

    protected virtual void Prepare()
    {
    }
}

public class HookedChild : Hooked
{
    private int size = 5;

    // Not: the base constructor calls the override after the initialiser has run.
    public HookedChild()
    {
        Contract.Ensures(size == 5);
    }

    protected override void Prepare()
    {
        size = 7;
    }
}

public static class Ledger
{
    public static int Balance;
    public static int Opened = Open();

    private static int Open()
    {
        Balance = -1;
        return 1;
    }
}

public static class Register
{
    public static int Sum;
}

public static class Till
{
    public static int Drawer = 1;

    static Till()
    {
        Register.Sum = 99;
    }
}

public static class Calls
{
    private static void WriteThrough(Cell c)
    {
        var next = c.Next;
        if (next != null)
        {
            next.Value = 9;
        }
    }

    // Not: the object behind a field may be the other argument.
    public static void NestedObject(Cell a, Cell b)
    {
        b.Value = 1;
        WriteThrough(a);
        Contract.Assert(b.Value == 1);
    }

    // Holds.
    public static void NestedObjectOther(Cell a, Cell b)
    {
        b.Value = 1;
        a.Next = null;
        WriteThrough(a);
        Contract.Assert(b.Value == 1);
    }

    private static void Fill(int[] xs)
    {
        for (int i = 0; i < xs.Length; i++)
        {
            xs[i] = 7;
        }
    }

    // Not: the elements of the field's array are written by the callee.
    public static void ArrayOfField(Cell a)
    {
        Contract.Requires(a.Items.Length == 1);
        a.Items[0] = 1;
        Fill(a.Items);
        Contract.Assert(a.Items[0] == 1);
    }

    // Not: the array of the field may be the argument.
    public static void ArrayOfFieldAlias(Cell a, int[] xs)
    {
        Contract.Requires(a.Items.Length == 1);
        a.Items[0] = 1;
        Fill(xs);
        Contract.Assert(a.Items[0] == 1);
    }

    private static void Swap(Cell a, Cell b)
    {
        var t = a.Items;
        a.Items = b.Items;
        b.Items = t;
        t[0] = 5;
    }

    // Not: after the swap the array of the first is the second's.
    public static void Swapped(Cell a, Cell b)
    {
        Contract.Requires(a != b && a.Items.Length == 1 && b.Items.Length == 1);
        a.Items[0] = 1;
        b.Items[0] = 2;
        Swap(a, b);
        Contract.Assert(a.Items[0] == 1);
    }

    // Not: a struct method is called on the element that the index named before it moved on.
    public static int IndexMovesOnce(Slot[] slots)
    {
        Contract.Requires(slots.Length == 5);
        Contract.Ensures(Contract.Result<int>() == 2);
        int i = 0;
        slots[i++].Set(4);
        return i;
    }

    // Holds.
    public static int IndexMovesOnceRight(Slot[] slots)
    {
        Contract.Requires(slots.Length == 5);
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        slots[i++].Set(4);
        return i;
    }

    // Not: the argument moves the index after the element was chosen.
    public static void IndexMovedByArgument(Slot[] slots)
    {
        Contract.Requires(slots.Length == 5);
        int i = 0;
        slots[0].Value = 1;
        slots[i].Set(i = 3);
        Contract.Assert(slots[0].Value == 1);
    }

    // Not: a ref field writes into somebody's array.
    public static void RefField(Window window, int[] xs)
    {
        Contract.Requires(xs.Length > 0);
        xs[0] = 1;
        window.Set(9);
        Contract.Assert(xs[0] == 1);
    }

    private static int Take(Pair p)
    {
        var (a, b) = p;
        return a + b;
    }

    // Not: a Deconstruct method is a call.
    public static void Deconstructed(Pair p)
    {
        p.Opened = 0;
        Take(p);
        Contract.Assert(p.Opened == 0);
    }

    private static void EachPair(Pair[] ps)
    {
        foreach (var (a, b) in ps)
        {
        }
    }

    // Not: so it is in a foreach.
    public static void DeconstructedInForeach(Pair p, Pair[] ps)
    {
        p.Opened = 0;
        EachPair(ps);
        Contract.Assert(p.Opened == 0);
    }

    private static bool IsOneTwo(Pair p) => p is (1, 2);

    // Not: and in a pattern.
    public static void DeconstructedInPattern(Pair p)
    {
        p.Opened = 0;
        IsOneTwo(p);
        Contract.Assert(p.Opened == 0);
    }

    private static bool StartsWithZero(Feed f) => f is [0, ..];

    // Not: a list pattern calls Length and the indexer.
    public static void ListPattern(Feed f)
    {
        f.Reads = 0;
        StartsWithZero(f);
        Contract.Assert(f.Reads == 0);
    }

    private static int LastOf(Feed f) => f[^1];

    // Not: so does an index from the end.
    public static void IndexFromEnd(Feed f)
    {
        f.Reads = 0;
        LastOf(f);
        Contract.Assert(f.Reads == 0);
    }

    private static bool SameWeights((Weight, int) a, (Weight, int) b) => a == b;

    // Not: tuple equality calls the elements' operators.
    public static void TupleOperator(Weight a, Weight b)
    {
        Weight.Compared = 0;
        SameWeights((a, 1), (b, 1));
        Contract.Assert(Weight.Compared == 0);
    }

    // Not: equal weights need not be one object.
    public static bool TupleOperatorMeaning(Weight a, Weight b)
    {
        Contract.Ensures(!Contract.Result<bool>() || (object)a == (object)b);
        return (a, 1) == (b, 1);
    }

    // Not: the base constructor of a class without constructors runs.
    public static void BaseOfImplicit()
    {
        Countdown.Made = 0;
        var c = new ImplicitChild();
        Contract.Assert(Countdown.Made == 0);
    }

    // Not: the base constructor runs though nobody wrote the call.
    public static void BaseOfExplicit()
    {
        Countdown.Made = 0;
        var c = new ExplicitChild();
        Contract.Assert(Countdown.Made == 0);
    }

    // Not: reading the field may run the initialisers of its type.
    public static void StaticInitialiser()
    {
        Contract.Requires(Ledger.Balance == 0);
        int x = Ledger.Opened;
        Contract.Assert(Ledger.Balance == 0);
    }

    private static int Peek() => Till.Drawer;

    // Not: a static constructor runs inside the callee.
    public static void StaticConstructorInCallee()
    {
        Register.Sum = 1;
        Peek();
        Contract.Assert(Register.Sum == 1);
    }

    private static int ReadBoth(ref int x, int y)
    {
        Contract.Ensures(Contract.Result<int>() == Contract.OldValue(x));
        return x;
    }

    // Not: a later argument writes the variable that was passed by reference.
    public static int ReferenceReadLate()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int x = 1;
        return ReadBoth(ref x, x = 5);
    }

    private static int Forget(int x)
    {
        Contract.Ensures(Contract.Result<int>() == x);
        x = 5;
        return 5;
    }

    // Not: the callee's postcondition reads its own, reassigned parameter.
    public static int ReassignedParameter()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        return Forget(1);
    }

    private static int Minus(int a, int b)
    {
        Contract.Ensures(Contract.Result<int>() == unchecked(a - b));
        return unchecked(a - b);
    }

    // Holds.
    public static int NamedArguments()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int i = 0;
        return Minus(b: ++i, a: ++i);
    }

    // Not: named arguments are evaluated as written.
    public static int NamedArgumentsWrong()
    {
        Contract.Ensures(Contract.Result<int>() == -1);
        int i = 0;
        return Minus(b: ++i, a: ++i);
    }

    private static void SetDefault(Cell c, int value = 3)
    {
        Contract.Ensures(c.Value == value);
        c.Value = value;
    }

    // Holds.
    public static void DefaultArgument(Cell c)
    {
        Contract.Ensures(c.Value == 3);
        SetDefault(c);
    }

    // Not: the default is three.
    public static void DefaultArgumentWrong(Cell c)
    {
        Contract.Ensures(c.Value == 0);
        SetDefault(c);
    }

    private static int CountOf(params int[] xs)
    {
        Contract.Ensures(Contract.Result<int>() == xs.Length);
        return xs.Length;
    }

    // Holds.
    public static int ParamsLength()
    {
        Contract.Ensures(Contract.Result<int>() == 3);
        return CountOf(4, 5, 6);
    }

    // Not: a callee that keeps the array may write it later.
    public static void Kept(Cell c, int[] xs)
    {
        Contract.Requires(xs.Length == 1);
        c.Items = xs;
        xs[0] = 1;
        Fill(c.Items);
        Contract.Assert(xs[0] == 1);
    }
}
