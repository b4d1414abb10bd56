using System.Globalization;
using System.Text;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Cli.Executing;

/// <summary>
/// A method beside the one that is tested, with the same body and its clauses evaluated: preconditions refuse an input, postconditions and assertions fail a
/// run. Loop invariants and what an exception promises are not looked at.
/// </summary>
internal sealed class CheckedCopy
{
    /// <summary>Ends the name of a copy.</summary>
    public const string Suffix = "__maestro";

    private readonly MethodDeclarationSyntax _declaration;
    private readonly SemanticModel _model;
    private readonly List<(string Name, string Value)> _old = [];

    private CheckedCopy(MethodDeclarationSyntax declaration, SemanticModel model)
    {
        _declaration = declaration;
        _model = model;
    }

    /// <summary>The copy's text, to be put after the declaration; null for a method that cannot be copied and called from outside of its type.</summary>
    public static string? Of(IMethodSymbol method, MethodContract contract, MethodDeclarationSyntax declaration, SemanticModel model) =>
        IsCallable(method) && declaration is { Body: not null, TypeParameterList: null, ExplicitInterfaceSpecifier: null }
            && contract.Problems.IsEmpty && contract.Clauses.All(c => !c.Negated && SymbolEqualityComparer.Default.Equals(c.Owner, method))
            && !declaration.DescendantNodes().Any(n => n is YieldStatementSyntax or AwaitExpressionSyntax or UnsafeStatementSyntax or RefTypeSyntax or GotoStatementSyntax)
            ? new CheckedCopy(declaration, model).Text(contract)
            : null;

    private static bool IsCallable(IMethodSymbol method)
    {
        var isSimple = method is { MethodKind: MethodKind.Ordinary, IsAsync: false, IsExtern: false, IsAbstract: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
            && method.Parameters.All(p => p.RefKind == RefKind.None && !p.Type.IsRefLikeType) && !method.ReturnType.IsRefLikeType
            && (method.IsStatic || method.ContainingType.TypeKind == TypeKind.Class);
        for (var type = method.ContainingType; type is not null && isSimple; type = type.ContainingType)
        {
            isSimple = type is { IsGenericType: false, IsFileLocal: false, TypeKind: TypeKind.Class or TypeKind.Struct }
                && type.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal;
        }

        return isSimple;
    }

    private string? Text(MethodContract contract)
    {
        var before = new StringBuilder();
        var after = new StringBuilder();
        var edits = new List<TextChange>();
        foreach (var clause in contract.Clauses)
        {
            var line = clause.Line.ToString(CultureInfo.InvariantCulture);
            if (clause.Kind is not (ClauseKind.Requires or ClauseKind.Ensures or ClauseKind.Assert or ClauseKind.Assume))
            {
                edits.Add(new TextChange(clause.Location.SourceSpan, Blank(clause.Location.SourceSpan, "")));
                continue;
            }

            if (Condition(clause) is not { } condition)
            {
                return null;
            }

            var refused = $"if (!({condition})) throw new global::{ExecutionHarness.Namespace}.Inadmissible();";
            switch (clause.Kind)
            {
                case ClauseKind.Requires:
                    before.Append(refused).Append('\n');
                    edits.Add(new TextChange(clause.Location.SourceSpan, Blank(clause.Location.SourceSpan, "")));
                    break;
                case ClauseKind.Ensures:
                    after.Append($"if (!({condition})) throw new global::{ExecutionHarness.Namespace}.Failed(\"post\", {line});\n");
                    edits.Add(new TextChange(clause.Location.SourceSpan, Blank(clause.Location.SourceSpan, "")));
                    break;
                case ClauseKind.Assert:
                    edits.Add(new TextChange(clause.Location.SourceSpan, $"if (!({condition})) throw new global::{ExecutionHarness.Namespace}.Failed(\"assert\", {line});"));
                    break;
                default:
                    edits.Add(new TextChange(clause.Location.SourceSpan, refused));
                    break;
            }
        }

        var body = _declaration.Body!;
        var span = TextSpan.FromBounds(body.OpenBraceToken.Span.End, body.CloseBraceToken.SpanStart);
        var rest = SourceText.From(_declaration.SyntaxTree.GetText().ToString(span))
            .WithChanges(edits.OrderBy(e => e.Span.Start).Select(e => new TextChange(new TextSpan(e.Span.Start - span.Start, e.Span.Length), e.NewText!)));
        var start = _declaration.SyntaxTree.GetLineSpan(new TextSpan(span.Start, 0)).StartLinePosition.Line + 1;
        var returns = _declaration.ReturnType.ToString();
        var isVoid = returns == "void";
        var parameters = string.Join(", ", _declaration.ParameterList.Parameters.Select(p => $"{p.Type} {p.Identifier}"));
        var isStatic = _declaration.Modifiers.Any(SyntaxKind.StaticKeyword) ? "static " : "";
        var old = string.Concat(_old.Select(o => $"var {o.Name} = {o.Value};\n"));
        return $"\ninternal {isStatic}{returns} {_declaration.Identifier}{Suffix}({parameters})\n{{\n{before}{old}{returns} body{Suffix}()\n{{\n#line {start.ToString(CultureInfo.InvariantCulture)}\n{rest}\n#line hidden\n}}\n"
            + (isVoid ? $"body{Suffix}();\n{after}" : $"var result{Suffix} = body{Suffix}();\n{after}return result{Suffix};\n") + "}\n#line default\n";
    }

    /// <summary>As many lines as before: what fails is found by its line.</summary>
    private string Blank(TextSpan span, string with) =>
        with + ";" + new string('\n', _declaration.SyntaxTree.GetText().ToString(span).Count(c => c == '\n'));

    /// <summary>The clause's condition with the result and the values at entry in it; null where they cannot be said.</summary>
    private string? Condition(Clause clause)
    {
        var syntax = clause.Condition.Syntax;
        var edits = new List<TextChange>();
        foreach (var call in syntax.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>())
        {
            if (_model.GetSymbolInfo(call).Symbol is not IMethodSymbol { ContainingType: { Name: "Contract", ContainingNamespace.Name: "Contracts" } } called)
            {
                continue;
            }

            switch (called.Name)
            {
                case "Result" when clause.Kind == ClauseKind.Ensures:
                    edits.Add(new TextChange(call.Span, $"result{Suffix}"));
                    break;
                case "OldValue" when clause.Kind == ClauseKind.Ensures && !SpeaksOfLambda(call) && !edits.Any(e => e.Span.Contains(call.Span)):
                    var name = $"old{_old.Count.ToString(CultureInfo.InvariantCulture)}{Suffix}";
                    _old.Add((name, call.ArgumentList.Arguments[0].ToString()));
                    edits.Add(new TextChange(call.Span, name));
                    break;
                case "ForAll" or "Exists":
                    break;
                default:
                    return null;
            }
        }

        return SourceText.From(syntax.ToString())
            .WithChanges(edits.OrderBy(e => e.Span.Start).Select(e => new TextChange(new TextSpan(e.Span.Start - syntax.SpanStart, e.Span.Length), e.NewText!))).ToString();
    }

    private bool SpeaksOfLambda(SyntaxNode node) => node.DescendantNodes().OfType<IdentifierNameSyntax>()
        .Any(n => _model.GetSymbolInfo(n).Symbol is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.LambdaMethod } });
}
