using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>An obligation that a precondition is sought for.</summary>
/// <param name="Compilation">Source that compiles.</param>
/// <param name="Method">The method that owes it.</param>
/// <param name="Declaration">Its declaration: a method, constructor, operator or accessor.</param>
/// <param name="Obligation">What is not proved.</param>
/// <param name="Inputs">The inputs of its witness by name, as C# literals; empty where it has none.</param>
internal sealed record OpenObligation(
    Compilation Compilation, IMethodSymbol Method, SyntaxNode Declaration, ObligationResult Obligation, ImmutableDictionary<string, string> Inputs)
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
    public SyntaxNode? Place => Obligation.Location is { SourceTree: { } tree } at && tree == Declaration.SyntaxTree && Root.FullSpan.Contains(at.SourceSpan)
        ? Root.FindNode(at.SourceSpan, getInnermostNodeForTie: true)
        : null;

    /// <summary>The declaration with the body in a file; null where there is none.</summary>
    public static SyntaxNode? DeclarationOf(IMethodSymbol method, SyntaxTree tree) => (method.PartialImplementationPart ?? method).DeclaringSyntaxReferences
        .Where(reference => reference.SyntaxTree == tree)
        .Select(reference => reference.GetSyntax())
        .FirstOrDefault(node => node is BaseMethodDeclarationSyntax or AccessorDeclarationSyntax);
}
