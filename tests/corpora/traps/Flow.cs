using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Threading.Tasks;

namespace Traps.Flow;

public sealed class Lazy
{
    private int started;

    // Not: nothing runs before the first MoveNext.
    public IEnumerable<int> Begin()
    {
        Contract.Ensures(started == 1);
        started = 1;
        yield break;
    }

    // Not: the caller sees no effect of an iterator's body.
    public void Caller()
    {
        started = 0;
        Begin();
        Contract.Assert(started == 1);
    }
}

public sealed class Disposable : IDisposable
{
    public static int Open;

    public void Dispose()
    {
        Open = -1;
    }
}

public static class Paths
{
    // Not: the caller goes on before the rest has run.
    public static async Task<int> Later(int[] xs)
    {
        Contract.Requires(xs.Length > 0);
        Contract.Ensures(xs[0] == 1);
        await Task.Yield();
        xs[0] = 1;
        return 0;
    }

    // Not: finally writes after the return value was read.
    public static int FinallyAfter()
    {
        Contract.Ensures(Contract.Result<int>() == 2);
        int x = 1;
        try
        {
            return x;
        }
        finally
        {
            x = 2;
        }
    }

    // Not: Dispose runs at the end.
    public static void Using()
    {
        Contract.Ensures(Disposable.Open == 1);
        using var d = new Disposable();
        Disposable.Open = 1;
    }

    // Not: the exception is caught.
    public static int Caught(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        try
        {
            if (n > 0)
            {
                throw new InvalidOperationException();
            }

            return 1;
        }
        catch (InvalidOperationException)
        {
            return 2;
        }
    }

    // Not: the lambda writes the variable.
    public static int Lambda()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int x = 1;
        Action a = () => x = 2;
        a();
        return x;
    }

    // Not: the local function writes the variable.
    public static int Local()
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int x = 1;
        Set();
        return x;

        void Set()
        {
            x = 2;
        }
    }

    // Not: a delegate may write anything.
    public static void Delegate(Action a, int[] xs)
    {
        Contract.Requires(xs.Length == 1);
        xs[0] = 1;
        a();
        Contract.Assert(xs[0] == 1);
    }

    // Not: backwards and forwards by goto.
    public static int Backwards(bool p)
    {
        Contract.Ensures(Contract.Result<int>() == 1);
        int x = 1;
        if (p)
        {
            goto B;
        }

    A:
        return x;
    B:
        x = 2;
        goto A;
    }

    // Holds.
    public static int Countdown(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() == 0);
        int i = n;
        while (i > 0)
        {
            Contract.Invariant(i >= 0);
            i--;
        }

        return i;
    }

    // Not: the inner loop changes what the outer invariant was shown for.
    public static int Inner(int n)
    {
        Contract.Requires(n >= 0 && n < 100);
        Contract.Ensures(Contract.Result<int>() == 0);
        int x = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                x = j;
            }
        }

        return x;
    }

    private static int touched;

    private static void Touch()
    {
        touched = 5;
    }

    // Not: the callee of the loop body writes it.
    public static void CalleeInLoop(int n)
    {
        touched = 0;
        for (int i = 0; i < n; i++)
        {
            Touch();
        }

        Contract.Assert(touched == 0);
    }

    // Not: written in the third clause of the loop only.
    public static int Incrementor(int n)
    {
        Contract.Requires(n > 1 && n < 100);
        Contract.Ensures(Contract.Result<int>() == 0);
        int k = 0;
        for (int i = 0; i < n; i++, k++)
        {
        }

        return k;
    }

    // Not: continue runs the incrementor.
    public static int Continue(int n)
    {
        Contract.Requires(n > 1 && n < 100);
        Contract.Ensures(Contract.Result<int>() == 0);
        int k = 0;
        for (int i = 0; i < n; k = ++i)
        {
            continue;
        }

        return k;
    }

    // Not: the condition writes.
    public static int InCondition(int n)
    {
        Contract.Requires(n > 1 && n < 100);
        Contract.Ensures(Contract.Result<int>() == 0);
        int k = 0;
        while (k++ < n)
        {
        }

        return k;
    }

    // Not: the invariant does not hold at entry.
    public static int EarlyInvariant(int n)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int i = n;
        while (i < 0)
        {
            Contract.Invariant(i >= 0);
            i--;
        }

        return i;
    }

    // Not: nothing satisfies it.
    public static int Impossible(int n)
    {
        Contract.Requires(n > 3);
        Contract.Requires(n < 2);
        Contract.Ensures(Contract.Result<int>() == 77);
        return n;
    }

    // Not: assumed away.
    public static int Assumed(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 77);
        Contract.Assume(n > 3 && n < 2);
        return n;
    }

    // Not: assumed away on the one branch that matters.
    public static int AssumedOnBranch(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        if (n != 0)
        {
            Contract.Assume(n == 0);
            return 9;
        }

        return 0;
    }

    // Not: it never returns.
    public static int OnlyThrows(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 77);
        throw new InvalidOperationException();
    }

    // Not: nor this one.
    public static int OnlyLoops(int n)
    {
        Contract.Ensures(Contract.Result<int>() == 77);
        while (true)
        {
        }
    }

    // Not: infinite recursion proves no false.
    public static int Endless(int n)
    {
        Contract.Ensures(false);
        return Endless(n);
    }

    // Not: the message is no condition.
    public static int MessageFirst(int n)
    {
        Contract.Requires(userMessage: "n", condition: n > 0);
        Contract.Ensures(Contract.Result<int>() < 0);
        return n;
    }

    // Not: a clause that may fail says nothing.
    public static int IllFormed(int[] a, int i)
    {
        Contract.Requires(a[i] > 0);
        Contract.Ensures(Contract.Result<int>() > 0);
        return a[i];
    }

    // Not: the old content, not the current one.
    public static void Old(int[] a)
    {
        Contract.Requires(a.Length > 1 && a[0] != a[1]);
        Contract.Ensures(Contract.OldValue(a)[0] == Contract.OldValue(a[0]));
        a[0] = a[1];
    }

    // Holds.
    public static void Rotate(int[] a)
    {
        Contract.Requires(a.Length == 2);
        Contract.Ensures(a[0] == Contract.OldValue(a[1]) && a[1] == Contract.OldValue(a[0]));
        (a[0], a[1]) = (a[1], a[0]);
    }

    // Not: the swap is no copy.
    public static void RotateWrong(int[] a)
    {
        Contract.Requires(a.Length == 2);
        Contract.Ensures(a[0] == a[1]);
        (a[0], a[1]) = (a[1], a[0]);
    }

    // Holds.
    public static int ForeachSnapshot(int[] a)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        int n = 0;
        foreach (int x in a)
        {
            Contract.Invariant(n >= 0);
            a = Array.Empty<int>();
            n = 1;
        }

        return n;
    }

    // Not: a ref local writes the element.
    public static void RefLocal(int[] a)
    {
        Contract.Requires(a.Length == 1);
        a[0] = 1;
        ref int r = ref a[0];
        r = 2;
        Contract.Assert(a[0] == 1);
    }

    // Not: a span writes the element.
    public static void SpanWrite(int[] a)
    {
        Contract.Requires(a.Length == 1);
        a[0] = 1;
        Span<int> s = a;
        s[0] = 2;
        Contract.Assert(a[0] == 1);
    }

    // Not: Array.Clear writes the elements.
    public static void Cleared(int[] a)
    {
        Contract.Requires(a.Length == 1);
        a[0] = 1;
        Array.Clear(a);
        Contract.Assert(a[0] == 1);
    }

    // Not: references may be one variable.
    public static void TwoReferences(ref int a, ref int b)
    {
        a = 1;
        b = 2;
        Contract.Assert(a == 1);
    }

    // Not: in is no copy.
    public static void InAndRef(in int a, ref int b)
    {
        Contract.Requires(a == 1);
        b = 2;
        Contract.Assert(a == 1);
    }

    // Not: a range is a copy.
    public static void Range(int[] a)
    {
        Contract.Requires(a.Length == 2);
        a[0] = 1;
        int[] b = a[0..1];
        b[0] = 2;
        Contract.Assert(a[0] == 2);
    }

    // Not: an array of a derived type throws.
    public static void Covariant(object[] xs, object o)
    {
        Contract.Requires(xs.Length > 0);
        xs[0] = o;
    }

    // Not: dynamic.
    public static int Dynamic(dynamic d)
    {
        Contract.Ensures(Contract.Result<int>() == 0);
        int x = 0;
        d.Set(x);
        return d;
    }
}
