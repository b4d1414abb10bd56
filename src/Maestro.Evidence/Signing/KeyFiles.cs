using System.Text;
using Maestro.Evidence.Storage;

namespace Maestro.Evidence.Signing;

/// <summary>Private keys in files that nobody but their owner may read or write.</summary>
public static class KeyFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;
    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute |
        UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    /// <summary>Where the development key of this user is: <c>maestro/development.key</c> in the user's configuration folder.</summary>
    public static string DevelopmentKeyPath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData, Environment.SpecialFolderOption.DoNotVerify),
        "maestro",
        "development.key");

    /// <summary>The key in a file, made on first use. Of several processes that start at once, one makes it and all get the same.</summary>
    public static Result<SigningKey> OpenOrCreate(string path)
    {
        if (!File.Exists(path))
        {
            using var key = SigningKey.Generate();
            if (Create(path, key) is { } problem)
            {
                return problem;
            }
        }

        return Open(path);
    }

    /// <summary>The key in a file; one that others may read, write or execute is refused.</summary>
    public static Result<SigningKey> Open(string path)
    {
        try
        {
            // The mode is that of the opened file: a name could be swapped between two calls.
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & Others) is not UnixFileMode.None)
            {
                return EvidenceProblems.KeyExposed.At(path, Convert.ToString((int)File.GetUnixFileMode(stream.SafeFileHandle), 8));
            }

            using var reader = new StreamReader(stream, Encoding.ASCII);
            return SigningKey.FromPem(reader.ReadToEnd(), path);
        }
        catch (Exception problem) when (problem is FileNotFoundException or DirectoryNotFoundException)
        {
            return EvidenceProblems.KeyNotFound.At(path);
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

    private static Problem? Create(string path, SigningKey key)
    {
        var temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                Directory.CreateDirectory(folder, OwnerFolder);
                options.UnixCreateMode = OwnerOnly;
            }

            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(Encoding.ASCII.GetBytes(key.ToPem()));
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
            return null;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its key is the key.
            File.Delete(temporary);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return Files.WriteProblem(path, problem);
        }
    }
}
