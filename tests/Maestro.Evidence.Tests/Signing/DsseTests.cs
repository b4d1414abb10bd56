using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Maestro.Evidence.Json;
using Maestro.Evidence.Signing;

namespace Maestro.Evidence.Tests.Signing;

public sealed class DsseTests : IDisposable
{
    private readonly SigningKey _key = SigningKey.Generate();
    private readonly SigningKey _other = SigningKey.Generate();

    private static Statement Sample => new(
        [new Subject("change", DigestSet.Of(null, GitObjectId.Parse(new string('a', 40))))],
        "urn:maestro:test:v1",
        JsonObject.Of(("text", "Grüße, 世界 😀"), ("n", 1)));

    public void Dispose()
    {
        _key.Dispose();
        _other.Dispose();
    }

    [Fact]
    public void The_specifications_vector_has_this_PAE_and_its_signature_verifies_over_it()
    {
        var vector = StrictJson.ReadFile(RepositoryFolder.Fixture("dsse-spec-vector.json")).Value;
        var key = (JsonObject)vector["key"]!;
        var envelope = DsseEnvelope.Parse(CanonicalJson.Bytes(vector["envelope"]!), "vector").Value;

        var pae = Pae.Encode(envelope.PayloadType, envelope.Payload.Span);

        Assert.Equal(Text(vector, "pae"), Encoding.ASCII.GetString(pae));
        using var raw = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = { X = Coordinate(key, "x"), Y = Coordinate(key, "y") },
        });
        Assert.True(raw.VerifyData(pae, envelope.Signatures[0].Bytes.Span, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation));
        // Raw r‖s is the vector's own choice; here only DER is a signature.
        Assert.False(VerificationKey.FromPem(raw.ExportSubjectPublicKeyInfoPem(), "vector").Value.Verify(pae, envelope.Signatures[0].Bytes.Span));
    }

    [Fact]
    public void Lengths_in_the_PAE_count_bytes() =>
        Assert.Equal("DSSEv1 2 ä 4 😀", Encoding.UTF8.GetString(Pae.Encode("ä", "😀"u8)));

    [Fact]
    public void A_signed_statement_comes_back_with_its_signer()
    {
        var bytes = DsseEnvelope.Around(Sample).Sign(_key).Value.ToBytes();

        var verified = DsseEnvelope.Parse(bytes, "e").Value.VerifyStatement([_other.PublicKey, _key.PublicKey], "e").Value;

        Assert.Equal(Sample.ToJson(), verified.Statement.ToJson());
        Assert.Equal(_key.PublicKey.Id, Assert.Single(verified.Signers));
        Assert.Equal(Digest.Of(Sample.ToBytes()), verified.PayloadSha256);
    }

    [Fact]
    public void An_unsigned_envelope_and_a_wrong_key_have_problems_of_their_own()
    {
        var unsigned = DsseEnvelope.Around(Sample);

        Assert.Equal("MAE7010", unsigned.Verify([_key.PublicKey], "e").Problem?.Id);
        Assert.Equal("MAE7011", unsigned.Sign(_other).Value.Verify([_key.PublicKey], "e").Problem?.Id);
        Assert.Equal("MAE7011", unsigned.Sign(_other).Value.Verify([], "e").Problem?.Id);
    }

    [Fact]
    public void No_changed_bit_of_payload_type_payload_or_signature_verifies()
    {
        var signed = DsseEnvelope.Around(Sample).Sign(_key).Value;
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 1_000_000]).Sample((part, position) =>
        {
            var changed = part switch
            {
                0 => signed with { PayloadType = Encoding.Latin1.GetString(Flipped(Encoding.ASCII.GetBytes(signed.PayloadType), position)) },
                1 => signed with { Payload = Flipped(signed.Payload.ToArray(), position) },
                _ => signed with { Signatures = [signed.Signatures[0] with { Bytes = Flipped(signed.Signatures[0].Bytes.ToArray(), position) }] },
            };

            Assert.Equal("MAE7011", changed.Verify([_key.PublicKey], "e").Problem?.Id);
        });
    }

    [Fact]
    public void A_key_that_signed_twice_counts_once()
    {
        var twice = DsseEnvelope.Around(Sample).Sign(_key).Value.Sign(_key).Value;

        Assert.Equal("MAE7011", twice.Verify([_key.PublicKey, _key.PublicKey, _other.PublicKey], "e", threshold: 2).Problem?.Id);
        Assert.Equal(2, twice.Sign(_other).Value.Verify([_key.PublicKey, _other.PublicKey], "e", threshold: 2).Value.Signers.Count);
    }

    [Fact]
    public void The_key_id_in_an_envelope_is_only_a_hint()
    {
        var signed = DsseEnvelope.Around(Sample).Sign(_key).Value;
        var lying = signed with { Signatures = [signed.Signatures[0] with { KeyId = _other.PublicKey.Id.ToString() }] };
        var silent = signed with { Signatures = [signed.Signatures[0] with { KeyId = null }] };

        Assert.Equal(_key.PublicKey.Id, Assert.Single(lying.Verify([_key.PublicKey], "e").Value.Signers));
        Assert.Equal(_key.PublicKey.Id, Assert.Single(silent.Verify([_key.PublicKey], "e").Value.Signers));
        Assert.NotNull(lying.Verify([_other.PublicKey], "e").Problem);
    }

    [Fact]
    public void A_signed_payload_of_another_type_is_no_statement()
    {
        var envelope = new DsseEnvelope("text/plain", Sample.ToBytes(), []).Sign(_key).Value;

        Assert.Equal("MAE7004", envelope.VerifyStatement([_key.PublicKey], "e").Problem?.Id);
    }

    [Fact]
    public void A_signed_statement_with_duplicate_names_is_refused()
    {
        var payload = Encoding.UTF8.GetString(Sample.ToBytes()).Replace("\"predicateType\":", "\"predicateType\":\"x\",\"predicateType\":", StringComparison.Ordinal);
        var envelope = new DsseEnvelope(Statement.PayloadType, Encoding.UTF8.GetBytes(payload), []).Sign(_key).Value;

        Assert.Equal("MAE7001", envelope.VerifyStatement([_key.PublicKey], "e").Problem?.Id);
    }

    [Theory]
    [InlineData("aGk_", true)]
    [InlineData("aGk/", true)]
    [InlineData("aA==", true)]
    [InlineData("aA", true)]
    [InlineData("", true)]
    [InlineData("aA=", false)]
    [InlineData("aA===", false)]
    [InlineData("aB==", false)]
    [InlineData("a", false)]
    [InlineData("aGk-/+", false)]
    [InlineData("aG k", false)]
    [InlineData("aGk\\n", false)]
    [InlineData("=aGk", false)]
    [InlineData("a=Gk", false)]
    [InlineData("aGkä", false)]
    public void Base64_is_read_in_either_alphabet_and_in_one_way_only(string payload, bool valid)
    {
        var json = $$"""{"payloadType":"t","payload":"{{payload}}","signatures":[]}""";

        Assert.Equal(valid, DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json), "e").Succeeded);
    }

    [Theory]
    [InlineData("""{"payloadType":"t","payload":"","payload":"","signatures":[]}""", "MAE7001")]
    [InlineData("""{"payloadType":"t","payload":""}""", "MAE7002")]
    [InlineData("""{"payloadType":1,"payload":"","signatures":[]}""", "MAE7002")]
    [InlineData("""{"payloadType":"t","payload":"","signatures":[{}]}""", "MAE7002")]
    [InlineData("[]", "MAE7002")]
    public void A_malformed_envelope_is_a_problem(string json, string id) =>
        Assert.Equal(id, DsseEnvelope.Parse(Encoding.UTF8.GetBytes(json), "e").Problem?.Id);

    [Fact]
    public void An_envelope_file_with_one_byte_changed_is_refused_or_still_says_what_was_signed()
    {
        var signed = DsseEnvelope.Around(Sample).Sign(_key).Value;
        var bytes = signed.ToBytes();

        Gen.Select(Gen.Int[0, bytes.Length - 1], Gen.Byte).Sample((at, changed) =>
        {
            byte[] damaged = [.. bytes];
            damaged[at] = changed;

            var result = DsseEnvelope.Parse(damaged, "e").Then(e => e.VerifyStatement([_key.PublicKey], "e"));

            return !result.Succeeded || result.Value.PayloadSha256 == Digest.Of(signed.Payload.Span);
        }, iter: 3000);
    }

    [Fact]
    public void Envelopes_survive_being_written_and_read() =>
        Gen.Select(Gen.Byte.Array[0, 50], Gen.Byte.Array[0, 80].Array[0, 3]).Sample((payload, signatures) =>
        {
            var envelope = new DsseEnvelope("t", payload, signatures.Select((s, i) => new DsseSignature(i == 0 ? null : "k", s)).ToArray());

            Assert.Equal(envelope.ToBytes(), DsseEnvelope.Parse(envelope.ToBytes(), "e").Value.ToBytes());
        });

    private static byte[] Flipped(byte[] bytes, int position)
    {
        bytes[position / 7 % bytes.Length] ^= (byte)(1 << (position % 7));
        return bytes;
    }

    private static string Text(JsonObject source, string name) => ((JsonString)source[name]!).Value;

    private static byte[] Coordinate(JsonObject key, string name) =>
        BigInteger.Parse(Text(key, name), CultureInfo.InvariantCulture).ToByteArray(isUnsigned: true, isBigEndian: true);
}
