using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Puts contract statements into a file, in its own layout.</summary>
internal static class ContractStatements
{
    private const string Namespace = "System.Diagnostics.Contracts";

    /// <summary>Adds preconditions to a method, behind those it has; null where it has no body.</summary>
    public static SyntaxNode? AddRequires(SemanticModel model, SyntaxNode declaration, IReadOnlyList<string> conditions)
    {
        var root = declaration.SyntaxTree.GetRoot();
        var (name, needsUsing) = ContractName(model, declaration.SpanStart);
        var statements = conditions.Select(condition => $"{name}.Requires({condition});").ToList();
        if (BodyOf(declaration) is { } block)
        {
            var index = block.Statements.TakeWhile(statement => IsCall(statement, "Requires")).Count();
            root = root.ReplaceNode(block, Insert(block, index, statements));
        }
        else if (WithBlock(declaration, statements) is { } converted)
        {
            root = root.ReplaceNode(declaration, converted);
        }
        else
        {
            return null;
        }

        return needsUsing ? AddUsing(root) : root;
    }

    /// <summary>Adds a postcondition to a method, behind the clauses it has; null where it has no block.</summary>
    public static SyntaxNode? AddEnsures(SemanticModel model, SyntaxNode declaration, string condition)
    {
        if (BodyOf(declaration) is not { } block)
        {
            return null;
        }

        var (name, needsUsing) = ContractName(model, declaration.SpanStart);
        var index = block.Statements.TakeWhile(statement => IsCall(statement, "Requires") || IsCall(statement, "Ensures")).Count();
        var text = $"{name}.Ensures({(name == "Contract" ? condition : condition.Replace("Contract.Result<", $"{name}.Result<"))});";
        var root = declaration.SyntaxTree.GetRoot().ReplaceNode(block, Insert(block, index, [text]));
        return needsUsing ? AddUsing(root) : root;
    }

    /// <summary>Adds invariants to a loop, behind those it has.</summary>
    public static SyntaxNode AddInvariants(SemanticModel model, StatementSyntax loop, IReadOnlyList<string> conditions)
    {
        var root = loop.SyntaxTree.GetRoot();
        var (name, needsUsing) = ContractName(model, loop.SpanStart);
        var statements = conditions.Select(condition => $"{name}.Invariant({condition});").ToList();
        var body = BodyOfLoop(loop)!;
        root = body is BlockSyntax block
            ? root.ReplaceNode(body, Insert(block, block.Statements.TakeWhile(statement => IsCall(statement, "Invariant")).Count(), statements))
            : root.ReplaceNode(body, SyntaxFactory.Block(statements.Select(Parse).Append(OnItsLine(body)))
                .WithTrailingTrivia(body.GetTrailingTrivia())
                .WithAdditionalAnnotations(Formatter.Annotation));
        return needsUsing ? AddUsing(root) : root;
    }

    /// <summary>The statement that a loop repeats; null for no loop.</summary>
    public static StatementSyntax? BodyOfLoop(SyntaxNode node) => node switch
    {
        WhileStatementSyntax loop => loop.Statement,
        ForStatementSyntax loop => loop.Statement,
        DoStatementSyntax loop => loop.Statement,
        CommonForEachStatementSyntax loop => loop.Statement,
        _ => null,
    };

    /// <summary>The block of a method, constructor, operator or accessor; null where it has none.</summary>
    public static BlockSyntax? BodyOf(SyntaxNode declaration) => declaration switch
    {
        BaseMethodDeclarationSyntax method => method.Body,
        AccessorDeclarationSyntax accessor => accessor.Body,
        _ => null,
    };

    private static bool IsCall(StatementSyntax statement, string name) => statement is ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var called, Expression: var target } },
    } && called == name && target.ToString().Split('.').Last() == "Contract";

    private static StatementSyntax Parse(string text) => OnItsLine(SyntaxFactory.ParseStatement(text));

    private static StatementSyntax OnItsLine(StatementSyntax statement) =>
        statement.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.ElasticEndOfLine("\n")).WithAdditionalAnnotations(Formatter.Annotation);

    private static BlockSyntax Insert(BlockSyntax block, int index, IReadOnlyList<string> texts)
    {
        var neighbour = index < block.Statements.Count ? block.Statements[index] : block.Statements.LastOrDefault();
        if (neighbour is null || IndentationOf(neighbour) is not { } indentation)
        {
            return block.WithStatements(block.Statements.InsertRange(index, texts.Select(Parse))).WithAdditionalAnnotations(Formatter.Annotation);
        }

        var line = LineEndOf(block);
        var added = texts.Select(text => SyntaxFactory.ParseStatement(text)
            .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))
            .WithTrailingTrivia(line)).ToList();
        return block.WithStatements(block.Statements.InsertRange(index, added));
    }

    /// <summary>The white space before a statement that starts its line; null where it does not.</summary>
    private static string? IndentationOf(StatementSyntax statement)
    {
        var text = statement.SyntaxTree.GetText();
        var line = text.Lines.GetLineFromPosition(statement.SpanStart);
        var before = text.ToString(Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(line.Start, statement.SpanStart));
        return string.IsNullOrWhiteSpace(before) ? before : null;
    }

    private static SyntaxTrivia LineEndOf(SyntaxNode node) =>
        node.SyntaxTree.GetRoot().DescendantTrivia().FirstOrDefault(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)) is { RawKind: not 0 } end
            ? end
            : SyntaxFactory.LineFeed;

    /// <summary>An expression-bodied declaration with a block instead.</summary>
    private static SyntaxNode? WithBlock(SyntaxNode declaration, IReadOnlyList<string> statements)
    {
        switch (declaration)
        {
            case BaseMethodDeclarationSyntax { ExpressionBody: { } arrow } method:
                var isVoid = method is ConstructorDeclarationSyntax || method is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } };
                return method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow, statements, isVoid))
                    .WithTrailingTrivia(method.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
            case AccessorDeclarationSyntax { ExpressionBody: { } arrow } accessor:
                return accessor.WithExpressionBody(null).WithSemicolonToken(default).WithBody(Block(arrow, statements, !accessor.IsKind(SyntaxKind.GetAccessorDeclaration)))
                    .WithTrailingTrivia(accessor.GetTrailingTrivia()).WithAdditionalAnnotations(Formatter.Annotation);
            default:
                return null;
        }
    }

    private static BlockSyntax Block(ArrowExpressionClauseSyntax arrow, IReadOnlyList<string> statements, bool isVoid)
    {
        var value = arrow.Expression.WithoutTrivia();
        StatementSyntax last = isVoid ? SyntaxFactory.ExpressionStatement(value)
            : value is ThrowExpressionSyntax thrown ? SyntaxFactory.ThrowStatement(thrown.Expression)
            : SyntaxFactory.ReturnStatement(value.WithLeadingTrivia(SyntaxFactory.Space));
        return SyntaxFactory.Block(statements.Select(Parse).Append(OnItsLine(last)));
    }

    private static (string Name, bool NeedsUsing) ContractName(SemanticModel model, int position)
    {
        var found = model.LookupNamespacesAndTypes(position, name: "Contract");
        return found.Length == 0
            ? ("Contract", true)
            : found.Any(symbol => symbol.ToDisplayString() == $"{Namespace}.Contract") ? ("Contract", false) : ($"global::{Namespace}.Contract", false);
    }

    private static SyntaxNode AddUsing(SyntaxNode root)
    {
        if (root is not CompilationUnitSyntax unit)
        {
            return root;
        }

        var line = LineEndOf(root);
        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(Namespace).WithLeadingTrivia(SyntaxFactory.Space)).WithTrailingTrivia(line);
        var plain = unit.Usings.TakeWhile(u => u.Alias is null && u.StaticKeyword.IsKind(SyntaxKind.None)).ToList();
        var index = plain.TakeWhile(u => u.Name is { } name && name.ToString().StartsWith("System", StringComparison.Ordinal) && string.CompareOrdinal(name.ToString(), Namespace) < 0).Count();
        if (index == 0)
        {
            // A licence header stays at the top; so does what stood between it and the first line.
            var first = unit.GetFirstToken(includeZeroWidth: true);
            directive = directive.WithLeadingTrivia(first.LeadingTrivia);
            if (unit.Usings.Count == 0)
            {
                directive = directive.WithTrailingTrivia(line, line);
            }

            unit = unit.ReplaceToken(first, first.WithLeadingTrivia());
        }

        return unit.WithUsings(unit.Usings.Insert(index, directive));
    }
}
