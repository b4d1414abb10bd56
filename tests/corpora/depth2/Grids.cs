using System;
using System.Diagnostics.Contracts;

namespace Depth2;

/// <summary>Seat plans, boards and ragged tables.</summary>
public static class GridsRight
{
    public static int FirstFullRow(bool[,] taken)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < taken.GetLength(0));
        Contract.Ensures(Contract.Result<int>() < 0 || Contract.ForAll(0, taken.GetLength(1), c => taken[Contract.Result<int>(), c]));
        for (int row = 0; row < taken.GetLength(0); row++)
        {
            for (int c = 0; c < taken.GetLength(1); c++)
            {
                if (!taken[row, c]) goto NextRow;
            }
            return row;
            NextRow:;
        }
        return -1;
    }

    public static int LongestRow(int[][] rows)
    {
        Contract.Ensures(Contract.ForAll(0, rows.Length, k => rows[k] == null || rows[k].Length <= Contract.Result<int>()));
        int longest = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i] != null && rows[i].Length > longest)
            {
                longest = rows[i].Length;
            }
        }
        return longest;
    }

    public static void Flood(int[,] board, int colour)
    {
        Contract.Ensures(Contract.ForAll(0, board.GetLength(0), r => Contract.ForAll(0, board.GetLength(1), c => board[r, c] == colour)));
        for (int r = 0; r < board.GetLength(0); r++)
        {
            for (int c = 0; c < board.GetLength(1); c++)
            {
                board[r, c] = colour;
            }
        }
    }

    public static bool IsSymmetric(int[,] distances)
    {
        Contract.Requires(distances.GetLength(0) == distances.GetLength(1));
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, distances.GetLength(0), r => Contract.ForAll(0, r, c => distances[r, c] == distances[c, r])));
        for (int i = 0; i < distances.GetLength(0); i++)
        {
            Contract.Invariant(i >= 0 && i <= distances.GetLength(0));
            Contract.Invariant(Contract.ForAll(0, i, r => Contract.ForAll(0, r, c => distances[r, c] == distances[c, r])));
            for (int j = 0; j < i; j++)
            {
                Contract.Invariant(j >= 0 && j <= i);
                Contract.Invariant(Contract.ForAll(0, j, c => distances[i, c] == distances[c, i]));
                if (distances[i, j] != distances[j, i]) return false;
            }
        }
        return true;
    }

    public static bool NoDebts(int[][] ledgers)
    {
        Contract.Requires(Contract.ForAll(0, ledgers.Length, k => ledgers[k] != null));
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, ledgers.Length, r => Contract.ForAll(0, ledgers[r].Length, c => ledgers[r][c] >= 0)));
        for (int r = 0; r < ledgers.Length; r++)
        {
            for (int c = 0; c < ledgers[r].Length; c++)
            {
                if (ledgers[r][c] < 0) return false;
            }
        }
        return true;
    }

    public static int DiagonalHits(bool[,] hits)
    {
        Contract.Requires(hits.GetLength(0) <= hits.GetLength(1));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= hits.GetLength(0));
        int count = 0;
        for (int i = 0; i < hits.GetLength(0); i++)
        {
            if (hits[i, i]) count++;
        }
        return count;
    }

    public static long Load(int[,] weights)
    {
        Contract.Requires(weights.GetLength(0) <= 10_000 && weights.GetLength(1) <= 10_000);
        Contract.Ensures(Contract.Result<long>() >= 0);
        long sum = 0;
        for (int r = 0; r < weights.GetLength(0); r++)
        {
            for (int c = 0; c < weights.GetLength(1); c++)
            {
                sum += Math.Max(weights[r, c], 0);
            }
        }
        return sum;
    }

    public static bool AllDistinct(int[] seats)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, seats.Length, a => Contract.ForAll(0, a, b => seats[a] != seats[b])));
        for (int i = 0; i < seats.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= seats.Length);
            Contract.Invariant(Contract.ForAll(0, i, a => Contract.ForAll(0, a, b => seats[a] != seats[b])));
            int j = 0;
            while (j < i)
            {
                Contract.Invariant(j >= 0 && j <= i);
                Contract.Invariant(Contract.ForAll(0, j, b => seats[i] != seats[b]));
                if (seats[i] == seats[j]) return false;
                j++;
            }
        }
        return true;
    }
}

public static class GridsWrong
{
    public static int FirstFullRow(bool[,] taken)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < taken.GetLength(0));
        Contract.Ensures(Contract.Result<int>() < 0 || Contract.ForAll(0, taken.GetLength(1), c => taken[Contract.Result<int>(), c]));
        for (int row = 0; row < taken.GetLength(0); row++)
        {
            for (int c = 1; c < taken.GetLength(1); c++)
            {
                if (!taken[row, c]) goto NextRow;
            }
            return row;
            NextRow:;
        }
        return -1;
    }

    public static int LongestRow(int[][] rows)
    {
        Contract.Ensures(Contract.ForAll(0, rows.Length, k => rows[k] == null || rows[k].Length <= Contract.Result<int>()));
        int longest = 0;
        for (int i = 0; i < rows.Length; i++)
        {
            if (rows[i].Length > longest)
            {
                longest = rows[i].Length;
            }
        }
        return longest;
    }

    public static void Flood(int[,] board, int colour)
    {
        Contract.Ensures(Contract.ForAll(0, board.GetLength(0), r => Contract.ForAll(0, board.GetLength(1), c => board[r, c] == colour)));
        for (int r = 0; r < board.GetLength(0); r++)
        {
            for (int c = 0; c < board.GetLength(1) - 1; c++)
            {
                board[r, c] = colour;
            }
        }
    }

    public static bool IsSymmetric(int[,] distances)
    {
        Contract.Requires(distances.GetLength(0) == distances.GetLength(1));
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, distances.GetLength(0), r => Contract.ForAll(0, r, c => distances[r, c] == distances[c, r])));
        for (int i = 0; i < distances.GetLength(0); i++)
        {
            Contract.Invariant(i >= 0 && i <= distances.GetLength(0));
            Contract.Invariant(Contract.ForAll(0, i, r => Contract.ForAll(0, r, c => distances[r, c] == distances[c, r])));
            for (int j = 0; j < i - 1; j++)
            {
                Contract.Invariant(j >= 0 && j <= i);
                Contract.Invariant(Contract.ForAll(0, j, c => distances[i, c] == distances[c, i]));
                if (distances[i, j] != distances[j, i]) return false;
            }
        }
        return true;
    }

    public static bool NoDebts(int[][] ledgers)
    {
        Contract.Requires(Contract.ForAll(0, ledgers.Length, k => ledgers[k] != null));
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, ledgers.Length, r => Contract.ForAll(0, ledgers[r].Length, c => ledgers[r][c] >= 0)));
        for (int r = 0; r < ledgers.Length; r++)
        {
            for (int c = 0; c < ledgers[r].Length; c++)
            {
                if (ledgers[r][c] < 0) break;
            }
        }
        return true;
    }

    public static int DiagonalHits(bool[,] hits)
    {
        Contract.Requires(hits.GetLength(0) >= hits.GetLength(1));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= hits.GetLength(0));
        int count = 0;
        for (int i = 0; i < hits.GetLength(0); i++)
        {
            if (hits[i, i]) count++;
        }
        return count;
    }

    public static long Load(int[,] weights)
    {
        Contract.Requires(weights.GetLength(0) <= 10_000 && weights.GetLength(1) <= 10_000);
        Contract.Ensures(Contract.Result<long>() >= 0);
        int sum = 0;
        for (int r = 0; r < weights.GetLength(0); r++)
        {
            for (int c = 0; c < weights.GetLength(1); c++)
            {
                sum += Math.Max(weights[r, c], 0);
            }
        }
        return sum;
    }

    public static bool AllDistinct(int[] seats)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, seats.Length, a => Contract.ForAll(0, a, b => seats[a] != seats[b])));
        for (int i = 0; i < seats.Length; i++)
        {
            Contract.Invariant(i >= 0 && i <= seats.Length);
            Contract.Invariant(Contract.ForAll(0, i, a => Contract.ForAll(0, a, b => seats[a] != seats[b])));
            int j = 0;
            while (j < i && i < seats.Length - 1)
            {
                Contract.Invariant(j >= 0 && j <= i);
                Contract.Invariant(Contract.ForAll(0, j, b => seats[i] != seats[b]));
                if (seats[i] == seats[j]) return false;
                j++;
            }
        }
        return true;
    }
}
