namespace Maestro.Evidence.Tests;

/// <summary>Where the files of this test project are, at run time.</summary>
internal static class RepositoryFolder
{
    internal static string Fixture(string name) => Path.Combine(AppContext.BaseDirectory, "Fixtures", name);

    internal static string Schema(string name) => Path.Combine(AppContext.BaseDirectory, "Schemas", $"{name}.v1.schema.json");

    /// <summary>The folder in which <c>npm ci</c> was run.</summary>
    internal static string Npm
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (!File.Exists(Path.Combine(folder.FullName, "Maestro.Analyzers.sln")))
            {
                folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run inside the repository.");
            }

            return Path.Combine(folder.FullName, "tests", "Maestro.Evidence.Tests", "npm");
        }
    }
}

/// <summary>A folder that is gone when the test ends.</summary>
internal sealed class ScratchFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("maestro-evidence-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    internal string Write(string name, byte[] bytes)
    {
        System.IO.File.WriteAllBytes(File(name), bytes);
        return File(name);
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>Runs a real program.</summary>
internal static class Tool
{
    internal static (int ExitCode, string Output, string Error) Run(string program, params string[] arguments)
    {
        using var process = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
