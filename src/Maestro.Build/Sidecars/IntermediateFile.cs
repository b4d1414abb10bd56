using Maestro.Evidence.Storage;

namespace Maestro.Build.Sidecars;

/// <summary>A file that other targets take for an input: written only when it would differ.</summary>
internal static class IntermediateFile
{
    public static bool Write(Microsoft.Build.Utilities.Task task, string path, byte[] content)
    {
        if (Files.Read(path) is { Succeeded: true, Value: var there } && there.AsSpan().SequenceEqual(content))
        {
            return true;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        if (Files.Write(path, content).Problem is { } problem)
        {
            task.Log.LogError(null, problem.Id, null, null, problem.Where, 0, 0, 0, 0, "{0}", $"{problem.What} {problem.WayOut}");
        }

        return !task.Log.HasLoggedErrors;
    }
}
