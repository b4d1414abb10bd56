using Maestro.Analyzers.Contracts;
using Maestro.Analyzers.Infrastructure;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.CodeFixes.Proof;

/// <summary>The verifier with the solver and the budget that the project's options name: those that its diagnostics came from.</summary>
internal sealed class VerifierProof(MaestroOptions options) : IFixProof, IDisposable
{
    private readonly ISolver _solver = CompilationVerification.SolverFor(options);
    private readonly VerifierOptions _options = new(options.Scope, options.Budget, Depth: 0, options.Strength);

    /// <inheritdoc/>
    public MethodReport Verify(Compilation compilation, IMethodSymbol method, bool withWitnesses, CancellationToken cancellation)
    {
        var contracts = new ContractReader(new MethodBodies(compilation));
        return new Verifier(contracts, _solver, _options, withWitnesses ? new WitnessSearch(contracts) : null).Verify(method, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => (_solver as IDisposable)?.Dispose();
}
