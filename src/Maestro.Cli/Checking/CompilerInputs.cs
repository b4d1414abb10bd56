using Maestro.Cli.Projects;
using Microsoft.CodeAnalysis.CSharp;

namespace Maestro.Cli.Checking;

/// <summary>What the compiler was given on one side, relative to its top folder, with <c>/</c>.</summary>
/// <param name="Projects">The projects that were compiled.</param>
/// <param name="Sources">Their C#.</param>
/// <param name="Others">Whatever else their command lines name: additional files, resources, settings, references, keys.</param>
internal sealed record CompilerInputs(IReadOnlyList<CompiledProject> Projects, IReadOnlySet<string> Sources, IReadOnlySet<string> Others)
{
    /// <summary>Of all captured projects of a side.</summary>
    public static CompilerInputs Of(IReadOnlyList<CapturedProject> projects, string root)
    {
        var sources = new HashSet<string>(StringComparer.Ordinal);
        var others = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in projects)
        {
            var folder = Path.GetDirectoryName(project.ProjectPath)!;
            string Relative(string path) => ProjectInventory.Relative(root, Path.GetFullPath(path, folder));
            var arguments = CSharpCommandLineParser.Default.Parse(project.CommandLine, folder, sdkDirectory: null);
            sources.UnionWith(arguments.SourceFiles.Select(f => Relative(f.Path)));
            others.UnionWith(project.CommandLine.Where(a => a.StartsWith('/') && a.Contains(':', StringComparison.Ordinal)).SelectMany(Values).Select(Relative));
        }

        return new CompilerInputs(
            [.. projects.Select(p => new CompiledProject(ProjectInventory.Relative(root, p.ProjectPath), p.TargetFramework, p.IsTest))],
            sources,
            others);
    }

    // Not by the parser's lists: an option that they leave out would make its file look unread. A value that is no path does no harm.
    private static IEnumerable<string> Values(string argument) =>
        argument[(argument.IndexOf(':', StringComparison.Ordinal) + 1)..]
            .Split([',', ';', '"', '='], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Where(v => !v.Contains('\0', StringComparison.Ordinal));
}

/// <summary>One compilation: a project for one target framework.</summary>
/// <param name="Name">The project file, relative to the side's top folder.</param>
internal sealed record CompiledProject(string Name, string TargetFramework, bool IsTest);
