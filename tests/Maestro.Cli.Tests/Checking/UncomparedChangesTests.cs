using Maestro.Cli.Checking;
using Maestro.Cli.Projects;
using Maestro.SafetyCase.Building;

namespace Maestro.Cli.Tests.Checking;

public sealed class UncomparedChangesTests
{
    private const string Shop = "src/Shop/Shop.csproj";

    private static readonly CompilerInputs Before = Inputs("/base", Project("/base"));

    [Theory]
    [InlineData("src/Shop/Shop.csproj", "Changed build files")]
    [InlineData("Directory.Build.props", "Changed build files")]
    [InlineData("eng/Sign.targets", "Changed build files")]
    [InlineData("Directory.Build.rsp", "Changed build files")]
    [InlineData("Shop.slnx", "Changed build files")]
    [InlineData("src/Shop/Shop.csproj.user", "Changed build files")]
    [InlineData("Directory.Packages.props", "Changed packages")]
    [InlineData("src/Shop/packages.lock.json", "Changed packages")]
    [InlineData("NuGet.Config", "Changed packages")]
    [InlineData("global.json", "The changed SDK")]
    [InlineData(".editorconfig", "Changed settings of analyzers")]
    [InlineData(".globalconfig", "Changed settings of analyzers")]
    [InlineData("eng/quiet.globalconfig", "Changed settings of analyzers")]
    [InlineData("src/Shop/Gone.cs", "Changed C# that no checked project compiles")]
    [InlineData("src/Shop/Till.Designer.cs", "Changed C# that is taken for generated")]
    [InlineData("src/Shop/appsettings.json", "Other changed files")]
    [InlineData("vendored", "Other changed files")]
    public void A_change_of_this_file_is_an_open_goal_that_names_it(string path, string goal)
    {
        var open = Assert.Single(UncomparedChanges.Find([path], Head("Till.cs", "Till.Designer.cs"), Before));

        Assert.StartsWith(goal, open.Goal, StringComparison.Ordinal);
        Assert.StartsWith(path + ": not compared by meaning; look ", open.Text, StringComparison.Ordinal);
        Assert.Equal(path, open.File);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/picture.svg")]
    [InlineData("LICENSE")]
    [InlineData(".gitignore")]
    [InlineData("src/Shop/Till.cs")]
    public void A_change_of_prose_or_of_compiled_code_is_none(string path) => Assert.Empty(UncomparedChanges.Find([path], Head("Till.cs"), Before));

    [Theory]
    [InlineData("/additionalfile:notes.md")]
    [InlineData("/resource:notes.md,Shop.notes.md,public")]
    [InlineData("/additionalfile:\"notes.md\"")]
    public void Prose_that_the_compiler_reads_is_no_prose(string argument)
    {
        Assert.Single(UncomparedChanges.Find(["src/Shop/notes.md"], Head("Till.cs", argument), Before));
        Assert.Single(UncomparedChanges.Find(["src/Shop/notes.md"], Head("Till.cs"), Inputs("/base", Project("/base", arguments: ["Till.cs", argument]))));
    }

    [Fact]
    public void Code_that_was_compiled_only_in_the_base_was_compared_there() =>
        Assert.Empty(UncomparedChanges.Find(["src/Shop/Till.cs"], Head("Other.cs"), Before));

    [Fact]
    public void A_project_that_became_a_test_project_took_its_methods_out_of_the_scope()
    {
        var open = Assert.Single(UncomparedChanges.Find([], Inputs("/head", Project("/head", isTest: true)), Before));

        Assert.StartsWith("src/Shop/Shop.csproj (net10.0) became a test project: ", open.Text, StringComparison.Ordinal);
        Assert.Equal(Shop, open.File);
    }

    [Fact]
    public void A_project_that_is_no_longer_built_for_a_framework_took_its_methods_out_of_the_scope()
    {
        var before = Inputs("/base", Project("/base"), Project("/base", framework: "net8.0"));

        var open = Assert.Single(UncomparedChanges.Find([], Head("Till.cs"), before));

        Assert.StartsWith("src/Shop/Shop.csproj (net8.0) is no longer built: ", open.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_project_that_was_a_test_project_before_took_nothing_out() =>
        Assert.Empty(UncomparedChanges.Find([], Inputs("/head", Project("/head", isTest: true)), Inputs("/base", Project("/base", isTest: true))));

    [Fact]
    public void Files_of_one_kind_share_a_goal_and_come_sorted_and_the_order_of_kinds_is_fixed()
    {
        var open = UncomparedChanges.Find(["z.props", "global.json", "a.targets"], Head("Till.cs"), Before);

        Assert.Equal(["a.targets", "global.json"], open.Select(o => o.File));
        Assert.StartsWith("a.targets, z.props: ", open[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_files_forty_are_named_and_the_rest_is_counted()
    {
        var open = Assert.Single(UncomparedChanges.Find([.. Enumerable.Range(100, 100).Select(i => $"{i}.props")], Head("Till.cs"), Before));

        Assert.Contains("138.props, 139.props and 60 more: ", open.Text, StringComparison.Ordinal);
    }

    private static CompilerInputs Head(params string[] arguments) => Inputs("/head", Project("/head", arguments: arguments));

    private static CompilerInputs Inputs(string root, params CapturedProject[] projects) => CompilerInputs.Of(projects, root);

    private static CapturedProject Project(string root, bool isTest = false, string framework = "net10.0", string[]? arguments = null) =>
        new($"{root}/{Shop}", framework, "Shop", [], isTest, null, [], [.. arguments ?? ["Till.cs"]]);
}
