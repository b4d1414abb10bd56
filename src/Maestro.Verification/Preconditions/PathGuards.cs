using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>The conditions under which a place is reached, as far as they have words at entry.</summary>
internal static class PathGuards
{
    /// <summary>The negations of the guards: one of them, or what the place needs. Null where a guard has no words; none where nothing guards it.</summary>
    public static IReadOnlyList<string>? Escapes(SyntaxNode place, Func<ExpressionSyntax, string?> say)
    {
        var escapes = new List<string>();
        foreach (var (condition, holds) in Of(place))
        {
            if (say(condition) is not { } text)
            {
                return null;
            }

            escapes.Add(holds ? Negated(text) : EntryTerms.AsOperand(text) == text || SyntaxFactory.ParseExpression(text) is BinaryExpressionSyntax { RawKind: not (int)SyntaxKind.LogicalAndExpression } ? text : $"({text})");
        }

        return escapes.Distinct(StringComparer.Ordinal).ToList();
    }

    /// <summary>True where a statement never ends at its end.</summary>
    public static bool Leaves(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax or ThrowStatementSyntax or BreakStatementSyntax or ContinueStatementSyntax => true,
        BlockSyntax block => block.Statements.LastOrDefault() is { } last && Leaves(last),
        IfStatementSyntax { Else: { } otherwise } choice => Leaves(choice.Statement) && Leaves(otherwise.Statement),
        _ => false,
    };

    /// <summary>The other truth value, said plainly.</summary>
    public static string Negated(string text) => SyntaxFactory.ParseExpression(text) switch
    {
        BinaryExpressionSyntax b when b.Kind() is SyntaxKind.LogicalAndExpression => $"{Negated(b.Left.ToString())} || {Negated(b.Right.ToString())}",
        BinaryExpressionSyntax b when b.Kind() is SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression => $"{b.Left} {(b.IsKind(SyntaxKind.EqualsExpression) ? "!=" : "==")} {b.Right}",
        BinaryExpressionSyntax b when Opposite(b.Kind()) is { } opposite => $"{b.Left} {opposite} {b.Right}",
        PrefixUnaryExpressionSyntax not when not.IsKind(SyntaxKind.LogicalNotExpression) => not.Operand.ToString(),
        ParenthesizedExpressionSyntax inner => Negated(inner.Expression.ToString()) is var negated && SyntaxFactory.ParseExpression(negated) is BinaryExpressionSyntax ? $"({negated})" : negated,
        _ => $"!{EntryTerms.AsOperand(text)}",
    };

    // With NaN the opposite of < is not >=; what is offered is proved all the same.
    private static string? Opposite(SyntaxKind kind) => kind switch
    {
        SyntaxKind.LessThanExpression => ">=",
        SyntaxKind.LessThanOrEqualExpression => ">",
        SyntaxKind.GreaterThanExpression => "<=",
        SyntaxKind.GreaterThanOrEqualExpression => "<",
        _ => null,
    };

    private static IEnumerable<(ExpressionSyntax Condition, bool Holds)> Of(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent && node is not MemberDeclarationSyntax and not AccessorDeclarationSyntax; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when node == choice.Statement:
                    yield return (choice.Condition, true);
                    break;
                case ElseClauseSyntax { Parent: IfStatementSyntax choice }:
                    yield return (choice.Condition, false);
                    break;
                case ConditionalExpressionSyntax conditional when node != conditional.Condition:
                    yield return (conditional.Condition, node == conditional.WhenTrue);
                    break;
                case BinaryExpressionSyntax binary when node == binary.Right && binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression:
                    yield return (binary.Left, binary.IsKind(SyntaxKind.LogicalAndExpression));
                    break;
                case BlockSyntax block when node is StatementSyntax statement:
                    foreach (var before in block.Statements.Take(block.Statements.IndexOf(statement)).OfType<IfStatementSyntax>().Where(i => i.Else is null && Leaves(i.Statement)))
                    {
                        yield return (before.Condition, false);
                    }

                    break;
            }
        }
    }
}
