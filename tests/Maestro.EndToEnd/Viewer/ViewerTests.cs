using System.Text;
using Deque.AxeCore.Playwright;
using Maestro.SafetyCase.Viewer;
using Microsoft.Playwright;

namespace Maestro.EndToEnd.Viewer;

/// <summary>The page as a reader opens it: from disk, in Chromium.</summary>
public sealed class ViewerTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task A_page_without_a_key_says_unverified_before_anything_else()
    {
        using var signed = SampleCases.Failing();

        await using var window = await chromium.Open(signed.Page());

        Assert.Equal("unverified", await window.Standing);
        Assert.StartsWith("Unverified copy", (await window.Page.InnerTextAsync("body")).Trim());
        Assert.StartsWith("Claims:", await window.Page.InnerTextAsync("h1"));
        Assert.Empty(window.Complaints);
    }

    [Fact]
    public async Task The_signers_key_makes_it_a_verified_copy()
    {
        using var signed = SampleCases.Holding();
        await using var window = await chromium.Open(signed.Page());

        await window.GiveKey(signed.PublicKey);

        await window.WaitForStanding("verified");
        Assert.StartsWith("Verified copy", (await window.Page.InnerTextAsync("body")).Trim());
        Assert.Equal("Holds", (await window.Page.InnerTextAsync("h1")).Trim());
        Assert.Contains(signed.KeyId[..12], await window.Page.InnerTextAsync("#copy"));
    }

    [Fact]
    public async Task A_kept_key_is_asked_again_on_the_next_visit_and_can_be_forgotten()
    {
        using var signed = SampleCases.Holding();
        await using var window = await chromium.Open(signed.Page());
        await window.GiveKey(signed.PublicKey, keep: true);
        await window.WaitForStanding("verified");

        await window.Page.ReloadAsync();
        await window.WaitForStanding("verified");
        await window.Page.GetByText("Forget this key").ClickAsync();
        await window.WaitForStanding("unverified");
        await window.Page.ReloadAsync();

        await window.WaitForStanding("unverified");
    }

    [Fact]
    public async Task Another_signers_key_hides_the_case()
    {
        using var signed = SampleCases.Holding();
        using var other = SampleCases.Holding();
        await using var window = await chromium.Open(signed.Page());

        await window.GiveKey(other.PublicKey);

        await window.WaitForStanding("wrong-key");
        Assert.False(await window.Page.Locator("#summary").IsVisibleAsync());
        Assert.False(await window.Page.Locator("#argument").IsVisibleAsync());
    }

    [Fact]
    public async Task A_private_key_is_refused_with_a_warning()
    {
        using var signed = SampleCases.Holding();
        await using var window = await chromium.Open(signed.Page());

        await window.GiveKey("-----BEGIN PRIVATE KEY-----\nMIGH\n-----END PRIVATE KEY-----");

        await Assertions.Expect(window.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("private key");
        Assert.Equal("unverified", await window.Standing);
    }

    [Theory]
    [InlineData("case")]
    [InlineData("evidence")]
    [InlineData("evidence-added")]
    [InlineData("manifest-payload")]
    public async Task Bytes_that_were_not_signed_are_not_shown(string what)
    {
        using var signed = SampleCases.Failing();
        var (caseJson, manifest, evidence) = (signed.CaseJson, signed.Manifest, signed.Evidence.ToDictionary());
        switch (what)
        {
            case "case":
                caseJson = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(caseJson).Replace("\"verdict\":\"fails\"", "\"verdict\":\"holds\""));
                break;
            case "evidence":
                var (path, bytes) = evidence.First();
                evidence[path] = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes.Span).Replace("\"payload\":\"eyJf", "\"payload\":\"eyJg"));
                break;
            case "evidence-added":
                evidence["evidence/" + new string('0', 64) + ".json"] = "{}"u8.ToArray();
                break;
            default:
                manifest = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(manifest).Replace("in-toto+json", "in-toto+jsonx"));
                break;
        }

        await using var window = await chromium.Open(ViewerPage.Write(signed.Document, caseJson, manifest, evidence));

        Assert.Equal("altered", await window.Standing);
        Assert.StartsWith("Altered copy", (await window.Page.InnerTextAsync("body")).Trim());
        Assert.False(await window.Page.Locator("#summary").IsVisibleAsync());
    }

    [Fact]
    public async Task A_verdict_changed_in_case_and_manifest_is_found_with_the_key()
    {
        using var signed = SampleCases.Failing();
        using var forged = SampleCases.Holding();
        // Everything agrees with everything, and the signature claims the first signer's key.
        var manifest = Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(forged.Manifest).Replace(forged.KeyId, signed.KeyId));
        await using var window = await chromium.Open(ViewerPage.Write(forged.Document, forged.CaseJson, manifest, forged.Evidence));
        Assert.Equal("unverified", await window.Standing);

        await window.GiveKey(signed.PublicKey);

        await window.WaitForStanding("altered");
    }

    [Fact]
    public async Task One_changed_character_of_the_embedded_bytes_is_found()
    {
        using var signed = SampleCases.Failing();
        var html = Encoding.UTF8.GetString(signed.Page());
        var at = html.IndexOf("\"deflate\":\"", StringComparison.Ordinal) + 400;
        html = html[..at] + (html[at] == 'A' ? 'B' : 'A') + html[(at + 1)..];

        await using var window = await chromium.Open(Encoding.UTF8.GetBytes(html));

        Assert.Equal("altered", await window.Standing);
        Assert.False(await window.Page.Locator("#argument").IsVisibleAsync());
    }

    [Fact]
    public async Task An_unsigned_case_is_an_unverified_copy()
    {
        using var signed = SampleCases.Failing();

        await using var window = await chromium.Open(ViewerPage.Write(signed.Document, signed.CaseJson, default, signed.Evidence));

        Assert.Equal("unsigned", await window.Standing);
        Assert.Contains("Nobody signed this case", await window.Page.InnerTextAsync("#copy"));
    }

    [Fact]
    public async Task The_page_asks_the_network_for_nothing_and_its_policy_blocks_added_scripts()
    {
        using var signed = SampleCases.Failing();
        var html = Encoding.UTF8.GetString(signed.Page()).Replace("</body>", "<script>window.added = true</script><img src=\"https://example.invalid/x.png\"></body>");

        await using var clean = await chromium.Open(signed.Page());
        await using var injected = await chromium.Open(Encoding.UTF8.GetBytes(html));

        Assert.All(clean.Requests, url => Assert.StartsWith("file:", url));
        Assert.False(await injected.Page.EvaluateAsync<bool>("() => window.added === true"));
        Assert.All(injected.Requests, url => Assert.StartsWith("file:", url));
    }

    [Theory]
    [InlineData("</script><script>document.title='owned'</script>")]
    [InlineData("<img src=x onerror=\"document.title='owned'\"><!--")]
    [InlineData("\u202Egnp.exe\u2066 \u200B\u0007 {{data}} {{script}} &lt;b&gt; \u2028")]
    public async Task Hostile_text_is_text(string hostile)
    {
        using var signed = SampleCases.Failing(hostileText: hostile);

        await using var window = await chromium.Open(signed.Page());

        Assert.Equal("unverified", await window.Standing);
        Assert.DoesNotContain("owned", await window.Page.TitleAsync());
        Assert.Equal(0, await window.Page.Locator("main img, main script").CountAsync());
        Assert.DoesNotContain('\u202E', await window.Page.InnerTextAsync("main"));
        Assert.Empty(window.Complaints);
        var expected = hostile.StartsWith('\u202E') ? "\u27E8U+202E\u27E9gnp.exe" : hostile[..20];
        Assert.Contains(expected, await window.Page.InnerTextAsync("#detail"));
    }

    [Fact]
    public async Task A_claim_of_ten_thousand_characters_keeps_the_page_in_shape()
    {
        using var signed = SampleCases.Failing(hostileText: new string('W', 10_000));

        await using var window = await chromium.Open(signed.Page());

        Assert.True(await FitsItsWidth(window));
        await window.Page.GetByText("Show all 10,000 characters").ClickAsync();
        Assert.True(await FitsItsWidth(window));
    }

    [Theory]
    [InlineData(1280, ColorScheme.Light)]
    [InlineData(1280, ColorScheme.Dark)]
    [InlineData(400, ColorScheme.Light)]
    [InlineData(400, ColorScheme.Dark)]
    public async Task Axe_finds_nothing_serious_and_nothing_overflows(int width, ColorScheme scheme)
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page(), new()
        {
            ViewportSize = new() { Width = width, Height = 800 }, ColorScheme = scheme, BypassCSP = true,
        });
        await window.Page.Locator("#tree [role=treeitem]").GetByText("Verdict of the clean worker: refuted").ClickAsync();
        await window.Page.Locator(".evidence summary").First.ClickAsync();
        await window.Page.GetByText("Check with a key").ClickAsync();
        foreach (var closed in await window.Page.Locator(".behind summary").AllAsync())
        {
            await closed.ClickAsync();
        }

        var result = await window.Page.RunAxe();

        Assert.Empty(result.Violations.Where(violation => violation.Impact is "serious" or "critical")
            .Select(violation => $"{violation.Id}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}"));
        Assert.True(await FitsItsWidth(window));
    }

    [Fact]
    public async Task The_tree_is_walked_with_the_keyboard_and_the_rest_follows()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());
        var keyboard = window.Page.Keyboard;
        await window.Page.Locator("[role=treeitem][tabindex='0']").FocusAsync();

        await keyboard.PressAsync("End");
        Assert.StartsWith("Goal K2", await Focused(window));
        await keyboard.PressAsync("Home");
        await keyboard.PressAsync("ArrowRight");
        await keyboard.PressAsync("Enter");
        Assert.StartsWith("Strategy S1", await Focused(window));
        await Assertions.Expect(window.Page.Locator("#detail h3")).ToHaveTextAsync("Strategy S1");
        await keyboard.PressAsync("ArrowLeft");
        Assert.Equal("false", await window.Page.Locator(":focus").GetAttributeAsync("aria-expanded"));
        await keyboard.PressAsync("ArrowLeft");
        await keyboard.TypeAsync("C3");
        Assert.StartsWith("Context C3", await Focused(window));
    }

    [Fact]
    public async Task The_graph_is_walked_with_the_keyboard_and_the_rest_follows()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());
        await window.Page.Locator("#graph").FocusAsync();

        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowDown");
        await window.Page.Keyboard.PressAsync("ArrowRight");

        await Assertions.Expect(window.Page.Locator("#detail h3")).ToHaveTextAsync("Goal G1.2");
        Assert.StartsWith("Goal G1.2", await NameOf(window.Page.Locator("[role=treeitem][aria-selected=true]")));
    }

    [Fact]
    public async Task A_gap_leads_to_its_element_with_witness_and_evidence_in_place()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());
        await window.GiveKey(signed.PublicKey);
        await window.WaitForStanding("verified");

        await window.Page.Locator(".gaps a").First.ClickAsync();
        await Assertions.Expect(window.Page.Locator("#detail h3")).ToHaveTextAsync("Goal G1.1.1");
        await window.Page.Locator("#detail").GetByText("G1.1.1.p").ClickAsync();
        await window.Page.Locator("#detail").GetByText("Sn1.1.1").ClickAsync();
        await window.Page.Locator(".evidence summary").ClickAsync();

        var detail = Assertions.Expect(window.Page.Locator("#detail"));
        await detail.ToContainTextAsync("IndexOf([1, 3], 4)", new() { UseInnerText = true });
        await detail.ToContainTextAsync("checked against the signed manifest", new() { UseInnerText = true });
        await detail.ToContainTextAsync("\"recomputedBy\": \"clean-worker\"", new() { UseInnerText = true });
    }

    [Fact]
    public async Task What_the_change_does_differently_stands_below_the_verdict_and_opens_by_keyboard()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());

        await Assertions.Expect(window.Page.Locator("#behaviour-title"))
            .ToHaveTextAsync("12 methods touched: 6 the same for every input, 2 differ as shown, 1 unknown, 3 new");
        await Assertions.Expect(window.Page.Locator(".behind pre").First).Not.ToBeVisibleAsync();
        await window.Page.Locator(".behind summary").First.FocusAsync();
        await window.Page.Keyboard.PressAsync("Enter");

        var first = window.Page.Locator(".behind li").First;
        await Assertions.Expect(first).ToContainTextAsync("was");
        await Assertions.Expect(first).ToContainTextAsync("throws IndexOutOfRangeException");
        Assert.True(await FitsItsWidth(window));
        await window.Page.Keyboard.PressAsync("Tab");
        await window.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(window.Page.Locator("#detail h3")).ToHaveTextAsync("Goal G1.1.1");
    }

    [Fact]
    public async Task Search_and_status_narrow_the_tree()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());

        await window.Page.GetByLabel("Search claims").FillAsync("provenance of");
        await Assertions.Expect(window.Page.Locator("#filter [role=status]")).ToHaveTextAsync("1 found");
        Assert.Equal(4, await window.Page.Locator("[role=treeitem]").CountAsync());
        await window.Page.GetByLabel("Search claims").FillAsync("");
        await window.Page.Locator(".chip", new() { HasText = "failed" }).ClickAsync();

        await Assertions.Expect(window.Page.Locator("#filter [role=status]")).ToHaveTextAsync("7 found");
        Assert.Equal("true", await window.Page.Locator(".chip", new() { HasText = "failed" }).GetAttributeAsync("aria-pressed"));
    }

    [Fact]
    public async Task The_verify_command_names_the_folder_the_page_lies_in()
    {
        using var signed = SampleCases.Failing();
        await using var window = await chromium.Open(signed.Page());

        Assert.Equal($"maestro verify '{window.Folder}' --key maestro.pub", await window.Page.InnerTextAsync("#verify-command"));
    }

    private static Task<string> Focused(ViewerWindow window) => NameOf(window.Page.Locator(":focus"));

    private static async Task<string> NameOf(ILocator treeItem) =>
        string.Join(' ', (await treeItem.Locator("span:not([aria-hidden])").AllTextContentsAsync()));

    private static Task<bool> FitsItsWidth(ViewerWindow window) =>
        window.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= innerWidth");
}
