using Maestro.Evidence.Json;

namespace Maestro.Evidence.Signing;

/// <summary>One signature of an envelope.</summary>
/// <param name="KeyId">A hint to the key, not authenticated; null where there is none.</param>
/// <param name="Bytes">The DER signature over the <see cref="Pae"/>.</param>
public sealed record DsseSignature(string? KeyId, ReadOnlyMemory<byte> Bytes);

/// <summary>A DSSE v1 envelope: a payload, its type, and signatures over both.</summary>
/// <param name="PayloadType">The media type.</param>
/// <param name="Payload">The bytes. Not to be read before <see cref="Verify"/>, which gives back those it verified.</param>
/// <param name="Signatures">In the order they were made; none in an unsigned one.</param>
public sealed record DsseEnvelope(string PayloadType, ReadOnlyMemory<byte> Payload, IReadOnlyList<DsseSignature> Signatures)
{
    /// <summary>An envelope around a statement, not signed yet.</summary>
    public static DsseEnvelope Around(Statement statement) => new(Statement.PayloadType, statement.ToBytes(), []);

    /// <summary>Reads the JSON of an envelope.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="where">What to name in a problem.</param>
    public static Result<DsseEnvelope> Parse(ReadOnlySpan<byte> utf8, string where) =>
        StrictJson.Read(utf8, where).Then(value => JsonFields.Read(value, where, fields => new DsseEnvelope(
            fields.Text("payloadType"),
            Base64(fields, "payload"),
            fields.List("signatures", s => new DsseSignature(s.OptionalText("keyid"), Base64(s, "sig"))))));

    /// <summary>Reads an envelope from a file.</summary>
    public static Result<DsseEnvelope> ReadFile(string path) => Storage.Files.Read(path).Then(bytes => Parse(bytes, path));

    /// <summary>The canonical JSON of the envelope.</summary>
    public byte[] ToBytes() => CanonicalJson.Bytes(JsonObject.Of(
        ("payloadType", PayloadType),
        ("payload", DsseBase64.Encode(Payload.Span)),
        ("signatures", JsonArray.Of(Signatures, s => JsonObject.Of(
            ("keyid", s.KeyId is null ? null : (JsonValue)s.KeyId),
            ("sig", DsseBase64.Encode(s.Bytes.Span)))))));

    /// <summary>This envelope with one more signature.</summary>
    public Result<DsseEnvelope> Sign(ISigner signer) => signer.Sign(Pae.Encode(PayloadType, Payload.Span)).Map(signature =>
        this with { Signatures = [.. Signatures, new DsseSignature(signer.PublicKey.Id.ToString(), signature)] });

    /// <summary>Checks the signatures and gives back the very payload they cover.</summary>
    /// <param name="trusted">The keys trusted for this; one given twice counts once.</param>
    /// <param name="where">What to name in a problem.</param>
    /// <param name="threshold">How many distinct trusted keys must have signed.</param>
    /// <remarks>Key ids in the envelope are ignored: each signature is tried with each key, and a key that signed twice counts once.</remarks>
    public Result<VerifiedPayload> Verify(IReadOnlyCollection<VerificationKey> trusted, string where, int threshold = 1)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 1);
        if (Signatures.Count == 0)
        {
            return EvidenceProblems.Unsigned.At(where);
        }

        var pae = Pae.Encode(PayloadType, Payload.Span);
        var signers = trusted
            .DistinctBy(key => key.Id)
            .Where(key => Signatures.Any(signature => key.Verify(pae, signature.Bytes.Span)))
            .Select(key => key.Id)
            .OrderBy(id => id.ToString(), StringComparer.Ordinal)
            .ToArray();
        return signers.Length >= threshold
            ? new VerifiedPayload(PayloadType, Payload, signers)
            : EvidenceProblems.NotSignedByTrusted.At(where, Number(signers.Length), Number(threshold));
    }

    /// <summary>Checks the signatures and gives back the statement they cover, read from the verified bytes.</summary>
    /// <inheritdoc cref="Verify"/>
    public Result<VerifiedStatement> VerifyStatement(IReadOnlyCollection<VerificationKey> trusted, string where, int threshold = 1) =>
        Verify(trusted, where, threshold).Then(payload => payload.AsStatement(where));

    private static byte[] Base64(JsonFields fields, string name) =>
        DsseBase64.TryDecode(fields.Text(name), out var bytes) ? bytes : throw fields.Unexpected(name, "base64");

    private static string Number(int value) => value.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
