using Maestro.EndToEnd.Running;

namespace Maestro.EndToEnd.Packages;

/// <summary>The ways in which people build besides a plain <c>dotnet build</c> of one project.</summary>
[Collection(PackedPackages.Name)]
public sealed class WaysOfBuildingTests(PackedPackage package)
{
    private const string Right = "namespace Shop; public static class Basket { public static int Twice(int n) => 2 * n; }";

    private const string Wrong = """
        using System.Diagnostics.Contracts;

        namespace Shop;

        public static class Basket
        {
            public static int Twice(int n)
            {
                Contract.Requires(n >= 0);
                Contract.Ensures(Contract.Result<int>() >= n);
                return 2 * n;
            }
        }
        """;

    [Fact]
    public void Projects_that_build_at_once_each_get_their_diagnostics_and_their_own_log()
    {
        string[] names = ["Left", "Right", "Middle", "Top"];
        foreach (var name in names)
        {
            package.Library(name, package: true, "<MaestroEvidence>true</MaestroEvidence>", (name == "Middle" ? Right : Wrong).Replace("Shop", name, StringComparison.Ordinal));
        }

        package.Write("Top/Directory.Build.targets", """
            <Project><ItemGroup><ProjectReference Include="../Left/Left.csproj;../Right/Right.csproj;../Middle/Middle.csproj" /></ItemGroup></Project>
            """);
        package.Write("Many.slnx", $"<Solution>{string.Concat(names.Select(n => $"<Project Path=\"{n}/{n}.csproj\" />"))}</Solution>");

        var output = package.Build("Many.slnx", "-m:4");

        Assert.All(names, name =>
        {
            var reported = output.Split('\n').Any(l => l.Contains("warning MAE1001", StringComparison.Ordinal) && l.Contains($"{name}.csproj]", StringComparison.Ordinal));
            Assert.True(reported == (name != "Middle"), output);
            Assert.Contains("MAE0001", File.ReadAllText(Path.Combine(package.Root, $"{name}/obj/Debug/net10.0/maestro/{name}.net10.0.sarif")), StringComparison.Ordinal);
        });
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MAE0002", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_watched_build_shows_the_diagnostic_of_the_error_that_an_edit_brings()
    {
        package.Library("Watched", package: true, "", Right);
        package.Build("Watched");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["DOTNET_CLI_UI_LANGUAGE"] = "en",
            ["DOTNET_WATCH_SUPPRESS_EMOJIS"] = "1",
            ["MSBUILDDISABLENODEREUSE"] = "1",
        };

        await using var watch = LiveProcess.Start("dotnet", ["watch", "--non-interactive", "build"], Path.Combine(package.Root, "Watched"), environment);
        await watch.LineAsync("Waiting for a file to change");
        package.Write("Watched/Code.cs", Wrong);

        Assert.Contains("Code.cs(10,", await watch.LineAsync("warning MAE1001"), StringComparison.Ordinal);
    }
}
