using Maestro.Evidence;
using Maestro.Evidence.Storage;

namespace Maestro.SafetyCase.Packaging;

/// <summary>The plain files of a case folder, found without following a link.</summary>
internal sealed class CaseFiles
{
    /// <summary>The size that no file of a case needs; a larger one is not read.</summary>
    internal const long MaximumBytes = 64 * 1024 * 1024;

    private readonly string _folder;

    private CaseFiles(string folder, IReadOnlySet<string> names, IReadOnlyList<Problem> problems) =>
        (_folder, Names, Problems) = (folder, names, problems);

    /// <summary>Paths relative to the folder, with <c>/</c>.</summary>
    internal IReadOnlySet<string> Names { get; }

    /// <summary>Links and folders that a case does not have.</summary>
    internal IReadOnlyList<Problem> Problems { get; }

    /// <summary>The files of a case folder, given by itself, its case.json or its manifest.</summary>
    internal static Result<CaseFiles> Open(string path)
    {
        var named = Path.GetFileName(path) is CaseLayout.Case or CaseLayout.Manifest && !Directory.Exists(path);
        var folder = named ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        if (!Directory.Exists(folder))
        {
            return SafetyCaseProblems.NotACase.At(path);
        }

        try
        {
            var names = new SortedSet<string>(StringComparer.Ordinal);
            var problems = new List<Problem>();
            List(new DirectoryInfo(folder), "", names, problems);
            return names.Contains(CaseLayout.Manifest) || names.Contains(CaseLayout.Case)
                ? new CaseFiles(folder, names, problems)
                : SafetyCaseProblems.NotACase.At(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return EvidenceProblems.NotReadable.At(folder, failure.Message);
        }
    }

    /// <summary>The bytes of one of <see cref="Names"/>.</summary>
    internal Result<byte[]> Read(string name)
    {
        if (!Names.Contains(name))
        {
            return SafetyCaseProblems.FileMissing.At(name);
        }

        var path = Path.Combine(_folder, name);
        return new FileInfo(path).Length > MaximumBytes
            ? SafetyCaseProblems.TooLarge.At(name, MaximumBytes.ToString(System.Globalization.CultureInfo.InvariantCulture))
            : Files.Read(path);
    }

    private static void List(DirectoryInfo folder, string prefix, SortedSet<string> names, List<Problem> problems)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(e => e.Name, StringComparer.Ordinal))
        {
            var name = prefix + entry.Name;
            if (entry.LinkTarget is not null || (entry.Attributes & (FileAttributes.ReparsePoint | FileAttributes.Device)) != 0)
            {
                problems.Add(SafetyCaseProblems.UnsafePath.At(name, "a link"));
            }
            else if (entry is FileInfo)
            {
                names.Add(name);
            }
            else if (name == CaseLayout.EvidenceFolder)
            {
                List((DirectoryInfo)entry, name + "/", names, problems);
            }
            else
            {
                problems.Add(SafetyCaseProblems.FileExtra.At(name));
            }
        }
    }
}
