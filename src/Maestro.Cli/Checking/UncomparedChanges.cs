using Maestro.SafetyCase.Building;

namespace Maestro.Cli.Checking;

/// <summary>
/// What of a change no comparison of methods sees: files that steer the build, whatever else is not C#, C# outside the compared projects, and
/// projects that left the scope. One open goal a kind. A file is left out only where it is known to be prose or a picture that no compiler reads.
/// </summary>
internal static class UncomparedChanges
{
    private static readonly Kind Projects = new(
        "Changed build files alter no unchanged code",
        "look at sources taken in or left out, defines, overflow and nullable settings, references with their versions, targets and generators that run");

    private static readonly Kind Packages = new(
        "Changed packages behave as those before",
        "look at what the new versions and sources change, and at the calls into these packages: their callers are not listed");

    private static readonly Kind Toolchain = new(
        "The changed SDK compiles and runs as the one before",
        "look at which SDK builds now, and at its notes on breaking changes");

    private static readonly Kind Rules = new(
        "Changed settings of analyzers hide no finding",
        "look for severities lowered, code declared as generated, and symbols no longer banned");

    private static readonly Kind Others = new(
        "Other changed files do no harm",
        "look at each: a build or a run may read it; data, settings, resources and scripts have no contract");

    private static readonly Kind Outside = new(
        "Changed C# that no checked project compiles does no harm",
        "look at which solution compiles it, and check that one too");

    private static readonly Kind Generated = new(
        "Changed C# that is taken for generated keeps its contracts",
        "look whether its generator wrote it, or a person did: its methods are not in the scope");

    private static readonly Kind Gone = new(
        "No project took its methods out of the scope",
        "look why: the methods of test projects, and of projects that are not built, are not checked");

    private static readonly IReadOnlyList<Kind> Kinds = [Gone, Projects, Packages, Toolchain, Rules, Generated, Outside, Others];

    private static readonly HashSet<string> PackageFiles = new(StringComparer.OrdinalIgnoreCase)
    {
        "Directory.Packages.props", "packages.lock.json", "nuget.config", "packages.config", "dotnet-tools.json",
    };

    private static readonly HashSet<string> ProjectExtensions = new(StringComparer.OrdinalIgnoreCase)
    {
        ".csproj", ".fsproj", ".vbproj", ".proj", ".shproj", ".projitems", ".props", ".targets", ".tasks", ".rsp", ".user", ".pubxml", ".sln", ".slnx", ".slnf",
    };

    private static readonly HashSet<string> RuleExtensions = new(StringComparer.OrdinalIgnoreCase) { ".editorconfig", ".globalconfig", ".ruleset" };

    private static readonly HashSet<string> ProseAndPictures = new(StringComparer.OrdinalIgnoreCase)
    {
        ".md", ".markdown", ".rst", ".adoc", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg",
    };

    private static readonly HashSet<string> ProseNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "README", "LICENSE", "LICENCE", "NOTICE", "COPYING", "CHANGELOG", "AUTHORS", "CONTRIBUTORS", "CODEOWNERS", "README.txt", "LICENSE.txt", ".gitignore", ".mailmap",
    };

    /// <summary>The open goals, in a fixed order, each with its files sorted.</summary>
    /// <param name="changedPaths">What git says differs, relative to the top folder, with <c>/</c>; both names of a renamed file.</param>
    /// <param name="before">Null where the base was not built: the comparison is open already.</param>
    public static IReadOnlyList<ScopeProblem> Find(IReadOnlyList<string> changedPaths, CompilerInputs head, CompilerInputs? before)
    {
        var found = changedPaths.Select(p => (Kind: KindOf(p, head, before), File: p, Text: p))
            .Concat(before is null ? [] : Departed(head, before))
            .Where(f => f.Kind is not null)
            .ToLookup(f => f.Kind!);
        return [.. Kinds.Where(found.Contains).Select(k => Problem(k, [.. found[k].Select(f => (f.File, f.Text))]))];
    }

    private static Kind? KindOf(string path, CompilerInputs head, CompilerInputs? before)
    {
        if (head.Sources.Contains(path) || before?.Sources.Contains(path) == true)
        {
            return GeneratedSource.Is(path) ? Generated : null;
        }

        var name = Path.GetFileName(path);
        var extension = Path.GetExtension(name);
        return PackageFiles.Contains(name) ? Packages
            : name.Equals("global.json", StringComparison.OrdinalIgnoreCase) ? Toolchain
            : ProjectExtensions.Contains(extension) ? Projects
            : RuleExtensions.Contains(extension) || name.Equals("BannedSymbols.txt", StringComparison.OrdinalIgnoreCase) ? Rules
            : extension.Equals(".cs", StringComparison.OrdinalIgnoreCase) ? Outside
            : (ProseAndPictures.Contains(extension) || ProseNames.Contains(name)) && !head.Others.Contains(path) && before?.Others.Contains(path) != true ? null
            : Others;
    }

    private static IEnumerable<(Kind? Kind, string File, string Text)> Departed(CompilerInputs head, CompilerInputs before)
    {
        foreach (var old in before.Projects.Where(p => !p.IsTest))
        {
            var now = head.Projects.FirstOrDefault(p => p.Name == old.Name && p.TargetFramework == old.TargetFramework);
            if (now is not { IsTest: false })
            {
                var shown = old.TargetFramework.Length == 0 ? old.Name : $"{old.Name} ({old.TargetFramework})";
                yield return (Gone, old.Name, shown + (now is null ? " is no longer built" : " became a test project"));
            }
        }
    }

    private static ScopeProblem Problem(Kind kind, IReadOnlyList<(string File, string Text)> found)
    {
        var sorted = found.OrderBy(f => f.Text, StringComparer.Ordinal).ToList();
        return new ScopeProblem($"{NamedItems.Of([.. sorted.Select(f => f.Text)])}: not compared by meaning; {kind.Look}", sorted[0].File) { Goal = kind.Goal };
    }

    /// <param name="Goal">What somebody has to be convinced of.</param>
    /// <param name="Look">What a reviewer must look at.</param>
    private sealed record Kind(string Goal, string Look);
}
