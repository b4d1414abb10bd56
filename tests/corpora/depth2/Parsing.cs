using System;
using System.Diagnostics.Contracts;

namespace Depth2;

/// <summary>Reading what people typed and what files hold.</summary>
public static class ParsingRight
{
    public static int HexDigit(char c)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() <= 15);
        return c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'F' => c - 'A' + 10,
            _ => -1,
        };
    }

    public static int CountWords(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= text.Length);
        int words = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool starts = i == 0 || text[i - 1] == ' ';
            if (starts && text[i] != ' ')
            {
                words++;
            }
        }
        return words;
    }

    public static int? Port(string text)
    {
        Contract.Ensures(!Contract.Result<int?>().HasValue || (Contract.Result<int?>().Value >= 0 && Contract.Result<int?>().Value <= 65535));
        if (text.Length == 0) return null;
        int value = 0;
        foreach (char c in text)
        {
            if (c < '0' || c > '9') return null;
            value = value * 10 + (c - '0');
            if (value > 65535) return null;
        }
        return value;
    }

    public static bool TryReadYear(string text, out int year)
    {
        Contract.Ensures(!Contract.Result<bool>() || (Contract.ValueAtReturn(out year) >= 0 && Contract.ValueAtReturn(out year) <= 9999));
        year = 0;
        if (text.Length != 4) return false;
        for (int i = 0; i < 4; i++)
        {
            Contract.Invariant(i >= 0 && i <= 4);
            Contract.Invariant(year >= 0 && year <= (i == 0 ? 0 : i == 1 ? 9 : i == 2 ? 99 : i == 3 ? 999 : 9999));
            char c = text[i];
            if (c < '0' || c > '9') return false;
            year = year * 10 + (c - '0');
        }
        return true;
    }

    public static string Extension(string file)
    {
        Contract.Ensures(file.IndexOf('.') >= 0 || Contract.Result<string>() == "");
        Contract.Ensures(Contract.Result<string>().Length <= file.Length);
        int dot = file.IndexOf('.');
        if (dot < 0) return "";
        return file.Substring(dot + 1);
    }

    public static (string Key, string Value) Setting(string line)
    {
        Contract.Requires(line.IndexOf('=') > 0);
        Contract.Ensures(Contract.Result<(string Key, string Value)>().Key.Length > 0);
        Contract.Ensures(Contract.Result<(string Key, string Value)>().Key.Length + Contract.Result<(string Key, string Value)>().Value.Length == line.Length - 1);
        int at = line.IndexOf('=');
        return (line.Substring(0, at), line.Substring(at + 1));
    }

    public static string AfterPrefix(string text, string prefix)
    {
        Contract.Ensures(Contract.Result<string>().Length <= text.Length);
        if (text.Length < prefix.Length) return text;
        return text.Substring(prefix.Length);
    }

    public static string FullName(string first, string? last)
    {
        Contract.Ensures(!string.IsNullOrEmpty(last) || Contract.Result<string>() == first);
        Contract.Ensures(Contract.Result<string>().Length >= first.Length);
        if (string.IsNullOrEmpty(last)) return first;
        return first + " " + last;
    }

    public static bool IsPalindrome(string code)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, code.Length, k => code[k] == code[code.Length - 1 - k]));
        int i = 0;
        int j = code.Length - 1;
        while (i < j)
        {
            Contract.Invariant(i >= 0 && i <= code.Length && i + j == code.Length - 1);
            Contract.Invariant(Contract.ForAll(0, i, k => code[k] == code[code.Length - 1 - k]));
            if (code[i] != code[j]) return false;
            i++;
            j--;
        }
        return true;
    }

    public static int Indent(string line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => line[k] == ' '));
        Contract.Ensures(Contract.Result<int>() == line.Length || line[Contract.Result<int>()] != ' ');
        int i = 0;
        while (i < line.Length && line[i] == ' ')
        {
            i++;
        }
        return i;
    }

    public static int TrimmedLength(string line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        Contract.Ensures(Contract.Result<int>() == 0 || line[Contract.Result<int>() - 1] != ' ');
        int end = line.Length;
        while (end > 0 && line[end - 1] == ' ')
        {
            end--;
        }
        return end;
    }

    public static string MaskCard(string card)
    {
        Contract.Ensures(Contract.Result<string>().Length == card.Length);
        int shown = card.Length < 4 ? card.Length : 4;
        string tail = card.Substring(card.Length - shown);
        return new string('*', card.Length - shown) + tail;
    }

    public static int HostStart(string url)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= url.Length);
        if (url.StartsWith("https://", StringComparison.Ordinal)) return 8;
        return 0;
    }

    public static string Padding(int width)
    {
        Contract.Requires(width >= 0 && width <= 200);
        Contract.Ensures(Contract.Result<string>().Length == width);
        string blanks = "";
        int i = 0;
        while (i < width)
        {
            blanks += " ";
            i++;
        }
        return blanks;
    }
}

public static class ParsingWrong
{
    public static int HexDigit(char c)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() <= 15);
        return c switch
        {
            >= '0' and <= '9' => c - '0',
            >= 'a' and <= 'f' => c - 'a' + 10,
            >= 'A' and <= 'G' => c - 'A' + 10,
            _ => -1,
        };
    }

    public static int CountWords(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= text.Length);
        int words = 0;
        for (int i = 0; i < text.Length; i++)
        {
            bool starts = text[i - 1] == ' ' || i == 0;
            if (starts && text[i] != ' ')
            {
                words++;
            }
        }
        return words;
    }

    public static int? Port(string text)
    {
        Contract.Ensures(!Contract.Result<int?>().HasValue || (Contract.Result<int?>().Value >= 0 && Contract.Result<int?>().Value <= 65535));
        if (text.Length == 0) return null;
        int value = 0;
        foreach (char c in text)
        {
            if (c < '0' || c > '9') return null;
            value = value * 10 + (c - '0');
            if (value > 65536) return null;
        }
        return value;
    }

    public static bool TryReadYear(string text, out int year)
    {
        Contract.Ensures(!Contract.Result<bool>() || (Contract.ValueAtReturn(out year) >= 0 && Contract.ValueAtReturn(out year) <= 9999));
        year = 0;
        if (text.Length != 4) return false;
        for (int i = 0; i < 4; i++)
        {
            Contract.Invariant(i >= 0 && i <= 4);
            Contract.Invariant(year >= 0 && year <= (i == 0 ? 0 : i == 1 ? 9 : i == 2 ? 99 : i == 3 ? 999 : 9999));
            char c = text[i];
            if (c < '0' || c > '9') return false;
            year = year * 10 + (c - '/');
        }
        return true;
    }

    public static string Extension(string file)
    {
        Contract.Ensures(file.IndexOf('.') >= 0 || Contract.Result<string>() == "");
        Contract.Ensures(Contract.Result<string>().Length <= file.Length);
        int dot = file.IndexOf('.');
        if (dot < 0) return file;
        return file.Substring(dot + 1);
    }

    public static (string Key, string Value) Setting(string line)
    {
        Contract.Requires(line.IndexOf('=') >= 0);
        Contract.Ensures(Contract.Result<(string Key, string Value)>().Key.Length > 0);
        Contract.Ensures(Contract.Result<(string Key, string Value)>().Key.Length + Contract.Result<(string Key, string Value)>().Value.Length == line.Length - 1);
        int at = line.IndexOf('=');
        return (line.Substring(0, at), line.Substring(at + 1));
    }

    public static string AfterPrefix(string text, string prefix)
    {
        Contract.Ensures(Contract.Result<string>().Length <= text.Length);
        if (text.Length < prefix.Length - 1) return text;
        return text.Substring(prefix.Length);
    }

    public static string FullName(string first, string? last)
    {
        Contract.Ensures(!string.IsNullOrEmpty(last) || Contract.Result<string>() == first);
        Contract.Ensures(Contract.Result<string>().Length >= first.Length);
        if (last == null) return first;
        return first + " " + last;
    }

    public static bool IsPalindrome(string code)
    {
        Contract.Ensures(!Contract.Result<bool>() || Contract.ForAll(0, code.Length, k => code[k] == code[code.Length - 1 - k]));
        int i = 0;
        int j = code.Length - 1;
        while (i < j - 1)
        {
            Contract.Invariant(i >= 0 && i <= code.Length && i + j == code.Length - 1);
            Contract.Invariant(Contract.ForAll(0, i, k => code[k] == code[code.Length - 1 - k]));
            if (code[i] != code[j]) return false;
            i++;
            j--;
        }
        return true;
    }

    public static int Indent(string line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => line[k] == ' '));
        Contract.Ensures(Contract.Result<int>() == line.Length || line[Contract.Result<int>()] != ' ');
        int i = 0;
        while (i < line.Length && line[i] <= ' ')
        {
            i++;
        }
        return i;
    }

    public static int TrimmedLength(string line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        Contract.Ensures(Contract.Result<int>() == 0 || line[Contract.Result<int>() - 1] != ' ');
        int end = line.Length;
        while (end > 1 && line[end - 1] == ' ')
        {
            end--;
        }
        return end;
    }

    public static string MaskCard(string card)
    {
        Contract.Ensures(Contract.Result<string>().Length == card.Length);
        int shown = card.Length < 4 ? card.Length : 4;
        string tail = card.Substring(shown);
        return new string('*', card.Length - shown) + tail;
    }

    public static int HostStart(string url)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= url.Length);
        if (url.StartsWith("https:/", StringComparison.Ordinal)) return 8;
        return 0;
    }

    public static string Padding(int width)
    {
        Contract.Requires(width >= 0 && width <= 200);
        Contract.Ensures(Contract.Result<string>().Length == width);
        string blanks = "";
        int i = 0;
        while (i <= width)
        {
            blanks += " ";
            i++;
        }
        return blanks;
    }
}
