using System.Globalization;
using Maestro.Cli.Proving;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Json;

namespace Maestro.Cli.Commands;

/// <summary><c>maestro prove --replay DIR</c>: asks stored queries again, of the recorded solver and of a second one.</summary>
internal sealed class ReplayCommand(Terminal terminal)
{
    public async Task<ExitCode> RunAsync(string folder, bool json, CancellationToken cancellation)
    {
        if (!Directory.Exists(folder))
        {
            return Fail(CliProblems.NoSuchPath.At(folder));
        }

        var read = Directory.EnumerateFiles(folder, "*" + StoredQuery.Extension).Order(StringComparer.Ordinal).Select(StoredQuery.Read).ToList();
        var damaged = read.Where(r => !r.Succeeded).Select(r => r.Problem!).ToList();
        if (damaged.Count > 0)
        {
            damaged.ForEach(terminal.Problem);
            return ExitCode.DoesNotHold;
        }

        var queries = read.Select(r => r.Value).ToList();
        if (queries.Count == 0)
        {
            return Fail(CliProblems.NoQueries.At(folder));
        }

        using var solver = ProverSolver.Start();
        if (solver.Problem is { } noSolver)
        {
            return Fail(noSolver);
        }

        if (queries.FirstOrDefault(q => q.Solver != solver.Fresh.Version) is { } other)
        {
            return Fail(CliProblems.OtherSolver.At(Path.Combine(folder, other.FileName), other.Solver, solver.Fresh.Version));
        }

        using var scratch = new ScratchFolder();
        var report = await QueryReplay.RunAsync(
            queries,
            solver.Fresh,
            await SecondSolver.FindAsync(cancellation).ConfigureAwait(false),
            scratch.Path,
            done => terminal.Progress("asking again", $"{done.ToString(CultureInfo.InvariantCulture)}/{queries.Count.ToString(CultureInfo.InvariantCulture)}"),
            cancellation).ConfigureAwait(false);
        terminal.Clear();
        if (json)
        {
            terminal.Output.WriteLine(CanonicalJson.Text(report.ToJson()));
        }
        else
        {
            Print(report);
        }

        foreach (var disagreement in report.Disagreements)
        {
            terminal.Problem(CliProblems.Disagreement.At(Path.Combine(folder, disagreement.Query), disagreement.Stored, disagreement.Solver, disagreement.Now));
        }

        return report.Disagreements.Count == 0 ? ExitCode.Holds : ExitCode.DoesNotHold;
    }

    private void Print(ReplayReport report)
    {
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{report.Queries} queries with {report.Checks} checks: {report.Confirmed} confirmed by {report.Solver}"));
        terminal.Output.WriteLine(report.SecondSolver is { } second
            ? string.Create(CultureInfo.InvariantCulture, $"{second}: {report.Agreed} checks decided alike, {report.NoOpinion} without opinion")
            : "no second opinion: cvc5 was not found (apt-get install cvc5)");
    }

    private ExitCode Fail(Problem problem)
    {
        terminal.Problem(problem);
        return problem.ExitCode;
    }
}
