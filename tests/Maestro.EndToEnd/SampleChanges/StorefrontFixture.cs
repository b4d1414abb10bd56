using System.Collections.Concurrent;
using System.Text.Json;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.SampleChanges;

[assembly: AssemblyFixture(typeof(StorefrontFixture))]

namespace Maestro.EndToEnd.SampleChanges;

/// <summary>
/// A scratch clone of samples/Storefront in which each change of samples/changes is a branch of its own. Each is checked once, all in one work tree
/// as somebody does who reviews one after the other.
/// </summary>
public sealed class StorefrontFixture : IDisposable
{
    private readonly MaestroUser _user = new();
    private readonly Lazy<Task<ScratchRepository>> _repository;
    private readonly ConcurrentDictionary<string, Lazy<Task<CheckedChange>>> _checks = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _workTree = new(1);

    public StorefrontFixture() => _repository = new(() => CloneAsync(_user));

    /// <summary>The change with this number, checked.</summary>
    public Task<CheckedChange> CheckedAsync(int number) => _checks.GetOrAdd(Patch(number), patch => new(() => CheckAsync(patch))).Value;

    /// <summary>The same on another machine of the same person: other folder, nothing in the cache, nothing built.</summary>
    public async Task<CheckedChange> CheckedElsewhereAsync(int number, MaestroUser other)
    {
        await CheckedAsync(number);
        Directory.CreateDirectory(Path.GetDirectoryName(other.DevelopmentKey)!);
        File.Copy(_user.DevelopmentKey, other.DevelopmentKey);
        return await CheckAsync(other, await CloneAsync(other), Patch(number));
    }

    public void Dispose()
    {
        _user.Dispose();
        _workTree.Dispose();
    }

    private static string Patch(int number) => Directory.GetFiles(RepositoryRoot.Combine("samples", "changes"), $"{number}-*.patch").Single();

    private static async Task<ScratchRepository> CloneAsync(MaestroUser user)
    {
        var origin = await user.RepositoryAsync("storefront-origin");
        FolderSnapshot.Copy(RepositoryRoot.Combine("samples", "Storefront"), origin.Folder);
        await origin.CommitAsync("Storefront as it is");
        return await user.CloneAsync(origin, "storefront");
    }

    private async Task<CheckedChange> CheckAsync(string patch)
    {
        var repository = await _repository.Value;
        await _workTree.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            return await CheckAsync(_user, repository, patch);
        }
        finally
        {
            _workTree.Release();
        }
    }

    private static async Task<CheckedChange> CheckAsync(MaestroUser user, ScratchRepository repository, string patch)
    {
        var name = Path.GetFileNameWithoutExtension(patch);
        await repository.GitAsync("checkout", "--quiet", "-B", name, "origin/main");
        await repository.GitAsync("apply", "-p3", patch);
        await repository.CommitAsync(name);
        var folder = Path.Combine(user.Scratch(name), "case");
        var check = await user.MaestroAsync(repository.Folder, "check", "--out", folder);
        var key = Path.Combine(user.Configuration, "signer.pub");
        if (!File.Exists(key) && File.Exists(Path.Combine(folder, "maestro.pub")))
        {
            File.Copy(Path.Combine(folder, "maestro.pub"), key);
        }

        return new(folder, check, await user.MaestroAsync(user.Folder, "verify", folder, "--key", key));
    }
}

/// <summary>One change after <c>maestro check</c>.</summary>
/// <param name="Folder">The case.</param>
/// <param name="Check">What the check said.</param>
/// <param name="Verify">What <c>maestro verify</c> said of the case, with the signer's key.</param>
public sealed record CheckedChange(string Folder, Finished Check, Finished Verify)
{
    /// <summary>The bytes of <c>case.json</c>.</summary>
    public byte[] CaseJson => File.ReadAllBytes(Path.Combine(Folder, "case.json"));

    public JsonElement Case => JsonDocument.Parse(CaseJson).RootElement;

    /// <summary>The payload of each envelope by its path in the folder, the manifest's included.</summary>
    public IReadOnlyDictionary<string, byte[]> Payloads => Directory.GetFiles(Folder, "*.dsse.json", SearchOption.AllDirectories).ToDictionary(
        f => Path.GetRelativePath(Folder, f),
        f => Convert.FromBase64String(JsonDocument.Parse(File.ReadAllBytes(f)).RootElement.GetProperty("payload").GetString()!),
        StringComparer.Ordinal);

    /// <summary>The methods of the change as the case lists them, by the last parts of their documentation ids: <c>Type.Method</c>.</summary>
    public IReadOnlyDictionary<string, JsonElement> Methods => Case.GetProperty("changes").EnumerateArray()
        .ToDictionary(c => NameOf(c.GetProperty("symbol").GetString()!), c => c, StringComparer.Ordinal);

    /// <summary>Every verdict in the evidence on a method, by the predicate of contract verification.</summary>
    public IEnumerable<JsonElement> VerdictsOn(string method) =>
        from payload in Payloads.OrderBy(p => p.Key, StringComparer.Ordinal)
        let statement = JsonDocument.Parse(payload.Value).RootElement
        where statement.GetProperty("predicateType").GetString() == "urn:maestro:contract-verification:v1"
        from verdict in statement.GetProperty("predicate").GetProperty("methods").EnumerateArray()
        where NameOf(verdict.GetProperty("symbol").GetString()!) == method
        select verdict;

    private static string NameOf(string symbol) => string.Join('.', symbol[2..].Split('(')[0].Split('.').TakeLast(2));
}
