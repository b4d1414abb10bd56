using System.Diagnostics;
using System.Text.Json;

namespace Maestro.Cli.Tests.Commands;

/// <summary>The built tool on two versions of a package that the test packs into a feed of its own.</summary>
public sealed class PackageDiffCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Of_two_versions_of_a_package_the_members_that_are_called_are_compared()
    {
        Pack("1.0.0", "public static int Half(int n) { return n / 2; } public static int Next(int n) => n + 1; public static int Twice(int n) => n * 2; public static int Unused(int n) => n; public static int Gone(int n) => n - 1;");
        Pack("2.0.0", "public static int Half(int n) { return n >> 1; } public static int Next(int n) { var one = 1; return one + n; } public static int Twice(int n) => n * 2; public static int Unused(int n) => -n;");
        _folder.Write("App/App.csproj", """<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include="Tiny.Numbers" Version="1.0.0" /></ItemGroup></Project>""");
        var project = Path.Combine(_folder.Root, "App", "App.csproj");
        _folder.Write("App/Use.cs", """
            public static class Use
            {
                public static int All(int n) => Tiny.Half(n) + Tiny.Next(n)
                    + Tiny.Twice(n) + Tiny.Gone(n);
            }
            """);

        var (exitCode, output, error) = Run("maestro", "diff", "--package", "Tiny.Numbers", "1.0.0", "2.0.0", project, "--source", Path.Combine(_folder.Root, "feed"), "--json");

        Assert.True(exitCode == 1, error + output);
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(r => (r.GetProperty("symbol").GetString() ?? r.GetProperty("oldSymbol").GetString())!);
        Assert.Equal(
            ["M:Tiny.Gone(System.Int32)", "M:Tiny.Half(System.Int32)", "M:Tiny.Next(System.Int32)", "M:Tiny.Twice(System.Int32)"],
            rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(["removed", "different", "same", "same"], rows.OrderBy(r => r.Key, StringComparer.Ordinal).Select(r => r.Value.GetProperty("verdict").GetString()));
        var witness = rows["M:Tiny.Half(System.Int32)"].GetProperty("witness");
        Assert.Equal(("Tiny.Half(-1)", "0", "-1"), (witness.GetProperty("inputs").GetString(), witness.GetProperty("old").GetString(), witness.GetProperty("new").GetString()));

        var (_, told, _) = Run("maestro", "diff", "--package", "Tiny.Numbers", "1.0.0", "2.0.0", project, "--source", Path.Combine(_folder.Root, "feed"));
        Assert.StartsWith("Tiny.Numbers 1.0.0 to 2.0.0: of 4 methods you call, 2 the same for every input, 1 differ as shown, 0 unknown, 1 removed", told, StringComparison.Ordinal);
        Assert.Contains("(you call it at Use.cs:3)", told, StringComparison.Ordinal);
    }

    private void Pack(string version, string members)
    {
        var folder = "Tiny-" + version;
        var project = _folder.Write(folder + "/Tiny.Numbers.csproj", $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Version>{version}</Version><PackageId>Tiny.Numbers</PackageId></PropertyGroup></Project>");
        _folder.Write(folder + "/Tiny.cs", $"public static class Tiny {{ {members} }}");
        var feed = Path.Combine(_folder.Root, "feed");
        Directory.CreateDirectory(feed);
        _folder.Write("nuget.config", $"<configuration><packageSources><clear /><add key=\"feed\" value=\"{feed}\" /></packageSources></configuration>");
        var (exitCode, output, error) = Run("dotnet", "pack", project, "-c", "Release", "-o", feed, "--nologo");
        Assert.True(exitCode == 0, error + output);
    }

    private (int ExitCode, string Output, string Error) Run(string command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command == "maestro" ? CliTool.Path : command, arguments) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["NUGET_PACKAGES"] = Path.Combine(_folder.Root, "packages");
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
