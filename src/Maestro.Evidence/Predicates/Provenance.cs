using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>How an artifact was built (SLSA provenance v1). No clock and no machine path: equal builds give equal bytes.</summary>
/// <param name="BuildType">A URI that says how to read the parameters.</param>
/// <param name="ExternalParameters">What the one who started the build chose.</param>
/// <param name="InternalParameters">What the builder chose.</param>
/// <param name="ResolvedDependencies">What went in: source tree, commit, lock files.</param>
/// <param name="BuilderId">A URI of who built.</param>
/// <param name="BuilderVersions">Versions of the builder's parts by name.</param>
/// <param name="Byproducts">What else came out: compiler logs and the like.</param>
public sealed record Provenance(
    string BuildType,
    JsonObject ExternalParameters,
    JsonObject InternalParameters,
    IReadOnlyList<ResourceDescriptor> ResolvedDependencies,
    string BuilderId,
    IReadOnlyDictionary<string, string> BuilderVersions,
    IReadOnlyList<ResourceDescriptor> Byproducts) : IPredicate<Provenance>
{
    /// <inheritdoc/>
    public static string Type => PredicateTypes.Provenance;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <inheritdoc/>
    public static Provenance FromJson(JsonFields fields)
    {
        var definition = fields.Object("buildDefinition", d => (
            BuildType: d.Text("buildType"),
            External: d.Raw("externalParameters"),
            Internal: d.Raw("internalParameters"),
            Dependencies: d.OptionalList("resolvedDependencies", ResourceDescriptor.FromJson)));
        var run = fields.Object("runDetails", d => (
            Builder: d.Object("builder", b => (Id: b.Text("id"), Versions: b.TextMap("version"))),
            Byproducts: d.OptionalList("byproducts", ResourceDescriptor.FromJson)));
        return new(definition.BuildType, definition.External, definition.Internal, definition.Dependencies, run.Builder.Id, run.Builder.Versions, run.Byproducts);
    }

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("buildDefinition", JsonObject.Of(
            ("buildType", BuildType),
            ("externalParameters", ExternalParameters),
            ("internalParameters", InternalParameters),
            ("resolvedDependencies", JsonArray.Of(ResourceDescriptor.Sorted(ResolvedDependencies), d => d.ToJson())))),
        ("runDetails", JsonObject.Of(
            ("builder", JsonObject.Of(
                ("id", BuilderId),
                ("version", new JsonObject(BuilderVersions.Select(v => KeyValuePair.Create(v.Key, (JsonValue)v.Value)))))),
            ("byproducts", JsonArray.Of(ResourceDescriptor.Sorted(Byproducts), d => d.ToJson())))));
}
