using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Preconditions;

/// <summary>Preconditions put into a file's text to be tried, without a new line; what a user is shown is laid out by the fix.</summary>
internal static class InsertedRequires
{
    private const string Contract = "global::System.Diagnostics.Contracts.Contract";

    /// <summary>The file's text with the preconditions behind those that the method has; null where it has no body.</summary>
    public static SourceText? Into(SyntaxNode declaration, IReadOnlyList<string> conditions)
    {
        var statements = string.Concat(conditions.Select(c => $" {Contract}.Requires({Qualified(c)});"));
        var (block, arrow, isVoid) = declaration switch
        {
            BaseMethodDeclarationSyntax m => (m.Body, m.ExpressionBody, m is ConstructorDeclarationSyntax or MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } }),
            AccessorDeclarationSyntax a => (a.Body, a.ExpressionBody, !a.IsKind(SyntaxKind.GetAccessorDeclaration)),
            _ => (null, null, false),
        };
        var text = declaration.SyntaxTree.GetText();
        if (block is not null)
        {
            var last = block.Statements.TakeWhile(IsRequires).LastOrDefault();
            return text.WithChanges(new TextChange(new TextSpan(last?.Span.End ?? block.OpenBraceToken.Span.End, 0), statements));
        }

        if (arrow is null || arrow.Expression is ThrowExpressionSyntax)
        {
            return null;
        }

        var end = declaration.GetLastToken();
        return text.WithChanges(
            new TextChange(arrow.ArrowToken.Span, $"{{{statements} {(isVoid ? "" : "return")}"),
            new TextChange(new TextSpan(end.Span.End, 0), " }"));
    }

    /// <summary>A condition is written for a file that imports the namespace; this one may not.</summary>
    private static string Qualified(string condition)
    {
        var expression = SyntaxFactory.ParseExpression(condition);
        return expression.ReplaceNodes(
            expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Where(n => n.Identifier.Text == "Contract" && n.Parent is MemberAccessExpressionSyntax access && access.Expression == n),
            (name, _) => SyntaxFactory.ParseName(Contract).WithTriviaFrom(name)).ToFullString();
    }

    private static bool IsRequires(StatementSyntax statement) => statement is ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: "Requires", Expression: var target } },
    } && target.ToString().Split('.', ':').Last() == "Contract";
}
