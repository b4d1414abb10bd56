using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase;
using Maestro.SafetyCase.Building;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Judging;

namespace Maestro.Cli.Checking;

/// <summary>All that a case is made from, before anything is signed.</summary>
/// <param name="Statements">The evidence.</param>
/// <param name="Input">Makes the builder's input from the evidence as it will be cited.</param>
/// <param name="Head">What is judged.</param>
/// <param name="Base">What it was compared with; null when it was not.</param>
internal sealed record UnsignedCase(
    IReadOnlyList<Statement> Statements,
    Func<IReadOnlyList<EvidenceItem>, CaseInput> Input,
    Revision Head,
    Revision? Base);

/// <summary>Signs the evidence, builds the case over it, signs the manifest, and swaps the folder in. Runs no code of the change.</summary>
internal static class CaseWriting
{
    public static Result<SafetyCaseDocument> Write(UnsignedCase unsigned, ISigner signer, string folder)
    {
        var items = new List<EvidenceItem>();
        foreach (var statement in unsigned.Statements)
        {
            var item = EvidenceReader.Read(statement, Digest.Of(statement.ToBytes()), statement.PredicateType);
            if (item.Problem is { } unreadable)
            {
                return unreadable;
            }

            if (item.Value is { } cited)
            {
                items.Add(cited);
            }
        }

        var document = CaseBuilder.Build(unsigned.Input(items));
        return CaseFolder.Write(folder, document, unsigned.Statements, signer);
    }
}
