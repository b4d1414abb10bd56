using Maestro.Verification.Contracts;
using Maestro.Verification.Hashing;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Comparison;

/// <summary>
/// Which methods do the same in both versions because nothing that they consist of changed: their own meaning, that of all they call, of every
/// override that a call may reach, the initialisers of the statics that they read, and the identity of referenced assemblies. Not thread-safe.
/// </summary>
/// <param name="old">The base.</param>
/// <param name="now">The head.</param>
/// <param name="proved">Documentation ids of methods that were proved the same for every input: they are relied on (mutual summaries).</param>
public sealed class UnchangedMethods(ContractReader old, ContractReader now, IReadOnlyCollection<string>? proved = null)
{
    private readonly SemanticHash _oldHash = new(old);
    private readonly SemanticHash _newHash = new(now);
    private readonly Dictionary<string, bool> _known = new(StringComparer.Ordinal);

    /// <summary>True for a method, of either version, that is the same in the other.</summary>
    public bool IsSame(IMethodSymbol method)
    {
        if (Definition(method) is not { } definition || definition.GetDocumentationCommentId() is not { } id)
        {
            return false;
        }

        if (!_known.TryGetValue(id, out var known))
        {
            var assumed = new HashSet<string>(StringComparer.Ordinal);
            known = IsSame(definition, id, assumed);
            _known[id] = known;
            if (known)
            {
                foreach (var together in assumed)
                {
                    _known[together] = true;
                }
            }
        }

        return known;
    }

    /// <summary>True where nothing of the method itself changed, whatever became of its callees.</summary>
    public bool SaysTheSame(IMethodSymbol before, IMethodSymbol after) =>
        before.GetDocumentationCommentId() == after.GetDocumentationCommentId() && _oldHash.OwnOf(before) == _newHash.OwnOf(after)
        && ChangedInitialisers.Between(new MethodVersions(old, before, now, after)) is null;

    /// <summary>True where each method that either version calls, itself aside, is the same.</summary>
    public bool CallsTheSame(IMethodSymbol before, IMethodSymbol after) => _oldHash.CalleesOf(before).Concat(_newHash.CalleesOf(after))
        .All(c => SymbolEqualityComparer.Default.Equals(c, before.OriginalDefinition) || SymbolEqualityComparer.Default.Equals(c, after.OriginalDefinition) || IsSame(c));

    /// <summary>True for a method, of either version, that the other has with the same signature.</summary>
    public bool IsInBoth(IMethodSymbol method) => Definition(method) is { } definition && definition.GetDocumentationCommentId() is { } id
        && Find(old, id) is { } before && Find(now, id) is { } after
        && before.IsStatic == after.IsStatic && before.ReturnType.ToDisplayString() == after.ReturnType.ToDisplayString()
        && before.Parameters.Select(p => p.RefKind).SequenceEqual(after.Parameters.Select(p => p.RefKind));

    // Methods that call each other are the same together.
    private bool IsSame(IMethodSymbol method, string id, HashSet<string> assumed)
    {
        if (_known.TryGetValue(id, out var known))
        {
            return known;
        }

        if (!assumed.Add(id) || proved?.Contains(id) == true)
        {
            return true;
        }

        if (Find(old, id) is not { } before || Find(now, id) is not { } after)
        {
            return false;
        }

        var isSource = old.Bodies.IsSource(before);
        if (isSource != now.Bodies.IsSource(after))
        {
            return false;
        }

        if (!isSource)
        {
            return before.ContainingAssembly?.Identity.Equals(after.ContainingAssembly?.Identity) == true;
        }

        if (_oldHash.OwnOf(before) != _newHash.OwnOf(after) || ChangedInitialisers.Between(new MethodVersions(old, before, now, after)) is not null)
        {
            return false;
        }

        var overriders = Overriders(old, before).ToList();
        if (!overriders.Select(m => m.GetDocumentationCommentId()).SequenceEqual(Overriders(now, after).Select(m => m.GetDocumentationCommentId())))
        {
            return false;
        }

        return overriders.Concat(_oldHash.CalleesOf(before)).All(c => Definition(c) is { } callee && callee.GetDocumentationCommentId() is { } calleeId && IsSame(callee, calleeId, assumed));
    }

    private static IEnumerable<IMethodSymbol> Overriders(ContractReader contracts, IMethodSymbol method)
    {
        if (!method.IsVirtual && !method.IsAbstract && !method.IsOverride)
        {
            return [];
        }

        return contracts.Bodies.Types().SelectMany(t => t.GetMembers().OfType<IMethodSymbol>().Where(m => Overrides(m, method))
                .Concat(method.ContainingType.TypeKind == TypeKind.Interface && t.TypeKind is TypeKind.Class or TypeKind.Struct && t.FindImplementationForInterfaceMember(method) is IMethodSymbol implementation ? [implementation] : []))
            .Distinct(SymbolEqualityComparer.Default).Cast<IMethodSymbol>()
            .OrderBy(m => m.GetDocumentationCommentId(), StringComparer.Ordinal);
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol overridden)
    {
        for (var m = method.OverriddenMethod; m is not null; m = m.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, overridden))
            {
                return true;
            }
        }

        return false;
    }

    private static IMethodSymbol? Find(ContractReader contracts, string id) =>
        DocumentationCommentId.GetFirstSymbolForDeclarationId(id, contracts.Bodies.Compilation) as IMethodSymbol;

    private static IMethodSymbol? Definition(IMethodSymbol method) => (method.ReducedFrom ?? method).OriginalDefinition is { MethodKind: not (MethodKind.LocalFunction or MethodKind.DelegateInvoke) } definition ? definition : null;
}
