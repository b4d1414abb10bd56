using System.Globalization;
using Maestro.Cli.Checking;
using Maestro.Cli.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Cli.Packages;

/// <summary>A method of a package, and the first place in the solution that calls it.</summary>
/// <param name="Symbol">Documentation id.</param>
/// <param name="Assembly">Name of the assembly that holds it.</param>
/// <param name="CalledAt">File and line, for people.</param>
internal sealed record CalledMember(string Symbol, string Assembly, string CalledAt);

/// <summary>Which methods of some assemblies a solution calls: calls, accessors, operators, conversions, constructors, and what <c>foreach</c> and its kin stand for.</summary>
internal static class CalledMembers
{
    /// <summary>By symbol, each with its first call in the order of files and lines.</summary>
    /// <param name="projects">The callers.</param>
    /// <param name="isWanted">True for an assembly of the package.</param>
    /// <param name="root">What places are relative to.</param>
    /// <param name="cancellation">The caller gave up.</param>
    public static IReadOnlyList<CalledMember> Of(IReadOnlyList<LoadedProject> projects, Func<IAssemblySymbol, bool> isWanted, string root, CancellationToken cancellation)
    {
        var found = new SortedDictionary<string, (CalledMember Member, string File, int Line)>(StringComparer.Ordinal);
        foreach (var compilation in projects.Select(p => p.Compilation))
        {
            foreach (var tree in compilation.SyntaxTrees.OrderBy(t => t.FilePath, StringComparer.Ordinal))
            {
                cancellation.ThrowIfCancellationRequested();
                var model = compilation.GetSemanticModel(tree);
                foreach (var node in tree.GetRoot(cancellation).DescendantNodes())
                {
                    foreach (var method in Methods(model, node, cancellation).OfType<IMethodSymbol>())
                    {
                        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
                        if (definition.ContainingAssembly is { } assembly && isWanted(assembly) && definition.GetDocumentationCommentId() is { } id)
                        {
                            var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                            var file = ProjectInventory.Relative(root, tree.FilePath);
                            if (!found.TryGetValue(id, out var known) || (string.CompareOrdinal(file, known.File), line).CompareTo((0, known.Line)) < 0)
                            {
                                found[id] = (new CalledMember(id, assembly.Name, $"{file}:{line.ToString(CultureInfo.InvariantCulture)}"), file, line);
                            }
                        }
                    }
                }
            }
        }

        return [.. found.Values.Select(f => f.Member)];
    }

    private static IEnumerable<ISymbol?> Methods(SemanticModel model, SyntaxNode node, CancellationToken cancellation)
    {
        switch (node)
        {
            case AttributeSyntax:
                break;
            case CommonForEachStatementSyntax loop:
                var each = model.GetForEachStatementInfo(loop);
                foreach (var method in new[] { each.GetEnumeratorMethod, each.MoveNextMethod, each.CurrentProperty?.GetMethod, each.DisposeMethod, each.ElementConversion.MethodSymbol, each.CurrentConversion.MethodSymbol })
                {
                    yield return method;
                }

                break;
            case AwaitExpressionSyntax awaited:
                var info = model.GetAwaitExpressionInfo(awaited);
                yield return info.GetAwaiterMethod;
                yield return info.IsCompletedProperty?.GetMethod;
                yield return info.GetResultMethod;
                break;
            case QueryClauseSyntax clause:
                yield return model.GetQueryClauseInfo(clause, cancellation).OperationInfo.Symbol;
                yield return model.GetQueryClauseInfo(clause, cancellation).CastInfo.Symbol;
                break;
            case ConstructorInitializerSyntax or OrderingSyntax or SelectOrGroupClauseSyntax or PrimaryConstructorBaseTypeSyntax:
                yield return model.GetSymbolInfo(node, cancellation).Symbol;
                break;
            case ConstructorDeclarationSyntax { Initializer: null } constructor when model.GetDeclaredSymbol(constructor, cancellation) is { IsStatic: false } declared:
                yield return ParameterlessOf(declared.ContainingType.BaseType);
                break;
            case ClassDeclarationSyntax type when model.GetDeclaredSymbol(type, cancellation) is { } declared && declared.InstanceConstructors.Any(c => c.IsImplicitlyDeclared):
                yield return ParameterlessOf(declared.BaseType);
                break;
            case ExpressionSyntax expression:
                var symbol = model.GetSymbolInfo(expression, cancellation).Symbol;
                if (symbol is IPropertySymbol property)
                {
                    var (reads, writes) = Use(expression);
                    yield return reads ? property.GetMethod : null;
                    yield return writes ? property.SetMethod : null;
                }
                else if (symbol is IEventSymbol @event)
                {
                    yield return expression.Parent.IsKind(SyntaxKind.SubtractAssignmentExpression) ? @event.RemoveMethod : @event.AddMethod;
                }
                else
                {
                    yield return symbol;
                }

                yield return model.GetConversion(expression, cancellation).MethodSymbol;
                if (expression.Parent is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.CollectionInitializerExpression })
                {
                    yield return model.GetCollectionInitializerSymbolInfo(expression, cancellation).Symbol;
                }

                break;
        }
    }

    private static IMethodSymbol? ParameterlessOf(INamedTypeSymbol? type) => type?.InstanceConstructors.FirstOrDefault(c => c.Parameters.IsEmpty);

    private static (bool Reads, bool Writes) Use(ExpressionSyntax expression)
    {
        var whole = expression;
        while (whole.Parent is MemberAccessExpressionSyntax access && access.Name == whole || whole.Parent is MemberBindingExpressionSyntax || whole.Parent is ParenthesizedExpressionSyntax)
        {
            whole = (ExpressionSyntax)whole.Parent;
        }

        return whole.Parent switch
        {
            AssignmentExpressionSyntax assignment when assignment.Left == whole => (!assignment.IsKind(SyntaxKind.SimpleAssignmentExpression), true),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } => (true, true),
            PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression } => (true, true),
            _ => (true, false),
        };
    }
}
