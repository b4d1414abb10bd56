using System.Security.Cryptography;
using System.Text;
using Maestro.Evidence;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Viewer;

namespace Maestro.EndToEnd.Viewer;

/// <summary>
/// A case's files, signed by hand: the page must accept what any implementation of DSSE makes, so this one shares no code with ours.
/// </summary>
public sealed class SignedCase : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <param name="statements">The evidence, as in-toto statements.</param>
    /// <param name="document">Makes the case from the digests of the evidence, in the order of the statements.</param>
    public SignedCase(IEnumerable<string> statements, Func<IReadOnlyList<Digest>, SafetyCaseDocument> document)
    {
        var payloads = statements.Select(Encoding.UTF8.GetBytes).ToList();
        Evidence = payloads.ToDictionary(payload => $"evidence/{Digest.Of(payload).Hex}.dsse.json", payload => (ReadOnlyMemory<byte>)Envelope(payload), StringComparer.Ordinal);
        Document = document([.. payloads.Select(payload => Digest.Of(payload))]);
        CaseJson = SafetyCaseJson.Write(Document);
        Manifest = Envelope(ManifestPayload());
    }

    public SafetyCaseDocument Document { get; }

    public byte[] CaseJson { get; }

    public byte[] Manifest { get; }

    public IReadOnlyDictionary<string, ReadOnlyMemory<byte>> Evidence { get; }

    public string PublicKey => _key.ExportSubjectPublicKeyInfoPem();

    public string KeyId => Convert.ToHexStringLower(SHA256.HashData(_key.ExportSubjectPublicKeyInfo()));

    public byte[] Page() => ViewerPage.Write(Document, CaseJson, Manifest, Evidence);

    public void Dispose() => _key.Dispose();

    private byte[] ManifestPayload()
    {
        // Envelopes are named and listed by the digests of their payloads.
        var files = Evidence.Keys.Select(path => (Path: path, Sha256: path["evidence/".Length..][..64]))
            .Append((Path: "case.json", Sha256: Digest.Of(CaseJson).Hex))
            .Select(file => $$"""{"path":"{{file.Path}}","sha256":"{{file.Sha256}}"}""");
        var verdict = Document.Verdict.ToString().ToLowerInvariant();
        return Encoding.UTF8.GetBytes(
            $$"""{"_type":"https://in-toto.io/Statement/v1","predicate":{"files":[{{string.Join(',', files)}}],"verdict":"{{verdict}}"},"predicateType":"urn:maestro:safety-case:v1","subject":[{"digest":{"gitTree":"{{Document.Change.Head.Tree}}"},"name":"change"}]}""");
    }

    private byte[] Envelope(byte[] payload)
    {
        const string type = "application/vnd.in-toto+json";
        byte[] message = [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload];
        var signature = _key.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Encoding.UTF8.GetBytes(
            $$"""{"payload":"{{Convert.ToBase64String(payload)}}","payloadType":"{{type}}","signatures":[{"keyid":"{{KeyId}}","sig":"{{Convert.ToBase64String(signature)}}"}]}""");
    }
}
