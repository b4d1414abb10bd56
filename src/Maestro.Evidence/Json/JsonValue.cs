using System.Diagnostics.CodeAnalysis;

namespace Maestro.Evidence.Json;

/// <summary>
/// A JSON value that has exactly one canonical text (RFC 8785): no duplicate names, no lone surrogates, finite numbers.
/// Closed: <see cref="JsonNull"/>, <see cref="JsonBoolean"/>, <see cref="JsonNumber"/>, <see cref="JsonString"/>, <see cref="JsonArray"/>, <see cref="JsonObject"/>.
/// </summary>
public abstract class JsonValue : IEquatable<JsonValue>
{
    /// <summary>The largest whole number that every JSON reader holds exactly: 2^53 - 1.</summary>
    public const long MaxSafeInteger = (1L << 53) - 1;

    private protected JsonValue()
    {
    }

    /// <summary>The word for the kind of value in messages: <c>object</c>, <c>number</c>, and so on.</summary>
    public abstract string Kind { get; }

    /// <summary>A string; null gives <c>null</c>.</summary>
    public static implicit operator JsonValue(string? text) => text is null ? JsonNull.Instance : new JsonString(text);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static implicit operator JsonValue(bool value) => value ? JsonBoolean.True : JsonBoolean.False;

    /// <summary>A whole number; beyond 2^53 - 1 in either direction it becomes a string, since numbers there are not exact.</summary>
    public static implicit operator JsonValue(long value) =>
        Math.Abs((decimal)value) <= MaxSafeInteger
            ? new JsonNumber(value)
            : new JsonString(value.ToString(System.Globalization.CultureInfo.InvariantCulture));

    /// <summary>True when both have the same canonical text.</summary>
    public bool Equals(JsonValue? other) =>
        ReferenceEquals(this, other) || (other is not null && CanonicalJson.Text(this) == CanonicalJson.Text(other));

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as JsonValue);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => CanonicalJson.Text(this).GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical text.</summary>
    public sealed override string ToString() => CanonicalJson.Text(this);
}

/// <summary>JSON <c>null</c>.</summary>
public sealed class JsonNull : JsonValue
{
    private JsonNull()
    {
    }

    /// <summary>The only instance.</summary>
    public static JsonNull Instance { get; } = new();

    /// <inheritdoc/>
    public override string Kind => "null";
}

/// <summary>JSON <c>true</c> and <c>false</c>.</summary>
public sealed class JsonBoolean : JsonValue
{
    private JsonBoolean(bool value) => Value = value;

    /// <summary>JSON <c>true</c>.</summary>
    public static JsonBoolean True { get; } = new(true);

    /// <summary>JSON <c>false</c>.</summary>
    public static JsonBoolean False { get; } = new(false);

    /// <summary>The value.</summary>
    public bool Value { get; }

    /// <inheritdoc/>
    public override string Kind => "boolean";
}

/// <summary>A JSON number: an IEEE 754 double, as in RFC 8785, section 3.2.2.3.</summary>
public sealed class JsonNumber : JsonValue
{
    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not finite: JSON has no such number.</exception>
    public JsonNumber(double value) => Value = double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), "JSON has no infinite number and no NaN.");

    /// <summary>The value.</summary>
    public double Value { get; }

    /// <inheritdoc/>
    public override string Kind => "number";
}

/// <summary>A JSON string.</summary>
public sealed class JsonString : JsonValue
{
    /// <summary>A string.</summary>
    /// <exception cref="ArgumentException">It has half of a surrogate pair, which no UTF-8 text can carry.</exception>
    public JsonString(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        Value = UnicodeText.IsWellFormed(value) ? value : throw new ArgumentException("The text has half of a surrogate pair.", nameof(value));
    }

    /// <summary>The value.</summary>
    public string Value { get; }

    /// <inheritdoc/>
    public override string Kind => "string";
}

/// <summary>A JSON array.</summary>
public sealed class JsonArray : JsonValue
{
    /// <summary>An array of these items.</summary>
    public JsonArray(IEnumerable<JsonValue> items) => Items = items.ToArray();

    /// <summary>The items in order.</summary>
    public IReadOnlyList<JsonValue> Items { get; }

    /// <inheritdoc/>
    public override string Kind => "array";

    /// <summary>An array with one item for each element of <paramref name="source"/>.</summary>
    public static JsonArray Of<T>(IEnumerable<T> source, Func<T, JsonValue> item) => new(source.Select(item));

    /// <summary>An array of strings.</summary>
    public static JsonArray OfText(IEnumerable<string> source) => new(source.Select(text => (JsonValue)text));
}

/// <summary>A JSON object. Its members are sorted by the UTF-16 code units of their names (RFC 8785, section 3.2.3).</summary>
public sealed class JsonObject : JsonValue
{
    private readonly KeyValuePair<string, JsonValue>[] _members;

    /// <summary>An object with these members, in any order.</summary>
    /// <exception cref="ArgumentException">Two members have one name, or a name has half of a surrogate pair.</exception>
    public JsonObject(IEnumerable<KeyValuePair<string, JsonValue>> members)
        : this(members.ToArray())
    {
        if (Sort(_members) is { } twice)
        {
            throw new ArgumentException($"Two members are named '{twice}'.", nameof(members));
        }

        if (!_members.All(m => UnicodeText.IsWellFormed(m.Key)))
        {
            throw new ArgumentException("A name has half of a surrogate pair.", nameof(members));
        }
    }

    private JsonObject(KeyValuePair<string, JsonValue>[] members) => _members = members;

    /// <summary>The members, sorted.</summary>
    public IReadOnlyList<KeyValuePair<string, JsonValue>> Members => _members;

    /// <inheritdoc/>
    public override string Kind => "object";

    /// <summary>The member of that name, or null.</summary>
    public JsonValue? this[string name] => TryGet(name, out var value) ? value : null;

    /// <summary>An object with these members; a member whose value is a C# null is left out (write <see cref="JsonNull"/> for JSON's).</summary>
    public static JsonObject Of(params ReadOnlySpan<(string Name, JsonValue? Value)> members)
    {
        var present = new List<KeyValuePair<string, JsonValue>>(members.Length);
        foreach (var (name, value) in members)
        {
            if (value is not null)
            {
                present.Add(new(name, value));
            }
        }

        return new(present);
    }

    /// <summary>An object with well-formed names; null, and the name, where two members have one.</summary>
    internal static JsonObject? TryCreate(KeyValuePair<string, JsonValue>[] members, out string? twice)
    {
        twice = Sort(members);
        return twice is null ? new(members) : null;
    }

    /// <summary>The member of that name; false where there is none.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out JsonValue? value)
    {
        var (low, high) = (0, _members.Length - 1);
        while (low <= high)
        {
            var middle = low + ((high - low) / 2);
            var order = string.CompareOrdinal(_members[middle].Key, name);
            if (order == 0)
            {
                value = _members[middle].Value;
                return true;
            }

            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }

        value = null;
        return false;
    }

    /// <summary>Sorts members by name; gives a name that is there twice, or null. Canonical input is sorted already.</summary>
    private static string? Sort(KeyValuePair<string, JsonValue>[] members)
    {
        var sorted = true;
        for (var i = 1; i < members.Length && sorted; i++)
        {
            sorted = string.CompareOrdinal(members[i - 1].Key, members[i].Key) < 0;
        }

        if (sorted)
        {
            return null;
        }

        Array.Sort(members, static (left, right) => string.CompareOrdinal(left.Key, right.Key));
        return Enumerable.Range(1, members.Length - 1).Where(i => members[i].Key == members[i - 1].Key).Select(i => members[i].Key).FirstOrDefault();
    }
}

internal static class UnicodeText
{
    /// <summary>True when every surrogate is half of a pair.</summary>
    internal static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
            {
                continue;
            }

            if (!char.IsHighSurrogate(text[i]) || i + 1 == text.Length || !char.IsLowSurrogate(text[i + 1]))
            {
                return false;
            }

            i++;
        }

        return true;
    }
}
