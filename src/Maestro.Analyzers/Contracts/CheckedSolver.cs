using Maestro.Verification.Solving;

namespace Maestro.Analyzers.Contracts;

/// <summary>A solver that counts the answers that another time might be others: what rests on one of them is not remembered.</summary>
internal sealed class CheckedSolver(ISolver solver) : ISolver
{
    private int _passing;

    public string Version => solver.Version;

    /// <summary>Who keeps verdicts between compilations; null where nobody does.</summary>
    public IVerdictKeeper? Keeper => solver as IVerdictKeeper;

    /// <summary>Answers so far that do not repeat.</summary>
    public int Passing => Volatile.Read(ref _passing);

    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        var answer = solver.Check(query, cancellation);
        if (!answer.IsReproducible)
        {
            Interlocked.Increment(ref _passing);
        }

        return answer;
    }
}
