using System.Diagnostics;
using System.Text;

namespace Maestro.Verification.Solving;

/// <summary>Starts the worker and waits until it listens.</summary>
internal static class WorkerStart
{
    internal static WorkerConnection? Connect(WorkerEndpoint endpoint, TimeSpan budget, out string failure)
    {
        var clock = Stopwatch.StartNew();
        Process? process = null;
        try
        {
            process = Start(endpoint, out failure);
            if (process is null)
            {
                return null;
            }

            while (clock.Elapsed < budget)
            {
                var connection = WorkerConnection.TryOpen(endpoint, TimeSpan.FromMilliseconds(100), out failure);
                if (connection is not null)
                {
                    return connection;
                }

                // 0 is a worker that found another one already running.
                if (process.HasExited && process.ExitCode != 0)
                {
                    failure = $"the worker {endpoint.WorkerPath} ended with exit code {process.ExitCode}";
                    return null;
                }
            }

            failure = $"the worker {endpoint.WorkerPath} did not listen within {budget.TotalSeconds:0.#} s ({failure})";
            return null;
        }
        finally
        {
            process?.Dispose();
        }
    }

    private static Process? Start(WorkerEndpoint endpoint, out string failure)
    {
        if (!File.Exists(endpoint.WorkerPath))
        {
            failure = $"no worker at '{endpoint.WorkerPath}'; set MaestroWorkerPath to the maestro tool";
            return null;
        }

        var isAssembly = endpoint.WorkerPath.EndsWith(".dll", StringComparison.OrdinalIgnoreCase);
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH");
        var arguments = isAssembly ? new[] { endpoint.WorkerPath }.Concat(endpoint.Arguments()) : endpoint.Arguments();
        var start = new ProcessStartInfo
        {
            FileName = !isAssembly ? endpoint.WorkerPath : string.IsNullOrEmpty(host) ? "dotnet" : host,
#pragma warning disable RS0030 // netstandard2.0 has no ArgumentList.
            Arguments = string.Join(" ", arguments.Select(Quote)),
#pragma warning restore RS0030
            // Not the build's folder: nobody could delete that while the worker lives.
            WorkingDirectory = Path.GetPathRoot(endpoint.WorkerPath) is { Length: > 0 } root ? root : Path.GetTempPath(),
            UseShellExecute = false,
            CreateNoWindow = true,
            // A worker that inherited the build's streams would keep whoever reads the build's output waiting.
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            var process = Process.Start(start);
            process?.StandardInput.Close();
            failure = process is null ? $"the worker {endpoint.WorkerPath} cannot be started" : "";
            return process;
        }
        catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException or IOException)
        {
            failure = $"the worker {endpoint.WorkerPath} cannot be started: {exception.Message}";
            return null;
        }
    }

    /// <summary>One argument in the form that the runtime's own command-line parser reads on every system.</summary>
    private static string Quote(string argument)
    {
        var quoted = new StringBuilder("\"");
        var slashes = 0;
        foreach (var character in argument)
        {
            quoted.Append('\\', character == '"' ? slashes + 1 : 0).Append(character);
            slashes = character == '\\' ? slashes + 1 : 0;
        }

        return quoted.Append('\\', slashes).Append('"').ToString();
    }
}
