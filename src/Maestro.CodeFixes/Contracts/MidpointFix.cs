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

/// <summary>Writes the middle of two numbers as <c>lo + (hi - lo) / 2</c>, which cannot overflow where <c>(lo + hi) / 2</c> can.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(MidpointFix))]
[Shared]
public sealed class MidpointFix : ProvedFix
{
    private static readonly string[] HighNames = ["hi", "right", "end", "last", "upper", "max", "to"];

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(
        Rules.Postcondition.Id,
        Rules.Precondition.Id,
        Rules.Assertion.Id,
        Rules.LoopInvariant.Id,
        Rules.Index.Id,
        Rules.Overflow.Id,
        // A midpoint that overflows needs a billion elements, which no replay builds: undecided, until the fix proves it.
        Rules.Unknown.Id);

    internal override Proposal? Search(FixSite site, FixCheck check)
    {
        var midpoints = site.Declaration.DescendantNodes().OfType<BinaryExpressionSyntax>()
            .Where(node => SumOf(node, site.Model) is not null && !site.Contract.IsInContractStatement(node))
            .ToList();
        var highFirst = midpoints.Count > 0 && IsHigh(SumOf(midpoints[0], site.Model)!.Left.ToString());
        foreach (var isSwapped in new[] { highFirst, !highFirst })
        {
            foreach (var chosen in midpoints.Select(midpoint => new[] { midpoint }).Concat(midpoints.Count > 1 ? [midpoints.ToArray()] : []))
            {
                var edited = site.Root.ReplaceNodes(chosen, (original, _) => Safe(original, SumOf(original, site.Model)!, isSwapped));
                if (check.Passes(edited))
                {
                    return new Proposal($"Compute the middle as {Safe(chosen[0], SumOf(chosen[0], site.Model)!, isSwapped).WithoutTrivia()}", edited);
                }
            }
        }

        return null;
    }

    /// <summary>The sum that is halved; null for another expression, or for a sum of operands that may not be evaluated twice.</summary>
    private static BinaryExpressionSyntax? SumOf(BinaryExpressionSyntax node, SemanticModel model)
    {
        var halves = (node.Kind(), model.GetConstantValue(node.Right).Value) is
            (SyntaxKind.DivideExpression, 2 or 2L or 2u) or (SyntaxKind.RightShiftExpression or SyntaxKind.UnsignedRightShiftExpression, 1);
        return halves && Unwrapped(node.Left) is BinaryExpressionSyntax sum && sum.IsKind(SyntaxKind.AddExpression)
            && ArithmeticBounds.KeywordOf(model.GetTypeInfo(node).Type) is not null && IsRepeatable(sum.Left) && IsRepeatable(sum.Right)
                ? sum
                : null;
    }

    /// <summary>Both orders may be provable; the usual one starts from the lower end, which only names tell.</summary>
    private static bool IsHigh(string name) =>
        HighNames.Any(high => name.TrimStart('_').StartsWith(high, StringComparison.OrdinalIgnoreCase));

    private static ExpressionSyntax Unwrapped(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Unwrapped(inner.Expression) : expression;

    private static bool IsRepeatable(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().All(node => node is
        IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax
        or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression or (int)SyntaxKind.SubtractExpression });

    private static ExpressionSyntax Safe(BinaryExpressionSyntax midpoint, BinaryExpressionSyntax sum, bool isSwapped)
    {
        var (low, high) = isSwapped ? (sum.Right, sum.Left) : (sum.Left, sum.Right);
        var subtracted = EntryTerms.AsOperand(low.WithoutTrivia().ToString());
        var text = $"{low.WithoutTrivia()} + ({high.WithoutTrivia()} - {subtracted}) / 2";
        // A looser operator than the halving's own: keep it together, unless it stands alone.
        var standsAlone = midpoint.Parent is not (BinaryExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax or MemberAccessExpressionSyntax);
        return SyntaxFactory.ParseExpression(standsAlone ? text : $"({text})").WithTriviaFrom(midpoint);
    }
}
