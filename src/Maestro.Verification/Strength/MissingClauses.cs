using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Strength;

/// <summary>
/// Postconditions that may say what a contract leaves open, the plainest first: the result is the expression that is returned, one of those that are, or bounded
/// by a parameter. Whether one holds is for the proof to say.
/// </summary>
public static class MissingClauses
{
    /// <summary>Conditions for <c>Contract.Ensures</c>, as C#.</summary>
    /// <param name="method">The method.</param>
    /// <param name="model">Of its file.</param>
    /// <param name="declaration">Its declaration.</param>
    public static IEnumerable<string> Of(IMethodSymbol method, SemanticModel model, SyntaxNode declaration)
    {
        if (method.ReturnsVoid || method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            yield break;
        }

        var result = $"Contract.Result<{method.ReturnType.ToMinimalDisplayString(model, declaration.SpanStart)}>()";
        var returned = Returned(declaration);
        if (returned.Count > 0 && returned.All(e => Speaks(e, model)))
        {
            var values = returned.Select(e => Operand(e)).Distinct(StringComparer.Ordinal).ToList();
            if (values.Count == 1)
            {
                yield return $"{result} == {values[0]}";
            }
            else if (Choice(declaration, model) is { } choice)
            {
                yield return $"{result} == {choice}";
            }

            if (values.Count is > 1 and <= 4)
            {
                yield return string.Join(" || ", values.Select(v => $"{result} == {v}"));
            }
        }

        var alike = method.Parameters.Where(p => p.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(p.Type, method.ReturnType)).Select(p => p.Name).ToList();
        if (alike.Count is > 0 and <= 4)
        {
            yield return string.Join(" || ", alike.Select(p => $"{result} == {p}"));
        }

        if (method.ReturnType.SpecialType is < SpecialType.System_SByte or > SpecialType.System_Decimal)
        {
            yield break;
        }

        yield return $"{result} >= 0";
        foreach (var bound in method.Parameters.Where(p => p.RefKind == RefKind.None).Select(p =>
            SymbolEqualityComparer.Default.Equals(p.Type, method.ReturnType) ? p.Name
            : p.Type is IArrayTypeSymbol or { SpecialType: SpecialType.System_String } ? $"{p.Name}.Length" : null).OfType<string>())
        {
            yield return $"{result} <= {bound}";
            yield return $"{result} >= {bound}";
        }
    }

    private static List<ExpressionSyntax> Returned(SyntaxNode declaration) => declaration
        .DescendantNodes(n => n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        .OfType<ReturnStatementSyntax>().Select(r => r.Expression).OfType<ExpressionSyntax>()
        .SelectMany(e => e is ConditionalExpressionSyntax c ? new[] { c.WhenTrue, c.WhenFalse } : [e]).ToList();

    /// <summary>The result as one conditional expression, of <c>return c ? a : b</c> or <c>if (c) return a; return b;</c> alone.</summary>
    private static string? Choice(SyntaxNode declaration, SemanticModel model)
    {
        var statements = (declaration as BaseMethodDeclarationSyntax)?.Body?.Statements ?? default;
        return statements.LastOrDefault() is ReturnStatementSyntax { Expression: { } last }
            ? last is ConditionalExpressionSyntax conditional && Speaks(conditional.Condition, model) && statements.Count(IsStep) == 1
                ? $"({conditional.Condition} ? {conditional.WhenTrue} : {conditional.WhenFalse})"
                : statements.Count(IsStep) == 2 && statements[statements.Count - 2] is IfStatementSyntax { Else: null } choice && Only(choice.Statement) is { Expression: { } first }
                    && Speaks(choice.Condition, model)
                ? $"({choice.Condition} ? {first} : {last})" : null
            : null;
    }

    private static bool IsStep(StatementSyntax statement) => statement is not ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "Contract" } } },
    };

    private static ReturnStatementSyntax? Only(StatementSyntax statement) => statement switch
    {
        ReturnStatementSyntax returned => returned,
        BlockSyntax { Statements: [ReturnStatementSyntax returned] } => returned,
        _ => null,
    };

    /// <summary>True where an expression means at the exit, to whoever reads the contract, what it means in the body: no locals, nothing that writes or makes.</summary>
    private static bool Speaks(ExpressionSyntax expression, SemanticModel model) => expression.DescendantNodesAndSelf().All(n => n switch
    {
        IdentifierNameSyntax name => model.GetSymbolInfo(name).Symbol is not ILocalSymbol,
        InvocationExpressionSyntax call => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } },
        AssignmentExpressionSyntax or ObjectCreationExpressionSyntax or ImplicitObjectCreationExpressionSyntax or ArrayCreationExpressionSyntax or AnonymousFunctionExpressionSyntax
            or ThrowExpressionSyntax or AwaitExpressionSyntax or WithExpressionSyntax or SwitchExpressionSyntax or DeclarationExpressionSyntax => false,
        PrefixUnaryExpressionSyntax prefix => !prefix.IsKind(SyntaxKind.PreIncrementExpression) && !prefix.IsKind(SyntaxKind.PreDecrementExpression),
        PostfixUnaryExpressionSyntax postfix => postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression),
        _ => true,
    });

    private static string Operand(ExpressionSyntax expression) =>
        expression is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or InvocationExpressionSyntax or ElementAccessExpressionSyntax
            ? expression.ToString() : $"({expression})";
}
