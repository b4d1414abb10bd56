using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Maestro.Evidence.Signing;

/// <summary>The name of a public key: the SHA-256 of its SubjectPublicKeyInfo in DER, the point uncompressed, so that one key has one name.</summary>
public readonly record struct KeyId
{
    private readonly Digest _digest;

    internal KeyId(Digest digest) => _digest = digest;

    /// <summary>Reads 64 lower-case hexadecimal digits.</summary>
    public static bool TryParse(string? text, out KeyId id)
    {
        var valid = Digest.TryParse(text, out var digest);
        id = new(digest);
        return valid;
    }

    /// <summary>The 64 lower-case hexadecimal digits.</summary>
    public override string ToString() => _digest.Hex;
}

/// <summary>A public ECDSA key on P-256 for SHA-256 and DER signatures (RFC 3279, section 2.2.3).</summary>
public sealed class VerificationKey
{
    private const string PemLabel = "PUBLIC KEY";
    private readonly byte[] _spki;

    internal VerificationKey(ECDsa key)
    {
        _spki = key.ExportSubjectPublicKeyInfo();
        Id = new(Digest.Of(_spki));
    }

    /// <summary>The key's name.</summary>
    public KeyId Id { get; }

    /// <summary>Reads a PEM file's text with one SubjectPublicKeyInfo.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<VerificationKey> FromPem(string pem, string where)
    {
        try
        {
            if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != PemLabel)
            {
                return EvidenceProblems.BadKey.At(where, "no PEM public key in it");
            }

            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(pem[fields.Base64Data]), out _);
            return P256.Is(key) ? new VerificationKey(key) : EvidenceProblems.BadKey.At(where, "its curve is not P-256");
        }
        catch (Exception problem) when (problem is CryptographicException or PlatformNotSupportedException or NotSupportedException)
        {
            return EvidenceProblems.BadKey.At(where, problem.Message.TrimEnd('.'));
        }
    }

    /// <summary>Reads a PEM file.</summary>
    public static Result<VerificationKey> ReadFile(string path) => Storage.Files.Read(path) is { Problem: null } read
        ? FromPem(System.Text.Encoding.ASCII.GetString(read.Value), path)
        : File.Exists(path) ? EvidenceProblems.BadKey.At(path, "it cannot be read") : EvidenceProblems.KeyNotFound.At(path);

    /// <summary>The SubjectPublicKeyInfo in PEM, with a final line feed.</summary>
    public string ToPem() => PemEncoding.WriteString(PemLabel, _spki) + "\n";

    /// <summary>True when <paramref name="signature"/> is this key's over <paramref name="message"/>. Raw r‖s, BER and values out of range are not signatures.</summary>
    public bool Verify(ReadOnlySpan<byte> message, ReadOnlySpan<byte> signature)
    {
        if (!P256.IsStrictDer(signature))
        {
            return false;
        }

        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_spki, out _);
        return key.VerifyData(message, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}

internal static class P256
{
    private const string Oid = "1.2.840.10045.3.1.7";
    private const int FieldBytes = 32;

    internal static bool Is(ECDsa key) => key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true } curve && curve.Oid.Value == Oid;

    /// <summary>True for a DER SEQUENCE of two positive INTEGERs of at most 256 bits, and nothing after it.</summary>
    internal static bool IsStrictDer(ReadOnlySpan<byte> signature)
    {
        try
        {
            var outer = new AsnReader(signature.ToArray(), AsnEncodingRules.DER);
            var pair = outer.ReadSequence();
            var valid = IsInRange(pair.ReadIntegerBytes().Span) & IsInRange(pair.ReadIntegerBytes().Span);
            pair.ThrowIfNotEmpty();
            outer.ThrowIfNotEmpty();
            return valid;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    private static bool IsInRange(ReadOnlySpan<byte> number) =>
        number[0] < 0x80 && number.IndexOfAnyExcept((byte)0) >= 0 && number.Length <= FieldBytes + 1;
}
