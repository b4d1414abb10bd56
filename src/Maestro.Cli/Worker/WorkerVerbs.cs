using System.Globalization;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>
/// The verbs <c>worker</c> and <c>solver</c>, which programs start and people don't. They are read here, before the command-line library is
/// loaded, because a compiler waits for them.
/// </summary>
internal static class WorkerVerbs
{
    private const int DefaultMemoryMebibytes = 1024;

    /// <summary>Runs the verb; null where the arguments are not of this kind.</summary>
    /// <returns>The exit code: 2 for a wrong argument.</returns>
    internal static async Task<int?> TryRunAsync(string[] arguments, CancellationToken stop)
    {
        if (arguments is not ["worker" or "solver", .. var rest])
        {
            return null;
        }

        if (Pairs(rest) is not { } options)
        {
            await Console.Error.WriteLineAsync($"maestro {arguments[0]}: options come as --name value: --z3, --memory, --tool, --cache, --id");
            return 2;
        }

        var z3 = options.GetValueOrDefault("--z3");
        if (arguments[0] == "solver")
        {
            var memory = options.TryGetValue("--memory", out var text) ? ParseMemory(text) : DefaultMemoryMebibytes;
            return memory is { } mebibytes ? SolverCommand.Run(z3, mebibytes) : 2;
        }

        var tool = options.GetValueOrDefault("--tool") ?? SolverProcessOptions.ThisTool();
        var id = options.GetValueOrDefault("--id");
        return id is null || WorkerEndpoint.IsId(id)
            ? await WorkerCommand.RunAsync(new WorkerEndpoint(tool, z3, options.GetValueOrDefault("--cache"), id), TimeProvider.System, stop)
            : 2;
    }

    private static int? ParseMemory(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value > 0 ? value : null;

    private static Dictionary<string, string>? Pairs(string[] arguments)
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var index = 0; index < arguments.Length; index += 2)
        {
            if (index + 1 >= arguments.Length || arguments[index] is not ("--z3" or "--memory" or "--tool" or "--cache" or "--id"))
            {
                return null;
            }

            options[arguments[index]] = arguments[index + 1];
        }

        return options;
    }
}
