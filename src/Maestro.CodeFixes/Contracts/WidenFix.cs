using System.Collections.Immutable;
using System.Composition;
using Maestro.Analyzers;
using Maestro.CodeFixes.Proof;
using Maestro.Verification.Preconditions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Computes in <c>long</c> what overflows in <c>int</c>: an expression, and back to <c>int</c> where that is needed, or a local variable.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(WidenFix))]
[Shared]
public sealed class WidenFix : ProvedFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Precondition.Id,
        Rules.Assertion.Id,
        Rules.LoopInvariant.Id,
        Rules.Index.Id,
        Rules.Overflow.Id,
        Rules.Unknown.Id);

    internal override Proposal? Search(FixSite site, FixCheck check)
    {
        foreach (var expression in Expressions(site))
        {
            var edited = site.Root.ReplaceNode(expression, Widened(expression, site.Model));
            if (check.Passes(edited))
            {
                return new Proposal($"Compute {expression.WithoutTrivia()} as long", edited);
            }
        }

        foreach (var local in Locals(site))
        {
            var edited = site.Root.ReplaceNode(local.Type, SyntaxFactory.ParseTypeName("long").WithTriviaFrom(local.Type));
            if (check.Passes(edited))
            {
                return new Proposal($"Make {local.Variables[0].Identifier.Text} a long", edited);
            }
        }

        return null;
    }

    /// <summary>The outermost arithmetic of type int: that of the finding's place first, then the method's.</summary>
    private static IEnumerable<BinaryExpressionSyntax> Expressions(FixSite site) =>
        new[] { site.Place?.FirstAncestorOrSelf<StatementSyntax>() ?? site.Place, site.Declaration }
            .SelectMany(place => place?.DescendantNodesAndSelf().OfType<BinaryExpressionSyntax>() ?? [])
            .Where(node => site.Declaration.Span.Contains(node.Span)
                && IsIntArithmetic(node, site.Model)
                && !site.Contract.IsInContractStatement(node)
                && !site.Model.GetConstantValue(node).HasValue
                && !(Outer(node) is BinaryExpressionSyntax outer && IsIntArithmetic(outer, site.Model)))
            .Distinct();

    private static IEnumerable<VariableDeclarationSyntax> Locals(FixSite site) => site.Declaration.DescendantNodes().OfType<VariableDeclarationSyntax>()
        .Where(declaration => declaration is { Variables.Count: 1, Parent: LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0 } }
            && site.Model.GetTypeInfo(declaration.Type).Type?.SpecialType == SpecialType.System_Int32);

    private static bool IsIntArithmetic(BinaryExpressionSyntax node, SemanticModel model) => model.GetTypeInfo(node).Type?.SpecialType == SpecialType.System_Int32
        && node.Kind() is SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression
            or SyntaxKind.ModuloExpression or SyntaxKind.RightShiftExpression;

    private static SyntaxNode? Outer(SyntaxNode node) => node.Parent is ParenthesizedExpressionSyntax parent ? Outer(parent) : node.Parent;

    private static ExpressionSyntax Widened(BinaryExpressionSyntax expression, SemanticModel model)
    {
        var wide = Wide(expression.WithoutTrivia(), expression, model);
        var isNeeded = model.GetTypeInfo(expression).ConvertedType?.SpecialType == SpecialType.System_Int32
            && Outer(expression) is not BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression
                or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression
                or (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression };
        return SyntaxFactory.ParseExpression(isNeeded ? $"(int)({wide})" : wide).WithTriviaFrom(expression);
    }

    /// <summary>The text with the leftmost operand of each operation cast; the others are promoted by it.</summary>
    private static string Wide(ExpressionSyntax expression, ExpressionSyntax original, SemanticModel model)
    {
        if (original is ParenthesizedExpressionSyntax { Expression: BinaryExpressionSyntax inner } && IsIntArithmetic(inner, model))
        {
            return $"({Wide(inner.WithoutTrivia(), inner, model)})";
        }

        if (original is not BinaryExpressionSyntax binary || !IsIntArithmetic(binary, model))
        {
            return $"(long){EntryTerms.AsOperand(expression.ToString())}";
        }

        var left = Wide(binary.Left.WithoutTrivia(), binary.Left, model);
        var right = !binary.IsKind(SyntaxKind.RightShiftExpression) && HasArithmetic(binary.Right, model)
            ? Wide(binary.Right.WithoutTrivia(), binary.Right, model)
            : binary.Right.WithoutTrivia().ToString();
        return $"{left} {binary.OperatorToken.Text} {right}";
    }

    private static bool HasArithmetic(ExpressionSyntax expression, SemanticModel model) => expression switch
    {
        ParenthesizedExpressionSyntax inner => HasArithmetic(inner.Expression, model),
        BinaryExpressionSyntax binary => IsIntArithmetic(binary, model) && !model.GetConstantValue(binary).HasValue,
        _ => false,
    };
}
