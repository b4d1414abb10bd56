using Maestro.Cli.Processes;
using Maestro.Evidence;

namespace Maestro.Cli.Git;

/// <summary>A commit and its tree, as hex object ids.</summary>
internal sealed record GitCommit(string Commit, string Tree);

/// <summary>A git repository, asked through the <c>git</c> program with argument lists. Nothing in the user's index, branches or work tree is changed.</summary>
internal sealed class GitRepository
{
    private GitRepository(string root) => Root = root;

    /// <summary>The top folder of the work tree.</summary>
    public string Root { get; }

    /// <summary>The repository around a folder.</summary>
    public static async Task<Result<GitRepository>> OpenAsync(string folder, CancellationToken cancellation)
    {
        var result = await ProcessRunner.RunAsync("git", ["rev-parse", "--show-toplevel"], folder, cancellation).ConfigureAwait(false);
        return result switch
        {
            { ExitCode: -1 } => CliProblems.NoGit.At(""),
            { Succeeded: false } when result.Error.Contains("dubious ownership", StringComparison.Ordinal) => CliProblems.GitOwner.At(folder, folder),
            { Succeeded: false } => CliProblems.NoRepository.At(folder),
            _ => new GitRepository(result.Output.Trim()),
        };
    }

    /// <summary>A commit by name; the reason tells a shallow clone from an unknown name.</summary>
    public async Task<Result<GitCommit>> ResolveAsync(string reference, CancellationToken cancellation)
    {
        // "--end-of-options" keeps a hostile name from being read as an option.
        var commit = await GitAsync(cancellation, "rev-parse", "--verify", "--quiet", "--end-of-options", reference + "^{commit}").ConfigureAwait(false);
        if (!commit.Succeeded)
        {
            var shallow = await IsShallowAsync(cancellation).ConfigureAwait(false);
            return (shallow ? CliProblems.ShallowClone : CliProblems.UnknownBase).At(Root, reference);
        }

        var tree = await GitAsync(cancellation, "rev-parse", "--verify", commit.Output.Trim() + "^{tree}").ConfigureAwait(false);
        return tree.Succeeded
            ? new GitCommit(commit.Output.Trim(), tree.Output.Trim())
            : CliProblems.GitFailed.At(Root, FirstLine(tree.Error));
    }

    /// <summary>The default base: the merge-base with the remote's default branch, or, where that is the head itself or there is no remote, the previous commit.</summary>
    public async Task<Result<string>> DefaultBaseAsync(CancellationToken cancellation)
    {
        foreach (var remote in new[] { "refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master" })
        {
            var mergeBase = await GitAsync(cancellation, "merge-base", "HEAD", remote).ConfigureAwait(false);
            if (mergeBase.Succeeded)
            {
                var head = await GitAsync(cancellation, "rev-parse", "HEAD").ConfigureAwait(false);
                if (mergeBase.Output.Trim() != head.Output.Trim())
                {
                    return mergeBase.Output.Trim();
                }

                break;
            }
        }

        var previous = await GitAsync(cancellation, "rev-parse", "--verify", "--quiet", "HEAD~1").ConfigureAwait(false);
        if (previous.Succeeded)
        {
            return previous.Output.Trim();
        }

        return (await IsShallowAsync(cancellation).ConfigureAwait(false) ? CliProblems.ShallowClone : CliProblems.NoEarlierCommit).At(Root, "HEAD~1");
    }

    /// <summary>True when the work tree differs from HEAD, untracked files that are not ignored included.</summary>
    public async Task<bool> IsDirtyAsync(CancellationToken cancellation)
    {
        var status = await GitAsync(cancellation, "status", "--porcelain", "--untracked-files=normal").ConfigureAwait(false);
        return !status.Succeeded || status.Output.Trim().Length > 0;
    }

    /// <summary>
    /// The tree id that the work tree would have if all of it were committed. Objects go to <paramref name="scratch"/>, not into the repository.
    /// </summary>
    public async Task<Result<string>> WorkTreeIdAsync(string scratch, CancellationToken cancellation)
    {
        var environment = await ObjectsInAsync(scratch, cancellation).ConfigureAwait(false);
        foreach (var step in new[] { new[] { "read-tree", "HEAD" }, ["add", "--all", "--", "."] })
        {
            var result = await ProcessRunner.RunAsync("git", step, Root, cancellation, environment).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return CliProblems.GitFailed.At(Root, FirstLine(result.Error));
            }
        }

        var tree = await ProcessRunner.RunAsync("git", ["write-tree"], Root, cancellation, environment).ConfigureAwait(false);
        return tree.Succeeded ? tree.Output.Trim() : CliProblems.GitFailed.At(Root, FirstLine(tree.Error));
    }

    /// <summary>Writes all files of a commit below <paramref name="folder"/>, through an index of its own. Export attributes do not count: every file is there.</summary>
    public async Task<Result<string>> CheckOutAsync(GitCommit commit, string folder, string scratch, CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        Directory.CreateDirectory(scratch);
        var environment = new Dictionary<string, string?> { ["GIT_INDEX_FILE"] = Path.Combine(scratch, "index") };
        foreach (var step in new[] { new[] { "read-tree", commit.Tree }, ["checkout-index", "--all", "--force", "--prefix=" + folder + "/"] })
        {
            var result = await ProcessRunner.RunAsync("git", step, Root, cancellation, environment).ConfigureAwait(false);
            if (!result.Succeeded)
            {
                return CliProblems.GitFailed.At(Root, FirstLine(result.Error));
            }
        }

        return folder;
    }

    /// <summary>The author of the last change to a line, as <c>Name &lt;mail&gt;</c>; null where git knows none (uncommitted).</summary>
    public async Task<string?> AuthorOfAsync(string relativePath, int line, CancellationToken cancellation)
    {
        var range = line.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var blame = await GitAsync(cancellation, "blame", "--porcelain", "-L", range + "," + range, "--", relativePath).ConfigureAwait(false);
        if (!blame.Succeeded)
        {
            return null;
        }

        string? Field(string name) => blame.Output.Split('\n').FirstOrDefault(l => l.StartsWith(name + " ", StringComparison.Ordinal))?[(name.Length + 1)..];
        return Field("author") is { } author and not "Not Committed Yet" ? $"{author} {Field("author-mail")}" : null;
    }

    /// <summary>Paths that differ between two trees, relative to the root, sorted; a renamed file by both names.</summary>
    /// <param name="scratch">What <see cref="WorkTreeIdAsync"/> was given, where one of the trees is its answer; else null.</param>
    public async Task<Result<IReadOnlyList<string>>> ChangedPathsAsync(string baseTree, string headTree, string? scratch, CancellationToken cancellation)
    {
        var environment = scratch is null ? null : await ObjectsInAsync(scratch, cancellation).ConfigureAwait(false);
        // Not `git diff`: the user's settings must not hide a name.
        string[] arguments = ["diff-tree", "-r", "-z", "--name-only", "--no-renames", "--ignore-submodules=none", baseTree, headTree];
        var diff = await ProcessRunner.RunAsync("git", arguments, Root, cancellation, environment).ConfigureAwait(false);
        return diff.Succeeded
            ? Result.Of<IReadOnlyList<string>>([.. diff.Output.TrimEnd('\n').Split('\0', StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal)])
            : CliProblems.GitFailed.At(Root, FirstLine(diff.Error));
    }

    /// <summary>An index and an object store of one's own, which reads the repository's and writes nothing there.</summary>
    private async Task<Dictionary<string, string?>> ObjectsInAsync(string scratch, CancellationToken cancellation)
    {
        var objects = Path.Combine(scratch, "objects");
        Directory.CreateDirectory(objects);
        var common = await GitAsync(cancellation, "rev-parse", "--path-format=absolute", "--git-path", "objects").ConfigureAwait(false);
        return new Dictionary<string, string?>
        {
            ["GIT_INDEX_FILE"] = Path.Combine(scratch, "index"),
            ["GIT_OBJECT_DIRECTORY"] = objects,
            ["GIT_ALTERNATE_OBJECT_DIRECTORIES"] = common.Output.Trim(),
        };
    }

    private async Task<bool> IsShallowAsync(CancellationToken cancellation)
    {
        var shallow = await GitAsync(cancellation, "rev-parse", "--is-shallow-repository").ConfigureAwait(false);
        return shallow.Output.Trim() == "true";
    }

    private Task<ProcessResult> GitAsync(CancellationToken cancellation, params string[] arguments) =>
        ProcessRunner.RunAsync("git", arguments, Root, cancellation);

    private static string FirstLine(string text) => text.Split('\n', 2)[0].Trim();
}
