using System.Collections.Concurrent;
using System.Collections.Immutable;
using Maestro.Verification.Contracts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Maestro.Verification.Replay;

/// <summary>What is known of a program before it runs, found once a compilation. Thread-safe.</summary>
internal sealed class ProgramModel(ContractReader contracts)
{
    private readonly ConcurrentDictionary<ControlFlowGraph, GraphFacts> _graphs = new();
    private readonly ConcurrentDictionary<IMethodSymbol, MethodCode> _methods = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<ISymbol>> _initialized = new(SymbolEqualityComparer.Default);

    public ContractReader Contracts { get; } = contracts;

    /// <summary>Real methods of the framework that were looked for; null for those not allowed.</summary>
    public ConcurrentDictionary<IMethodSymbol, System.Reflection.MethodInfo?> FrameworkMethods { get; } = new(SymbolEqualityComparer.Default);

    public TypeModel Types { get; } = new(contracts.Bodies.Compilation);

    public MethodCode CodeOf(IMethodSymbol method)
    {
        var definition = (method.ReducedFrom ?? method).OriginalDefinition;
        return _methods.GetOrAdd(definition.PartialImplementationPart ?? definition, m =>
        {
            var contract = Contracts.Of(m);
            return new MethodCode(
                m,
                Contracts.Bodies.GraphOf(m),
                contract,
                Contracts.HoldsInvariants(m) ? Contracts.InvariantsOf(m.ContainingType) : ImmutableArray<Clause>.Empty,
                NeedsEntry: contract.Clauses.Any(c => c.Condition.DescendantsAndSelf().OfType<IInvocationOperation>().Any(i => ContractCalls.IsOldValue(i.TargetMethod))));
        });
    }

    /// <summary>Facts of a graph; the contract is that of the method the graph is the body of, null for nested functions and initialisers.</summary>
    public GraphFacts FactsOf(ControlFlowGraph graph, MethodContract? contract) => _graphs.GetOrAdd(graph, g => new GraphFacts(g, contract));

    /// <summary>Fields and properties of a type that have an initialiser, in source order.</summary>
    public ImmutableArray<ISymbol> InitializedMembers(INamedTypeSymbol type, bool isStatic) => _initialized
        .GetOrAdd(type.OriginalDefinition, t => t.GetMembers().Where(m => InitializerOf(m) is not null).ToImmutableArray())
        .Where(m => m.IsStatic == isStatic).ToImmutableArray();

    public ControlFlowGraph? InitializerOf(ISymbol member) => Contracts.Bodies.InitialiserGraphOf(member);
}

/// <summary>A method ready to run.</summary>
/// <param name="Method">As defined, the implementing part of a partial one.</param>
/// <param name="Graph">Its body; null where this compilation has none.</param>
/// <param name="Contract">Its clauses.</param>
/// <param name="Invariants">Object invariants that hold at its boundaries.</param>
/// <param name="NeedsEntry">True when a clause asks for <c>OldValue</c>.</param>
internal sealed record MethodCode(
    IMethodSymbol Method,
    ControlFlowGraph? Graph,
    MethodContract Contract,
    ImmutableArray<Clause> Invariants,
    bool NeedsEntry);
