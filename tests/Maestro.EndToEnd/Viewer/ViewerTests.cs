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
        Assert.Equal("Claims: Fails", (await window.Page.InnerTextAsync("h1")).Replace("\n", ""));
        Assert.Empty(window.Complaints);
    }
}
