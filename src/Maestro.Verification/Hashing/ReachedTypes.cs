using System.Collections.Concurrent;
using System.Text;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;

namespace Maestro.Verification.Hashing;

/// <summary>
/// What an execution may meet, type by type: every member of each type that is named on the way, of the types derived from it, and of what those name.
/// Witnesses build objects and run bodies, and searches choose among constructors, so that less would be too little. Thread-safe.
/// </summary>
/// <param name="reader">The sources.</param>
/// <param name="own">The digest of a method's own meaning, and what it names.</param>
internal sealed class ReachedTypes(ContractReader reader, Func<IMethodSymbol, (string Own, Mentions Mentions)> own)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, (string Text, IReadOnlyList<INamedTypeSymbol> Named)> _types = new(SymbolEqualityComparer.Default);
    /// <summary>To bind each body of a larger type would take longer than to prove the method: then the text of all sources counts.</summary>
    private const int MostMembers = 2_000;

    private readonly Lazy<string> _everything = new(() => SemanticHash.Hex(string.Join("\n", reader.Bodies.Types()
        .SelectMany(t => t.DeclaringSyntaxReferences).Select(r => r.SyntaxTree).Distinct().Select(t => SemanticHash.Hex(t.ToString())).OrderBy(d => d, StringComparer.Ordinal))));
    private readonly Lazy<ILookup<ISymbol, INamedTypeSymbol>> _derived = new(() => DerivedTypes(reader.Bodies));

    /// <summary>A text that changes when anything changes that an execution of the method may meet.</summary>
    public string From(IMethodSymbol method)
    {
        var reached = new HashSet<INamedTypeSymbol>(SymbolEqualityComparer.Default);
        var lines = new List<string> { own(method).Own };
        var pending = new Stack<INamedTypeSymbol>(own(method).Mentions.Types.Append(method.ContainingType.OriginalDefinition));
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (reader.Bodies.IsSource(type) && reached.Add(type))
            {
                var (text, named) = _types.GetOrAdd(type, Read);
                lines.Add(text);
                foreach (var next in named)
                {
                    pending.Push(next);
                }
            }
            else if (!reader.Bodies.IsSource(type))
            {
                // Ours may stand behind it: an implementation of a framework's interface.
                foreach (var derived in _derived.Value[type].Where(d => !reached.Contains(d)))
                {
                    pending.Push(derived);
                }
            }
        }

        lines.Sort(StringComparer.Ordinal);
        return string.Join("\n", lines);
    }

    private (string Text, IReadOnlyList<INamedTypeSymbol> Named) Read(INamedTypeSymbol type)
    {
        if (type.GetMembers().Length > MostMembers)
        {
            return (_everything.Value, []);
        }

        var mentions = new Mentions();
        var text = new StringBuilder(TypeShape.Of(type, mentions)).Append('\n');
        foreach (var method in type.GetMembers().OfType<IMethodSymbol>().OrderBy(m => m.GetDocumentationCommentId() ?? m.ToDisplayString(), StringComparer.Ordinal))
        {
            var (digest, named) = own(method);
            text.Append(digest).Append('\n');
            foreach (var next in named.Types)
            {
                mentions.Add(next);
            }
        }

        foreach (var derived in _derived.Value[type])
        {
            mentions.Add(derived);
        }

        return (SemanticHash.Hex(text.ToString()), mentions.Types);
    }

    private static ILookup<ISymbol, INamedTypeSymbol> DerivedTypes(MethodBodies bodies) => bodies.Types()
        .SelectMany(t => t.AllInterfaces.Concat(t.BaseType is { SpecialType: SpecialType.None } parent ? [parent] : []).Select(b => (Base: (ISymbol)b.OriginalDefinition, Type: t)))
        .ToLookup(p => p.Base, p => p.Type, (IEqualityComparer<ISymbol>)SymbolEqualityComparer.Default);
}
