namespace Maestro.EndToEnd.Running;

/// <summary>A file system of a test's own, as only root can have it.</summary>
public sealed class Mount : IAsyncDisposable
{
    private readonly string _folder;

    private Mount(string folder) => _folder = folder;

    /// <summary>An empty file system of this size, in KiB, at <paramref name="folder"/>.</summary>
    public static async Task<Mount> SmallAsync(string folder, int kibibytes)
    {
        await RealProcess.OutputAsync("mount", ["-t", "tmpfs", "-o", $"size={kibibytes}k", "tmpfs", folder], "/");
        return new(folder);
    }

    /// <summary>The same folder, for reading only, root included.</summary>
    public static async Task<Mount> ReadOnlyAsync(string folder)
    {
        await RealProcess.OutputAsync("mount", ["--bind", folder, folder], "/");
        var mount = new Mount(folder);
        await RealProcess.OutputAsync("mount", ["-o", "remount,bind,ro", folder], "/");
        return mount;
    }

    // A build server may still have a file open there.
    public async ValueTask DisposeAsync() => await RealProcess.OutputAsync("umount", ["--lazy", _folder], "/");
}
