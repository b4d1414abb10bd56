using Maestro.Evidence;

namespace Maestro.SafetyCase.Packaging;

/// <summary>The names in a case folder.</summary>
public static class CaseLayout
{
    /// <summary>The signed statement that lists every other file.</summary>
    public const string Manifest = "manifest.dsse.json";

    /// <summary>The case.</summary>
    public const string Case = "case.json";

    /// <summary>The argument for other GSN tools.</summary>
    public const string Argument = "case.gsn.yaml";

    /// <summary>The signer's public key. A hint: a reader trusts a key that came another way.</summary>
    public const string PublicKey = "maestro.pub";

    /// <summary>The page for people. The manifest lists it as it is without the manifest (<see cref="CasePage"/>).</summary>
    public const string Viewer = "SafetyCaseViewer.html";

    /// <summary>The folder of evidence.</summary>
    public const string EvidenceFolder = "evidence";

    private const string Signed = ".dsse.json";
    private const string Unsigned = ".json";

    /// <summary>The path of a statement's envelope, relative to the case folder.</summary>
    public static string Evidence(Digest payload, bool signed) => $"{EvidenceFolder}/{payload.Hex}{(signed ? Signed : Unsigned)}";

    /// <summary>True for a path that <see cref="Evidence"/> gives.</summary>
    public static bool TryParseEvidence(string path, out Digest payload, out bool signed)
    {
        signed = path.EndsWith(Signed, StringComparison.Ordinal);
        var name = path.StartsWith(EvidenceFolder + "/", StringComparison.Ordinal) ? path[(EvidenceFolder.Length + 1)..] : "";
        var suffix = signed ? Signed : Unsigned;
        payload = default;
        return name.EndsWith(suffix, StringComparison.Ordinal) && Digest.TryParse(name[..^suffix.Length], out payload);
    }
}
