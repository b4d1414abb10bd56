using System.Collections.Concurrent;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Replay;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;
using Microsoft.CodeAnalysis;

namespace Maestro.Cli.Proving;

/// <summary>Verifies many methods on all cores; the result does not depend on how many there are.</summary>
internal static class ProjectProver
{
    /// <summary>A verifier that refutes only what it replayed.</summary>
    public static Verifier VerifierOf(ContractReader reader, ISolver solver, VerifierOptions options) =>
        new(reader, solver, options, new WitnessSearch(reader));

    /// <summary>Reports by file, then symbol.</summary>
    /// <param name="onProgress">Receives done and total after each method, from any thread.</param>
    public static IReadOnlyList<MethodReport> Prove(
        Verifier verifier,
        IReadOnlyList<IMethodSymbol> methods,
        Action<int, int>? onProgress,
        CancellationToken cancellation)
    {
        var reports = new ConcurrentBag<MethodReport>();
        var done = 0;
        Parallel.ForEach(
            methods,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            method =>
            {
                reports.Add(verifier.Verify(method, cancellation));
                onProgress?.Invoke(Interlocked.Increment(ref done), methods.Count);
            });
        return reports.OrderBy(r => PathOf(r.Method), StringComparer.Ordinal).ThenBy(r => r.Symbol, StringComparer.Ordinal).ToList();
    }

    private static string PathOf(IMethodSymbol method) => method.Locations.FirstOrDefault(l => l.IsInSource)?.SourceTree?.FilePath ?? "";
}
