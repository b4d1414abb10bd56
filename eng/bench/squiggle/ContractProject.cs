using System.Globalization;

/// <summary>A project of methods with contracts, of twenty kinds, the same at each run: numbers in them differ, so that no two methods ask the same question.</summary>
internal static class ContractProject
{
    public const int Files = 25;

    /// <summary>The body of one method of a file, edited once a round.</summary>
    public static string File(int file, int edit = 0, bool refuted = false) => Template
        .Replace("«F»", file.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("«A»", (file + 3).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("«B»", (7 * file + 11).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("«E»", edit.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("«W»", refuted ? "1" : "0", StringComparison.Ordinal);

    private const string Template = """
        using System;
        using System.Collections.Generic;
        using System.Diagnostics.Contracts;
        using System.Linq;

        namespace Bench;

        public static class Numbers«F»
        {
            public static int Edited«F»(int value)
            {
                Contract.Requires(value >= 0 && value < 1000);
                Contract.Ensures(Contract.Result<int>() >= value);
                return value + «E» * 2;
            }

            public static int Clamp«F»(int value)
            {
                Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= «B»);
                return value < 0 ? 0 : value > «B» ? «B» : value;
            }

            public static int Share«F»(int total, int parts)
            {
                Contract.Requires(total >= 0 && parts > «A»);
                Contract.Ensures(Contract.Result<int>() <= total);
                return total / parts;
            }

            [Pure]
            public static bool Fits«F»(int value) => value >= 0 && value < «B»;

            public static int Next«F»(int value)
            {
                Contract.Requires(Fits«F»(value));
                Contract.Ensures(Fits«F»(Contract.Result<int>()) || Contract.Result<int>() == «B»);
                return value + 1;
            }

            public static int Twice«F»(int value)
            {
                Contract.Requires(value >= 0 && value < «B» - 1);
                Contract.Ensures(Contract.Result<int>() >= value);
                return Next«F»(Next«F»(value) < «B» ? value : 0) + Clamp«F»(value) + 1;
            }

            public static int Sign«F»(int value)
            {
                Contract.Ensures(Contract.Result<int>() * 1L * value >= 0);
                return value switch { > «A» => 1, < -«A» => -1, _ => 0 };
            }

            public static int Sum«F»(int[] items)
            {
                Contract.Requires(items != null && items.Length <= «B»);
                Contract.Requires(Contract.ForAll(0, items.Length, k => items[k] >= 0 && items[k] <= «A»));
                Contract.Ensures(Contract.Result<int>() >= 0);
                var sum = 0;
                for (var i = 0; i < items.Length; i++)
                {
                    Contract.Invariant(i >= 0 && i <= items.Length && sum >= 0 && sum <= i * «A»);
                    sum += items[i];
                }

                return sum;
            }

            public static int Find«F»(int[] items, int wanted)
            {
                Contract.Requires(items != null && items.Length > «A»);
                Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() < items.Length);
                for (var i = 0; i < items.Length; i++)
                {
                    if (items[i] == wanted)
                    {
                        return i;
                    }
                }

                return -1;
            }

            public static void Fill«F»(int[] items)
            {
                Contract.Requires(items != null);
                Contract.Ensures(Contract.ForAll(0, items.Length, k => items[k] == «B»));
                for (var i = 0; i < items.Length; i++)
                {
                    Contract.Invariant(i >= 0 && i <= items.Length && Contract.ForAll(0, i, k => items[k] == «B»));
                    items[i] = «B»;
                }
            }

            public static string Cut«F»(string text)
            {
                Contract.Requires(text != null);
                Contract.Ensures(Contract.Result<string>().Length <= «A»);
                return text.Length <= «A» ? text : text.Substring(0, «A»);
            }

            public static int Parts«F»(int whole, out int rest)
            {
                Contract.Requires(whole >= 0);
                Contract.Ensures(Contract.Result<int>() * «A» + Contract.ValueAtReturn(out rest) == whole);
                rest = whole % «A»;
                return whole / «A»;
            }

            public static int Guarded«F»(int? value)
            {
                Contract.Ensures(Contract.Result<int>() >= «A»);
                return value is { } known && known > «A» ? known : «A»;
            }

            public static int Last«F»(List<int> items)
            {
                Contract.Requires(items != null && items.Count > «A»);
                return items[items.Count - «A»];
            }

            public static int Wrong«F»(int value)
            {
                Contract.Requires(value >= 0 && value <= «B»);
                Contract.Ensures(Contract.Result<int>() >= «W»);
                return value / 2;
            }
        }

        public sealed class Tank«F»
        {
            private int _level;

            public Tank«F»(int level)
            {
                Contract.Requires(level >= 0 && level <= «B»);
                _level = level;
            }

            public int Level => _level;

            [ContractInvariantMethod]
            private void Invariant() => Contract.Invariant(_level >= 0 && _level <= «B»);

            public void Add«F»(int amount)
            {
                Contract.Requires(amount >= 0);
                Contract.Ensures(Level >= Contract.OldValue(Level));
                _level = amount > «B» - _level ? «B» : _level + amount;
            }

            public int Take«F»(int amount)
            {
                Contract.Requires(amount >= 0);
                Contract.Ensures(Contract.Result<int>() >= 0 && Level <= Contract.OldValue(Level));
                var taken = amount < _level ? amount : _level;
                _level -= taken;
                return taken;
            }

            public bool Move«F»(Tank«F» other)
            {
                Contract.Requires(other != null);
                if (other._level > «B» - _level)
                {
                    return false;
                }

                _level += other.Take«F»(other._level) * 0;
                return true;
            }

            public void Reset«F»()
            {
                Contract.Ensures(Level == 0);
                _level = 0;
            }
        }
        """;
}
