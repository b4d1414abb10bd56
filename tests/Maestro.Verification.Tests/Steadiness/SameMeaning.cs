using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>Rewritings of whole files that change nothing of what they mean.</summary>
internal static class SameMeaning
{
    public static CSharpCompilation RenameLocals(CSharpCompilation compilation) => Rewrite(compilation, (root, model) =>
    {
        var names = new Dictionary<ISymbol, string>(SymbolEqualityComparer.Default);
        // A name that an element of a tuple takes over is part of a type.
        var elements = new HashSet<ISymbol>(
            root.DescendantNodes().OfType<TupleExpressionSyntax>().SelectMany(t => t.Arguments).Select(a => model.GetSymbolInfo(a.Expression).Symbol).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        string? NameOf(ISymbol? symbol) => symbol is null || elements.Contains(symbol) ? null : symbol is ILocalSymbol or IRangeVariableSymbol || symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } }
            ? names.TryGetValue(symbol, out var name) ? name : names[symbol] = $"z{(9999 - names.Count).ToString(CultureInfo.InvariantCulture)}" : null;

        var tokens = root.DescendantNodes().Select(n => (Node: n, Name: n switch
        {
            IdentifierNameSyntax name => NameOf(model.GetSymbolInfo(name).Symbol),
            VariableDeclaratorSyntax or SingleVariableDesignationSyntax or ForEachStatementSyntax or CatchDeclarationSyntax => NameOf(model.GetDeclaredSymbol(n)),
            ParameterSyntax => NameOf(model.GetDeclaredSymbol(n)),
            _ => null,
        })).Where(p => p.Name is not null).Select(p => (Token: IdentifierOf(p.Node), p.Name)).Where(p => !p.Token.IsKind(SyntaxKind.None)).ToDictionary(p => p.Token, p => p.Name!);
        return root.ReplaceTokens(tokens.Keys, (old, _) => SyntaxFactory.Identifier(old.LeadingTrivia, tokens[old], old.TrailingTrivia));
    });

    /// <summary>Methods and properties in the opposite order; fields stay, since initialisers run in theirs.</summary>
    public static CSharpCompilation ReverseMembers(CSharpCompilation compilation) => Rewrite(compilation, (root, _) => root.ReplaceNodes(
        root.DescendantNodes().OfType<TypeDeclarationSyntax>(),
        (_, type) => type.WithMembers(SyntaxFactory.List(type.Members.Where(m => !Moves(m)).Concat(type.Members.Where(Moves).Reverse())))));

    /// <summary>A method, a type and a comment where they are in nobody's way, and everything else some lines further down.</summary>
    public static CSharpCompilation AddUnrelated(CSharpCompilation compilation) => Rewrite(compilation, (root, _) => root.ReplaceNodes(
        root.DescendantNodes().OfType<ClassDeclarationSyntax>(),
        (_, type) => type.WithMembers(type.Members.Insert(0, SyntaxFactory.ParseMemberDeclaration(
            """

                // Nobody calls it.
                private static long UnrelatedToAll(long first, long second)
                {
                    var sum = first;
                    for (var i = 0; i < 10; i++) { sum += second; }
                    return sum;
                }

            """)!))));

    private static bool Moves(MemberDeclarationSyntax member) => member is MethodDeclarationSyntax or PropertyDeclarationSyntax { Initializer: null };

    private static SyntaxToken IdentifierOf(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => name.Identifier,
        VariableDeclaratorSyntax variable => variable.Identifier,
        SingleVariableDesignationSyntax designation => designation.Identifier,
        ForEachStatementSyntax each => each.Identifier,
        CatchDeclarationSyntax caught => caught.Identifier,
        ParameterSyntax parameter => parameter.Identifier,
        _ => default,
    };

    private static CSharpCompilation Rewrite(CSharpCompilation compilation, Func<SyntaxNode, SemanticModel, SyntaxNode> rewrite)
    {
        var result = compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            var rewritten = rewrite(tree.GetRoot(), compilation.GetSemanticModel(tree));
            result = result.ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText(rewritten.ToFullString(), (CSharpParseOptions)tree.Options, tree.FilePath));
        }

        Assert.Empty(result.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        return result;
    }
}
