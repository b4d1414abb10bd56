using System.Buffers;

namespace Maestro.Evidence.Signing;

/// <summary>Base64 as DSSE has it: written in the standard alphabet, read in the standard or the URL-safe one, padded or not, one text for one sequence of bytes.</summary>
internal static class DsseBase64
{
    private static readonly SearchValues<char> Alphabet =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_");

    internal static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes);

    internal static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        var urlSafe = text.Contains('-', StringComparison.Ordinal) || text.Contains('_', StringComparison.Ordinal);
        if (urlSafe && text.AsSpan().ContainsAny('+', '/'))
        {
            return false;
        }

        var unpadded = text.TrimEnd('=');
        var padding = (4 - (unpadded.Length % 4)) % 4;
        var given = text.Length - unpadded.Length;
        if (padding == 3 || (given != 0 && given != padding) || unpadded.AsSpan().ContainsAnyExcept(Alphabet))
        {
            return false;
        }

        var padded = (urlSafe ? unpadded.Replace('-', '+').Replace('_', '/') : unpadded).PadRight(unpadded.Length + padding, '=');
        bytes = Convert.FromBase64String(padded);
        // Unused bits that are not zero would give a second text for the same bytes.
        return padding == 0 || Convert.ToBase64String(bytes.AsSpan(bytes.Length - (3 - padding))) == padded[^4..];
    }
}
