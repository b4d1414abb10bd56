namespace Maestro.EndToEnd.Packages;

[Collection(PackedPackages.Name)]
public sealed class PackageTests(PackedPackage package)
{
    private const string Harmless = "namespace Shop; public static class Basket { public static int Twice(int n) => 2 * n; }";

    private const string Midpoint = """
        using System.Diagnostics.Contracts;

        namespace Shop;

        public static class Search
        {
            public static int Midpoint(int low, int high)
            {
                Contract.Requires(0 <= low && low <= high);
                Contract.Ensures(low <= Contract.Result<int>() && Contract.Result<int>() <= high);
                return (low + high) / 2;
            }
        }
        """;

    [Fact]
    public void A_project_that_knows_only_the_package_sees_the_refuted_contract_in_its_build()
    {
        var project = package.Library("Squiggles", package: true, "", Midpoint);

        var output = package.Build(project);

        Assert.Matches(@"Code\.cs\(\d+,\d+\): warning MAE1001: ", output);
        Assert.DoesNotContain("AD0001", output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS80", output, StringComparison.Ordinal);
        Assert.DoesNotContain(package.Files(project), f => f.Contains("maestro/", StringComparison.Ordinal) || f.EndsWith(".sarif", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("-m:1", "tools/maestro/linux-x64/Maestro.Analyzers.dll")]
    [InlineData("-p:_MaestroReadyFolder=", "analyzers/dotnet/cs/Maestro.Analyzers.dll")]
    public void Native_code_and_portable_code_say_the_same(string property, string loaded)
    {
        var project = package.Library("Either", package: true, "", Midpoint);

        var output = package.Build(project, "-t:Rebuild", "-v:detailed", property);

        Assert.Matches(@"Code\.cs\(\d+,\d+\): warning MAE1001: ", output);
        Assert.Contains(loaded, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Disabled_the_package_leaves_the_same_assembly_and_the_same_files()
    {
        var project = package.Library("Bytes", package: false, "", Harmless);
        package.Build(project);
        var assembly = Path.Combine(package.Root, "Bytes/bin/Debug/net10.0/Bytes.dll");
        var (bytes, files) = (File.ReadAllBytes(assembly), package.Files(project));
        Directory.Delete(Path.Combine(package.Root, "Bytes"), recursive: true);

        package.Library("Bytes", package: true, "<MaestroEnabled>false</MaestroEnabled>", Harmless);
        package.Build(project);

        Assert.Equal(bytes, File.ReadAllBytes(assembly));
        Assert.Equal(files, package.Files(project));
    }

    [Theory]
    [InlineData("MaestroSolver", "cloud", "worker, inprocess")]
    [InlineData("MaestroEnabled", "yes", "true, false")]
    [InlineData("MaestroVerifyBudget", "-1", "a whole number from 1")]
    [InlineData("MaestroRuntimeChecks", "on", "true, false")]
    [InlineData("MaestroPolicyGate", "true", "not in this version")]
    [InlineData("MaestroAnalyzerBudgetMs", "500", "not in this version")]
    [InlineData("MaestroZ3Path", "/no/such/libz3.so", "the full path of a libz3")]
    public void A_wrong_property_value_is_an_error_that_lists_the_allowed_ones(string property, string value, string allowed)
    {
        var project = package.Library("Wrong", package: true, $"<{property}>{value}</{property}>", Harmless);

        var (code, output) = package.Dotnet("build", project);

        Assert.NotEqual(0, code);
        Assert.Contains($"error MAE0003: The property {property} is '{value}'", output, StringComparison.Ordinal);
        Assert.Contains(allowed, output, StringComparison.Ordinal);
    }

    [Fact]
    public void Evidence_keeps_one_log_a_framework_and_a_deleted_log_comes_back_on_an_up_to_date_build()
    {
        var project = package.Library(
            "Evidence", package: true, "<MaestroEvidence>true</MaestroEvidence><LangVersion>14.0</LangVersion><TargetFrameworks>net10.0;netstandard2.1</TargetFrameworks>", Harmless);
        package.Write("Evidence/Evidence.csproj", File.ReadAllText(Path.Combine(package.Root, "Evidence/Evidence.csproj"))
            .Replace("<TargetFramework>net10.0</TargetFramework>", "", StringComparison.Ordinal));
        package.Build(project, "-m");
        string[] logs = ["Evidence/obj/Debug/net10.0/maestro/Evidence.net10.0.sarif", "Evidence/obj/Debug/netstandard2.1/maestro/Evidence.netstandard2.1.sarif"];
        Assert.All(logs, log => Assert.Contains("MAE0001", File.ReadAllText(Path.Combine(package.Root, log)), StringComparison.Ordinal));
        File.Delete(Path.Combine(package.Root, logs[0]));

        package.Build(project);

        Assert.True(File.Exists(Path.Combine(package.Root, logs[0])));
        Assert.True(File.Exists(Path.Combine(package.Root, "Evidence/obj/Debug/net10.0/maestro/csc.rsp")));
    }

    [Theory]
    [InlineData("<RunAnalyzers>false</RunAnalyzers>", "MAE0007")]
    [InlineData("<NoWarn>$(NoWarn);MAE0001</NoWarn>", "MAE0008")]
    [InlineData("<RunAnalyzers>false</RunAnalyzers>", "MAE7030")]
    public void Evidence_of_silenced_analyzers_is_an_error(string setting, string id)
    {
        var project = package.Library("Silent", package: true, $"<MaestroEvidence>true</MaestroEvidence>{setting}", Harmless);

        var (code, output) = package.Dotnet("build", project);

        Assert.NotEqual(0, code);
        Assert.Contains($"error {id}: ", output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_log_that_the_user_asked_for_is_honoured()
    {
        var project = package.Library(
            "Log", package: true, "<MaestroEvidence>true</MaestroEvidence><ErrorLog>$(MSBuildProjectDirectory)/mine.sarif,version=2.1</ErrorLog>", Harmless);

        package.Build(project);

        Assert.Contains("MAE0001", File.ReadAllText(Path.Combine(package.Root, "Log/mine.sarif")), StringComparison.Ordinal);
        Assert.DoesNotContain(package.Files(project), f => f.Contains("maestro/Log", StringComparison.Ordinal));
    }

    [Fact]
    public void A_design_time_build_of_an_evidence_project_works_and_leaves_no_log()
    {
        var project = package.Library("Design", package: true, "<MaestroEvidence>true</MaestroEvidence>", Harmless);
        Assert.Equal(0, package.Dotnet("restore", project).Code);

        var (code, output) = package.Dotnet(
            "msbuild", project, "-t:Compile", "-p:DesignTimeBuild=true", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true", "-getItem:CscCommandLineArgs");

        Assert.True(code == 0, output);
        Assert.Contains("Maestro.Analyzers.dll", output, StringComparison.Ordinal);
        Assert.DoesNotContain(package.Files(project), f => f.EndsWith(".sarif", StringComparison.Ordinal));
    }

    [Fact]
    public void Contracts_reach_the_compiler_of_another_project_and_of_a_user_of_the_package()
    {
        const string Calls = "namespace Till; public static class Desk { public static int Pay(int n) => Shop.Price.Twice(n); }";
        package.Library("Price", package: true, "<MaestroEvidence>true</MaestroEvidence><Version>1.2.3</Version>", """
            using System.Diagnostics.Contracts;

            namespace Shop;

            public static class Price
            {
                public static int Twice(int n)
                {
                    Contract.Requires(n >= 0);
                    return 2 * n;
                }
            }
            """);
        var inside = package.Library("Inside", package: true, "<MaestroVerifyScope>All</MaestroVerifyScope>", Calls);
        package.Reference(inside, """<ProjectReference Include="../Price/Price.csproj" />""");

        Assert.Contains("warning MAE1002: The call `Contract.Requires(n >= 0);` breaks a precondition", package.Build(inside), StringComparison.Ordinal);

        Assert.Equal(0, package.Dotnet("pack", "Price", "-o", "feed").Code);
        using (var archive = System.IO.Compression.ZipFile.OpenRead(Path.Combine(package.Root, "feed/Price.1.2.3.nupkg")))
        {
            Assert.Contains(archive.Entries, e => e.FullName == "lib/net10.0/Price.contracts.json");
        }

        var outside = package.Library("Outside", package: true, "<MaestroVerifyScope>All</MaestroVerifyScope><RestoreAdditionalProjectSources>../feed</RestoreAdditionalProjectSources>", Calls);
        package.Reference(outside, """<PackageReference Include="Price" Version="1.2.3" />""");

        Assert.Contains("warning MAE1002: ", package.Build(outside), StringComparison.Ordinal);
        // Another build of the assembly: its sidecar is not this one's.
        File.AppendAllText(Path.Combine(package.Root, "Price/bin/Debug/net10.0/Price.contracts.json"), " ");
        package.Write("Price/Code.cs", "namespace Shop; public static class Price { public static int Twice(int n) => 2 * n; }");
        Assert.DoesNotContain("MAE1002", package.Build(inside, "-p:MaestroEvidence=false"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tool_that_is_installed_alone_brings_its_solver_and_proves()
    {
        var project = package.Library("Alone", package: false, "", Midpoint);
        var (installed, log) = package.Dotnet("tool", "install", "maestro", "--tool-path", "tools", "--add-source", package.Feed);
        Assert.True(installed == 0, log);

        var (_, doctor) = package.InRoot(Path.Combine(package.Root, "tools", "maestro"), "doctor");
        var (code, output) = package.InRoot(Path.Combine(package.Root, "tools", "maestro"), "prove", project);

        Assert.Contains("runtimes/linux-x64/native/libz3.so", doctor, StringComparison.Ordinal);
        Assert.Equal(1, code);
        Assert.Contains("refuted post of M:Shop.Search.Midpoint", output, StringComparison.Ordinal);
    }
}
