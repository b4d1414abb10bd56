using Maestro.Evidence.Json;

namespace Maestro.Evidence.Predicates;

/// <summary>The verdict of one who verified (SLSA verification summary v1): here, whether a change may merge.</summary>
/// <param name="VerifierId">A URI of the verifier.</param>
/// <param name="VerifierVersions">Versions of its parts by name.</param>
/// <param name="ResourceUri">What was verified.</param>
/// <param name="Policy">By which policy.</param>
/// <param name="InputAttestations">The evidence that was read.</param>
/// <param name="Passed">The verdict.</param>
/// <param name="VerifiedLevels">The levels reached, such as <c>SLSA_BUILD_LEVEL_1</c>; may be empty.</param>
/// <param name="TimeVerified">RFC 3339, UTC; null where equal input must give equal bytes.</param>
public sealed record VerificationSummary(
    string VerifierId,
    IReadOnlyDictionary<string, string> VerifierVersions,
    string ResourceUri,
    ResourceDescriptor Policy,
    IReadOnlyList<ResourceDescriptor> InputAttestations,
    bool Passed,
    IReadOnlyList<string> VerifiedLevels,
    string? TimeVerified = null) : IPredicate<VerificationSummary>
{
    private const string PassedWord = "PASSED";
    private const string FailedWord = "FAILED";

    /// <inheritdoc/>
    public static string Type => PredicateTypes.VerificationSummary;

    /// <inheritdoc/>
    public string PredicateType => Type;

    /// <inheritdoc/>
    public static VerificationSummary FromJson(JsonFields fields)
    {
        var verifier = fields.Object("verifier", v => (Id: v.Text("id"), Versions: v.TextMap("version")));
        var passed = fields.Text("verificationResult") switch
        {
            PassedWord => true,
            FailedWord => false,
            _ => throw fields.Unexpected("verificationResult", $"{PassedWord}|{FailedWord}"),
        };
        return new(
            verifier.Id,
            verifier.Versions,
            fields.Text("resourceUri"),
            fields.Object("policy", ResourceDescriptor.FromJson),
            fields.OptionalList("inputAttestations", ResourceDescriptor.FromJson),
            passed,
            fields.Texts("verifiedLevels"),
            fields.OptionalText("timeVerified"));
    }

    /// <inheritdoc/>
    public JsonObject ToJson() => JsonObject.Of(
        ("verifier", JsonObject.Of(
            ("id", VerifierId),
            ("version", new JsonObject(VerifierVersions.Select(v => KeyValuePair.Create(v.Key, (JsonValue)v.Value)))))),
        ("timeVerified", TimeVerified is null ? null : (JsonValue)TimeVerified),
        ("resourceUri", ResourceUri),
        ("policy", Policy.ToJson()),
        ("inputAttestations", JsonArray.Of(ResourceDescriptor.Sorted(InputAttestations), d => d.ToJson())),
        ("verificationResult", Passed ? PassedWord : FailedWord),
        ("verifiedLevels", JsonArray.OfText(VerifiedLevels.Order(StringComparer.Ordinal))),
        ("slsaVersion", "1.1"));
}
