using Maestro.Cli.Processes;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Proving;

/// <summary>
/// cvc5, for a second opinion by other people's code. It is asked the same script without what only Z3 understands; what it cannot say, or not
/// in time, is no opinion.
/// </summary>
internal sealed class SecondSolver
{
    private const string Program = "cvc5";
    private const int MillisecondsPerCheck = 2000;
    private static readonly TimeSpan Watchdog = TimeSpan.FromSeconds(60);

    private SecondSolver(string version) => Version = version;

    /// <summary>Name and version.</summary>
    public string Version { get; }

    /// <summary>The one of this machine; null where there is none.</summary>
    public static async Task<SecondSolver?> FindAsync(CancellationToken cancellation)
    {
        var asked = await ProcessRunner.RunAsync(Program, ["--version"], null, cancellation).ConfigureAwait(false);
        const string start = "This is cvc5 version ";
        return asked.Succeeded && asked.Output.Split('\n').FirstOrDefault(l => l.StartsWith(start, StringComparison.Ordinal)) is { } line
            ? new SecondSolver($"{Program} {line[start.Length..].Split(' ')[0]}")
            : null;
    }

    /// <summary>What it says to each check; unknown where it has no opinion.</summary>
    public async Task<IReadOnlyList<SolverStatus>> CheckAsync(StoredQuery query, string scratch, CancellationToken cancellation)
    {
        var path = Path.Combine(scratch, query.FileName);
        await File.WriteAllTextAsync(path, Portable(query.Script), cancellation).ConfigureAwait(false);
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limited.CancelAfter(Watchdog);
        var output = "";
        try
        {
            var result = await ProcessRunner.RunAsync(
                Program, ["--lang=smt2.6", "--incremental", "--arrays-exp", "--fp-exp", $"--tlimit-per={MillisecondsPerCheck}", path], null, limited.Token).ConfigureAwait(false);
            output = result.Output;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            // It was ended by the watchdog: no opinion.
        }

        // A line that is no answer shifts those after it, so nothing counts then.
        var words = output.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var statuses = words.Select(w => w switch { "unsat" => SolverStatus.Unsat, "sat" => SolverStatus.Sat, _ => SolverStatus.Unknown }).ToList();
        return words.All(w => w is "sat" or "unsat" or "unknown") && words.Length == query.Answers.Count
            ? statuses
            : Enumerable.Repeat(SolverStatus.Unknown, query.Answers.Count).ToList();
    }

    private static string Portable(string script) => "(set-logic ALL)\n" + string.Join('\n', script.Split('\n')
        .Where(line => !line.StartsWith("(get-value ", StringComparison.Ordinal))
        .Select(line => line.StartsWith("(check-sat-using ", StringComparison.Ordinal) ? "(check-sat)" : line));
}
