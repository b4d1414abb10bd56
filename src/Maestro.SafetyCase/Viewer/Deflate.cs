namespace Maestro.SafetyCase.Viewer;

/// <summary>
/// A small deflate encoder (RFC 1951, fixed Huffman codes). The runtime's own gives other bytes with another zlib, and a page must be
/// the same everywhere; texts as alike as envelopes compress well enough.
/// </summary>
internal static class Deflate
{
    private const int Window = 32 * 1024;
    private const int ShortestMatch = 3;
    private const int LongestMatch = 258;
    private const int HashBits = 16;
    private const int Probes = 64;
    private static ReadOnlySpan<ushort> LengthBase => [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];
    private static ReadOnlySpan<byte> LengthExtra => [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];
    private static ReadOnlySpan<ushort> DistanceBase => [1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577];

    /// <summary>A raw deflate stream of one block.</summary>
    public static byte[] Compress(ReadOnlySpan<byte> data)
    {
        var bits = new BitSink();
        bits.Write(0b011, 3); // last block, fixed codes
        var head = new int[1 << HashBits];
        var previous = new int[data.Length];
        Array.Fill(head, -1);
        var at = 0;
        while (at < data.Length)
        {
            var (length, distance) = LongestAt(data, at, head, previous);
            if (length >= ShortestMatch)
            {
                WriteLength(bits, length);
                WriteDistance(bits, distance);
            }
            else
            {
                length = 1;
                WriteSymbol(bits, data[at]);
            }

            for (var end = at + length; at < end; at++)
            {
                if (at + ShortestMatch <= data.Length)
                {
                    var hash = HashOf(data, at);
                    previous[at] = head[hash];
                    head[hash] = at;
                }
            }
        }

        WriteSymbol(bits, 256);
        return bits.ToArray();
    }

    private static int HashOf(ReadOnlySpan<byte> data, int at) =>
        (int)(((uint)(data[at] | (data[at + 1] << 8) | (data[at + 2] << 16)) * 2654435761u) >> (32 - HashBits));

    private static (int Length, int Distance) LongestAt(ReadOnlySpan<byte> data, int at, int[] head, int[] previous)
    {
        if (at + ShortestMatch > data.Length)
        {
            return (0, 0);
        }

        var (best, distance) = (0, 0);
        var limit = Math.Min(LongestMatch, data.Length - at);
        var candidate = head[HashOf(data, at)];
        for (var probe = 0; probe < Probes && candidate >= 0 && at - candidate <= Window; probe++)
        {
            var length = data.Slice(at, limit).CommonPrefixLength(data.Slice(candidate, limit));
            if (length > best)
            {
                (best, distance) = (length, at - candidate);
                if (length == limit)
                {
                    break;
                }
            }

            candidate = previous[candidate];
        }

        return (best, distance);
    }

    private static void WriteLength(BitSink bits, int length)
    {
        var code = LengthBase.Length - 1;
        while (LengthBase[code] > length)
        {
            code--;
        }

        WriteSymbol(bits, 257 + code);
        bits.Write(length - LengthBase[code], LengthExtra[code]);
    }

    private static void WriteDistance(BitSink bits, int distance)
    {
        var code = DistanceBase.Length - 1;
        while (DistanceBase[code] > distance)
        {
            code--;
        }

        bits.WriteCode(code, 5);
        bits.Write(distance - DistanceBase[code], code < 2 ? 0 : code / 2 - 1);
    }

    /// <summary>The fixed literal and length code, RFC 1951, 3.2.6.</summary>
    private static void WriteSymbol(BitSink bits, int symbol)
    {
        switch (symbol)
        {
            case < 144:
                bits.WriteCode(0b00110000 + symbol, 8);
                break;
            case < 256:
                bits.WriteCode(0b110010000 + symbol - 144, 9);
                break;
            case < 280:
                bits.WriteCode(symbol - 256, 7);
                break;
            default:
                bits.WriteCode(0b11000000 + symbol - 280, 8);
                break;
        }
    }

    private sealed class BitSink
    {
        private readonly MemoryStream _bytes = new();
        private uint _pending;
        private int _count;

        /// <summary>Numbers go least significant bit first.</summary>
        public void Write(int value, int width)
        {
            _pending |= (uint)value << _count;
            for (_count += width; _count >= 8; _count -= 8)
            {
                _bytes.WriteByte((byte)_pending);
                _pending >>= 8;
            }
        }

        /// <summary>Huffman codes go most significant bit first.</summary>
        public void WriteCode(int code, int width)
        {
            for (var bit = width - 1; bit >= 0; bit--)
            {
                Write((code >> bit) & 1, 1);
            }
        }

        public byte[] ToArray()
        {
            if (_count > 0)
            {
                _bytes.WriteByte((byte)_pending);
                _count = 0;
                _pending = 0;
            }

            return _bytes.ToArray();
        }
    }
}
