using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using Maestro.Build.Sidecars;
using Maestro.Evidence;
using Maestro.Evidence.Storage;
using Maestro.Verification.Sidecars;
using Microsoft.Build.Framework;

namespace Maestro.Build;

/// <summary>Makes, of the sidecars of referenced assemblies, the file that tells the analyzers their contracts. One that is not of this very assembly is left out.</summary>
public sealed class ReadContractSidecars : Microsoft.Build.Utilities.Task
{
    // Generous: a sidecar of ten thousand members has ten.
    private const long MostBytes = 64 << 20;

    /// <summary>The references as the compiler gets them; <c>OriginalPath</c> is the assembly behind a reference assembly.</summary>
    [Required]
    public ITaskItem[] References { get; set; } = [];

    /// <summary>The file to write; deleted where no reference has a sidecar.</summary>
    [Required]
    public string Output { get; set; } = "";

    /// <summary>The file, where there is one.</summary>
    [Output]
    public ITaskItem[] Sources { get; set; } = [];

    /// <inheritdoc/>
    public override bool Execute()
    {
        var found = new List<AssemblyContracts>();
        foreach (var reference in References)
        {
            var seen = reference.GetMetadata("FullPath");
            var original = reference.GetMetadata("OriginalPath") is { Length: > 0 } path ? Path.Combine(Path.GetDirectoryName(seen)!, path) : seen;
            var sidecar = Path.ChangeExtension(original, null) + ContractSidecar.Suffix;
            if (File.Exists(sidecar) && Read(sidecar, seen) is { } fit)
            {
                found.Add(fit);
            }
        }

        if (found.Count == 0)
        {
            File.Delete(Output);
            return true;
        }

        if (!IntermediateFile.Write(this, Output, Encoding.UTF8.GetBytes(CarrierSource.Of(found))))
        {
            return false;
        }

        Sources = [new Microsoft.Build.Utilities.TaskItem(Output)];
        return true;
    }

    private AssemblyContracts? Read(string path, string assembly)
    {
        if (new FileInfo(path).Length > MostBytes)
        {
            Warn(ContractSidecar.Unreadable.At(path, "it is larger than 64 MB"));
            return null;
        }

        var read = Files.Read(path).Then(bytes => ContractSidecar.Read(bytes, path));
        var content = Files.Read(assembly);
        if ((read.Problem ?? content.Problem) is { } problem)
        {
            Warn(problem);
            return null;
        }

        var digest = Digest.Of(content.Value);
        if (digest != read.Value.Sha256 && digest != read.Value.ReferenceSha256)
        {
            Log.LogMessage(MessageImportance.Low, "Maestro: {0} belongs to another build of {1}; its contracts are not known.", path, read.Value.Assembly);
            return null;
        }

        try
        {
            using var image = new PEReader(new MemoryStream(content.Value));
            var metadata = image.GetMetadataReader();
            return metadata.GetString(metadata.GetAssemblyDefinition().Name) == read.Value.Assembly
                ? new AssemblyContracts(read.Value.Assembly, metadata.GetGuid(metadata.GetModuleDefinition().Mvid), read.Value.Members)
                : null;
        }
        catch (Exception e) when (e is BadImageFormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private void Warn(Problem problem) =>
        Log.LogWarning(null, problem.Id, null, null, problem.Where, 0, 0, 0, 0, "{0}", $"{problem.What} {problem.WayOut}");
}
