using System.Text;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Tests.Packaging;

public sealed class CaseFolderTests
{
    [Fact]
    public void A_case_is_these_files_and_no_others()
    {
        using var fixture = new CaseFixture();

        Assert.Equal(
            ["case.gsn.yaml", "case.json", "evidence", "maestro.pub", "manifest.dsse.json"],
            Directory.GetFileSystemEntries(fixture.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(6, Directory.GetFiles(Path.Combine(fixture.Folder, "evidence"), "*.dsse.json").Length);
        Assert.Equal([fixture.Folder], Directory.GetFileSystemEntries(fixture.Scratch));
    }

    [Fact]
    public void The_same_change_gives_the_same_bytes_but_for_signatures()
    {
        using var first = new CaseFixture();
        using var second = new CaseFixture();

        Assert.Equal(Payloads(first), Payloads(second));
    }

    [Fact]
    public void The_page_is_made_from_the_signed_bytes_and_does_not_disturb_verification()
    {
        using var fixture = new CaseFixture();
        byte[]? manifest = null;
        var result = CaseFolder.Write(fixture.Change.Build(), fixture.Change.Envelopes(CaseFixture.Key), CaseFixture.Key, fixture.Folder, (document, caseJson, signed, shown) =>
        {
            manifest = signed.ToArray();
            return ViewerPage.Write(document, caseJson, signed, shown);
        });

        Assert.True(result.Succeeded);
        Assert.Equal(File.ReadAllBytes(Path.Combine(fixture.Folder, "manifest.dsse.json")), manifest);
        Assert.True(File.Exists(Path.Combine(fixture.Folder, "SafetyCaseViewer.html")));
        Assert.Empty(fixture.Verify().Problems);
    }

    [Fact]
    public void A_new_case_replaces_the_earlier_one_as_a_whole()
    {
        using var fixture = new CaseFixture();
        var changed = new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) };

        var result = CaseFolder.Write(changed.Build(), changed.Envelopes(CaseFixture.Key), CaseFixture.Key, fixture.Folder);

        Assert.True(result.Succeeded);
        Assert.Equal(CaseVerdict.Fails, fixture.Verify().Verdict);
        Assert.Empty(fixture.Verify().Problems);
    }

    [Fact]
    public void A_viewer_that_fails_leaves_the_earlier_case()
    {
        using var fixture = new CaseFixture();

        Assert.Throws<InvalidOperationException>(() => CaseFolder.Write(
            fixture.Change.Build(), [], CaseFixture.Key, fixture.Folder, (_, _, _, _) => throw new InvalidOperationException("no page")));

        Assert.Equal(CaseVerdict.Holds, fixture.Verify().Verdict);
        Assert.Equal([fixture.Folder], Directory.GetFileSystemEntries(fixture.Scratch));
    }

    [Fact]
    public void A_folder_with_anything_else_in_it_is_left_alone()
    {
        using var fixture = new CaseFixture();
        var precious = Path.Combine(fixture.Scratch, "home");
        Directory.CreateDirectory(precious);
        File.WriteAllText(Path.Combine(precious, "thesis.txt"), "years of work");

        var problem = CaseFolder.Write(fixture.Change.Build(), [], CaseFixture.Key, precious).Problem;

        Assert.Equal("MAE7023", problem?.Id);
        Assert.Contains("thesis.txt", problem?.What);
        Assert.True(File.Exists(Path.Combine(precious, "thesis.txt")));
    }

    [Fact]
    public void A_file_in_the_place_of_the_folder_is_left_alone()
    {
        using var fixture = new CaseFixture();
        var file = Path.Combine(fixture.Scratch, "occupied");
        File.WriteAllText(file, "x");

        Assert.Equal("MAE7023", CaseFolder.Write(fixture.Change.Build(), [], CaseFixture.Key, file).Problem?.Id);
        Assert.Equal("x", File.ReadAllText(file));
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_a_problem_of_the_machine()
    {
        using var fixture = new CaseFixture();

        var problem = CaseFolder.Write(fixture.Change.Build(), [], CaseFixture.Key, "/proc/case").Problem;

        Assert.Equal(Evidence.ExitCode.Environment, problem?.ExitCode);
        Assert.Equal("/proc/case", problem?.Where);
    }

    [Fact]
    public void A_signer_that_fails_leaves_the_earlier_case()
    {
        using var fixture = new CaseFixture();

        var problem = CaseFolder.Write(fixture.Change.Build(), [], new BrokenSigner(), fixture.Folder).Problem;

        Assert.Equal("MAE7015", problem?.Id);
        Assert.Equal(CaseVerdict.Holds, fixture.Verify().Verdict);
    }

    private static SortedDictionary<string, string> Payloads(CaseFixture fixture) => new(
        Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories).ToDictionary(
            f => Path.GetRelativePath(fixture.Folder, f),
            f => f.EndsWith(".dsse.json", StringComparison.Ordinal)
                ? Encoding.UTF8.GetString(DsseEnvelope.Parse(File.ReadAllBytes(f), f).Value.Payload.Span)
                : File.ReadAllText(f)),
        StringComparer.Ordinal);

    private sealed class BrokenSigner : ISigner
    {
        public VerificationKey PublicKey => CaseFixture.Key.PublicKey;

        public Evidence.Result<byte[]> Sign(ReadOnlyMemory<byte> message) => Evidence.EvidenceProblems.SignerFailed.At("signer", "no token");
    }
}
