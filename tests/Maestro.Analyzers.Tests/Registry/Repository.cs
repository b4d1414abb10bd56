namespace Maestro.Analyzers.Tests.Registry;

/// <summary>The clone that the tests were built in.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    internal static string Path(string relative) => System.IO.Path.Combine(Root, relative);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(System.IO.Path.Combine(folder, "Maestro.Analyzers.sln")))
        {
            folder = System.IO.Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("not in the repository");
        }

        return folder;
    }
}
