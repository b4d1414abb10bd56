using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>A thing that evidence refers to (in-toto ResourceDescriptor).</summary>
/// <param name="Name">What it is called: a path relative to the repository, or a package.</param>
/// <param name="Uri">Where it is from; null where the name says it all.</param>
/// <param name="Digests">What identifies it; null where nothing does.</param>
public sealed record ResourceDescriptor(string? Name, string? Uri, DigestSet? Digests)
{
    internal static ResourceDescriptor FromJson(JsonFields fields)
    {
        var descriptor = new ResourceDescriptor(
            fields.OptionalText("name"),
            fields.OptionalText("uri"),
            fields.Source["digest"] is JsonObject ? DigestSet.FromJson(fields, "digest") : null);
        return descriptor is { Name: null, Uri: null, Digests: null } ? throw fields.Unexpected("digest", "a name, a uri or a digest") : descriptor;
    }

    internal static IEnumerable<ResourceDescriptor> Sorted(IEnumerable<ResourceDescriptor> descriptors) =>
        descriptors.OrderBy(d => d.ToJson().ToString(), StringComparer.Ordinal);

    internal JsonObject ToJson() => JsonObject.Of(
        ("name", Name is null ? null : (JsonValue)Name),
        ("uri", Uri is null ? null : (JsonValue)Uri),
        ("digest", Digests?.ToJson()));
}
