using System.Security.Cryptography;
using System.Text;

namespace Maestro.Verification.Hashing;

/// <summary>SHA-256 in lower-case hex.</summary>
internal static class Hashed
{
    private const string Digits = "0123456789abcdef";

    public static string Text(string text)
    {
        using var sha = SHA256.Create();
        return Bytes(sha.ComputeHash(Encoding.UTF8.GetBytes(text)));
    }

    public static string Bytes(IReadOnlyList<byte> bytes)
    {
        var text = new char[2 * bytes.Count];
        for (var i = 0; i < bytes.Count; i++)
        {
            text[2 * i] = Digits[bytes[i] >> 4];
            text[2 * i + 1] = Digits[bytes[i] & 15];
        }

        return new string(text);
    }
}
