using System.CommandLine;
using Maestro.Cli.Checking;
using Maestro.Cli.Executing;
using Maestro.Cli.Worker;
using Maestro.Evidence;
using Maestro.Evidence.Json;

namespace Maestro.Cli.Commands;

/// <summary>Verbs that the tool starts itself with; people do not type them.</summary>
internal static class InternalCommands
{
    public static IEnumerable<Command> All(Terminal terminal)
    {
        yield return Reprove(terminal);
        yield return RunCalls();
    }

    private static Command RunCalls()
    {
        var folder = new Argument<string>("FOLDER");
        var assembly = new Argument<string>("ASSEMBLY");
        var first = new Argument<int>("FIRST");
        var command = new Command(RunCallsCommand.Verb) { folder, assembly, first };
        command.SetAction(parsed => RunCallsCommand.Run(parsed.GetValue(folder)!, parsed.GetValue(assembly)!, parsed.GetValue(first)));
        return command;
    }

    private static Command Reprove(Terminal terminal)
    {
        var order = new Argument<string>("ORDER");
        var output = new Argument<string>("OUTPUT");
        var command = new Command(CleanWorker.Verb) { order, output };
        command.SetAction((parsed, cancellation) => CommandTree.Guarded(terminal, () =>
        {
            var file = parsed.GetValue(order)!;
            var read = StrictJson.ReadFile(file).Then(json => JsonFields.Read(json, file, ReproofOrder.FromJson));
            using var solver = ProverSolver.Start();
            var problem = read.Problem ?? solver.Problem ?? Reproof.Run(read.Value, solver.Solver, parsed.GetValue(output)!, terminal, cancellation);
            if (problem is null)
            {
                return Task.FromResult(ExitCode.Holds);
            }

            terminal.Problem(problem);
            return Task.FromResult(problem.ExitCode);
        }));
        return command;
    }
}
