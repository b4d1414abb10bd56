using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Proof;

/// <summary>Where a fix may edit: the declaration of one method in one file, and what is known of it before the edit.</summary>
/// <param name="Compilation">Before the edit.</param>
/// <param name="Method">The method that the finding belongs to.</param>
/// <param name="Declaration">Its declaration: a method, constructor, operator or accessor.</param>
/// <param name="Finding">What is to be discharged.</param>
internal sealed record FixSite(Compilation Compilation, IMethodSymbol Method, SyntaxNode Declaration, Finding Finding)
{
    private SemanticModel? _model;
    private MethodContract? _contract;

    /// <summary>The file's root.</summary>
    public SyntaxNode Root => Declaration.SyntaxTree.GetRoot();

    /// <summary>The file's model.</summary>
    public SemanticModel Model => _model ??= Compilation.GetSemanticModel(Declaration.SyntaxTree);

    /// <summary>The method's clauses.</summary>
    public MethodContract Contract => _contract ??= new ContractReader(new MethodBodies(Compilation)).Of(Method);

    /// <summary>The expression or statement that the obligation is about; null where it lies in another file.</summary>
    public SyntaxNode? Place => Finding.Obligation.Location is { SourceTree: { } tree } at && tree == Declaration.SyntaxTree && Root.FullSpan.Contains(at.SourceSpan)
        ? Root.FindNode(at.SourceSpan, getInnermostNodeForTie: true)
        : null;

    /// <summary>The method named by a documentation id, in a compilation.</summary>
    public static IMethodSymbol? MethodOf(Compilation compilation, string? symbol) =>
        symbol is null ? null : DocumentationCommentId.GetFirstSymbolForDeclarationId(symbol, compilation) as IMethodSymbol;

    /// <summary>The declaration with the body in a file; null where there is none.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol method, SyntaxTree tree) => (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences
        .Where(reference => reference.SyntaxTree == tree)
        .Select(reference => reference.GetSyntax())
        .FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);
}
