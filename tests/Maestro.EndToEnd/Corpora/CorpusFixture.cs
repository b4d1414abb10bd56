using System.Collections.Concurrent;
using System.Text.Json;
using Maestro.EndToEnd.Corpora;
using Maestro.EndToEnd.Running;

[assembly: AssemblyFixture(typeof(CorpusFixture))]

namespace Maestro.EndToEnd.Corpora;

/// <summary>Projects whose verdicts are known, each proved once with <c>maestro prove --json</c> in a copy of its folder.</summary>
public sealed class CorpusFixture : IDisposable
{
    private readonly MaestroUser _user = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<ProvedCorpus>>> _corpora = new(StringComparer.Ordinal);

    /// <summary>The examples that everybody may see.</summary>
    public Task<ProvedCorpus> ContractsAsync() => ProvedAsync(RepositoryRoot.Combine("tests", "corpora", "contracts"));

    /// <summary>The corpus of twins.</summary>
    public Task<ProvedCorpus> SpineAsync() => ProvedAsync(RepositoryRoot.Combine("tests", "corpora", "spine"));

    /// <summary>Runs the twins themselves: each witness, and the right methods on random inputs, with the contracts evaluated.</summary>
    public async Task<Finished> RunSpineAsync()
    {
        var copy = _user.Scratch("spine-run");
        FolderSnapshot.Copy(RepositoryRoot.Combine("tests", "corpora", "spine"), copy);
        return await RealProcess.RunAsync("dotnet", ["run", "--project", "runner"], copy, _user.Environment);
    }

    public void Dispose() => _user.Dispose();

    private Task<ProvedCorpus> ProvedAsync(string folder) => _corpora.GetOrAdd(folder, f => new(() => ProveAsync(f))).Value;

    private async Task<ProvedCorpus> ProveAsync(string folder)
    {
        var copy = _user.Scratch(Path.GetFileName(folder));
        FolderSnapshot.Copy(folder, copy);
        var prove = await _user.MaestroAsync(copy, "prove", copy, "--json");
        return new(copy, prove, ExpectedMethod.Read(Path.Combine(copy, "expected.json")));
    }
}

/// <summary>A corpus after <c>maestro prove</c>.</summary>
public sealed record ProvedCorpus(string Folder, Finished Prove, IReadOnlyList<ExpectedMethod> Expected)
{
    public IReadOnlyList<JsonElement> Methods { get; } = Read(Prove);

    /// <summary>What the tool says of an expected method.</summary>
    public JsonElement Of(ExpectedMethod method) => Assert.Single(
        Methods,
        m => m.GetProperty("file").GetString() == method.File
            && m.GetProperty("symbol").GetString()!.Split('(')[0].EndsWith($"{method.Class}.{method.Method}", StringComparison.Ordinal));

    private static List<JsonElement> Read(Finished prove)
    {
        Assert.True(prove.Output.StartsWith('['), prove.ToString());
        var strict = new JsonDocumentOptions { AllowDuplicateProperties = false };
        return [.. JsonDocument.Parse(prove.Output, strict).RootElement.EnumerateArray()];
    }
}

/// <summary>A line of <c>expected.json</c>.</summary>
/// <param name="Kind">Of the obligation that fails; null for a proved method.</param>
/// <param name="Line">Its line; 0 for a proved method.</param>
public sealed record ExpectedMethod(string File, string Class, string Method, string Verdict, string? Kind, int Line)
{
    public static IReadOnlyList<ExpectedMethod> Read(string file) =>
    [
        .. JsonDocument.Parse(System.IO.File.ReadAllBytes(file)).RootElement.EnumerateArray().Select(entry =>
        {
            var refuted = entry.TryGetProperty("obligation", out var obligation);
            return new ExpectedMethod(
                entry.GetProperty("file").GetString()!,
                entry.GetProperty("cls").GetString()!,
                entry.GetProperty("method").GetString()!,
                entry.GetProperty("verdict").GetString()!,
                refuted ? obligation.GetProperty("kind").GetString() : null,
                refuted ? obligation.GetProperty("line").GetInt32() : 0);
        }),
    ];

    /// <summary>Null when a method's verdict is the expected one, at the expected obligation; else what differs.</summary>
    public string? Difference(JsonElement found)
    {
        var verdict = found.GetProperty("verdict").GetString();
        var reasons = string.Join("; ", found.GetProperty("obligations").EnumerateArray()
            .Where(o => o.GetProperty("verdict").GetString() != "proved")
            .Select(o => $"{o.GetProperty("kind")} line {o.GetProperty("line")} {o.GetProperty("verdict")} {o.GetProperty("reason")}")
            .Append(found.GetProperty("reason").GetString() ?? ""));
        var atLine = Kind is null || found.GetProperty("obligations").EnumerateArray().Any(o =>
            o.GetProperty("verdict").GetString() == "refuted" && o.GetProperty("kind").GetString() == Kind && o.GetProperty("line").GetInt32() == Line);
        return verdict == Verdict && atLine ? null : $"{File} {Class}.{Method}: expected {Verdict} {Kind} {Line}, found {verdict}: {reasons}";
    }
}
