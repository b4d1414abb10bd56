using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>Copies of a case that holds, each with something done to it: none of them may pass a gate.</summary>
public sealed class TamperedCaseTests(ShopFixture shop)
{
    private const string Manifest = "manifest.dsse.json";

    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task The_case_that_the_others_are_copies_of_holds()
    {
        var good = await shop.GoodAsync();
        Assert.True(good.Check.ExitCode == 0, good.Check.ToString());

        var verify = await VerifyAsync(good.Folder);

        Assert.True(verify.ExitCode == 0, verify.ToString());
        Assert.StartsWith("holds", verify.FirstLine, StringComparison.Ordinal);
        using var result = JsonDocument.Parse((await VerifyAsync(good.Folder, "--json")).Output);
        Assert.True(result.RootElement.GetProperty("passesGate").GetBoolean());
    }

    [Fact]
    public async Task A_truncated_file_is_noticed_whichever_it_is()
    {
        foreach (var file in await FilesAsync())
        {
            foreach (var keep in new[] { 0.0, 0.5, 1.0 })
            {
                var copy = await shop.EarlierCaseAsync();
                var path = Path.Combine(copy, file);
                var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
                await File.WriteAllBytesAsync(path, bytes[..Math.Min((int)(bytes.Length * keep), bytes.Length - 1)], TestContext.Current.CancellationToken);

                AssertRefused(await VerifyAsync(copy), file);
            }
        }
    }

    [Fact]
    public async Task One_changed_byte_is_noticed_in_whichever_file()
    {
        foreach (var file in await FilesAsync())
        {
            var copy = await shop.EarlierCaseAsync();
            var path = Path.Combine(copy, file);
            var bytes = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
            bytes[bytes.Length / 2] ^= 1;
            await File.WriteAllBytesAsync(path, bytes, TestContext.Current.CancellationToken);

            AssertRefused(await VerifyAsync(copy), file);
        }
    }

    [Fact]
    public async Task Missing_evidence_is_named()
    {
        var copy = await shop.EarlierCaseAsync();
        var file = Directory.GetFiles(Path.Combine(copy, "evidence")).Order(StringComparer.Ordinal).First();
        File.Delete(file);

        var verify = await VerifyAsync(copy);

        AssertRefused(verify, Path.GetFileName(file));
        Assert.True(verify.ExitCode == 1, verify.ToString());
        Assert.Contains($"evidence/{Path.GetFileName(file)}: error MAE7301", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_nobody_signed_for_is_named()
    {
        var copy = await shop.EarlierCaseAsync();
        await File.WriteAllTextAsync(Path.Combine(copy, "evidence", "more.json"), "{}", TestContext.Current.CancellationToken);

        var verify = await VerifyAsync(copy);

        AssertRefused(verify, "more.json");
        Assert.Contains("error MAE7303", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_than_the_signers_does_not_verify()
    {
        var key = Path.Combine(_user.Scratch("other-key"), "other.pub");
        using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256))
        {
            await File.WriteAllTextAsync(key, other.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        }

        var verify = await _user.MaestroAsync(_user.Folder, "verify", (await shop.GoodAsync()).Folder, "--key", key);

        AssertRefused(verify, "wrong key");
        Assert.True(verify.ExitCode == 1, verify.ToString());
        Assert.Contains("error MAE7011", verify.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_case_signed_again_by_somebody_else_does_not_verify_although_it_brings_its_key()
    {
        var copy = await shop.EarlierCaseAsync();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(copy, "maestro.pub"), other.ExportSubjectPublicKeyInfoPem(), TestContext.Current.CancellationToken);
        foreach (var file in Directory.GetFiles(copy, "*.dsse.json", SearchOption.AllDirectories))
        {
            var envelope = JsonNode.Parse(await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))!;
            var payload = Convert.FromBase64String(envelope["payload"]!.GetValue<string>());
            var type = envelope["payloadType"]!.GetValue<string>();
            byte[] message = [.. Encoding.UTF8.GetBytes($"DSSEv1 {type.Length} {type} {payload.Length} "), .. payload];
            envelope["signatures"]![0]!["sig"] = Convert.ToBase64String(other.SignData(message, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));
            await File.WriteAllTextAsync(file, envelope.ToJsonString(), TestContext.Current.CancellationToken);
        }

        AssertRefused(await VerifyAsync(copy), "signed again");
    }

    [Fact]
    public async Task A_case_without_a_signature_does_not_verify()
    {
        var copy = await shop.EarlierCaseAsync();
        var path = Path.Combine(copy, Manifest);
        var envelope = JsonNode.Parse(await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken))!;
        envelope["signatures"] = new JsonArray();
        await File.WriteAllTextAsync(path, envelope.ToJsonString(), TestContext.Current.CancellationToken);

        var verify = await VerifyAsync(copy);

        AssertRefused(verify, "unsigned");
        Assert.True(verify.ExitCode == 1, verify.ToString());
        Assert.Contains("error MAE7010", verify.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Manifest)]
    [InlineData("case.json")]
    public async Task A_name_that_is_there_twice_is_refused(string file)
    {
        var copy = await shop.EarlierCaseAsync();
        var path = Path.Combine(copy, file);
        var text = await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken);
        using var json = JsonDocument.Parse(text);
        var first = json.RootElement.EnumerateObject().First();
        await File.WriteAllTextAsync(path, $"{{{JsonSerializer.Serialize(first.Name)}:{first.Value.GetRawText()},{text[1..]}", TestContext.Current.CancellationToken);

        var verify = await VerifyAsync(copy);
        var view = await _user.MaestroAsync(_user.Folder, "view", copy, "--no-open");

        AssertRefused(verify, file);
        if (file == Manifest)
        {
            Assert.Contains("error MAE7001", verify.Output, StringComparison.Ordinal);
        }
        else
        {
            Complaints.Assert(view, "MAE7001", 2);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_was_altered_or_is_gone_comes_back_as_it_was_signed(bool isGone)
    {
        var copy = await shop.EarlierCaseAsync();
        var page = Path.Combine(copy, "SafetyCaseViewer.html");
        var signed = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(page, signed.Replace("Safety case", "Safest case", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        AssertRefused(await VerifyAsync(copy), page);
        if (isGone)
        {
            File.Delete(page);
        }

        var view = await _user.MaestroAsync(_user.Folder, "view", copy, "--no-open");

        Assert.Equal((0, page), (view.ExitCode, view.Output.Split('\n')[0]));
        Assert.Equal(signed, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_page_that_another_version_signed_is_not_written_over()
    {
        var copy = await shop.EarlierCaseAsync();
        var page = Path.Combine(copy, "SafetyCaseViewer.html");
        // As if signed by a version with another page: here the manifest lists a digest that no page of this one has.
        var manifest = Path.Combine(copy, Manifest);
        var envelope = JsonNode.Parse(await File.ReadAllBytesAsync(manifest, TestContext.Current.CancellationToken))!;
        var statement = JsonNode.Parse(Convert.FromBase64String((string)envelope["payload"]!))!;
        statement["predicate"]!["files"]!.AsArray().Single(f => (string?)f!["path"] == "SafetyCaseViewer.html")!["sha256"] = new string('0', 64);
        envelope["payload"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(statement.ToJsonString()));
        await File.WriteAllTextAsync(manifest, envelope.ToJsonString(), TestContext.Current.CancellationToken);
        var before = await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken);

        var view = await _user.MaestroAsync(_user.Folder, "view", copy, "--no-open");

        Assert.Equal((0, $"{copy}.SafetyCaseViewer.html"), (view.ExitCode, view.Output.Split('\n')[0]));
        Assert.Equal(before, await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_truncated_case_is_not_shown_and_the_earlier_page_stays()
    {
        var copy = await shop.EarlierCaseAsync();
        var path = Path.Combine(copy, "case.json");
        await File.WriteAllBytesAsync(path, (await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken))[..100], TestContext.Current.CancellationToken);
        var before = FolderSnapshot.Of(copy);

        Complaints.Assert(await _user.MaestroAsync(_user.Folder, "view", copy, "--no-open"), "MAE7001", 2);

        Assert.Equal(before, FolderSnapshot.Of(copy));
    }

    [Fact]
    public async Task A_folder_without_a_case_is_not_found()
    {
        var folder = _user.Scratch("no-case");
        var key = (await shop.GoodAsync()).Key;

        var verify = await _user.MaestroAsync(folder, "verify", ".", "--key", key);
        var view = await _user.MaestroAsync(folder, "view", "--no-open");

        Assert.True(verify.ExitCode == 3, verify.ToString());
        Assert.Contains("error MAE7313", verify.Output + verify.Error, StringComparison.Ordinal);
        Complaints.Assert(view, "MAE7020", 3);
    }

    [Fact]
    public async Task A_key_file_that_is_missing_or_no_key_verifies_nothing()
    {
        var good = await shop.GoodAsync();
        var noKey = Path.Combine(_user.Scratch("no-key"), "case.json");
        File.Copy(Path.Combine(good.Folder, "case.json"), noKey);

        Complaints.Assert(await _user.MaestroAsync(_user.Folder, "verify", good.Folder, "--key", "/no/such.pub"), "MAE7014", 3);
        Complaints.Assert(await _user.MaestroAsync(_user.Folder, "verify", good.Folder, "--key", noKey), "MAE7012", 2);
    }

    private async Task<Finished> VerifyAsync(string folder, params string[] more) =>
        await _user.MaestroAsync(_user.Folder, ["verify", folder, "--key", (await shop.GoodAsync()).Key, .. more]);

    /// <summary>Files that the signature covers: all of them.</summary>
    private async Task<IReadOnlyList<string>> FilesAsync()
    {
        var folder = (await shop.GoodAsync()).Folder;
        return [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
    }

    /// <summary>The verdict is in the first line, the gate is closed, and every further line has an id and a way out.</summary>
    private static void AssertRefused(Finished verify, string what)
    {
        Assert.True(verify.ExitCode is 1 or 2, $"{what}: {verify}");
        Assert.True(verify.FirstLine == "fails: this copy cannot be relied on", $"{what}: {verify}");
        var problems = verify.Output.TrimEnd().Split('\n').Skip(1).ToList();
        Assert.True(problems.Count > 0 && problems.All(p => p.Contains("error MAE7", StringComparison.Ordinal)), $"{what}: {verify}");
        Assert.True(verify.Error.Length == 0, $"{what}: {verify}");
    }
}
