namespace Maestro.Evidence.Signing;

/// <summary>Base64 as DSSE has it: written in the standard alphabet, read in the standard or the URL-safe one, padded or not, one text for one sequence of bytes.</summary>
internal static class DsseBase64
{
    internal static string Encode(ReadOnlySpan<byte> bytes) => Convert.ToBase64String(bytes);

    internal static bool TryDecode(string text, out byte[] bytes)
    {
        bytes = [];
        var mixed = text.AsSpan().IndexOfAny('+', '/') >= 0 && text.AsSpan().IndexOfAny('-', '_') >= 0;
        var unpadded = text.TrimEnd('=').Replace('-', '+').Replace('_', '/');
        var padding = (4 - (unpadded.Length % 4)) % 4;
        var given = text.Length - unpadded.Length;
        if (mixed || padding == 3 || (given != 0 && given != padding) || unpadded.Any(char.IsWhiteSpace))
        {
            return false;
        }

        var padded = unpadded + new string('=', padding);
        var buffer = new byte[(padded.Length / 4) * 3];
        if (!Convert.TryFromBase64String(padded, buffer, out var length))
        {
            return false;
        }

        bytes = buffer[..length];
        // Unused bits that are not zero would give a second text for the same bytes.
        return Convert.ToBase64String(bytes) == padded;
    }
}
