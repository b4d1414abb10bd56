using System.Collections.Immutable;
using Maestro.Analyzers;
using Maestro.Analyzers.Infrastructure;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Writes the loop invariants that a proof rests on and nobody wrote; offered once the method is proved with them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class InferredInvariantFix : CodeFixProvider
{
    private const string Title = "Write the inferred invariant";

    /// <summary>How long one search may take.</summary>
    internal TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(20);

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [Rules.InferredInvariant.Id];

    /// <inheritdoc/>
    public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(FixAllAsync);

    /// <inheritdoc/>
    public override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await ProvedFix.SituationOfAsync(context.Document, context.CancellationToken).ConfigureAwait(false) is not var (compilation, tree, options))
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
                if (Written(proof, compilation, tree, diagnostic.Properties["symbol"], LineOf(diagnostic.Location), limit.Token) is { } root)
                {
                    var document = context.Document.WithSyntaxRoot(root);
                    context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(document), nameof(InferredInvariantFix)), diagnostic);
                }
            }
        }
        catch (OperationCanceledException) when (!context.CancellationToken.IsCancellationRequested)
        {
        }
    }

    /// <summary>From the last loop to the first, so that those still to come stay where they are.</summary>
    private static async Task<Document?> FixAllAsync(FixAllContext context, Document document, ImmutableArray<Diagnostic> diagnostics)
    {
        foreach (var diagnostic in diagnostics.OrderByDescending(d => d.Location.SourceSpan.Start))
        {
            if (await ProvedFix.SituationOfAsync(document, context.CancellationToken).ConfigureAwait(false) is not var (compilation, tree, options))
            {
                return document;
            }

            using var proof = new VerifierProof(options);
            var root = Written(proof, compilation, tree, diagnostic.Properties["symbol"], LineOf(diagnostic.Location), context.CancellationToken);
            document = root is null ? document : document.WithSyntaxRoot(root);
        }

        return document;
    }

    /// <summary>The file with the invariants of the loop that begins on a line; null where they are not what the method is proved with.</summary>
    private static SyntaxNode? Written(IFixProof proof, Compilation compilation, SyntaxTree tree, string? symbol, int line, CancellationToken cancellation)
    {
        if (FixSite.MethodOf(compilation, symbol) is not { } method || FixSite.DeclarationOf(method, tree) is not { } declaration
            || proof.Verify(compilation, method, withWitnesses: false, cancellation) is not { Word: "proved" } before
            || LoopAt(declaration, line) is not { } loop)
        {
            return null;
        }

        var model = compilation.GetSemanticModel(tree);
        var texts = before.InferredInvariants.Where(i => i.Line == line).Select(i => i.Text).ToList();
        if (texts.Count > 0 && Proved(texts) is { } all)
        {
            return all;
        }

        // One that cannot stand alone or does not compile must not keep the others out.
        var written = new List<string>();
        SyntaxNode? best = null;
        foreach (var text in texts)
        {
            if (Proved([.. written, text]) is { } root)
            {
                best = root;
                written.Add(text);
            }
        }

        return best;

        SyntaxNode? Proved(IReadOnlyList<string> conditions)
        {
            var root = ContractStatements.AddInvariants(model, loop, conditions);
            var edited = tree.WithRootAndOptions(root, tree.Options);
            var changed = compilation.ReplaceSyntaxTree(tree, edited);
            return Errors(changed, edited) <= Errors(compilation, tree) && FixSite.MethodOf(changed, symbol) is { } again
                && proof.Verify(changed, again, withWitnesses: false, cancellation).Word == "proved" ? root : null;
        }
    }

    private static StatementSyntax? LoopAt(SyntaxNode declaration, int line) => declaration.DescendantNodes().OfType<StatementSyntax>()
        .FirstOrDefault(s => ContractStatements.BodyOfLoop(s) is not null && LineOf(s.GetFirstToken().GetLocation()) == line);

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static int Errors(Compilation compilation, SyntaxTree tree) =>
        compilation.GetSemanticModel(tree).GetDiagnostics().Count(d => d.DefaultSeverity == DiagnosticSeverity.Error);
}
