using System.Text;

namespace Maestro.SafetyCase.Tests;

/// <summary>Files that a format is compared with. Set MAESTRO_UPDATE_GOLDEN=1 to write them anew, then read the difference.</summary>
internal static class Golden
{
    internal static void Match(string name, byte[] actual)
    {
        if (Environment.GetEnvironmentVariable("MAESTRO_UPDATE_GOLDEN") == "1")
        {
            var source = Path.Combine(SourceFolder(), name);
            Directory.CreateDirectory(Path.GetDirectoryName(source)!);
            File.WriteAllBytes(source, actual);
            return;
        }

        var expected = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", name));
        Assert.Equal(expected, Encoding.UTF8.GetString(actual));
    }

    private static string SourceFolder()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Maestro.Analyzers.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("Run from a build in the repository.");
        }

        return Path.Combine(folder.FullName, "tests", "Maestro.SafetyCase.Tests", "Golden");
    }
}
