using System.Globalization;
using Maestro.Cli.Commands;
using Maestro.Cli.Processes;
using Maestro.Evidence;
using Maestro.Evidence.Json;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Storage;

namespace Maestro.Cli.Checking;

/// <summary>What the clean worker found.</summary>
/// <param name="Statements">Unsigned.</param>
/// <param name="Scope">What the case has to speak of.</param>
/// <param name="Solver">Solver and version that were asked.</param>
internal sealed record ReproofResult(IReadOnlyList<Statement> Statements, CheckScope Scope, string Solver);

/// <summary>Starts <see cref="Reproof"/> in a process of its own and reads what it left.</summary>
internal sealed class CleanWorker(Terminal terminal)
{
    /// <summary>The hidden verb.</summary>
    public const string Verb = "internal-reprove";

    public async Task<Result<ReproofResult>> RunAsync(ReproofOrder order, ScratchFolder scratch, CancellationToken cancellation)
    {
        var orderFile = Path.Combine(scratch.Path, "order.json");
        if (Files.Write(orderFile, CanonicalJson.Bytes(order.ToJson())).Problem is { } full)
        {
            return full;
        }

        var output = scratch.Sub("proved");
        var (program, prefix) = Self();
        var run = await ProcessRunner.RunAsync(
            program,
            [.. prefix, Verb, orderFile, output],
            scratch.Path,
            cancellation,
            CleanEnvironment(),
            line => terminal.Progress(line)).ConfigureAwait(false);
        if (!run.Succeeded)
        {
            return CliProblems.WorkerFailed.At("", run.ExitCode.ToString(CultureInfo.InvariantCulture), CauseIn(run));
        }

        var statements = new List<Statement>();
        foreach (var file in Directory.GetFiles(output, "*.statement.json").Order(StringComparer.Ordinal))
        {
            var statement = Files.Read(file).Then(bytes => Statement.Parse(bytes, file));
            if (statement.Problem is { } unreadable)
            {
                return unreadable;
            }

            statements.Add(statement.Value);
        }

        var scopeFile = Path.Combine(output, Reproof.ScopeFile);
        var scope = StrictJson.ReadFile(scopeFile).Then(json => JsonFields.Read(json, scopeFile, CheckScope.FromJson));
        if (scope.Problem is { } noScope)
        {
            return noScope;
        }

        var solver = statements.Select(s => s.PredicateAs<ContractVerification>("")).Where(v => v.Succeeded).Select(v => v.Value.Tools.Solver).FirstOrDefault() ?? "";
        return new ReproofResult(statements, scope.Value, solver);
    }

    /// <summary>How to start this very program again.</summary>
    public static (string Program, string[] Prefix) Self()
    {
        var process = Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? (process, [Path.Combine(AppContext.BaseDirectory, "maestro.dll")])
            : (process, []);
    }

    /// <summary>The line that says why: of a crash the exception's, not the last frame of its stack.</summary>
    private static string CauseIn(ProcessResult run) =>
        run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .FirstOrDefault(line => line.StartsWith("Unhandled exception", StringComparison.Ordinal)) ?? run.LastLine;

    /// <summary>Hooks by which code of the change could get into a .NET process.</summary>
    private static Dictionary<string, string?> CleanEnvironment() => new(StringComparer.Ordinal)
    {
        ["DOTNET_STARTUP_HOOKS"] = null,
        ["DOTNET_ADDITIONAL_DEPS"] = null,
        ["DOTNET_SHARED_STORE"] = null,
        ["CORECLR_ENABLE_PROFILING"] = "0",
        ["CORECLR_PROFILER"] = null,
        ["CORECLR_PROFILER_PATH"] = null,
        ["LD_PRELOAD"] = null,
    };
}
