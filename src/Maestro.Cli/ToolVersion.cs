using System.Reflection;
using Maestro.Cli.Processes;
using Maestro.Evidence.Predicates;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli;

/// <summary>Versions of Maestro and of what it works with.</summary>
internal static class ToolVersion
{
    public static string Current { get; } = Of(typeof(ToolVersion).Assembly);

    /// <summary>All versions but the solver's, which whoever asks it adds.</summary>
    public static async Task<ToolVersions> AllAsync(string folder, CancellationToken cancellation)
    {
        var sdk = await ProcessRunner.RunAsync("dotnet", ["--version"], folder, cancellation).ConfigureAwait(false);
        return new ToolVersions(Current, sdk.Succeeded ? sdk.Output.Trim() : "", Of(typeof(CSharpCompilation).Assembly), "");
    }

    private static string Of(Assembly assembly)
    {
        var version = assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return version.Split('+', 2)[0];
    }
}
