using System;
using System.Diagnostics.Contracts;

namespace Depth2;

/// <summary>Packets, windows and references into them.</summary>
public static class BuffersRight
{
    public static int Terminator(ReadOnlySpan<byte> packet)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= packet.Length);
        Contract.Ensures(Contract.Result<int>() == packet.Length || packet[Contract.Result<int>()] == 0);
        int i = 0;
        while (i < packet.Length && packet[i] > 0)
        {
            i++;
        }
        return i;
    }

    public static void PatchHeader(byte[] packet, byte version)
    {
        Contract.Requires(packet.Length >= 3);
        Contract.Ensures(packet[1] == version);
        Span<byte> header = packet.AsSpan(1, 2);
        header[0] = version;
    }

    public static int Checksum(Span<byte> frame)
    {
        Contract.Ensures(frame.Length < 2 || frame[1] == 0);
        if (frame.Length < 2) return 0;
        int sum = frame[0] + frame[1];
        frame[1] = 0;
        return sum;
    }

    public static void Exchange(ref int head, ref int tail)
    {
        Contract.Ensures(head == Contract.OldValue(tail) && tail == Contract.OldValue(head));
        (head, tail) = (tail, head);
    }

    public static void AddTwice(ref long total, in long step)
    {
        Contract.Ensures(total == Contract.OldValue(total) + Contract.OldValue(step) + Contract.OldValue(step));
        long once = step;
        total += once;
        total += once;
    }

    public static void Take(ref int available, int wanted, out int missing)
    {
        Contract.Requires(available >= 0 && wanted >= 0);
        Contract.Ensures(available >= 0 && Contract.ValueAtReturn(out missing) >= 0);
        int before = available;
        int lack = wanted > before ? wanted - before : 0;
        missing = lack;
        available = before - (wanted - lack);
    }

    public static object[] Boxed(string[] names, int at, object value)
    {
        Contract.Requires(at >= 0 && at < names.Length);
        Contract.Ensures(Contract.Result<object[]>().Length == names.Length);
        Contract.Ensures(Contract.Result<object[]>()[at] == value);
        object[] cells = new object[names.Length];
        cells[at] = value;
        return cells;
    }

    public static void Mark(int[] cells, int i, int j)
    {
        Contract.Requires(i >= 0 && i < cells.Length && j >= 0 && j < cells.Length);
        Contract.Ensures(cells[i] == 1);
        Contract.Ensures(i == j || cells[j] == 0);
        ref int cell = ref cells[i];
        cells[j] = 0;
        cell = 1;
    }

    public static byte[] Frame(int width, int height)
    {
        Contract.Requires(width >= 0 && width <= 40_000);
        Contract.Requires(height >= 0 && height <= 50_000);
        Contract.Ensures(Contract.Result<byte[]>().Length == width * height);
        return new byte[width * height];
    }
}

public sealed class RingRight
{
    private readonly int[] items;
    private int head;
    private int count;

    public RingRight(int capacity)
    {
        if (capacity < 1 || capacity > 1_000_000) throw new ArgumentOutOfRangeException(nameof(capacity));
        items = new int[capacity];
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(items.Length >= 1 && items.Length <= 1_000_000);
        Contract.Invariant(head >= 0 && head < items.Length && count >= 0 && count <= items.Length);
    }

    [Pure]
    public int Count => count;

    [Pure]
    public bool IsFull => count == items.Length;

    public void Dequeue()
    {
        Contract.Requires(Count > 0);
        Contract.Ensures(Count == Contract.OldValue(Count) - 1);
        head = head + 1 == items.Length ? 0 : head + 1;
        count--;
    }

    public void Enqueue(int item)
    {
        Contract.Requires(!IsFull);
        Contract.Ensures(Count == Contract.OldValue(Count) + 1);
        int at = (head + count) % items.Length;
        items[at] = item;
        count++;
    }
}

public static class BuffersWrong
{
    public static int Terminator(ReadOnlySpan<byte> packet)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= packet.Length);
        Contract.Ensures(Contract.Result<int>() == packet.Length || packet[Contract.Result<int>()] == 0);
        int i = 0;
        while (i < packet.Length && packet[i] > 1)
        {
            i++;
        }
        return i;
    }

    public static void PatchHeader(byte[] packet, byte version)
    {
        Contract.Requires(packet.Length >= 3);
        Contract.Ensures(packet[1] == version);
        Span<byte> header = packet[1..3];
        header[0] = version;
    }

    public static int Checksum(Span<byte> frame)
    {
        Contract.Ensures(frame.Length < 2 || frame[1] == 0);
        if (frame.IsEmpty) return 0;
        int sum = frame[0] + frame[1];
        frame[1] = 0;
        return sum;
    }

    public static void Exchange(ref int head, ref int tail)
    {
        Contract.Ensures(head == Contract.OldValue(tail) && tail == Contract.OldValue(head));
        head ^= tail; tail ^= head; head ^= tail;
    }

    public static void AddTwice(ref long total, in long step)
    {
        Contract.Ensures(total == Contract.OldValue(total) + Contract.OldValue(step) + Contract.OldValue(step));
        ref readonly long once = ref step;
        total += once;
        total += once;
    }

    public static void Take(ref int available, int wanted, out int missing)
    {
        Contract.Requires(available >= 0 && wanted >= 0);
        Contract.Ensures(available >= 0 && Contract.ValueAtReturn(out missing) >= 0);
        int before = available;
        int lack = wanted > before ? wanted - before : 0;
        missing = lack;
        available -= wanted - lack;
    }

    public static object[] Boxed(string[] names, int at, object value)
    {
        Contract.Requires(at >= 0 && at < names.Length);
        Contract.Ensures(Contract.Result<object[]>().Length == names.Length);
        Contract.Ensures(Contract.Result<object[]>()[at] == value);
        object[] cells = names;
        cells[at] = value;
        return cells;
    }

    public static void Mark(int[] cells, int i, int j)
    {
        Contract.Requires(i >= 0 && i < cells.Length && j >= 0 && j < cells.Length);
        Contract.Ensures(cells[i] == 1);
        Contract.Ensures(cells[j] == 0);
        ref int cell = ref cells[i];
        cells[j] = 0;
        cell = 1;
    }

    public static byte[] Frame(int width, int height)
    {
        Contract.Requires(width >= 0 && width <= 50_000);
        Contract.Requires(height >= 0 && height <= 50_000);
        Contract.Ensures(Contract.Result<byte[]>().Length == width * height);
        return new byte[width * height];
    }
}

public sealed class RingWrong
{
    private readonly int[] items;
    private int head;
    private int count;

    public RingWrong(int capacity)
    {
        if (capacity < 1 || capacity > 1_000_000) throw new ArgumentOutOfRangeException(nameof(capacity));
        items = new int[capacity];
    }

    [ContractInvariantMethod]
    private void Always()
    {
        Contract.Invariant(items.Length >= 1 && items.Length <= 1_000_000);
        Contract.Invariant(head >= 0 && head < items.Length && count >= 0 && count <= items.Length);
    }

    [Pure]
    public int Count => count;

    [Pure]
    public bool IsFull => count == items.Length;

    public void Dequeue()
    {
        Contract.Requires(Count > 0);
        Contract.Ensures(Count == Contract.OldValue(Count) - 1);
        head = head + 1 == items.Length ? 0 : head + 1;
        count--;
    }

    public void Enqueue(int item)
    {
        Contract.Requires(!IsFull);
        Contract.Ensures(Count == Contract.OldValue(Count) + 1);
        int at = head + count;
        items[at] = item;
        count++;
    }
}
