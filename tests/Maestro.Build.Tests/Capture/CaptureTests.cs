using Maestro.Build.Capture;

namespace Maestro.Build.Tests.Capture;

public sealed class CaptureTests(ScratchSolution solution) : IClassFixture<ScratchSolution>
{
    [Fact]
    public void A_build_leaves_the_command_line_of_each_project_and_framework()
    {
        var captured = solution.Capture("build", "App");

        Assert.Equal(["App net10.0", "Lib net10.0"], captured.Keys.Order());
        var library = captured["Lib net10.0"];
        var arguments = solution.Arguments(library);
        Assert.Contains("Number.cs", arguments);
        Assert.Contains(arguments, a => a.StartsWith("/define:", StringComparison.Ordinal) && a.Contains("FIRST;SECOND", StringComparison.Ordinal));
        Assert.Contains(arguments, a => a.EndsWith("Lib.AssemblyInfo.cs", StringComparison.Ordinal));
        Assert.Equal(Path.Combine(solution.Root, "Lib", "Lib.csproj"), library.Project);
        Assert.True(File.Exists(library.OutputPath));
        Assert.True(File.Exists(library.CompiledAssembly));
        Assert.True(File.Exists(library.CompilerLog));
    }

    [Fact]
    public void Every_framework_of_a_project_is_captured_with_a_log_of_its_own()
    {
        var captured = solution.Capture("build", "Lib");

        Assert.Equal(["Lib net10.0", "Lib netstandard2.0"], captured.Keys.Order());
        Assert.Equal(2, captured.Values.Select(r => r.CompilerLog).Where(File.Exists).Distinct().Count());
    }

    [Fact]
    public void A_project_reference_is_named_by_the_path_that_csc_was_given()
    {
        var captured = solution.Capture("build", "App");

        var reference = Assert.Single(captured["App net10.0"].ProjectReferences);
        Assert.Equal(captured["Lib net10.0"].Project, reference.Project);
        Assert.Equal(captured["Lib net10.0"].ReferenceAssembly, reference.ReferenceAssembly);
        Assert.Contains($"/reference:\"{reference.ReferenceAssembly}\"", solution.Arguments(captured["App net10.0"]));
    }

    [Fact]
    public void Generated_sources_are_those_of_this_compilation_only()
    {
        var first = solution.Capture("build", "App")["App net10.0"];
        solution.Write("App/Program.cs", ScratchSolution.Program + "// changed\n");
        var second = solution.Capture("build", "App")["App net10.0"];
        solution.Write("App/Program.cs", "System.Console.WriteLine(Lib.Number.One());");
        var third = solution.Capture("build", "App")["App net10.0"];
        solution.Write("App/Program.cs", ScratchSolution.Program);

        Assert.EndsWith("RegexGenerator.g.cs", Assert.Single(first.GeneratedFiles), StringComparison.Ordinal);
        Assert.Equal(first.GeneratedFiles, second.GeneratedFiles);
        Assert.Empty(third.GeneratedFiles);
    }

    [Fact]
    public void An_up_to_date_build_captures_the_same_without_compiling()
    {
        var first = solution.Capture("build", "App")["App net10.0"];
        var arguments = solution.Arguments(first);
        var written = File.GetLastWriteTimeUtc(first.CompiledAssembly);

        solution.Capture("build", "App");
        var third = solution.Capture("build", "App")["App net10.0"];

        Assert.Equal(written, File.GetLastWriteTimeUtc(third.CompiledAssembly));
        Assert.Equal(arguments, solution.Arguments(third));
        Assert.Equal(first.ToJson(), third.ToJson());
    }

    [Fact]
    public void A_deleted_log_comes_back()
    {
        var log = solution.Capture("build", "Lib")["Lib net10.0"].CompilerLog;
        File.Delete(log);

        solution.Capture("build", "Lib");

        Assert.True(File.Exists(log));
    }

    [Fact]
    public void A_record_that_lacks_a_field_or_is_no_JSON_is_none()
    {
        Assert.Null(CaptureRecord.FromJson("{"));
        Assert.Null(CaptureRecord.FromJson("""{"project":"p.csproj"}"""));
    }
}
