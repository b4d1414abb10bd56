using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>What is named on the command line, or found where nothing is.</summary>
public sealed class TargetTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Theory]
    [InlineData("check")]
    [InlineData("prove")]
    public async Task A_folder_without_solution_is_said_to_be_one(string verb)
    {
        var finished = await _user.MaestroAsync(_user.Scratch("empty"), verb);

        Complaints.Assert(finished, "MAE0012", 3);
        Assert.Empty(finished.Output);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("prove")]
    public async Task Of_two_solutions_none_is_guessed(string verb)
    {
        var folder = _user.Scratch("two");
        await File.WriteAllTextAsync(Path.Combine(folder, "A.slnx"), "<Solution />", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "B.sln"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "C.slnx"), "<Solution />", TestContext.Current.CancellationToken);

        var line = Complaints.Assert(await _user.MaestroAsync(folder, verb), "MAE0013", 2);

        Assert.Contains("A.slnx and", line, StringComparison.Ordinal);
        Assert.Contains("C.slnx", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_solution_in_the_old_and_in_the_new_format_is_two_solutions()
    {
        var folder = _user.Scratch("both");
        await File.WriteAllTextAsync(Path.Combine(folder, "A.slnx"), "<Solution />", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "B.sln"), "", TestContext.Current.CancellationToken);

        Complaints.Assert(await _user.MaestroAsync(folder, "check"), "MAE0013", 2);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("prove")]
    public async Task A_path_that_is_not_there_is_not_found(string verb) =>
        Complaints.Assert(await _user.MaestroAsync(_user.Folder, verb, "No/Such.slnx"), "MAE0010", 3);

    [Theory]
    [InlineData("check")]
    [InlineData("prove")]
    public async Task A_file_of_another_kind_is_no_solution(string verb)
    {
        var folder = _user.Scratch("other");
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), "# Shop", TestContext.Current.CancellationToken);

        Complaints.Assert(await _user.MaestroAsync(folder, verb, "README.md"), "MAE0011", 2);
    }

    [Theory]
    [InlineData("check", "--nonsense")]
    [InlineData("verify", "case")]
    [InlineData("prove", "--rlimit", "many")]
    [InlineData("nonsense")]
    public async Task A_command_that_is_not_understood_is_bad_input(params string[] arguments) =>
        Complaints.Assert(await _user.MaestroAsync(_user.Scratch("usage"), arguments), "MAE0040", 2);

    [Fact]
    public async Task What_does_not_compile_is_said_with_file_and_line_and_earlier_results_stay()
    {
        var repository = await shop.LibraryAsync();
        repository.Edit(ShopSource.Till, "return paid - price;", "return paid - prize;");
        await repository.CommitAsync("Misspell");
        var earlier = await shop.EarlierCaseAsync();
        var before = FolderSnapshot.Of(earlier);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", earlier);
        var prove = await _user.MaestroAsync(repository.Folder, "prove", "--json");

        Assert.Contains("Till.cs(11,23)", Complaints.Assert(check, "MAE0014", 2), StringComparison.Ordinal);
        Assert.Contains("CS0103", Complaints.Assert(prove, "MAE0014", 2), StringComparison.Ordinal);
        Assert.Equal(before, FolderSnapshot.Of(earlier));
    }
}
