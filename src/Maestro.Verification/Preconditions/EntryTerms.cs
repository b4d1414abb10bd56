using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification.Preconditions;

/// <summary>
/// Says an expression again in the words that a method's callers know: its parameters, constants, and members as visible as the method itself.
/// What has no such words (locals that change, private state, calls that may do something) has no text. Whether the text means the same is
/// not decided here but by the proof of the edit.
/// </summary>
/// <param name="bodies">Bodies of the compilation.</param>
/// <param name="method">The method whose callers are spoken to.</param>
/// <param name="parameter">The words for a parameter; null where there are none.</param>
/// <param name="receiver">The words for <c>this</c>: empty for none needed, null where there are none.</param>
internal sealed class EntryTerms(MethodBodies bodies, IMethodSymbol method, Func<IParameterSymbol, string?> parameter, string? receiver)
{
    private EntryValues? _values;

    /// <summary>The words for the result where a postcondition is said of what is returned; null elsewhere.</summary>
    public string? Result { get; init; }

    private static readonly HashSet<string> KnownPure = ["System.Math", "System.Diagnostics.Contracts.Contract", "string"];

    /// <summary>The terms of a method's own parameters.</summary>
    /// <param name="bodies">Bodies of the compilation.</param>
    /// <param name="method">The method.</param>
    /// <param name="result">The words for its result; null where there are none.</param>
    public static EntryTerms OwnOf(MethodBodies bodies, IMethodSymbol method, string? result = null) => new(
        bodies,
        method,
        p => p.RefKind is not RefKind.Out && SymbolEqualityComparer.Default.Equals(p.ContainingSymbol, method) ? p.Name : null,
        method.IsStatic || method.MethodKind == MethodKind.Constructor ? null : "") { Result = result };

    /// <summary>The text, without parentheses round the whole; null where there is none.</summary>
    public string? Of(ExpressionSyntax expression) => expression is ParenthesizedExpressionSyntax inner ? Of(inner.Expression) : Of(expression, depth: 0);

    /// <summary>The text as an operand: in parentheses unless it needs none.</summary>
    public string? Operand(ExpressionSyntax expression) => Of(expression) is { } text ? AsOperand(text) : null;

    /// <summary>Puts parentheses round what an operator could take apart.</summary>
    public static string AsOperand(string text) => SyntaxFactory.ParseExpression(text) is
        IdentifierNameSyntax or LiteralExpressionSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax
            ? text
            : $"({text})";

    /// <summary>Takes parentheses off arithmetic that stands beside a comparison, which binds less.</summary>
    public static string Compared(string text) =>
        SyntaxFactory.ParseExpression(text) is ParenthesizedExpressionSyntax { Expression: var inner } && inner.Kind() is
            SyntaxKind.AddExpression or SyntaxKind.SubtractExpression or SyntaxKind.MultiplyExpression or SyntaxKind.DivideExpression
            or SyntaxKind.ModuloExpression or SyntaxKind.UnaryMinusExpression or SyntaxKind.CastExpression
                ? inner.ToString()
                : text;

    private string? Of(ExpressionSyntax expression, int depth)
    {
        if (depth > 24)
        {
            return null;
        }

        switch (expression)
        {
            case ParenthesizedExpressionSyntax inner:
                return Of(inner.Expression, depth + 1) is { } text ? AsOperand(text) : null;
            case CheckedExpressionSyntax inner:
                return Of(inner.Expression, depth + 1);
            case PostfixUnaryExpressionSyntax inner when inner.IsKind(SyntaxKind.SuppressNullableWarningExpression):
                return Of(inner.Operand, depth + 1);
            case ConditionalExpressionSyntax conditional:
                return Of(conditional.Condition, depth + 1) is { } condition && Of(conditional.WhenTrue, depth + 1) is { } then && Of(conditional.WhenFalse, depth + 1) is { } otherwise
                    ? $"({condition} ? {AsOperand(then)} : {AsOperand(otherwise)})" : null;
            case LiteralExpressionSyntax or DefaultExpressionSyntax or PredefinedTypeSyntax:
                return expression.ToString();
            case PrefixUnaryExpressionSyntax prefix when prefix.Kind() is SyntaxKind.UnaryMinusExpression or SyntaxKind.LogicalNotExpression or SyntaxKind.IndexExpression:
                return Of(prefix.Operand, depth + 1) is { } operand ? prefix.OperatorToken.Text + AsOperand(operand) : null;
            case BinaryExpressionSyntax binary when !binary.IsKind(SyntaxKind.CoalesceExpression):
                return Both(binary, depth);
            case CastExpressionSyntax cast:
                return Of(cast.Expression, depth + 1) is { } value ? $"({cast.Type}){AsOperand(value)}" : null;
            case ElementAccessExpressionSyntax element:
                return Of(element.Expression, depth + 1) is { } array && List(element.ArgumentList.Arguments, depth) is { } indices ? $"{AsOperand(array)}[{indices}]" : null;
            case SimpleLambdaExpressionSyntax { ExpressionBody: { } body } lambda:
                return Of(body, depth + 1) is { } said ? $"{lambda.Parameter} => {said}" : null;
            case InvocationExpressionSyntax call:
                return Call(call, depth);
            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return Name(expression, depth);
            default:
                return null;
        }
    }

    private string? Both(BinaryExpressionSyntax binary, int depth)
    {
        var (left, right) = (Of(binary.Left, depth + 1), Of(binary.Right, depth + 1));
        if (left is null || right is null)
        {
            return null;
        }

        // Written as it was, unless words were put for a name that the operator would now take apart.
        (left, right) = (Kept(binary.Left, left), Kept(binary.Right, right));
        return binary.Kind() is SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanExpression
            or SyntaxKind.GreaterThanOrEqualExpression or SyntaxKind.EqualsExpression or SyntaxKind.NotEqualsExpression
                ? $"{Compared(left)} {binary.OperatorToken.Text} {Compared(right)}"
                : $"{left} {binary.OperatorToken.Text} {right}";

        static string Kept(ExpressionSyntax written, string said) => written is BinaryExpressionSyntax or CastExpressionSyntax or PrefixUnaryExpressionSyntax ? said : AsOperand(said);
    }

    private string? List(SeparatedSyntaxList<ArgumentSyntax> arguments, int depth)
    {
        var texts = arguments.Select(argument => argument.RefKindKeyword.IsKind(SyntaxKind.None) ? Of(argument.Expression, depth + 1) : null).ToList();
        return texts.Contains(null) ? null : string.Join(", ", texts);
    }

    private string? Call(InvocationExpressionSyntax call, int depth)
    {
        if (SymbolOf(call) is IMethodSymbol { ContainingType.Name: "Contract", Name: "Result" } && Result is not null)
        {
            return AsOperand(Result);
        }

        if (SymbolOf(call) is IMethodSymbol { ContainingType.Name: "Contract", Name: "OldValue" } && call.ArgumentList.Arguments is [{ Expression: var old }])
        {
            return Of(old, depth + 1) is { } atEntry ? AsOperand(atEntry) : null;
        }

        if (SymbolOf(call) is not IMethodSymbol called || List(call.ArgumentList.Arguments, depth) is not { } arguments)
        {
            return null;
        }

        var pure = ContractCalls.IsMarkedPure(called) || KnownPure.Contains(called.ContainingType.ToDisplayString());
        var target = !called.IsStatic ? Target(call.Expression, depth)
            : called.Name is "Result" or "ValueAtReturn" ? null
            : SymbolEqualityComparer.Default.Equals(called.ContainingType, method.ContainingType) ? called.Name
            : $"{called.ContainingType.ToMinimalDisplayString(bodies.ModelOf(call.SyntaxTree), call.SpanStart)}.{called.Name}";
        return pure && IsVisible(called) && target is not null ? $"{target}({arguments})" : null;
    }

    private string? Target(ExpressionSyntax expression, int depth) => expression switch
    {
        MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } member => Of(member.Expression, depth + 1) is { } target ? $"{AsOperand(target)}.{member.Name}" : null,
        MemberAccessExpressionSyntax member => OfThis(member.Name.Identifier.Text),
        IdentifierNameSyntax name => OfThis(name.Identifier.Text),
        _ => null,
    };

    private string? OfThis(string name) => receiver is null ? null : receiver.Length == 0 ? name : $"{AsOperand(receiver)}.{name}";

    private string? Name(ExpressionSyntax expression, int depth)
    {
        switch (SymbolOf(expression))
        {
            case IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } bound:
                return bound.Name;
            case IParameterSymbol known:
                return SymbolEqualityComparer.Default.Equals(known.ContainingSymbol, method) ? Values.At(known, expression, parameter(known)) : parameter(known);
            case ILocalSymbol local:
                return local.IsConst && InitialiserOf(local) is { } constant ? Of(constant, depth + 1) : Values.At(local, expression, null);
            case ITypeSymbol type:
                return type.ToMinimalDisplayString(bodies.ModelOf(expression.SyntaxTree), expression.SpanStart);
            case IFieldSymbol { IsStatic: true } field:
                return IsVisible(field) ? expression.ToString() : null;
            case IFieldSymbol or IPropertySymbol { IsStatic: false, IsIndexer: false }:
                return Member(expression, depth);
            default:
                return null;
        }
    }

    private string? Member(ExpressionSyntax expression, int depth)
    {
        if (SymbolOf(expression) is not { IsStatic: false } symbol || VisibleNameOf(symbol) is not { } name)
        {
            return null;
        }

        return expression is MemberAccessExpressionSyntax { Expression: not ThisExpressionSyntax } member
            ? Of(member.Expression, depth + 1) is { } target ? $"{AsOperand(target)}.{name}" : null
            : OfThis(name);
    }

    /// <summary>The member's own name, or that of a visible property that reads the field.</summary>
    private string? VisibleNameOf(ISymbol symbol) => IsVisible(symbol)
        ? symbol.Name
        : symbol.ContainingType.GetMembers().OfType<IPropertySymbol>()
            .FirstOrDefault(property => IsVisible(property) && SymbolEqualityComparer.Default.Equals(bodies.FieldBehind(property), symbol.OriginalDefinition))?.Name;

    private bool IsVisible(ISymbol symbol) => Rank(symbol.DeclaredAccessibility) >= Rank(method.DeclaredAccessibility);

    private static int Rank(Accessibility accessibility) => accessibility switch
    {
        Accessibility.Public => 3,
        Accessibility.ProtectedOrInternal => 2,
        Accessibility.Internal or Accessibility.Protected => 1,
        _ => 0,
    };

    /// <summary>What a local always is: its initialiser, where it is written nowhere else.</summary>
    private ExpressionSyntax? InitialiserOf(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not VariableDeclaratorSyntax { Initializer.Value: { } value } declarator
            || declarator.FirstAncestorOrSelf<MemberDeclarationSyntax>() is not { } member)
        {
            return null;
        }

        return member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(use => use.Identifier.Text == local.Name && IsWritten(use)) ? null : value;
    }

    /// <summary>True where a use of a name writes it.</summary>
    public static bool IsWritten(IdentifierNameSyntax use) => use.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == use,
        PrefixUnaryExpressionSyntax prefix => prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression,
        PostfixUnaryExpressionSyntax postfix => postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression,
        ArgumentSyntax { Parent: TupleExpressionSyntax } => true,
        ArgumentSyntax argument => !argument.RefKindKeyword.IsKind(SyntaxKind.None),
        RefExpressionSyntax => true,
        _ => false,
    };

    private EntryValues Values => _values ??= new EntryValues(bodies.ModelOf, Of);

    private ISymbol? SymbolOf(ExpressionSyntax expression) => bodies.ModelOf(expression.SyntaxTree).GetSymbolInfo(expression).Symbol;
}
