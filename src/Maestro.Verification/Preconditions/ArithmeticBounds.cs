using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>Conditions under which an operation on integers stays in the range of its type, weakest first, in forms that do not overflow themselves.</summary>
internal static class ArithmeticBounds
{
    /// <summary>The conditions for one operation; none for what is no arithmetic or has no words.</summary>
    public static IEnumerable<string> Of(ExpressionSyntax operation, SemanticModel model, EntryTerms terms)
    {
        if (KeywordOf(model.GetTypeInfo(operation).Type) is not { } type)
        {
            return [];
        }

        switch (operation)
        {
            case BinaryExpressionSyntax binary:
                return Binary(binary.Kind(), binary.Left, binary.Right, type, model, terms);
            case AssignmentExpressionSyntax assignment when CompoundKind(assignment.Kind()) is { } kind:
                return Binary(kind, assignment.Left, assignment.Right, type, model, terms);
            case PrefixUnaryExpressionSyntax prefix when prefix.IsKind(SyntaxKind.UnaryMinusExpression) && terms.Operand(prefix.Operand) is { } negated:
                return [$"{negated} > {type}.MinValue"];
            case PrefixUnaryExpressionSyntax { Operand: var stepped } when terms.Operand(stepped) is { } text:
                return Step(operation.Kind(), text, type);
            case PostfixUnaryExpressionSyntax { Operand: var stepped } when terms.Operand(stepped) is { } text:
                return Step(operation.Kind(), text, type);
            case InvocationExpressionSyntax { ArgumentList.Arguments: [var only] } call
                when model.GetSymbolInfo(call).Symbol is { Name: "Abs", ContainingType.Name: "Math" } && terms.Operand(only.Expression) is { } argument:
                return [$"{argument} > {type}.MinValue"];
            default:
                return [];
        }
    }

    /// <summary>The keyword of an integer type whose range arithmetic may leave; null for other types.</summary>
    public static string? KeywordOf(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Int32 => "int",
        SpecialType.System_Int64 => "long",
        SpecialType.System_UInt32 => "uint",
        _ => null,
    };

    private static SyntaxKind? CompoundKind(SyntaxKind assignment) => assignment switch
    {
        SyntaxKind.AddAssignmentExpression => SyntaxKind.AddExpression,
        SyntaxKind.SubtractAssignmentExpression => SyntaxKind.SubtractExpression,
        SyntaxKind.MultiplyAssignmentExpression => SyntaxKind.MultiplyExpression,
        SyntaxKind.DivideAssignmentExpression => SyntaxKind.DivideExpression,
        _ => null,
    };

    private static IEnumerable<string> Step(SyntaxKind kind, string text, string type) => kind switch
    {
        SyntaxKind.PreIncrementExpression or SyntaxKind.PostIncrementExpression => [$"{text} < {type}.MaxValue"],
        SyntaxKind.PreDecrementExpression or SyntaxKind.PostDecrementExpression => [$"{text} > {type}.MinValue"],
        _ => [],
    };

    private static IEnumerable<string> Binary(
        SyntaxKind kind, ExpressionSyntax left, ExpressionSyntax right, string type, SemanticModel model, EntryTerms terms)
    {
        if (terms.Operand(left) is not { } x || terms.Operand(right) is not { } y)
        {
            return [];
        }

        if (IsPositiveConstant(left, model) && kind is SyntaxKind.AddExpression or SyntaxKind.MultiplyExpression && !IsPositiveConstant(right, model))
        {
            (x, y, left, right) = (y, x, right, left);
        }

        var isConstant = IsPositiveConstant(right, model);
        var max = $"{type}.MaxValue";
        var min = type == "uint" ? "0" : $"{type}.MinValue";
        return kind switch
        {
            SyntaxKind.AddExpression when isConstant => [y == "1" ? $"{x} < {max}" : $"{x} <= {max} - {y}"],
            SyntaxKind.AddExpression => [$"{x} <= {max} - {y}", $"{y} >= 0 && {x} <= {max} - {y}", $"{x} >= 0 && {y} >= 0 && {x} <= {max} - {y}"],
            SyntaxKind.SubtractExpression when isConstant => [y == "1" ? $"{x} > {min}" : min == "0" ? $"{x} >= {y}" : $"{x} >= {min} + {y}"],
            SyntaxKind.SubtractExpression when min == "0" => [$"{x} >= {y}"],
            SyntaxKind.SubtractExpression => [$"{x} >= {min} + {y}", $"{y} >= 0 && {x} >= {min} + {y}", $"{y} >= 0 && {y} <= {x}"],
            SyntaxKind.MultiplyExpression when isConstant =>
                [$"{x} <= {max} / {y}", $"{x} >= {min} / {y} && {x} <= {max} / {y}", $"{x} >= 0 && {x} <= {max} / {y}"],
            SyntaxKind.MultiplyExpression => [$"{y} == 0 || {x} <= {max} / {y}", $"{y} > 0 && {x} <= {max} / {y}", $"{x} >= 0 && {y} > 0 && {x} <= {max} / {y}"],
            SyntaxKind.DivideExpression when min != "0" => [$"{x} > {min} || {y} != -1"],
            _ => [],
        };
    }

    private static bool IsPositiveConstant(ExpressionSyntax expression, SemanticModel model) => model.GetConstantValue(expression) is { HasValue: true, Value: { } value } && value switch
    {
        int number => number > 0,
        long number => number > 0,
        uint number => number > 0,
        _ => false,
    };
}
