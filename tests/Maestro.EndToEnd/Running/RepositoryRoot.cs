namespace Maestro.EndToEnd.Running;

/// <summary>Where this clone is, and the data that lies beside it.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(System.IO.Path.Combine(folder, "Maestro.Analyzers.sln")));

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    /// <summary>A folder of <c>../shared</c>.</summary>
    public static string Shared(params string[] parts) => System.IO.Path.Combine(
        [System.IO.Path.GetDirectoryName(Path)!, "shared", .. parts]);

    private static string Above(string folder, Predicate<string> wanted) =>
        wanted(folder) ? folder : Above(Directory.GetParent(folder)!.FullName, wanted);
}
