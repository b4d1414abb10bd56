using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Scanning
{
    public static int CountPositive(int[] readings)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= readings.Length);
        int count = 0;
        for (int i = 0; i < readings.Length; i++)
        {
            if (readings[i] > 0) count++;
        }
        return count;
    }

    public static long Total(int[] cents)
    {
        Contract.Requires(Contract.ForAll(0, cents.Length, k => cents[k] >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        long total = 0;
        for (int i = 0; i < cents.Length; i++)
        {
            total += cents[i];
        }
        return total;
    }

    public static int Find(int[] ids, int id)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || (Contract.Result<int>() >= 0 && Contract.Result<int>() < ids.Length && ids[Contract.Result<int>()] == id));
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == id) return i;
        }
        return -1;
    }

    public static int FindLast(int[] ids, int id)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, ids.Length, k => ids[k] != id));
        for (int i = ids.Length - 1; i >= 0; i--)
        {
            if (ids[i] == id) return i;
        }
        return -1;
    }

    public static int Highest(int[] temps)
    {
        Contract.Requires(temps.Length > 0);
        Contract.Ensures(Contract.ForAll(0, temps.Length, k => temps[k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, temps.Length, k => temps[k] == Contract.Result<int>()));
        int highest = temps[0];
        foreach (int t in temps)
        {
            if (t > highest) highest = t;
        }
        return highest;
    }

    public static bool InOrder(long[] stamps)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(0, stamps.Length, k => k == 0 || stamps[k - 1] <= stamps[k]));
        for (int i = 1; i < stamps.Length; i++)
        {
            if (stamps[i - 1] > stamps[i]) return false;
        }
        return true;
    }

    public static void Fill(int[] cells, int value)
    {
        Contract.Ensures(Contract.ForAll(0, cells.Length, k => cells[k] == value));
        for (int i = 0; i < cells.Length; i++)
        {
            cells[i] = value;
        }
    }

    public static void BumpAll(int[] ledger)
    {
        Contract.Ensures(Contract.ForAll(0, ledger.Length, k => ledger[k] == unchecked(Contract.OldValue(ledger[k]) + 1)));
        for (int i = 0; i < ledger.Length; i++)
        {
            ledger[i]++;
        }
    }

    public static int Parity(byte[] marks)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 255);
        int acc = 0;
        for (uint i = (uint)marks.Length; i > 0; i--)
        {
            acc ^= marks[i - 1];
        }
        return acc;
    }

    public static int DigitSum(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= Contract.OldValue(n));
        int sum = 0;
        while (n > 0)
        {
            sum += n % 10;
            n /= 10;
        }
        return sum;
    }

    public static int Gcd(int a, int b)
    {
        Contract.Requires(a >= 0 && b >= 0);
        while (b != 0)
        {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    public static bool HasZero(int[][] rows)
    {
        Contract.Requires(Contract.ForAll(0, rows.Length, k => rows[k] != null));
        bool found = false;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows[i].Length; j++)
            {
                if (rows[i][j] == 0)
                {
                    found = true;
                    goto done;
                }
            }
        }
    done:
        return found;
    }

    public static int Digits(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= 10);
        int digits = 0;
        do
        {
            digits++;
            n /= 10;
        }
        while (n != 0 && digits < 10);
        return digits;
    }
}

public static class ScanningToo
{
    public static int CountPositive(int[] readings)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= readings.Length);
        int count = 0;
        for (int i = 0; i <= readings.Length; i++)
        {
            if (readings[i] > 0) count++;
        }
        return count;
    }

    public static long Total(int[] cents)
    {
        Contract.Requires(Contract.ForAll(0, cents.Length, k => cents[k] >= 0));
        Contract.Ensures(Contract.Result<long>() >= 0);
        int total = 0;
        for (int i = 0; i < cents.Length; i++)
        {
            total += cents[i];
        }
        return total;
    }

    public static int Find(int[] ids, int id)
    {
        Contract.Ensures(Contract.Result<int>() == -1 || (Contract.Result<int>() >= 0 && Contract.Result<int>() < ids.Length && ids[Contract.Result<int>()] == id));
        for (int i = 0; i < ids.Length; i++)
        {
            if (ids[i] == id) return i;
        }
        return ids.Length;
    }

    public static int FindLast(int[] ids, int id)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 || Contract.ForAll(0, ids.Length, k => ids[k] != id));
        for (int i = ids.Length - 1; i > 0; i--)
        {
            if (ids[i] == id) return i;
        }
        return -1;
    }

    public static int Highest(int[] temps)
    {
        Contract.Requires(temps.Length > 0);
        Contract.Ensures(Contract.ForAll(0, temps.Length, k => temps[k] <= Contract.Result<int>()));
        Contract.Ensures(Contract.Exists(0, temps.Length, k => temps[k] == Contract.Result<int>()));
        int highest = 0;
        foreach (int t in temps)
        {
            if (t > highest) highest = t;
        }
        return highest;
    }

    public static bool InOrder(long[] stamps)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(1, stamps.Length, k => stamps[k - 1] <= stamps[k]));
        for (int i = 1; i < stamps.Length; i++)
        {
            if (stamps[i - 1] > stamps[i]) return false;
        }
        return true;
    }

    public static void Fill(int[] cells, int value)
    {
        Contract.Ensures(Contract.ForAll(0, cells.Length, k => cells[k] == value));
        for (int i = 1; i < cells.Length; i++)
        {
            cells[i] = value;
        }
    }

    public static void BumpAll(int[] ledger)
    {
        Contract.Ensures(Contract.ForAll(0, ledger.Length, k => ledger[k] == unchecked(Contract.OldValue(ledger[k]) + 1)));
        for (int i = 0; i < ledger.Length; i++)
        {
            ledger[i] += i + 1;
        }
    }

    public static int Parity(byte[] marks)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 255);
        int acc = 0;
        for (uint i = (uint)marks.Length; i > 0; i--)
        {
            acc ^= marks[i];
        }
        return acc;
    }

    public static int DigitSum(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= n);
        int sum = 0;
        while (n > 0)
        {
            sum += n % 10;
            n /= 10;
        }
        return sum;
    }

    public static int Gcd(int a, int b)
    {
        Contract.Requires(b >= -1);
        while (b != 0)
        {
            int rest = a % b;
            a = b;
            b = rest;
        }
        return a;
    }

    public static bool HasZero(int[][] rows)
    {
        Contract.Requires(Contract.ForAll(0, rows.Length, k => rows[k] != null));
        bool found = false;
        for (int i = 0; i < rows.Length; i++)
        {
            for (int j = 0; j < rows.Length; j++)
            {
                if (rows[i][j] == 0)
                {
                    found = true;
                    goto done;
                }
            }
        }
    done:
        return found;
    }

    public static int Digits(int n)
    {
        Contract.Requires(n >= 0);
        Contract.Ensures(Contract.Result<int>() >= 1 && Contract.Result<int>() <= 10);
        int digits = 0;
        do
        {
            if (n != 0) digits++;
            n /= 10;
        }
        while (n != 0 && digits < 10);
        return digits;
    }
}
