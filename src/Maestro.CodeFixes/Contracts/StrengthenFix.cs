using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.Analyzers.Infrastructure;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Strength;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Adds the postcondition that a contract lacks: one with which the method is still proved, and other results are no longer accepted.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(StrengthenFix))]
[Shared]
public sealed class StrengthenFix : CodeFixProvider
{
    private const int MostProofs = 12;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(Rules.AcceptsMore.Id);

    /// <summary>None: which clause to add is worth a look each time.</summary>
    public override FixAllProvider? GetFixAllProvider() => null;

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        var options = MaestroOptions.Read(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions);
        if (!options.Verifies
            || await document.Project.GetCompilationAsync(context.CancellationToken).ConfigureAwait(false) is not { } compilation
            || await document.GetSyntaxTreeAsync(context.CancellationToken).ConfigureAwait(false) is not { } tree)
        {
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.CancellationToken);
        limit.CancelAfter(Patience);
        using var proof = new VerifierProof(options);
        try
        {
            foreach (var diagnostic in context.Diagnostics)
            {
                if (Search(proof, compilation, tree, diagnostic, limit.Token) is { } proposal)
                {
                    var strengthened = document.WithSyntaxRoot(proposal.Root);
                    context.RegisterCodeFix(CodeAction.Create(proposal.Title, _ => Task.FromResult(strengthened), nameof(StrengthenFix)), diagnostic);
                }
            }
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
        }
    }

    private static Proposal? Search(VerifierProof proof, Compilation compilation, SyntaxTree tree, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue("symbol", out var symbol) || !diagnostic.Properties.TryGetValue("accepts", out var accepts) || accepts is null
            || FixSite.MethodOf(compilation, symbol) is not { } method
            || FixSite.DeclarationOf(method, tree) is not { } declaration)
        {
            return null;
        }

        var model = compilation.GetSemanticModel(tree);
        var (fewest, best) = (accepts.Split('\n').Length, (Proposal?)null);
        foreach (var condition in MissingClauses.Of(method, model, declaration).Take(MostProofs))
        {
            if (ContractStatements.AddEnsures(model, declaration, condition) is not { } edited)
            {
                return null;
            }

            var newTree = tree.WithRootAndOptions(edited, tree.Options);
            var changed = compilation.ReplaceSyntaxTree(tree, newTree);
            if (changed.GetSemanticModel(newTree).GetDiagnostics(cancellationToken: cancellation).Any(d => d.DefaultSeverity == DiagnosticSeverity.Error)
                || FixSite.MethodOf(changed, symbol) is not { } strengthened
                || proof.Verify(changed, strengthened, withWitnesses: true, cancellation) is not { Word: "proved" } report
                || report.Accepts.Length >= fewest)
            {
                continue;
            }

            (fewest, best) = (report.Accepts.Length, new Proposal($"Ensure {condition}", edited));
            if (fewest == 0)
            {
                break;
            }
        }

        return best;
    }
}
