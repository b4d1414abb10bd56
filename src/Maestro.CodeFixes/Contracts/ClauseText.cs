using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>
/// A clause as an expression that a test evaluates after the call: the result, the old values and the object have names there. At run time
/// <c>Contract.Result</c> and <c>Contract.OldValue</c> say nothing.
/// </summary>
internal sealed class ClauseText : CSharpSyntaxRewriter
{
    /// <summary>What the call gave.</summary>
    public const string Result = "result";

    /// <summary>The object that was called.</summary>
    public const string Target = "target";

    private readonly MethodBodies _bodies;
    private readonly SemanticModel _model;
    private readonly List<string> _old = [];
    private bool _isSaid = true;

    private ClauseText(MethodBodies bodies, SemanticModel model)
    {
        _bodies = bodies;
        _model = model;
    }

    /// <summary>The condition, and the expressions whose values must be kept before the call as <c>old1</c>, <c>old2</c> …; null where it has no words.</summary>
    public static (string Condition, IReadOnlyList<string> Old)? Of(Clause clause, MethodBodies bodies)
    {
        var syntax = clause.Condition.Syntax;
        var rewriter = new ClauseText(bodies, bodies.ModelOf(syntax.SyntaxTree));
        var condition = rewriter.Visit(syntax).WithoutTrivia().NormalizeWhitespace().ToString();
        return rewriter._isSaid ? (condition, rewriter._old) : null;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is not IMethodSymbol called)
        {
            _isSaid = false;
            return node;
        }

        if (ContractCalls.IsResult(called))
        {
            return SyntaxFactory.IdentifierName(Result);
        }

        if (ContractCalls.IsOldValue(called))
        {
            // A bound variable of ForAll has no value before the call.
            var value = node.ArgumentList.Arguments[0].Expression;
            _isSaid &= !value.DescendantNodesAndSelf().Any(inner => _model.GetSymbolInfo(inner).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } });
            _old.Add(Visit(value).ToString());
            return SyntaxFactory.IdentifierName($"old{_old.Count}");
        }

        _isSaid &= !ContractCalls.IsValueAtReturn(called);
        return base.VisitInvocationExpression(node);
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitThisExpression(ThisExpressionSyntax node) => SyntaxFactory.IdentifierName(Target);

    /// <inheritdoc/>
    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        _model.GetSymbolInfo(node).Symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol
            ? node.WithExpression((ExpressionSyntax)Visit(node.Expression)!).WithName(SyntaxFactory.IdentifierName(NameOf(_model.GetSymbolInfo(node).Symbol!)))
            : node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node)
    {
        switch (_model.GetSymbolInfo(node).Symbol)
        {
            case ITypeSymbol type:
                return Parse(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat));
            case (IFieldSymbol or IPropertySymbol or IMethodSymbol) and { IsStatic: false } member:
                return Parse($"{Target}.{NameOf(member)}");
            case (IFieldSymbol or IPropertySymbol or IMethodSymbol) and { IsStatic: true } member:
                return Parse($"{member.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)}.{member.Name}");
            default:
                return node;
        }
    }

    /// <summary>A visible property that reads a private field, else the member's own name.</summary>
    private string NameOf(ISymbol member) => member is IFieldSymbol { DeclaredAccessibility: Accessibility.Private }
        && member.ContainingType.GetMembers().OfType<IPropertySymbol>().FirstOrDefault(property =>
            property.DeclaredAccessibility != Accessibility.Private && SymbolEqualityComparer.Default.Equals(_bodies.FieldBehind(property), member.OriginalDefinition)) is { } alias
            ? alias.Name
            : member.Name;

    private static ExpressionSyntax Parse(string text) => SyntaxFactory.ParseExpression(text);
}
