namespace Maestro.Build.Tests;

/// <summary>Where this clone is.</summary>
internal static class RepositoryRoot
{
    public static string Path { get; } = Find(AppContext.BaseDirectory);

    public static string Combine(params string[] parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Find(string folder) =>
        File.Exists(System.IO.Path.Combine(folder, "Maestro.Analyzers.sln")) ? folder : Find(Directory.GetParent(folder)!.FullName);
}
