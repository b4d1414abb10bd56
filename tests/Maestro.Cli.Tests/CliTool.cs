namespace Maestro.Cli.Tests;

/// <summary>The built <c>maestro</c>, as users start it.</summary>
internal static class CliTool
{
    internal static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "maestro.exe" : "maestro");
}
