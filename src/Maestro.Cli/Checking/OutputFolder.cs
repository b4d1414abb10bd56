using Maestro.Evidence;
using Maestro.Evidence.Storage;

namespace Maestro.Cli.Checking;

/// <summary>Where a case goes.</summary>
internal static class OutputFolder
{
    /// <summary>The default place, beside the solution.</summary>
    public const string Default = "maestro-out";

    /// <summary>
    /// The full path of the case folder, after a trial that its parent can be written. The default folder keeps itself out of git, so that a check
    /// does not make the tree dirty.
    /// </summary>
    public static Result<string> Prepare(string? named, string solutionFolder)
    {
        if (named is not null)
        {
            var full = Path.GetFullPath(named);
            return Try(Path.GetDirectoryName(full) ?? full).Map(_ => full);
        }

        var holder = Path.Combine(solutionFolder, Default);
        return Try(holder).Then(_ => Files.Write(Path.Combine(holder, ".gitignore"), "*\n"u8)).Map(_ => Path.Combine(holder, "case"));
    }

    private static Result<string> Try(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return CliProblems.CannotWrite.At(folder, e.Message);
        }

        var trial = Path.Combine(folder, ".maestro-" + Path.GetRandomFileName());
        var written = Files.Write(trial, [0]);
        if (written.Problem is null)
        {
            File.Delete(trial);
        }

        return written;
    }
}
