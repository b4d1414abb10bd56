using System.Text;
using CsCheck;
using Maestro.Evidence.Storage;

namespace Maestro.Evidence.Tests.Storage;

public sealed class EvidenceStoreTests : IDisposable
{
    private static readonly CollectLimits Nothing = new(0, TimeSpan.MaxValue);
    private static readonly DateTimeOffset Now = new(2030, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ScratchFolder _scratch = new();
    private readonly EvidenceStore _store;

    public EvidenceStoreTests() => _store = new(_scratch.File("store"));

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Content_comes_back_by_its_digest() =>
        Gen.Byte.Array[0, 200].Sample(bytes => _store.Get(_store.Put(bytes).Value).Value.SequenceEqual(bytes), iter: 100, threads: 1);

    [Fact]
    public void Content_lies_where_the_layout_says()
    {
        var digest = Put("a");

        Assert.Equal(Path.Combine(_scratch.Path, "store", "sha256", digest.Hex[..2], digest.Hex), _store.PathOf(digest));
        Assert.Equal("a", File.ReadAllText(_store.PathOf(digest)));
    }

    [Fact]
    public void What_was_never_stored_is_not_found() =>
        Assert.Equal("MAE7021", _store.Get(Digest.OfText("none")).Problem?.Id);

    [Fact]
    public void Damaged_content_is_refused_and_mended_by_storing_it_again()
    {
        var digest = Put("content");
        File.WriteAllText(_store.PathOf(digest), "Content");

        Assert.Equal("MAE7022", _store.Get(digest).Problem?.Id);
        Assert.Equal(digest, Put("content"));
        Assert.True(_store.Get(digest).Succeeded);
    }

    [Fact]
    public async Task Many_writers_of_the_same_content_leave_it_whole_and_nothing_else()
    {
        var contents = Enumerable.Range(0, 8).Select(i => Encoding.UTF8.GetBytes(new string((char)('a' + i), 50_000))).ToArray();

        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => Task.Run(() =>
        {
            var store = new EvidenceStore(_scratch.File("store"));
            var digest = store.Put(contents[i % 8]).Value;
            Assert.True(store.Get(digest).Succeeded);
        })));

        Assert.Equal(8, Directory.GetFiles(_scratch.File("store"), "*", SearchOption.AllDirectories).Length);
    }

    [Fact]
    public void Collecting_takes_the_oldest_first_until_the_rest_fits()
    {
        var (old, middle, young) = (Aged("old", 3), Aged("middle", 2), Aged("young", 1));

        var report = _store.Collect(new(MaxBytes: 11, TimeSpan.FromDays(365)), Now).Value;

        Assert.Equal(new(Deleted: 1, FreedBytes: 3, Kept: 2, KeptBytes: 11), report);
        Assert.Equal([false, true, true], new[] { old, middle, young }.Select(_store.Contains));
    }

    [Fact]
    public void Collecting_takes_what_is_too_old()
    {
        var (old, young) = (Aged("old", 30), Aged("young", 1));

        _store.Collect(new(long.MaxValue, TimeSpan.FromDays(7)), Now);

        Assert.Equal([false, true], new[] { old, young }.Select(_store.Contains));
    }

    [Fact]
    public void Pinned_content_stays_until_the_last_pin_is_gone()
    {
        var digest = Aged("kept", 100);
        _store.Pin("case-1", [digest]);
        _store.Pin("case-2", [digest]);

        _store.Collect(Nothing, Now);
        Assert.True(_store.Contains(digest));

        _store.Unpin("case-1");
        _store.Collect(Nothing, Now);
        Assert.True(_store.Contains(digest));

        _store.Unpin("case-2");
        _store.Collect(Nothing, Now);
        Assert.False(_store.Contains(digest));
    }

    [Fact]
    public void A_damaged_pin_stops_collecting()
    {
        var digest = Aged("kept", 100);
        _store.Pin("case", [digest]);
        File.WriteAllText(Path.Combine(_scratch.File("store"), "pins", "case"), digest.Hex[..10]);

        Assert.Equal("MAE7027", _store.Collect(Nothing, Now).Problem?.Id);
        Assert.True(_store.Contains(digest));
    }

    [Fact]
    public void Content_just_found_by_a_writer_is_not_collected()
    {
        var digest = Aged("found", 100);
        Put("found");

        _store.Collect(Nothing, DateTimeOffset.UtcNow);

        Assert.True(_store.Contains(digest));
    }

    [Fact]
    public void What_a_crashed_writer_left_is_deleted_in_the_end()
    {
        var digest = Put("a");
        var left = _store.PathOf(digest) + ".0123.tmp";
        File.WriteAllText(left, "half");
        File.SetLastWriteTimeUtc(left, Now.UtcDateTime.AddDays(-2));

        _store.Collect(new(long.MaxValue, TimeSpan.MaxValue), Now);

        Assert.False(File.Exists(left));
    }

    [Theory]
    [InlineData("")]
    [InlineData("../x")]
    [InlineData("a/b")]
    [InlineData(".hidden")]
    [InlineData("a b")]
    public void A_pin_name_cannot_leave_its_folder(string name) =>
        Assert.Throws<ArgumentException>(() => _store.Pin(name, []));

    [Fact]
    public void A_folder_that_cannot_be_written_is_a_problem_with_a_way_out()
    {
        // The super-user writes through any mode, so the kernel's own file system stands in for a read-only disk.
        var problem = new EvidenceStore("/sys/kernel/maestro").Put("a"u8).Problem;

        Assert.NotNull(problem);
        Assert.Equal(ExitCode.Environment, problem.ExitCode);
        Assert.StartsWith("/sys/kernel/maestro", problem.Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_in_the_way_is_a_problem()
    {
        File.WriteAllText(_scratch.File("store"), "in the way");

        Assert.Equal(ExitCode.Environment, _store.Put("a"u8).Problem?.ExitCode);
    }

    [Fact]
    public void A_full_disk_is_called_by_its_name()
    {
        var failure = Record.Exception(() =>
        {
            using var full = new FileStream("/dev/full", FileMode.Open, FileAccess.Write);
            full.Write(new byte[10_000]);
            full.Flush();
        });

        Assert.NotNull(failure);
        Assert.Equal("MAE7024", Files.WriteProblem("x", failure).Id);
    }

    [Fact]
    public void A_failed_write_leaves_the_earlier_file_and_no_other()
    {
        var path = _scratch.Write("result", [1]);
        Directory.CreateDirectory(_scratch.File("folder"));

        Assert.NotNull(Files.Write(_scratch.File("folder"), [2]).Problem);
        Assert.True(Files.Write(path, [3]).Succeeded);
        Assert.Equal([3], File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(_scratch.Path));
    }

    private Digest Put(string text) => _store.Put(Encoding.UTF8.GetBytes(text)).Value;

    private Digest Aged(string text, int days)
    {
        var digest = Put(text);
        File.SetLastWriteTimeUtc(_store.PathOf(digest), Now.UtcDateTime.AddDays(-days));
        return digest;
    }
}
