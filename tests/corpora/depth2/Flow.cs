using System;
using System.Diagnostics.Contracts;
using System.Threading.Tasks;
using Maestro.Annotations;

namespace Depth2;

public sealed class Gate
{
    public int Holders;
}

public sealed class Lease : IDisposable
{
    public Lease(Gate gate)
    {
        Contract.Ensures(Gate == gate);
        Contract.Ensures(gate.Holders == Contract.OldValue(gate.Holders) + 1);
        Gate = gate;
        gate.Holders++;
    }

    public Gate Gate { get; }

    public void Dispose()
    {
        Contract.Ensures(Gate.Holders == Contract.OldValue(Gate.Holders) - 1);
        Gate.Holders--;
    }
}

public sealed class Node
{
    public readonly int Value;
    public readonly Node? Next;

    public Node(int value, Node? next)
    {
        Value = value;
        Next = next;
    }
}

public sealed class Link
{
    public Link? Next;
    public Link? Previous;
}

/// <summary>Resources, recursion, closures and ways out.</summary>
public static class FlowRight
{
    public static int ReadGuarded(Gate gate, int[] cells, int at)
    {
        Contract.Ensures(gate.Holders == Contract.OldValue(gate.Holders));
        using var lease = new Lease(gate);
        if (at < 0 || at >= cells.Length) return -1;
        return cells[at];
    }

    public static int Tally(int[] votes)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= votes.Length);
        int yes = 0;

        void Note(int vote)
        {
            if (vote > 0) yes++;
            else if (vote < 0 && yes < 0) yes--;
        }

        foreach (int vote in votes)
        {
            Note(vote);
        }
        return yes;
    }

    public static int Percent(int done, int bonus)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        Func<int, int> clamp = x => x < 0 ? 0 : x > 100 ? 100 : x;
        return clamp(done + bonus);
    }

    public static int CappedDepth(Node? node)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 3);
        if (node == null) return 0;
        int rest = CappedDepth(node.Next);
        return rest >= 3 ? 3 : rest + 1;
    }

    public static int Halvings(int n)
    {
        Contract.Requires(n >= 1);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n);
        if (n < 2) return 0;
        return 1 + Halvings(n / 2);
    }

    private static bool IsEven(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<bool>() == (n % 2 == 0));
        Termination.Decreases(n);
        return n == 0 || IsOdd(n - 1);
    }

    public static bool IsOdd(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<bool>() == (n % 2 != 0));
        Termination.Decreases(n);
        if (n == 0) return false;
        return IsEven(n - 1);
    }

    public static int DrainLevel(int level)
    {
        Contract.Requires(level >= 0 && level <= 1_000_000);
        Contract.Ensures(level == 0);
        int rounds = 0;
        while (level > 0)
        {
            Termination.Decreases(level);
            level = level / 2;
            rounds++;
        }
        return rounds;
    }

    public static void Connect(Link left, Link right)
    {
        Contract.Ensures(left.Next == right && right.Previous == left);
        Contract.Ensures(left == right || right.Next == Contract.OldValue(right.Next));
        left.Next = right;
        right.Previous = left;
    }

    public static int FirstPositive(Node? list)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || Contract.Result<int>() > 0);
        Node? at = list;
        int found = -1;
        while (at != null)
        {
            Node current = at;
            at = at.Next;
            if (current.Value < 1) continue;
            found = current.Value;
            break;
        }
        return found;
    }

    public static double Peak(double[] readings)
    {
        Contract.Ensures(Contract.ForAll(0, readings.Length, k => !(readings[k] > Contract.Result<double>())));
        double peak = double.NegativeInfinity;
        for (int i = 0; i < readings.Length; i++)
        {
            if (readings[i] > peak) peak = readings[i];
        }
        return peak;
    }

    public static bool FromSecond(int[] marks)
    {
        Contract.Requires(marks.Length >= 1);
        Contract.Ensures(Contract.Result<bool>() == (marks.Length > 1));
        Contract.Assert(!Contract.Exists(1, marks.Length, k => k < 1));
        return marks.Length > 1;
    }

    public static int Digits(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 9 * (long)text.Length);
        long sum = 0;
        foreach (char c in text)
        {
            sum += Value(c);
        }
        return sum > int.MaxValue ? int.MaxValue : (int)sum;

        static int Value(char c)
        {
            return c >= '0' && c <= '9' ? c - '0' : 0;
        }
    }
}

public sealed class PairRight
{
    private int left;
    private int right;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(left == right);
    }

    public void SetBoth(int value, Action changed)
    {
        left = value;
        right = value; changed();
    }
}

public static class FlowWrong
{
    public static int ReadGuarded(Gate gate, int[] cells, int at)
    {
        Contract.Ensures(gate.Holders == Contract.OldValue(gate.Holders));
        var lease = new Lease(gate);
        if (at < 0 || at >= cells.Length) return -1;
        return cells[at];
    }

    public static int Tally(int[] votes)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= votes.Length);
        int yes = 0;

        void Note(int vote)
        {
            if (vote > 0) yes++;
            else if (vote < 0) yes--;
        }

        foreach (int vote in votes)
        {
            Note(vote);
        }
        return yes;
    }

    public static int Percent(int done, int bonus)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 100);
        Func<int, int> clamp = x => x < 0 ? 0 : x > 101 ? 100 : x;
        return clamp(done + bonus);
    }

    public static int CappedDepth(Node? node)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 3);
        if (node == null) return 0;
        int rest = CappedDepth(node.Next);
        return rest > 3 ? 3 : rest + 1;
    }

    public static int Halvings(int n)
    {
        Contract.Requires(n >= 1);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() < n);
        if (n < 1) return 0;
        return 1 + Halvings(n / 2);
    }

    private static bool IsEven(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<bool>() == (n % 2 == 0));
        Termination.Decreases(n);
        return n == 0 || IsOdd(n - 1);
    }

    public static bool IsOdd(int n)
    {
        Contract.Requires(n >= 0 && n <= 1000);
        Contract.Ensures(Contract.Result<bool>() == (n % 2 != 0));
        Termination.Decreases(n);
        if (n == 0) return true;
        return IsEven(n - 1);
    }

    public static int DrainLevel(int level)
    {
        Contract.Requires(level >= 0 && level <= 1_000_000);
        Contract.Ensures(level == 0);
        int rounds = 0;
        while (level > 0)
        {
            Termination.Decreases(level);
            level = (level + 1) / 2;
            rounds++;
        }
        return rounds;
    }

    public static void Connect(Link left, Link right)
    {
        Contract.Ensures(left.Next == right && right.Previous == left);
        Contract.Ensures(right.Next == Contract.OldValue(right.Next));
        left.Next = right;
        right.Previous = left;
    }

    public static int FirstPositive(Node? list)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || Contract.Result<int>() > 0);
        Node? at = list;
        int found = -1;
        while (at != null)
        {
            Node current = at;
            at = at.Next;
            if (current.Value < 0) continue;
            found = current.Value;
            break;
        }
        return found;
    }

    public static double Peak(double[] readings)
    {
        Contract.Ensures(Contract.ForAll(0, readings.Length, k => !(readings[k] > Contract.Result<double>())));
        double peak = double.NegativeInfinity;
        for (int i = 0; i < readings.Length; i++)
        {
            if (!(readings[i] <= peak)) peak = readings[i];
        }
        return peak;
    }

    public static bool FromSecond(int[] marks)
    {
        Contract.Requires(marks.Length >= 0);
        Contract.Ensures(Contract.Result<bool>() == (marks.Length > 1));
        Contract.Assert(!Contract.Exists(1, marks.Length, k => k < 1));
        return marks.Length > 1;
    }

    public static int Digits(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 9 * (long)text.Length);
        long sum = 0;
        foreach (char c in text)
        {
            sum += Value(c);
        }
        return sum > int.MaxValue ? int.MaxValue : (int)sum;

        static int Value(char c)
        {
            return c >= '0' && c != ' ' ? c - '0' : 0;
        }
    }
}

public sealed class PairWrong
{
    private int left;
    private int right;

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(left == right);
    }

    public void SetBoth(int value, Action changed)
    {
        left = value;
        changed(); right = value;
    }
}
