using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace Maestro.Evidence.Json;

/// <summary>
/// Reads JSON that every reader reads alike (I-JSON, RFC 7493): duplicate names, trailing text, invalid UTF-8, a byte-order mark, half surrogate pairs,
/// whole numbers that a double cannot hold, and nesting beyond <see cref="CanonicalJson.MaxDepth"/> are errors with a position.
/// </summary>
public static class StrictJson
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = CanonicalJson.MaxDepth, CommentHandling = JsonCommentHandling.Disallow };

    /// <summary>Reads one value from UTF-8 text.</summary>
    /// <param name="utf8">The whole text.</param>
    /// <param name="where">What to name in a problem: the file.</param>
    public static Result<JsonValue> Read(ReadOnlySpan<byte> utf8, string where)
    {
        if (!Utf8.IsValid(utf8))
        {
            return EvidenceProblems.BadJson.At(where, $"invalid UTF-8 at byte {FirstInvalidByte(utf8).ToString(CultureInfo.InvariantCulture)}");
        }

        var reader = new Utf8JsonReader(utf8, Options);
        try
        {
            reader.Read();
            var value = ReadValue(ref reader);
            return reader.Read() ? throw new JsonException("more than one value") : value;
        }
        catch (JsonException problem)
        {
            var cause = problem.Message.Split(" LineNumber:")[0].TrimEnd('.');
            return EvidenceProblems.BadJson.At(where, $"{cause}, at byte {Position(reader).ToString(CultureInfo.InvariantCulture)}");
        }
    }

    /// <summary>Reads one object from UTF-8 text.</summary>
    public static Result<JsonObject> ReadObject(ReadOnlySpan<byte> utf8, string where) => Read(utf8, where).Then(value =>
        value is JsonObject @object ? Result.Of(@object) : EvidenceProblems.BadShape.At(where, $"{value.Kind} instead of object"));

    /// <summary>Reads one value from a file.</summary>
    public static Result<JsonObject> ReadFile(string path) => Storage.Files.Read(path).Then(bytes => ReadObject(bytes, path));

    private static long Position(Utf8JsonReader reader) => Math.Max(reader.TokenStartIndex, reader.BytesConsumed);

    private static JsonValue ReadValue(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Null => JsonNull.Instance,
        JsonTokenType.True => JsonBoolean.True,
        JsonTokenType.False => JsonBoolean.False,
        JsonTokenType.Number => ReadNumber(ref reader),
        JsonTokenType.String => new JsonString(ReadString(ref reader)),
        JsonTokenType.StartArray => ReadArray(ref reader),
        JsonTokenType.StartObject => ReadObject(ref reader),
        _ => throw new JsonException("no value"),
    };

    private static JsonArray ReadArray(ref Utf8JsonReader reader)
    {
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(ReadValue(ref reader));
        }

        return new(items);
    }

    private static JsonObject ReadObject(ref Utf8JsonReader reader)
    {
        var members = new List<KeyValuePair<string, JsonValue>>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var name = ReadString(ref reader);
            reader.Read();
            members.Add(new(name, ReadValue(ref reader)));
        }

        return JsonObject.TryCreate([.. members], out var twice) ?? throw new JsonException($"the name '{twice}' twice in one object");
    }

    private static string ReadString(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw new JsonException("half of a surrogate pair");
        }
    }

    private static JsonNumber ReadNumber(ref Utf8JsonReader reader)
    {
        var value = reader.TryGetDouble(out var number) && double.IsFinite(number)
            ? number
            : throw new JsonException("a number beyond the range of a double");
        var text = reader.ValueSpan;
        var whole = text.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        if (whole && Math.Abs(value) > JsonValue.MaxSafeInteger && !text.SequenceEqual(System.Text.Encoding.ASCII.GetBytes(CanonicalNumber.Text(value))))
        {
            throw new JsonException("a whole number that a double cannot hold");
        }

        return new(value);
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> utf8)
    {
        var at = 0;
        while (System.Text.Rune.DecodeFromUtf8(utf8[at..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            at += length;
        }

        return at;
    }
}
