using System.CommandLine;
using System.CommandLine.Invocation;
using System.Runtime.CompilerServices;
using Maestro.Cli.Commands;
using Maestro.Cli.Worker;
using Maestro.Evidence;

namespace Maestro.Cli;

/// <summary>The <c>maestro</c> tool: a thin verb over each room.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments) =>
        await WorkerVerbs.TryRunAsync(arguments, CancellationToken.None).ConfigureAwait(false) ?? await RunCommandAsync(arguments).ConfigureAwait(false);

    // A method of its own, so that a worker loads none of the libraries that it names; it is packed without them too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<int> RunCommandAsync(string[] arguments)
    {
        var parsed = CommandTree.Build(Terminal.ForConsole()).Parse(arguments);
        // The library takes an unknown option for an argument where one may stand.
        if (parsed.UnknownOption() is { } unknown)
        {
            Console.Error.WriteLine(CliProblems.BadUsage.At("", $"There is no option '{unknown}' here.").ToString());
            return (int)ExitCode.BadInput;
        }

        if (parsed.Errors.Count > 0)
        {
            Console.Error.WriteLine(CliProblems.BadUsage.At("", parsed.Errors[0].Message).ToString());
            return (int)ExitCode.BadInput;
        }

        if (parsed.Action is SynchronousCommandLineAction or AsynchronousCommandLineAction)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }).ConfigureAwait(false);
        }

        return (int)ExitCode.BadInput;
    }
}
