namespace Maestro.Cli.Checking;

/// <summary>Lets one process at a time past, by an exclusively opened file that the system releases when the process ends.</summary>
internal sealed class FileGate : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly FileStream _file;

    private FileGate(FileStream file) => _file = file;

    public static async Task<FileGate> EnterAsync(string path, CancellationToken cancellation)
    {
        while (true)
        {
            if (TryEnter(path) is { } gate)
            {
                return gate;
            }

            await Task.Delay(Pause, cancellation).ConfigureAwait(false);
        }
    }

    /// <summary>The gate, or null while somebody else holds it.</summary>
    public static FileGate? TryEnter(string path)
    {
        try
        {
            return new FileGate(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException) when (File.Exists(path))
        {
            return null;
        }
    }

    public void Dispose() => _file.Dispose();
}
