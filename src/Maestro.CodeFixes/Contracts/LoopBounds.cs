using Maestro.CodeFixes.Proof;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.CodeFixes.Contracts;

/// <summary>Bounds that a loop may keep: from what its counters start with, from its guard, and between the counters.</summary>
internal static class LoopBounds
{
    private const int Most = 24;

    /// <summary>Single comparisons, the likelier ones first: one that is false hides, once it is assumed, that those behind it are too.</summary>
    public static IReadOnlyList<string> Of(StatementSyntax loop, FixSite site)
    {
        var counters = CountersOf(loop, site);
        var stable = new Stable(loop, site);
        var started = counters.Where(counter => counter.Initial is not null && stable.Is(counter.Initial)).Select(counter => (counter.Name, Initial: counter.Initial!)).ToList();
        return counters.SelectMany(low => counters.Where(high => high.Name != low.Name).Select(high => $"{low.Name} <= {high.Name}"))
            .Concat(Guards(loop).SelectMany(guard => FromGuard(guard, counters, stable)))
            .Concat(counters.SelectMany(counter => LengthsIndexedBy(counter.Name, loop, stable).Select(length => $"{counter.Name} <= {length}")))
            .Concat(started.Select(counter => $"{Text(counter.Initial)} <= {counter.Name}"))
            .Concat(counters.Select(counter => $"0 <= {counter.Name}"))
            .Concat(started.SelectMany(counter => EndsAt(counter.Name, counter.Initial)))
            .Where(atom => !IsConstant(atom)).Select(Tidy).Distinct(StringComparer.Ordinal).Take(Most).ToList();
    }

    /// <summary>Upper bounds by where a counter starts: <c>n - 1</c> also as <c>i &lt; n</c>.</summary>
    private static IEnumerable<string> EndsAt(string counter, ExpressionSyntax initial)
    {
        if (initial is BinaryExpressionSyntax minus && minus.IsKind(SyntaxKind.SubtractExpression) && Text(minus.Right) == "1")
        {
            yield return $"{counter} < {Text(minus.Left)}";
        }

        yield return $"{counter} <= {Text(initial)}";
    }

    /// <summary>Integer locals and parameters that the loop writes and that live around it, with what they start with.</summary>
    private static List<(string Name, ExpressionSyntax? Initial)> CountersOf(StatementSyntax loop, FixSite site)
    {
        var written = loop.DescendantNodes().Select(node => node switch
        {
            AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } => name,
            PrefixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } prefix when prefix.Kind() is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression => name,
            PostfixUnaryExpressionSyntax { Operand: IdentifierNameSyntax name } postfix when postfix.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression => name,
            _ => null,
        }).OfType<IdentifierNameSyntax>();
        var counters = new List<(string, ExpressionSyntax?)>();
        foreach (var symbol in written.Select(name => site.Model.GetSymbolInfo(name).Symbol).Distinct<ISymbol?>(SymbolEqualityComparer.Default))
        {
            switch (symbol)
            {
                case ILocalSymbol { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } local
                    when local.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is VariableDeclaratorSyntax declarator
                        && (!ContractStatements.BodyOfLoop(loop)!.Span.Contains(declarator.Span)):
                    counters.Add((local.Name, AssignedBefore(loop, local.Name) ?? declarator.Initializer?.Value));
                    break;
                case IParameterSymbol { Type.SpecialType: SpecialType.System_Int32 or SpecialType.System_Int64 } parameter:
                    counters.Add((parameter.Name, AssignedBefore(loop, parameter.Name)));
                    break;
            }
        }

        return counters;
    }

    /// <summary>What a <c>for</c> statement, or the statement just before the loop, assigns to a variable declared earlier.</summary>
    private static ExpressionSyntax? AssignedBefore(StatementSyntax loop, string name) => loop is ForStatementSyntax { Initializers: var initializers }
        ? initializers.OfType<AssignmentExpressionSyntax>().FirstOrDefault(assignment => assignment.Left.ToString() == name)?.Right
        : null;

    /// <summary>The comparisons that must hold for the loop to go on.</summary>
    private static IEnumerable<BinaryExpressionSyntax> Guards(StatementSyntax loop) => Conjuncts(loop switch
    {
        ForStatementSyntax statement => statement.Condition,
        WhileStatementSyntax statement => statement.Condition,
        DoStatementSyntax statement => statement.Condition,
        _ => null,
    }).OfType<BinaryExpressionSyntax>();

    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax? condition) => condition switch
    {
        null => [],
        ParenthesizedExpressionSyntax inner => Conjuncts(inner.Expression),
        BinaryExpressionSyntax both when both.IsKind(SyntaxKind.LogicalAndExpression) => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
        _ => [condition],
    };

    /// <summary>A guard holds before an iteration; what is left of it after the last is one step weaker.</summary>
    private static IEnumerable<string> FromGuard(BinaryExpressionSyntax guard, List<(string Name, ExpressionSyntax? Initial)> counters, Stable stable)
    {
        var (low, high) = guard.Kind() switch
        {
            SyntaxKind.LessThanExpression or SyntaxKind.LessThanOrEqualExpression or SyntaxKind.NotEqualsExpression => (guard.Left, guard.Right),
            SyntaxKind.GreaterThanExpression or SyntaxKind.GreaterThanOrEqualExpression => (guard.Right, guard.Left),
            _ => (null, null),
        };
        if (low is null || high is null || !counters.Any(counter => counter.Name == Text(low) || counter.Name == Text(high))
            || !new[] { low, high }.All(side => stable.Is(side) || counters.Any(counter => counter.Name == Text(side))))
        {
            return [];
        }

        return guard.Kind() is SyntaxKind.LessThanOrEqualExpression or SyntaxKind.GreaterThanOrEqualExpression
            ? [$"{Text(low)} <= {Text(high)}", $"{Operand(low)} - 1 <= {Text(high)}"]
            : [$"{Text(low)} <= {Text(high)}"];
    }

    private static IEnumerable<string> LengthsIndexedBy(string counter, StatementSyntax loop, Stable stable) => loop.DescendantNodes().OfType<ElementAccessExpressionSyntax>()
        .Where(access => stable.Is(access.Expression) && access.ArgumentList.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.Text == counter))
        .Select(access => $"{Text(access.Expression)}.Length")
        .Distinct();

    private static string Text(ExpressionSyntax expression) => expression.WithoutTrivia().ToString();

    private static string Operand(ExpressionSyntax expression) => EntryTerms.AsOperand(Text(expression));

    private static bool IsConstant(string atom) => !SyntaxFactory.ParseExpression(atom).DescendantNodes().OfType<IdentifierNameSyntax>().Any();

    /// <summary><c>0 - 1 &lt;= i</c> is written <c>-1 &lt;= i</c>.</summary>
    private static string Tidy(string atom) => atom.StartsWith("0 - 1 ", StringComparison.Ordinal) ? $"-1 {atom.Substring(6)}" : atom;

    /// <summary>Tells what a loop leaves as it is.</summary>
    private sealed class Stable(StatementSyntax loop, FixSite site)
    {
        private readonly HashSet<string> _written = new(loop.DescendantNodes().Select(node => node switch
        {
            AssignmentExpressionSyntax assignment => assignment.Left.ToString(),
            PrefixUnaryExpressionSyntax prefix => prefix.Operand.ToString(),
            PostfixUnaryExpressionSyntax postfix => postfix.Operand.ToString(),
            VariableDeclaratorSyntax declarator => declarator.Identifier.Text,
            _ => "",
        }), StringComparer.Ordinal);

        /// <summary>True for constants, parameters, locals and members that the loop does not write, and sums of them.</summary>
        public bool Is(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().All(node => node switch
        {
            LiteralExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax or PredefinedTypeSyntax => true,
            BinaryExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } => true,
            MemberAccessExpressionSyntax member => !_written.Contains(member.ToString()),
            IdentifierNameSyntax name => !_written.Contains(name.Identifier.Text)
                && site.Model.GetSymbolInfo(name).Symbol is IParameterSymbol or ILocalSymbol or IFieldSymbol or IPropertySymbol or ITypeSymbol,
            _ => false,
        });
    }
}
