using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>
/// What a local or parameter holds at a place, in the words of the method's entry: assignments on the way are put in, backwards. Where a loop, a
/// reference or a handler may have written it there are no words. A guess, which the proof of the edit judges.
/// </summary>
/// <param name="modelOf">The model of a tree.</param>
/// <param name="say">An expression in the words of the entry; null where there are none.</param>
internal sealed class EntryValues(Func<SyntaxTree, SemanticModel> modelOf, Func<ExpressionSyntax, string?> say)
{
    // Each step back may be said twice, so that a long chain would double at each.
    private const int MostSteps = 12;
    private int _steps;

    /// <summary>The value at a place; <paramref name="initial"/> is what it holds at entry, null for locals.</summary>
    public string? At(ISymbol variable, SyntaxNode place, string? initial)
    {
        if (_steps >= MostSteps)
        {
            return null;
        }

        _steps++;
        try
        {
            return Before(variable, place, initial);
        }
        finally
        {
            _steps--;
        }
    }

    private string? Before(ISymbol variable, SyntaxNode place, string? initial)
    {
        for (var node = place; node.Parent is { } parent && node is not MemberDeclarationSyntax and not AccessorDeclarationSyntax; node = parent)
        {
            if (node is StatementSyntax statement && SiblingsOf(parent) is { } siblings)
            {
                for (var i = siblings.IndexOf(statement) - 1; i >= 0; i--)
                {
                    if (Writes(siblings[i], variable))
                    {
                        return After(siblings[i], variable, initial);
                    }
                }
            }

            if (parent is WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax or CommonForEachStatementSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax
                && Writes(parent, variable))
            {
                return null;
            }
        }

        return initial;
    }

    /// <summary>The value behind a statement that writes it.</summary>
    private string? After(StatementSyntax statement, ISymbol variable, string? initial)
    {
        switch (statement)
        {
            case LocalDeclarationStatementSyntax declaration:
                return declaration.Declaration.Variables.FirstOrDefault(v => Is(v, variable))?.Initializer is { Value: var value } ? say(value) : null;
            case ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax } assignment } when !Writes(assignment.Right, variable):
                return assignment.IsKind(SyntaxKind.SimpleAssignmentExpression) ? say(assignment.Right)
                    : assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression) ? null
                    : Combined(At(variable, statement, initial), assignment.OperatorToken.Text.TrimEnd('='), say(assignment.Right));
            case ExpressionStatementSyntax { Expression: PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax } step:
                return Combined(At(variable, statement, initial), step.Expression.DescendantTokens().Any(t => t.IsKind(SyntaxKind.PlusPlusToken)) ? "+" : "-", "1");
            case BlockSyntax block:
                return AtEnd(block, variable, initial);
            case IfStatementSyntax choice:
                var then = PathGuards.Leaves(choice.Statement) ? null : AtEnd(choice.Statement, variable, initial);
                var otherwise = choice.Else is { } e ? PathGuards.Leaves(e.Statement) ? null : AtEnd(e.Statement, variable, initial) : At(variable, statement, initial);
                return PathGuards.Leaves(choice.Statement) ? otherwise
                    : choice.Else is { } left && PathGuards.Leaves(left.Statement) ? then
                    : then is not null && otherwise is not null && say(choice.Condition) is { } condition
                        ? $"({condition} ? {EntryTerms.AsOperand(then)} : {EntryTerms.AsOperand(otherwise)})" : null;
            default:
                return null;
        }
    }

    private string? AtEnd(StatementSyntax statement, ISymbol variable, string? initial)
    {
        if (statement is not BlockSyntax block)
        {
            return Writes(statement, variable) ? After(statement, variable, initial) : At(variable, statement, initial);
        }

        return block.Statements.LastOrDefault(s => Writes(s, variable)) is { } last ? After(last, variable, initial) : At(variable, block, initial);
    }

    private static string? Combined(string? left, string operation, string? right) =>
        left is null || right is null ? null : $"{EntryTerms.AsOperand(left)} {operation} {EntryTerms.AsOperand(right)}";

    private static SyntaxList<StatementSyntax>? SiblingsOf(SyntaxNode parent) => parent switch
    {
        BlockSyntax block => block.Statements,
        SwitchSectionSyntax section => section.Statements,
        _ => null,
    };

    private bool Writes(SyntaxNode node, ISymbol variable) => node.DescendantNodesAndSelf().Any(n => n switch
    {
        IdentifierNameSyntax name => name.Identifier.Text == variable.Name && EntryTerms.IsWritten(name) && SymbolEqualityComparer.Default.Equals(modelOf(name.SyntaxTree).GetSymbolInfo(name).Symbol, variable),
        VariableDeclaratorSyntax or SingleVariableDesignationSyntax or CommonForEachStatementSyntax => Is(n, variable),
        _ => false,
    });

    private bool Is(SyntaxNode declaration, ISymbol variable) => SymbolEqualityComparer.Default.Equals(modelOf(declaration.SyntaxTree).GetDeclaredSymbol(declaration), variable);
}
