namespace Maestro.Cli;

/// <summary>A folder of this process's own, for its user only, gone when it is disposed of.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("maestro-").FullName;

    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // What is left is in the temporary folder and belongs to nobody.
        }
    }
}
