namespace Maestro.EndToEnd.Running;

/// <summary>A git repository that a test may do anything to.</summary>
public sealed class ScratchRepository(string folder, IReadOnlyDictionary<string, string?> environment)
{
    public string Folder => folder;

    public string At(params string[] parts) => Path.Combine([folder, .. parts]);

    public void Write(string relative, string text)
    {
        var path = At(relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>Replaces a text that is there.</summary>
    public void Edit(string relative, string from, string to)
    {
        var text = File.ReadAllText(At(relative));
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(At(relative), text.Replace(from, to, StringComparison.Ordinal));
    }

    public Task<string> GitAsync(params string[] arguments) => RealProcess.OutputAsync("git", arguments, folder, environment);

    public async Task CommitAsync(string message)
    {
        await GitAsync("add", "--all");
        await GitAsync("commit", "--quiet", "--message", message);
    }
}
