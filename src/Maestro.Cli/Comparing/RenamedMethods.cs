using Maestro.Cli.Checking;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Cli.Comparing;

/// <summary>Methods that went away here and came back under another name, or in another type, with the same body and parameters.</summary>
internal static class RenamedMethods
{
    /// <summary>For each method that is new the one that it was; of several that read alike, one of its own type goes first.</summary>
    /// <param name="gone">Methods that only the base has.</param>
    /// <param name="added">Methods that only the head has.</param>
    public static IReadOnlyDictionary<InventoriedMethod, InventoriedMethod> Among(IEnumerable<InventoriedMethod> gone, IEnumerable<InventoriedMethod> added)
    {
        var free = gone.OrderBy(m => m.Symbol, StringComparer.Ordinal).ToList();
        var left = added.OrderBy(m => m.Symbol, StringComparer.Ordinal).ToList();
        var pairs = new Dictionary<InventoriedMethod, InventoriedMethod>();
        foreach (var sameType in new[] { true, false })
        {
            foreach (var now in left.Where(n => !pairs.ContainsKey(n)))
            {
                if (free.Find(old => IsOfSameType(old, now) == sameType && IsRenamed(old, now)) is { } before)
                {
                    free.Remove(before);
                    pairs.Add(now, before);
                }
            }
        }

        return pairs;
    }

    private static bool IsOfSameType(InventoriedMethod old, InventoriedMethod now) => old.Method.ContainingType.ToDisplayString() == now.Method.ContainingType.ToDisplayString();

    private static bool IsRenamed(InventoriedMethod old, InventoriedMethod now)
    {
        var (a, b) = (old.Method, now.Method);
        return a.MethodKind == b.MethodKind && a.IsStatic == b.IsStatic && a.ReturnType.ToDisplayString() == b.ReturnType.ToDisplayString()
            && a.Parameters.Select(p => (p.RefKind, p.Type.ToDisplayString())).SequenceEqual(b.Parameters.Select(p => (p.RefKind, p.Type.ToDisplayString())))
            && BodyText(a) is { Length: > 0 } text && text == BodyText(b);
    }

    /// <summary>The body token by token, the method's own name aside.</summary>
    private static string BodyText(IMethodSymbol method) => string.Join(" ", method.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).Select(node => node switch
    {
        BaseMethodDeclarationSyntax m => (SyntaxNode?)m.Body ?? m.ExpressionBody,
        AccessorDeclarationSyntax a => (SyntaxNode?)a.Body ?? a.ExpressionBody,
        _ => node,
    }).OfType<SyntaxNode>().SelectMany(n => n.DescendantTokens()).Select(t => t.Text == method.Name ? "\0" : t.Text));
}
