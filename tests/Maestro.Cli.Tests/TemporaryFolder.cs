using System.Diagnostics;

namespace Maestro.Cli.Tests;

/// <summary>A folder that is gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder() => Root = Directory.CreateTempSubdirectory("maestro-test-").FullName;

    public string Root { get; }

    public string Write(string relative, string text)
    {
        var path = Path.Combine(Root, relative);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs git here and returns its output; fails the test when git fails.</summary>
    public string Git(params string[] arguments)
    {
        var start = new ProcessStartInfo("git") { WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true };
        string[] identity = ["-c", "user.name=Test", "-c", "user.email=test@example.invalid", "-c", "commit.gpgsign=false", "-c", "init.defaultBranch=main"];
        foreach (var argument in identity.Concat(arguments))
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error.Result);
        return output.Trim();
    }

    /// <summary>A repository with one commit a file text.</summary>
    public TemporaryFolder WithCommits(params string[] texts)
    {
        Git("init", "--quiet");
        foreach (var text in texts)
        {
            Write("a.txt", text);
            Git("add", "--all");
            Git("commit", "--quiet", "-m", text);
        }

        return this;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
