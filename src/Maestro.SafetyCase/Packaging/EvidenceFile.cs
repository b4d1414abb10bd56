using Maestro.Evidence;
using Maestro.Evidence.Signing;

namespace Maestro.SafetyCase.Packaging;

/// <summary>Opens an envelope as a case holds it.</summary>
internal static class EvidenceFile
{
    /// <summary>The verified statement. The envelope must be canonical and its key ids true, so that no byte of the file can change unnoticed.</summary>
    internal static Result<VerifiedStatement> Open(byte[] bytes, string name, IReadOnlyCollection<VerificationKey> trusted) =>
        DsseEnvelope.Parse(bytes, name).Then(envelope => envelope.VerifyStatement(trusted, name).Then(statement =>
            !bytes.AsSpan().SequenceEqual(envelope.ToBytes())
                ? SafetyCaseProblems.Malformed.At(name, "an envelope that is not canonical")
                : envelope.Signatures.Count != statement.Signers.Count || envelope.Signatures.Any(s => !statement.Signers.Any(k => k.ToString() == s.KeyId))
                    ? SafetyCaseProblems.Malformed.At(name, "a signature or key id of no trusted key")
                    : Result.Of(statement)));
}
