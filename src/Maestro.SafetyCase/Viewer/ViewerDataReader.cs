using System.IO.Compression;
using System.Text.Json;

namespace Maestro.SafetyCase.Viewer;

/// <summary>Reads what <see cref="ViewerData"/> wrote, as strictly as the page's own script: for whoever verifies a page without a browser.</summary>
internal static class ViewerDataReader
{
    private const long LargestStream = 256L * 1024 * 1024;

    /// <summary>The parts by name; null for a block that the page's script would refuse.</summary>
    public static IReadOnlyDictionary<string, byte[]>? Read(string block)
    {
        try
        {
            using var json = JsonDocument.Parse(block, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var size = json.RootElement.GetProperty("size").GetInt64();
            return size is < 0 or > LargestStream || Inflate(json.RootElement.GetProperty("deflate").GetBytesFromBase64(), (int)size) is not { } stream
                ? null
                : Cut(json.RootElement.GetProperty("parts"), stream);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or InvalidDataException)
        {
            return null;
        }
    }

    private static byte[]? Inflate(byte[] deflated, int size)
    {
        using var inflater = new DeflateStream(new MemoryStream(deflated), CompressionMode.Decompress);
        var bytes = new byte[size];
        return inflater.ReadAtLeast(bytes, size, throwOnEndOfStream: false) == size && inflater.ReadByte() < 0 ? bytes : null;
    }

    private static Dictionary<string, byte[]>? Cut(JsonElement parts, byte[] stream)
    {
        var files = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        var at = 0;
        foreach (var part in parts.EnumerateArray())
        {
            if (Take(part, "before") is not { } before)
            {
                return null;
            }

            byte[] bytes = [.. before];
            if (part.TryGetProperty("payload", out _))
            {
                if (Take(part, "payload") is not { } payload || Take(part, "after") is not { } after)
                {
                    return null;
                }

                bytes = [.. before, .. System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(payload)), .. after];
            }

            if (!files.TryAdd(part.GetProperty("name").GetString() ?? "", bytes))
            {
                return null;
            }
        }

        return at == stream.Length ? files : null;

        ArraySegment<byte>? Take(JsonElement part, string name)
        {
            var length = part.GetProperty(name).GetInt32();
            if (length < 0 || length > stream.Length - at)
            {
                return null;
            }

            var taken = new ArraySegment<byte>(stream, at, length);
            at += length;
            return taken;
        }
    }
}
