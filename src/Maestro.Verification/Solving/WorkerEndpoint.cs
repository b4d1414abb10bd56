using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Maestro.Verification.Solving;

/// <summary>
/// Which worker to speak to. Everything that could change an answer is in the name: tool, version, solver and cache, so that two tools on
/// one machine never share a worker that is not theirs.
/// </summary>
/// <param name="WorkerPath">The <c>maestro</c> executable, or its <c>.dll</c>.</param>
/// <param name="Z3Path">The libz3 that the user named; null for the worker's own search.</param>
/// <param name="CacheFolder">The verdict cache; null for the worker's own default.</param>
/// <param name="GivenId">The name that the client listens for, which the worker is told; null for the client, who makes it.</param>
public sealed record WorkerEndpoint(string WorkerPath, string? Z3Path = null, string? CacheFolder = null, string? GivenId = null)
{
    private const int IdDigits = 24;

    /// <summary>The folder of sockets and locks, for this user only.</summary>
    public static string Folder()
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "maestro", "worker");
        }

        var runtime = Environment.GetEnvironmentVariable("XDG_RUNTIME_DIR");
        // A socket's path has at most about 100 bytes, so a long TMPDIR is of no use.
        return !string.IsNullOrEmpty(runtime) && Path.IsPathRooted(runtime) && runtime.Length < 60
            ? Path.Combine(runtime, "maestro")
            : $"/tmp/maestro-{Hash(Environment.UserName, 12)}";
    }

    /// <summary>The pipe's name: a socket's path on Unix.</summary>
    public string PipeName() => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? $"maestro-{Hash(Environment.UserName, 12)}-{Id()}"
        : Path.Combine(Folder(), $"{Id()}.sock");

    /// <summary>The file that the one running worker holds locked.</summary>
    public string LockPath() => Path.Combine(Folder(), $"{Id()}.lock");

    /// <summary>The arguments that start the worker of this endpoint, verb included.</summary>
    public IReadOnlyList<string> Arguments()
    {
        var arguments = new List<string> { "worker", "--tool", WorkerPath, "--id", Id() };
        if (Z3Path is not null)
        {
            arguments.AddRange(["--z3", Z3Path]);
        }

        if (CacheFolder is not null)
        {
            arguments.AddRange(["--cache", CacheFolder]);
        }

        return arguments;
    }

    /// <summary>True for a text that can be an id: it becomes a file's name.</summary>
    public static bool IsId(string text) => text.Length == IdDigits && text.All(character => character is (>= '0' and <= '9') or (>= 'a' and <= 'f'));

    private string Id()
    {
        if (GivenId is not null)
        {
            return GivenId;
        }

        var version = typeof(WorkerEndpoint).Assembly.ManifestModule.ModuleVersionId.ToString("N");
        // Where no folder is named, the worker finds its cache by the environment that it inherits from whoever starts it.
        var environment = string.Join("\n", Environment.GetEnvironmentVariable("MAESTRO_CACHE"), Environment.GetEnvironmentVariable("XDG_CACHE_HOME"));
        return Hash(string.Join("\n", version, WorkerPath, Z3Path, CacheFolder ?? environment), IdDigits);
    }

    private static string Hash(string text, int digits)
    {
        using var sha256 = SHA256.Create();
        return string.Concat(sha256.ComputeHash(Encoding.UTF8.GetBytes(text)).Select(b => b.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)))
            .Substring(0, digits);
    }
}
