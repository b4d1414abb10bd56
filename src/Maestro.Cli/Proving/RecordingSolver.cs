using System.Collections.Concurrent;
using Maestro.Evidence;
using Maestro.Evidence.Storage;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Proving;

/// <summary>A solver whose decided answers are kept, so that <c>maestro prove --replay</c> can ask again.</summary>
internal sealed class RecordingSolver(ISolver solver) : ISolver
{
    private readonly ConcurrentDictionary<string, StoredQuery> _kept = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public string Version => solver.Version;

    /// <inheritdoc/>
    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        var answer = solver.Check(query, cancellation);
        var checks = StoredQuery.ChecksIn(query.SmtText);
        if (StoredQuery.IsDecided(answer, checks))
        {
            var answers = checks == 1 ? [answer.Status] : answer.Each(checks);
            // The least budget that decides it, whoever came first.
            _kept.AddOrUpdate(
                query.SmtText,
                text => new StoredQuery(solver.Version, query.Rlimit, answers, text),
                (text, known) => known.Rlimit <= query.Rlimit ? known : new StoredQuery(solver.Version, query.Rlimit, answers, text));
        }

        return answer;
    }

    /// <summary>Writes what was kept, a file a query, into a folder that is made when it is not there.</summary>
    public Result<int> Write(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var query in _kept.Values.OrderBy(q => q.Digest, StringComparer.Ordinal))
        {
            if (Files.Write(Path.Combine(folder, query.FileName), query.ToBytes()).Problem is { } problem)
            {
                return problem;
            }
        }

        return _kept.Count;
    }
}
