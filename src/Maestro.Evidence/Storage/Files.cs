namespace Maestro.Evidence.Storage;

/// <summary>Reads and writes whole files, with problems instead of exceptions for what a machine can do wrong.</summary>
public static class Files
{
    // errno of Linux and macOS, which .NET keeps in HResult; Windows has its own.
    private const int NoSpaceLeft = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int QuotaExceeded = 122;
    private const int QuotaExceededOnMac = 69;
    private const int WindowsDiskFull = unchecked((int)0x80070070);

    /// <summary>The bytes of a file.</summary>
    public static Result<byte[]> Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return EvidenceProblems.FileNotFound.At(path);
        }
        catch (UnauthorizedAccessException problem)
        {
            return EvidenceProblems.NotReadable.At(path, problem.Message);
        }
        catch (IOException problem)
        {
            return EvidenceProblems.IoFailed.At(path, problem.Message);
        }
    }

    /// <summary>Writes a file as a whole or not at all: to a name of its own beside it, flushed to the disk, then renamed. Returns the path.</summary>
    public static Result<string> Write(string path, ReadOnlySpan<byte> bytes)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                stream.Write(bytes);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
            return path;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            TryDelete(temporary);
            return WriteProblem(path, problem);
        }
    }

    /// <summary>What a failure to write means to the user.</summary>
    /// <param name="path">What was to be written.</param>
    /// <param name="failure">The exception of .NET.</param>
    public static Problem WriteProblem(string path, Exception failure) => failure switch
    {
        { HResult: NoSpaceLeft or QuotaExceeded or QuotaExceededOnMac or WindowsDiskFull } => EvidenceProblems.DiskFull.At(path),
        UnauthorizedAccessException or { HResult: ReadOnlyFileSystem } => EvidenceProblems.NotWritable.At(path, failure.Message),
        _ => EvidenceProblems.IoFailed.At(path, failure.Message),
    };

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // What cannot be written cannot be deleted either; the first failure is the one to report.
        }
    }
}
