using Maestro.Cli.Git;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;

namespace Maestro.Cli.Checking;

/// <summary>What is compared with what, as git names it.</summary>
/// <param name="Head">The head; without a commit when the tree is dirty.</param>
/// <param name="Uncommitted">True when the tree is dirty.</param>
/// <param name="Base">The base; null when there is none.</param>
/// <param name="BaseRef">As the user named it; empty for the default.</param>
/// <param name="BaseProblem">Why there is no base; null when there is one.</param>
/// <param name="ChangedPaths">Files that differ, uncommitted ones included, relative to the root; none where there is no base.</param>
internal sealed record CheckedSides(
    GitRepository Repository,
    Revision Head,
    bool Uncommitted,
    GitCommit? Base,
    string BaseRef,
    string? BaseProblem,
    IReadOnlyList<string> ChangedPaths)
{
    /// <summary>Asks git. A base that was named and does not exist is an error; a default one that does not exist leaves the comparison out.</summary>
    public static async Task<Result<CheckedSides>> FindAsync(string folder, string? named, string scratch, CancellationToken cancellation)
    {
        var opened = await GitRepository.OpenAsync(folder, cancellation).ConfigureAwait(false);
        if (opened.Problem is { } none)
        {
            return none;
        }

        var repository = opened.Value;
        var head = await repository.ResolveAsync("HEAD", cancellation).ConfigureAwait(false);
        if (head.Problem is not null)
        {
            return CliProblems.NoCommit.At(repository.Root);
        }

        var dirty = await repository.IsDirtyAsync(cancellation).ConfigureAwait(false);
        var revision = new Revision(GitObjectId.Parse(head.Value.Tree), GitObjectId.Parse(head.Value.Commit));
        if (dirty)
        {
            var tree = await repository.WorkTreeIdAsync(scratch, cancellation).ConfigureAwait(false);
            if (tree.Problem is { } unreadable)
            {
                return unreadable;
            }

            revision = new Revision(GitObjectId.Parse(tree.Value), null);
        }

        // An uncommitted change is compared with the commit it was made on.
        var wanted = named ?? (dirty ? head.Value.Commit : null);
        var chosen = wanted is null ? await repository.DefaultBaseAsync(cancellation).ConfigureAwait(false) : Result.Of(wanted);
        var commit = chosen.Problem is null ? await repository.ResolveAsync(chosen.Value, cancellation).ConfigureAwait(false) : Result.Fail<GitCommit>(chosen.Problem);
        if (commit.Problem is { } missing)
        {
            return named is not null ? missing : new CheckedSides(repository, revision, dirty, null, "", $"{missing.What} {missing.WayOut}", []);
        }

        var changed = await repository.ChangedPathsAsync(commit.Value.Tree, revision.Tree.Hex, dirty ? scratch : null, cancellation).ConfigureAwait(false);
        return changed.Map(paths => new CheckedSides(repository, revision, dirty, commit.Value, named ?? "", null, paths));
    }

    /// <summary>The base as evidence names it; null when there is none.</summary>
    public Revision? BaseRevision => Base is null ? null : new Revision(GitObjectId.Parse(Base.Tree), GitObjectId.Parse(Base.Commit));

    /// <summary>Both sides as a case shows them.</summary>
    public CaseChange ToCase(string? problem) => new(
        Base is null || problem is not null ? null : new CaseRevision(BaseRef, Base.Commit, Base.Tree),
        new CaseRevision("", Head.Commit?.Hex ?? "", Head.Tree.Hex),
        problem);
}
