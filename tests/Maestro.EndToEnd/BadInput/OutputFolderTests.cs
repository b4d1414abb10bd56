using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>Places where a case cannot be written.</summary>
public sealed class OutputFolderTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Fact]
    public async Task A_folder_that_is_for_reading_only_keeps_what_it_has()
    {
        var repository = await ChangedAsync();
        var parent = _user.Scratch("read-only");
        var folder = await EarlierBelowAsync(parent);
        var before = FolderSnapshot.Of(parent);
        await using var mount = await Mount.ReadOnlyAsync(parent);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);

        Complaints.Assert(check, "MAE7023", 4);
        Assert.Equal(before, FolderSnapshot.Of(parent));
    }

    [Fact]
    public async Task A_folder_below_a_file_cannot_be_made()
    {
        var repository = await ChangedAsync();
        var file = Path.Combine(_user.Scratch("file"), "taken");
        await File.WriteAllTextAsync(file, "mine", TestContext.Current.CancellationToken);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", Path.Combine(file, "case"));

        Complaints.Assert(check, "MAE0032", 4);
        Assert.Equal("mine", await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_folder_with_files_of_somebody_else_is_left_alone()
    {
        var repository = await ChangedAsync();
        var folder = _user.Scratch("mine");
        await File.WriteAllTextAsync(Path.Combine(folder, "thesis.txt"), "the only copy", TestContext.Current.CancellationToken);
        var before = FolderSnapshot.Of(folder);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);

        Assert.Contains("thesis.txt", Complaints.Assert(check, "MAE7023", 4), StringComparison.Ordinal);
        Assert.Equal(before, FolderSnapshot.Of(folder));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    public async Task A_full_disk_is_said_to_be_full_and_keeps_the_earlier_case(int freeKibibytes)
    {
        var repository = await ChangedAsync();
        var parent = _user.Scratch("full");
        await using var mount = await Mount.SmallAsync(parent, 2048);
        var folder = await EarlierBelowAsync(parent);
        Fill(Path.Combine(parent, "filler"), freeKibibytes);
        var before = FolderSnapshot.Of(parent);

        var check = await _user.MaestroAsync(repository.Folder, "check", "--out", folder);

        Complaints.Assert(check, "MAE7024", 4);
        Assert.Equal(before, FolderSnapshot.Of(parent));
    }

    [Fact]
    public async Task A_full_disk_under_the_cache_costs_no_verdict()
    {
        var repository = await ChangedAsync();
        var cache = _user.Scratch("full-cache");
        await using var mount = await Mount.SmallAsync(cache, 64);
        Fill(Path.Combine(cache, "filler"), 0);

        var prove = await _user.MaestroAsync(repository.Folder, [new("MAESTRO_CACHE", cache)], "prove");

        Assert.True(prove.ExitCode == 0, prove.ToString());
    }

    private async Task<ScratchRepository> ChangedAsync()
    {
        var repository = await shop.LibraryAsync();
        ShopSource.AddMethod(repository);
        await repository.CommitAsync("Find the smaller of two");
        return repository;
    }

    private async Task<string> EarlierBelowAsync(string parent)
    {
        var folder = Directory.CreateDirectory(Path.Combine(parent, "case")).FullName;
        FolderSnapshot.Copy((await shop.GoodAsync()).Folder, folder);
        return folder;
    }

    /// <summary>Takes all space but so much.</summary>
    private static void Fill(string file, int freeKibibytes)
    {
        using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[4096];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // Full: what was wanted.
        }

        stream.SetLength(Math.Max(0, stream.Length - freeKibibytes * 1024));
    }
}
