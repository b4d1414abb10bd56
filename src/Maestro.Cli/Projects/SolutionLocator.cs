using Maestro.Evidence;

namespace Maestro.Cli.Projects;

/// <summary>Finds the solution or project that a command is about.</summary>
internal static class SolutionLocator
{
    private static readonly string[] Solutions = [".slnx", ".sln"];
    private static readonly string[] ProjectsOf = [".csproj"];

    /// <summary>
    /// The full path of what was named, or of the only solution (else the only project) in the named or current folder.
    /// </summary>
    public static Result<string> Find(string? named, string currentFolder)
    {
        var target = Path.GetFullPath(named ?? ".", currentFolder);
        if (File.Exists(target))
        {
            return Solutions.Concat(ProjectsOf).Any(e => target.EndsWith(e, StringComparison.OrdinalIgnoreCase))
                ? target
                : CliProblems.NoSolutionFile.At(target);
        }

        if (!Directory.Exists(target))
        {
            return CliProblems.NoSuchPath.At(target);
        }

        foreach (var extensions in new[] { Solutions, ProjectsOf })
        {
            var found = Directory.GetFiles(target).Where(f => extensions.Any(e => f.EndsWith(e, StringComparison.OrdinalIgnoreCase)))
                .Order(StringComparer.Ordinal).ToList();
            if (found.Count == 1)
            {
                return found[0];
            }

            if (found.Count > 1)
            {
                return CliProblems.TwoSolutions.At(target, string.Join(" and ", found.Select(Path.GetFileName)));
            }
        }

        return CliProblems.NoSolution.At(target);
    }
}
