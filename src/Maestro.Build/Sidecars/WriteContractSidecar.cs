using Maestro.Build.Sidecars;
using Maestro.Evidence;
using Maestro.Evidence.Reading;
using Maestro.Evidence.Storage;
using Microsoft.Build.Framework;

namespace Maestro.Build;

/// <summary>Writes <c>Name.contracts.json</c> beside the assembly, from what the analyzers left in the compiler's log.</summary>
public sealed class WriteContractSidecar : Microsoft.Build.Utilities.Task
{
    /// <summary>The project file.</summary>
    [Required]
    public string Project { get; set; } = "";

    /// <summary>The compiler's SARIF, relative to the project's folder or absolute.</summary>
    [Required]
    public string CompilerLog { get; set; } = "";

    /// <summary>The assembly where users find it.</summary>
    [Required]
    public string Assembly { get; set; } = "";

    /// <summary>The reference assembly; may be absent.</summary>
    public string ReferenceAssembly { get; set; } = "";

    /// <summary>The sidecar, written or found as it should be.</summary>
    [Output]
    public string Sidecar { get; set; } = "";

    /// <inheritdoc/>
    public override bool Execute()
    {
        var log = SarifReader.ReadFile(FullPath(CompilerLog));
        var members = log.Then(l => ContractSidecar.MembersIn(l, CompilerLog));
        var assembly = Files.Read(FullPath(Assembly));
        if ((members.Problem ?? assembly.Problem) is { } problem)
        {
            Log.LogError(null, problem.Id, null, null, problem.Where, 0, 0, 0, 0, "{0}", $"{problem.What} {problem.WayOut}");
            return false;
        }

        var reference = ReferenceAssembly.Length > 0 && File.Exists(FullPath(ReferenceAssembly)) ? Files.Read(FullPath(ReferenceAssembly)) : null;
        var path = Path.ChangeExtension(FullPath(Assembly), null) + ContractSidecar.Suffix;
        var sidecar = new ContractSidecar(
            Path.GetFileNameWithoutExtension(Assembly), Digest.Of(assembly.Value), reference is { Succeeded: true } ? Digest.Of(reference.Value) : null, members.Value);
        if (!IntermediateFile.Write(this, path, sidecar.Write()))
        {
            return false;
        }

        Sidecar = path;
        return true;
    }

    private string FullPath(string path) => Path.Combine(Path.GetDirectoryName(Project)!, path.Replace('\\', Path.DirectorySeparatorChar));
}
