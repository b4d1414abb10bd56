using System.Buffers;
using System.Buffers.Text;

namespace Maestro.SafetyCase.Viewer;

/// <summary>Finds the base64 payload in the bytes of a DSSE envelope, where decoding and encoding gives the same bytes.</summary>
internal static class EnvelopePayload
{
    private static ReadOnlySpan<byte> Key => "\"payload\":\""u8;

    public static bool TryFind(ReadOnlySpan<byte> envelope, out Range where, out byte[] decoded)
    {
        (where, decoded) = (default, []);
        var start = envelope.IndexOf(Key);
        if (start < 0)
        {
            return false;
        }

        start += Key.Length;
        var length = envelope[start..].IndexOf((byte)'"');
        if (length <= 0)
        {
            return false;
        }

        var text = envelope.Slice(start, length);
        var buffer = new byte[Base64.GetMaxDecodedFromUtf8Length(length)];
        if (Base64.DecodeFromUtf8(text, buffer, out _, out var written) != OperationStatus.Done)
        {
            return false;
        }

        decoded = buffer[..written];
        var again = new byte[Base64.GetMaxEncodedToUtf8Length(written)];
        Base64.EncodeToUtf8(decoded, again, out _, out _);
        where = start..(start + length);
        return again.AsSpan().SequenceEqual(text);
    }
}
