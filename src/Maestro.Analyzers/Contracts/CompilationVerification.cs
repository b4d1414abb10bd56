using Maestro.Analyzers.Infrastructure;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Sidecars;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Maestro.Analyzers.Contracts;

/// <summary>One compilation being verified: its verifier, its solver, and which methods are asked about. Nothing is started before the first method.</summary>
internal sealed class CompilationVerification
{
    // The budget of a query is deterministic; this ends what no budget covers.
    private static readonly TimeSpan MethodTime = TimeSpan.FromSeconds(60);

    private readonly Lazy<ISolver> _solver;
    private readonly Lazy<Verifier> _verifier;
    private readonly Lazy<HashSet<ISymbol>> _methods;
    private readonly ContractReader _contracts;
    private readonly RememberedFindings _remembered;
    private readonly bool _isEvidence;

    public CompilationVerification(Compilation compilation, MaestroOptions options, IReadOnlyList<SourceText> sidecars, VerdictMemory memory)
    {
        _isEvidence = options.Evidence;
        _contracts = new ContractReader(new MethodBodies(compilation), new ReferencedContracts(compilation, sidecars));
        _solver = new Lazy<ISolver>(() => SolverFor(options));
        var checks = new Lazy<CheckedSolver>(() => new CheckedSolver(_solver.Value));
        _remembered = new RememberedFindings(compilation, options, sidecars, memory, checks);
        _verifier = new Lazy<Verifier>(() => new Verifier(
            _contracts, checks.Value, new VerifierOptions(options.Scope, options.Budget, AsksForStrength: options.Strength), new WitnessSearch(_contracts)));
        _methods = new Lazy<HashSet<ISymbol>>(() => new HashSet<ISymbol>(_verifier.Value.Methods(options.Scope), SymbolEqualityComparer.Default));
    }

    /// <summary>Why no solver answered; empty where one did, or none was asked.</summary>
    public string SolverUnavailability => !_solver.IsValueCreated ? "" : _solver.Value switch
    {
        WorkerClient worker => worker.Unavailability,
        NativeZ3 native => native.Unavailability,
        NoSolver none => none.Reason,
        _ => "",
    };

    /// <summary>True for a constructor without a body of its own, of which no block is analysed.</summary>
    public bool IsUnwritten(IMethodSymbol method) => _contracts.IsUnwritten(method);

    /// <summary>Methods that nothing had to be found out of.</summary>
    public int Remembered => _remembered.Hits;

    /// <summary>What there is to report of a method: remembered where nothing that its verdicts depend on has changed, else found out.</summary>
    /// <exception cref="TimeoutException">It took longer than any method may.</exception>
    public IReadOnlyList<ContractFinding> FindingsOf(IMethodSymbol method, CancellationToken cancellation) =>
        _remembered.Get(method, () => FindOut(method, cancellation), cancellation);

    private List<ContractFinding> FindOut(IMethodSymbol method, CancellationToken cancellation)
    {
        var contract = _contracts.Of(method);
        var findings = ContractDiagnostics.Problems(contract).ToList();
        if (Verify(method, cancellation) is { } report)
        {
            // The clauses' own problems were reported at their places.
            findings.AddRange(ContractDiagnostics.Findings(report, contract, _isEvidence).Where(f => contract.Problems.IsEmpty || f.Id != Rules.IllFormed.Id));
        }

        return findings;
    }

    /// <summary>What other assemblies may know of this one's members.</summary>
    public IEnumerable<MemberContract> Export(CancellationToken cancellation) => new ContractExport(_contracts).Members(cancellation);

    /// <summary>The method's report; null where it is not asked about.</summary>
    private MethodReport? Verify(IMethodSymbol method, CancellationToken cancellation)
    {
        if (!_methods.Value.Contains(method) && (method.PartialDefinitionPart is not { } definition || !_methods.Value.Contains(definition)))
        {
            return null;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(MethodTime);
        try
        {
            return _verifier.Value.Verify(method, limit.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new TimeoutException($"the method took more than {MethodTime.TotalSeconds:0} s");
        }
    }

    /// <summary>Lets go of the solver.</summary>
    public void End()
    {
        if (_solver.IsValueCreated)
        {
            (_solver.Value as IDisposable)?.Dispose();
        }
    }

    /// <summary>The solver that the options name; who asks for it disposes of it.</summary>
    internal static ISolver SolverFor(MaestroOptions options) => options switch
    {
        { Solver: SolverPlace.InProcess } => new NativeZ3(new Z3Location(options.Z3Path, options.NativeFolder), MethodTime),
        { WorkerPath: { } path } => new WorkerClient(new WorkerEndpoint(path, options.Z3Path)),
        _ => new NoSolver("MaestroWorkerPath is not set: name the maestro tool there, or set MaestroSolver=inprocess"),
    };

    private sealed class NoSolver(string reason) : ISolver
    {
        public string Version => "z3 unavailable";

        public string Reason { get; } = reason;

        public SolverAnswer Check(SolverQuery query, CancellationToken cancellation) => new(SolverStatus.Unavailable, "", Reason);
    }
}
