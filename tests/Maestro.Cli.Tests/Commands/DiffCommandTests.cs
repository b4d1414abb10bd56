using System.Diagnostics;
using System.Text.Json;

namespace Maestro.Cli.Tests.Commands;

/// <summary>The built tool on two real projects.</summary>
public sealed class DiffCommandTests : IDisposable
{
    private const string Project = "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup></Project>";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Two_projects_are_compared_method_by_method()
    {
        var (old, now) = Write(
            "public static int Sum(int[] xs) { int s = 0; for (int i = 0; i < xs.Length; i++) s += xs[i]; return s; } public static bool Big(int a) => a > 10; public static int Gone() => 7; public static int Before(int q) => q * 17; public static int Kept() => 1;",
            "public static int Sum(int[] xs) { int s = 0; foreach (var x in xs) s += x; return s; } public static bool Big(int a) => a >= 10; public static int Added(int n) => n; public static int After(int q) => q * 17; public static int Kept() => 1;");

        var (exitCode, output, error) = Run("diff", old, now, "--json");

        Assert.True(exitCode == 1, error);
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(r => r.GetProperty("symbol").GetString() ?? "gone " + r.GetProperty("oldSymbol").GetString());
        Assert.Equal(
            ["M:Pair.Added(System.Int32)", "M:Pair.After(System.Int32)", "M:Pair.Big(System.Int32)", "M:Pair.Sum(System.Int32[])", "gone M:Pair.Gone"],
            rows.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("same", Word(rows["M:Pair.Sum(System.Int32[])"], "verdict"));
        Assert.Equal(("same", "M:Pair.Before(System.Int32)"), (Word(rows["M:Pair.After(System.Int32)"], "verdict"), Word(rows["M:Pair.After(System.Int32)"], "oldSymbol")));
        Assert.Equal("new", Word(rows["M:Pair.Added(System.Int32)"], "verdict"));
        Assert.Equal("removed", Word(rows["gone M:Pair.Gone"], "verdict"));
        var witness = rows["M:Pair.Big(System.Int32)"].GetProperty("witness");
        Assert.Equal(("Pair.Big(10)", "false", "true"), (Word(witness, "inputs"), Word(witness, "old"), Word(witness, "new")));
        Assert.All(rows.Values, r => Assert.Equal("equal", Word(r, "contract")));
    }

    [Fact]
    public void What_is_the_same_passes_and_nothing_of_layout_counts()
    {
        var (old, now) = Write("public static int F(int a, int b) => a + b;", "/* moved */ public static int F(int a, int b) { var t = b; return a + t; }");

        var (exitCode, output, error) = Run("diff", old, now);

        Assert.True(exitCode == 0, error + output);
        Assert.StartsWith("1 methods touched: 1 the same for every input", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(2, "", "--base", "main", "a.csproj", "b.csproj")]
    [InlineData(3, "MAE0010", "none.csproj", "none.csproj")]
    public void Bad_input_is_told_in_a_line(int expected, string id, params string[] arguments)
    {
        var (exitCode, _, error) = Run(["diff", .. arguments]);

        Assert.Equal(expected, exitCode);
        Assert.Contains(id, error, StringComparison.Ordinal);
    }

    private (string Old, string New) Write(string old, string now)
    {
        _folder.Write("old/Pair.cs", $"public class Pair {{ {old} }}");
        _folder.Write("new/Pair.cs", $"public class Pair {{ {now} }}");
        return (_folder.Write("old/Pair.csproj", Project), _folder.Write("new/Pair.csproj", Project));
    }

    private static string? Word(JsonElement element, string name) => element.GetProperty(name).GetString();

    private (int ExitCode, string Output, string Error) Run(params string[] arguments)
    {
        using var tool = Process.Start(new ProcessStartInfo(CliTool.Path, arguments) { WorkingDirectory = _folder.Root, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, output, error.Result);
    }
}
