using System.Diagnostics;
using System.Text.Json;

namespace Maestro.Cli.Tests.Worker;

/// <summary>The whole way: <c>dotnet build</c> starts csc, csc loads the analyzer, the analyzer starts the worker, the worker asks Z3.</summary>
public sealed class CompilerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose()
    {
        // Worker, and compiler server, of this test.
        foreach (var id in ProcessTable.WithEnvironment(folder.Root))
        {
            ProcessTable.Kill(id);
        }

        folder.Dispose();
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public void A_build_reports_witnesses_and_evidence_through_the_worker(string sharedCompilation)
    {
        WriteProject();

        var (exitCode, output) = Build(sharedCompilation);

        Assert.True(exitCode == 0, output);
        Assert.Contains("warning MAE1001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MAE0002", output, StringComparison.Ordinal);
        using var sarif = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder.Root, "log.sarif")));
        var results = sarif.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray().ToList();
        Assert.Single(results, result => Rule(result) == "MAE0001");
        var refuted = Assert.Single(results, result => Rule(result) == "MAE1001");
        Assert.Contains("Shelf.Wrong(", Property(refuted, "witness"), StringComparison.Ordinal);
        var proved = results.First(result => Rule(result) == "MAE1012");
        Assert.StartsWith("z3 ", Property(proved, "solver"), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(folder.Root, "cache"), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void A_worker_that_is_missing_is_a_warning_and_nothing_is_proved()
    {
        WriteProject();

        var (exitCode, output) = Build("false", "-p:MaestroWorkerPath=/nowhere/maestro");

        Assert.True(exitCode == 0, output);
        Assert.Contains("warning MAE0002", output, StringComparison.Ordinal);
        Assert.Contains("/nowhere/maestro", output, StringComparison.Ordinal);
        Assert.DoesNotContain("MAE1012", File.ReadAllText(Path.Combine(folder.Root, "log.sarif")).Split("\"rules\"")[0], StringComparison.Ordinal);
    }

    private static string? Rule(JsonElement result) => result.GetProperty("ruleId").GetString();

    private static string? Property(JsonElement result, string name) =>
        result.GetProperty("properties").GetProperty("customProperties").GetProperty(name).GetString();

    private void WriteProject()
    {
        folder.Write("Directory.Build.props", "<Project />");
        folder.Write(
            "Shop.csproj",
            $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <ErrorLog>log.sarif,version=2.1</ErrorLog>
                <MaestroEvidence>true</MaestroEvidence>
                <MaestroWorkerPath Condition="'$(MaestroWorkerPath)' == ''">{CliTool.Path}</MaestroWorkerPath>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="{AppContext.BaseDirectory}Maestro.Analyzers.dll" />
                <Analyzer Include="{AppContext.BaseDirectory}Maestro.Verification.dll" />
                <CompilerVisibleProperty Include="MaestroEvidence;MaestroWorkerPath" />
              </ItemGroup>
            </Project>
            """);
        folder.Write(
            "Shelf.cs",
            """
            using System.Diagnostics.Contracts;

            public static class Shelf
            {
                public static int Wrong(int stock, int sold)
                {
                    Contract.Requires(stock >= 0 && sold >= 0);
                    Contract.Ensures(Contract.Result<int>() >= 0);
                    return stock - sold;
                }

                public static int Right(int stock, int sold)
                {
                    Contract.Requires(sold >= 0 && sold <= stock);
                    Contract.Ensures(Contract.Result<int>() >= 0);
                    return stock - sold;
                }
            }
            """);
    }

    private (int ExitCode, string Output) Build(string sharedCompilation, params string[] more)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder.Root, RedirectStandardOutput = true, RedirectStandardError = true };
        // A compiler server of its own, which sees this test's cache and goes with this test.
        start.Environment["MAESTRO_CACHE"] = Path.Combine(folder.Root, "cache");
        start.Environment["TMPDIR"] = folder.Root;
        foreach (var argument in (string[])["build", "--nologo", "-nodeReuse:false", $"-p:UseSharedCompilation={sharedCompilation}", "-p:SharedCompilationId=" + Path.GetFileName(folder.Root), .. more])
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        // Ends only when nobody holds the stream: a worker that inherited it would hang this test.
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }
}
