using System.Diagnostics;

namespace Maestro.Cli.Tests.Worker;

/// <summary>Running processes by what their command line and environment say, so that a test ends its own and no other.</summary>
internal static class ProcessTable
{
    /// <summary>Ids of the processes whose arguments hold the verb <c>worker</c> and <paramref name="text"/>.</summary>
    internal static IReadOnlyList<int> Workers(string text) =>
        [.. Ids().Where(id => Read(id, "cmdline") is var line && line.Contains("\0worker\0", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))];

    /// <summary>Ids of the processes whose environment holds <paramref name="text"/>.</summary>
    internal static IReadOnlyList<int> WithEnvironment(string text) =>
        [.. Ids().Where(id => Read(id, "environ").Contains(text, StringComparison.Ordinal))];

    internal static void Kill(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            process.Kill();
            process.WaitForExit();
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            // It has ended already.
        }
    }

    /// <summary>Freezes a process; when this returns, none of its threads runs. Each of them stops when it next looks at its signals, which takes a moment.</summary>
    internal static bool Freeze(int id)
    {
        using (var kill = Process.Start("kill", ["-STOP", id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        return SpinWait.SpinUntil(() => Directory.EnumerateDirectories($"/proc/{id}/task").All(task => Read(id, $"task/{Path.GetFileName(task)}/stat") is var stat
            && stat.LastIndexOf(')') is >= 0 and var end && stat.AsSpan(end + 1).TrimStart() is ['T', ..]), TimeSpan.FromSeconds(10));
    }

    private static IEnumerable<int> Ids() => Directory.EnumerateDirectories("/proc")
        .Select(path => int.TryParse(Path.GetFileName(path), out var id) ? id : 0)
        .Where(id => id > 0);

    private static string Read(int id, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{id}/{file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
