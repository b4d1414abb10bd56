using System.Text;
using CsCheck;
using Maestro.Evidence;
using Maestro.Evidence.Predicates;
using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Document;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Status;

namespace Maestro.SafetyCase.Tests.Packaging;

public sealed class CaseVerifierTests
{
    [Fact]
    public void A_genuine_case_says_its_verdict_in_the_first_line()
    {
        using var fixture = new CaseFixture();

        var result = fixture.Verify();

        Assert.Empty(result.Problems);
        Assert.StartsWith("holds · tree aaaa", result.Headline);
        Assert.Equal(ExitCode.Holds, result.ExitCode);
        Assert.True(result.PassesGate);
    }

    [Theory]
    [InlineData("")]
    [InlineData("case.json")]
    [InlineData("manifest.dsse.json")]
    public void A_case_is_named_by_its_folder_or_by_a_file_of_it(string file)
    {
        using var fixture = new CaseFixture();

        Assert.Equal(CaseVerdict.Holds, fixture.Verify(Path.Combine(fixture.Folder, file)).Verdict);
    }

    [Fact]
    public void A_failing_case_is_genuine_and_fails()
    {
        using var fixture = new CaseFixture(new SampleChange { Tests = SampleChange.TestRun(["A"], ["B"]) });

        var result = fixture.Verify();

        Assert.Empty(result.Problems);
        Assert.Equal((CaseVerdict.Fails, ExitCode.DoesNotHold), (result.Verdict, result.ExitCode));
    }

    [Fact]
    public void An_open_case_exits_as_open()
    {
        using var fixture = new CaseFixture(new SampleChange { Tests = null, HasTests = false });

        Assert.Equal((CaseVerdict.Open, ExitCode.Open), (fixture.Verify().Verdict, fixture.Verify().ExitCode));
    }

    [Fact]
    public void A_self_reported_case_says_so_first_and_passes_no_gate()
    {
        using var fixture = new CaseFixture(new SampleChange { RecomputedBy = RecomputedBy.InBuild });

        var result = fixture.Verify();

        Assert.StartsWith("holds, self-reported", result.Headline);
        Assert.False(result.PassesGate);
        Assert.Equal(ExitCode.Open, result.ExitCode);
    }

    [Fact]
    public void An_uncommitted_case_passes_no_gate()
    {
        using var fixture = new CaseFixture(new SampleChange { Uncommitted = true });

        Assert.Empty(fixture.Verify().Problems);
        Assert.False(fixture.Verify().PassesGate);
        Assert.Contains("uncommitted", fixture.Verify().Headline);
    }

    [Fact]
    public void Evidence_without_signatures_of_its_own_is_covered_by_the_manifest()
    {
        using var fixture = new CaseFixture(signEvidence: false);
        Assert.Equal(CaseVerdict.Holds, fixture.Verify().Verdict);

        fixture.Alter(Path.GetRelativePath(fixture.Folder, fixture.Evidence), bytes => [.. bytes, (byte)' ']);

        AssertOnly("MAE7302", fixture.Verify(), "MAE7307", "MAE7310", "MAE7306", "MAE7308");
    }

    [Theory]
    [InlineData("case.json")]
    [InlineData("case.gsn.yaml")]
    [InlineData("maestro.pub")]
    [InlineData("manifest.dsse.json")]
    public void A_missing_file_is_named(string name)
    {
        using var fixture = new CaseFixture();
        File.Delete(Path.Combine(fixture.Folder, name));

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7301" && p.Where == name);
    }

    [Fact]
    public void Missing_evidence_is_named_and_its_claims_fall()
    {
        using var fixture = new CaseFixture();
        File.Delete(fixture.Evidence);

        var result = fixture.Verify();

        Assert.Contains(result.Problems, p => p.Id == "MAE7301" && p.Where.StartsWith("evidence/", StringComparison.Ordinal));
        Assert.Equal((CaseVerdict.Fails, NodeStatus.Missing), (result.Verdict, result.Root));
    }

    [Fact]
    public void A_truncated_file_is_refused_at_every_length()
    {
        using var fixture = new CaseFixture();
        foreach (var name in Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(fixture.Folder, f)))
        {
            var whole = File.ReadAllBytes(Path.Combine(fixture.Folder, name));
            foreach (var length in new[] { 0, 1, whole.Length / 2, whole.Length - 1 })
            {
                fixture.Alter(name, _ => whole[..length]);

                Assert.NotEqual(CaseVerdict.Holds, fixture.Verify().Verdict);
            }

            fixture.Alter(name, _ => whole);
        }

        Assert.Equal(CaseVerdict.Holds, fixture.Verify().Verdict);
    }

    [Fact]
    public void One_changed_bit_anywhere_is_noticed()
    {
        using var fixture = new CaseFixture();
        var names = Directory.GetFiles(fixture.Folder, "*", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(fixture.Folder, f)).Order(StringComparer.Ordinal).ToArray();
        Gen.Select(Gen.Int[0, names.Length - 1], Gen.Int[0, int.MaxValue], Gen.Int[0, 7]).Sample(
            (file, at, bit) =>
            {
                var whole = File.ReadAllBytes(Path.Combine(fixture.Folder, names[file]));
                var changed = whole.ToArray();
                changed[at % whole.Length] ^= (byte)(1 << bit);
                fixture.Alter(names[file], _ => changed);

                var result = fixture.Verify();

                fixture.Alter(names[file], _ => whole);
                Assert.True(result.Problems.Count > 0, $"{names[file]} byte {at % whole.Length}");
            },
            iter: 300,
            threads: 1);
    }

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("evidence/extra.dsse.json")]
    [InlineData("more/notes.txt")]
    public void A_file_that_nobody_signed_for_is_named(string name)
    {
        using var fixture = new CaseFixture();
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(fixture.Folder, name))!);
        File.WriteAllText(Path.Combine(fixture.Folder, name), "x");

        AssertOnly("MAE7303", fixture.Verify());
    }

    [Fact]
    public void Another_key_is_not_the_signers()
    {
        using var fixture = new CaseFixture();
        using var other = SigningKey.Generate();

        AssertOnly("MAE7011", fixture.Verify(key: other.PublicKey));
    }

    [Fact]
    public void The_key_in_the_folder_does_not_vouch_for_itself()
    {
        using var fixture = new CaseFixture();
        using var forger = SigningKey.Generate();
        fixture.Write(fixture.Change.Build(), forger);

        AssertOnly("MAE7011", fixture.Verify());
    }

    [Fact]
    public void A_manifest_by_one_key_does_not_vouch_for_evidence_by_another()
    {
        using var fixture = new CaseFixture();
        using var other = SigningKey.Generate();
        fixture.Write(fixture.Change.Build(), other);

        Assert.Contains(fixture.Verify(key: other.PublicKey).Problems, p => p.Id == "MAE7011" && p.Where.StartsWith("evidence/", StringComparison.Ordinal));
    }

    [Fact]
    public void An_unsigned_case_is_called_unsigned()
    {
        using var fixture = new CaseFixture();
        fixture.Alter("manifest.dsse.json", bytes => (DsseEnvelope.Parse(bytes, "m").Value with { Signatures = [] }).ToBytes());

        AssertOnly("MAE7010", fixture.Verify());
    }

    [Fact]
    public void Duplicate_keys_are_refused_before_anything_is_believed()
    {
        using var fixture = new CaseFixture();
        fixture.Alter("manifest.dsse.json", bytes => Encoding.UTF8.GetBytes(
            Encoding.UTF8.GetString(bytes).Replace("{\"payload\":", "{\"payload\":\"\",\"payload\":", StringComparison.Ordinal)));

        AssertOnly("MAE7001", fixture.Verify());
    }

    [Theory]
    [InlineData("manifest.dsse.json", "\"payloadType\":", "\"payloadType\": ")]
    [InlineData("manifest.dsse.json", "{\"payload\":", "{\"note\":1,\"payload\":")]
    [InlineData("evidence", "\"payloadType\":", "\"payloadType\": ")]
    public void An_envelope_that_says_the_same_in_other_bytes_is_refused(string name, string original, string changed)
    {
        using var fixture = new CaseFixture();
        var path = name == "evidence" ? Path.GetRelativePath(fixture.Folder, fixture.Evidence) : name;
        fixture.Alter(path, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(original, changed, StringComparison.Ordinal)));

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7314" && p.Where == path);
    }

    [Theory]
    [InlineData("../outside.json")]
    [InlineData("/etc/hostname")]
    [InlineData("evidence/../../outside.json")]
    [InlineData("evidence/notes.json")]
    public void A_manifest_does_not_lead_out_of_its_folder(string path)
    {
        using var fixture = new CaseFixture();
        File.WriteAllText(Path.Combine(fixture.Scratch, "outside.json"), "{}");
        fixture.Resign(m => m with { Files = new Dictionary<string, Digest>(m.Files) { [path] = Digest.OfText("{}") } });

        var result = fixture.Verify();

        Assert.Equal(CaseVerdict.Fails, result.Verdict);
        Assert.Contains(result.Problems, p => p.Id is "MAE7304" or "MAE7002");
        Assert.DoesNotContain(result.Problems, p => p.Id == "MAE7302");
    }

    [Fact]
    public void A_link_is_not_followed()
    {
        using var fixture = new CaseFixture();
        var copy = Path.Combine(fixture.Scratch, "copy.json");
        File.Move(Path.Combine(fixture.Folder, "case.json"), copy);
        File.CreateSymbolicLink(Path.Combine(fixture.Folder, "case.json"), copy);

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7304" && p.Where == "case.json");
    }

    [Fact]
    public void A_folder_of_evidence_that_is_a_link_is_not_followed()
    {
        using var fixture = new CaseFixture();
        var copy = Path.Combine(fixture.Scratch, "elsewhere");
        Directory.Move(Path.Combine(fixture.Folder, "evidence"), copy);
        Directory.CreateSymbolicLink(Path.Combine(fixture.Folder, "evidence"), copy);

        Assert.Contains(fixture.Verify().Problems, p => p.Id == "MAE7304" && p.Where == "evidence");
    }

    [Fact]
    public void An_acceptance_that_ran_out_fails_the_case_without_calling_it_forged()
    {
        using var fixture = new CaseFixture(new SampleChange
        {
            Findings = new(SampleChange.Scope, SampleChange.Tools, "1", [new("CA1822", FindingLevel.Warning, "can be static", "src/Shop/Pager.cs", 9, true, "owner: ann; until: 2026-05-31")]),
        });

        var result = fixture.Verify();

        Assert.Empty(result.Problems);
        Assert.Equal("MAE7311", Assert.Single(result.Expired).Id);
        Assert.Equal((CaseVerdict.Fails, NodeStatus.Stale), (result.Verdict, result.Root));
        Assert.Equal(CaseVerdict.Holds, CaseVerifier.Verify(fixture.Folder, [CaseFixture.Key.PublicKey], new(2026, 5, 31)).Verdict);
    }

    [Fact]
    public void No_case_and_no_key_are_told_apart()
    {
        using var fixture = new CaseFixture();

        Assert.Equal(("MAE7313", ExitCode.NotFound), Only(fixture.Verify(Path.Combine(fixture.Scratch, "nothing"))));
        Assert.Equal(("MAE7313", ExitCode.NotFound), Only(fixture.Verify(fixture.Scratch)));
        Assert.Equal(("MAE7315", ExitCode.BadInput), Only(CaseVerifier.Verify(fixture.Folder, [], CaseFixture.Today)));
    }

    private static (string, ExitCode) Only(CaseVerification result) => (Assert.Single(result.Problems).Id, result.ExitCode);

    private static void AssertOnly(string id, CaseVerification result, params string[] follows)
    {
        Assert.Equal(CaseVerdict.Fails, result.Verdict);
        Assert.Contains(result.Problems, p => p.Id == id);
        Assert.All(result.Problems, p => Assert.True(p.Id == id || follows.Contains(p.Id), p.ToString()));
        Assert.Equal("fails: this copy cannot be relied on", result.Headline);
    }
}
