using System.Text.Json;
using System.Text.RegularExpressions;

namespace Maestro.Build.Tests.Repository;

public partial class RepositoryTests
{
    private static string[] RoomFolders => [.. Directory.GetFiles(RepositoryRoot.Combine("src"), "*.csproj", SearchOption.AllDirectories)
        .Select(f => Path.GetDirectoryName(f)!).Order(StringComparer.Ordinal)];

    [Fact]
    public void Every_room_says_in_at_most_40_lines_what_it_is_for()
    {
        var wrong = RoomFolders
            .Select(folder => (Room: Path.GetFileName(folder), Readme: Path.Combine(folder, "README.md")))
            .Where(r => !File.Exists(r.Readme) || File.ReadAllLines(r.Readme).Length is < 3 or > 40)
            .Select(r => r.Room);

        Assert.Empty(wrong);
    }

    [Fact]
    public void No_lock_file_names_a_host()
    {
        var files = Directory.GetFiles(RepositoryRoot.Path, "packages.lock.json", SearchOption.AllDirectories)
            .Concat(Directory.GetFiles(RepositoryRoot.Path, "package-lock.json", SearchOption.AllDirectories))
            .Where(f => !f.Contains("/node_modules/", StringComparison.Ordinal) && !f.Contains("/artifacts/", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        // "funding" entries of npm link to web pages; what must not be there is where a package was fetched from.
        Assert.All(files, file => Assert.DoesNotMatch(ResolvedFrom(), File.ReadAllText(file)));
    }

    [Fact]
    public void The_solution_holds_every_project_of_src_and_tests()
    {
        var solution = File.ReadAllText(RepositoryRoot.Combine("Maestro.Analyzers.sln")).Replace('\\', '/');
        var projects = new[] { "src", "tests" }
            .SelectMany(top => Directory.GetDirectories(RepositoryRoot.Combine(top)))
            .SelectMany(folder => Directory.GetFiles(folder, "Maestro.*.csproj"))
            .Select(f => Path.GetRelativePath(RepositoryRoot.Path, f));

        Assert.All(projects, project => Assert.Contains($"\"{project}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void What_the_compiler_loads_brings_no_workspaces_and_nothing_but_the_compiler_and_itself()
    {
        foreach (var room in new[] { "Maestro.Verification", "Maestro.Analyzers" })
        {
            using var locked = JsonDocument.Parse(File.ReadAllText(RepositoryRoot.Combine("src", room, "packages.lock.json")));
            var names = locked.RootElement.GetProperty("dependencies").GetProperty(".NETStandard,Version=v2.0").EnumerateObject().Select(d => d.Name);

            Assert.DoesNotContain(names, n => n.Contains("Workspaces", StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Every_room_is_held_to_the_list_of_banned_symbols()
    {
        Assert.NotEmpty(RoomFolders);
        Assert.All(RoomFolders, room => Assert.Contains(
            "\"Microsoft.CodeAnalysis.BannedApiAnalyzers\"", File.ReadAllText(Path.Combine(room, "packages.lock.json")), StringComparison.Ordinal));
    }

    [GeneratedRegex("\"resolved\"\\s*:\\s*\"https?:")]
    private static partial Regex ResolvedFrom();
}
