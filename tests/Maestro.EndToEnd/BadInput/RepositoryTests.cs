using System.Text.Json;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>What git has, has not, or has only in part.</summary>
public sealed class RepositoryTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task Without_a_repository_there_is_nothing_to_check_and_still_something_to_prove()
    {
        var repository = await shop.LibraryAsync();
        var folder = _user.Scratch("no-repository");
        FolderSnapshot.Copy(repository.At("src"), Path.Combine(folder, "src"));
        var earlier = await shop.EarlierCaseAsync();
        var before = FolderSnapshot.Of(earlier);

        var check = await _user.MaestroAsync(folder, "check", "src/Shop", "--out", earlier);
        var prove = await _user.MaestroAsync(folder, "prove", "src/Shop", "--json");

        Complaints.Assert(check, "MAE0021", 2);
        Assert.Equal(before, FolderSnapshot.Of(earlier));
        Assert.True(prove.ExitCode == 0, prove.ToString());
    }

    [Fact]
    public async Task Where_git_is_not_installed_the_machine_lacks_something()
    {
        var repository = await shop.LibraryAsync();

        var check = await _user.MaestroAsync(repository.Folder, [new("PATH", _user.Scratch("no-programs"))], "check");

        Assert.Contains("apt-get install git", Complaints.Assert(check, "MAE0020", 4), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_repository_without_a_commit_has_nothing_to_bind_a_case_to()
    {
        var repository = await _user.RepositoryAsync("no-commit");
        ShopSource.WriteLibrary(repository);

        Complaints.Assert(await _user.MaestroAsync(repository.Folder, "check"), "MAE0027", 2);
    }

    [Theory]
    [InlineData("no-such-branch")]
    [InlineData("--upload-pack=touch-this")]
    [InlineData("0123456789012345678901234567890123456789")]
    public async Task A_base_that_git_does_not_know_is_not_found(string name)
    {
        var repository = await shop.LibraryAsync();
        var earlier = await shop.EarlierCaseAsync();
        var before = FolderSnapshot.Of(earlier);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", earlier, "--base=" + name);

        Assert.Contains(name, Complaints.Assert(check, "MAE0023", 3), StringComparison.Ordinal);
        Assert.Equal(before, FolderSnapshot.Of(earlier));
    }

    [Fact]
    public async Task A_named_base_that_a_shallow_clone_left_out_is_not_found_and_says_how_to_get_it()
    {
        var repository = await ShallowAsync();

        var check = await _user.MaestroAsync(repository.Folder, "check", "--base", "HEAD~1");

        Assert.Contains("git fetch --unshallow", Complaints.Assert(check, "MAE0024", 3), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_shallow_clone_without_a_named_base_is_checked_and_stays_open()
    {
        var repository = await ShallowAsync();
        var folder = Path.Combine(_user.Scratch("out"), "case");

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.StartsWith("OPEN", check.Output, StringComparison.Ordinal);
        Assert.Contains("git fetch --unshallow", check.Output, StringComparison.Ordinal);
        await VerifyAgreesAsync(folder, 5);
    }

    [Fact]
    public async Task A_base_that_does_not_build_leaves_the_comparison_open()
    {
        var repository = await shop.LibraryAsync();
        repository.Edit(ShopSource.Till, "return paid - price;", "return paid - prize;");
        await repository.CommitAsync("Misspell");
        repository.Edit(ShopSource.Till, "return paid - prize;", "return paid - price;");
        await repository.CommitAsync("Spell");

        var check = await _user.MaestroAsync(repository.Folder, "check", "--base", "HEAD~1", "--out", Path.Combine(_user.Scratch("out"), "case"));

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.Contains("the base could not be built", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_dirty_tree_is_checked_and_shown_as_uncommitted_and_passes_no_gate()
    {
        var repository = await shop.TestedAsync();
        ShopSource.AddMethod(repository);
        var folder = Path.Combine(_user.Scratch("out"), "case");
        var status = await repository.GitAsync("status", "--porcelain");

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);

        Assert.Contains("uncommitted", check.Output, StringComparison.Ordinal);
        Assert.Contains("HOLDS", check.FirstLine, StringComparison.Ordinal);
        Assert.True(check.ExitCode == 5, check.ToString());
        var verify = await VerifyAgreesAsync(folder, 5);
        Assert.Contains("uncommitted", verify.FirstLine, StringComparison.Ordinal);
        Assert.Equal(status, await repository.GitAsync("status", "--porcelain"));
    }

    [Fact]
    public async Task Where_a_clone_lies_does_not_make_its_code_generated_code()
    {
        var folder = Path.Combine(_user.Scratch("build"), "obj", "shop");
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        Directory.Move((await shop.LibraryAsync()).Folder, folder);
        var repository = new ScratchRepository(folder, _user.Environment);
        repository.Edit(ShopSource.Till, "return paid - price;", "return price - paid;");
        await repository.CommitAsync("Turn round");

        var check = await _user.MaestroAsync(folder, "check", "--out", Path.Combine(_user.Scratch("out"), "case"));

        Assert.True(check.ExitCode == 1, check.ToString());
        Assert.Contains("Till.Change", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_default_output_folder_does_not_make_the_tree_dirty()
    {
        var repository = await shop.LibraryAsync();
        ShopSource.AddMethod(repository);
        await repository.CommitAsync("Find the smaller of two");

        var check = await _user.MaestroAsync(repository.Folder, "check");

        Assert.Empty(await repository.GitAsync("status", "--porcelain"));
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(repository.At("maestro-out", "case", "case.json"), TestContext.Current.CancellationToken));
        Assert.False(document.RootElement.GetProperty("uncommitted").GetBoolean());
        Assert.InRange(check.Output.TrimEnd().Split('\n').Length, 5, 25);
    }

    private async Task<ScratchRepository> ShallowAsync()
    {
        var whole = await shop.LibraryAsync();
        ShopSource.AddMethod(whole);
        await whole.CommitAsync("Find the smaller of two");
        return await _user.CloneAsync(whole, "shallow", "--depth", "1");
    }

    private async Task<Finished> VerifyAgreesAsync(string folder, int exitCode)
    {
        var verify = await _user.MaestroAsync(_user.Folder, "verify", folder, "--key", (await shop.GoodAsync()).Key);
        Assert.True(exitCode == verify.ExitCode, verify.ToString());
        return verify;
    }
}
