using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Maestro.Generators.RuntimeChecks;

/// <content>What a clause reads of the entry.</content>
internal sealed partial class ClauseRewriter
{
    /// <summary>
    /// <c>OldValue(e)</c>: <c>e</c> is evaluated at entry. Where <c>e</c> speaks of a bound variable, as in <c>ForAll(0, n, k => xs[k] == OldValue(xs[k]))</c>, the
    /// collection that the variable indexes is copied at entry, and the rest is evaluated where it stands.
    /// </summary>
    private SyntaxNode Old(InvocationExpressionSyntax node, IMethodSymbol method)
    {
        var value = node.ArgumentList.Arguments[0].Expression;
        if (_atEntry)
        {
            return Visit(value)!;
        }

        return IsDependent(value) ? Rebuilt(value) : Snapshot(method.TypeArguments[0], value);
    }

    /// <summary>True for an expression that names a variable which is bound in the clause, outside of the expression itself.</summary>
    private bool IsDependent(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Any(name =>
    {
        var symbol = _model.GetSymbolInfo(name).Symbol;
        return symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } } or ILocalSymbol
            && !symbol.DeclaringSyntaxReferences.Any(r => expression.Span.Contains(r.Span));
    });

    private ExpressionSyntax Snapshot(ITypeSymbol? type, ExpressionSyntax value, Func<string, (string Type, string Copy)>? copy = null)
    {
        if (type is null || !_context.Naming.CanName(_map.Read(type)) || type.IsRefLikeType)
        {
            return (ExpressionSyntax)Fail(value, "the type of an OldValue has no name outside");
        }

        _atEntry = true;
        var text = Text(Visit(value)!);
        _atEntry = false;
        var made = copy?.Invoke(text) ?? (Naming.Of(_map.Read(type)), text);
        var name = $"__old{_firstEntry + _entry.Count}";
        _entry.Add(new EntryValue(name, made.Item1, made.Item2));
        return ParseExpression($"global::Maestro.RuntimeChecks.Entry.Old({name}, {name}Threw)");
    }

    private ExpressionSyntax Rebuilt(ExpressionSyntax e)
    {
        if (!IsDependent(e))
        {
            return _model.GetConstantValue(e).HasValue ? (ExpressionSyntax)Visit(e)! : Snapshot(_model.GetTypeInfo(e).Type, e);
        }

        switch (e)
        {
            case IdentifierNameSyntax:
                return (ExpressionSyntax)Visit(e)!;
            case ParenthesizedExpressionSyntax inner:
                return inner.WithExpression(Rebuilt(inner.Expression));
            case BinaryExpressionSyntax binary when _model.GetSymbolInfo(e).Symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator }:
                return binary.WithLeft(Rebuilt(binary.Left)).WithRight(Rebuilt(binary.Right));
            case PrefixUnaryExpressionSyntax unary when _model.GetSymbolInfo(e).Symbol is IMethodSymbol { MethodKind: MethodKind.BuiltinOperator }:
                return unary.WithOperand(Rebuilt(unary.Operand));
            case CastExpressionSyntax cast when _model.GetSymbolInfo(e).Symbol is null or IMethodSymbol { MethodKind: MethodKind.BuiltinOperator }:
                return cast.WithType((TypeSyntax)Visit(cast.Type)!).WithExpression(Rebuilt(cast.Expression));
            case ConditionalExpressionSyntax choice:
                return choice.WithCondition(Rebuilt(choice.Condition)).WithWhenTrue(Rebuilt(choice.WhenTrue)).WithWhenFalse(Rebuilt(choice.WhenFalse));
            case ElementAccessExpressionSyntax access when Copied(access.Expression) is { } receiver:
                return access.WithExpression(receiver)
                    .WithArgumentList(BracketedArgumentList(SeparatedList(access.ArgumentList.Arguments.Select(a => a.WithExpression(Rebuilt(a.Expression))))));
            case MemberAccessExpressionSyntax access when IsPartOfValue(access):
                return access.WithExpression(Rebuilt(access.Expression));
            default:
                return (ExpressionSyntax)Fail(e, "an OldValue reads through a bound variable what has no copy");
        }
    }

    /// <summary>The old contents of a collection.</summary>
    private ExpressionSyntax? Copied(ExpressionSyntax collection)
    {
        var type = _model.GetTypeInfo(collection).Type;
        if (type?.SpecialType == SpecialType.System_String)
        {
            return Rebuilt(collection);
        }

        if (type is null || IsDependent(collection))
        {
            return null;
        }

        var read = _map.Read(type);
        var name = Naming.Of(read);
        if (read is IArrayTypeSymbol)
        {
            return Snapshot(type, collection, text => (name, $"({name})(({text})?.Clone())"));
        }

        if (read is not INamedTypeSymbol { IsGenericType: true } named || named.ContainingNamespace.ToDisplayString() != "System.Collections.Generic")
        {
            return null;
        }

        var arguments = string.Join(", ", named.TypeArguments.Select(Naming.Of));
        return named.Name switch
        {
            "List" or "IList" or "IReadOnlyList" => Snapshot(type, collection, text =>
                ($"global::System.Collections.Generic.List<{arguments}>", $"{text} is {{ }} __c ? new global::System.Collections.Generic.List<{arguments}>(__c) : null")),
            "Dictionary" => Snapshot(type, collection, text => (name, $"{text} is {{ }} __c ? new {name}(__c, __c.Comparer) : null")),
            _ => null,
        };
    }

    /// <summary>What belongs to a value and hence was copied with it.</summary>
    private bool IsPartOfValue(MemberAccessExpressionSyntax access) => _model.GetSymbolInfo(access).Symbol switch
    {
        IFieldSymbol { IsStatic: false, ContainingType.IsValueType: true } field => _context.Naming.CanReach(field),
        IPropertySymbol { Name: "Length", ContainingType.SpecialType: SpecialType.System_String } => true,
        IPropertySymbol { ContainingType.IsValueType: true } property => _context.Naming.CanReach(property) && _context.Reader.Bodies.FieldBehind(property) is not null,
        _ => false,
    };
}
