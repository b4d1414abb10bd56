namespace Maestro.Cli.Commands;

/// <summary>A command as somebody can type it here: the tool by a name that this shell finds, arguments quoted where they must be.</summary>
internal static class TypedCommand
{
    private const string Name = "maestro";

    /// <summary>The command line.</summary>
    public static string Of(params string[] arguments) => string.Join(' ', arguments.Prepend(Tool()).Select(Quoted));

    /// <summary>A word that a POSIX shell takes for one.</summary>
    public static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsAsciiLetterOrDigit(c) || "/._-+=:,@%".Contains(c)) ? word : $"'{word.Replace("'", "'\\''")}'";

    private static string Tool()
    {
        var self = Environment.ProcessPath;
        var isFound = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Any(folder => File.Exists(Path.Combine(folder, Name)));
        // Run by `dotnet maestro.dll` there is no executable to name.
        return isFound || self is null || Path.GetFileNameWithoutExtension(self) != Name ? Name : Path.GetRelativePath(Directory.GetCurrentDirectory(), self);
    }
}
