using System.Security.Cryptography;

namespace Maestro.Evidence.Signing;

/// <summary>Signs messages for one key.</summary>
public interface ISigner
{
    /// <summary>The key that verifies what is signed here.</summary>
    VerificationKey PublicKey { get; }

    /// <summary>The DER signature over <paramref name="message"/>.</summary>
    Result<byte[]> Sign(ReadOnlyMemory<byte> message);
}

/// <summary>A private ECDSA key on P-256 that signs with SHA-256 in DER.</summary>
public sealed class SigningKey : ISigner, IDisposable
{
    private const string PemLabel = "PRIVATE KEY";
    private readonly ECDsa _key;

    private SigningKey(ECDsa key)
    {
        _key = key;
        PublicKey = new(key);
    }

    /// <inheritdoc/>
    public VerificationKey PublicKey { get; }

    /// <summary>A new key.</summary>
    public static SigningKey Generate() => new(ECDsa.Create(ECCurve.NamedCurves.nistP256));

    /// <summary>Reads PKCS#8 in PEM.</summary>
    /// <param name="pem">The text.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<SigningKey> FromPem(string pem, string where)
    {
        var key = ECDsa.Create();
        try
        {
            if (!PemEncoding.TryFind(pem, out var fields) || pem[fields.Label] != PemLabel)
            {
                return EvidenceProblems.BadKey.At(where, "no PEM private key (PKCS#8, not encrypted) in it");
            }

            key.ImportPkcs8PrivateKey(Convert.FromBase64String(pem[fields.Base64Data]), out _);
            if (P256.Is(key))
            {
                return new SigningKey(key);
            }

            return EvidenceProblems.BadKey.At(where, "its curve is not P-256");
        }
        catch (Exception problem) when (problem is CryptographicException or PlatformNotSupportedException or NotSupportedException)
        {
            key.Dispose();
            return EvidenceProblems.BadKey.At(where, problem.Message.TrimEnd('.'));
        }
    }

    /// <summary>The key as PKCS#8 in PEM, with a final line feed.</summary>
    public string ToPem() => _key.ExportPkcs8PrivateKeyPem() + "\n";

    /// <inheritdoc/>
    public Result<byte[]> Sign(ReadOnlyMemory<byte> message) =>
        _key.SignData(message.Span, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);

    /// <inheritdoc/>
    public void Dispose() => _key.Dispose();
}
