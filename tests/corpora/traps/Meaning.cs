using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;

namespace Traps.Meaning;

public enum Small : byte
{
    Zero,
    Last = 255,
}

public sealed class Box<T>
{
    public T Value = default!;
}

public static class Overridden
{
    public static readonly int Limit = 5;

    static Overridden()
    {
        Limit = 7;
    }

    // Not: the static constructor has the last word.
    public static int Get()
    {
        Contract.Ensures(Contract.Result<int>() == 5);
        return Limit;
    }
}

public static class Order
{
    public static readonly int First = Get();
    public static readonly int Limit = 5;

    // Not: the first initialiser calls it before the second has run.
    public static int Get()
    {
        Contract.Ensures(Contract.Result<int>() == 5);
        return Limit;
    }
}

public class Shape
{
    public int Asked;

    [Pure]
    public virtual int Sides()
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return 0;
    }
}

public class Counting : Shape
{
    public override int Sides()
    {
        Asked++;
        return 4;
    }
}

[ContractClass(typeof(PositiveContract))]
public interface IPositive
{
    int Get(int n);
}

[ContractClassFor(typeof(IPositive))]
internal abstract class PositiveContract : IPositive
{
    public int Get(int n)
    {
        Contract.Ensures(Contract.Result<int>() > n);
        return default;
    }
}

public class NoPromise
{
    // Not: a derived class lends it to the interface.
    public int Get(int n) => 0;
}

public class Borrowed : NoPromise, IPositive
{
}

public class PlainBase
{
    public virtual int Get(int n) => 0;
}

public class ReImplements : PlainBase, IPositive
{
    // Not: it overrides the base's and implements the interface's.
    public override int Get(int n) => 0;
}

public class Reassigns : IPositive
{
    // Not: the interface's caller does not know of the reassignment.
    public int Get(int n)
    {
        n = -1;
        return 0;
    }
}

public static class Values
{
    // Not: an array of one sign may be one of the other.
    public static void SignedAlias(int[] a, uint[] b)
    {
        Contract.Requires(a.Length > 0 && b.Length > 0);
        a[0] = 1;
        b[0] = 2;
        Contract.Assert(a[0] == 1);
    }

    // Not: tuple names make no type.
    public static void TupleNamesAlias((int a, int b)[] x, (int c, int d)[] y)
    {
        Contract.Requires(x.Length > 0 && y.Length > 0);
        x[0] = (1, 2);
        y[0] = (3, 4);
        Contract.Assert(x[0].a == 1);
    }

    // Not: nor do they in a generic argument.
    public static void TupleNamesInBox(Box<(int a, int b)> x, Box<(int c, int d)> y)
    {
        x.Value = (1, 2);
        y.Value = (3, 4);
        Contract.Assert(x.Value.a == 1);
    }

    // Not: dynamic is object.
    public static void DynamicBox(Box<dynamic?> x, Box<object?> y, object o)
    {
        x.Value = null;
        y.Value = o;
        Contract.Assert(x.Value == null);
    }

    // Not: null is no T.
    public static bool IsDeclared<T>(T x)
    {
        Contract.Ensures(Contract.Result<bool>());
        return x is T y;
    }

    // Not: null does not match a property pattern.
    public static bool IsSomething<T>(T x)
    {
        Contract.Ensures(Contract.Result<bool>());
        return x is { };
    }

    // Not: at run time it is the postcondition on this exception that fails.
    public static void OnThrow(int x)
    {
        Contract.EnsuresOnThrow<InvalidOperationException>(x > 100);
        if (x < 0)
        {
            throw new InvalidOperationException();
        }
    }

    // Not: it speaks of its own result and says what is not so.
    [Pure]
    public static int SelfProof(int n)
    {
        Contract.Ensures(SelfProof(n) == 7);
        return 3;
    }

    // Not: two that lean on each other.
    [Pure]
    public static int LeanA(int n)
    {
        Contract.Ensures(LeanB(n) == 1);
        return 0;
    }

    // Not: two that lean on each other.
    [Pure]
    public static int LeanB(int n)
    {
        Contract.Ensures(LeanA(n) == 5);
        return 0;
    }

    [Pure]
    private static int Never(int n)
    {
        Contract.Ensures(false);
        return Never(n);
    }

    // Not: an erased assertion is no termination argument.
    public static int ByEndlessAssertion(int x)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (x > 10)
        {
            Contract.Assert(Never(x) == 1);
            return -1;
        }

        return 0;
    }

    [Pure]
    private static int Spin(int n)
    {
        Contract.Ensures(Contract.Result<int>() > n);
        while (true)
        {
        }
    }

    // Not: nor is one that spins.
    public static int BySpinningAssertion(int x)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (x == int.MaxValue)
        {
            Contract.Assert(Spin(x) > 0);
            return -1;
        }

        return 0;
    }

    [Pure]
    private static int Above(int n)
    {
        Contract.Ensures(Contract.Result<int>() > n);
        if (n == int.MaxValue)
        {
            throw new ArgumentException("n");
        }

        return n + 1;
    }

    // Not: nor one that throws.
    public static int ByThrowingAssertion(int x)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        if (x == int.MaxValue)
        {
            Contract.Assert(Above(x) > 0);
            return -1;
        }

        return 0;
    }

    // Not: an open pure method has an override that counts.
    public static void ImpureOverride(Shape s)
    {
        s.Asked = 0;
        s.Sides();
        Contract.Assert(s.Asked == 0);
    }

    [Pure]
    private static int FreshHash()
    {
        var made = Guid.CreateVersion7();
        return made.GetHashCode();
    }

    // Not: two calls, two values.
    public static bool TwoGuids()
    {
        Contract.Ensures(Contract.Result<bool>());
        return FreshHash() == FreshHash();
    }

    // Not: the last value wraps.
    public static bool EnumWraps(Small s)
    {
        Contract.Ensures(Contract.Result<bool>());
        Small t = s;
        t++;
        return t > s;
    }

    // Holds.
    public static int AssignedTwice(int[] a)
    {
        Contract.Requires(a.Length == 3);
        Contract.Ensures(a[0] == 2 && Contract.Result<int>() == 2);
        int i = 0;
        a[i] = i = 2;
        return i;
    }

    // Not: the index is evaluated before the value.
    public static int AssignedTwiceWrong(int[] a)
    {
        Contract.Requires(a.Length == 3);
        Contract.Ensures(a[2] == 2);
        int i = 0;
        a[i] = i = 2;
        return i;
    }

    // Holds.
    public static int PostfixPlus(int i)
    {
        Contract.Requires(i >= 0 && i < 1000);
        Contract.Ensures(Contract.Result<int>() == 2 * Contract.OldValue(i) + 1);
        i = i++ + i;
        return i;
    }

    // Not: the second operand sees the increment.
    public static int PostfixPlusWrong(int i)
    {
        Contract.Requires(i >= 0 && i < 1000);
        Contract.Ensures(Contract.Result<int>() == 2 * Contract.OldValue(i));
        i = i++ + i;
        return i;
    }

    // Holds.
    public static int CompoundIndexOnce(int[] a)
    {
        Contract.Requires(a.Length == 2 && a[0] == 10 && a[1] == 20);
        Contract.Ensures(Contract.Result<int>() == 1 && a[0] == 11 && a[1] == 20);
        int i = 0;
        a[i++] += i;
        return i;
    }

    // Not: the old value is read before the operand changes it.
    public static void CompoundReadsFirst(int[] a)
    {
        Contract.Requires(a.Length == 1 && a[0] == 1);
        Contract.Ensures(a[0] == 9);
        a[0] += (a[0] = 3) + 3;
    }

    // Holds.
    public static void CompoundReadsFirstRight(int[] a)
    {
        Contract.Requires(a.Length == 1 && a[0] == 1);
        Contract.Ensures(a[0] == 7);
        a[0] += (a[0] = 3) + 3;
    }

    // Holds.
    public static long MixedSigns(int a, uint b)
    {
        Contract.Requires(a == -1 && b == 1);
        Contract.Ensures(Contract.Result<long>() == 0);
        return a + b;
    }

    // Not: int and uint meet in long, there is no wrap.
    public static bool MixedCompare(int a, uint b)
    {
        Contract.Requires(a < 0);
        Contract.Ensures(!Contract.Result<bool>());
        return a < b;
    }

    // Holds.
    public static int ShiftMasked(int n)
    {
        Contract.Ensures(Contract.Result<int>() == n);
        return n << 32;
    }

    // Not: a left shift by 33 is one by one.
    public static int ShiftNotZero(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        return n << 33;
    }

    // Not: sbyte promotes, then shifts 32 bits.
    public static int UnsignedShiftOfSByte(sbyte s)
    {
        Contract.Requires(s == -1);
        Contract.Ensures(Contract.Result<int>() == 127);
        return s >>> 1;
    }

    // Holds.
    public static int UnsignedShiftOfSByteRight(sbyte s)
    {
        Contract.Requires(s == -1);
        Contract.Ensures(Contract.Result<int>() == int.MaxValue);
        return s >>> 1;
    }

    // Not: minus of the least is the least.
    public static int Negate(int n)
    {
        Contract.Requires(n < 0);
        Contract.Ensures(Contract.Result<int>() > 0);
        return unchecked(-n);
    }

    // Holds.
    public static long NegateUnsigned(uint n)
    {
        Contract.Ensures(Contract.Result<long>() <= 0);
        return -n;
    }

    // Holds.
    public static int RemainderSign(int a)
    {
        Contract.Requires(a < 0);
        Contract.Ensures(Contract.Result<int>() <= 0 && Contract.Result<int>() > -3);
        return a % -3;
    }

    // Not: the sign is the dividend's.
    public static int RemainderSignWrong(int a)
    {
        Contract.Ensures(Contract.Result<int>() <= 0);
        return a % -3;
    }

    // Not: a checked conversion in a foreach throws.
    public static int CheckedForeach(int[] xs)
    {
        int n = 0;
        checked
        {
            foreach (byte b in xs)
            {
                n = b;
            }
        }

        return n;
    }

    // Not: truncation changes the value.
    public static bool Truncated(ulong u)
    {
        Contract.Ensures(Contract.Result<bool>());
        return unchecked((long)u) >= 0;
    }

    // Not: NaN.
    public static bool NotANumber(double d)
    {
        Contract.Ensures(Contract.Result<bool>());
        return d == d;
    }

    // Not: text equal, objects not.
    public static bool Interned(string a, string b)
    {
        Contract.Requires(a == b);
        Contract.Ensures(Contract.Result<bool>());
        return (object)a == (object)b;
    }

    // Holds.
    public static bool ShortCircuit(int[] a, int i)
    {
        return i >= 0 && i < a.Length && a[i] > 0;
    }

    // Not: the second operand runs in any case.
    public static bool NoShortCircuit(int[] a, int i)
    {
        return (i >= 0) & (i < a.Length) & (a[i < 0 ? 0 : i] > 0);
    }

    // Not: the arms are tried in order.
    public static int ArmsInOrder(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 2);
        return n switch
        {
            > 0 when n < 10 => 1,
            _ => 2,
        };
    }

    // Not: it throws for what no arm takes.
    public static int NoArm(int n)
    {
        return n switch
        {
            0 => 1,
            1 => 2,
        };
    }
}
