using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Comparison;

/// <summary>Static fields whose initialiser is not what it was: what is known of one of them in one version does not hold in the other.</summary>
internal static class ChangedInitialisers
{
    /// <summary>The name of the first such field that either version, or what it calls, reads; null where there is none.</summary>
    public static string? Between(MethodVersions versions)
    {
        var old = InitialisersRead(versions.Old, versions.OldContracts);
        var now = InitialisersRead(versions.New, versions.NewContracts);
        foreach (var (read, other) in new[] { (old, versions.NewContracts), (now, versions.OldContracts) })
        {
            foreach (var pair in read)
            {
                var counterpart = DocumentationCommentId.GetFirstSymbolForDeclarationId(pair.Key, other.Bodies.Compilation);
                if (counterpart is not IFieldSymbol field || TextOf(field) != pair.Value)
                {
                    return pair.Key;
                }
            }
        }

        return null;
    }

    private static SortedDictionary<string, string> InitialisersRead(IMethodSymbol method, ContractReader contracts)
    {
        var found = new SortedDictionary<string, string>(StringComparer.Ordinal);
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        var pending = new Stack<IMethodSymbol>();
        pending.Push(method);
        while (pending.Count > 0)
        {
            var next = pending.Pop();
            if (!seen.Add(next.OriginalDefinition) || contracts.Bodies.BodyOf(next) is not { } body)
            {
                continue;
            }

            foreach (var operation in body.Descendants())
            {
                switch (operation)
                {
                    case IFieldReferenceOperation { Field: { IsStatic: true, IsConst: false } field } when field.DeclaringSyntaxReferences.Length > 0 && field.GetDocumentationCommentId() is { } id:
                        found[id] = TextOf(field);
                        break;
                    case IInvocationOperation invocation:
                        pending.Push(invocation.TargetMethod);
                        break;
                    case IPropertyReferenceOperation property:
                        foreach (var accessor in new[] { property.Property.GetMethod, property.Property.SetMethod }.OfType<IMethodSymbol>())
                        {
                            pending.Push(accessor);
                        }

                        break;
                    case IObjectCreationOperation { Constructor: { } constructor }:
                        pending.Push(constructor);
                        break;
                }
            }
        }

        return found;
    }

    private static string TextOf(IFieldSymbol field) => string.Join("\n", field.DeclaringSyntaxReferences
        .Select(r => r.GetSyntax() is VariableDeclaratorSyntax { Initializer.Value: { } value } ? string.Join(" ", value.DescendantTokens().Select(t => t.Text)) : ""));
}
