using System.Collections.Immutable;
using Maestro.Analyzers.Infrastructure;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Maestro.CodeFixes.Proof;

/// <summary>An edit of the method's file that passed.</summary>
/// <param name="Title">What the light bulb says.</param>
/// <param name="Root">The edited file.</param>
internal sealed record Proposal(string Title, SyntaxNode Root);

/// <summary>
/// A fix that is offered only once the verifier has proved the edited method. Fix All in a file is the same search, method by method and
/// finding by finding, on the text that the fixes before it left.
/// </summary>
public abstract class ProvedFix : CodeFixProvider
{
    private protected ProvedFix()
    {
    }

    /// <summary>How long one search may take: whoever waits for a light bulb has moved on by then, and nothing is offered.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        var document = context.Document;
        if (await SituationOfAsync(document, context.CancellationToken).ConfigureAwait(false) is not var (compilation, tree, options))
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
                    var fixedDocument = document.WithSyntaxRoot(proposal.Root);
                    context.RegisterCodeFix(CodeAction.Create(proposal.Title, _ => Task.FromResult(fixedDocument), GetType().Name), diagnostic);
                }
            }
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>Looks for the edit; null where none passes.</summary>
    internal abstract Proposal? Search(FixSite site, FixCheck check);

    private Proposal? Search(IFixProof proof, Compilation compilation, SyntaxTree tree, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue("symbol", out var symbol)
            || FixSite.MethodOf(compilation, symbol) is not { } method
            || FixSite.DeclarationOf(method, tree) is not { } declaration)
        {
            return null;
        }

        var before = proof.Verify(compilation, method, withWitnesses: false, cancellation);
        return Finding.Of(diagnostic, before) is { } finding
            ? Search(proof, new FixSite(compilation, method, declaration, finding), before, cancellation)
            : null;
    }

    private Proposal? Search(IFixProof proof, FixSite site, MethodReport before, CancellationToken cancellation) =>
        Search(site, new FixCheck(proof, site, before, cancellation));

    private async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        var cancellation = context.CancellationToken;
        if (await SituationOfAsync(document, cancellation).ConfigureAwait(false) is not var (compilation, tree, options))
        {
            return document;
        }

        using var proof = new VerifierProof(options);
        foreach (var method in diagnostics.OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Where(diagnostic => diagnostic.Properties.ContainsKey("symbol"))
            .GroupBy(diagnostic => diagnostic.Properties["symbol"]))
        {
            var rules = new HashSet<string>(method.Select(diagnostic => diagnostic.Id), StringComparer.Ordinal);
            while (Next(proof, compilation, tree, method.Key, rules, cancellation) is { } proposal)
            {
                document = document.WithSyntaxRoot(proposal.Root);
                compilation = (await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false))!;
                tree = (await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false))!;
            }
        }

        return document;
    }

    /// <summary>The edit for the first finding of a method that has one; it ends, because each edit leaves fewer obligations open.</summary>
    private Proposal? Next(IFixProof proof, Compilation compilation, SyntaxTree tree, string? symbol, HashSet<string> rules, CancellationToken cancellation)
    {
        if (FixSite.MethodOf(compilation, symbol) is not { } method || FixSite.DeclarationOf(method, tree) is not { } declaration)
        {
            return null;
        }

        var before = proof.Verify(compilation, method, withWitnesses: true, cancellation);
        foreach (var finding in Finding.Of(before).Where(finding => rules.Contains(finding.RuleId)))
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(Patience);
            try
            {
                if (Search(proof, new FixSite(compilation, method, declaration, finding), before, limit.Token) is { } proposal)
                {
                    return proposal;
                }
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
            }
        }

        return null;
    }

    internal static async Task<(Compilation Compilation, SyntaxTree Tree, MaestroOptions Options)?> SituationOfAsync(Document document, CancellationToken cancellation)
    {
        var options = MaestroOptions.Read(document.Project.AnalyzerOptions.AnalyzerConfigOptionsProvider.GlobalOptions);
        return options.Verifies
            && await document.Project.GetCompilationAsync(cancellation).ConfigureAwait(false) is { } compilation
            && await document.GetSyntaxTreeAsync(cancellation).ConfigureAwait(false) is { } tree
                ? (compilation, tree, options)
                : null;
    }
}
