using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.CodeFixes.Proof;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Adds the precondition without which the method fails. Callers must then establish it, and are told so where they do not.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RequiresFix))]
[Shared]
public sealed class RequiresFix : ProvedFix
{
    // Two that each fail alone may be needed together; more is no simple precondition.
    private const int MostInPairs = 6;

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Precondition.Id,
        Rules.Assertion.Id,
        Rules.Index.Id,
        Rules.Division.Id,
        Rules.Overflow.Id,
        Rules.Null.Id);

    internal override Proposal? Search(FixSite site, FixCheck check)
    {
        var all = RequiresCandidates.Of(site);
        var candidates = all.Where(condition => !WitnessFilter.Meets(condition, site.Finding.Inputs)).ToList();
        var pairs = candidates.Take(MostInPairs)
            .SelectMany(first => all.Take(MostInPairs).Where(second => second != first).Select(second => new[] { first, second }));
        foreach (var conditions in candidates.Select(condition => new[] { condition }).Concat(pairs))
        {
            if (!check.MayTry)
            {
                return null;
            }

            if (ContractStatements.AddRequires(site.Model, site.Declaration, conditions) is { } edited && check.Passes(edited))
            {
                return new Proposal($"Require {string.Join(" and ", conditions)}", edited);
            }
        }

        return null;
    }
}
