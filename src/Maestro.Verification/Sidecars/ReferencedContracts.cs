using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Sidecars;

/// <summary>The contract of a member of a referenced assembly, as its sidecar says and as this compilation understands it.</summary>
/// <param name="Clauses">What could be read. Their owner is the carrier: the member's parameters by position, the receiver last.</param>
/// <param name="Unreadable">The text of a clause that could not, without which a call cannot be judged; null where there is none.</param>
/// <param name="Member">Purity and frame.</param>
internal sealed record ReferencedContract(ImmutableArray<Clause> Clauses, string? Unreadable, MemberContract Member);

/// <summary>
/// Reads contract sidecars in the form of carriers: C# methods, one a member, whose bodies are its clauses. They are bound beside the compilation,
/// never into it. A sidecar counts for the very assembly that is referenced, by module version id, and a clause counts where its text
/// binds to the members that it was written with. Thread-safe.
/// </summary>
public sealed class ReferencedContracts
{
    /// <summary>The attribute on a class of carriers: name and module version id of the assembly.</summary>
    internal const string AssemblyMark = "SidecarOf";

    /// <summary>The attribute on a carrier: documentation id, words, then the bound members of each clause.</summary>
    internal const string MemberMark = "Member";

    private readonly Lazy<Dictionary<string, Carrier>> _carriers;
    private readonly Lazy<Compilation> _beside;
    private readonly ConcurrentDictionary<IMethodSymbol, ReferencedContract?> _known = new(SymbolEqualityComparer.Default);
    private readonly Compilation _compilation;

    /// <summary>The contracts for <paramref name="compilation"/>'s references.</summary>
    /// <param name="compilation">Who calls.</param>
    /// <param name="sources">The carriers, as the build made them from sidecars.</param>
    public ReferencedContracts(Compilation compilation, IReadOnlyList<SourceText> sources)
    {
        _compilation = compilation;
        var options = compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions ?? CSharpParseOptions.Default;
        var trees = new Lazy<List<SyntaxTree>>(() => sources.Select(s => CSharpSyntaxTree.ParseText(s, options)).ToList());
        _beside = new Lazy<Compilation>(() => compilation.AddSyntaxTrees(trees.Value));
        _carriers = new Lazy<Dictionary<string, Carrier>>(() => sources.Count == 0 ? [] : Find(trees.Value));
    }

    /// <summary>Nothing is known of any reference.</summary>
    public static ReferencedContracts None(Compilation compilation) => new(compilation, []);

    /// <summary>What is known of a member of a reference; null where there is no sidecar, or it does not name the member.</summary>
    internal ReferencedContract? Of(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, _compilation.Assembly) || _carriers.Value.Count == 0
            ? null
            : _known.GetOrAdd(method, Read);
    }

    private ReferencedContract? Read(IMethodSymbol method)
    {
        if (method.GetDocumentationCommentId() is not { } id || !_carriers.Value.TryGetValue(Key(method.ContainingAssembly, id), out var carrier)
            || VersionOf(method.ContainingAssembly) != carrier.Version)
        {
            return null;
        }

        var words = carrier.Words.Split(' ');
        var facts = MemberWords.Read(id, "", words);
        var model = _beside.Value.GetSemanticModel(carrier.Method.SyntaxTree);
        // An overrider owes every clause; a caller can do without a postcondition.
        var owesAll = method.IsAbstract || method.IsVirtual || method.IsOverride;
        string? unreadable = words.Contains(MemberWords.HiddenRequires) || owesAll && words.Contains(MemberWords.HiddenEnsures) ? method.ToDisplayString() : null;
        if (carrier.Method.Body is not { } body || model.GetDeclaredSymbol(carrier.Method) is not { } owner || !Fits(owner, method) || model.GetOperation(carrier.Method) is not { } operation)
        {
            return new ReferencedContract([], carrier.Binds.Count > 0 ? method.ToDisplayString() : unreadable, facts);
        }

        var read = new BodyClauses(owner, inherits: false).Collect(operation).Clauses;
        var statements = body.Statements.OfType<ExpressionStatementSyntax>().ToList();
        var clauses = ImmutableArray.CreateBuilder<Clause>();
        for (var i = 0; i < carrier.Binds.Count; i++)
        {
            var clause = i < statements.Count ? read.FirstOrDefault(c => c.Location.SourceSpan == statements[i].Span) : null;
            if (clause is not null && BoundMembers.Of(clause.Condition, method.ContainingAssembly, _beside.Value.Assembly) == carrier.Binds[i]
                && !model.GetDiagnostics(statements[i].Span).Any(d => d.Severity == DiagnosticSeverity.Error))
            {
                clauses.Add(AsWritten(clause, statements[i]));
            }
            else if (owesAll || clause is not { Kind: ClauseKind.Ensures or ClauseKind.EnsuresOnThrow })
            {
                unreadable ??= i < statements.Count ? TextOf(statements[i]) ?? method.ToDisplayString() : method.ToDisplayString();
            }
        }

        return new ReferencedContract(clauses.ToImmutable(), unreadable, facts);
    }

    /// <summary>A carrier has the member's parameters, then the receiver. One with type parameters would speak of types of its own.</summary>
    private static bool Fits(IMethodSymbol carrier, IMethodSymbol method)
    {
        var types = method.Parameters.Select(p => p.Type).Concat(method.IsStatic ? [] : [method.ContainingType]);
        return !carrier.IsGenericMethod && carrier.Parameters.Select(p => p.Type).SequenceEqual(types, SymbolEqualityComparer.Default)
            && SymbolEqualityComparer.Default.Equals(carrier.ReturnType, method.MethodKind == MethodKind.Constructor ? carrier.ReturnType : method.ReturnType);
    }

    /// <summary>With the words and the place of the source, which is no file of this compilation.</summary>
    private static Clause AsWritten(Clause clause, ExpressionStatementSyntax statement)
    {
        var place = statement.GetLocation().GetMappedLineSpan();
        return clause with
        {
            Text = TextOf(statement) ?? clause.Text,
            Line = place.StartLinePosition.Line + 1,
            Location = Location.Create(place.Path, statement.Span, place.Span),
        };
    }

    /// <summary>The statement as its author wrote it: the message of the contract call.</summary>
    private static string? TextOf(ExpressionStatementSyntax statement) =>
        statement.Expression is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } && arguments[1].Expression is LiteralExpressionSyntax text
            ? text.Token.ValueText : null;

    private Dictionary<string, Carrier> Find(IEnumerable<SyntaxTree> trees)
    {
        var found = new Dictionary<string, Carrier>(StringComparer.Ordinal);
        var versions = _compilation.References
            .Select(r => _compilation.GetAssemblyOrModuleSymbol(r)).OfType<IAssemblySymbol>()
            .GroupBy(a => a.Name, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        foreach (var type in trees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()))
        {
            if (Texts(type.AttributeLists, AssemblyMark) is not [var name, var version] || !versions.TryGetValue(name, out var assembly) || VersionOf(assembly) != version)
            {
                continue;
            }

            foreach (var method in type.Members.OfType<MethodDeclarationSyntax>())
            {
                if (Texts(method.AttributeLists, MemberMark) is { Count: >= 2 } texts)
                {
                    found[Key(assembly, texts[0])] = new Carrier(method, version, texts[1], texts.Skip(2).ToList());
                }
            }
        }

        return found;
    }

    private static string? VersionOf(IAssemblySymbol assembly) => assembly.GetMetadata()?.GetModules() is [var module, ..]
        ? module.GetModuleVersionId().ToString("D") : null;

    private static string Key(IAssemblySymbol assembly, string id) => $"{assembly.Name} {id}";

    private static List<string> Texts(SyntaxList<AttributeListSyntax> lists, string name) => lists.SelectMany(l => l.Attributes)
        .Where(a => a.Name.ToString() == name && a.ArgumentList is not null)
        .SelectMany(a => a.ArgumentList!.Arguments)
        .Select(a => (a.Expression as LiteralExpressionSyntax)?.Token.ValueText ?? "").ToList();

    private sealed record Carrier(MethodDeclarationSyntax Method, string Version, string Words, IReadOnlyList<string> Binds);
}
