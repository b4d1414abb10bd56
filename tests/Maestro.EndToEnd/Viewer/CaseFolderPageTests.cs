using Maestro.Evidence.Signing;
using Maestro.SafetyCase.Packaging;
using Maestro.SafetyCase.Viewer;

namespace Maestro.EndToEnd.Viewer;

/// <summary>The page as it comes out of a case folder that Maestro itself wrote and signed.</summary>
public sealed class CaseFolderPageTests(ChromiumFixture chromium)
{
    [Fact]
    public async Task The_page_in_a_written_case_folder_verifies_with_the_folders_signer()
    {
        using var key = SigningKey.Generate();
        using var sample = SampleCases.Failing();
        var folder = Path.Combine(Directory.CreateTempSubdirectory("maestro-case").FullName, "case");
        var envelopes = sample.Evidence.Values.Select(bytes => DsseEnvelope.Parse(bytes.Span, "sample").Value).ToList();
        Assert.Null(CaseFolder.Write(sample.Document, envelopes, key, folder, ViewerPage.Write).Problem);

        await using var window = await chromium.Open(await File.ReadAllBytesAsync(Path.Combine(folder, CaseLayout.Viewer), TestContext.Current.CancellationToken));
        await window.GiveKey(await File.ReadAllTextAsync(Path.Combine(folder, CaseLayout.PublicKey), TestContext.Current.CancellationToken));

        await window.WaitForStanding("verified");
        Assert.Contains(key.PublicKey.Id.ToString()[..12], await window.Page.InnerTextAsync("#copy"));
        Directory.Delete(Path.GetDirectoryName(folder)!, recursive: true);
    }
}
