using System.Diagnostics.Contracts;

namespace Storefront.Catalog;

/// <summary>The thirteen-digit article number (EAN-13) below a bar code.</summary>
public static class Barcode
{
    /// <summary>Digits before the check digit.</summary>
    public const int PayloadLength = 12;

    /// <summary>The check digit for the first twelve digits.</summary>
    [Pure]
    public static byte CheckDigit(byte[] digits)
    {
        Contract.Requires(digits.Length >= PayloadLength);
        Contract.Requires(Contract.ForAll(0, digits.Length, k => digits[k] <= 9));
        Contract.Ensures(Contract.Result<byte>() <= 9);
        var sum = 0;
        for (var i = 0; i < PayloadLength; i++)
        {
            Contract.Invariant(0 <= i && i <= PayloadLength);
            Contract.Invariant(0 <= sum && sum <= 27 * i);
            sum += i % 2 == 0 ? digits[i] : 3 * digits[i];
        }

        return (byte)((10 - sum % 10) % 10);
    }

    /// <summary>Whether thirteen digits are an article number.</summary>
    [Pure]
    public static bool IsValid(byte[] digits)
    {
        Contract.Requires(Contract.ForAll(0, digits.Length, k => digits[k] <= 9));
        Contract.Ensures(!Contract.Result<bool>() || digits.Length == PayloadLength + 1);
        return digits.Length == PayloadLength + 1 && digits[PayloadLength] == CheckDigit(digits);
    }

    /// <summary>The digits of a text, or an empty array where a character is none.</summary>
    public static byte[] Digits(string text)
    {
        Contract.Ensures(Contract.Result<byte[]>() != null);
        Contract.Ensures(Contract.Result<byte[]>().Length == text.Length || Contract.Result<byte[]>().Length == 0);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<byte[]>().Length, k => Contract.Result<byte[]>()[k] <= 9));
        var digits = new byte[text.Length];
        for (var i = 0; i < text.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= text.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => digits[k] <= 9));
            if (!Codes.IsDigit(text[i]))
            {
                return new byte[0];
            }

            digits[i] = (byte)(text[i] - '0');
        }

        return digits;
    }

    /// <summary>Groups the digits of an article number as they are printed.</summary>
    public static string Print(IEnumerable<byte> digits)
    {
        var text = string.Concat(digits.Select(d => (char)('0' + d)));
        return text.Length == PayloadLength + 1 ? $"{text[0]} {text[1..7]} {text[7..]}" : text;
    }
}
