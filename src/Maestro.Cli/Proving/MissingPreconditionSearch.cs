using System.Collections.Concurrent;
using Maestro.Cli.Projects;
using Maestro.Evidence.Predicates;
using Maestro.Verification;
using Maestro.Verification.Preconditions;
using Maestro.Verification.Solving;
using Maestro.Verification.Verdicts;

namespace Maestro.Cli.Proving;

/// <summary>Looks for the preconditions that methods lack, on all cores; the result does not depend on how many there are.</summary>
internal static class MissingPreconditionSearch
{
    /// <summary>By documentation id; methods that nothing simple helps are left out.</summary>
    public static IReadOnlyDictionary<string, MissingPreconditionsText> Of(
        LoadedProject project, IEnumerable<MethodReport> reports, ISolver solver, VerifierOptions options, Action<int, int>? onProgress, CancellationToken cancellation)
    {
        var search = new PreconditionInference(project.Compilation, project.ReaderOf, solver, options);
        var open = reports.Where(r => r.Word != "proved").ToList();
        var found = new ConcurrentDictionary<string, MissingPreconditionsText>(StringComparer.Ordinal);
        var done = 0;
        Parallel.ForEach(
            open,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            report =>
            {
                if (search.Of(report, cancellation) is { Conditions.Length: > 0 } missing)
                {
                    found[report.Symbol] = new MissingPreconditionsText(missing.Suffice, [.. missing.Conditions.Select(c => (c.Condition, (IReadOnlyList<string>)[.. c.Obligations]))]);
                }

                onProgress?.Invoke(Interlocked.Increment(ref done), open.Count);
            });
        return found;
    }
}
