namespace Maestro.Build.Tests.Capture;

public sealed class CaptureWithoutCompilingTests(ScratchSolution solution) : IClassFixture<ScratchSolution>
{
    [Fact]
    public void Without_compiling_a_project_and_what_it_references_are_captured()
    {
        var captured = solution.Capture("msbuild", "App", "-t:MaestroCapture");

        Assert.Equal(["App net10.0", "Lib net10.0"], captured.Keys.Order());
        Assert.Contains("Program.cs", solution.Arguments(captured["App net10.0"]));
        Assert.Equal("", captured["App net10.0"].CompilerLog);
        Assert.Empty(Directory.GetFiles(solution.Root, "*.dll", SearchOption.AllDirectories));
    }
}
