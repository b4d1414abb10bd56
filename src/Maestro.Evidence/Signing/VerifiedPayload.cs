namespace Maestro.Evidence.Signing;

/// <summary>Bytes whose signatures were checked. Only <see cref="DsseEnvelope.Verify"/> makes one.</summary>
public sealed class VerifiedPayload
{
    internal VerifiedPayload(string payloadType, ReadOnlyMemory<byte> bytes, IReadOnlyList<KeyId> signers)
    {
        PayloadType = payloadType;
        Bytes = bytes;
        Signers = signers;
    }

    /// <summary>The media type, covered by the signatures too.</summary>
    public string PayloadType { get; }

    /// <summary>The bytes that were verified.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>The trusted keys that signed, each once, sorted.</summary>
    public IReadOnlyList<KeyId> Signers { get; }

    /// <summary>The statement in these bytes.</summary>
    internal Result<VerifiedStatement> AsStatement(string where) => PayloadType == Statement.PayloadType
        ? Statement.Parse(Bytes.Span, where).Map(statement => new VerifiedStatement(statement, Digest.Of(Bytes.Span), Signers))
        : EvidenceProblems.OtherPayloadType.At(where, PayloadType);
}

/// <summary>A statement whose signatures were checked. Only <see cref="DsseEnvelope.VerifyStatement"/> makes one.</summary>
public sealed class VerifiedStatement
{
    internal VerifiedStatement(Statement statement, Digest payloadSha256, IReadOnlyList<KeyId> signers)
    {
        Statement = statement;
        PayloadSha256 = payloadSha256;
        Signers = signers;
    }

    /// <summary>The statement, read from the verified bytes.</summary>
    public Statement Statement { get; }

    /// <summary>The digest of the verified bytes.</summary>
    public Digest PayloadSha256 { get; }

    /// <summary>The trusted keys that signed, each once, sorted.</summary>
    public IReadOnlyList<KeyId> Signers { get; }
}
