using Maestro.Evidence;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>
/// The solver of a command that proves much: processes of its own, as many as there are cores, and this user's verdict cache. One that crashes
/// or hangs costs one verdict.
/// </summary>
internal sealed class ProverSolver : IDisposable
{
    private readonly SolverPool _pool;

    private ProverSolver(SolverPool pool)
    {
        _pool = pool;
        Solver = new CachedSolver(pool, new VerdictCache(VerdictCache.DefaultFolder()));
        Problem = pool.Unavailability.Length == 0 ? null : CliProblems.NoSolver.At("", pool.Unavailability);
    }

    public ISolver Solver { get; }

    /// <summary>The same without the cache.</summary>
    public ISolver Fresh => _pool;

    /// <summary>Why there is no solver; null when there is one.</summary>
    public Problem? Problem { get; }

    public static ProverSolver Start() => new(new SolverPool(new SolverProcessOptions(SolverProcessOptions.ThisTool(), Environment.GetEnvironmentVariable("MAESTRO_Z3"))));

    public void Dispose() => _pool.Dispose();
}
