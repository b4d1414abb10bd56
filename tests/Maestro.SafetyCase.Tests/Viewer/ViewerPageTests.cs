using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Gsn;
using Maestro.SafetyCase.Status;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Tests.Viewer;

public sealed class ViewerPageTests
{
    private const string Envelope = """{"payload":"eyJhIjoxfQ==","payloadType":"application/vnd.in-toto+json","signatures":[]}""";

    [Fact]
    public void The_same_case_gives_the_same_bytes_whatever_the_order_of_its_files()
    {
        var document = Case("A claim");
        string[] names = ["evidence/b.dsse.json", "evidence/a.dsse.json"];

        var one = Page(document, names);
        var other = Page(document, names.Reverse());

        Assert.Equal(one, other);
    }

    [Fact]
    public void The_policy_allows_the_pages_own_script_and_style_by_hash_and_nothing_else()
    {
        var html = Encoding.UTF8.GetString(Page(Case("A claim"), []));

        var policy = Regex.Match(html, "Content-Security-Policy\" content=\"([^\"]+)\"").Groups[1].Value;
        var script = Regex.Match(html, "<script type=\"module\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
        var style = Regex.Match(html, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;

        Assert.Equal(
            $"default-src 'none'; script-src '{HashOf(script)}'; style-src '{HashOf(style)}'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
            policy);
    }

    [Fact]
    public void Nothing_in_the_data_block_can_end_it()
    {
        var html = Encoding.UTF8.GetString(Page(Case("</script><!--<script>\u2028"), ["evidence/</script><b>.json"]));

        var block = Regex.Match(html, "id=\"case-data\">(.*?)</script>\n<script type=\"text/plain\"", RegexOptions.Singleline).Groups[1].Value;

        Assert.NotEqual("", block);
        Assert.DoesNotContain('<', block);
        Assert.DoesNotContain('\u2028', block);
        Assert.Equal(6, Regex.Count(html, "<script|</script>"));
    }

    [Fact]
    public void The_sources_put_text_into_the_document_as_text_only()
    {
        var script = Regex.Match(Encoding.UTF8.GetString(Page(Case("A claim"), [])), "<script type=\"module\">(.*?)</script>", RegexOptions.Singleline).Value;

        Assert.DoesNotMatch("innerHTML|outerHTML|insertAdjacentHTML|document\\.write|\\beval\\(|new Function|fetch\\(|XMLHttpRequest|import\\(|^import |^export ", script);
    }

    [Theory]
    [InlineData("{}", false)]
    [InlineData("", false)]
    [InlineData(Envelope, true)]
    [InlineData("""{"payload":"eyJhIjoxfQ","payloadType":"t"}""", false)]
    [InlineData("""{"payload":"eyJhIjoxfR==","payloadType":"t"}""", false)]
    [InlineData("""{"payload":"eyJh\nIjoxfQ==","payloadType":"t"}""", false)]
    [InlineData("""{"payload":"","payloadType":"t"}""", false)]
    [InlineData("""{"payload":"eyJh""", false)]
    public void A_payload_is_stored_decoded_only_where_encoding_it_again_gives_the_same_bytes(string envelope, bool expected) =>
        Assert.Equal(expected, EnvelopePayload.TryFind(Encoding.UTF8.GetBytes(envelope), out _, out _));

    private static byte[] Page(SafetyCaseDocument document, IEnumerable<string> evidence) => ViewerPage.Write(
        document,
        SafetyCaseJson.Write(document),
        Encoding.UTF8.GetBytes(Envelope),
        evidence.ToDictionary(name => name, name => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(Envelope + name)));

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static SafetyCaseDocument Case(string claim) => new()
    {
        Title = claim,
        Verdict = CaseVerdict.Open,
        SelfReported = false,
        Uncommitted = false,
        Change = new(null, new("head", "", new string('a', 40)), "no base"),
        Toolchain = new("maestro 0.1.0", "", "", ""),
        Counts = StatusCounts.Of([NodeStatus.Open]),
        ConfidenceCounts = StatusCounts.Of([]),
        Obligations = new(0, 0, 0, 0),
        Tests = null,
        Touched = new(0, 0, 0, 0, 0, 0),
        Behaviour = new(0, 0, 0, 0, 0, 0, 0),
        Changes = [],
        Gaps = [],
        Assumptions = [],
        Root = "G1",
        ConfidenceRoot = null,
        Nodes =
        [
            new()
            {
                Id = "G1", Type = GsnNodeType.Goal, Module = CaseModules.Change, Text = claim, Status = NodeStatus.Open, Reason = "", Undeveloped = true,
                Evidence = [new CaseEvidence(Digest.OfText(claim), "urn:x", claim)],
            },
        ],
    };
}
