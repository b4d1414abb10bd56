using System.Globalization;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Specifications;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Maestro.Generators.RuntimeChecks;

/// <summary>A value that a clause takes from the entry of the call.</summary>
/// <param name="Name">The local that holds it.</param>
/// <param name="Type">Its type.</param>
/// <param name="Expression">How it is made at entry.</param>
internal sealed record EntryValue(string Name, string Type, string Expression);

/// <summary>
/// Writes a condition so that it means the same in an interceptor: types and statics by their full names, the receiver as
/// <see cref="Receiver"/>, the result as <see cref="Result"/>, extension methods as static calls, private members by accessors, constants by value, and
/// what it reads of the entry as locals.
/// </summary>
internal sealed partial class ClauseRewriter : CSharpSyntaxRewriter
{
    /// <summary>The name of the receiver.</summary>
    public const string Receiver = "__this";

    /// <summary>The name of the result.</summary>
    public const string Result = "__result";

    private readonly CheckContext _context;
    private readonly OwnerMap _map;
    private readonly SemanticModel _model;
    private readonly ClauseKind _kind;
    private readonly List<EntryValue> _entry = [];
    private readonly int _firstEntry;
    private bool _atEntry;
    private string? _failure;

    private ClauseRewriter(CheckContext context, OwnerMap map, SemanticModel model, ClauseKind kind, int firstEntry)
    {
        _context = context;
        _map = map;
        _model = model;
        _kind = kind;
        _firstEntry = firstEntry;
    }

    /// <summary>The condition as text, and its entry values; or why there is none.</summary>
    public static (string Text, IReadOnlyList<EntryValue> Entry, string? Failure) Rewrite(
        CheckContext context, OwnerMap map, Clause clause, int firstEntry)
    {
        if (clause.Condition.Syntax is not ExpressionSyntax condition)
        {
            return ("", [], "not written as an expression");
        }

        var rewriter = new ClauseRewriter(context, map, context.Reader.Bodies.ModelOf(condition.SyntaxTree), clause.Kind, firstEntry);
        try
        {
            var text = Text(rewriter.Visit(condition)!);
            return rewriter._failure is { } failure ? ("", [], failure) : (text, rewriter._entry, null);
        }
        catch (InsufficientExecutionStackException)
        {
            return ("", [], "it is too deep");
        }
    }

    private static string Text(SyntaxNode node) => node.WithoutTrivia().NormalizeWhitespace(indentation: "", eol: " ").ToFullString();

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is ExpressionSyntax expression and not (ParenthesizedExpressionSyntax or LambdaExpressionSyntax or PredefinedTypeSyntax)
            && _model.GetConstantValue(expression) is { HasValue: true, Value: var value }
            && _model.GetTypeInfo(expression).Type is { } type && node.Parent is not NameColonSyntax)
        {
            return Constant(_map.Read(type), value);
        }

        return base.Visit(node);
    }

    public override SyntaxNode? VisitThisExpression(ThisExpressionSyntax node) => This();

    public override SyntaxNode? VisitBaseExpression(BaseExpressionSyntax node) => Fail(node, "it names `base`");

    public override SyntaxNode? VisitQueryExpression(QueryExpressionSyntax node) => Fail(node, "it is a query");

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node) => Fail(node, "it assigns");

    public override SyntaxNode? VisitPostfixUnaryExpression(PostfixUnaryExpressionSyntax node) =>
        node.IsKind(SyntaxKind.SuppressNullableWarningExpression) ? base.VisitPostfixUnaryExpression(node) : Fail(node, "it assigns");

    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node) =>
        node.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression ? Fail(node, "it assigns") : base.VisitPrefixUnaryExpression(node);

    public override SyntaxNode? VisitArgument(ArgumentSyntax node) =>
        node.RefKindKeyword.Kind() is SyntaxKind.RefKeyword || node.RefKindKeyword.IsKind(SyntaxKind.OutKeyword) && node.Expression is not DeclarationExpressionSyntax
            ? Fail(node, "it passes a variable to be written")
            : base.VisitArgument(node);

    public override SyntaxNode? VisitNameColon(NameColonSyntax node) => node;

    public override SyntaxNode? VisitSubpattern(SubpatternSyntax node)
    {
        if (node.NameColon is { } name && _model.GetSymbolInfo(name.Name).Symbol is { } member && !_context.Naming.CanReach(member))
        {
            return Fail(node, $"its pattern names `{member.Name}`, which is not accessible");
        }

        return node.WithPattern((PatternSyntax)Visit(node.Pattern)!);
    }

    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => Named(node) ?? base.VisitQualifiedName(node);

    public override SyntaxNode? VisitAliasQualifiedName(AliasQualifiedNameSyntax node) => Named(node) ?? base.VisitAliasQualifiedName(node);

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Named(node) ?? Member(node) ?? base.VisitGenericName(node);

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => node.IsVar ? node : Named(node) ?? Variable(node) ?? Member(node) ?? base.VisitIdentifierName(node);

    public override SyntaxNode? VisitMemberBindingExpression(MemberBindingExpressionSyntax node) =>
        _model.GetSymbolInfo(node).Symbol is { } member && !_context.Naming.CanReach(member)
            ? Fail(node, $"it reads `{member.Name}` behind `?.`, which is not accessible")
            : node.WithName(Simple(node.Name));

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        if (Named(node) is { } named)
        {
            return named;
        }

        if (node.Expression is ThisExpressionSyntax)
        {
            return Member(node.Name);
        }

        if (_model.GetSymbolInfo(node).Symbol is IFieldSymbol or IPropertySymbol && _model.GetSymbolInfo(node).Symbol is { } member && !_context.Naming.CanReach(member))
        {
            return Reached(node, member, node.Expression);
        }

        Checked(node, _model.GetSymbolInfo(node).Symbol);
        return node.WithExpression((ExpressionSyntax)Visit(node.Expression)!).WithName(Simple(node.Name));
    }

    public override SyntaxNode? VisitObjectCreationExpression(ObjectCreationExpressionSyntax node) =>
        _model.GetSymbolInfo(node).Symbol is { } constructor && !_context.Naming.CanReach(constructor)
            ? Fail(node, "it calls a constructor that is not accessible")
            : base.VisitObjectCreationExpression(node);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is not IMethodSymbol method)
        {
            return Fail(node, "it calls what is bound at run time");
        }

        if (ContractCalls.IsResult(method))
        {
            return _kind == ClauseKind.Ensures && !_atEntry ? IdentifierName(Result) : Fail(node, "Result has no meaning there");
        }

        if (ContractCalls.IsOldValue(method))
        {
            return Old(node, method);
        }

        if (ContractCalls.IsValueAtReturn(method))
        {
            return Visit(node.ArgumentList.Arguments[0].Expression);
        }

        Checked(node, method);
        var arguments = (ArgumentListSyntax)Visit(node.ArgumentList)!;
        var receiver = (node.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (method.ReducedFrom is { } extension)
        {
            if (receiver is null || !_context.Naming.CanReach(extension))
            {
                return Fail(node, $"it calls the extension `{method.Name}` in a form that has no name outside");
            }

            var all = arguments.Arguments.Insert(0, Argument((ExpressionSyntax)Visit(receiver)!));
            return InvocationExpression(Dotted(TypeExpression(extension.ContainingType), Simple(NameOf(node.Expression)!)), ArgumentList(all));
        }

        if (method.MethodKind == MethodKind.Ordinary && !_context.Naming.CanReach(method))
        {
            if (arguments.Arguments.Count != method.Parameters.Length)
            {
                return Fail(node, $"it calls `{method.Name}`, which is not accessible, with default arguments");
            }

            return Reached(node, method, receiver is ThisExpressionSyntax ? null : receiver, arguments.Arguments);
        }

        return node.WithExpression((ExpressionSyntax)Visit(node.Expression)!).WithArgumentList(arguments);
    }

    /// <summary>A type or namespace, whole.</summary>
    private SyntaxNode? Named(ExpressionSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is not ITypeSymbol type || type is IDynamicTypeSymbol)
        {
            return null;
        }

        var read = _map.Read(type);
        return _context.Naming.CanName(read)
            ? node is TypeSyntax ? ParseTypeName(Naming.Of(read)) : ParseExpression(Naming.Of(read))
            : Fail(node, $"it names the type `{type.Name}`, which is not accessible");
    }

    private SyntaxNode? Variable(IdentifierNameSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is not IParameterSymbol parameter)
        {
            return null;
        }

        var holder = parameter.ContainingSymbol;
        if (holder is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction })
        {
            return null;
        }

        if (holder is not IMethodSymbol method || !IsOwner(method))
        {
            return Fail(node, $"it reads `{parameter.Name}`, a captured parameter");
        }

        var own = _map.Target.Parameters[parameter.Ordinal];
        return !_atEntry && _kind is not ClauseKind.Requires && _context.Assigned.Contains(own.Ordinal)
            ? Fail(node, $"the method assigns its parameter `{own.Name}`, and the clause reads it afterwards")
            : IdentifierName(Naming.Escaped(own.Name));
    }

    private bool IsOwner(IMethodSymbol method) =>
        SymbolEqualityComparer.Default.Equals(method, _map.Owner)
        || SymbolEqualityComparer.Default.Equals(method, _map.Owner.PartialImplementationPart)
        || SymbolEqualityComparer.Default.Equals(method, _map.Owner.PartialDefinitionPart);

    /// <summary>A member of the type around, named without a receiver or with <c>this</c>.</summary>
    private SyntaxNode? Member(SimpleNameSyntax node)
    {
        var symbol = _model.GetSymbolInfo(node).Symbol;
        switch (symbol)
        {
            case IEventSymbol:
                return Fail(node, $"it reads the event `{symbol.Name}`");
            case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary }:
                // The name of a member behind a dot, a pattern or an initialiser has its receiver elsewhere.
                if (node.Parent is MemberAccessExpressionSyntax access && access.Name == node && access.Expression is not ThisExpressionSyntax)
                {
                    return null;
                }

                var stated = BoundMembers.Stated(symbol);
                if (!_context.Naming.CanReach(stated) && stated is not IMethodSymbol)
                {
                    return Reached(node, stated, null);
                }

                Checked(node, stated);
                return Dotted(stated.IsStatic ? TypeExpression(stated.ContainingType) : This(), Simple(node));
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction }:
                return Fail(node, "it calls a local function");
            case null:
                return Fail(node, $"`{node.Identifier.ValueText}` is bound at run time");
            default:
                return null;
        }
    }

    private ExpressionSyntax This()
    {
        if (!_map.IsInherited || _map.Target.ContainingType.IsRefLikeType)
        {
            return IdentifierName(Receiver);
        }

        return ParseExpression($"(({Naming.Of(_map.Receiver)}){Receiver})");
    }

    /// <summary>A member that is reached by an accessor.</summary>
    private SyntaxNode Reached(ExpressionSyntax node, ISymbol member, ExpressionSyntax? receiver, SeparatedSyntaxList<ArgumentSyntax> arguments = default)
    {
        Checked(node, member);
        if (_context.Accessors.Of(Constructed(member)) is not { } accessor)
        {
            return Fail(node, $"it reads `{member.Name}`, which is not accessible");
        }

        string first;
        if (member.IsStatic)
        {
            first = Accessors.StaticReceiver(Constructed(member));
        }
        else if (member.ContainingType.IsValueType)
        {
            if (receiver is not null && _model.GetSymbolInfo(receiver).Symbol is not (IParameterSymbol or ILocalSymbol or IFieldSymbol) || receiver is null && _map.IsInherited)
            {
                return Fail(node, $"it reads `{member.Name}`, which is not accessible, of a value that is no variable");
            }

            var variable = receiver is null ? Receiver : Text(Visit(receiver)!);
            first = $"ref global::System.Runtime.CompilerServices.Unsafe.AsRef(in {variable})";
        }
        else
        {
            first = receiver is null ? Text(This()) : Text(Visit(receiver)!);
        }

        var rest = string.Concat(arguments.Select(a => $", {Text(a)}"));
        return ParseExpression($"{accessor}({first}{rest})");
    }

    private ISymbol Constructed(ISymbol member)
    {
        if (_map.Read(member.ContainingType) is not INamedTypeSymbol type || SymbolEqualityComparer.Default.Equals(type, member.ContainingType))
        {
            return member;
        }

        return type.GetMembers(member.Name).FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition)) ?? member;
    }

    /// <summary>A clause must not change what it speaks of.</summary>
    private void Checked(SyntaxNode node, ISymbol? member)
    {
        var method = member as IMethodSymbol ?? (member as IPropertySymbol)?.GetMethod;
        if (method is not null && ContractCalls.NameOf(method) is null && !_context.IsHarmless(method))
        {
            Fail(node, $"it calls `{method.Name}`, which may write");
        }
    }

    private ExpressionSyntax TypeExpression(INamedTypeSymbol type)
    {
        var read = _map.Read(type);
        return _context.Naming.CanName(read) ? ParseExpression(Naming.Of(read)) : (ExpressionSyntax)Fail(IdentifierName(type.Name), $"it names the type `{type.Name}`, which is not accessible");
    }

    private static MemberAccessExpressionSyntax Dotted(ExpressionSyntax holder, SimpleNameSyntax name) =>
        MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, holder, name);

    private SimpleNameSyntax Simple(SimpleNameSyntax name) =>
        name is GenericNameSyntax generic ? generic.WithTypeArgumentList((TypeArgumentListSyntax)Visit(generic.TypeArgumentList)!) : name;

    private static SimpleNameSyntax? NameOf(ExpressionSyntax expression) => (expression as MemberAccessExpressionSyntax)?.Name;

    private ExpressionSyntax Constant(ITypeSymbol type, object? value)
    {
        if (value is null)
        {
            return ParseExpression(type.IsReferenceType ? "null" : $"default({Naming.Of(type)})");
        }

        if (!_context.Naming.CanName(type))
        {
            return (ExpressionSyntax)Fail(IdentifierName(type.Name), $"it names the type `{type.Name}`, which is not accessible");
        }

        var literal = value switch
        {
            bool truth => truth ? "true" : "false",
            float number => Real(number, number.ToString("R", CultureInfo.InvariantCulture), "f"),
            double number => Real(number, number.ToString("R", CultureInfo.InvariantCulture), "d"),
            decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
            string or char => SymbolDisplay.FormatPrimitive(value, quoteStrings: true, useHexadecimalNumbers: false),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture),
        };
        var isPlain = value is bool or string or char or int && type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Int32;
        return ParseExpression(isPlain ? $"({literal})" : $"unchecked(({Naming.Of(type)})({literal}))");
    }

    private static string Real(double value, string text, string suffix) =>
        double.IsNaN(value) ? "0d/0d" : double.IsPositiveInfinity(value) ? "1d/0d" : double.IsNegativeInfinity(value) ? "-1d/0d" : text + suffix;

    private SyntaxNode Fail(SyntaxNode node, string reason)
    {
        _failure ??= reason;
        return node;
    }
}
