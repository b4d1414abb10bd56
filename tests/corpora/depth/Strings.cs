using System;
using System.Collections.Generic;
using System.Diagnostics.Contracts;
using System.Linq;
using System.Numerics;
using System.Threading.Tasks;

namespace Depth;

public static class Text
{
    public static int Indent(string s)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= s.Length);
        int i = 0;
        while (i < s.Length && s[i] == ' ')
        {
            i++;
        }
        return i;
    }

    public static int ParseSmall(string digits)
    {
        Contract.Requires(digits.Length <= 6);
        Contract.Ensures(Contract.Result<int>() >= -1);
        int value = 0;
        foreach (char c in digits)
        {
            if (c < '0' || c > '9') return -1;
            value = value * 10 + (c - '0');
        }
        return value;
    }

    public static string User(string address)
    {
        Contract.Ensures(Contract.Result<string>().Length <= address.Length);
        Contract.Ensures(address.IndexOf('@') >= 0 || Contract.Result<string>() == address);
        int at = address.IndexOf('@');
        return at < 0 ? address : address.Substring(0, at);
    }

    public static int Short(string? nick)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return string.IsNullOrEmpty(nick) ? 0 : nick!.Length;
    }

    public static string Key(string a, string b)
    {
        Contract.Requires(a.Length <= 100 && b.Length <= 100);
        Contract.Ensures(Contract.Result<string>().Length == a.Length + b.Length + 1);
        return a + "-" + b;
    }

    public static int FieldEnd(ReadOnlySpan<char> line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ',') return i;
        }
        return line.Length;
    }

    public static void Stamp(Span<int> frame, int value)
    {
        Contract.Requires(frame.Length >= 2);
        Contract.Ensures(frame[0] == value);
        Span<int> head = frame.Slice(0, 2);
        head[0] = value;
    }
}

public static class TextToo
{
    public static int Indent(string s)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= s.Length);
        int i = 0;
        while (s[i] == ' ' && i < s.Length)
        {
            i++;
        }
        return i;
    }

    public static int ParseSmall(string digits)
    {
        Contract.Requires(digits.Length <= 6);
        Contract.Ensures(Contract.Result<int>() >= -1);
        int value = 0;
        foreach (char c in digits)
        {
            if (c < '0' || c > '9') return '0' - c;
            value = value * 10 + (c - '0');
        }
        return value;
    }

    public static string User(string address)
    {
        Contract.Ensures(Contract.Result<string>().Length <= address.Length);
        Contract.Ensures(address.IndexOf('@') >= 0 || Contract.Result<string>() == address);
        int at = address.IndexOf('@');
        return at < 1 ? "" : address.Substring(0, at);
    }

    public static int Short(string? nick)
    {
        Contract.Ensures(Contract.Result<int>() >= 0);
        return nick == "" ? 0 : nick!.Length;
    }

    public static string Key(string a, string b)
    {
        Contract.Requires(a.Length <= 100 && b.Length <= 100);
        Contract.Ensures(Contract.Result<string>().Length == a.Length + b.Length + 1);
        return a + b;
    }

    public static int FieldEnd(ReadOnlySpan<char> line)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= line.Length);
        for (int i = 0; i < line.Length; i++)
        {
            if (line[i] == ',') return i;
        }
        return line.Length + 1;
    }

    public static void Stamp(Span<int> frame, int value)
    {
        Contract.Requires(frame.Length >= 2);
        Contract.Ensures(frame[0] == value);
        Span<int> head = frame.Slice(0, 2);
        head[1] = value;
    }
}
