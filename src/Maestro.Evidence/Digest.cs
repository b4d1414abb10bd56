using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;

namespace Maestro.Evidence;

/// <summary>A SHA-256 digest. Its text is 64 lower-case hexadecimal digits.</summary>
public readonly record struct Digest : IComparable<Digest>
{
    private readonly string? _hex;

    private Digest(string hex) => _hex = hex;

    /// <summary>The 64 lower-case hexadecimal digits. The default value stands for no bytes at all having been hashed yet: 64 zeros.</summary>
    public string Hex => _hex ?? new string('0', 64);

    /// <summary>The digest of <paramref name="bytes"/>.</summary>
    public static Digest Of(ReadOnlySpan<byte> bytes) => new(Convert.ToHexStringLower(SHA256.HashData(bytes)));

    /// <summary>The digest of the UTF-8 bytes of <paramref name="text"/>.</summary>
    public static Digest OfText(string text) => Of(System.Text.Encoding.UTF8.GetBytes(text));

    /// <summary>The digest of a file's bytes, read as a stream.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static Digest OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16, FileOptions.SequentialScan);
        return new(Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static Digest Parse(string text) =>
        TryParse(text, out var digest) ? digest : throw new FormatException("A SHA-256 digest is 64 lower-case hexadecimal digits.");

    /// <summary>Reads 64 lower-case hexadecimal digits; false for anything else, upper case included.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Digest digest)
    {
        var valid = text is { Length: 64 } && HexText.IsLower(text);
        digest = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public bool Equals(Digest other) => string.Equals(Hex, other.Hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Hex.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public int CompareTo(Digest other) => string.CompareOrdinal(Hex, other.Hex);

    /// <summary>The 64 lower-case hexadecimal digits.</summary>
    public override string ToString() => Hex;
}

/// <summary>The name of a git object: SHA-1 (40 lower-case hexadecimal digits) or SHA-256 (64).</summary>
public readonly record struct GitObjectId
{
    private readonly string? _hex;

    private GitObjectId(string hex) => _hex = hex;

    /// <summary>The lower-case hexadecimal digits. The default value is git's own null id: 40 zeros.</summary>
    public string Hex => _hex ?? new string('0', 40);

    /// <summary>Reads 40 or 64 lower-case hexadecimal digits.</summary>
    /// <exception cref="FormatException">The text is anything else.</exception>
    public static GitObjectId Parse(string text) =>
        TryParse(text, out var id) ? id : throw new FormatException("A git object id is 40 or 64 lower-case hexadecimal digits.");

    /// <summary>Reads 40 or 64 lower-case hexadecimal digits; false for anything else.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out GitObjectId id)
    {
        var valid = text is { Length: 40 or 64 } && HexText.IsLower(text);
        id = valid ? new(text!) : default;
        return valid;
    }

    /// <inheritdoc/>
    public bool Equals(GitObjectId other) => string.Equals(Hex, other.Hex, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override int GetHashCode() => Hex.GetHashCode(StringComparison.Ordinal);

    /// <summary>The lower-case hexadecimal digits.</summary>
    public override string ToString() => Hex;
}

internal static class HexText
{
    internal static bool IsLower(string text) => text.AsSpan().IndexOfAnyExcept("0123456789abcdef") < 0;
}
