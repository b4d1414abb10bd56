using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>What is known of a build when it has ended.</summary>
/// <param name="Repository">Where the source is from, such as <c>git+https://…</c>; null for one that was never published.</param>
/// <param name="Source">The tree and commit that were built.</param>
/// <param name="EntryPoint">The solution or project, relative to the repository.</param>
/// <param name="Configuration">Such as <c>Release</c>.</param>
/// <param name="Properties">The MSBuild properties given on the command line.</param>
/// <param name="LockFiles">The package lock files by path relative to the repository.</param>
/// <param name="Tools">With what.</param>
/// <param name="Byproducts">Compiler logs and test reports by name.</param>
public sealed record BuildRecord(
    string? Repository,
    Revision Source,
    string EntryPoint,
    string Configuration,
    IReadOnlyDictionary<string, string> Properties,
    IReadOnlyDictionary<string, Digest> LockFiles,
    ToolVersions Tools,
    IReadOnlyDictionary<string, Digest> Byproducts);

/// <summary>Makes the SLSA provenance of a <c>dotnet build</c> that Maestro drove.</summary>
public static class ProvenanceBuilder
{
    /// <summary>The build type: says that the external parameters are entry point, configuration and properties.</summary>
    public const string BuildType = "urn:maestro:dotnet-build:v1";

    /// <summary>The builder of a developer's own machine: SLSA build level 1 at most, since nobody vouches for it.</summary>
    public const string LocalBuilder = "urn:maestro:builder:local";

    /// <summary>The provenance.</summary>
    /// <param name="build">The build.</param>
    /// <param name="builderId">Who built.</param>
    public static Result<Provenance> Build(BuildRecord build, string builderId = LocalBuilder)
    {
        var rooted = build.LockFiles.Keys.Concat(build.Byproducts.Keys).Append(build.EntryPoint).FirstOrDefault(IsMachinePath);
        if (rooted is not null)
        {
            return EvidenceProblems.MachinePath.At(rooted);
        }

        var properties = new JsonObject(build.Properties.Select(p => KeyValuePair.Create(p.Key, (JsonValue)p.Value)));
        var source = new ResourceDescriptor("source", build.Repository, DigestSet.Of(null, build.Source.Tree, build.Source.Commit));
        return new Provenance(
            BuildType,
            JsonObject.Of(("entryPoint", build.EntryPoint), ("configuration", build.Configuration), ("properties", properties)),
            JsonObject.Of(),
            [source, .. build.LockFiles.Select(Descriptor)],
            builderId,
            new Dictionary<string, string>
            {
                ["maestro"] = build.Tools.Maestro,
                ["sdk"] = build.Tools.Sdk,
                ["compiler"] = build.Tools.Compiler,
            },
            build.Byproducts.Select(Descriptor).ToArray());
    }

    private static ResourceDescriptor Descriptor(KeyValuePair<string, Digest> file) => new(file.Key, null, DigestSet.Of(file.Value));

    private static bool IsMachinePath(string path) =>
        path.StartsWith('/') || path.Contains('\\', StringComparison.Ordinal) || path.Split('/').Contains("..") || path is [_, ':', ..];
}
