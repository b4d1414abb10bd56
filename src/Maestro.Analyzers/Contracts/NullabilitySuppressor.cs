using System.Collections.Immutable;
using Maestro.Analyzers.Infrastructure;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Maestro.Analyzers.Contracts;

/// <summary>
/// Silences the compiler's null warnings that a contract answers: after <c>Contract.Requires(x != null)</c> the comparison itself makes the
/// compiler think that <c>x</c> may be null. Only for parameters and locals that nothing assigns afterwards; callers are held to the
/// clause by MAE1002.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NullabilitySuppressor : DiagnosticSuppressor
{
    private static readonly ImmutableArray<SuppressionDescriptor> Descriptors = ImmutableArray.CreateRange(
        new[] { "CS8600", "CS8601", "CS8602", "CS8603", "CS8604", "CS8605", "CS8629" }
            .Select(id => new SuppressionDescriptor($"MAES{id.Substring(2)}", id, "A contract that stands before says that this is not null.")));

    /// <inheritdoc/>
    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions => Descriptors;

    /// <inheritdoc/>
    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        if (!MaestroOptions.Read(context.Options.AnalyzerConfigOptionsProvider.GlobalOptions).Enabled)
        {
            return;
        }

        foreach (var diagnostic in context.ReportedDiagnostics)
        {
            if (diagnostic.Location.SourceTree is { } tree
                && Expression(tree.GetRoot(context.CancellationToken).FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true)) is { } name
                && IsAnswered(name, context.GetSemanticModel(tree), context.CancellationToken))
            {
                var descriptor = Descriptors.First(candidate => candidate.SuppressedDiagnosticId == diagnostic.Id);
                context.ReportSuppression(Suppression.Create(descriptor, diagnostic));
            }
        }
    }

    private static IdentifierNameSyntax? Expression(SyntaxNode node) => node switch
    {
        IdentifierNameSyntax name => name,
        ArgumentSyntax argument => Expression(argument.Expression),
        EqualsValueClauseSyntax initializer => Expression(initializer.Value),
        ParenthesizedExpressionSyntax parenthesized => Expression(parenthesized.Expression),
        CastExpressionSyntax cast => Expression(cast.Expression),
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Value" } value => Expression(value.Expression),
        _ => null,
    };

    private static bool IsAnswered(IdentifierNameSyntax use, SemanticModel model, CancellationToken cancellation)
    {
        if (model.GetSymbolInfo(use, cancellation).Symbol is not { Kind: SymbolKind.Parameter or SymbolKind.Local } variable)
        {
            return false;
        }

        // Statements that stand before an enclosing one, block by block outwards, have run whenever the use is reached.
        // A local function may be called before what stands before it, where only a precondition holds.
        var isCalledFromElsewhere = false;
        foreach (var statement in use.Ancestors().OfType<StatementSyntax>())
        {
            isCalledFromElsewhere |= statement is LocalFunctionStatementSyntax;
            // A jump to a label passes by what stands before it.
            if (statement.Parent is not BlockSyntax block || block.Statements.Any(other => other is LabeledStatementSyntax))
            {
                continue;
            }

            var onlyEntry = isCalledFromElsewhere;
            var clauses = block.Statements.TakeWhile(before => before != statement)
                .Where(before => Condition(before, onlyEntry, model, cancellation) is { } condition && SaysNotNull(condition, variable, model, cancellation));
            if (clauses.Any(clause => !MayChange(variable, clause, model, cancellation)))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax? Condition(StatementSyntax statement, bool onlyEntry, SemanticModel model, CancellationToken cancellation) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments } call }
        && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol { TypeArguments.IsEmpty: true } method
        && (ContractCalls.NameOf(method) is "Requires" || (!onlyEntry && ContractCalls.NameOf(method) is "Assert" or "Assume"))
            ? arguments[0].Expression
            : null;

    private static bool SaysNotNull(ExpressionSyntax condition, ISymbol variable, SemanticModel model, CancellationToken cancellation)
    {
        return condition switch
        {
            ParenthesizedExpressionSyntax parenthesized => SaysNotNull(parenthesized.Expression, variable, model, cancellation),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both =>
                SaysNotNull(both.Left, variable, model, cancellation) || SaysNotNull(both.Right, variable, model, cancellation),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } unequal =>
                (IsNull(unequal.Right) && Is(unequal.Left)) || (IsNull(unequal.Left) && Is(unequal.Right)),
            IsPatternExpressionSyntax { Pattern: UnaryPatternSyntax { Pattern: ConstantPatternSyntax constant } } pattern =>
                IsNull(constant.Expression) && Is(pattern.Expression),
            IsPatternExpressionSyntax { Pattern: RecursivePatternSyntax } pattern => Is(pattern.Expression),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax call } =>
                call.ArgumentList.Arguments.Count == 1
                && Is(call.ArgumentList.Arguments[0].Expression)
                && model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol
                {
                    ContainingType.SpecialType: SpecialType.System_String,
                    Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace",
                },
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasValue" } value => Is(value.Expression),
            _ => false,
        };

        bool Is(ExpressionSyntax expression) =>
            SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(expression, cancellation).Symbol, variable);

        static bool IsNull(ExpressionSyntax expression) => expression.IsKind(SyntaxKind.NullLiteralExpression);
    }

    private static bool MayChange(ISymbol variable, StatementSyntax clause, SemanticModel model, CancellationToken cancellation)
    {
        // The whole member: a lambda or a loop may assign it earlier in the text and later in time.
        var member = clause.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax);
        return member is null || member.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name =>
            name.Identifier.ValueText == variable.Name && IsWritten(name)
            && SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(name, cancellation).Symbol, variable));
    }

    private static bool IsWritten(ExpressionSyntax expression) => expression.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == expression,
        ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword } => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax { Parent: AssignmentExpressionSyntax or ArgumentSyntax } } => true,
        RefExpressionSyntax => true,
        PrefixUnaryExpressionSyntax prefix => prefix.RawKind is (int)SyntaxKind.AddressOfExpression,
        ParenthesizedExpressionSyntax parenthesized => IsWritten(parenthesized),
        PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed => IsWritten(suppressed),
        ForEachVariableStatementSyntax => true,
        _ => false,
    };
}
