using System.Text;
using System.Text.Json;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer.Layout;

namespace Maestro.SafetyCase.Viewer;

/// <summary>
/// The page's data block: JSON that lists the parts, and all parts in one deflate stream. An envelope's payload is stored decoded, because
/// base64 hides from the compressor what envelopes share; the page encodes it again and so has the exact bytes.
/// </summary>
internal static class ViewerData
{
    /// <summary>The part that is no file of the case: where the drawing has its boxes.</summary>
    public const string Layout = "layout";

    private const string Format = "urn:maestro:viewer-data:v1";

    /// <summary>Larger evidence stays in the case folder; the page says so.</summary>
    private const int LargestPart = 4 * 1024 * 1024;

    public static string Write(IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files, ArgumentLayout layout)
    {
        using var stored = new MemoryStream();
        using var index = new MemoryStream();
        using (var json = new Utf8JsonWriter(index))
        {
            json.WriteStartObject();
            json.WriteString("format", Format);
            json.WriteStartArray("parts");
            foreach (var (path, bytes) in files.Where(file => file.Value.Length <= LargestPart || !CaseLayout.TryParseEvidence(file.Key, out _, out _)))
            {
                WritePart(json, stored, path, bytes.Span);
            }

            WritePart(json, stored, Layout, LayoutJson(layout));
            json.WriteEndArray();
            json.WriteNumber("size", stored.Length);
            json.WriteBase64String("deflate", Deflate.Compress(stored.ToArray()));
            json.WriteEndObject();
        }

        return EscapeForScript(Encoding.UTF8.GetString(index.ToArray()));
    }

    /// <summary>Nothing in a data block may end it or start a comment, whatever the text is.</summary>
    private static string EscapeForScript(string json) =>
        json.Replace("<", "\\u003c").Replace(">", "\\u003e").Replace("&", "\\u0026").Replace("\u2028", "\\u2028").Replace("\u2029", "\\u2029");

    private static void WritePart(Utf8JsonWriter json, MemoryStream stored, string name, ReadOnlySpan<byte> bytes)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        if (EnvelopePayload.TryFind(bytes, out var payload, out var decoded))
        {
            json.WriteNumber("before", payload.Start.Value);
            json.WriteNumber("payload", decoded.Length);
            json.WriteNumber("after", bytes.Length - payload.End.Value);
            stored.Write(bytes[..payload.Start]);
            stored.Write(decoded);
            stored.Write(bytes[payload.End..]);
        }
        else
        {
            json.WriteNumber("before", bytes.Length);
            stored.Write(bytes);
        }

        json.WriteEndObject();
    }

    private static byte[] LayoutJson(ArgumentLayout layout)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteNumber("width", layout.Width);
            json.WriteNumber("height", layout.Height);
            json.WriteStartObject("boxes");
            foreach (var (id, box) in layout.Boxes)
            {
                WriteNumbers(json, id, [box.X, box.Y, box.Width, box.Height]);
            }

            json.WriteEndObject();
            json.WriteStartArray("routes");
            foreach (var route in layout.Routes)
            {
                json.WriteStartObject();
                json.WriteString("from", route.From);
                json.WriteString("to", route.To);
                json.WriteBoolean("faint", route.Faint);
                WriteNumbers(json, "points", route.Points.SelectMany(point => new[] { point.X, point.Y }));
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IEnumerable<double> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }
}
