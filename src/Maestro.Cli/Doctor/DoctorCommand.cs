using Maestro.Cli.Processes;
using Maestro.Evidence;
using Maestro.Evidence.Signing;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Doctor;

/// <summary>Says what is missing on this machine and what to type.</summary>
internal static class DoctorCommand
{
    private static readonly string[] Browsers = ["chromium", "google-chrome", "firefox"];

    /// <summary>Prints one line a finding, or JSON.</summary>
    /// <returns>Holds, or environment when something that Maestro needs is missing.</returns>
    public static async Task<ExitCode> RunAsync(TextWriter output, bool json, CancellationToken cancellation)
    {
        var findings = Diagnosis.Of(await FactsAsync(cancellation).ConfigureAwait(false));
        if (json)
        {
            await output.WriteLineAsync(Diagnosis.Json(findings).ToString()).ConfigureAwait(false);
        }
        else
        {
            foreach (var line in Diagnosis.Lines(findings))
            {
                await output.WriteLineAsync(line).ConfigureAwait(false);
            }
        }

        return Diagnosis.IsWell(findings) ? ExitCode.Holds : ExitCode.Environment;
    }

    private static async Task<MachineFacts> FactsAsync(CancellationToken cancellation)
    {
        var solver = new NativeZ3(new Z3Location(Environment.GetEnvironmentVariable("MAESTRO_Z3"), AppContext.BaseDirectory));
        string? browser = null;
        foreach (var name in Browsers)
        {
            browser ??= await VersionAsync(name, cancellation).ConfigureAwait(false);
        }

        return new(
            await VersionAsync("dotnet", cancellation).ConfigureAwait(false),
            await VersionAsync("git", cancellation).ConfigureAwait(false),
            solver.IsAvailable ? $"{solver.Version} ({solver.LibraryPath})" : null,
            solver.Unavailability,
            [Folder("cache", UserFolders.Cache), Folder("keys", Path.GetDirectoryName(KeyFiles.DevelopmentKeyPath)!)],
            browser,
            await VersionAsync("openssl", cancellation, "version").ConfigureAwait(false));
    }

    private static async Task<string?> VersionAsync(string program, CancellationToken cancellation, string argument = "--version")
    {
        var result = await ProcessRunner.RunAsync(program, [argument], workingDirectory: null, cancellation).ConfigureAwait(false);
        return result.Succeeded ? result.Output.Split('\n')[0].Trim() : null;
    }

    private static (string Name, string Path, string? Failure) Folder(string name, string path)
    {
        try
        {
            if (!Directory.Exists(path) && !OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }

            Directory.CreateDirectory(path);
            // Permission bits lie to root, on read-only mounts and on full disks: only writing tells.
            var probe = Path.Combine(path, $".doctor-{Path.GetRandomFileName()}");
            File.WriteAllText(probe, "x");
            File.Delete(probe);
            return (name, path, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (name, path, e.Message);
        }
    }
}
