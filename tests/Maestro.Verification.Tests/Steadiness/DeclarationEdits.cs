using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Tests.Steadiness;

/// <summary>Edits of declarations and of what stands beside a body: each may change what is proved of somebody else.</summary>
internal static class DeclarationEdits
{
    private static readonly HashSet<SyntaxKind> Modifiers =
    [
        SyntaxKind.SealedKeyword, SyntaxKind.ReadOnlyKeyword, SyntaxKind.VirtualKeyword, SyntaxKind.PublicKeyword, SyntaxKind.StaticKeyword, SyntaxKind.ConstKeyword,
        SyntaxKind.PrivateKeyword, SyntaxKind.InternalKeyword,
    ];

    public static IEnumerable<(string Words, TextChange Change)> Of(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            foreach (var edit in At(node))
            {
                yield return edit;
            }
        }
    }

    private static IEnumerable<(string Words, TextChange Change)> At(SyntaxNode node)
    {
        switch (node)
        {
            case TypeDeclarationSyntax { CloseBraceToken.RawKind: not (int)SyntaxKind.None } type:
                var end = new TextSpan(type.CloseBraceToken.SpanStart, 0);
                var isStatic = type.Modifiers.Any(SyntaxKind.StaticKeyword);
                foreach (var modifier in type.Modifiers)
                {
                    yield return Drop(modifier);
                }

                if (type is not InterfaceDeclarationSyntax)
                {
                    yield return ($"a field in {type.Identifier}", new TextChange(end, isStatic ? "private static int addedField = Environment.TickCount;\n" : "private int addedField;\n"));
                    yield return ($"a static constructor in {type.Identifier}", new TextChange(end, $"static {type.Identifier}() {{ Console.WriteLine(); }}\n"));
                    yield return ($"a method in {type.Identifier}", new TextChange(end, "private static int AddedMethod(int a) => a + 1;\n"));
                    yield return ($"a method that takes references in {type.Identifier}", new TextChange(end, Takers(type)));
                }

                if (type is ClassDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: not (int)SyntaxKind.StructKeyword } && type.TypeParameterList is null && !isStatic)
                {
                    var word = type is RecordDeclarationSyntax ? "record" : "class";
                    yield return ($"a class derived from {type.Identifier}", new TextChange(new TextSpan(type.Span.End, 0), $"\n{word} Added{type.Identifier} : {type.Identifier} {{ {Overrides(type)} }}\n"));
                }

                break;
            case AttributeListSyntax list when list.Target is null:
                yield return ($"no {list}", new TextChange(list.Span, ""));
                break;
            case BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax:
                foreach (var modifier in ((MemberDeclarationSyntax)node).Modifiers)
                {
                    yield return Drop(modifier);
                }

                if (node is MethodDeclarationSyntax { AttributeLists.Count: 0 } method)
                {
                    yield return ($"[Pure] on {method.Identifier}", new TextChange(new TextSpan(method.SpanStart, 0), "[System.Diagnostics.Contracts.Pure] "));
                }

                break;
            case LiteralExpressionSyntax { Token.Value: int number } when number < int.MaxValue:
                yield return ($"{number} + 1", new TextChange(node.Span, (number + 1).ToString(CultureInfo.InvariantCulture)));
                break;
            case NullableTypeSyntax nullable:
                yield return ($"no ? in {nullable}", new TextChange(nullable.QuestionToken.Span, ""));
                break;
            case StatementSyntax statement and not BlockSyntax and not LocalDeclarationStatementSyntax and not ReturnStatementSyntax:
                yield return ($"no {statement.ToString().Split('\n')[0]}", new TextChange(statement.Span, ";"));
                break;
            case BinaryExpressionSyntax binary when binary.IsKind(SyntaxKind.LessThanExpression) || binary.IsKind(SyntaxKind.AddExpression):
                yield return ($"other operator in {binary}", new TextChange(binary.OperatorToken.Span, binary.IsKind(SyntaxKind.AddExpression) ? "-" : "<="));
                break;
        }
    }

    private static (string Words, TextChange Change) Drop(SyntaxToken modifier) =>
        Modifiers.Contains(modifier.Kind()) ? ($"no {modifier} in line {modifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1}", new TextChange(modifier.Span, ""))
            : ($"{modifier} twice", new TextChange(new TextSpan(modifier.Span.End, 0), ""));

    private static string Takers(TypeDeclarationSyntax type) => string.Concat(type.Members.OfType<FieldDeclarationSyntax>()
        .Where(f => !f.Modifiers.Any(SyntaxKind.ReadOnlyKeyword) && !f.Modifiers.Any(SyntaxKind.ConstKeyword))
        .SelectMany(f => f.Declaration.Variables.Select(v => $"private {(f.Modifiers.Any(SyntaxKind.StaticKeyword) ? "static " : "")}ref {f.Declaration.Type} Take{v.Identifier}() => ref {v.Identifier};\n")));

    private static string Overrides(TypeDeclarationSyntax type) => string.Concat(type.Members.OfType<MethodDeclarationSyntax>().Where(m => m.Modifiers.Any(SyntaxKind.VirtualKeyword))
        .Select(m => $"{m.Modifiers.ToString().Replace("virtual", "override", StringComparison.Ordinal)} {m.ReturnType} {m.Identifier}{m.ParameterList} {{ Console.WriteLine(added++); throw new Exception(); }}"))
        + " static int added;";
}
