using System.Security.Cryptography;
using System.Text;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer.Layout;

namespace Maestro.SafetyCase.Viewer;

/// <summary>
/// The case as one HTML file that asks the network for nothing. It carries the case's own bytes, checks them in the reader's browser
/// against a key the reader gives, and renders from the bytes it checked. The manifest stands in a block of its own, so that it can list the page's
/// digest: that of the page with the block empty (<see cref="CasePage"/>).
/// </summary>
public static class ViewerPage
{
    private static readonly Lazy<string> Style = new(() => ViewerAssets.Style());
    private static readonly Lazy<string> Script = new(() => ViewerAssets.Script());

    /// <summary>Makes the page, in the shape of a <see cref="ViewerWriter"/>: UTF-8, the same bytes for the same input.</summary>
    /// <param name="document">What <paramref name="caseJson"/> says; only the drawing's geometry is taken from it.</param>
    /// <param name="caseJson">The bytes of <c>case.json</c>.</param>
    /// <param name="manifest">The bytes of <c>manifest.dsse.json</c>; empty for a case that nobody signed.</param>
    /// <param name="evidence">Bytes by path in the case folder.</param>
    public static byte[] Write(
        SafetyCaseDocument document,
        ReadOnlyMemory<byte> caseJson,
        ReadOnlyMemory<byte> manifest,
        IReadOnlyDictionary<string, ReadOnlyMemory<byte>> evidence)
    {
        var files = evidence.OrderBy(file => file.Key, StringComparer.Ordinal).Prepend(KeyValuePair.Create(CaseLayout.Case, caseJson));
        var data = ViewerData.Write(files, ArgumentLayouter.Arrange(NodesOf(document)));
        var policy = $"default-src 'none'; script-src '{HashOf(Script.Value)}'; style-src '{HashOf(Style.Value)}'; "
            + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        var page = new StringBuilder(ViewerAssets.Shell())
            .Replace("{{policy}}", policy)
            .Replace("{{style}}", Style.Value)
            .Replace("{{script}}", Script.Value)
            .Replace("{{data}}", data)
            .Replace("{{manifest}}", Convert.ToBase64String(manifest.Span));
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static List<ArgumentNode> NodesOf(SafetyCaseDocument document)
    {
        // A challenger hangs below what it challenges.
        var challengers = document.Nodes
            .SelectMany(node => node.Challenges.Select(target => (Target: target, node.Id)))
            .ToLookup(pair => pair.Target, pair => pair.Id, StringComparer.Ordinal);
        return [.. document.Nodes.Select(node => new ArgumentNode(node.Id, ShapeOf(node.Type), [.. node.SupportedBy, .. challengers[node.Id]], node.InContextOf))];
    }

    private static ArgumentShape ShapeOf(GsnNodeType type) => type switch
    {
        GsnNodeType.Strategy => ArgumentShape.Parallelogram,
        GsnNodeType.Solution => ArgumentShape.Circle,
        GsnNodeType.Context => ArgumentShape.Stadium,
        GsnNodeType.Assumption or GsnNodeType.Justification => ArgumentShape.Ellipse,
        _ => ArgumentShape.Rectangle,
    };
}
