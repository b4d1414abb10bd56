using System.Text;
using Maestro.Verification.Contracts;
using Maestro.Verification.Preconditions;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>A test that fails as the witness did, and passes once the method is right.</summary>
/// <param name="TypeName">The class of the method.</param>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">The test's name.</param>
/// <param name="Body">The statements of its body, one a line, with empty lines between its parts.</param>
internal sealed record WitnessTest(string TypeName, string Namespace, string Name, string Body)
{
    /// <summary>The class that holds the tests of one class.</summary>
    public string ClassName => $"{TypeName}WitnessTests";

    /// <summary>The file that holds it.</summary>
    public string FileName => $"{TypeName}.WitnessTests.cs";

    /// <summary>The test of a refuted finding; null where what it violates is not to be seen from outside the method.</summary>
    /// <param name="method">The refuted method.</param>
    /// <param name="kind">What was refuted.</param>
    /// <param name="id">The obligation's id, such as <c>post-1</c>.</param>
    /// <param name="clause">The clause, where the obligation is one.</param>
    /// <param name="statement">The witness's statement.</param>
    /// <param name="bodies">Bodies of the compilation.</param>
    public static WitnessTest? Of(IMethodSymbol method, ObligationKind kind, string id, Clause? clause, string statement, MethodBodies bodies)
    {
        if (SyntaxFactory.ParseStatement($"{{{statement};}}") is not BlockSyntax { Statements: [.., ExpressionStatementSyntax call] } block || block.ContainsDiagnostics)
        {
            return null;
        }

        var arrange = block.Statements.Take(block.Statements.Count - 1).Select(s => s.WithoutTrivia().ToString()).ToList();
        var body = kind switch
        {
            ObligationKind.Post or ObligationKind.ObjectInvariant => clause is null ? null : Clause(method, clause, arrange, call.Expression, bodies),
            ObligationKind.PreCaller or ObligationKind.Assert or ObligationKind.InvariantInit or ObligationKind.InvariantKeep or ObligationKind.Termination => null,
            _ => Throws(arrange, call.Expression),
        };
        var type = method.ContainingType;
        return body is null || type.IsGenericType ? null : new WitnessTest(
            type.Name,
            type.ContainingNamespace is { IsGlobalNamespace: false } space ? space.ToDisplayString() : "",
            $"{MemberName(method)}_{Promise(kind)}_{id.Substring(id.LastIndexOf('-') + 1)}",
            body);
    }

    private static string MemberName(IMethodSymbol method) => method.MethodKind switch
    {
        MethodKind.Constructor => "Constructor",
        MethodKind.PropertyGet or MethodKind.PropertySet => method.AssociatedSymbol is IPropertySymbol { IsIndexer: true } ? "Indexer" : method.AssociatedSymbol!.Name,
        _ => method.Name,
    };

    private static string Promise(ObligationKind kind) => kind switch
    {
        ObligationKind.Post => "keeps_postcondition",
        ObligationKind.ObjectInvariant => "keeps_invariant",
        ObligationKind.Index or ObligationKind.Range => "stays_in_range",
        ObligationKind.DivideByZero => "does_not_divide_by_zero",
        ObligationKind.Overflow => "does_not_overflow",
        ObligationKind.ArraySize => "makes_no_negative_array",
        ObligationKind.Unmatched => "matches",
        ObligationKind.Cast => "casts",
        _ => "meets_no_null",
    };

    private static string Throws(List<string> arrange, ExpressionSyntax call) =>
        Parts(arrange, [$"var exception = Record.Exception(() => {{ {call.WithoutTrivia()}; }});"], ["Assert.Null(exception);"]);

    private static string? Clause(IMethodSymbol method, Clause clause, List<string> arrange, ExpressionSyntax call, MethodBodies bodies)
    {
        // Of a parameter that the method reassigns the clause means the last value, which no caller sees.
        if (ClauseText.Of(clause, bodies) is not var (condition, old)
            || !SymbolEqualityComparer.Default.Equals(clause.Owner, method) && clause.Kind != ClauseKind.ObjectInvariant
            || IsReassigned(method, bodies))
        {
            return null;
        }

        var act = call is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } } discarded ? discarded.Right : call;
        if (Named(act, method, arrange) is not { } named)
        {
            return null;
        }

        arrange.AddRange(old.Select((value, index) => $"var old{index + 1} = {value};"));
        var text = named.WithoutTrivia().ToString();
        var actText = named is ObjectCreationExpressionSyntax ? $"var {ClauseText.Target} = {text};"
            : method.ReturnsVoid || named is AssignmentExpressionSyntax ? $"{text};"
            : $"var {ClauseText.Result} = {text};";
        var said = SyntaxFactory.Literal(clause.Text).Text;
        return Parts(arrange, [actText], [$"Assert.True({condition}, {said});"]);
    }

    /// <summary>The call with its arguments, and its object, in variables: the clause speaks of them by name.</summary>
    private static ExpressionSyntax? Named(ExpressionSyntax call, IMethodSymbol method, List<string> arrange)
    {
        var declared = new HashSet<string>(arrange.SelectMany(s => SyntaxFactory.ParseStatement(s).DescendantNodes().OfType<VariableDeclaratorSyntax>()).Select(d => d.Identifier.Text));
        if (method.Parameters.Any(p => p.Name is ClauseText.Result or ClauseText.Target) || declared.Contains(ClauseText.Result) || declared.Contains(ClauseText.Target))
        {
            return null;
        }

        switch (call)
        {
            case InvocationExpressionSyntax invocation:
                if (!method.IsStatic && invocation.Expression is MemberAccessExpressionSyntax access)
                {
                    arrange.Add($"var {ClauseText.Target} = {access.Expression};");
                    invocation = invocation.WithExpression(access.WithExpression(SyntaxFactory.IdentifierName(ClauseText.Target)));
                }

                return invocation.WithArgumentList(Arguments(invocation.ArgumentList, method, declared, arrange));
            case ObjectCreationExpressionSyntax { ArgumentList: { } list } creation:
                return creation.WithArgumentList(Arguments(list, method, declared, arrange));
            case MemberAccessExpressionSyntax property when !method.IsStatic:
                arrange.Add($"var {ClauseText.Target} = {property.Expression};");
                return property.WithExpression(SyntaxFactory.IdentifierName(ClauseText.Target));
            case MemberAccessExpressionSyntax:
                return call;
            default:
                return null;
        }
    }

    private static ArgumentListSyntax Arguments(ArgumentListSyntax list, IMethodSymbol method, HashSet<string> declared, List<string> arrange)
    {
        var named = list.Arguments.Select((argument, index) =>
        {
            var parameter = method.Parameters[index];
            var name = SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;
            if (parameter.RefKind == RefKind.Out)
            {
                return argument.WithExpression(SyntaxFactory.ParseExpression($"var {name}"));
            }

            if (declared.Add(name))
            {
                arrange.Add($"{parameter.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)} {name} = {argument.Expression};");
            }

            return argument.WithExpression(SyntaxFactory.IdentifierName(name));
        });
        return list.WithArguments(SyntaxFactory.SeparatedList(named, list.Arguments.GetSeparators()));
    }

    private static bool IsReassigned(IMethodSymbol method, MethodBodies bodies)
    {
        var names = new HashSet<string>(method.Parameters.Where(p => p.RefKind == RefKind.None).Select(p => p.Name), StringComparer.Ordinal);
        return bodies.BodyOf(method)?.Syntax.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => names.Contains(name.Identifier.Text) && EntryTerms.IsWritten(name)) == true;
    }

    private static string Parts(params IReadOnlyList<string>[] parts)
    {
        var text = new StringBuilder();
        foreach (var part in parts.Where(part => part.Count > 0))
        {
            text.Append(text.Length > 0 ? "\n" : "");
            foreach (var line in part)
            {
                text.Append(line).Append('\n');
            }
        }

        return text.ToString();
    }
}
