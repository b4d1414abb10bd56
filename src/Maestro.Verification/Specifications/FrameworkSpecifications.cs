using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Specifications;

/// <summary>What the specification of a framework type says of one member.</summary>
/// <param name="Method">The member of the specification class; its parameters are the framework member's by position.</param>
/// <param name="Contract">Its clauses.</param>
/// <param name="Invariants">What always holds of the receiver.</param>
/// <param name="Value">The expression that a pure member is; null where it is known by its clauses.</param>
/// <param name="Changes">Ghost fields of the receiver that the member may change.</param>
internal sealed record MemberSpecification(
    IMethodSymbol Method, MethodContract Contract, ImmutableArray<Clause> Invariants, IOperation? Value, ImmutableArray<IFieldSymbol> Changes);

/// <summary>Ghost fields by which objects of a type are enumerated.</summary>
/// <param name="Contents">The elements, in order; where there are values, their keys.</param>
/// <param name="Values">What belongs to each key; null where elements are no pairs.</param>
/// <param name="Count">How many.</param>
/// <param name="Version">Changes with every change of the object, which ends its enumerations.</param>
/// <param name="Elements">What holds of them besides.</param>
internal sealed record EnumerationSpecification(IFieldSymbol Contents, IFieldSymbol? Values, IFieldSymbol Count, IFieldSymbol Version, ImmutableArray<Clause> Elements);

/// <summary>
/// Framework types as C# contract classes over ghost fields, one file a type (docs/framework-specifications.md). They are bound beside the compilation,
/// never into it, and only when a member of such a type is met. Thread-safe.
/// </summary>
internal sealed class FrameworkSpecifications
{
    private const string AssemblyName = "Maestro.Specifications";
    private const string Folder = "Maestro.Verification.Specifications.Types.";

    private readonly Lazy<Bound> _bound;
    private readonly ConcurrentDictionary<IMethodSymbol, MemberSpecification?> _known = new(SymbolEqualityComparer.Default);

    public FrameworkSpecifications(Compilation compilation) => _bound = new Lazy<Bound>(() => Bind(compilation));

    /// <summary>The sources by file name, sorted.</summary>
    public static IEnumerable<(string Name, string Text)> Sources()
    {
        var assembly = typeof(FrameworkSpecifications).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.StartsWith(Folder, StringComparison.Ordinal)).OrderBy(n => n, StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (name.Substring(Folder.Length), reader.ReadToEnd());
        }
    }

    /// <summary>
    /// The specification of a member of a framework type whose type arguments are closed; null where there is none. Fields of differently closed types
    /// are different maps, so that nothing is known of a type that a type parameter leaves open.
    /// </summary>
    public MemberSpecification? Of(IMethodSymbol method) =>
        method.ContainingType is { DeclaringSyntaxReferences.IsEmpty: true, IsGenericType: true, ContainingType: null } type && !method.IsStatic && !method.IsGenericMethod
        && IsCollection(type) && type.TypeArguments.All(IsClosed) && HasKnownKeys(type) ? _known.GetOrAdd(method.OriginalDefinition, Find) : null;

    /// <summary>What a call of the member may change, as fields of the closed type.</summary>
    public static WriteSet WritesOf(MemberSpecification member, IMethodSymbol method) => new(
        false, member.Changes.Select(f => new HeapWrite(Closed(f, method.ContainingType), null, Root.This.Instance)).ToImmutableHashSet());

    /// <summary>True for a field of a specification class.</summary>
    public static bool IsGhost(IFieldSymbol field) => field.ContainingAssembly?.Name == AssemblyName;

    /// <summary>True for a ghost array that is part of its object.</summary>
    public static bool IsContents(IFieldSymbol field) =>
        IsGhost(field) && field.GetAttributes().Any(a => a.AttributeClass?.Name == "ContentsAttribute");

    /// <summary>The key of contents by key; null for an array.</summary>
    public static ITypeSymbol? KeyOf(IFieldSymbol contents) => (contents.Type as INamedTypeSymbol)?.TypeArguments[0];

    /// <summary>The type of what contents hold.</summary>
    public static ITypeSymbol ValueOf(IFieldSymbol contents) => contents.Type is IArrayTypeSymbol array ? array.ElementType : ((INamedTypeSymbol)contents.Type).TypeArguments[1];

    /// <summary>True where equality by the default comparer runs nobody's code and is that of the values themselves.</summary>
    public static bool HasPlainEquality(ITypeSymbol type) => type.TypeKind == TypeKind.Enum
        || type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_UInt64 or SpecialType.System_String or SpecialType.System_IntPtr or SpecialType.System_UIntPtr;

    /// <summary>The ghost field with the type arguments of the framework type.</summary>
    public static IFieldSymbol Closed(IFieldSymbol field, INamedTypeSymbol framework) => field.OriginalDefinition.ContainingType
        .Construct(framework.TypeArguments.ToArray()).GetMembers(field.Name).OfType<IFieldSymbol>().Single();

    /// <summary>How objects of the type are enumerated; null where that is not specified.</summary>
    public EnumerationSpecification? EnumerationOf(ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true, IsGenericType: true, ContainingType: null } named || !IsClosed(named)
            || !IsCollection(named) || !HasKnownKeys(named) || !_bound.Value.Types.TryGetValue(NameOf(named), out var specified))
        {
            return null;
        }

        var fields = specified.GetMembers().OfType<IFieldSymbol>().ToList();
        IFieldSymbol? Marked(string attribute) => fields.FirstOrDefault(f => f.GetAttributes().Any(a => a.AttributeClass?.Name == attribute));
        return Marked("EnumeratedAttribute") is { } contents
            ? new EnumerationSpecification(contents, Marked("PairedAttribute"), fields.Single(f => f.Name == "count"), fields.Single(f => f.Name == "version"), Elements(specified)) : null;
    }

    /// <summary>What always holds of an object of a specified type.</summary>
    public ImmutableArray<Clause> InvariantsOf(ITypeSymbol type) =>
        type is INamedTypeSymbol named && _bound.Value.Types.TryGetValue(NameOf(named), out var specified) ? new ContractReader(_bound.Value.Bodies).InvariantsOf(specified) : [];

    /// <summary>True for types whose objects may have been made with a comparer of their own.</summary>
    public bool HasKeys(INamedTypeSymbol type) => _bound.Value.Types.TryGetValue(NameOf(type), out var specified) && specified.TypeParameters.Any(IsKeyed);

    private ImmutableArray<Clause> Elements(INamedTypeSymbol specified) => specified.GetMembers().OfType<IMethodSymbol>()
        .Where(m => m.GetAttributes().Any(a => a.AttributeClass?.Name == "ElementsAttribute"))
        .SelectMany(m => ContractReader.InvariantsIn(m, _bound.Value.Bodies)).ToImmutableArray();

    private bool HasKnownKeys(INamedTypeSymbol type) => !_bound.Value.Types.TryGetValue(NameOf(type), out var specified)
        || !specified.TypeParameters.Where((p, i) => IsKeyed(p) && !HasPlainEquality(type.TypeArguments[i])).Any();

    private static bool IsKeyed(ITypeParameterSymbol parameter) => parameter.GetAttributes().Any(a => a.AttributeClass?.Name == "KeyedAttribute");

    private static bool IsCollection(INamedTypeSymbol type) => type.ContainingNamespace?.ToDisplayString() == "System.Collections.Generic";

    private static string NameOf(INamedTypeSymbol type) => $"{type.ContainingNamespace.ToDisplayString()}.{type.MetadataName}";

    private static bool IsClosed(ITypeSymbol type) => type switch
    {
        ITypeParameterSymbol => false,
        IArrayTypeSymbol array => IsClosed(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.All(IsClosed) && (named.ContainingType is null || IsClosed(named.ContainingType)),
        _ => false,
    };

    private static Bound Bind(Compilation compilation)
    {
        var options = (compilation.SyntaxTrees.FirstOrDefault()?.Options as CSharpParseOptions ?? CSharpParseOptions.Default)
            .WithLanguageVersion(LanguageVersion.Latest).WithDocumentationMode(DocumentationMode.None);
        var trees = Sources().Select(s => CSharpSyntaxTree.ParseText(s.Text, options, s.Name)).ToList();
        // Only the references count: the user's own sources are not bound a second time.
        var beside = CSharpCompilation.Create(
            AssemblyName, trees, compilation.References, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var types = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        foreach (var declaration in trees.SelectMany(t => t.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>()))
        {
            if (beside.GetSemanticModel(declaration.SyntaxTree).GetDeclaredSymbol(declaration) is { } type
                && type.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "SpecifiesAttribute") is { ConstructorArguments: [{ Value: string name }] })
            {
                types[name] = type;
            }
        }

        return new Bound(new MethodBodies(beside), types);
    }

    private MemberSpecification? Find(IMethodSymbol method)
    {
        var type = method.ContainingType;
        if (!_bound.Value.Types.TryGetValue(NameOf(type), out var specified)
            || specified.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(m => Fits(m, method)) is not { } member)
        {
            return null;
        }

        var bodies = _bound.Value.Bodies;
        var isPure = ContractCalls.IsMarkedPure(member);
        var changes = member.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ChangesAttribute")?.ConstructorArguments[0].Values
            .Select(v => specified.GetMembers((string)v.Value!).OfType<IFieldSymbol>().Single()).ToImmutableArray();
        if (bodies.BodyOf(member) is not { } body || !isPure && changes is null)
        {
            return null;
        }

        var found = new BodyClauses(member, inherits: false, isSpecification: true).Collect(body);
        var contract = new MethodContract(member, found.Clauses, found.Problems, body.Syntax.SyntaxTree, found.Spans, isPure, null);
        var reader = new ContractReader(bodies);
        return new MemberSpecification(member, contract, reader.InvariantsOf(specified), isPure ? bodies.ReturnedExpressionOf(member) : null, changes ?? []);
    }

    /// <summary>By the text of the parameters' types: a type parameter has the same name on both sides.</summary>
    private static bool Fits(IMethodSymbol specified, IMethodSymbol method) =>
        specified.MethodKind == method.MethodKind && specified.Parameters.Select(p => (p.Type.ToDisplayString(), p.RefKind))
            .SequenceEqual(method.Parameters.Select(p => (p.Type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString(), p.RefKind)));

    private sealed record Bound(MethodBodies Bodies, IReadOnlyDictionary<string, INamedTypeSymbol> Types);
}
