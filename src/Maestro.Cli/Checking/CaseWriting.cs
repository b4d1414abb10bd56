using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.Cli.Checking;

/// <summary>All that a case is made from, before anything is signed.</summary>
/// <param name="Statements">The evidence.</param>
/// <param name="Input">Makes the builder's input from the evidence as it will be cited.</param>
internal sealed record UnsignedCase(IReadOnlyList<Statement> Statements, Func<IReadOnlyList<EvidenceItem>, CaseInput> Input);

/// <summary>Builds the case over the evidence, signs both, and swaps the folder in. Runs no code of the change.</summary>
internal static class CaseWriting
{
    public static Result<SafetyCaseDocument> Write(UnsignedCase unsigned, ISigner signer, string folder)
    {
        var items = new List<EvidenceItem>();
        var envelopes = new List<DsseEnvelope>();
        foreach (var statement in unsigned.Statements)
        {
            var envelope = DsseEnvelope.Around(statement);
            var item = EvidenceReader.Read(statement, Digest.Of(envelope.Payload.Span), statement.PredicateType);
            if (item.Problem is { } unreadable)
            {
                return unreadable;
            }

            if (item.Value is not { } cited)
            {
                continue;
            }

            var signed = envelope.Sign(signer);
            if (signed.Problem is { } unsignable)
            {
                return unsignable;
            }

            items.Add(cited);
            envelopes.Add(signed.Value);
        }

        var document = CaseBuilder.Build(unsigned.Input(items));
        return CaseFolder.Write(document, envelopes, signer, folder, ViewerPage.Write).Map(_ => document);
    }
}
