using Maestro.Evidence.Json;
using Maestro.Evidence.Signing;

namespace Maestro.Evidence.Tests.Signing;

/// <summary>Other people's verifiers accept our envelopes, and refuse them once changed.</summary>
public sealed class IndependentVerifierTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();
    private readonly SigningKey _key = SigningKey.Generate();
    private readonly DsseEnvelope _envelope;
    private readonly string _publicKey;

    public IndependentVerifierTests()
    {
        var statement = new Statement([Subject.File("a.cs", Digest.OfText("a"))], "urn:maestro:test:v1", JsonObject.Of(("text", "Grüße 😀")));
        _envelope = DsseEnvelope.Around(statement).Sign(_key).Value;
        _publicKey = _scratch.File("maestro.pub");
        File.WriteAllText(_publicKey, _key.PublicKey.ToPem());
    }

    public void Dispose()
    {
        _key.Dispose();
        _scratch.Dispose();
    }

    [Fact]
    public void Openssl_verifies_the_signature_over_the_PAE()
    {
        var signature = _scratch.Write("sig", _envelope.Signatures[0].Bytes.ToArray());
        var good = _scratch.Write("pae", Pae.Encode(_envelope.PayloadType, _envelope.Payload.Span));
        var bad = _scratch.Write("bad", Pae.Encode(_envelope.PayloadType + "x", _envelope.Payload.Span));

        Assert.Equal("Verified OK", Tool.Run("openssl", "dgst", "-sha256", "-verify", _publicKey, "-signature", signature, good).Output.Trim());
        Assert.NotEqual(0, Tool.Run("openssl", "dgst", "-sha256", "-verify", _publicKey, "-signature", signature, bad).ExitCode);
    }

    [Fact]
    public void Sigstores_verifier_accepts_the_envelope_and_gives_the_same_payload()
    {
        var (exitCode, output, error) = RunSigstore(_envelope);

        Assert.True(exitCode == 0, $"{error}\nIf modules are missing: npm ci in {RepositoryFolder.Npm}");
        Assert.Equal(System.Text.Encoding.UTF8.GetString(_envelope.Payload.Span), output);
    }

    [Fact]
    public void Sigstores_verifier_refuses_a_changed_payload()
    {
        var payload = _envelope.Payload.ToArray();
        payload[^1] ^= 1;

        var (exitCode, _, error) = RunSigstore(_envelope with { Payload = payload });

        Assert.NotEqual(0, exitCode);
        Assert.Contains("signature", error, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_key_id_is_what_openssl_computes()
    {
        var der = _scratch.File("spki.der");
        Tool.Run("openssl", "pkey", "-pubin", "-in", _publicKey, "-outform", "DER", "-out", der);

        Assert.Equal(Digest.OfFile(der).Hex, _key.PublicKey.Id.ToString());
    }

    private (int ExitCode, string Output, string Error) RunSigstore(DsseEnvelope envelope) =>
        Tool.Run("node", Path.Combine(RepositoryFolder.Npm, "verify.mjs"), _scratch.Write("e.json", envelope.ToBytes()), _publicKey);
}
