using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Maestro.Verification.Sidecars;

/// <summary>
/// Writes a condition so that it means the same outside of its file, type and assembly: types and statics by their full names, the receiver as
/// <c>@this</c>, extension methods as static calls, constants by value. Null where that cannot be said.
/// </summary>
internal sealed class ClausePrinter : CSharpSyntaxRewriter
{
    private static readonly SymbolDisplayFormat FullName = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers);

    private readonly SemanticModel _model;
    private readonly Compilation _compilation;
    private bool _fails;

    private ClausePrinter(Compilation compilation, SemanticModel model)
    {
        _compilation = compilation;
        _model = model;
    }

    /// <summary>A type by its full name, <c>global::</c> first.</summary>
    public static string NameOf(ITypeSymbol type) => type.ToDisplayString(FullName);

    /// <summary>One line of C#, or null.</summary>
    public static string? Print(Compilation compilation, ExpressionSyntax condition, SemanticModel model, bool negated)
    {
        var printer = new ClausePrinter(compilation, model);
        if (printer.Visit(condition) is not ExpressionSyntax printed || printer._fails)
        {
            return null;
        }

        var isChecked = compilation.Options is CSharpCompilationOptions { CheckOverflow: true };
        var text = $"{(isChecked ? "checked" : "unchecked")}({printed.WithoutTrivia().NormalizeWhitespace(indentation: "", eol: " ")})";
        return text.IndexOf('\n') >= 0 ? null : negated ? $"!{text}" : text;
    }

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        if (node is ExpressionSyntax expression and not (ParenthesizedExpressionSyntax or LambdaExpressionSyntax or PredefinedTypeSyntax)
            && _model.GetConstantValue(expression) is { HasValue: true, Value: var value }
            && _model.GetTypeInfo(expression).Type is { } type && node.Parent is not NameColonSyntax)
        {
            return Constant(type, value);
        }

        return base.Visit(node);
    }

    public override SyntaxNode? VisitThisExpression(ThisExpressionSyntax node) => Receiver();

    public override SyntaxNode? VisitBaseExpression(BaseExpressionSyntax node) => Fail(node);

    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => Named(node) ?? base.VisitQualifiedName(node);

    public override SyntaxNode? VisitAliasQualifiedName(AliasQualifiedNameSyntax node) => Named(node) ?? base.VisitAliasQualifiedName(node);

    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => Named(node) ?? Member(node) ?? base.VisitGenericName(node);

    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => node.IsVar ? node : Named(node) ?? Member(node) ?? base.VisitIdentifierName(node);

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        Named(node) ?? node.WithExpression((ExpressionSyntax)Visit(node.Expression)!).WithName(Simple(node.Name));

    public override SyntaxNode? VisitMemberBindingExpression(MemberBindingExpressionSyntax node) => node.WithName(Simple(node.Name));

    public override SyntaxNode? VisitNameColon(NameColonSyntax node) => node;

    public override SyntaxNode? VisitSubpattern(SubpatternSyntax node) => node.WithPattern((PatternSyntax)Visit(node.Pattern)!);

    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node) => Fail(node);

    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        if (_model.GetSymbolInfo(node).Symbol is not IMethodSymbol { ReducedFrom: { } extension } method)
        {
            return base.VisitInvocationExpression(node);
        }

        if (node.Expression is not MemberAccessExpressionSyntax access)
        {
            return Fail(node);
        }

        var name = node.Expression is MemberAccessExpressionSyntax { Name: GenericNameSyntax generic } ? Simple(generic) : IdentifierName(Escaped(method.Name));
        var arguments = ((ArgumentListSyntax)Visit(node.ArgumentList)!).Arguments.Insert(0, Argument((ExpressionSyntax)Visit(access.Expression)!));
        return InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ParseExpression(NameOf(extension.ContainingType)), name),
            ArgumentList(arguments));
    }

    /// <summary>A type or namespace, whole.</summary>
    private SyntaxNode? Named(ExpressionSyntax node) => _model.GetSymbolInfo(node).Symbol switch
    {
        ITypeSymbol type and not IDynamicTypeSymbol => node is TypeSyntax ? ParseTypeName(NameOf(type)) : ParseExpression(NameOf(type)),
        _ => null,
    };

    /// <summary>A member of the type around, named without a receiver.</summary>
    private SyntaxNode? Member(SimpleNameSyntax node)
    {
        var symbol = _model.GetSymbolInfo(node).Symbol;
        switch (symbol)
        {
            case IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } or IEventSymbol:
                var holder = symbol.IsStatic ? ParseExpression(NameOf(symbol.ContainingType)) : Receiver();
                return MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, holder, Simple(node));
            case IMethodSymbol { MethodKind: MethodKind.LocalFunction } or null:
                return Fail(node);
            default:
                return null;
        }
    }

    private SimpleNameSyntax Simple(SimpleNameSyntax name) =>
        name is GenericNameSyntax generic ? generic.WithTypeArgumentList((TypeArgumentListSyntax)Visit(generic.TypeArgumentList)!) : name;

    private ExpressionSyntax Constant(ITypeSymbol type, object? value)
    {
        if (value is null)
        {
            return type.IsReferenceType ? ParseExpression("null") : DefaultExpression(ParseTypeName(NameOf(type)));
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
        if (literal is null)
        {
            return (ExpressionSyntax)Fail(ParseExpression("null"))!;
        }

        var isPlain = value is bool or string or char or int && type.SpecialType is SpecialType.System_Boolean or SpecialType.System_String or SpecialType.System_Char or SpecialType.System_Int32;
        return ParseExpression(isPlain ? $"({literal})" : $"unchecked(({NameOf(type)})({literal}))");
    }

    private static string? Real(double value, string text, string suffix) => double.IsNaN(value) || double.IsInfinity(value) ? null : text + suffix;

    private static ExpressionSyntax Receiver() => ParseExpression("@this");

    /// <summary>An identifier that may be a keyword.</summary>
    public static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private SyntaxNode? Fail(SyntaxNode node)
    {
        _fails = true;
        return node;
    }
}
