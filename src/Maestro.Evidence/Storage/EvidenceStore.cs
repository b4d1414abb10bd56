using System.Text;

namespace Maestro.Evidence.Storage;

/// <summary>
/// A content-addressed store in a folder: <c>sha256/ab/abcdef…</c>, with <c>pins/NAME</c> beside it. Every read checks the digest, every write is a rename of a
/// flushed file, so that any number of processes may write at once and a crash leaves either the whole content or none.
/// </summary>
/// <param name="root">The folder; made on the first write.</param>
public sealed class EvidenceStore(string root)
{
    /// <summary>Content this young is never collected: a writer that found it there may be about to pin it.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>What a crashed writer left is deleted after this long.</summary>
    private static readonly TimeSpan TemporaryLife = TimeSpan.FromHours(24);

    private readonly string _content = Path.Combine(root, "sha256");
    private readonly string _pins = Path.Combine(root, "pins");

    /// <summary>The file where content of this digest is or would be.</summary>
    public string PathOf(Digest digest) => Path.Combine(_content, digest.Hex[..2], digest.Hex);

    /// <summary>Stores content and gives its digest. Content that is there already is kept and made young; a damaged copy is replaced.</summary>
    public Result<Digest> Put(ReadOnlySpan<byte> bytes)
    {
        var digest = Digest.Of(bytes);
        var path = PathOf(digest);
        return IsIntact(path, digest) && Touch(path) ? digest : Files.Write(path, bytes).Map(_ => digest);
    }

    /// <summary>The content of a digest, checked.</summary>
    public Result<byte[]> Get(Digest digest)
    {
        var path = PathOf(digest);
        return !File.Exists(path)
            ? EvidenceProblems.NotStored.At(root, digest.Hex)
            : Files.Read(path).Then(bytes => Digest.Of(bytes) == digest ? Result.Of(bytes) : EvidenceProblems.Corrupt.At(path, digest.Hex));
    }

    /// <summary>True when there is a file for the digest; only <see cref="Get"/> says whether it is intact.</summary>
    public bool Contains(Digest digest) => File.Exists(PathOf(digest));

    /// <summary>Keeps content from being collected, under a name; the same name again replaces what it kept.</summary>
    /// <param name="name">Letters, digits, <c>-</c>, <c>_</c>, <c>.</c>; a tree or a branch.</param>
    /// <param name="digests">What to keep.</param>
    /// <exception cref="ArgumentException">The name has other characters or starts with a dot.</exception>
    public Result<string> Pin(string name, IEnumerable<Digest> digests)
    {
        var lines = digests.Distinct().Order().Select(digest => digest.Hex + "\n");
        return Files.Write(PinPath(name), Encoding.ASCII.GetBytes(string.Concat(lines)));
    }

    /// <summary>Lets go of what a name kept; nothing happens where there is no such pin.</summary>
    /// <exception cref="ArgumentException">The name has other characters than <see cref="Pin"/> allows.</exception>
    public Result<string> Unpin(string name)
    {
        var path = PinPath(name);
        try
        {
            File.Delete(path);
            return path;
        }
        catch (DirectoryNotFoundException)
        {
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Files.WriteProblem(path, problem);
        }
    }

    /// <summary>Deletes content that is too old, then the oldest until the rest fits; never what is pinned or within <see cref="Grace"/>.</summary>
    /// <param name="limits">How much may stay.</param>
    /// <param name="now">The time of day.</param>
    public Result<CollectReport> Collect(CollectLimits limits, DateTimeOffset now)
    {
        try
        {
            return Pinned().Then(pinned => Result.Of(Collect(limits, now.UtcDateTime, pinned)));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Files.WriteProblem(root, problem);
        }
    }

    private CollectReport Collect(CollectLimits limits, DateTime now, HashSet<Digest> pinned)
    {
        var all = Content(now).OrderBy(c => c.Written).ThenBy(c => c.Digest).ToList();
        var kept = all.Sum(c => c.Length);
        var (deleted, freed) = (0, 0L);
        foreach (var (digest, length, written) in all)
        {
            var tooOld = now - written > limits.MaxAge;
            if ((!tooOld && kept <= limits.MaxBytes) || pinned.Contains(digest) || now - written < Grace)
            {
                continue;
            }

            File.Delete(PathOf(digest));
            (deleted, freed, kept) = (deleted + 1, freed + length, kept - length);
        }

        return new(deleted, freed, all.Count - deleted, kept);
    }

    private IEnumerable<(Digest Digest, long Length, DateTime Written)> Content(DateTime now)
    {
        if (!Directory.Exists(_content))
        {
            yield break;
        }

        foreach (var file in new DirectoryInfo(_content).EnumerateFiles("*", SearchOption.AllDirectories))
        {
            if (Digest.TryParse(file.Name, out var digest))
            {
                yield return (digest, file.Length, file.LastWriteTimeUtc);
            }
            else if (file.Extension == ".tmp" && now - file.LastWriteTimeUtc > TemporaryLife)
            {
                file.Delete();
            }
        }
    }

    private Result<HashSet<Digest>> Pinned()
    {
        var pinned = new HashSet<Digest>();
        if (!Directory.Exists(_pins))
        {
            return pinned;
        }

        foreach (var pin in Directory.EnumerateFiles(_pins).Where(p => !p.EndsWith(".tmp", StringComparison.Ordinal)))
        {
            foreach (var line in File.ReadAllLines(pin))
            {
                if (!Digest.TryParse(line, out var digest))
                {
                    return EvidenceProblems.BadPin.At(pin, "a line is no digest");
                }

                pinned.Add(digest);
            }
        }

        return pinned;
    }

    private string PinPath(string name) =>
        name.Length is > 0 and <= 200 && name[0] != '.' && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            ? Path.Combine(_pins, name)
            : throw new ArgumentException("A pin's name has letters, digits, '-', '_' and '.', and does not start with '.'.", nameof(name));

    private static bool IsIntact(string path, Digest digest)
    {
        try
        {
            return File.Exists(path) && Digest.OfFile(path) == digest;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>Makes content young, so that a collector running now keeps it; false where a collector was faster.</summary>
    private static bool Touch(string path)
    {
        try
        {
#pragma warning disable RS0030 // As a new file would have it: the collector goes by what the file system says.
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow);
#pragma warning restore RS0030
            return File.Exists(path);
        }
        catch (FileNotFoundException)
        {
            return false;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A shared store that is read-only here: the content is there all the same.
            return File.Exists(path);
        }
    }
}

/// <summary>How much a store may keep beyond what is pinned.</summary>
/// <param name="MaxBytes">Of all content, pinned included.</param>
/// <param name="MaxAge">Since it was last written or found.</param>
public sealed record CollectLimits(long MaxBytes, TimeSpan MaxAge);

/// <summary>What a collection did.</summary>
/// <param name="Deleted">Pieces of content deleted.</param>
/// <param name="FreedBytes">Their bytes.</param>
/// <param name="Kept">Pieces left.</param>
/// <param name="KeptBytes">Their bytes.</param>
public sealed record CollectReport(int Deleted, long FreedBytes, int Kept, long KeptBytes);
