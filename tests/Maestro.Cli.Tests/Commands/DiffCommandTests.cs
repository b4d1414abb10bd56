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

    [Fact]
    public void Against_a_commit_renamed_and_moved_methods_are_followed_and_new_and_removed_ones_told()
    {
        _folder.Git("init", "--quiet");
        _folder.Write(".gitignore", "bin/\nobj/\n");
        _folder.Write("Pair.csproj", Project);
        _folder.Write("Pair.cs", "public static class Pair { public static int Before(int q) => q * 17; public static int Moved(int q) => q * 19; public static int Gone(int n) => n - 5; public static int Kept() => 1; }");
        _folder.Write("Other.cs", "public static class Other { public static int Here() => 2; }");
        _folder.Git("add", "--all");
        _folder.Git("commit", "--quiet", "-m", "one");
        _folder.Write("Pair.cs", "public static class Pair { public static int After(int q) => q * 17; public static int Added(int n) => n + 4; public static int Kept() => 1; }");
        _folder.Write("Other.cs", "public static class Other { public static int Here() => 2; public static int Moved(int q) => q * 19; }");
        _folder.Git("add", "--all");
        _folder.Git("commit", "--quiet", "-m", "two");

        var (_, output, error) = Run("diff", "--base", "HEAD~1", "--json");

        Assert.True(output.Length > 0, error);
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().Select(r => $"{Word(r, "verdict")} {Word(r, "oldSymbol")} {Word(r, "symbol")}").Order(StringComparer.Ordinal);
        Assert.Equal(
            [
                "new  M:Pair.Added(System.Int32)",
                "removed M:Pair.Gone(System.Int32) ",
                "same M:Pair.Before(System.Int32) M:Pair.After(System.Int32)",
                "same M:Pair.Moved(System.Int32) M:Other.Moved(System.Int32)",
            ],
            rows);
    }

    [Fact]
    public void Two_levels_and_two_sets_of_inputs_are_told()
    {
        const string Using = "using System.Diagnostics.Contracts;";
        _folder.Write("old/Usings.cs", "global " + Using);
        _folder.Write("new/Usings.cs", "global " + Using);
        var (old, now) = Write(
            "public static int Caller(int n) { return Callee(n) + 1; } public static int Callee(int n) => n * 2; public static int Guarded(int n) { Contract.Requires(n > 0); return n <= 0 ? -1 : n; }",
            "public static int Caller(int n) { var callee = Callee(n); return 1 + callee; } public static int Callee(int n) => n * 3; public static int Guarded(int n) { Contract.Requires(n > 0); return n; }");

        var (_, output, error) = Run("diff", old, now, "--json");
        var (_, text, _) = Run("diff", old, now);

        Assert.True(output.Length > 0, error);
        var rows = JsonDocument.Parse(output).RootElement.EnumerateArray().ToDictionary(r => Word(r, "symbol")!);
        Assert.Equal(("different", "same"), (Word(rows["M:Pair.Caller(System.Int32)"], "verdict"), Word(rows["M:Pair.Caller(System.Int32)"], "alone")));
        Assert.Equal(("different", "different"), (Word(rows["M:Pair.Callee(System.Int32)"], "verdict"), Word(rows["M:Pair.Callee(System.Int32)"], "alone")));
        var guarded = rows["M:Pair.Guarded(System.Int32)"];
        Assert.Equal(("same", "different"), (Word(guarded, "verdict"), Word(guarded.GetProperty("allInputs"), "verdict")));
        Assert.Equal("Pair.Guarded(0)", Word(guarded.GetProperty("allInputs").GetProperty("witness"), "inputs"));
        Assert.Contains("(this method alone: same)", text, StringComparison.Ordinal);
        Assert.Contains("where the base refused: Pair.Guarded(0) was -1, is 0", text, StringComparison.Ordinal);
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
