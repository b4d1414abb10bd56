using System.Collections.Concurrent;
using Maestro.Verification.Conditions;
using Maestro.Verification.Contracts;
using Maestro.Verification.Frames;
using Maestro.Verification.Hashing;
using Maestro.Verification.Inference;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Maestro.Verification;

/// <summary>Which methods are asked about.</summary>
public enum VerifyScope
{
    /// <summary>Methods that a contract speaks of: clauses of their own or inherited, assertions, loop invariants, object invariants.</summary>
    Contracts,

    /// <summary>Every method with a body: implicit obligations everywhere.</summary>
    All,
}

/// <summary>How to verify.</summary>
/// <param name="Scope">Which methods.</param>
/// <param name="Rlimit">Budget of one query in Z3's resource units; deterministic (never time).</param>
/// <param name="Depth">Iterations and lengths up to which all executions are searched where the proof for all of them fails; 0 to leave that out.</param>
/// <param name="AsksForStrength">True to ask of proved methods which other results their postconditions let pass.</param>
public sealed record VerifierOptions(VerifyScope Scope = VerifyScope.Contracts, uint Rlimit = 20_000_000, int Depth = 5, bool AsksForStrength = false);

/// <summary>Verifies methods of one compilation. Thread-safe: methods may be verified in parallel, reports do not depend on the order.</summary>
public sealed class Verifier
{
    /// <summary>In characters: a thousand lines or so.</summary>
    private const int LongBody = 20_000;
    private readonly ISolver _solver;
    private readonly IRefuter? _refuter;
    private readonly VerifierOptions _options;
    private readonly Shapes _shapes = new();
    private readonly WriteSets _writes;
    private readonly SemanticHash _hash;
    private readonly ConcurrentDictionary<IMethodSymbol, MethodTermination> _terminations = new(SymbolEqualityComparer.Default);

    /// <summary>A verifier of <paramref name="compilation"/>.</summary>
    /// <param name="compilation">Source that compiles; where it does not, the method is Unknown.</param>
    /// <param name="solver">Who decides.</param>
    /// <param name="options">How.</param>
    /// <param name="refuter">Who executes candidates; without one nothing is Refuted.</param>
    public Verifier(Compilation compilation, ISolver solver, VerifierOptions options, IRefuter? refuter = null)
        : this(new ContractReader(new MethodBodies(compilation)), solver, options, refuter)
    {
    }

    /// <summary>A verifier that shares its contract front end, with its caches, with others of the compilation.</summary>
    public Verifier(ContractReader reader, ISolver solver, VerifierOptions options, IRefuter? refuter = null)
    {
        Contracts = reader;
        _solver = solver;
        _options = options;
        _refuter = refuter;
        _writes = new WriteSets(reader);
        _hash = new SemanticHash(reader, _writes);
    }

    /// <summary>The contracts of the compilation.</summary>
    public ContractReader Contracts { get; }

    /// <summary>The methods in scope, by documentation id.</summary>
    public IEnumerable<IMethodSymbol> Methods(VerifyScope scope)
    {
        var compilation = Contracts.Bodies.Compilation;
        var found = new SortedDictionary<string, IMethodSymbol>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            var model = Contracts.Bodies.ModelOf(tree);
            foreach (var node in tree.GetRoot().DescendantNodes())
            {
                var method = node switch
                {
                    BaseMethodDeclarationSyntax m => model.GetDeclaredSymbol(m) as IMethodSymbol,
                    AccessorDeclarationSyntax a => model.GetDeclaredSymbol(a) as IMethodSymbol,
                    ArrowExpressionClauseSyntax { Parent: BasePropertyDeclarationSyntax property } => (model.GetDeclaredSymbol(property) as IPropertySymbol)?.GetMethod,
                    _ => null,
                };
                if (node is TypeDeclarationSyntax declaration && model.GetDeclaredSymbol(declaration) is INamedTypeSymbol type)
                {
                    // Initialisers are code, where no constructor is written too.
                    foreach (var constructor in type.Constructors.Where(c => Initialisers.AreAllOf(c, Contracts) && (scope == VerifyScope.All || Initialisers.OwesInvariant(c, Contracts)) && c.GetDocumentationCommentId() is not null))
                    {
                        found[constructor.GetDocumentationCommentId()!] = constructor;
                    }
                }

                if (method is not null && Contracts.Bodies.BodyOf(method) is not null && IsAsked(method, scope)
                    && method.GetDocumentationCommentId() is { } id)
                {
                    found[id] = method;
                }
            }
        }

        return found.Values;
    }

    /// <summary>Verifies one method.</summary>
    /// <exception cref="OperationCanceledException">The caller gave up.</exception>
    public MethodReport Verify(IMethodSymbol method, CancellationToken cancellation)
    {
        Bind(method, cancellation);
        var (report, termination) = VerifyAlone(method, cancellation);
        _terminations.TryAdd(method.OriginalDefinition, termination);
        var total = termination.Ends && new CallTermination(new Totality(Contracts, _writes), m => TerminationOf(m, cancellation)).IsTotal(method);
        return report with { Total = total, SemanticHash = RestsOnProof(report, total) ? _hash.ProofOf(method) : _hash.RunOf(method) };
    }

    /// <summary>What is found out about a method without a look at the ends of what it calls; without a hash.</summary>
    internal (MethodReport Report, MethodTermination Termination) VerifyAlone(IMethodSymbol method, CancellationToken cancellation)
    {
        var work = new MethodVerification(method, Contracts, _shapes, _writes, _solver, _options, _refuter, cancellation);
        return (work.Run(), work.Termination);
    }

    /// <summary>True where the report says nothing that bodies of others decide: executions, and whether callees return.</summary>
    private static bool RestsOnProof(MethodReport report, bool total) => !total && report.Word == "proved" && report.Accepts.IsEmpty;

    /// <summary>
    /// The compiler binds a body and makes its graph without looking at a token: of a huge one, which takes seconds, that is done beside, and who gives up does
    /// not wait. What came of it is kept, and faults come again where it is asked for.
    /// </summary>
    private void Bind(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!cancellation.CanBeCanceled || !method.DeclaringSyntaxReferences.Any(r => r.Span.Length > LongBody))
        {
            return;
        }

        try
        {
            Task.Run(
                () =>
                {
                    _ = Contracts.Of(method);
                    _ = Contracts.Bodies.GraphOf(method);
                    _ = _hash.OwnOf(method);
                },
                cancellation).Wait(cancellation);
        }
        catch (AggregateException)
        {
            cancellation.ThrowIfCancellationRequested();
        }
    }

    private MethodTermination TerminationOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (_terminations.TryGetValue(method, out var known))
        {
            return known;
        }

        var work = new MethodVerification(method, Contracts, _shapes, _writes, _solver, _options, refuter: null, cancellation);
        work.Run();
        return _terminations.GetOrAdd(method, work.Termination);
    }

    private bool IsAsked(IMethodSymbol method, VerifyScope scope)
    {
        if (ContractReader.IsInvariantMethod(method) || ContractCalls.HasAttribute(method.ContainingType, "ContractClassForAttribute") && Contracts.Of(method).Problems.IsEmpty)
        {
            return false;
        }

        var contract = Contracts.Of(method);
        return scope == VerifyScope.All || contract.Clauses.Length > 0 || contract.Problems.Length > 0 || Contracts.HoldsInvariants(method);
    }
}
