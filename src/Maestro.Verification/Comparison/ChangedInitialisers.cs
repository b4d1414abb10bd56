using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>Static fields that do not start as they did: what is known of one of them in one version does not hold in the other.</summary>
internal static class ChangedInitialisers
{
    /// <summary>The name of the first such field that either version, or what it calls, reads; null where there is none.</summary>
    public static string? Between(MethodVersions versions)
    {
        var old = InitialisersRead(versions.Old, versions.OldContracts);
        var now = InitialisersRead(versions.New, versions.NewContracts);
        foreach (var (read, other) in new[] { (old, versions.NewContracts), (now, versions.OldContracts) })
        {
            foreach (var pair in read)
            {
                var counterpart = DocumentationCommentId.GetFirstSymbolForDeclarationId(pair.Key, other.Bodies.Compilation);
                if (counterpart is not IFieldSymbol field || TextOf(field, other) != pair.Value)
                {
                    return pair.Key;
                }
            }
        }

        return null;
    }

    private static SortedDictionary<string, string> InitialisersRead(IMethodSymbol method, ContractReader contracts)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in ReachedBodies.Operations(contracts, [], [method]))
        {
            if (operation is IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field }
                && field.DeclaringSyntaxReferences.Length > 0 && field.GetDocumentationCommentId() is { } id && !found.ContainsKey(id))
            {
                found[id] = TextOf(field, contracts);
            }
        }

        return found;
    }

    /// <summary>The initialiser, the static constructor, and the bodies of all that these call, token by token.</summary>
    private static string TextOf(IFieldSymbol field, ContractReader contracts)
    {
        var values = field.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<VariableDeclaratorSyntax>()
            .Select(v => v.Initializer?.Value).OfType<ExpressionSyntax>().ToList();
        var text = new List<string>(values.Select(Tokens));
        var start = values.Select(v => contracts.Bodies.Compilation.GetSemanticModel(v.SyntaxTree).GetOperation(v)).OfType<IOperation>();
        foreach (var operation in ReachedBodies.Operations(contracts, start, field.ContainingType.StaticConstructors))
        {
            if (operation.Parent is null && operation is IMethodBodyOperation or IConstructorBodyOperation or IBlockOperation { Parent: null })
            {
                text.Add(Tokens(operation.Syntax));
            }
        }

        return string.Join("\n", text);
    }

    private static string Tokens(SyntaxNode node) => string.Join(" ", node.DescendantTokens().Select(t => t.Text));
}
