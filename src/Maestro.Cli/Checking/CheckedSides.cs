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
internal sealed record CheckedSides(
    GitRepository Repository,
    Revision Head,
    bool Uncommitted,
    GitCommit? Base,
    string BaseRef,
    string? BaseProblem)
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

        if (named is not null)
        {
            var resolved = await repository.ResolveAsync(named, cancellation).ConfigureAwait(false);
            return resolved.Problem is { } unknown
                ? unknown
                : new CheckedSides(repository, revision, dirty, resolved.Value, named, null);
        }

        // An uncommitted change is compared with the commit it was made on.
        var wanted = dirty ? head.Value.Commit : null;
        var byDefault = wanted is null ? await repository.DefaultBaseAsync(cancellation).ConfigureAwait(false) : Result.Of(wanted);
        var commit = byDefault.Problem is null ? await repository.ResolveAsync(byDefault.Value, cancellation).ConfigureAwait(false) : Result.Fail<GitCommit>(byDefault.Problem);
        return commit.Problem is { } missing
            ? new CheckedSides(repository, revision, dirty, null, "", $"{missing.What} {missing.WayOut}")
            : new CheckedSides(repository, revision, dirty, commit.Value, "", null);
    }

    /// <summary>The base as evidence names it; null when there is none.</summary>
    public Revision? BaseRevision => Base is null ? null : new Revision(GitObjectId.Parse(Base.Tree), GitObjectId.Parse(Base.Commit));

    /// <summary>Both sides as a case shows them.</summary>
    public CaseChange ToCase(string? problem) => new(
        Base is null || problem is not null ? null : new CaseRevision(BaseRef, Base.Commit, Base.Tree),
        new CaseRevision("", Head.Commit?.Hex ?? "", Head.Tree.Hex),
        problem);
}
