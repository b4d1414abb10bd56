using System.Runtime.InteropServices;
using Maestro.Verification.Solving;

namespace Maestro.Cli.Worker;

/// <summary><c>maestro worker</c>: the one process of a user that owns solver and verdict cache. Nobody types it: clients start it.</summary>
internal static class WorkerCommand
{
    private const long CacheBytes = 1L << 30;
    private static readonly TimeSpan IdleTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CacheAge = TimeSpan.FromDays(60);

    /// <summary>Serves until idle; at once 0 where another worker of the same endpoint runs, 4 where the folder is not this user's.</summary>
    internal static async Task<int> RunAsync(WorkerEndpoint endpoint, TimeProvider time, CancellationToken stop)
    {
        // Ctrl+C in a terminal reaches every process of a build; the worker outlives builds.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => context.Cancel = true);
        FileStream alone;
        try
        {
            MakeFolder(WorkerEndpoint.Folder());
            alone = new FileStream(endpoint.LockPath(), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException)
        {
            return 4;
        }
        catch (IOException)
        {
            return 0;
        }

        using (alone)
        {
            using var pool = new SolverPool(new SolverProcessOptions(endpoint.WorkerPath, endpoint.Z3Path));
            var cache = new VerdictCache(endpoint.CacheFolder ?? VerdictCache.DefaultFolder());
            var server = new WorkerServer(endpoint.PipeName(), new CachedSolver(pool, cache), cache, () => pool.Unavailability, time, IdleTime);
            await server.RunAsync(stop);
            cache.Trim(time.GetUtcNow() - CacheAge, CacheBytes);
        }

        return 0;
    }

    private static void MakeFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
            return;
        }

        const UnixFileMode UserOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Directory.CreateDirectory(folder, UserOnly);
        // Refused to all but the owner: a folder that another user planted stops here.
        File.SetUnixFileMode(folder, UserOnly);
    }
}
