using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary>
/// Answers on disk by what they are a function of: solver, budget, script. A file names its own key and digest, so that one that is cut
/// off, changed or moved is a miss. A folder that cannot be read or written is a cache that holds nothing.
/// </summary>
/// <param name="folder">Its folder; made when first needed, for this user only.</param>
public sealed class VerdictCache(string folder)
{
    private const string Header = "maestro-verdict 2";
    private const string MethodHeader = "maestro-method 1";

    /// <summary>The folder of this user: <c>MAESTRO_CACHE</c>, else <c>XDG_CACHE_HOME/maestro</c>, else the system's.</summary>
    public static string DefaultFolder()
    {
        var named = Environment.GetEnvironmentVariable("MAESTRO_CACHE");
        if (!string.IsNullOrEmpty(named))
        {
            return Path.Combine(Path.GetFullPath(named), "verdicts");
        }

        // The base directory specification has relative paths ignored.
        var xdg = Environment.GetEnvironmentVariable("XDG_CACHE_HOME");
        var root = !string.IsNullOrEmpty(xdg) && Path.IsPathRooted(xdg) ? xdg
            : OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(root, "maestro", "verdicts");
    }

    /// <summary>Hex SHA-256 of solver, budget and script.</summary>
    public static string Key(string solverVersion, SolverQuery query)
    {
        var budget = query.Rlimit.ToString(CultureInfo.InvariantCulture);
        return Digest($"{Header}\n{solverVersion}\n{budget}\n{query.SmtText}");
    }

    /// <summary>The answer kept under <paramref name="key"/>; null where there is none that can be trusted to be whole.</summary>
    public SolverAnswer? Find(string key) => Body(key) is { } body ? Parse(key, body) : null;

    /// <summary>Keeps an answer that is a pure function of its key; others are left out.</summary>
    public void Keep(string key, SolverAnswer answer)
    {
        if (answer.IsReproducible)
        {
            KeepBody(key, string.Join('\n', Header, key, answer.Status.ToString(), answer.Used.ToString(CultureInfo.InvariantCulture), answer.Reason.ReplaceLineEndings(" "), answer.Output));
        }
    }

    /// <summary>What a compiler kept of a method under <paramref name="key"/>, which says all that it depends on; null where there is nothing whole.</summary>
    public string? FindVerdict(string key)
    {
        var start = MethodHeader + "\n" + key + "\n";
        return IsKey(key) && Body(key) is { } body && body.StartsWith(start, StringComparison.Ordinal) ? body[start.Length..] : null;
    }

    /// <summary>Keeps what a compiler found out about a method.</summary>
    public void KeepVerdict(string key, string verdict)
    {
        if (IsKey(key))
        {
            KeepBody(key, MethodHeader + "\n" + key + "\n" + verdict);
        }
    }

    /// <summary>It becomes a file's name.</summary>
    private static bool IsKey(string key) => key.Length == 64 && key.All(char.IsAsciiHexDigitLower);

    private string? Body(string key)
    {
        var path = PathOf(key);
        try
        {
            // Most keys are not there, and an exception is dear.
            if (!File.Exists(path))
            {
                return null;
            }

            var text = File.ReadAllText(path);
            var digestEnd = text.IndexOf('\n', StringComparison.Ordinal);
            return digestEnd > 0 && text[..digestEnd] == Digest(text[(digestEnd + 1)..]) ? text[(digestEnd + 1)..] : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void KeepBody(string key, string body)
    {
        var path = PathOf(key);
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            MakeFolder(Path.GetDirectoryName(path)!);
            File.WriteAllText(temporary, $"{Digest(body)}\n{body}");
            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            RemoveQuietly(temporary);
        }
    }

    /// <summary>Removes what was last written before <paramref name="oldest"/>, then the oldest beyond <paramref name="maximumBytes"/>.</summary>
    public void Trim(DateTimeOffset oldest, long maximumBytes)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        var kept = 0L;
        var newestFirst = new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .ThenBy(file => file.Name, StringComparer.Ordinal);
        foreach (var file in newestFirst.ToList())
        {
            kept += file.Length;
            if (kept > maximumBytes || file.LastWriteTimeUtc < oldest.UtcDateTime)
            {
                RemoveQuietly(file.FullName);
            }
        }
    }

    private static SolverAnswer? Parse(string key, string body)
    {
        var parts = body.Split('\n', 6);
        return parts.Length == 6 && parts[0] == Header && parts[1] == key
            && Enum.TryParse<SolverStatus>(parts[2], out var status)
            && long.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out var used)
            && new SolverAnswer(status, parts[5], parts[4]) { Used = used } is { IsReproducible: true } answer
            ? answer
            : null;
    }

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static void RemoveQuietly(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A later trim finds it.
        }
    }

    private static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private string PathOf(string key) => Path.Combine(folder, key[..2], key);
}

/// <summary>A solver that remembers.</summary>
/// <param name="solver">Who is asked on a miss.</param>
/// <param name="cache">What is remembered.</param>
public sealed class CachedSolver(ISolver solver, VerdictCache cache) : ISolver
{
    private long hits;

    /// <inheritdoc/>
    public string Version => solver.Version;

    /// <summary>Questions answered from the cache.</summary>
    public long Hits => Interlocked.Read(ref hits);

    /// <inheritdoc/>
    public SolverAnswer Check(SolverQuery query, CancellationToken cancellation)
    {
        var key = VerdictCache.Key(solver.Version, query);
        if (cache.Find(key) is { } known)
        {
            Interlocked.Increment(ref hits);
            return known;
        }

        var answer = solver.Check(query, cancellation);
        cache.Keep(key, answer);
        return answer;
    }
}
