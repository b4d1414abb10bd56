using System.Collections.Immutable;

namespace Maestro.Cli.Projects;

/// <summary>One compiler invocation as the build made it.</summary>
/// <param name="ProjectPath">Full path of the project file.</param>
/// <param name="TargetFramework">Such as <c>net10.0</c>; empty for a project without one.</param>
/// <param name="AssemblyName">Without extension.</param>
/// <param name="Outputs">Full paths under which other projects may reference it: assembly, intermediate assembly, reference assembly.</param>
/// <param name="IsTest">True for a project of tests.</param>
/// <param name="Sarif">Full path of the compiler's SARIF; null where none was asked for.</param>
/// <param name="GeneratedFiles">Sources that generators made, as the compiler left them.</param>
/// <param name="CommandLine">csc's arguments, one each.</param>
internal sealed record CapturedProject(
    string ProjectPath,
    string TargetFramework,
    string AssemblyName,
    ImmutableArray<string> Outputs,
    bool IsTest,
    string? Sarif,
    ImmutableArray<string> GeneratedFiles,
    ImmutableArray<string> CommandLine);
