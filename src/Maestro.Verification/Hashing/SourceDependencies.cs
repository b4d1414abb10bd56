using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Hashing;

/// <summary>What trees say, remembered as long as the trees are: an edit makes one new tree. Thread-safe.</summary>
public sealed class DeclaredTexts
{
    private readonly ConditionalWeakTable<SyntaxTree, DeclaredText> _known = new();

    internal DeclaredText Of(SyntaxTree tree, CancellationToken cancellation)
    {
        if (!_known.TryGetValue(tree, out var text))
        {
            text = DeclaredText.Of(tree, cancellation);
            _known.GetValue(tree, _ => text);
        }

        return text;
    }
}

/// <summary>What remembered results of a method go by.</summary>
/// <param name="Proof">Changes with all that a proof of the method can read.</param>
/// <param name="Execution">Changes also with all that an execution can: how objects of the types around are made, and what they do.</param>
/// <param name="Everything">Changes with every character of every file.</param>
/// <param name="Declaration">Where the method stands: to it places are relative.</param>
/// <param name="Tree">Its file.</param>
public sealed record MethodKeys(string Proof, string Execution, string Everything, TextSpan Declaration, SyntaxTree Tree)
{
    internal DeclaredMember? Member { get; init; }
}

/// <summary>
/// What verdicts of a compilation's methods depend on, found without binding a body: by the names that bodies mention. More than they do depend on, never
/// less; so that what has the same key has the same verdict. The semantic hash (<see cref="SemanticHash"/>) is finer, says what a method means to evidence, and
/// takes as long as the compiler does. Thread-safe.
/// </summary>
public sealed class SourceDependencies
{
    private const string References = "references";
    private readonly DeclaredTexts _texts;
    private readonly string _common;
    private readonly string _everything;
    private readonly bool _hasAliases;
    private readonly Dictionary<DeclaredMember, SyntaxTree> _trees = new(ByReference.Instance);
    private readonly Dictionary<string, List<DeclaredMember>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<DeclaredMember>> _typed = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _derived = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, string> _reached;

    /// <summary>The dependencies of a compilation.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="settings">All else that changes verdicts: encoder, solver, budgets, contracts of references.</param>
    /// <param name="texts">What trees say.</param>
    /// <param name="cancellation">Gives up.</param>
    public SourceDependencies(Compilation compilation, string settings, DeclaredTexts texts, CancellationToken cancellation)
    {
        _texts = texts;
        var files = compilation.SyntaxTrees.Select(t => texts.Of(t, cancellation)).ToList();
        _hasAliases = files.Any(f => f.HasAliases);
        foreach (var (file, tree) in files.Zip(compilation.SyntaxTrees, (file, tree) => (file, tree)))
        {
            foreach (var member in file.Members)
            {
                _trees[member] = tree;
            }
        }

        foreach (var member in files.SelectMany(f => f.Members))
        {
            if (member.Name.Length == 0 || !member.IsStatic)
            {
                Listed(_typed, member.Type).Add(member);
            }

            if (member.Name.Length > 0)
            {
                Listed(_named, member.Name).Add(member);
            }
        }

        foreach (var (type, name) in files.SelectMany(f => f.Parameters).Distinct())
        {
            // What members see of it depends on all that change it.
            foreach (var member in _trees.Keys.Where(m => m.Type == type && m.Name.Length > 0 && m.Assigned.Contains(name) && m.Name != name))
            {
                Listed(_named, name).Add(member);
            }
        }

        foreach (var (type, parent) in files.SelectMany(f => f.Bases))
        {
            if (!_derived.TryGetValue(parent, out var derived))
            {
                _derived.Add(parent, derived = new HashSet<string>(StringComparer.Ordinal));
            }

            derived.Add(type);
        }

        _everything = Hashed.Text(string.Join("\n", files.Select(f => f.Digest)));
        var makers = files.SelectMany(f => f.Members).Where(m => m.MakesReferences).ToList();
        var own = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [References] = files.Any(f => f.Members.Any(m => m.ReadsByReference)) ? _everything : DigestOf(makers),
        };
        foreach (var group in _named)
        {
            own.Add("m:" + group.Key, DigestOf(group.Value));
        }

        foreach (var type in files.SelectMany(f => f.Types).Distinct(StringComparer.Ordinal))
        {
            own.Add("t:" + type, Hashed.Text("type " + type) + (_typed.TryGetValue(type, out var members) ? DigestOf(members) : ""));
        }

        _reached = ReachableDigests.Of(own, Following);
        // What may run without being named, and what the framework may call by an interface of its own, concerns everybody.
        var roots = files.SelectMany(f => f.RestNames).Concat(CalledByFramework(compilation, files, cancellation)).Where(_named.ContainsKey).Distinct(StringComparer.Ordinal)
            .OrderBy(n => n, StringComparer.Ordinal);
        // Whether an invariant reads what is the object's own is decided by all code of its type, and of whoever that hands it to.
        var holding = InvariantHolders(files);
        var owners = files.Where(f => f.Types.Any(holding.Contains)).ToList();
        roots = roots.Concat(owners.SelectMany(f => f.Members).SelectMany(m => m.Names).Where(_named.ContainsKey)).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal);
        // A default that the caller's place gives.
        var places = files.Any(f => f.RestNames.Concat(f.Members.SelectMany(m => m.Names)).Any(n => n.StartsWith("Caller", StringComparison.Ordinal))) ? _everything : "";
        _common = Hashed.Text(string.Join("\n", new[] { settings, SettingsOf(compilation), places }.Concat(files.Select(f => f.Rest)).Concat(owners.Select(f => f.Digest)).Concat(roots.Select(n => _reached["m:" + n]))));
    }

    /// <summary>The keys of a method; null for one that the compiler makes, whose text is elsewhere.</summary>
    public MethodKeys? KeysOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.Length != 1)
        {
            return null;
        }

        var node = method.DeclaringSyntaxReferences[0].GetSyntax(cancellation);
        var declaration = node.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        return declaration is null or BaseTypeDeclarationSyntax || _texts.Of(node.SyntaxTree, cancellation).At(declaration.SpanStart) is not { } member
            ? null
            : KeysOf(member, node.SpanStart - member.Span.Start, node.SyntaxTree);
    }

    /// <summary>The keys of all methods with a declaration in a tree of the compilation.</summary>
    public IEnumerable<MethodKeys> KeysIn(SyntaxTree tree) =>
        _texts.Of(tree, CancellationToken.None).Members.SelectMany(m => m.Bodies.Select(body => KeysOf(m, body, tree)));

    /// <summary>True where a declaration that verdicts of the method may speak of, other than its own, goes over a line of this number (from 1).</summary>
    public bool MayMeanAnother(MethodKeys keys, int line)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>((keys.Member?.Names ?? []).Select(n => "m:" + n));
        while (pending.Count > 0)
        {
            var node = pending.Pop();
            if (node != References && _named.ContainsKey(node.Substring(2)) && reached.Add(node.Substring(2)))
            {
                foreach (var next in Following(node))
                {
                    pending.Push(next);
                }
            }
        }

        return _trees.Any(m => !ReferenceEquals(m.Key, keys.Member) && (m.Key.Name.Length == 0 || reached.Contains(m.Key.Name) || m.Key.Name == keys.Member?.Name) && Covers(m.Value.GetText(), m.Key.Span));

        bool Covers(SourceText text, TextSpan span) => text.Lines.IndexOf(span.Start) < line && line <= text.Lines.IndexOf(span.End) + 1;
    }

    private MethodKeys KeysOf(DeclaredMember member, int body, SyntaxTree tree)
    {
        var proof = new StringBuilder(_common).Append('\n').Append(member.Digest).Append('\n').Append(body).Append('\n');
        if (member.TakesReferences)
        {
            proof.Append(_reached[References]).Append('\n');
        }

        foreach (var name in member.Names.Append(member.Name).Where(_named.ContainsKey).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal))
        {
            proof.Append(_reached["m:" + name]).Append('\n');
        }

        var key = Hashed.Text(proof.ToString());
        var types = member.Names.Append(member.Type).Where(n => _reached.ContainsKey("t:" + n)).Distinct(StringComparer.Ordinal).OrderBy(n => n, StringComparer.Ordinal);
        var execution = _hasAliases ? _everything : string.Join("\n", types.Select(t => _reached["t:" + t]));
        return new MethodKeys(key, Hashed.Text(key + "\n" + execution), _everything, member.Span, tree) { Member = member };
    }

    private IReadOnlyCollection<string> Following(string node)
    {
        if (node == References)
        {
            return [];
        }

        var name = node.Substring(2);
        var isType = node[0] == 't';
        if (!(isType ? _typed : _named).TryGetValue(name, out var members))
        {
            return [];
        }

        var next = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            foreach (var mentioned in member.Names)
            {
                next.Add("m:" + mentioned);
                if (isType)
                {
                    next.Add("t:" + mentioned);
                }
            }

            if (member.TakesReferences)
            {
                next.Add(References);
            }
        }

        if (isType && _derived.TryGetValue(name, out var derived))
        {
            next.UnionWith(derived.Select(d => "t:" + d));
        }

        return next;
    }

    private static string DigestOf(List<DeclaredMember> members) =>
        Hashed.Text(string.Join("\n", members.Select(m => m.Digest).OrderBy(d => d, StringComparer.Ordinal)));

    private static List<DeclaredMember> Listed(Dictionary<string, List<DeclaredMember>> lists, string name)
    {
        if (!lists.TryGetValue(name, out var list))
        {
            lists.Add(name, list = []);
        }

        return list;
    }

    /// <summary>Names of the types with an object invariant, and of those that derive from them.</summary>
    private HashSet<string> InvariantHolders(IReadOnlyList<DeclaredText> files)
    {
        var holders = new HashSet<string>(StringComparer.Ordinal);
        var pending = new Stack<string>(files.SelectMany(f => f.Members).Where(m => m.Names.Any(n => n is "ContractInvariantMethod" or "ContractInvariantMethodAttribute")).Select(m => m.Type));
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (holders.Add(type) && _derived.TryGetValue(type, out var derived))
            {
                foreach (var next in derived)
                {
                    pending.Push(next);
                }
            }
        }

        return holders;
    }

    private static HashSet<string> CalledByFramework(Compilation compilation, List<DeclaredText> files, CancellationToken cancellation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var type in files.SelectMany(f => f.Bases).Select(b => b.Type).Distinct(StringComparer.Ordinal))
        {
            foreach (var symbol in compilation.GetSymbolsWithName(type, SymbolFilter.Type, cancellation).OfType<INamedTypeSymbol>())
            {
                names.UnionWith(symbol.AllInterfaces.Where(i => i.DeclaringSyntaxReferences.IsEmpty).SelectMany(i => i.MemberNames));
            }
        }

        return names;
    }

    private static string SettingsOf(Compilation compilation)
    {
        var text = new StringBuilder(compilation.AssemblyName).Append('\n');
        if (compilation.Options is CSharpCompilationOptions options)
        {
            text.Append(FormattableString.Invariant($"{options.OutputKind} {options.OptimizationLevel} {options.CheckOverflow} {options.NullableContextOptions} {options.AllowUnsafe} {options.Platform}"))
                .Append(string.Join(";", options.Usings)).Append('\n');
        }

        foreach (var parsing in compilation.SyntaxTrees.Select(t => t.Options).OfType<CSharpParseOptions>().Distinct())
        {
            text.Append(FormattableString.Invariant($"{parsing.LanguageVersion} {parsing.DocumentationMode} {parsing.Kind} ")).Append(string.Join(";", parsing.PreprocessorSymbolNames))
                .Append(string.Join(";", parsing.Features.Select(f => f.Key + "=" + f.Value).OrderBy(f => f, StringComparer.Ordinal))).Append('\n');
        }

        foreach (var reference in compilation.References)
        {
            text.Append(string.Join(",", reference.Properties.Aliases)).Append(reference.Properties.EmbedInteropTypes).Append(' ').Append(Identity(reference)).Append('\n');
        }

        return text.ToString();
    }

    private static string Identity(MetadataReference reference) => reference switch
    {
        CompilationReference { Compilation: var other } => SettingsOf(other) + string.Join("\n", other.SyntaxTrees.Select(t => Hashed.Bytes(t.GetText().GetChecksum()))),
        PortableExecutableReference portable => portable.GetMetadata() switch
        {
            AssemblyMetadata assembly => string.Join(",", assembly.GetModules().Select(Version)),
            ModuleMetadata module => Version(module),
            _ => portable.Display ?? "",
        },
        _ => reference.Display ?? "",
    };

    private static string Version(ModuleMetadata module) => module.Name + " " + module.GetModuleVersionId().ToString("N", CultureInfo.InvariantCulture);

    // Two declarations may be written alike.
    private sealed class ByReference : IEqualityComparer<DeclaredMember>
    {
        public static ByReference Instance { get; } = new();

        public bool Equals(DeclaredMember? x, DeclaredMember? y) => ReferenceEquals(x, y);

        public int GetHashCode(DeclaredMember member) => RuntimeHelpers.GetHashCode(member);
    }
}
