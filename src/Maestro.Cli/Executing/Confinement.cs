using Maestro.Cli.Processes;

namespace Maestro.Cli.Executing;

/// <summary>
/// How code under review is run: by a process that sees no network and no other process, on file systems that it can only read, for so long and with so much
/// memory. Where that cannot be had, nothing is run.
/// </summary>
internal static class Confinement
{
    private const string ReadOnly =
        "for m in $(cut -d' ' -f5 /proc/self/mountinfo); do case $m in /proc|/proc/*|/sys|/sys/*|/dev|/dev/*) ;; *) mount -o remount,bind,ro \"$m\" || exit 97;; esac; done; exec \"$@\"";

    private static readonly string[] Prefix =
    [
        "--user", "--map-root-user", "--net", "--ipc", "--uts", "--mount", "--pid", "--fork", "--kill-child", "sh", "-c", ReadOnly, "confined", "prlimit", "--cpu=60", "--core=0", "--nofile=256",
    ];

    private static readonly Dictionary<string, string?> Limits = new()
    {
        ["DOTNET_EnableDiagnostics"] = "0",
        ["DOTNET_GCHeapHardLimit"] = "0x20000000",
        ["DOTNET_TieredPGO"] = "0",
    };

    /// <summary>Runs the tool with arguments, confined.</summary>
    public static Task<ProcessResult> RunAsync(string tool, IEnumerable<string> arguments, string folder, Action<string> onLine, CancellationToken cancellation)
    {
        IEnumerable<string> command = tool.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? ["dotnet", tool] : [tool];
        return ProcessRunner.RunAsync("unshare", [.. Prefix, .. command, .. arguments], folder, cancellation, Limits, onLine);
    }

    /// <summary>Why nothing can be run here; null where it can.</summary>
    public static async Task<string?> UnavailabilityAsync(CancellationToken cancellation)
    {
        if (!OperatingSystem.IsLinux())
        {
            return "code is run on Linux only, where it can be confined";
        }

        var probe = await ProcessRunner.RunAsync("unshare", [.. Prefix, "sh", "-c", "! touch ./confined 2>/dev/null && test $(wc -l < /proc/net/dev) -le 3"], null, cancellation).ConfigureAwait(false);
        return probe.Succeeded ? null : $"a confined process cannot be started here: {probe.LastLine}";
    }
}
