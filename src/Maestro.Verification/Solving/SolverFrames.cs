namespace Maestro.Verification.Solving;

/// <summary>
/// Frames on a byte stream: a length (32 bits, little-endian), then as many bytes. The same frames pass between compiler and worker and
/// between worker and solver. A length out of range ends the conversation, before a byte is allocated for it.
/// </summary>
public static class SolverFrames
{
    /// <summary>The longest frame in bytes; a query of a method is a few kilobytes.</summary>
    public const int MaximumLength = 16 * 1024 * 1024;

    /// <summary>Writes one frame and flushes.</summary>
    /// <exception cref="InvalidDataException">It is longer than <see cref="MaximumLength"/>.</exception>
    public static void Write(Stream stream, byte[] payload)
    {
        if (payload.Length is 0 or > MaximumLength)
        {
            throw new InvalidDataException($"a frame has 1 to {MaximumLength} bytes, not {payload.Length}");
        }

        // One write, so that a frame is not torn by a reader's wake-up between length and bytes.
        var frame = new byte[sizeof(int) + payload.Length];
        frame[0] = (byte)payload.Length;
        frame[1] = (byte)(payload.Length >> 8);
        frame[2] = (byte)(payload.Length >> 16);
        frame[3] = (byte)(payload.Length >> 24);
        payload.CopyTo(frame, sizeof(int));
        stream.Write(frame, 0, frame.Length);
        stream.Flush();
    }

    /// <summary>Reads one frame; null where the stream ended before its first byte.</summary>
    /// <exception cref="InvalidDataException">The length is out of range, or the stream ended within the frame.</exception>
    public static byte[]? Read(Stream stream)
    {
        var prefix = new byte[sizeof(int)];
        var read = Fill(stream, prefix);
        if (read == 0)
        {
            return null;
        }

        var length = prefix[0] | prefix[1] << 8 | prefix[2] << 16 | prefix[3] << 24;
        if (read < prefix.Length || length is <= 0 or > MaximumLength)
        {
            throw new InvalidDataException("a frame's length is cut off or out of range");
        }

        var payload = new byte[length];
        return Fill(stream, payload) == length ? payload : throw new InvalidDataException("the stream ended within a frame");
    }

    private static int Fill(Stream stream, byte[] buffer)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = stream.Read(buffer, filled, buffer.Length - filled);
            if (count <= 0)
            {
                break;
            }

            filled += count;
        }

        return filled;
    }
}
