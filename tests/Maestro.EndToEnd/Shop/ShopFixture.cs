using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

[assembly: AssemblyFixture(typeof(ShopFixture))]
// Each test keeps all cores busy by itself, and those of the viewer measure time.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Maestro.EndToEnd.Shop;

/// <summary>The shop's repositories and one good case of it, each made when it is first wanted.</summary>
public sealed class ShopFixture : IDisposable
{
    private readonly Lazy<Task<ScratchRepository>> _library;
    private readonly Lazy<Task<ScratchRepository>> _tested;
    private readonly Lazy<Task<GoodCase>> _good;

    public ShopFixture()
    {
        _library = new(() => MakeAsync("library", ShopSource.WriteLibrary));
        _tested = new(() => MakeAsync("tested", repository =>
        {
            ShopSource.WriteLibrary(repository);
            ShopSource.WriteTests(repository);
        }));
        _good = new(MakeGoodAsync);
    }

    public MaestroUser User { get; } = new();

    /// <summary>A case that holds.</summary>
    public Task<GoodCase> GoodAsync() => _good.Value;

    /// <summary>A clone of the shop without tests, at its first commit.</summary>
    public async Task<ScratchRepository> LibraryAsync(params string[] options) => await User.CloneAsync(await _library.Value, "library", options);

    /// <summary>A clone of the shop with tests, at its first commit.</summary>
    public async Task<ScratchRepository> TestedAsync() => await User.CloneAsync(await _tested.Value, "tested");

    /// <summary>A folder with a copy of the good case: what an earlier check left.</summary>
    public async Task<string> EarlierCaseAsync()
    {
        var folder = User.Scratch("earlier");
        FolderSnapshot.Copy((await GoodAsync()).Folder, folder);
        return folder;
    }

    public void Dispose() => User.Dispose();

    private async Task<ScratchRepository> MakeAsync(string name, Action<ScratchRepository> write)
    {
        var repository = await User.RepositoryAsync(name + "-origin");
        write(repository);
        await repository.CommitAsync("Open the shop");
        return repository;
    }

    private async Task<GoodCase> MakeGoodAsync()
    {
        var repository = await TestedAsync();
        ShopSource.AddMethod(repository);
        ShopSource.AddTest(repository, "The_smaller_of_two", "Assert.Equal(1, Till.Smaller(2, 1));");
        await repository.CommitAsync("Find the smaller of two");
        var folder = Path.Combine(User.Scratch("good"), "case");
        var check = await User.MaestroAsync(repository.Folder, "check", "--out", folder);
        var key = Path.Combine(User.Scratch("key"), "signer.pub");
        File.Copy(Path.Combine(folder, "maestro.pub"), key);
        return new GoodCase(folder, key, check);
    }
}

/// <summary>A case of the shop that holds.</summary>
/// <param name="Folder">Not to be changed: other tests read it.</param>
/// <param name="Key">The signer's public key, kept apart from the case.</param>
/// <param name="Check">The check that made it.</param>
public sealed record GoodCase(string Folder, string Key, Finished Check);
