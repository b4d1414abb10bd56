using System.IO.Compression;
using Maestro.Evidence;

namespace Maestro.Cli.Packages;

/// <summary>Finds a version of a package: unpacked in the global packages folder, or as a file in a folder that the user names. Runs nothing of it.</summary>
internal static class PackageFolder
{
    private const long MostBytes = 512L << 20;

    /// <summary>Where NuGet unpacks what is restored.</summary>
    public static string Global => Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named
        ? Path.GetFullPath(named)
        : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    /// <summary>The folder with the package's files.</summary>
    /// <param name="name">Its id, in any case.</param>
    /// <param name="version">As its folder or file has it.</param>
    /// <param name="source">A folder with <c>.nupkg</c> files or a feed of folders; null to look where NuGet restores only.</param>
    /// <param name="scratch">Where a file is unpacked.</param>
    public static Result<string> Find(string name, string version, string? source, string scratch)
    {
        var (id, number) = (name.ToLowerInvariant(), version.ToLowerInvariant());
        if (!IsPlain(id) || !IsPlain(number))
        {
            return CliProblems.NoPackage.At("", name, version);
        }

        var restored = Path.Combine(Global, id, number);
        if (Directory.Exists(Path.Combine(restored, "lib")))
        {
            return restored;
        }

        if (source is not null && Directory.Exists(source))
        {
            var unpacked = Path.Combine(source, id, number);
            var file = Directory.EnumerateFiles(source, "*.nupkg").Concat(Directory.Exists(unpacked) ? Directory.EnumerateFiles(unpacked, "*.nupkg") : [])
                .Order(StringComparer.Ordinal).FirstOrDefault(f => Path.GetFileName(f).Equals($"{id}.{number}.nupkg", StringComparison.OrdinalIgnoreCase));
            if (file is not null)
            {
                return Unpack(file, Path.Combine(scratch, id, number));
            }
        }

        return CliProblems.NoPackage.At("", name, version);
    }

    /// <summary>The library of one framework: the one in use, or the nearest that such a project may use.</summary>
    /// <param name="package">The package's folder.</param>
    /// <param name="framework">Such as <c>net8.0</c>: the folder that the solution's reference lies in.</param>
    public static IReadOnlyList<string> Assemblies(string package, string framework)
    {
        var lib = Path.Combine(package, "lib");
        var chosen = Directory.Exists(lib)
            ? Directory.GetDirectories(lib).Select(d => Path.GetFileName(d)!)
                .Where(f => f.Equals(framework, StringComparison.OrdinalIgnoreCase) || Rank(f) >= 0)
                .OrderByDescending(f => f.Equals(framework, StringComparison.OrdinalIgnoreCase)).ThenByDescending(Rank).ThenBy(f => f, StringComparer.Ordinal).FirstOrDefault()
            : null;
        return chosen is null ? [] : [.. Directory.GetFiles(Path.Combine(lib, chosen), "*.dll").Order(StringComparer.Ordinal)];
    }

    // What a project for today's .NET takes, best first; .NET Framework and portable folders are not among it.
    private static int Rank(string framework) =>
        framework.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase) && Version.TryParse(framework["netstandard".Length..], out var standard) ? standard.Major * 10 + standard.Minor
        : framework.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase) && Version.TryParse(framework["netcoreapp".Length..], out var core) ? 100 + core.Major * 10 + core.Minor
        : framework.StartsWith("net", StringComparison.OrdinalIgnoreCase) && framework.Contains('.', StringComparison.Ordinal) && !framework.Contains('-', StringComparison.Ordinal)
            && Version.TryParse(framework["net".Length..], out var modern) && modern.Major >= 5 ? 1000 + modern.Major * 10 + modern.Minor
        : -1;

    private static bool IsPlain(string part) => part.Length > 0 && part != "." && part != ".." && part.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '+');

    /// <summary>Unpacks the libraries: nothing outside the folder, nothing beyond a size.</summary>
    private static Result<string> Unpack(string file, string folder)
    {
        try
        {
            using var archive = ZipFile.OpenRead(file);
            var left = MostBytes;
            foreach (var entry in archive.Entries.Where(e => e.FullName.StartsWith("lib/", StringComparison.OrdinalIgnoreCase) && e.Name.Length > 0))
            {
                var parts = entry.FullName.Split('/');
                if (!parts.All(IsPlain) || entry.Length > left)
                {
                    return CliProblems.BadPackage.At(file, $"the entry '{entry.FullName}'");
                }

                left -= entry.Length;
                var target = Path.Combine([folder, .. parts]);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                using var from = entry.Open();
                using var to = File.Create(target);
                var buffer = new byte[81920];
                long written = 0;
                for (int read; (read = from.Read(buffer)) > 0; written += read)
                {
                    if (written + read > entry.Length)
                    {
                        return CliProblems.BadPackage.At(file, $"the entry '{entry.FullName}' is longer than it says");
                    }

                    to.Write(buffer, 0, read);
                }
            }

            return folder;
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return CliProblems.BadPackage.At(file, e.Message);
        }
    }
}
