using System.Text.Json;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BuildFiles;

/// <summary>Changes that touch no method and may change what every method does: nothing is valid merely because nothing was compared.</summary>
public sealed class BuildFileTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task A_change_of_settings_packages_and_rules_alone_is_open_with_a_goal_for_each_kind()
    {
        var repository = await shop.TestedAsync();
        repository.Edit("src/Shop/Shop.csproj", "<Nullable>enable</Nullable>", "<Nullable>enable</Nullable><CheckForOverflowUnderflow>true</CheckForOverflowUnderflow>");
        repository.Edit("Directory.Packages.props", "<Project>", "<Project><!-- Another day's versions. -->");
        repository.Write(".editorconfig", "root = true\n");
        repository.Write("Directory.Build.targets", "<Project />\n");
        await repository.CommitAsync("Settings");

        var (check, open) = await CheckAsync(repository);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.StartsWith("OPEN", check.Output, StringComparison.Ordinal);
        Assert.Equal([".editorconfig", "Directory.Build.targets", "Directory.Packages.props"], open.Select(g => g.File));
        Assert.All(open, g => Assert.Contains("not compared by meaning", g.Reason, StringComparison.Ordinal));
        Assert.StartsWith("Directory.Build.targets, src/Shop/Shop.csproj: ", open[1].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_becomes_a_test_project_takes_no_method_out_of_the_scope_unseen()
    {
        var repository = await shop.TestedAsync();
        repository.Edit("src/Shop/Shop.csproj", "<Nullable>", "<IsTestProject>true</IsTestProject><Nullable>");
        repository.Edit(ShopSource.Till, "return paid - price;", "return paid - price - 1;");
        await repository.CommitAsync("Hide");

        var (check, open) = await CheckAsync(repository);

        Assert.NotEqual(0, check.ExitCode);
        Assert.Contains(open, g => g.Reason.StartsWith("src/Shop/Shop.csproj (net10.0) became a test project: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Prose_beside_a_change_that_holds_leaves_it_holding()
    {
        var repository = await shop.TestedAsync();
        ShopSource.AddMethod(repository);
        repository.Write("README.md", "The shop.\n");
        repository.Write("docs/till.md", "How change is given.\n");
        await repository.CommitAsync("Find the smaller of two, and say so");

        var (check, open) = await CheckAsync(repository);

        Assert.True(check.ExitCode == 0, check.ToString());
        Assert.Empty(open);
    }

    [Fact]
    public async Task A_build_file_that_is_in_no_commit_yet_is_seen()
    {
        var repository = await shop.TestedAsync();
        repository.Write("global.json", """{ "sdk": { "rollForward": "latestMajor" } }""");

        var (check, open) = await CheckAsync(repository);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.StartsWith("OPEN", check.Output, StringComparison.Ordinal);
        Assert.Equal("global.json", Assert.Single(open).File);
    }

    private async Task<(Finished Check, IReadOnlyList<OpenGoal> Open)> CheckAsync(ScratchRepository repository)
    {
        var folder = Path.Combine(_user.Scratch("out"), "case");
        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);
        Assert.True(File.Exists(Path.Combine(folder, "case.json")), check.ToString());
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "case.json"), TestContext.Current.CancellationToken));
        var open = document.RootElement.GetProperty("nodes").EnumerateArray()
            .Where(n => n.TryGetProperty("undeveloped", out var undeveloped) && undeveloped.GetBoolean() && n.GetProperty("module").GetString() == "change")
            .Select(n => new OpenGoal(n.TryGetProperty("file", out var file) ? file.GetString() : null, n.GetProperty("reason").GetString()!))
            .OrderBy(g => g.File, StringComparer.Ordinal);
        return (check, [.. open]);
    }

    /// <param name="File">The first of its files.</param>
    private sealed record OpenGoal(string? File, string Reason);
}
