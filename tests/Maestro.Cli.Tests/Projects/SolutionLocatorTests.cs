using Maestro.Cli.Projects;

namespace Maestro.Cli.Tests.Projects;

public sealed class SolutionLocatorTests
{
    [Fact]
    public void The_only_solution_of_a_folder_is_taken_before_its_projects()
    {
        using var folder = new TemporaryFolder();
        folder.Write("App.csproj", "");
        var solution = folder.Write("App.slnx", "");

        Assert.Equal(solution, SolutionLocator.Find(null, folder.Root).Value);
        Assert.Equal(solution, SolutionLocator.Find("App.slnx", folder.Root).Value);
    }

    [Fact]
    public void Two_solutions_are_named()
    {
        using var folder = new TemporaryFolder();
        folder.Write("B.sln", "");
        folder.Write("A.slnx", "");

        var problem = SolutionLocator.Find(".", folder.Root).Problem;

        Assert.Equal("MAE0013", problem?.Id);
        Assert.Contains("A.slnx and B.sln", problem?.What, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "MAE0012")]
    [InlineData("missing", "MAE0010")]
    [InlineData("notes.txt", "MAE0011")]
    public void What_is_no_solution_has_its_own_message(string? named, string id)
    {
        using var folder = new TemporaryFolder();
        folder.Write("notes.txt", "");

        Assert.Equal(id, SolutionLocator.Find(named, folder.Root).Problem?.Id);
    }
}
