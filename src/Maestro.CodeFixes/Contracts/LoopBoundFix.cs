using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>
/// Adds to a loop the bound that its invariant lacks. All candidate bounds are tried together, those that the loop does not keep are dropped
/// until the rest is inductive (Flanagan and Leino's Houdini), and of the rest only what the proof needs is kept.
/// </summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(LoopBoundFix))]
[Shared]
public sealed class LoopBoundFix : ProvedFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Precondition.Id,
        Rules.Assertion.Id,
        Rules.LoopInvariant.Id,
        Rules.Index.Id,
        Rules.Overflow.Id,
        // An invariant that is too weak shows no failing execution: undecided.
        Rules.Unknown.Id);

    internal override Proposal? Search(FixSite site, FixCheck check)
    {
        // The loop around the finding first, then those before it.
        var loops = site.Declaration.DescendantNodes().OfType<StatementSyntax>().Where(node => ContractStatements.BodyOfLoop(node) is not null)
            .OrderByDescending(loop => site.Place is { } place && loop.Span.Contains(place.Span)).ThenByDescending(loop => loop.SpanStart);
        return loops.Select(loop => Search(loop, site, check)).FirstOrDefault(proposal => proposal is not null);
    }

    private static Proposal? Search(StatementSyntax loop, FixSite site, FixCheck check)
    {
        var atoms = LoopBounds.Of(loop, site).ToList();
        while (atoms.Count > 0)
        {
            if (check.Report(Edit(loop, site, atoms)) is not { } report || atoms.RemoveAll(atom => IsDropped(atom, report)) is var dropped && dropped == 0 && report.Reason is not null)
            {
                return null;
            }

            if (dropped == 0)
            {
                break;
            }
        }

        return atoms.Count > 0 && check.Passes(Edit(loop, site, atoms)) ? Smallest(loop, site, check, atoms) : null;
    }

    /// <summary>True for a bound that the loop does not keep, or that may itself fail when it is evaluated.</summary>
    private static bool IsDropped(string atom, MethodReport report)
    {
        var statement = $"Invariant({atom});";
        return report.Reason is { Kind: UnknownKind.IllFormedContract, Detail: var detail } && statement.Contains(detail.Split(new[] { " may fail" }, StringSplitOptions.None)[0])
            || report.Obligations.Any(o => o.Verdict is not Verdict.Proved
                && o.Kind is ObligationKind.InvariantInit or ObligationKind.InvariantKeep
                && o.Text.EndsWith($".{statement}", StringComparison.Ordinal));
    }

    /// <summary>One bound is mostly enough; else bounds are left out while the proof does without.</summary>
    private static Proposal? Smallest(StatementSyntax loop, FixSite site, FixCheck check, List<string> atoms)
    {
        if (atoms.Count > 1 && atoms.FirstOrDefault(atom => check.Passes(Edit(loop, site, [atom]))) is { } enough)
        {
            atoms = [enough];
        }

        for (var i = atoms.Count - 1; i >= 0 && atoms.Count > 1; i--)
        {
            var fewer = atoms.Where((_, index) => index != i).ToList();
            if (check.Passes(Edit(loop, site, fewer)))
            {
                atoms = fewer;
            }
        }

        var condition = string.Join(" && ", atoms);
        var edited = Edit(loop, site, [condition]);
        return check.Passes(edited) ? new Proposal($"Add the loop invariant {condition}", edited) : null;
    }

    private static SyntaxNode Edit(StatementSyntax loop, FixSite site, IReadOnlyList<string> conditions) =>
        ContractStatements.AddInvariants(site.Model, loop, conditions);
}
