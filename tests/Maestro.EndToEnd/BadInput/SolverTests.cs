using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Maestro.EndToEnd.Running;
using Maestro.EndToEnd.Shop;

namespace Maestro.EndToEnd.BadInput;

/// <summary>A libz3 that is not there, is something else, or has another version.</summary>
public sealed partial class SolverTests(ShopFixture shop)
{
    private readonly MaestroUser _user = shop.User;

    [Theory]
    [InlineData("check", "/no/such/libz3.so")]
    [InlineData("prove", "/no/such/libz3.so")]
    [InlineData("prove", "/etc/hostname")]
    public async Task Without_libz3_nothing_is_proved_and_earlier_results_stay(string verb, string library)
    {
        var repository = await ChangedAsync();
        var earlier = await shop.EarlierCaseAsync();
        var before = FolderSnapshot.Of(earlier);
        string[] arguments = verb == "check" ? ["check", "--out", earlier] : ["prove", "--json"];

        var finished = await _user.MaestroAsync(repository.Folder, [new("MAESTRO_Z3", library)], arguments);

        var line = Complaints.Assert(finished, "MAE0031", 4);
        Assert.Contains("apt-get install libz3-4", line, StringComparison.Ordinal);
        Assert.Contains(library, line, StringComparison.Ordinal);
        Assert.Empty(finished.Output);
        Assert.Equal(before, FolderSnapshot.Of(earlier));
    }

    [Fact]
    public async Task The_doctor_says_that_libz3_is_missing_and_what_to_type()
    {
        var doctor = await _user.MaestroAsync(_user.Folder, [new("MAESTRO_Z3", "/no/such/libz3.so")], "doctor");

        Assert.True(doctor.ExitCode == 4, doctor.ToString());
        Assert.Matches("missing +libz3 .*apt-get install libz3-4", doctor.Output);
    }

    [Fact]
    public async Task Another_version_of_libz3_answers_in_its_own_name_and_not_from_the_cache()
    {
        var repository = await ChangedAsync();
        var usual = await ProveAsync(repository, []);
        var (library, version) = await OtherVersionAsync();

        var other = await ProveAsync(repository, [new("MAESTRO_Z3", library)]);

        Assert.DoesNotContain(version, usual, StringComparison.Ordinal);
        using var methods = JsonDocument.Parse(other);
        var solvers = methods.RootElement.EnumerateArray().SelectMany(m => m.GetProperty("obligations").EnumerateArray())
            .Select(o => o.GetProperty("solver").GetString()!).Where(s => s.Length > 0).Distinct().ToList();
        Assert.Contains(version, Assert.Single(solvers), StringComparison.Ordinal);
    }

    private async Task<ScratchRepository> ChangedAsync()
    {
        var repository = await shop.LibraryAsync();
        ShopSource.AddMethod(repository);
        await repository.CommitAsync("Find the smaller of two");
        return repository;
    }

    private async Task<string> ProveAsync(ScratchRepository repository, IEnumerable<KeyValuePair<string, string?>> environment)
    {
        var prove = await _user.MaestroAsync(repository.Folder, environment, "prove", "--json");
        Assert.True(prove.ExitCode == 0, prove.ToString());
        return prove.Output;
    }

    /// <summary>A copy of the libz3 in use that calls itself by another version: no second one need be installed.</summary>
    private async Task<(string Library, string Version)> OtherVersionAsync()
    {
        var doctor = await _user.MaestroAsync(_user.Folder, "doctor");
        var match = Solver().Match(doctor.Output);
        Assert.True(match.Success, doctor.ToString());
        var found = match.Groups["path"].Value;
        var path = Path.IsPathRooted(found) ? found : (await RealProcess.OutputAsync("sh", ["-c", $"ldconfig -p | sed -n 's/.*{found} .*=> //p' | head -n 1"], "/")).Trim();
        var version = match.Groups["version"].Value;
        var renamed = version[..^1] + (version[^1] == '9' ? '8' : '9');

        // One character to a byte both ways, so that the rest of the library stays as it is.
        var bytes = Encoding.Latin1.GetString(await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken));
        Assert.Contains(version, bytes, StringComparison.Ordinal);
        var library = Path.Combine(_user.Scratch("other-z3"), "libz3.so");
        await File.WriteAllBytesAsync(library, Encoding.Latin1.GetBytes(bytes.Replace(version, renamed, StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        return (library, renamed);
    }

    [GeneratedRegex(@"libz3 +[^\n]*?(?<version>[0-9]+(\.[0-9]+)+) \((?<path>[^)]+)\)")]
    private static partial Regex Solver();
}
