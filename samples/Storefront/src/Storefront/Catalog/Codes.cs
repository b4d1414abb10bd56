using System.Diagnostics.Contracts;

namespace Storefront.Catalog;

/// <summary>Reads the codes that people type: quantities, product codes, coupons.</summary>
public static class Codes
{
    /// <summary>The largest quantity that can be typed.</summary>
    public const int LargestQuantity = 9_999;

    /// <summary>Whether a character is one of the ten digits.</summary>
    [Pure]
    public static bool IsDigit(char c) => c >= '0' && c <= '9';

    /// <summary>The value of a digit.</summary>
    [Pure]
    public static int DigitValue(char digit)
    {
        Contract.Requires(IsDigit(digit));
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= 9);
        return digit - '0';
    }

    /// <summary>A quantity from its digits, or -1 where the text is none or too large.</summary>
    [Pure]
    public static int ParseQuantity(string text)
    {
        Contract.Ensures(Contract.Result<int>() >= -1 && Contract.Result<int>() <= LargestQuantity);
        if (text.Length == 0)
        {
            return -1;
        }

        var quantity = 0;
        for (var i = 0; i < text.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= text.Length);
            Contract.Invariant(0 <= quantity && quantity <= LargestQuantity);
            if (!IsDigit(text[i]))
            {
                return -1;
            }

            quantity = 10 * quantity + DigitValue(text[i]);
            if (quantity > LargestQuantity)
            {
                return -1;
            }
        }

        return quantity;
    }

    /// <summary>Whether a text has digits only; the empty text has.</summary>
    [Pure]
    public static bool IsNumeric(string text)
    {
        Contract.Ensures(Contract.Result<bool>() == Contract.ForAll(0, text.Length, k => IsDigit(text[k])));
        for (var i = 0; i < text.Length; i++)
        {
            Contract.Invariant(0 <= i && i <= text.Length);
            Contract.Invariant(Contract.ForAll(0, i, k => IsDigit(text[k])));
            if (!IsDigit(text[i]))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many leading characters are no digits.</summary>
    [Pure]
    public static int PrefixLength(string code)
    {
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= code.Length);
        Contract.Ensures(Contract.ForAll(0, Contract.Result<int>(), k => !IsDigit(code[k])));
        Contract.Ensures(Contract.Result<int>() == code.Length || IsDigit(code[Contract.Result<int>()]));
        var length = 0;
        while (length < code.Length && !IsDigit(code[length]))
        {
            Contract.Invariant(0 <= length && length <= code.Length);
            Contract.Invariant(Contract.ForAll(0, length, k => !IsDigit(code[k])));
            length++;
        }

        return length;
    }

    /// <summary>The sum of a number's decimal digits, as printed on coupons.</summary>
    [Pure]
    public static int DigitSum(int number)
    {
        Contract.Requires(number >= 0);
        Contract.Ensures(Contract.Result<int>() >= 0 && Contract.Result<int>() <= number);
        var sum = 0;
        var rest = number;
        do
        {
            Contract.Invariant(sum >= 0 && sum <= number);
            Contract.Invariant(rest >= 0 && rest <= number - sum);
            sum += rest % 10;
            rest /= 10;
        }
        while (rest > 0);
        return sum;
    }

    /// <summary>The check letter at the end of a coupon's number.</summary>
    [Pure]
    public static char CheckLetter(int number)
    {
        Contract.Requires(number >= 0);
        Contract.Ensures(Contract.Result<char>() >= 'A' && Contract.Result<char>() <= 'Z');
        return (char)('A' + DigitSum(number) % 26);
    }

    /// <summary>The coupon's number with its check letter.</summary>
    public static string Coupon(int number) => $"{number:000000}{CheckLetter(number)}";
}
