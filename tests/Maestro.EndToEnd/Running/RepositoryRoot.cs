namespace Maestro.EndToEnd.Running;

/// <summary>Where this clone is.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Above(AppContext.BaseDirectory, folder => File.Exists(System.IO.Path.Combine(folder, "Maestro.Analyzers.sln")));

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Above(string folder, Predicate<string> wanted) =>
        wanted(folder) ? folder : Above(Directory.GetParent(folder)!.FullName, wanted);
}
