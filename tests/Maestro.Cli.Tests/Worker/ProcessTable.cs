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
