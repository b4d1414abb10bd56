using System.Text.Json;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BuildFiles;

/// <summary>A change that takes something away which no comparison of methods sees does not hold by itself.</summary>
public sealed class TakenAwayTests(ShopFixture shop)
{
    private const string Shelf = "src/Shop/Shelf.cs";

    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task Tests_that_are_gone_or_newly_skipped_are_open_goals()
    {
        var repository = await shop.TestedAsync();
        ShopSource.AddTest(repository, "Nothing_left", "Assert.Equal(0, Till.Change(7, 7));");
        await repository.CommitAsync("Test more");
        repository.Edit(ShopSource.Tests, "Nothing_left", "No_change");
        repository.Edit(ShopSource.Tests, "[Fact]\n    public void Change_is", "[Fact(Skip = \"slow\")]\n    public void Change_is");
        await repository.CommitAsync("Test less");

        var (check, open) = await CheckAsync(repository);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.Equal(2, open.Count);
        Assert.Contains(open, r => r.StartsWith("TillTests.Nothing_left() (tests/Shop.Tests/TillTests.cs:10) gone: 1 added beside; ", StringComparison.Ordinal));
        Assert.Contains(open, r => r.StartsWith("TillTests.Change_is_what_was_paid_too_much() (tests/Shop.Tests/TillTests.cs:7) skipped by Skip: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("namespace Shop;", "[assembly: System.Runtime.CompilerServices.InternalsVisibleTo(\"Other\")]\nnamespace Shop;", "InternalsVisibleToAttribute")]
    [InlineData("sealed class Shelf : System.IDisposable", "class Shelf : System.IDisposable", "Shelf (")]
    [InlineData("public enum Size { Small, Large }", "public enum Size { Large, Small }", "Size.Small (")]
    [InlineData("const int Most = 9", "const int Most = 8", "Shelf.Most (")]
    [InlineData("public int Free;", "public long Free;", "Shelf.Free (")]
    [InlineData("public int Kept { get; }", "public int Kept { get; set; }", "Shelf.Kept (")]
    [InlineData("public interface ICount { int Count(int from = 1); }", "public interface ICount { int Count(int from = 2); }", "ICount.Count(int) (")]
    [InlineData("int Plain(int n = 1)", "int Plain(int n = 2)", "Shelf.Plain(int)")]
    [InlineData("int Start = 1;", "int Start = 2;", "Shelf.")]
    [InlineData("int Rows = 1;", "int Rows = 2;", "Shelf.")]
    public async Task A_declaration_that_changed_without_a_body_is_open(string before, string after, string named)
    {
        var repository = await shop.TestedAsync();
        repository.Write(Shelf, """
            namespace Shop;

            public enum Size { Small, Large }

            public interface ICount { int Count(int from = 1); }

            public sealed class Shelf : System.IDisposable
            {
                public const int Most = 9;

                public static int Start = 1;

                public int Rows = 1;

                public int Free;

                public int Kept { get; }

                public int Plain(int n = 1) => n;

                public void Dispose()
                {
                }
            }

            """);
        await repository.CommitAsync("A shelf");
        repository.Edit(Shelf, before, after);
        await repository.CommitAsync("Another shelf");

        var (check, open) = await CheckAsync(repository);

        Assert.True(check.ExitCode == 5, check.ToString());
        Assert.Contains(open, r => r.Contains(named, StringComparison.Ordinal));
    }

    private async Task<(Finished Check, IReadOnlyList<string> Open)> CheckAsync(ScratchRepository repository)
    {
        var folder = Path.Combine(_user.Scratch("out"), "case");
        var check = await _user.MaestroAsync(repository.Folder, "check", "--base", "HEAD~1", "--out", folder);
        Assert.True(File.Exists(Path.Combine(folder, "case.json")), check.ToString());
        using var document = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(folder, "case.json"), TestContext.Current.CancellationToken));
        return (check, [.. document.RootElement.GetProperty("nodes").EnumerateArray()
            .Where(n => n.TryGetProperty("undeveloped", out var undeveloped) && undeveloped.GetBoolean() && n.GetProperty("module").GetString() == "change")
            .Select(n => n.GetProperty("text").GetString() + n.GetProperty("reason").GetString())
            .Select(t => t.Replace("Tests that are gone are not missed", "", StringComparison.Ordinal).Replace("Tests newly skipped are not missed", "", StringComparison.Ordinal))]);
    }
}
