using Maestro.Cli.Commands;
using Maestro.Cli.Git;
using Maestro.Cli.Projects;
using Maestro.Evidence;
using Maestro.Evidence.Storage;

namespace Maestro.Cli.Checking;

/// <summary>A base that was checked out, built and captured.</summary>
/// <param name="Root">Its top folder.</param>
/// <param name="Capture">Its compiler invocations.</param>
internal sealed record CapturedBase(string Root, string Capture);

/// <summary>
/// Bases by tree digest, below this user's cache folder: a tree is built once, whatever commit or branch names it. Safe for several checks at once.
/// </summary>
internal sealed class BaseStore(string folder, Terminal terminal, TimeProvider clock)
{
    private const int Kept = 6;

    // The gate covers making a base, not reading it: one that was asked for lately may still be read.
    private static readonly TimeSpan InUse = TimeSpan.FromDays(1);

    /// <summary>The store of this user.</summary>
    public static BaseStore OfUser(Terminal terminal) => new(Path.Combine(UserFolders.Cache, "bases"), terminal, TimeProvider.System);

    /// <summary>The base, built now or earlier; the problem says why it cannot be compared with.</summary>
    /// <param name="solution">Relative to the top folder, with <c>/</c>.</param>
    public async Task<Result<CapturedBase>> GetAsync(GitRepository repository, GitCommit commit, string solution, string configuration, CancellationToken cancellation)
    {
        var name = Digest.OfText($"{commit.Tree}\n{solution}\n{configuration}\n{ToolVersion.Current}").Hex[..32];
        var place = Path.Combine(folder, name);
        Directory.CreateDirectory(folder);
        using var gate = await FileGate.EnterAsync(place + ".lock", cancellation).ConfigureAwait(false);
        var root = Path.Combine(place, "src");
        var capture = Path.Combine(place, "capture");
        var complete = Path.Combine(place, "complete");
        if (File.Exists(complete))
        {
            File.SetLastWriteTimeUtc(complete, clock.GetUtcNow().UtcDateTime);
            return new CapturedBase(root, capture);
        }

        if (Directory.Exists(place))
        {
            Directory.Delete(place, recursive: true);
        }

        Directory.CreateDirectory(capture);
        terminal.Progress("checking out the base");
        var checkedOut = await repository.CheckOutAsync(commit, root, Path.Combine(place, "index"), cancellation).ConfigureAwait(false);
        if (checkedOut.Problem is { } unreadable)
        {
            return unreadable;
        }

        var target = Path.Combine(root, solution);
        if (!File.Exists(target))
        {
            return CliProblems.NoSuchPath.At(solution + " in the base");
        }

        var built = await new ProjectCapture(terminal).RunAsync(target, capture, configuration, cancellation).ConfigureAwait(false);
        if (built.Problem is { } broken)
        {
            return broken;
        }

        if (Files.Write(complete, []).Problem is { } full)
        {
            return full;
        }

        Collect(place);
        return new CapturedBase(root, capture);
    }

    private void Collect(string current)
    {
        var old = Directory.GetDirectories(folder).Where(d => d != current)
            .Select(d => (Folder: d, Asked: File.GetLastWriteTimeUtc(Path.Combine(d, "complete"))))
            .OrderByDescending(d => d.Asked).Skip(Kept - 1)
            .Where(d => d.Asked < clock.GetUtcNow().UtcDateTime - InUse);
        foreach (var (place, _) in old)
        {
            // Not one that another check is making right now.
            using var gate = FileGate.TryEnter(place + ".lock");
            if (gate is not null)
            {
                Directory.Delete(place, recursive: true);
            }
        }
    }
}
