using System.Text;
using System.Text.RegularExpressions;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.SafetyCase.Tests.Packaging;

/// <summary>The page in a signed folder: whatever is changed in it, the auditor's command notices.</summary>
public sealed class CasePageTests
{
    [Fact]
    public void The_page_is_listed_and_its_digest_is_the_same_whoever_signs()
    {
        using var first = WithPage();
        using var second = WithPage();

        Assert.Empty(first.Verify().Problems);
        Assert.NotEqual(PageOf(first), PageOf(second));
        Assert.Equal(CasePage.Read(PageOf(first))!.Listed, CasePage.Read(PageOf(second))!.Listed);
    }

    [Theory]
    [InlineData("<h2 id=\"argument-title\">The argument", "<h2 id=\"argument-title\">All is well", "MAE7302")]
    [InlineData("standing: 'verified'", "standing: 'verifiee'", "MAE7302")]
    [InlineData("id=\"case-manifest\">", "id=\"case-manifest\">AAAA", "MAE7317")]
    [InlineData("\"size\":", "\"sise\":", "MAE7302")]
    [InlineData("</body>", "<script type=\"text/plain\" id=\"case-manifest\"></script></body>", "MAE7302")]
    public void A_changed_page_is_named(string part, string other, string id)
    {
        using var fixture = WithPage();

        fixture.Alter(CaseLayout.Viewer, bytes => Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace(part, other, StringComparison.Ordinal)));

        var problem = Assert.Single(fixture.Verify().Problems);
        Assert.Equal((id, CaseLayout.Viewer), (problem.Id, problem.Where));
    }

    [Fact]
    public void A_page_with_the_files_of_another_case_is_named()
    {
        using var fixture = WithPage();
        using var other = WithPage();
        var data = Regex.Match(Encoding.UTF8.GetString(PageOf(other)), "(?<=id=\"case-data\">)[^<]*").Value;

        fixture.Alter(CaseLayout.Viewer, bytes => Encoding.UTF8.GetBytes(Regex.Replace(Encoding.UTF8.GetString(bytes), "(?<=id=\"case-data\">)[^<]*", data)));

        Assert.Equal("MAE7317", Assert.Single(fixture.Verify().Problems).Id);
    }

    [Fact]
    public void A_page_that_is_gone_is_missing()
    {
        using var fixture = WithPage();
        File.Delete(Path.Combine(fixture.Folder, CaseLayout.Viewer));

        Assert.Equal("MAE7301", Assert.Single(fixture.Verify().Problems).Id);
    }

    private static byte[] PageOf(CaseFixture fixture) => File.ReadAllBytes(Path.Combine(fixture.Folder, CaseLayout.Viewer));

    private static CaseFixture WithPage()
    {
        var fixture = new CaseFixture();
        var written = CaseFolder.Write(fixture.Change.Build(), fixture.Change.Envelopes(CaseFixture.Key), CaseFixture.Key, fixture.Folder, ViewerPage.Write);
        Assert.True(written.Succeeded, written.Problem?.ToString());
        return fixture;
    }
}
