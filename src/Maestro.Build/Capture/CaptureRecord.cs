using System.Text.Json;
using System.Text.Json.Serialization;

namespace Maestro.Build.Capture;

/// <summary>
/// One compilation as the build made it: one project, one target framework. Lies beside the response file of the same name, whose lines are
/// csc's arguments. Paths are absolute and of this machine: a capture is an input of the prover, never evidence.
/// </summary>
/// <param name="Project">The project file.</param>
/// <param name="TargetFramework">Such as <c>net10.0</c>.</param>
/// <param name="AssemblyName">Without extension.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Directory">The project's folder, which relative paths in the response file start from.</param>
/// <param name="ResponseFile">The name of the response file, in the same folder.</param>
/// <param name="OutputPath">Where the build puts the assembly.</param>
/// <param name="CompiledAssembly">Where csc puts it (below <c>obj</c>).</param>
/// <param name="ReferenceAssembly">The reference assembly that dependents are compiled against; empty where there is none.</param>
/// <param name="CompilerLog">csc's SARIF; empty when csc was not run.</param>
/// <param name="IsTestProject">True when the project says that it holds tests.</param>
/// <param name="GeneratedFiles">Sources that generators made, sorted; empty when csc was not run.</param>
/// <param name="ProjectReferences">What is referenced as a project, sorted by project. When a referenced project was never built,
/// the response file may lack its <c>/reference</c>.</param>
public sealed record CaptureRecord(
    string Project,
    string TargetFramework,
    string AssemblyName,
    string Configuration,
    string Directory,
    string ResponseFile,
    string OutputPath,
    string CompiledAssembly,
    string ReferenceAssembly,
    string CompilerLog,
    bool IsTestProject,
    IReadOnlyList<string> GeneratedFiles,
    IReadOnlyList<CapturedReference> ProjectReferences)
{
    /// <summary>The record as indented JSON, names in camel case.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CaptureJson.Default.CaptureRecord) + "\n";

    /// <summary>Reads what <see cref="ToJson"/> wrote; null when it is not that.</summary>
    public static CaptureRecord? FromJson(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, CaptureJson.Default.CaptureRecord);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>A project that is referenced.</summary>
/// <param name="Project">The referenced project file.</param>
/// <param name="TargetFramework">The framework of it that was chosen; empty when its build did not say.</param>
/// <param name="OutputPath">The assembly; one of the two paths is the one in the response file.</param>
/// <param name="ReferenceAssembly">The reference assembly that csc reads instead; empty where there is none.</param>
/// <param name="Aliases">Extern aliases, separated by commas; empty for <c>global</c>.</param>
public sealed record CapturedReference(string Project, string TargetFramework, string OutputPath, string ReferenceAssembly, string Aliases);

[JsonSerializable(typeof(CaptureRecord))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    WriteIndented = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true)]
internal sealed partial class CaptureJson : JsonSerializerContext;
