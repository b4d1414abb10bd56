using System.Globalization;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Strength;

/// <summary>
/// The small changes of a method's body that people make by mistake: another operator or bound, a branch the other way round, a statement left out, another
/// result. Contract statements are left alone. In source order.
/// </summary>
internal sealed class BodyMutations
{
    private static readonly Dictionary<SyntaxKind, string[]> Operators = new()
    {
        [SyntaxKind.AddExpression] = ["-"],
        [SyntaxKind.SubtractExpression] = ["+"],
        [SyntaxKind.MultiplyExpression] = ["+"],
        [SyntaxKind.DivideExpression] = ["*"],
        [SyntaxKind.ModuloExpression] = ["/"],
        [SyntaxKind.LessThanExpression] = ["<=", ">"],
        [SyntaxKind.LessThanOrEqualExpression] = ["<", ">="],
        [SyntaxKind.GreaterThanExpression] = [">=", "<"],
        [SyntaxKind.GreaterThanOrEqualExpression] = [">", "<="],
        [SyntaxKind.EqualsExpression] = ["!="],
        [SyntaxKind.NotEqualsExpression] = ["=="],
        [SyntaxKind.LogicalAndExpression] = ["||"],
        [SyntaxKind.LogicalOrExpression] = ["&&"],
        [SyntaxKind.BitwiseAndExpression] = ["|"],
        [SyntaxKind.BitwiseOrExpression] = ["&"],
        [SyntaxKind.LeftShiftExpression] = [">>"],
        [SyntaxKind.RightShiftExpression] = ["<<"],
        [SyntaxKind.AddAssignmentExpression] = ["-="],
        [SyntaxKind.SubtractAssignmentExpression] = ["+="],
        [SyntaxKind.MultiplyAssignmentExpression] = ["+="],
        [SyntaxKind.PostIncrementExpression] = ["--"],
        [SyntaxKind.PostDecrementExpression] = ["++"],
        [SyntaxKind.PreIncrementExpression] = ["--"],
        [SyntaxKind.PreDecrementExpression] = ["++"],
    };

    private readonly IMethodSymbol _method;
    private readonly MethodContract _contract;
    private readonly SemanticModel _model;
    private readonly List<Mutation> _found = [];

    private BodyMutations(IMethodSymbol method, MethodContract contract, SemanticModel model)
    {
        _method = method;
        _contract = contract;
        _model = model;
    }

    /// <summary>The changes of the body in <paramref name="declaration"/>.</summary>
    public static IReadOnlyList<Mutation> Of(IMethodSymbol method, MethodContract contract, SemanticModel model, SyntaxNode declaration)
    {
        var mutations = new BodyMutations(method, contract, model);
        foreach (var node in declaration.DescendantNodes(n => !contract.IsInContractStatement(n) && n is not AttributeListSyntax and not ParameterListSyntax))
        {
            if (!contract.IsInContractStatement(node) && node is not (AttributeListSyntax or ParameterListSyntax))
            {
                mutations.Visit(node);
            }
        }

        return mutations._found.GroupBy(m => (m.Span, m.Replacement)).Select(g => g.First())
            .OrderBy(m => m.Span.Start).ThenBy(m => m.Span.Length).ThenBy(m => m.Replacement, StringComparer.Ordinal).ToList();
    }

    private void Visit(SyntaxNode node)
    {
        switch (node)
        {
            case ReturnStatementSyntax { Expression: { } value } when IsOwn(node):
                Result(value);
                break;
            case ArrowExpressionClauseSyntax { Expression: { } value } when IsOwn(node) && !_method.ReturnsVoid:
                Result(value);
                break;
            case BinaryExpressionSyntax binary when Operators.TryGetValue(binary.Kind(), out var others) && IsPlain(binary):
                Operator(binary, binary.OperatorToken, others);
                break;
            case AssignmentExpressionSyntax assignment when Operators.TryGetValue(assignment.Kind(), out var others):
                Operator(assignment, assignment.OperatorToken, others);
                break;
            case PostfixUnaryExpressionSyntax postfix when Operators.TryGetValue(postfix.Kind(), out var others):
                Operator(postfix, postfix.OperatorToken, others);
                break;
            case PrefixUnaryExpressionSyntax prefix when Operators.TryGetValue(prefix.Kind(), out var others):
                Operator(prefix, prefix.OperatorToken, others);
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression } prefix:
                Replace(prefix, $"({prefix.Operand})");
                break;
            case LiteralExpressionSyntax { Token.Value: int number } literal when number < int.MaxValue:
                Replace(literal, (number + 1).ToString(CultureInfo.InvariantCulture));
                if (number > 0)
                {
                    Replace(literal, (number - 1).ToString(CultureInfo.InvariantCulture));
                }

                break;
            case ConditionalExpressionSyntax conditional:
                Replace(conditional, $"({conditional.Condition} ? {conditional.WhenFalse} : {conditional.WhenTrue})");
                break;
            case IfStatementSyntax choice:
                Replace(choice.Condition, $"!({choice.Condition})");
                Drop(choice);
                break;
            case ExpressionStatementSyntax statement:
                Drop(statement);
                break;
            case ContinueStatementSyntax or BreakStatementSyntax when node.Parent is not SwitchSectionSyntax:
                Drop((StatementSyntax)node);
                break;
        }
    }

    /// <summary>Not of a lambda or local function.</summary>
    private static bool IsOwn(SyntaxNode node) => !node.Ancestors().Any(a => a is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax);

    // Text is joined, and delegates are combined, by the same sign.
    private bool IsPlain(BinaryExpressionSyntax binary) =>
        !binary.IsKind(SyntaxKind.AddExpression) || _model.GetTypeInfo(binary).Type is { SpecialType: not SpecialType.System_String };

    private void Result(ExpressionSyntax value)
    {
        var type = _method.ReturnType;
        var others = Constants(type).Concat(_method.Parameters
            .Where(p => p.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(p.Type, type)).Take(3).Select(p => p.Name));
        foreach (var other in others.Where(o => o != value.ToString()))
        {
            Add(value.Span, other, value, $"`{value}` becomes `{other}`", $"return {other}", isResult: true);
        }

        if (type.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && value is not LiteralExpressionSyntax)
        {
            foreach (var other in new[] { $"({value}) + 1", $"({value}) - 1" })
            {
                Add(value.Span, other, value, $"`{value}` becomes `{other}`", $"return {other}", isResult: true);
            }
        }
    }

    private static IEnumerable<string> Constants(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Boolean => ["true", "false"],
        SpecialType.System_Int32 or SpecialType.System_Int64 => ["0", "1", "-1"],
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_UInt32 or SpecialType.System_UInt64
            or SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal => ["0", "1"],
        SpecialType.System_String => ["\"\"", "null!"],
        SpecialType.System_Char => ["'a'"],
        _ => ["default!"],
    };

    private void Operator(ExpressionSyntax whole, SyntaxToken token, IEnumerable<string> others)
    {
        foreach (var other in others)
        {
            var text = whole.ToString();
            var at = token.SpanStart - whole.SpanStart;
            var changed = text.Substring(0, at) + other + text.Substring(at + token.Span.Length);
            Add(token.Span, other, whole, $"`{OneLine(text)}` becomes `{OneLine(changed)}`", OneLine(changed));
        }
    }

    private void Replace(SyntaxNode node, string replacement)
    {
        // A number alone says little: with what is around it.
        var shown = node is LiteralExpressionSyntax && node.Parent is ExpressionSyntax or EqualsValueClauseSyntax or ArgumentSyntax ? node.Parent : node;
        var text = shown.ToString();
        var at = node.SpanStart - shown.SpanStart;
        var changed = text.Substring(0, at) + replacement + text.Substring(at + node.Span.Length);
        Add(node.Span, replacement, node, $"`{OneLine(text)}` becomes `{OneLine(changed)}`", OneLine(changed));
    }

    private void Drop(StatementSyntax statement)
    {
        // Contracts in it, such as an assertion, would go with it.
        if (!statement.DescendantNodes().Any(_contract.IsInContractStatement))
        {
            Add(statement.Span, ";", statement, $"`{OneLine(statement.ToString())}` is left out", $"the method without `{OneLine(statement.ToString())}`");
        }
    }

    private void Add(TextSpan span, string replacement, SyntaxNode at, string text, string accepted, bool isResult = false) =>
        _found.Add(new Mutation(span, replacement, at.GetLocation().GetLineSpan().StartLinePosition.Line + 1, text, accepted, isResult));

    private static string OneLine(string text)
    {
        var line = string.Join(" ", text.Split(['\r', '\n', '\t', ' '], StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= 80 ? line : line.Substring(0, 77) + "...";
    }
}
