using System.Collections.Concurrent;
using Maestro.Cli.Projects;
using Maestro.Evidence.Predicates;
using Maestro.Verification;
using Maestro.Verification.Contracts;
using Maestro.Verification.Solving;
using Maestro.Verification.Strength;
using Maestro.Verification.Verdicts;

namespace Maestro.Cli.Proving;

/// <summary>Measures the contracts of many proved methods on all cores; the result does not depend on how many there are.</summary>
internal static class StrengthMeasure
{
    /// <summary>By documentation id; methods that are not proved, or cannot be executed, are left out.</summary>
    public static IReadOnlyDictionary<string, StrengthEvidence> Of(
        LoadedProject project, ContractReader contracts, IEnumerable<MethodReport> reports, ISolver solver, VerifierOptions options, Action<int, int>? onProgress, CancellationToken cancellation)
    {
        var strength = new ContractStrength(project.ReaderOf, solver, options);
        var proved = reports.Where(r => r.Word == "proved").ToList();
        var measured = new ConcurrentDictionary<string, StrengthEvidence>(StringComparer.Ordinal);
        var done = 0;
        Parallel.ForEach(
            proved,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            report =>
            {
                if (strength.Measure(contracts, report.Method, cancellation) is { } found)
                {
                    measured[report.Symbol] = ReportEvidence.Of(found);
                }

                onProgress?.Invoke(Interlocked.Increment(ref done), proved.Count);
            });
        return measured;
    }
}
