using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.Auditing;

/// <summary>An auditor with openssl and no Maestro, as docs/evidence.md describes.</summary>
public sealed class OpensslTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task Every_envelope_of_a_case_verifies_with_openssl_over_its_pre_authentication_encoding()
    {
        var good = await shop.GoodAsync();
        var envelopes = Directory.GetFiles(good.Folder, "*.dsse.json", SearchOption.AllDirectories);
        Assert.InRange(envelopes.Length, 5, 1000);

        foreach (var file in envelopes)
        {
            var (message, signature) = Read(file);

            var verified = await OpensslAsync(message, signature, good.Key);
            message[^1] ^= 1;
            var changed = await OpensslAsync(message, signature, good.Key);

            Assert.True(verified.ExitCode == 0 && verified.Output.Contains("Verified OK", StringComparison.Ordinal), $"{file}: {verified}");
            Assert.True(changed.ExitCode != 0, $"{file}: {changed}");
        }
    }

    [Fact]
    public async Task The_key_id_is_the_digest_of_the_public_key_as_openssl_writes_it()
    {
        var good = await shop.GoodAsync();

        var der = Path.Combine(_user.Scratch("der"), "key.der");
        await RealProcess.OutputAsync("openssl", ["pkey", "-pubin", "-in", good.Key, "-outform", "DER", "-out", der], _user.Folder);

        using var manifest = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(good.Folder, "manifest.dsse.json"), TestContext.Current.CancellationToken));
        var keyId = manifest.RootElement.GetProperty("signatures")[0].GetProperty("keyid").GetString();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(der, TestContext.Current.CancellationToken))), keyId);
    }

    [Fact]
    public async Task The_manifest_lists_every_other_file_by_digest_and_evidence_by_that_of_its_payload()
    {
        var folder = (await shop.GoodAsync()).Folder;
        using var envelope = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "manifest.dsse.json"), TestContext.Current.CancellationToken));
        using var statement = JsonDocument.Parse(envelope.RootElement.GetProperty("payload").GetBytesFromBase64());

        var listed = statement.RootElement.GetProperty("predicate").GetProperty("files");
        var digests = listed.ValueKind == JsonValueKind.Object
            ? listed.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.GetString()!, StringComparer.Ordinal)
            : listed.EnumerateArray().ToDictionary(f => f.GetProperty("path").GetString()!, f => f.GetProperty("sha256").GetString()!, StringComparer.Ordinal);

        var expected = Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f))
            .Where(f => f is not "manifest.dsse.json").Order(StringComparer.Ordinal);
        Assert.Equal(expected, digests.Keys.Order(StringComparer.Ordinal));
        // The page's digest is of its own text and drawing alone (docs/safety-case.md): for maestro verify.
        Assert.All(digests.Where(f => f.Key != "SafetyCaseViewer.html"), file =>
        {
            var bytes = File.ReadAllBytes(Path.Combine(folder, file.Key));
            var content = file.Key.EndsWith(".dsse.json", StringComparison.Ordinal) ? JsonDocument.Parse(bytes).RootElement.GetProperty("payload").GetBytesFromBase64() : bytes;
            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), file.Value);
        });
    }

    private async Task<Finished> OpensslAsync(byte[] message, byte[] signature, string key)
    {
        var file = Path.Combine(_user.Scratch("signature"), "sig");
        await File.WriteAllBytesAsync(file, signature, TestContext.Current.CancellationToken);
        return await RealProcess.RunAsync("openssl", ["dgst", "-sha256", "-verify", key, "-signature", file], _user.Folder, input: message);
    }

    /// <summary>What was signed (DSSE v1: lengths in bytes) and the signature.</summary>
    private static (byte[] Message, byte[] Signature) Read(string file)
    {
        using var envelope = JsonDocument.Parse(File.ReadAllBytes(file));
        var type = envelope.RootElement.GetProperty("payloadType").GetString()!;
        var payload = envelope.RootElement.GetProperty("payload").GetBytesFromBase64();
        byte[] message = [.. Encoding.UTF8.GetBytes($"DSSEv1 {Encoding.UTF8.GetByteCount(type)} {type} {payload.Length} "), .. payload];
        return (message, Assert.Single(envelope.RootElement.GetProperty("signatures").EnumerateArray()).GetProperty("sig").GetBytesFromBase64());
    }
}
