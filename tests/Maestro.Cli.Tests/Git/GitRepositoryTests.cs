using Maestro.Cli.Git;

namespace Maestro.Cli.Tests.Git;

public sealed class GitRepositoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_folder_outside_git_says_so()
    {
        using var folder = new TemporaryFolder();

        var answer = await GitRepository.OpenAsync(folder.Root, Token);

        Assert.Equal("MAE0021", answer.Problem?.Id);
    }

    [Fact]
    public async Task The_default_base_is_the_previous_commit_without_a_remote()
    {
        using var folder = new TemporaryFolder().WithCommits("one", "two");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        var answer = await repository.DefaultBaseAsync(Token);

        Assert.Equal(folder.Git("rev-parse", "HEAD~1"), answer.Value);
    }

    [Fact]
    public async Task The_default_base_is_the_merge_base_with_the_remote()
    {
        using var upstream = new TemporaryFolder().WithCommits("one", "two");
        using var folder = new TemporaryFolder();
        folder.Git("clone", "--quiet", upstream.Root, ".");
        folder.Write("b.txt", "mine");
        folder.Git("add", "--all");
        folder.Git("commit", "--quiet", "-m", "three");
        folder.Write("b.txt", "mine too");
        folder.Git("commit", "--quiet", "--all", "-m", "four");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        var answer = await repository.DefaultBaseAsync(Token);

        Assert.Equal(upstream.Git("rev-parse", "HEAD"), answer.Value);
    }

    [Fact]
    public async Task A_first_commit_has_no_base()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        Assert.Equal("MAE0025", (await repository.DefaultBaseAsync(Token)).Problem?.Id);
    }

    [Fact]
    public async Task An_unknown_base_and_a_shallow_clone_are_told_apart()
    {
        using var upstream = new TemporaryFolder().WithCommits("one", "two");
        using var shallow = new TemporaryFolder();
        shallow.Git("clone", "--quiet", "--depth", "1", "file://" + upstream.Root, ".");
        var full = (await GitRepository.OpenAsync(upstream.Root, Token)).Value;
        var cut = (await GitRepository.OpenAsync(shallow.Root, Token)).Value;

        Assert.Equal("MAE0023", (await full.ResolveAsync("no-such-ref", Token)).Problem?.Id);
        Assert.Equal("MAE0024", (await cut.ResolveAsync("HEAD~1", Token)).Problem?.Id);
    }

    [Fact]
    public async Task A_base_that_looks_like_an_option_is_only_a_name()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        Assert.Equal("MAE0023", (await repository.ResolveAsync("--output=/tmp/owned", Token)).Problem?.Id);
    }

    [Fact]
    public async Task A_dirty_tree_has_the_id_that_committing_it_would_give_and_the_repository_stays_as_it_was()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;
        Assert.False(await repository.IsDirtyAsync(Token));
        folder.Write("a.txt", "changed");
        folder.Write("new.txt", "new");
        var before = folder.Git("count-objects");
        using var scratch = new TemporaryFolder();

        var tree = await repository.WorkTreeIdAsync(scratch.Root, Token);

        Assert.True(await repository.IsDirtyAsync(Token));
        Assert.Equal(before, folder.Git("count-objects"));
        Assert.Equal("?? new.txt", folder.Git("status", "--porcelain").Split('\n')[^1]);
        folder.Git("add", "--all");
        folder.Git("commit", "--quiet", "-m", "two");
        Assert.Equal(folder.Git("rev-parse", "HEAD^{tree}"), tree.Value);
    }

    [Fact]
    public async Task Checking_out_writes_every_file_even_those_that_archives_leave_out()
    {
        using var folder = new TemporaryFolder();
        folder.Write(".gitattributes", "secret.txt export-ignore\n");
        folder.Write("secret.txt", "here");
        folder.Write("deep/er/ü.txt", "there");
        folder.WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;
        var commit = (await repository.ResolveAsync("HEAD", Token)).Value;
        using var target = new TemporaryFolder();

        var answer = await repository.CheckOutAsync(commit, target.Root, Path.Combine(target.Root, ".scratch"), Token);

        Assert.Null(answer.Problem);
        Assert.Equal("here", await File.ReadAllTextAsync(Path.Combine(target.Root, "secret.txt"), Token));
        Assert.Equal("there", await File.ReadAllTextAsync(Path.Combine(target.Root, "deep/er/ü.txt"), Token));
    }

    [Fact]
    public async Task Blame_names_the_author_of_a_line()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        Assert.Equal("Test <test@example.invalid>", await repository.AuthorOfAsync("a.txt", 1, Token));
        Assert.Null(await repository.AuthorOfAsync("no-such-file.txt", 1, Token));
    }

    [Fact]
    public async Task Changed_paths_are_sorted_and_a_rename_gives_both_names_whatever_the_user_set()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        folder.Write("src/Directory.Build.props", "<Project><PropertyGroup><A>1</A></PropertyGroup></Project>");
        folder.Write("straße und mehr.txt", "one");
        folder.Git("add", "--all");
        folder.Git("commit", "--quiet", "-m", "two");
        folder.Git("mv", "src/Directory.Build.props", "README.md");
        folder.Write("straße und mehr.txt", "two");
        folder.Git("commit", "--quiet", "--all", "-m", "three");
        folder.Git("config", "diff.renames", "copies");
        folder.Git("config", "diff.noprefix", "true");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        var changed = await repository.ChangedPathsAsync(folder.Git("rev-parse", "HEAD~1^{tree}"), folder.Git("rev-parse", "HEAD^{tree}"), null, Token);

        Assert.Equal(["README.md", "src/Directory.Build.props", "straße und mehr.txt"], changed.Value);
    }

    [Fact]
    public async Task Changed_paths_of_a_dirty_tree_hold_what_is_in_no_commit()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        folder.Write("Directory.Build.targets", "<Project />");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;
        using var scratch = new TemporaryFolder();
        var tree = (await repository.WorkTreeIdAsync(scratch.Root, Token)).Value;

        var changed = await repository.ChangedPathsAsync(folder.Git("rev-parse", "HEAD^{tree}"), tree, scratch.Root, Token);

        Assert.Equal(["Directory.Build.targets"], changed.Value);
    }

    [Fact]
    public async Task Trees_that_git_cannot_read_are_a_problem_and_not_an_empty_change()
    {
        using var folder = new TemporaryFolder().WithCommits("one");
        var repository = (await GitRepository.OpenAsync(folder.Root, Token)).Value;

        var changed = await repository.ChangedPathsAsync(folder.Git("rev-parse", "HEAD^{tree}"), new string('1', 40), null, Token);

        Assert.Equal("MAE0026", changed.Problem?.Id);
    }
}
