using System.Security.Cryptography;
using System.Text;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Viewer.Layout;

namespace Maestro.SafetyCase.Viewer;

/// <summary>
/// The case as one HTML file that asks the network for nothing. It carries the case's own bytes, checks them in the reader's browser
/// against a key the reader gives, and renders from the bytes it checked.
/// </summary>
public static class ViewerPage
{
    /// <summary>The page's name in a case folder.</summary>
    public const string FileName = "SafetyCaseViewer.html";

    private static readonly Lazy<string> Style = new(() => ViewerAssets.Style());
    private static readonly Lazy<string> Script = new(() => ViewerAssets.Script());

    /// <summary>Makes the page: UTF-8, the same bytes for the same input.</summary>
    /// <param name="document">What <paramref name="content"/>'s <c>case.json</c> says; only the drawing's geometry is taken from it.</param>
    /// <param name="content">The bytes to carry.</param>
    public static byte[] Write(SafetyCaseDocument document, ViewerContent content)
    {
        var data = ViewerData.Write(content, ArgumentLayouter.Arrange(NodesOf(document)));
        var policy = $"default-src 'none'; script-src '{HashOf(Script.Value)}'; style-src '{HashOf(Style.Value)}'; "
            + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'";
        var page = new StringBuilder(ViewerAssets.Shell())
            .Replace("{{policy}}", policy)
            .Replace("{{style}}", Style.Value)
            .Replace("{{script}}", Script.Value)
            .Replace("{{data}}", data);
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
