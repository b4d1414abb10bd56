using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Preconditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Adds the precondition without which the method fails. Callers must then establish it, and are told so where they do not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiresFix))]
[Shared]
public sealed class RequiresFix : ProvedFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Precondition.Id,
        Rules.Assertion.Id,
        Rules.Index.Id,
        Rules.Division.Id,
        Rules.Overflow.Id,
        Rules.Null.Id,
        Rules.Unknown.Id);

    internal override Proposal? Search(FixSite site, FixCheck check)
    {
        SyntaxNode? passed = null;
        var conditions = PreconditionSearch.Find(site.Open, tried =>
        {
            if (!check.MayTry)
            {
                return null;
            }

            passed = ContractStatements.AddRequires(site.Model, site.Declaration, tried) is { } edited && check.Passes(edited) ? edited : null;
            return passed is not null;
        });
        return conditions is null ? null : new Proposal($"Require {string.Join(" and ", conditions)}", passed!);
    }
}
