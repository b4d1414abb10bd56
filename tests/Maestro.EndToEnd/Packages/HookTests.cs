namespace Maestro.EndToEnd.Packages;

/// <summary>The fixed points at which users and systems join a build (docs/build.md).</summary>
[Collection(PackedPackages.Name)]
public sealed class HookTests(PackedPackage package)
{
    private const string Code = "namespace Shop; public static class Basket { public static int Twice(int n) => 2 * n; }";

    private static readonly string[] Hooks =
        ["MaestroBeforeCompile", "MaestroAfterCompile", "MaestroAfterTest", "MaestroCase", "MaestroGate", "MaestroBeforePublish"];

    [Fact]
    public void A_build_passes_the_point_before_the_compiler_and_the_one_after_it()
    {
        var project = Hooked("HookedBuild", "");

        Assert.Equal(["MaestroBeforeCompile before", "MaestroAfterCompile after"], Passed(package.Build(project)));
    }

    [Fact]
    public void A_test_run_passes_the_point_after_it()
    {
        var project = Hooked("HookedTest", "");
        package.Build(project);

        var (code, output) = package.Dotnet("test", project, "--no-build");

        Assert.True(code == 0, output);
        Assert.Equal(["MaestroAfterTest"], Passed(output).Select(p => p.Split(' ')[0]));
    }

    [Fact]
    public void A_publication_passes_case_and_gate_before_anything_is_published()
    {
        var project = Hooked("HookedPublish", "");

        var (code, output) = package.Dotnet("publish", project);

        Assert.True(code == 0, output);
        Assert.Equal(
            ["MaestroBeforeCompile", "MaestroAfterCompile", "MaestroCase", "MaestroGate", "MaestroBeforePublish"],
            Passed(output).Select(p => p.Split(' ')[0]));
        Assert.True(File.Exists(Published(project)));
    }

    [Fact]
    public void A_gate_that_fails_leaves_nothing_published()
    {
        var project = Hooked("HookedGate", """
            <Target Name="Deny" BeforeTargets="OnMaestroGate"><Error Code="SHOP1" Text="Not today." /></Target>
            """);

        var (code, output) = package.Dotnet("publish", project);

        Assert.NotEqual(0, code);
        Assert.Contains("error SHOP1: Not today.", output, StringComparison.Ordinal);
        Assert.Equal("MaestroCase", Passed(output)[^1].Split(' ')[0]);
        Assert.False(File.Exists(Published(project)));
    }

    [Fact]
    public void Disabled_no_point_is_passed()
    {
        var project = Hooked("HookedNot", "<PropertyGroup><MaestroEnabled>false</MaestroEnabled></PropertyGroup>");

        var (code, output) = package.Dotnet("publish", project);

        Assert.True(code == 0, output);
        Assert.Empty(Passed(output));
    }

    private static string[] Passed(string output) =>
        [.. output.Split('\n').Select(l => l.Trim()).Where(l => l.StartsWith("passed ", StringComparison.Ordinal)).Select(l => l["passed ".Length..])];

    /// <summary>A library with a target of its own at every point.</summary>
    private string Hooked(string name, string more)
    {
        var project = package.Library(name, package: true, "", Code);
        var joins = string.Concat(Hooks.Select(h => $"<{h}DependsOn>$({h}DependsOn);On{h}</{h}DependsOn>"));
        var targets = string.Concat(Hooks.Select(h => $"""
            <Target Name="On{h}">
              <PropertyGroup>
                <Compiled>before</Compiled>
                <Compiled Condition="Exists('@(IntermediateAssembly)')">after</Compiled>
              </PropertyGroup>
              <Message Importance="high" Text="passed {h} $(Compiled)" />
            </Target>
            """));
        package.Write($"{name}/{name}.csproj", File.ReadAllText(Path.Combine(package.Root, $"{name}/{name}.csproj"))
            .Replace("</Project>", $"<PropertyGroup>{joins}</PropertyGroup>{targets}{more}</Project>", StringComparison.Ordinal));
        return project;
    }

    private string Published(string project) => Path.Combine(package.Root, project, "bin", "Release", "net10.0", "publish", project + ".dll");
}
