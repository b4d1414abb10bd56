namespace Maestro.EndToEnd.Running;

/// <summary>
/// Somebody who types <c>maestro</c>: with a development key, a cache and git settings that nobody else has, and a folder to work in. The tool is
/// the one built beside these tests.
/// </summary>
public sealed class MaestroUser : IDisposable
{
    private int _scratches;

    public MaestroUser()
    {
        Configuration = Make("config");
        Cache = Make("cache");
        Environment = new Dictionary<string, string?>(StringComparer.Ordinal)
        {
            ["MAESTRO_CACHE"] = Cache,
            ["MAESTRO_Z3"] = null,
            ["XDG_CONFIG_HOME"] = Configuration,
            ["XDG_CACHE_HOME"] = Make("xdg-cache"),
            ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
            ["DOTNET_NOLOGO"] = "1",
            ["DISPLAY"] = null,
            ["WAYLAND_DISPLAY"] = null,
            ["GIT_CONFIG_GLOBAL"] = "/dev/null",
            ["GIT_CONFIG_NOSYSTEM"] = "1",
            ["GIT_CEILING_DIRECTORIES"] = Folder,
            // Fixed, so that the same content is the same commit in every folder.
            ["GIT_AUTHOR_NAME"] = "Ada Lind",
            ["GIT_AUTHOR_EMAIL"] = "ada@example.org",
            ["GIT_AUTHOR_DATE"] = "2026-01-05T09:00:00Z",
            ["GIT_COMMITTER_NAME"] = "Ada Lind",
            ["GIT_COMMITTER_EMAIL"] = "ada@example.org",
            ["GIT_COMMITTER_DATE"] = "2026-01-05T09:00:00Z",
        };
    }

    /// <summary>Holds all that this user has.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("maestro-user-").FullName;

    public string Cache { get; }

    public string Configuration { get; }

    /// <summary>Made by the first check.</summary>
    public string DevelopmentKey => Path.Combine(Configuration, "maestro", "development.key");

    public IReadOnlyDictionary<string, string?> Environment { get; }

    /// <summary>The executable, of the same build configuration as this assembly.</summary>
    public static string Tool { get; } = RepositoryRoot.Combine(
        "artifacts", "bin", "Maestro.Cli", Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory)), "maestro");

    /// <summary>A new, empty folder.</summary>
    public string Scratch(string name) => Make($"{Interlocked.Increment(ref _scratches)}-{name}");

    public Task<Finished> MaestroAsync(string folder, params string[] arguments) =>
        RealProcess.RunAsync(Tool, arguments, folder, Environment);

    /// <summary>The same with some variables changed.</summary>
    public Task<Finished> MaestroAsync(string folder, IEnumerable<KeyValuePair<string, string?>> changed, params string[] arguments)
    {
        var environment = new Dictionary<string, string?>(Environment, StringComparer.Ordinal);
        foreach (var (name, value) in changed)
        {
            environment[name] = value;
        }

        return RealProcess.RunAsync(Tool, arguments, folder, environment);
    }

    /// <summary>A repository of this user's.</summary>
    public async Task<ScratchRepository> RepositoryAsync(string name)
    {
        var repository = new ScratchRepository(Scratch(name), Environment);
        await repository.GitAsync("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    public async Task<ScratchRepository> CloneAsync(ScratchRepository from, string name, params string[] options)
    {
        var folder = Scratch(name);
        await RealProcess.OutputAsync("git", ["clone", "--quiet", .. options, new Uri(from.Folder).AbsoluteUri, folder], Folder, Environment);
        return new ScratchRepository(folder, Environment);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private string Make(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;
}
