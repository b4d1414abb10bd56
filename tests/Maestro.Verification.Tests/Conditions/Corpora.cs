namespace Maestro.Verification.Tests.Conditions;

/// <summary>Where the corpora are.</summary>
internal static class Corpora
{
    public static string Folder { get; } = Path.Combine(Root(), "tests", "corpora");

    private static string Root()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Maestro.Analyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException("Maestro.Analyzers.sln");
    }
}
