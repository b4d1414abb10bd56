using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Verification.Hashing;

/// <summary>A member's declaration as text.</summary>
/// <param name="Name">The method's name; empty for what can run without its name being written: then it belongs to what every method depends on.</param>
/// <param name="Type">Simple name of the type around it.</param>
/// <param name="Digest">Of the text and the types around it.</param>
/// <param name="Names">The identifiers in it, those in string literals too.</param>
/// <param name="TakesReferences">True where it has by-reference parameters, locals or results: what they may be depends on whoever makes references.</param>
/// <param name="MakesReferences">True where it may make one of a field.</param>
/// <param name="ReadsByReference">True where it has a parameter to which a reference is passed without a word at the call.</param>
/// <param name="IsStatic">True for a static method: no object is made by it.</param>
/// <param name="Span">Where it stands, without the comments before it.</param>
/// <param name="Bodies">Where in it methods begin: at its start, or at each accessor.</param>
internal sealed record DeclaredMember(string Name, string Type, string Digest, ImmutableArray<string> Names, bool TakesReferences, bool MakesReferences, bool ReadsByReference, bool IsStatic, TextSpan Span, ImmutableArray<int> Bodies)
{
    /// <summary>Bare identifiers that it may assign, or hand out by reference.</summary>
    public ImmutableArray<string> Assigned { get; init; } = [];
}

/// <summary>
/// A syntax tree cut into members. A method that is no override and has no name by which language or framework call is reached only where its name is
/// written; all else is <see cref="Rest"/>. Holds no nodes: trees are many and live long in an IDE.
/// </summary>
internal sealed class DeclaredText
{
    /// <summary>Called by the language without being named, or by the framework on any object.</summary>
    private static readonly HashSet<string> Unnamed =
    [
        "GetEnumerator", "GetAsyncEnumerator", "MoveNext", "MoveNextAsync", "Dispose", "DisposeAsync", "Deconstruct", "Add", "Slice", "GetPinnableReference", "GetAwaiter",
        "GetResult", "OnCompleted", "UnsafeOnCompleted", "AppendLiteral", "AppendFormatted", "ToString", "ToStringAndClear", "Equals", "GetHashCode", "GetType", "PrintMembers", "CompareTo", "Compare",
        "Invoke", "Main", "Finalize", "Select", "SelectMany", "Where", "Join", "GroupJoin", "GroupBy", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "Cast", "Create",
        "Clone", "Lock", "EnterScope", "AsSpan", "ToArray", "Concat", "Substring", "SetResult", "SetException", "SetStateMachine", "Start", "AwaitOnCompleted", "AwaitUnsafeOnCompleted",
    ];

    private readonly StringBuilder _rest = new();
    private readonly ImmutableArray<DeclaredMember>.Builder _members = ImmutableArray.CreateBuilder<DeclaredMember>();
    private readonly Dictionary<int, DeclaredMember> _byStart = new();
    private readonly SortedSet<string> _types = new(StringComparer.Ordinal);
    private readonly List<(string Type, string Base)> _bases = [];
    private readonly List<(string Type, string Name)> _parameters = [];
    private readonly bool _isOpaque;

    private DeclaredText(SyntaxTree tree, CancellationToken cancellation)
    {
        var root = tree.GetCompilationUnitRoot(cancellation);
        var text = tree.GetText(cancellation);
        Digest = Hashed.Bytes(text.GetChecksum());
        Rest = "";
        RestNames = [];
        var head = root.GetFirstToken(includeZeroWidth: true).SpanStart;
        foreach (var directive in root.ContainsDirectives ? root.DescendantTrivia() : [])
        {
            if (directive.IsKind(SyntaxKind.NullableDirectiveTrivia) && directive.SpanStart < head)
            {
                _rest.Append(directive.ToFullString()).Append('\n');
            }
            else if (directive.Kind() is SyntaxKind.NullableDirectiveTrivia or SyntaxKind.LineDirectiveTrivia or SyntaxKind.LineSpanDirectiveTrivia)
            {
                // In the midst it says how what follows is to be read, or where it stands.
                _isOpaque = true;
            }
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var part in root.ChildNodes())
        {
            cancellation.ThrowIfCancellationRequested();
            Add(part, "", "", isPlain: true, names);
        }

        Rest = Hashed.Text((_isOpaque ? Digest : "") + _rest);
        RestNames = [.. names.OrderBy(n => n, StringComparer.Ordinal)];
        _rest.Clear();
    }

    /// <summary>Of the whole text.</summary>
    public string Digest { get; }

    /// <summary>Digest of all but the members with a name.</summary>
    public string Rest { get; }

    /// <summary>Identifiers in <see cref="Rest"/>.</summary>
    public ImmutableArray<string> RestNames { get; }

    /// <summary>The members.</summary>
    public IReadOnlyList<DeclaredMember> Members => _members;

    /// <summary>Simple names of the types declared.</summary>
    public IReadOnlyCollection<string> Types => _types;

    /// <summary>Type and each name in its list of bases.</summary>
    public IReadOnlyList<(string Type, string Base)> Bases => _bases;

    /// <summary>Type and each parameter of its primary constructor.</summary>
    public IReadOnlyList<(string Type, string Name)> Parameters => _parameters;

    /// <summary>True where a name stands for another type.</summary>
    public bool HasAliases { get; private set; }

    /// <summary>Reads a tree.</summary>
    public static DeclaredText Of(SyntaxTree tree, CancellationToken cancellation) => new(tree, cancellation);

    /// <summary>The member that is declared at a position; null where none is.</summary>
    public DeclaredMember? At(int start) => _byStart.TryGetValue(start, out var member) ? member : null;

    private void Add(SyntaxNode node, string path, string type, bool isPlain, HashSet<string> names)
    {
        switch (node)
        {
            case BaseNamespaceDeclarationSyntax space:
                _rest.Append("namespace ").Append(space.Name).Append('\n');
                foreach (var child in space.ChildNodes().Where(c => c != space.Name))
                {
                    Add(child, path + space.Name + ".", type, isPlain, names);
                }

                _rest.Append("}\n");
                break;
            case TypeDeclarationSyntax declared:
                AddType(declared, path, isPlain, names);
                break;
            case MemberDeclarationSyntax member:
                AddMember(member, path, type, isPlain, names);
                break;
            default:
                HasAliases |= node is UsingDirectiveSyntax { Alias: not null };
                AddRest(node, names);
                break;
        }
    }

    private void AddType(TypeDeclarationSyntax declared, string path, bool isPlain, HashSet<string> names)
    {
        var name = declared.Identifier.ValueText;
        _types.Add(name);
        // What has attributes may stand for another type, as contract classes do; what an interface lists, others are made by.
        isPlain &= declared.AttributeLists.Count == 0 && declared is not InterfaceDeclarationSyntax;
        _rest.Append(declared.Modifiers).Append(' ').Append(declared.Keyword.Text).Append(' ').Append(name).Append('\n');
        foreach (var child in declared.ChildNodes())
        {
            if (child is MemberDeclarationSyntax member)
            {
                Add(member, path + name + declared.Arity.ToString(CultureInfo.InvariantCulture) + ".", name, isPlain, names);
            }
            else
            {
                if (child is BaseListSyntax bases)
                {
                    _bases.AddRange(bases.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => (name, t.ValueText)));
                }

                if (child is ParameterListSyntax primary)
                {
                    _parameters.AddRange(primary.Parameters.Select(p => (name, p.Identifier.ValueText)));
                }

                AddRest(child, names);
                _members.Add(Member("", name, path, child));
            }
        }

        _rest.Append("}\n");
    }

    private void AddMember(MemberDeclarationSyntax node, string path, string type, bool isPlain, HashSet<string> names)
    {
        var named = isPlain && !_isOpaque && node is MethodDeclarationSyntax method && IsNamed(method) ? method.Identifier.ValueText : "";
        var member = Member(named, type, path, node);
        _members.Add(member);
        _byStart[node.SpanStart] = member;
        if (named.Length == 0)
        {
            _rest.Append(node.ToString()).Append('\n');
            names.UnionWith(member.Names);
        }
    }

    private static bool IsNamed(MethodDeclarationSyntax method) =>
        !Unnamed.Contains(method.Identifier.ValueText)
        && !method.Modifiers.Any(m => m.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.ExternKeyword)
        && method.AttributeLists.All(l => l.Attributes.All(a => a.Name.ToString() is "Pure" or "System.Diagnostics.Contracts.Pure"));

    private void AddRest(SyntaxNode node, HashSet<string> names)
    {
        _rest.Append(node.ToString()).Append('\n');
        names.UnionWith(NamesIn(node));
    }

    private static DeclaredMember Member(string name, string type, string path, SyntaxNode node)
    {
        bool takes = false, makes = false, reads = false;
        foreach (var inner in node.DescendantNodesAndSelf())
        {
            switch (inner)
            {
                case ParameterSyntax { Modifiers: { Count: > 0 } modifiers }:
                    takes |= modifiers.Any(m => m.Kind() is SyntaxKind.RefKeyword or SyntaxKind.OutKeyword or SyntaxKind.InKeyword);
                    reads |= modifiers.Any(m => m.Kind() is SyntaxKind.InKeyword or SyntaxKind.ReadOnlyKeyword);
                    break;
                case RefTypeSyntax or RefExpressionSyntax:
                    takes = makes = true;
                    break;
                case ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None, Expression: not DeclarationExpressionSyntax }:
                case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.AddressOfExpression }:
                    makes = true;
                    break;
            }
        }

        return new DeclaredMember(name, type, Hashed.Text(path + "\n" + node), [.. NamesIn(node)], takes, makes, reads, node is MethodDeclarationSyntax method && method.Modifiers.Any(SyntaxKind.StaticKeyword), node.Span, BodiesIn(node)) { Assigned = [.. AssignedIn(node)] };
    }

    private static IEnumerable<string> AssignedIn(SyntaxNode node) => node.DescendantNodes().SelectMany(inner => inner switch
    {
        AssignmentExpressionSyntax assignment => Targets(assignment.Left),
        PrefixUnaryExpressionSyntax prefix => Targets(prefix.Operand),
        PostfixUnaryExpressionSyntax postfix => Targets(postfix.Operand),
        ArgumentSyntax { RefKindKeyword.RawKind: not (int)SyntaxKind.None } argument => Targets(argument.Expression),
        RefExpressionSyntax reference => Targets(reference.Expression),
        _ => [],
    }).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Targets(ExpressionSyntax target) => target.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(n => n.Identifier.ValueText);

    private static ImmutableArray<int> BodiesIn(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax => [0],
        BasePropertyDeclarationSyntax property => [.. property.ChildNodes().Where(c => c is ArrowExpressionClauseSyntax)
            .Concat(property.AccessorList?.Accessors ?? Enumerable.Empty<SyntaxNode>()).Select(c => c.SpanStart - node.SpanStart)],
        _ => ImmutableArray<int>.Empty,
    };

    private static HashSet<string> NamesIn(SyntaxNode node)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var token in node.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken)
            {
                names.Add(token.ValueText);
            }
        }

        return names;
    }
}
