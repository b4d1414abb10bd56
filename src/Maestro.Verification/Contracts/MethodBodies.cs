using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Contracts;

/// <summary>
/// Bodies and control-flow graphs of source methods, made once a compilation. Thread-safe. Projects that are referenced as compilations count as
/// source too, where their symbols are the very ones that this compilation sees.
/// </summary>
public sealed class MethodBodies(Compilation compilation)
{
    private readonly ImmutableArray<Compilation> _sources = SourcesOf(compilation);
    private readonly ConcurrentDictionary<SyntaxTree, SemanticModel> _models = new();
    private readonly ConcurrentDictionary<IMethodSymbol, IOperation?> _bodies = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, IOperation?> _initialisers = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ControlFlowGraph?> _baseCalls = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<ISymbol, ControlFlowGraph?> _initialiserGraphs = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<IMethodSymbol, ControlFlowGraph?> _graphs = new(SymbolEqualityComparer.Default);

    /// <summary>The compilation.</summary>
    public Compilation Compilation { get; } = compilation;

    /// <summary>The semantic model of a tree.</summary>
    /// <exception cref="ArgumentException">The tree is of no source: see <see cref="Contains"/>.</exception>
    public SemanticModel ModelOf(SyntaxTree tree) => _models.GetOrAdd(
        tree, t => (_sources.FirstOrDefault(c => c.ContainsSyntaxTree(t)) ?? Compilation).GetSemanticModel(t));

    /// <summary>The assemblies that are source: this compilation's own first.</summary>
    public IEnumerable<IAssemblySymbol> Assemblies => _sources.Select(c => c.Assembly);

    /// <summary>The trees of this compilation, then those of other sources.</summary>
    internal IEnumerable<SyntaxTree> Trees() => _sources.SelectMany(c => c.SyntaxTrees);

    /// <summary>True for a tree of a source.</summary>
    public bool Contains(SyntaxTree tree) => _sources.Any(c => c.ContainsSyntaxTree(tree));

    /// <summary>True for a symbol of a source.</summary>
    public bool IsSource(ISymbol symbol) => _sources.Any(c => SymbolEqualityComparer.Default.Equals(c.Assembly, symbol.ContainingAssembly));

    /// <summary>Every type that the sources declare, nested ones too.</summary>
    public IEnumerable<INamedTypeSymbol> Types() => _sources.SelectMany(c => TypesOf(c.Assembly));

    /// <summary>Every type that an assembly declares, nested ones too.</summary>
    public static IEnumerable<INamedTypeSymbol> TypesOf(IAssemblySymbol assembly)
    {
        var pending = new Stack<INamespaceOrTypeSymbol>();
        pending.Push(assembly.GlobalNamespace);
        while (pending.Count > 0)
        {
            foreach (var member in pending.Pop().GetMembers().OfType<INamespaceOrTypeSymbol>())
            {
                pending.Push(member);
                if (member is INamedTypeSymbol type)
                {
                    yield return type;
                }
            }
        }
    }

    /// <summary>
    /// The body: <see cref="IMethodBodyOperation"/>, <see cref="IConstructorBodyOperation"/>, or the <see cref="IBlockOperation"/> of
    /// an expression-bodied property; null for a method without a body in this compilation.
    /// </summary>
    public IOperation? BodyOf(IMethodSymbol method) => _bodies.GetOrAdd(Definition(method), FindBody);

    /// <summary>The graph of <see cref="BodyOf"/>; null where there is no body or Roslyn makes no graph of it (half-typed code).</summary>
    public ControlFlowGraph? GraphOf(IMethodSymbol method) => _graphs.GetOrAdd(Definition(method), m => BodyOf(m) switch
    {
        IMethodBodyOperation { Parent: null } body => ControlFlowGraph.Create(body),
        IConstructorBodyOperation { Parent: null } body => ControlFlowGraph.Create(body),
        IBlockOperation { Parent: null } body => ControlFlowGraph.Create(body),
        _ => null,
    });

    /// <summary>The <see cref="ISymbolInitializerOperation"/> that a field (no constant) or property is declared with in source; null where there is none.</summary>
    public IOperation? InitialiserOf(ISymbol member) => member is IFieldSymbol { IsConst: false } or IPropertySymbol
        ? _initialisers.GetOrAdd(member.OriginalDefinition, FindInitialiser) : null;

    /// <summary>The graph of <see cref="InitialiserOf"/>: it assigns the member.</summary>
    public ControlFlowGraph? InitialiserGraphOf(ISymbol member) => _initialiserGraphs.GetOrAdd(member.OriginalDefinition, m => InitialiserOf(m) switch
    {
        IFieldInitializerOperation field => ControlFlowGraph.Create(field),
        IPropertyInitializerOperation property => ControlFlowGraph.Create(property),
        _ => null,
    });

    /// <summary>The base's constructor as a primary one calls it, <c>class D(int x) : B(x)</c>; null where it is not named.</summary>
    public ControlFlowGraph? BaseCallOf(IMethodSymbol constructor) => PrimaryConstructors.IsPrimary(constructor)
        ? _baseCalls.GetOrAdd(constructor.OriginalDefinition, c => c.DeclaringSyntaxReferences.Select(r => r.GetSyntax()).OfType<TypeDeclarationSyntax>()
            .Where(d => d.BaseList?.Types.Any(t => t is PrimaryConstructorBaseTypeSyntax) == true && Contains(d.SyntaxTree))
            .Select(d => ModelOf(d.SyntaxTree).GetOperation(d)).OfType<IConstructorBodyOperation>().Where(o => o.Parent is null).Select(o => ControlFlowGraph.Create(o)).FirstOrDefault())
        : null;

    /// <summary>The statements of a body in source order; of an expression body its single implied statement.</summary>
    public static ImmutableArray<IOperation> StatementsOf(IOperation body) => body switch
    {
        IMethodBodyOperation m => (m.BlockBody ?? m.ExpressionBody)?.Operations ?? ImmutableArray<IOperation>.Empty,
        IConstructorBodyOperation c => (c.BlockBody ?? c.ExpressionBody)?.Operations ?? ImmutableArray<IOperation>.Empty,
        IBlockOperation b => b.Operations,
        _ => ImmutableArray<IOperation>.Empty,
    };

    /// <summary>The expression that a method consists of (<c>=&gt; e</c>, or contract statements and one <c>return e;</c>); null for any other body.</summary>
    public IOperation? ReturnedExpressionOf(IMethodSymbol method)
    {
        if (BodyOf(method) is not { } body)
        {
            return null;
        }

        var rest = StatementsOf(body).Where(s => ContractCalls.Statement(s) is null).ToList();
        return rest is [IReturnOperation { ReturnedValue: { } value }] ? value : null;
    }

    /// <summary>The field behind a getter that only reads it: the auto-property's own, or <c>=&gt; field</c>; null otherwise.</summary>
    public IFieldSymbol? FieldBehind(IPropertySymbol property)
    {
        property = property.OriginalDefinition;
        if (property.IsIndexer || property.GetMethod is not { } getter)
        {
            return null;
        }

        var backing = property.ContainingType.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));
        if (backing is not null)
        {
            // An auto-property has no accessor body; one with `field` in a body has a backing field but is no mere read.
            return BodyOf(getter) is null ? backing : null;
        }

        return ReturnedExpressionOf(getter) is IFieldReferenceOperation { Field: var field, Instance: null or IInstanceReferenceOperation }
            && (field.IsStatic || SymbolEqualityComparer.Default.Equals(field.ContainingType, property.ContainingType)) ? field : null;
    }

    /// <summary>True for a getter that only reads a field.</summary>
    public bool IsPlainGetter(IMethodSymbol method) =>
        method is { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: IPropertySymbol property, IsVirtual: false, IsOverride: false, IsAbstract: false } && FieldBehind(property) is not null;

    /// <summary>True for a method with <c>yield</c>: its body runs when somebody enumerates, not when it is called.</summary>
    public bool IsIterator(IMethodSymbol method) =>
        BodyOf(method)?.Descendants().Any(o => o.Kind is OperationKind.YieldReturn or OperationKind.YieldBreak) == true;

    /// <summary>Retargeted symbols are left out: their bodies speak of other symbols than this compilation's.</summary>
    private static ImmutableArray<Compilation> SourcesOf(Compilation compilation) => compilation.References.OfType<CompilationReference>()
        .Where(r => SymbolEqualityComparer.Default.Equals(compilation.GetAssemblyOrModuleSymbol(r), r.Compilation.Assembly))
        .Select(r => r.Compilation).Prepend(compilation).ToImmutableArray();

    private static IMethodSymbol Definition(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return definition.PartialImplementationPart ?? definition;
    }

    private IOperation? FindBody(IMethodSymbol method)
    {
        foreach (var reference in method.DeclaringSyntaxReferences)
        {
            if (!Contains(reference.SyntaxTree))
            {
                continue;
            }

            var syntax = reference.GetSyntax();
            var hasBody = syntax switch
            {
                BaseMethodDeclarationSyntax m => m.Body is not null || m.ExpressionBody is not null,
                AccessorDeclarationSyntax a => a.Body is not null || a.ExpressionBody is not null,
                ArrowExpressionClauseSyntax => true,
                _ => false,
            };
            if (hasBody && ModelOf(reference.SyntaxTree).GetOperation(syntax) is { Parent: null } body)
            {
                return body;
            }
        }

        return null;
    }

    private IOperation? FindInitialiser(ISymbol member)
    {
        foreach (var reference in member.DeclaringSyntaxReferences.Where(r => Contains(r.SyntaxTree)))
        {
            var equals = reference.GetSyntax() switch
            {
                VariableDeclaratorSyntax v => v.Initializer,
                PropertyDeclarationSyntax p => p.Initializer,
                _ => null,
            };
            if (equals is not null && ModelOf(reference.SyntaxTree).GetOperation(equals) is ISymbolInitializerOperation initialiser)
            {
                return initialiser;
            }
        }

        return null;
    }
}
