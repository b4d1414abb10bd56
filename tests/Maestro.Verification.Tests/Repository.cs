namespace Maestro.Verification.Tests;

/// <summary>Where the files of the repository are that tests read.</summary>
internal static class Repository
{
    private static readonly string Root = Find();

    public static string Corpora { get; } = Path.Combine(Root, "tests", "corpora");

    public static string File(params string[] path) => Path.Combine([Root, .. path]);

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "Maestro.Analyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Maestro.Analyzers.sln");
    }
}
