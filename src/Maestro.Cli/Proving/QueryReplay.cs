using System.Collections.Concurrent;
using Maestro.Evidence.Json;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Proving;

/// <summary>A query whose answer was not confirmed.</summary>
/// <param name="Query">The file's name.</param>
/// <param name="Solver">Who says otherwise.</param>
/// <param name="Stored">The answers that were stored.</param>
/// <param name="Now">The answers of now.</param>
internal sealed record Disagreement(string Query, string Solver, string Stored, string Now)
{
    public override string ToString() => $"{Query}: stored as {Stored}, {Solver} says {Now}";
}

/// <summary>What came of asking stored queries again.</summary>
/// <param name="Solver">Who was asked first.</param>
/// <param name="Queries">How many there are.</param>
/// <param name="Checks">How many checks are in them.</param>
/// <param name="Confirmed">Queries that the recorded solver answers as before.</param>
/// <param name="SecondSolver">The second opinion's name; null where there is none.</param>
/// <param name="Agreed">Checks that it decided alike.</param>
/// <param name="NoOpinion">Checks that it did not decide.</param>
/// <param name="Disagreements">By query, then solver.</param>
internal sealed record ReplayReport(
    string Solver, int Queries, int Checks, int Confirmed, string? SecondSolver, int Agreed, int NoOpinion, IReadOnlyList<Disagreement> Disagreements)
{
    public JsonObject ToJson() => JsonObject.Of(
        ("solver", Solver),
        ("queries", Queries),
        ("checks", Checks),
        ("confirmed", Confirmed),
        ("secondSolver", SecondSolver),
        ("agreed", Agreed),
        ("noOpinion", NoOpinion),
        ("disagreements", JsonArray.Of(Disagreements, d => JsonObject.Of(("query", d.Query), ("solver", d.Solver), ("stored", d.Stored), ("now", d.Now)))));
}

/// <summary>Asks stored queries again: the recorded solver must say the same, the second must not contradict.</summary>
internal static class QueryReplay
{
    /// <param name="queries">All of the solver's version.</param>
    /// <param name="solver">The recorded solver, without a cache.</param>
    /// <param name="second">The second opinion; null for none.</param>
    /// <param name="scratch">A folder for its inputs.</param>
    /// <param name="onProgress">Receives how many are done, from any thread.</param>
    public static async Task<ReplayReport> RunAsync(
        IReadOnlyList<StoredQuery> queries, ISolver solver, SecondSolver? second, string scratch, Action<int> onProgress, CancellationToken cancellation)
    {
        var disagreements = new ConcurrentBag<Disagreement>();
        int confirmed = 0, agreed = 0, noOpinion = 0, done = 0;
        await Parallel.ForEachAsync(
            queries,
            new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount },
            async (query, token) =>
            {
                var now = Ask(solver, query, token);
                if (now == StoredQuery.Words(query.Answers))
                {
                    Interlocked.Increment(ref confirmed);
                }
                else
                {
                    disagreements.Add(new Disagreement(query.FileName, solver.Version, StoredQuery.Words(query.Answers), now));
                }

                if (second is not null)
                {
                    var opinion = await second.CheckAsync(query, scratch, token).ConfigureAwait(false);
                    var pairs = opinion.Zip(query.Answers, (theirs, ours) => (Theirs: theirs, Ours: ours)).ToList();
                    Interlocked.Add(ref agreed, pairs.Count(p => p.Theirs == p.Ours && p.Theirs != SolverStatus.Unknown));
                    Interlocked.Add(ref noOpinion, pairs.Count(p => p.Theirs == SolverStatus.Unknown || p.Ours == SolverStatus.Unknown));
                    if (pairs.Any(p => p is (SolverStatus.Unsat, SolverStatus.Sat) or (SolverStatus.Sat, SolverStatus.Unsat)))
                    {
                        disagreements.Add(new Disagreement(query.FileName, second.Version, StoredQuery.Words(query.Answers), StoredQuery.Words(opinion)));
                    }
                }

                onProgress(Interlocked.Increment(ref done));
            }).ConfigureAwait(false);
        return new ReplayReport(
            solver.Version,
            queries.Count,
            queries.Sum(q => q.Answers.Count),
            confirmed,
            second?.Version,
            agreed,
            noOpinion,
            [.. disagreements.OrderBy(d => d.Query, StringComparer.Ordinal).ThenBy(d => d.Solver, StringComparer.Ordinal)]);
    }

    private static string Ask(ISolver solver, StoredQuery query, CancellationToken cancellation)
    {
        var answer = solver.Check(new SolverQuery(query.Script, query.Rlimit), cancellation);
        return query.Answers.Count == 1 || answer.Each(query.Answers.Count).Count == 0
            ? answer.Status is SolverStatus.Unsat or SolverStatus.Sat or SolverStatus.Unknown ? StoredQuery.Words([answer.Status]) : $"{answer.Status} ({answer.Reason})"
            : StoredQuery.Words(answer.Each(query.Answers.Count));
    }
}
