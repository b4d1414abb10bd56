using Maestro.Cli.Worker;

namespace Maestro.Cli;

internal static class Program
{
    private static async Task<int> Main(string[] arguments) =>
        await WorkerVerbs.TryRunAsync(arguments, CancellationToken.None) ?? 2;
}
