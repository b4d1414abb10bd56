using System.Globalization;
using Maestro.Cli.Executing;
using Maestro.Cli.Projects;
using Maestro.Cli.Proving;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Storage;
using Maestro.Verification;
using Maestro.Verification.Verdicts;

namespace Maestro.Cli.Commands;

/// <summary><c>maestro prove PROJECT</c>: every method with a body, contracts and implicit obligations, without a case and without git.</summary>
internal sealed class ProveCommand(Terminal terminal)
{
    public async Task<ExitCode> RunAsync(ProveRequest request, CancellationToken cancellation)
    {
        IReadOnlyList<RlimitRow> before = [];
        if (request.RlimitsSince is not null)
        {
            var read = RlimitTable.Read(request.RlimitsSince);
            if (read.Problem is { } unreadable)
            {
                return Fail(unreadable);
            }

            before = read.Value;
        }

        var target = SolutionLocator.Find(request.Project, Directory.GetCurrentDirectory());
        if (target.Problem is { } missing)
        {
            return Fail(missing);
        }

        using var scratch = new ScratchFolder();
        // The build runs in other processes: meanwhile this one and its solvers get ready.
        using var begun = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = WarmUp.Begin(begun.Token);
        using var solver = new Started<ProverSolver>(ProverSolver.Start);
        var captured = await new ProjectCapture(terminal).RunAsync(target.Value, scratch.Path, request.Configuration, cancellation).ConfigureAwait(false);
        if (captured.Problem is { } problem)
        {
            return Fail(problem);
        }

        if (request.Test && await Confinement.UnavailabilityAsync(cancellation).ConfigureAwait(false) is { } unconfined)
        {
            return Fail(CliProblems.CannotConfine.At("", unconfined));
        }

        await begun.CancelAsync().ConfigureAwait(false);
        if (solver.Value.Problem is { } noSolver)
        {
            return Fail(noSolver);
        }

        var recording = new RecordingSolver(solver.Value.Solver);
        var folder = Path.GetDirectoryName(target.Value)!;
        var methods = new List<MethodVerification>();
        var taken = new List<MethodReport>();
        foreach (var project in CompilationLoader.Load(captured.Value, cancellation))
        {
            if (project.Missing.FirstOrDefault() is { } file)
            {
                return Fail(CliProblems.MissingInput.At(file));
            }

            var options = new VerifierOptions(request.Scope, request.Rlimit);
            var reader = project.Reader();
            var verifier = ProjectProver.VerifierOf(reader, request.Queries is null ? solver.Value.Solver : recording, options);
            var reports = ProjectProver.Prove(
                verifier,
                verifier.Methods(request.Scope).ToList(),
                (done, total) => terminal.Progress("proving " + project.Project.AssemblyName, $"{done.ToString(CultureInfo.InvariantCulture)}/{total.ToString(CultureInfo.InvariantCulture)}"),
                cancellation);
            if (request.Test)
            {
                terminal.Progress("running " + project.Project.AssemblyName);
                reports = await RealExecution.RunAsync(project, reader, reports, SolverProcessOptions.ThisTool(), cancellation).ConfigureAwait(false);
            }

            var measured = request.Strength
                ? StrengthMeasure.Of(project, reader, reports, solver.Value.Solver, options, (done, total) => terminal.Progress("changing " + project.Project.AssemblyName, $"{done.ToString(CultureInfo.InvariantCulture)}/{total.ToString(CultureInfo.InvariantCulture)}"), cancellation)
                : new Dictionary<string, StrengthEvidence>();
            var lacking = request.Preconditions
                ? MissingPreconditionSearch.Of(project, reports, solver.Value.Solver, options, (done, total) => terminal.Progress("requiring " + project.Project.AssemblyName, $"{done.ToString(CultureInfo.InvariantCulture)}/{total.ToString(CultureInfo.InvariantCulture)}"), cancellation)
                : new Dictionary<string, MissingPreconditionsText>();
            taken.AddRange(reports);
            methods.AddRange(reports.Select(r => ReportEvidence.Of(r, folder) with
            {
                Strength = measured.GetValueOrDefault(r.Symbol),
                InferredInvariants = request.Invariants ? [.. r.InferredInvariants.Select(i => new InferredInvariantText(i.Line, i.Text))] : null,
                MissingPreconditions = lacking.GetValueOrDefault(r.Symbol),
            }));
        }

        if (request.Queries is not null && recording.Write(request.Queries).Problem is { } notWritten)
        {
            return Fail(notWritten);
        }

        var table = RlimitTable.Of(taken);
        if (request.Rlimits is not null && Files.Write(request.Rlimits, RlimitTable.ToBytes(table)).Problem is { } noTable)
        {
            return Fail(noTable);
        }

        terminal.Clear();
        if (request.Json)
        {
            terminal.Output.WriteLine(CanonicalJson.Text(JsonArray.Of(MethodVerification.Sorted(methods), m => m.ToProveJson())));
        }
        else
        {
            Print(methods);
            PrintInvariants(methods);
            PrintPreconditions(methods);
            PrintStrength(methods);
        }

        foreach (var line in RlimitTable.Drift(before, table))
        {
            (request.Json ? terminal.Error : terminal.Output).WriteLine(line);
        }

        return methods.Any(m => m.Verdict == ProofVerdict.Refuted) ? ExitCode.DoesNotHold
            : methods.All(m => m.Verdict == ProofVerdict.Proved) ? ExitCode.Holds
            : ExitCode.Open;
    }

    /// <summary>What the contracts let pass; methods that nobody wrote a contract for are only counted.</summary>
    private void PrintStrength(List<MethodVerification> methods)
    {
        var measured = methods.Where(m => m is { Strength: not null, HasContract: true }).ToList();
        if (measured.Count == 0)
        {
            return;
        }

        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"contracts of {measured.Count} methods: {measured.Sum(m => m.Strength!.Killed)} of {measured.Sum(m => m.Strength!.Mutants)} changes of the body break them, {measured.Sum(m => m.Strength!.Survivors.Count)} pass; {methods.Count(m => m is { HasContract: false, Verdict: ProofVerdict.Proved })} proved methods have no contract, and nothing is said of what they do"));
        foreach (var method in measured)
        {
            foreach (var survivor in method.Strength!.Survivors)
            {
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method.File}:{survivor.Line}: the contract of {method.Symbol} also accepts {survivor.Accepts}"));
            }
        }
    }

    private void PrintInvariants(List<MethodVerification> methods)
    {
        foreach (var method in methods)
        {
            foreach (var invariant in method.InferredInvariants ?? [])
            {
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method.File}:{invariant.Line}: {method.Symbol} is proved with Contract.Invariant({invariant.Text})"));
            }
        }
    }

    private void PrintPreconditions(List<MethodVerification> methods)
    {
        foreach (var method in methods.Where(m => m.MissingPreconditions is { Conditions.Count: > 0 }))
        {
            var line = method.Obligations.Where(o => o.Verdict != ProofVerdict.Proved).Select(o => o.Line).FirstOrDefault();
            terminal.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{method.File}:{line}: {method.Symbol} {(method.MissingPreconditions!.Suffice ? "is proved" : "fails less")} with {string.Join(" ", method.MissingPreconditions.Conditions.Select(c => $"Contract.Requires({c.Text});"))}"));
        }
    }

    private void Print(List<MethodVerification> methods)
    {
        var counts = methods.GroupBy(m => m.Verdict).ToDictionary(g => g.Key, g => g.Count());
        int Count(ProofVerdict verdict) => counts.GetValueOrDefault(verdict);
        terminal.Output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{methods.Count} methods: {Count(ProofVerdict.Proved)} proved, {Count(ProofVerdict.Refuted)} refuted, {Count(ProofVerdict.Bounded)} bounded, {Count(ProofVerdict.Unknown)} unknown"));
        foreach (var method in methods.Where(m => m.Verdict != ProofVerdict.Proved))
        {
            foreach (var obligation in method.Obligations.Where(o => o.Verdict != ProofVerdict.Proved))
            {
                var what = obligation.Witness is { } witness ? $"{witness.Statement}: {witness.Outcome}" : obligation.Reason;
                terminal.Output.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{method.File}:{obligation.Line}: {MethodVerification.Words[obligation.Verdict]} {obligation.Kind} of {method.Symbol}: {what}"));
            }

            if (method.Reason is { } reason)
            {
                terminal.Output.WriteLine($"{method.File}: unknown {method.Symbol}: {reason}");
            }

            if (method is { Verdict: ProofVerdict.Unknown or ProofVerdict.Bounded, Tested: { } tested })
            {
                terminal.Output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{method.File}: tested {method.Symbol}: {tested.Inputs} inputs{(tested.Executed is { } executed ? $", and {executed} run by .NET," : "")} without failure, which is no proof"));
            }
        }
    }

    private ExitCode Fail(Problem problem)
    {
        terminal.Problem(problem);
        return problem.ExitCode;
    }
}
