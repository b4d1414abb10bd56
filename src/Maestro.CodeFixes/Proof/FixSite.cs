using Maestro.Verification.Contracts;
using Maestro.Verification.Preconditions;
using Microsoft.CodeAnalysis;

namespace Maestro.CodeFixes.Proof;

/// <summary>Where a fix may edit: the declaration of one method in one file, and what is known of it before the edit.</summary>
/// <param name="Compilation">Before the edit.</param>
/// <param name="Method">The method that the finding belongs to.</param>
/// <param name="Declaration">Its declaration: a method, constructor, operator or accessor.</param>
/// <param name="Finding">What is to be discharged.</param>
internal sealed record FixSite(Compilation Compilation, IMethodSymbol Method, SyntaxNode Declaration, Finding Finding)
{
    /// <summary>What a precondition may be sought for.</summary>
    public OpenObligation Open { get; } = new(Compilation, Method, Declaration, Finding.Obligation, Finding.Inputs);

    /// <summary>The file's root.</summary>
    public SyntaxNode Root => Open.Root;

    /// <summary>The file's model.</summary>
    public SemanticModel Model => Open.Model;

    /// <summary>The method's clauses.</summary>
    public MethodContract Contract => Open.Contract;

    /// <summary>The expression or statement that the obligation is about; null where it lies in another file.</summary>
    public SyntaxNode? Place => Open.Place;

    /// <summary>The method named by a documentation id, in a compilation.</summary>
    public static IMethodSymbol? MethodOf(Compilation compilation, string? symbol) =>
        symbol is null ? null : DocumentationCommentId.GetFirstSymbolForDeclarationId(symbol, compilation) as IMethodSymbol;

    /// <summary>The declaration with the body in a file; null where there is none.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol method, SyntaxTree tree) => OpenObligation.DeclarationOf(method, tree);
}
