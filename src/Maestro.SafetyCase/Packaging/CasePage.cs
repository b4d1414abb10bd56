using System.Text;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Packaging;

/// <summary>
/// A page taken apart. It cannot hold the digest of itself, and the envelopes in it have other signatures each time: so the manifest lists what is
/// the page's own, its text with both blocks empty and the drawing, and the blocks hold files that the manifest lists by themselves.
/// </summary>
public sealed class CasePage
{
    private static readonly byte[] Data = Encoding.UTF8.GetBytes("<script type=\"application/json\" id=\"case-data\">");
    private static readonly byte[] Manifest = Encoding.UTF8.GetBytes("<script type=\"text/plain\" id=\"case-manifest\">");
    private static readonly byte[] Closing = Encoding.UTF8.GetBytes("</script>");

    private readonly string _manifest;

    private CasePage(Digest listed, string manifest, IReadOnlyDictionary<string, byte[]> files) => (Listed, _manifest, Files) = (listed, manifest, files);

    /// <summary>The digest that the manifest lists for the page.</summary>
    public Digest Listed { get; }

    /// <summary>The files of the case that the page carries, the manifest apart.</summary>
    public IReadOnlyDictionary<string, byte[]> Files { get; }

    /// <summary>Takes a page apart; null where its script would refuse it, or where a block could be meant by two places.</summary>
    public static CasePage? Read(ReadOnlySpan<byte> page)
    {
        if (Cut(page, Data) is not { } data || Cut(data.Around, Manifest) is not { } manifest || ViewerDataReader.Read(data.Block) is not { } parts
            || !parts.TryGetValue(ViewerData.Layout, out var layout))
        {
            return null;
        }

        return new(Digest.Of([.. manifest.Around, .. layout]), manifest.Block, parts.Where(p => p.Key != ViewerData.Layout).ToDictionary(StringComparer.Ordinal));
    }

    /// <summary>True for the page that a manifest lists; null where it lists none. Says nothing of signatures.</summary>
    public static bool? IsListed(ReadOnlySpan<byte> page, ReadOnlyMemory<byte> manifest)
    {
        var files = DsseEnvelope.Parse(manifest.Span, CaseLayout.Manifest)
            .Then(envelope => Statement.Parse(envelope.Payload.Span, CaseLayout.Manifest))
            .Then(statement => statement.PredicateAs<SafetyCaseManifest>(CaseLayout.Manifest));
        return !files.Succeeded || !files.Value.Files.TryGetValue(CaseLayout.Viewer, out var listed) ? null
            : Read(page) is { } read && read.Listed == listed && read.Holds(manifest.Span);
    }

    /// <summary>True when this is the manifest in the page.</summary>
    public bool Holds(ReadOnlySpan<byte> manifest) => _manifest == Convert.ToBase64String(manifest);

    private static (string Block, byte[] Around)? Cut(ReadOnlySpan<byte> page, byte[] opening)
    {
        var at = page.IndexOf(opening);
        var start = at + opening.Length;
        if (at < 0 || page.LastIndexOf(opening) != at || page[start..].IndexOf(Closing) is not (>= 0 and var length))
        {
            return null;
        }

        return (Encoding.UTF8.GetString(page.Slice(start, length)), [.. page[..start], .. page[(start + length)..]]);
    }
}
