using System.Text;

namespace Maestro.Evidence.Json;

/// <summary>The JSON Canonicalization Scheme (RFC 8785): one value, one sequence of bytes.</summary>
public static class CanonicalJson
{
    /// <summary>How deep arrays and objects may nest, when written and when read.</summary>
    public const int MaxDepth = 64;

    /// <summary>The canonical UTF-8 bytes of <paramref name="value"/>.</summary>
    /// <exception cref="InvalidOperationException">It nests deeper than <see cref="MaxDepth"/>.</exception>
    public static byte[] Bytes(JsonValue value) => Encoding.UTF8.GetBytes(Text(value));

    /// <summary>The canonical text of <paramref name="value"/>.</summary>
    /// <exception cref="InvalidOperationException">It nests deeper than <see cref="MaxDepth"/>.</exception>
    public static string Text(JsonValue value)
    {
        var text = new StringBuilder();
        Write(text, value, 0);
        return text.ToString();
    }

    private static void Write(StringBuilder text, JsonValue value, int depth)
    {
        switch (value)
        {
            case JsonNull:
                text.Append("null");
                break;
            case JsonBoolean boolean:
                text.Append(boolean.Value ? "true" : "false");
                break;
            case JsonNumber number:
                text.Append(CanonicalNumber.Text(number.Value));
                break;
            case JsonString @string:
                WriteString(text, @string.Value);
                break;
            case JsonArray array:
                WriteArray(text, array, Deeper(depth));
                break;
            case JsonObject @object:
                WriteObject(text, @object, Deeper(depth));
                break;
        }
    }

    private static int Deeper(int depth) =>
        depth < MaxDepth ? depth + 1 : throw new InvalidOperationException($"JSON nests deeper than {MaxDepth}.");

    private static void WriteArray(StringBuilder text, JsonArray array, int depth)
    {
        text.Append('[');
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            Write(text, array.Items[i], depth);
        }

        text.Append(']');
    }

    private static void WriteObject(StringBuilder text, JsonObject @object, int depth)
    {
        text.Append('{');
        for (var i = 0; i < @object.Members.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            WriteString(text, @object.Members[i].Key);
            text.Append(':');
            Write(text, @object.Members[i].Value, depth);
        }

        text.Append('}');
    }

    /// <summary>RFC 8785, section 3.2.2.2: the short escapes, <c>\u00xx</c> in lower case for other controls, all else as it is.</summary>
    private static void WriteString(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => text.Append("\\\""),
                '\\' => text.Append("\\\\"),
                '\b' => text.Append("\\b"),
                '\t' => text.Append("\\t"),
                '\n' => text.Append("\\n"),
                '\f' => text.Append("\\f"),
                '\r' => text.Append("\\r"),
                < ' ' => text.Append("\\u00").Append(((int)c).ToString("x2", System.Globalization.CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        text.Append('"');
    }
}
