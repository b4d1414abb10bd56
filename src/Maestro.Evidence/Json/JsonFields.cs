using System.Globalization;

namespace Maestro.Evidence.Json;

/// <summary>
/// Reads a JSON object field by field into a record. The first field that is missing or of another kind ends the reading, and becomes the problem of <see cref="Read"/>.
/// Fields that are not asked for are ignored, as the in-toto attestation framework demands of consumers.
/// </summary>
public sealed class JsonFields
{
    private readonly string _path;

    private JsonFields(JsonObject source, string path)
    {
        Source = source;
        _path = path;
    }

    /// <summary>The object being read.</summary>
    public JsonObject Source { get; }

    /// <summary>Reads <paramref name="value"/>, which must be an object.</summary>
    /// <param name="value">The value.</param>
    /// <param name="where">What to name in a problem: the file or the kind of evidence.</param>
    /// <param name="read">Takes the fields one by one.</param>
    public static Result<T> Read<T>(JsonValue value, string where, Func<JsonFields, T> read)
    {
        try
        {
            return Result.Of(read(Of(value, "$")));
        }
        catch (ShapeException problem)
        {
            return EvidenceProblems.BadShape.At(where, problem.Message);
        }
    }

    /// <summary>A string.</summary>
    public string Text(string name) => Get(name) is JsonString text ? text.Value : throw Unexpected(name, "string");

    /// <summary>A string, or null where the field is absent or <c>null</c>.</summary>
    public string? OptionalText(string name) => Has(name) ? Text(name) : null;

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public bool Flag(string name) => Get(name) is JsonBoolean flag ? flag.Value : throw Unexpected(name, "boolean");

    /// <summary><c>true</c> or <c>false</c>; false where the field is absent.</summary>
    public bool OptionalFlag(string name) => Has(name) && Flag(name);

    /// <summary>A whole number, or a string of one beyond 2^53 - 1.</summary>
    public long Integer(string name) => Get(name) switch
    {
        JsonNumber number when Math.Abs(number.Value) <= JsonValue.MaxSafeInteger && double.IsInteger(number.Value) => (long)number.Value,
        JsonString text when long.TryParse(text.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var beyond) && ((JsonValue)beyond).Equals(text) => beyond,
        _ => throw Unexpected(name, "whole number"),
    };

    /// <summary>A whole number from 0 to <see cref="int.MaxValue"/>: a count or a line.</summary>
    public int Count(string name) => Integer(name) is >= 0 and <= int.MaxValue and var count ? (int)count : throw Unexpected(name, "count");

    /// <summary>A count, or null where the member is absent.</summary>
    public int? OptionalCount(string name) => Has(name) ? Count(name) : null;

    /// <summary>A SHA-256 digest.</summary>
    public Digest Digest(string name) => Evidence.Digest.TryParse(Text(name), out var digest) ? digest : throw Unexpected(name, "SHA-256 digest");

    /// <summary>A SHA-256 digest, or null where the field is absent or <c>null</c>.</summary>
    public Digest? OptionalDigest(string name) => Has(name) ? Digest(name) : null;

    /// <summary>A git object id.</summary>
    public GitObjectId GitObject(string name) => GitObjectId.TryParse(Text(name), out var id) ? id : throw Unexpected(name, "git object id");

    /// <summary>A git object id, or null where the field is absent or <c>null</c>.</summary>
    public GitObjectId? OptionalGitObject(string name) => Has(name) ? GitObject(name) : null;

    /// <summary>One of a closed set of words.</summary>
    public T Word<T>(string name, JsonWords<T> words)
        where T : struct, Enum => words.TryParse(Text(name), out var value) ? value : throw Unexpected(name, words.ToString());

    /// <summary>A string that must be this one: a version or a kind.</summary>
    public void Constant(string name, string expected)
    {
        if (Text(name) != expected)
        {
            throw Unexpected(name, $"'{expected}'");
        }
    }

    /// <summary>An object, read in turn.</summary>
    public T Object<T>(string name, Func<JsonFields, T> read) => read(Of(Get(name), $"{_path}.{name}"));

    /// <summary>An object, read in turn, or null where the field is absent or <c>null</c>.</summary>
    public T? OptionalObject<T>(string name, Func<JsonFields, T> read)
        where T : class? => Has(name) ? Object(name, read) : null;

    /// <summary>An array of objects, each read in turn.</summary>
    public IReadOnlyList<T> List<T>(string name, Func<JsonFields, T> read) =>
        Items(name).Select((item, i) => read(Of(item, $"{_path}.{name}[{i.ToString(CultureInfo.InvariantCulture)}]"))).ToArray();

    /// <summary>An array of objects; empty where the field is absent.</summary>
    public IReadOnlyList<T> OptionalList<T>(string name, Func<JsonFields, T> read) => Has(name) ? List(name, read) : [];

    /// <summary>An array of strings.</summary>
    public IReadOnlyList<string> Texts(string name) =>
        Items(name).Select(item => item is JsonString text ? text.Value : throw Unexpected(name, "array of strings")).ToArray();

    /// <summary>An array of strings; empty where the field is absent.</summary>
    public IReadOnlyList<string> OptionalTexts(string name) => Has(name) ? Texts(name) : [];

    /// <summary>An object whose values are strings; empty where the field is absent.</summary>
    public IReadOnlyDictionary<string, string> TextMap(string name)
    {
        if (!Has(name))
        {
            return new SortedDictionary<string, string>(StringComparer.Ordinal);
        }

        var map = Get(name) as JsonObject ?? throw Unexpected(name, "object");
        return new SortedDictionary<string, string>(
            map.Members.ToDictionary(m => m.Key, m => m.Value is JsonString text ? text.Value : throw Unexpected($"{name}.{m.Key}", "string")),
            StringComparer.Ordinal);
    }

    /// <summary>An object as it is; empty where the field is absent.</summary>
    public JsonObject Raw(string name) => !Has(name) ? JsonObject.Of() : Get(name) as JsonObject ?? throw Unexpected(name, "object");

    /// <summary>Ends the reading: the field has the right kind, but a value that makes no sense.</summary>
    public Exception Unexpected(string name, string expected)
    {
        var found = Source.TryGet(name, out var value) ? value is JsonString or JsonNumber ? Shortened(value.ToString()) : value.Kind : "nothing";
        return new ShapeException($"{_path}.{name} is {found} instead of {expected}");
    }

    private static string Shortened(string text) => text.Length <= 60 ? text : text[..60] + "…";

    private static JsonFields Of(JsonValue value, string path) =>
        value is JsonObject source ? new(source, path) : throw new ShapeException($"{path} is {value.Kind} instead of object");

    private bool Has(string name) => Source.TryGet(name, out var value) && value is not JsonNull;

    private JsonValue Get(string name) => Source.TryGet(name, out var value) ? value : throw new ShapeException($"{_path}.{name} is missing");

    private IReadOnlyList<JsonValue> Items(string name) => Get(name) is JsonArray array ? array.Items : throw Unexpected(name, "array");

    private sealed class ShapeException(string message) : Exception(message);
}
